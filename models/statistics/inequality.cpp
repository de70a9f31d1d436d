#include "models/statistics/inequality.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace kachi {
namespace {

Issue fault(const char* code, std::size_t position, double value) {
    return {code, Severity::error, std::to_string(position + 1), numberText(value), {}, {}};
}

/// Sum over all values of share × term(x/m).
template <class Term>
double averageOverRatios(const WeightedValues& sample, Term term) {
    double sum = 0;
    for (std::size_t i = 0; i < sample.size(); ++i)
        sum += sample.shares()[i] * term(sample.values()[i] / sample.mean());
    return sum;
}

/// ln(Σ w_i exp(e_i)), exact to rounding for small exponents and free of overflow for large ones.
double logMeanExp(const std::vector<double>& shares, const std::vector<double>& exponents) {
    const auto [low, high] = std::minmax_element(exponents.begin(), exponents.end());
    double sum = 0;
    if (*low > -1 && *high < 1) {
        for (std::size_t i = 0; i < shares.size(); ++i) sum += shares[i] * std::expm1(exponents[i]);
        return std::log1p(sum);
    }
    for (std::size_t i = 0; i < shares.size(); ++i) sum += shares[i] * std::exp(exponents[i] - *high);
    return *high + std::log(sum);
}

enum class TheilKind { t, l };

/// Splits a Theil index by group: groups count by resource (T) or by population (L).
std::optional<Decomposition> decompose(const WeightedValues& sample, std::span<const std::string> groups,
                                       TheilKind kind) {
    assert(groups.size() == sample.size());
    const auto measure = kind == TheilKind::t ? theilT : theilL;
    if (!measure(sample)) return std::nullopt;

    std::vector<std::string> names;
    for (const std::string& group : groups) {
        if (std::find(names.begin(), names.end(), group) == names.end()) names.push_back(group);
    }

    Decomposition result;
    for (const std::string& name : names) {
        std::vector<double> values;
        std::vector<double> shares;
        for (std::size_t i = 0; i < sample.size(); ++i) {
            if (groups[i] != name) continue;
            values.push_back(sample.values()[i]);
            shares.push_back(sample.shares()[i]);
        }
        const WeightedValues members = WeightedValues::make(values, shares).value();
        const double populationShare = std::accumulate(shares.begin(), shares.end(), 0.0);
        const double ratio = members.mean() / sample.mean();
        const Measure inside = measure(members);
        result.groups.push_back(
            {name, members.size(), populationShare, populationShare * ratio, members.mean(), inside});
        if (ratio == 0) continue;  // holds nothing: contributes 0 to T, and L would be undefined altogether
        const double weight = kind == TheilKind::t ? populationShare * ratio : populationShare;
        result.within += weight * *inside;
        result.between += weight * (kind == TheilKind::t ? std::log(ratio) : -std::log(ratio));
    }
    return result;
}

}  // namespace

Result<WeightedValues> WeightedValues::make(std::span<const double> values, std::span<const double> weights) {
    if (values.empty()) return Issue{"inequality.noValues", Severity::error, {}, {}, {}, {}};
    if (!weights.empty() && weights.size() != values.size()) {
        return Issue{"inequality.weightCount",
                     Severity::error,
                     {},
                     std::to_string(weights.size()),
                     std::to_string(values.size()),
                     {}};
    }
    Issues issues;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i]) || values[i] < 0) {
            issues.push_back(fault("inequality.valueInvalid", i, values[i]));
        }
        if (!weights.empty() && (!std::isfinite(weights[i]) || weights[i] <= 0)) {
            issues.push_back(fault("inequality.weightInvalid", i, weights[i]));
        }
    }
    if (!issues.empty()) return issues;

    WeightedValues sample;
    sample.m_values.assign(values.begin(), values.end());
    sample.m_shares.assign(values.size(), 1.0 / static_cast<double>(values.size()));
    if (!weights.empty()) {
        const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
        if (!std::isfinite(total)) return Issue{"inequality.sumTooLarge", Severity::error, {}, {}, {}, {}};
        for (std::size_t i = 0; i < weights.size(); ++i) {
            sample.m_shares[i] = weights[i] / total;
            if (sample.m_shares[i] == 0) return fault("inequality.weightInvalid", i, weights[i]);  // underflow
        }
        sample.m_equallyWeighted =
            std::all_of(weights.begin(), weights.end(), [&](double weight) { return weight == weights.front(); });
    }
    for (std::size_t i = 0; i < values.size(); ++i) sample.m_mean += sample.m_shares[i] * values[i];
    if (!std::isfinite(sample.m_mean)) return Issue{"inequality.sumTooLarge", Severity::error, {}, {}, {}, {}};

    sample.m_ascending.resize(values.size());
    std::iota(sample.m_ascending.begin(), sample.m_ascending.end(), std::size_t{0});
    std::stable_sort(sample.m_ascending.begin(), sample.m_ascending.end(),
                     [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    return sample;
}

Measure gini(const WeightedValues& sample) {
    if (sample.allZero()) return std::nullopt;
    // ∫ F(x) (1 − F(x)) dx / m: every term is ≥ 0, so equal values give exactly 0.
    const auto& order = sample.ascending();
    std::vector<double> shareAbove(order.size(), 0.0);
    for (std::size_t k = order.size() - 1; k > 0; --k) shareAbove[k - 1] = shareAbove[k] + sample.shares()[order[k]];
    double shareBelow = 0;
    double area = 0;
    for (std::size_t k = 0; k + 1 < order.size(); ++k) {
        shareBelow += sample.shares()[order[k]];
        area += shareBelow * shareAbove[k] * (sample.values()[order[k + 1]] - sample.values()[order[k]]);
    }
    return area / sample.mean();
}

Measure giniSampleCorrected(const WeightedValues& sample) {
    const Measure population = gini(sample);
    if (!population || !sample.equallyWeighted() || sample.size() < 2) return std::nullopt;
    const auto n = static_cast<double>(sample.size());
    return *population * n / (n - 1);
}

// Theil T and L subtract the identity Σ w (x/m − 1) = 0 from each term: terms are then ≥ 0 and near-equal
// values keep their digits.
Measure theilT(const WeightedValues& sample) {
    if (sample.allZero()) return std::nullopt;
    return averageOverRatios(sample,
                             [](double ratio) { return ratio == 0 ? 1.0 : ratio * std::log(ratio) - (ratio - 1); });
}

Measure theilL(const WeightedValues& sample) {
    if (sample.hasZero()) return std::nullopt;
    return averageOverRatios(sample, [](double ratio) { return ratio - 1 - std::log(ratio); });
}

Measure atkinson(const WeightedValues& sample, double epsilon) {
    if (sample.allZero() || !(epsilon >= 0) || !std::isfinite(epsilon)) return std::nullopt;
    if (epsilon >= 1 && sample.hasZero()) return std::nullopt;
    if (epsilon == 0) return 0.0;
    if (epsilon == 1) return -std::expm1(-*theilL(sample));
    std::vector<double> exponents(sample.size());
    for (std::size_t i = 0; i < sample.size(); ++i) {
        exponents[i] = (1 - epsilon) * std::log(sample.values()[i] / sample.mean());
    }
    return -std::expm1(logMeanExp(sample.shares(), exponents) / (1 - epsilon));
}

Measure generalisedEntropy(const WeightedValues& sample, double alpha) {
    if (sample.allZero() || !std::isfinite(alpha)) return std::nullopt;
    if (alpha <= 0 && sample.hasZero()) return std::nullopt;
    if (alpha == 0) return theilL(sample);
    if (alpha == 1) return theilT(sample);
    // Σ w r^α − 1 = Σ w r (r^(α−1) − 1) = Σ w (r^α − 1): the first keeps digits near α = 1, the second near α = 0.
    const auto nearT = [alpha](double r) { return r == 0 ? 0.0 : r * std::expm1((alpha - 1) * std::log(r)); };
    const auto nearL = [alpha](double r) { return std::expm1(alpha * std::log(r)); };
    const double sum = alpha > 0.5 ? averageOverRatios(sample, nearT) : averageOverRatios(sample, nearL);
    const double entropy = sum / (alpha * (alpha - 1));
    return std::isfinite(entropy) ? Measure(entropy) : std::nullopt;
}

Measure kolm(const WeightedValues& sample, double alpha) {
    if (!(alpha > 0) || !std::isfinite(alpha)) return std::nullopt;
    std::vector<double> exponents(sample.size());
    for (std::size_t i = 0; i < sample.size(); ++i) exponents[i] = alpha * (sample.mean() - sample.values()[i]);
    const double index = logMeanExp(sample.shares(), exponents) / alpha;
    return std::isfinite(index) ? Measure(index) : std::nullopt;
}

Measure coefficientOfVariation(const WeightedValues& sample) {
    if (sample.allZero()) return std::nullopt;
    return std::sqrt(averageOverRatios(sample, [](double ratio) { return (ratio - 1) * (ratio - 1); }));
}

Measure hoover(const WeightedValues& sample) {
    if (sample.allZero()) return std::nullopt;
    return 0.5 * averageOverRatios(sample, [](double ratio) { return std::abs(ratio - 1); });
}

Measure herfindahl(const WeightedValues& sample) {
    if (sample.allZero()) return std::nullopt;
    double sum = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const double share = sample.shares()[i] * sample.values()[i] / sample.mean();
        sum += share * share;
    }
    return sum;
}

Measure maxOverMin(const WeightedValues& sample) {
    if (sample.hasZero()) return std::nullopt;
    const double ratio = sample.values()[sample.ascending().back()] / sample.values()[sample.ascending().front()];
    return std::isfinite(ratio) ? Measure(ratio) : std::nullopt;
}

std::vector<LorenzPoint> lorenzCurve(const WeightedValues& sample) {
    if (sample.allZero()) return {};
    std::vector<LorenzPoint> curve{{0, 0}};
    for (const std::size_t i : sample.ascending()) {
        const double share = sample.shares()[i];
        curve.push_back({curve.back().populationShare + share,
                         curve.back().resourceShare + share * sample.values()[i] / sample.mean()});
    }
    curve.back() = {1, 1};
    return curve;
}

double lorenzAt(std::span<const LorenzPoint> curve, double populationShare) {
    assert(!curve.empty() && populationShare >= 0 && populationShare <= 1);
    std::size_t next = 1;
    while (next + 1 < curve.size() && curve[next].populationShare < populationShare) ++next;
    const LorenzPoint& from = curve[next - 1];
    const LorenzPoint& to = curve[next];
    const double along = (populationShare - from.populationShare) / (to.populationShare - from.populationShare);
    return from.resourceShare + along * (to.resourceShare - from.resourceShare);
}

std::optional<Decomposition> decomposeTheilT(const WeightedValues& sample, std::span<const std::string> groups) {
    return decompose(sample, groups, TheilKind::t);
}

std::optional<Decomposition> decomposeTheilL(const WeightedValues& sample, std::span<const std::string> groups) {
    return decompose(sample, groups, TheilKind::l);
}

}  // namespace kachi
