#include "models/statistics/publication_bias.h"

#include "models/statistics/between_studies.h"
#include "models/statistics/reference_distributions.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace kachi {
namespace {

constexpr std::size_t fewestStudies = 3;
constexpr std::size_t mostForExactKendall = 200;

std::optional<Issue> notTestable(const std::vector<EffectSize>& studies) {
    if (studies.size() < fewestStudies) {
        return Issue{"synthesis.tooFewStudies",
                     Severity::error,
                     {},
                     std::to_string(studies.size()),
                     std::to_string(fewestStudies),
                     {}};
    }
    const auto [least, most] = std::ranges::minmax(studies, {}, &EffectSize::variance);
    if (most.variance - least.variance <= 1e-12 * most.variance) {
        return Issue{"synthesis.equalErrors", Severity::error, {}, numberText(std::sqrt(least.variance)), {}, {}};
    }
    return std::nullopt;
}

/// Columns 1 and the standard error.
Eigen::MatrixXd errorDesign(const std::vector<EffectSize>& studies) {
    Eigen::MatrixXd design(static_cast<Eigen::Index>(studies.size()), 2);
    for (std::size_t study = 0; study < studies.size(); ++study) {
        design.row(static_cast<Eigen::Index>(study)) << 1, std::sqrt(studies[study].variance);
    }
    return design;
}

int sign(double value) {
    return (value > 0) - (value < 0);
}

/// Σ f(t) over groups of t equal values.
template <class Use>
double overTies(const std::vector<double>& values, Use use) {
    std::map<double, double> counts;
    for (const double value : values) counts[value] += 1;
    double sum = 0;
    for (const auto& [value, count] : counts) sum += use(count);
    return sum;
}

/// Two-sided probability of a number of concordant pairs at least as far out, without ties: the distribution of
/// inversions of a random permutation, built up one element at a time.
double exactKendall(std::size_t size, double concordant) {
    std::vector<double> probabilities{1.0};
    for (std::size_t element = 2; element <= size; ++element) {
        std::vector<double> next(probabilities.size() + element - 1, 0.0);
        for (std::size_t inversions = 0; inversions < probabilities.size(); ++inversions) {
            for (std::size_t added = 0; added < element; ++added) {
                next[inversions + added] += probabilities[inversions] / static_cast<double>(element);
            }
        }
        probabilities = std::move(next);
    }
    double below = 0;
    double above = 0;
    for (std::size_t pairs = 0; pairs < probabilities.size(); ++pairs) {
        if (static_cast<double>(pairs) <= concordant) below += probabilities[pairs];
        if (static_cast<double>(pairs) >= concordant) above += probabilities[pairs];
    }
    return std::min(1.0, 2 * std::min(below, above));
}

BeggTest kendall(const std::vector<double>& first, const std::vector<double>& second) {
    const std::size_t size = first.size();
    double score = 0;
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = 0; j < i; ++j) score += sign(first[i] - first[j]) * sign(second[i] - second[j]);
    }
    const auto n = static_cast<double>(size);
    const double pairs = n * (n - 1) / 2;
    const auto tiedPairs = [](double t) { return t * (t - 1) / 2; };
    const double tied1 = overTies(first, tiedPairs);
    const double tied2 = overTies(second, tiedPairs);
    BeggTest test;
    if (tied1 == pairs || tied2 == pairs) return test;
    test.tau = score / std::sqrt((pairs - tied1) * (pairs - tied2));
    if (tied1 == 0 && tied2 == 0 && size <= mostForExactKendall) {
        test.p = exactKendall(size, (score + pairs) / 2);
        return test;
    }
    test.exact = false;
    const auto quintic = [](double t) { return t * (t - 1) * (2 * t + 5); };
    const auto cubic = [](double t) { return t * (t - 1) * (t - 2); };
    const double variance = (quintic(n) - overTies(first, quintic) - overTies(second, quintic)) / 18 +
                            2 * tied1 * 2 * tied2 / (2 * n * (n - 1)) +
                            overTies(first, cubic) * overTies(second, cubic) / (9 * cubic(n));
    test.p = twoSidedNormal(score / std::sqrt(variance));
    return test;
}

/// Number of missing studies from signed ranks of centred effects.
double missingStudies(const std::vector<double>& centred, TrimFillEstimator estimator) {
    const std::size_t size = centred.size();
    std::vector<std::size_t> order(size);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t study) { return std::abs(centred[study]); });
    double positive = 0;
    double largestNegative = 0;
    for (std::size_t place = 0; place < size; ++place) {
        const auto rank = static_cast<double>(place + 1);
        if (centred[order[place]] > 0) positive += rank;
        if (centred[order[place]] < 0) largestNegative = rank;
    }
    const auto k = static_cast<double>(size);
    if (estimator == TrimFillEstimator::linear) return (4 * positive - k * (k + 1)) / (2 * k - 1);
    return largestNegative > 0 ? k - largestNegative - 1 : 0;
}

double missingError(double k, double missing, TrimFillEstimator estimator) {
    if (estimator == TrimFillEstimator::rightmost) return std::sqrt(2 * std::max(0.0, missing) + 2);
    const double m = missing;
    const double variance = (k * (k + 1) * (2 * k + 1) + 10 * m * m * m + 27 * m * m + 17 * m - 18 * k * m * m -
                             18 * k * m + 6 * k * k * m) /
                            24;
    return 4 * std::sqrt(std::max(0.0, variance)) / (2 * k - 1);
}

}  // namespace

Result<EggerTest> eggerTest(const std::vector<EffectSize>& studies, double level) {
    if (const auto fault = notTestable(studies)) return *fault;
    const Eigen::MatrixXd design = errorDesign(studies);
    const auto count = static_cast<Eigen::Index>(studies.size());
    Eigen::VectorXd effects(count);
    for (Eigen::Index study = 0; study < count; ++study) {
        effects[study] = studies[static_cast<std::size_t>(study)].estimate;
    }
    const Eigen::VectorXd weights = design.col(1).array().square().inverse().matrix();
    const WeightedFit fit(effects, design, weights);
    EggerTest test;
    test.degrees = static_cast<double>(count - 2);
    const double dispersion = fit.residualSum() / test.degrees;
    test.slope = fit.coefficients()[1];
    test.slopeError = std::sqrt(dispersion * fit.covariance()(1, 1));
    if (test.slopeError > 0) {
        test.t = test.slope / test.slopeError;
        test.p = twoSidedStudentT(test.t, test.degrees);
    }
    const double width =
        studentTQuantile((1 + level) / 2, test.degrees) * std::sqrt(dispersion * fit.covariance()(0, 0));
    test.limit = fit.coefficients()[0];
    test.limitLow = test.limit - width;
    test.limitHigh = test.limit + width;
    return test;
}

Result<MetaCoefficient> mixedEggerTest(const std::vector<EffectSize>& studies, const MetaSettings& settings) {
    if (const auto fault = notTestable(studies)) return *fault;
    const Result<MetaModel> model = fitMetaModel(studies, settings, errorDesign(studies));
    if (!model) return model.issues();
    return model->coefficients[1];
}

Result<BeggTest> beggTest(const std::vector<EffectSize>& studies) {
    if (const auto fault = notTestable(studies)) return *fault;
    const Result<MetaModel> common =
        fitMetaModel(studies, {BetweenStudies::none, CoefficientTest::normal, reportedLevel});
    if (!common) return common.issues();
    std::vector<double> deviates;
    std::vector<double> variances;
    for (const EffectSize& study : studies) {
        const double variance = study.variance - common->covariance(0, 0);
        deviates.push_back((study.estimate - common->coefficients.front().estimate) / std::sqrt(variance));
        variances.push_back(study.variance);
    }
    return kendall(deviates, variances);
}

Result<TrimFill> trimAndFill(const std::vector<EffectSize>& studies, const MetaSettings& settings,
                             TrimFillEstimator estimator, FunnelSide side) {
    if (side == FunnelSide::automatic || studies.size() < fewestStudies) {
        if (const auto fault = notTestable(studies)) return *fault;
    }
    TrimFill result;
    const MetaSettings inside{settings.between, CoefficientTest::normal, settings.level};
    result.onTheRight = side == FunnelSide::right;
    if (side == FunnelSide::automatic) {
        const Result<MetaCoefficient> slope = mixedEggerTest(studies, inside);
        if (!slope) return slope.issues();
        result.onTheRight = slope->estimate < 0;
    }
    const double direction = result.onTheRight ? -1 : 1;
    std::vector<EffectSize> turned = studies;
    for (EffectSize& study : turned) study.estimate *= direction;
    std::ranges::stable_sort(turned, {}, &EffectSize::estimate);

    double centre = 0;
    std::size_t before = turned.size();
    for (std::size_t round = 0; before != result.missing; ++round) {
        if (round > turned.size()) {
            return Issue{"synthesis.notConverged",       Severity::error,       {},
                         std::to_string(result.missing), std::to_string(round), {}};
        }
        before = result.missing;
        const std::vector<EffectSize> trimmed(turned.begin(), turned.end() - static_cast<std::ptrdiff_t>(before));
        const Result<MetaModel> model = fitMetaModel(trimmed, inside);
        if (!model) return model.issues();
        centre = model->coefficients.front().estimate;
        std::vector<double> centred;
        for (const EffectSize& study : turned) centred.push_back(study.estimate - centre);
        const double missing = missingStudies(centred, estimator);
        result.missingError = missingError(static_cast<double>(turned.size()), missing, estimator);
        // Halves to the even number, as R rounds.
        result.missing = std::min(static_cast<std::size_t>(std::max(0.0, std::nearbyint(missing))), turned.size() - 1);
    }
    for (std::size_t study = turned.size() - result.missing; study < turned.size(); ++study) {
        result.filled.push_back({direction * (2 * centre - turned[study].estimate), turned[study].variance});
    }
    std::vector<EffectSize> all = studies;
    all.insert(all.end(), result.filled.begin(), result.filled.end());
    Result<MetaModel> model = fitMetaModel(all, settings);
    if (!model) return model.issues();
    result.model = std::move(*model);
    return result;
}

}  // namespace kachi
