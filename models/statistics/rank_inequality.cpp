#include "models/statistics/rank_inequality.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kachi {
namespace {

Issue fault(const char* code, std::size_t position, double value) {
    return {code, Severity::error, std::to_string(position + 1), numberText(value), {}, {}};
}

Issue countFault(const char* code, std::size_t found, std::size_t wanted) {
    return {code, Severity::error, {}, std::to_string(found), std::to_string(wanted), {}};
}

/// √(Σ w u²) over the root of Kish's number of members.
double errorOf(const RankedValues& sample, const std::vector<double>& influences) {
    double squares = 0;
    double weightSquares = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        squares += sample.shares()[i] * influences[i] * influences[i];
        weightSquares += sample.shares()[i] * sample.shares()[i];
    }
    return std::sqrt(squares * weightSquares);
}

/// Influence of each member on the concentration index C. @param index C
std::vector<double> concentrationInfluences(const RankedValues& sample, double index) {
    std::vector<double> influences(sample.size());
    double held = 0;
    for (const std::size_t i : sample.ordered()) {
        const double relative = sample.values()[i] / sample.mean();
        const double heldBefore = held;
        held += sample.shares()[i] * relative;
        const double a = relative * (2 * sample.fractionalRanks()[i] - 1 - index) + 2 - heldBefore - held;
        influences[i] = a - (1 + index);
    }
    return influences;
}

}  // namespace

Result<RankedValues> RankedValues::make(std::span<const double> values, std::span<const double> ranking,
                                        std::span<const double> weights) {
    const std::size_t count = values.size();
    if (count == 0) return Issue{"inequality.noValues", Severity::error, {}, {}, {}, {}};
    if (ranking.size() != count) return countFault("inequality.rankCount", ranking.size(), count);
    if (!weights.empty() && weights.size() != count) {
        return countFault("inequality.weightCount", weights.size(), count);
    }
    Issues issues;
    for (std::size_t i = 0; i < count; ++i) {
        if (!std::isfinite(values[i])) issues.push_back(fault("inequality.valueNotFinite", i, values[i]));
        if (!std::isfinite(ranking[i])) issues.push_back(fault("inequality.rankInvalid", i, ranking[i]));
        if (!weights.empty() && (!std::isfinite(weights[i]) || weights[i] <= 0)) {
            issues.push_back(fault("inequality.weightInvalid", i, weights[i]));
        }
    }
    if (!issues.empty()) return issues;

    RankedValues sample;
    sample.m_values.assign(values.begin(), values.end());
    sample.m_shares.assign(count, 1.0 / static_cast<double>(count));
    if (!weights.empty()) {
        const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
        if (!std::isfinite(total)) return Issue{"inequality.sumTooLarge", Severity::error, {}, {}, {}, {}};
        for (std::size_t i = 0; i < count; ++i) sample.m_shares[i] = weights[i] / total;
    }
    std::vector<std::size_t>& order = sample.m_ordered;
    order.resize(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return ranking[a] < ranking[b]; });
    sample.m_ranks.resize(count);
    double before = 0;
    for (std::size_t start = 0; start < count; start = sample.m_runEnds.back()) {
        std::size_t end = start;
        double share = 0;
        for (; end < count && ranking[order[end]] == ranking[order[start]]; ++end) share += sample.m_shares[order[end]];
        for (std::size_t k = start; k < end; ++k) sample.m_ranks[order[k]] = before + share / 2;
        before += share;
        sample.m_runEnds.push_back(end);
    }
    if (sample.m_runEnds.size() < 2) {
        return Issue{"inequality.rankConstant", Severity::error, {}, numberText(ranking[0]), {}, {}};
    }
    for (std::size_t i = 0; i < count; ++i) sample.m_mean += sample.m_shares[i] * values[i];
    if (!std::isfinite(sample.m_mean)) return Issue{"inequality.sumTooLarge", Severity::error, {}, {}, {}, {}};
    return sample;
}

double RankedValues::covariance() const {
    double sum = 0;
    for (std::size_t i = 0; i < size(); ++i) sum += m_shares[i] * (m_values[i] - m_mean) * (m_ranks[i] - 0.5);
    return sum;
}

double RankedValues::rankVariance() const {
    double sum = 0;
    for (std::size_t i = 0; i < size(); ++i) sum += m_shares[i] * (m_ranks[i] - 0.5) * (m_ranks[i] - 0.5);
    return sum;
}

Measure concentrationIndex(const RankedValues& sample) {
    if (!(sample.mean() > 0)) return std::nullopt;
    return 2 * sample.covariance() / sample.mean();
}

double generalisedConcentrationIndex(const RankedValues& sample) {
    return 2 * sample.covariance();
}

Measure erreygersIndex(const RankedValues& sample, const ValueBounds& bounds) {
    if (!(bounds.low < bounds.high)) return std::nullopt;
    return 4 * generalisedConcentrationIndex(sample) / (bounds.high - bounds.low);
}

Measure wagstaffIndex(const RankedValues& sample, const ValueBounds& bounds) {
    const double mean = sample.mean();
    if (!(bounds.low < mean && mean < bounds.high)) return std::nullopt;
    return generalisedConcentrationIndex(sample) * (bounds.high - bounds.low) /
           ((bounds.high - mean) * (mean - bounds.low));
}

RankIndexErrors rankIndexErrors(const RankedValues& sample, const std::optional<ValueBounds>& bounds) {
    RankIndexErrors errors;
    const Measure index = concentrationIndex(sample);
    if (!index) return errors;
    std::vector<double> influences = concentrationInfluences(sample, *index);
    errors.concentration = errorOf(sample, influences);

    const double mean = sample.mean();
    for (std::size_t i = 0; i < sample.size(); ++i) {
        influences[i] = mean * influences[i] + *index * (sample.values()[i] - mean);
    }
    errors.generalised = errorOf(sample, influences);
    if (!bounds || !wagstaffIndex(sample, *bounds)) return errors;

    const double width = bounds->high - bounds->low;
    errors.erreygers = 4 / width * *errors.generalised;
    const double room = (bounds->high - mean) * (mean - bounds->low);
    const double byMean = generalisedConcentrationIndex(sample) * (bounds->low + bounds->high - 2 * mean) / room;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        influences[i] = width / room * (influences[i] - byMean * (sample.values()[i] - mean));
    }
    errors.wagstaff = errorOf(sample, influences);
    return errors;
}

SlopeIndex slopeIndex(const RankedValues& sample, SlopeWeights weights) {
    const std::vector<double>& values = sample.values();
    const std::vector<double>& ranks = sample.fractionalRanks();
    const bool byShare = weights == SlopeWeights::shares;
    const auto weight = [&](std::size_t i) {
        return byShare ? sample.shares()[i] : 1 / static_cast<double>(sample.size());
    };
    double meanRank = 0;
    double meanValue = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        meanRank += weight(i) * ranks[i];
        meanValue += weight(i) * values[i];
    }
    double covariance = 0;
    double rankVariance = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        covariance += weight(i) * (values[i] - meanValue) * (ranks[i] - meanRank);
        rankVariance += weight(i) * (ranks[i] - meanRank) * (ranks[i] - meanRank);
    }
    SlopeIndex index;
    index.slope = covariance / rankVariance;
    index.intercept = meanValue - index.slope * meanRank;
    const double best = meanValue + index.slope * (1 - meanRank);
    if (sample.mean() != 0) index.relativeMean = index.slope / sample.mean();
    if (index.intercept > 0 && best > 0) index.relativeRatio = best / index.intercept;
    if (sample.size() < 3) return index;

    double residuals = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const double residual = values[i] - index.intercept - index.slope * ranks[i];
        residuals += weight(i) * residual * residual;
    }
    const double scatter = residuals / static_cast<double>(sample.size() - 2);
    index.slopeError = std::sqrt(scatter / rankVariance);
    if (index.relativeRatio) {
        // At the mean rank the fitted mean and the slope are uncorrelated.
        const double bySlope = (1 - meanRank) / best + meanRank / index.intercept;
        const double byMean = 1 / best - 1 / index.intercept;
        index.logRatioError = std::sqrt(scatter * (bySlope * bySlope / rankVariance + byMean * byMean));
    }
    return index;
}

std::vector<LorenzPoint> concentrationCurve(const RankedValues& sample) {
    if (!(sample.mean() > 0)) return {};
    std::vector<LorenzPoint> curve{{0, 0}};
    std::size_t start = 0;
    for (const std::size_t end : sample.runEnds()) {
        LorenzPoint next = curve.back();
        for (; start < end; ++start) {
            const std::size_t i = sample.ordered()[start];
            next.populationShare += sample.shares()[i];
            next.resourceShare += sample.shares()[i] * sample.values()[i] / sample.mean();
        }
        curve.push_back(next);
    }
    curve.back() = {1, 1};
    return curve;
}

}  // namespace kachi
