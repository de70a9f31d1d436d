#include "models/statistics/propensity_weighting.h"

#include "models/statistics/summary.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

struct ArmMoments {
    double mean = 0;
    double variance = 0;  ///< divisor n − 1, unweighted
    double weightedMean = 0;
};

ArmMoments momentsOf(const std::vector<double>& covariate, const Eigen::VectorXd& treated,
                     const std::vector<double>& weights, double arm) {
    std::vector<double> values;
    double weight = 0;
    double sum = 0;
    for (std::size_t row = 0; row < covariate.size(); ++row) {
        if (treated[static_cast<Eigen::Index>(row)] != arm) continue;
        values.push_back(covariate[row]);
        weight += weights[row];
        sum += weights[row] * covariate[row];
    }
    const double deviation = sampleStandardDeviation(values);
    return {sampleMean(values), deviation * deviation, sum / weight};
}

}  // namespace

Result<PropensityWeights> propensityWeights(const RegressionData& model, const WeightingOptions& options,
                                            const std::string& where) {
    Result<RegressionFit> fit = fitGeneralisedLinear(RegressionFamily::logistic, model, where);
    if (!fit) return fit.issues();
    PropensityWeights made;
    const double treatedShare = model.response.mean();
    for (Eigen::Index row = 0; row < model.response.size(); ++row) {
        const double score = fit->mean[row];
        const bool treated = model.response[row] == 1;
        double weight = treated ? 1 / score : 1 / (1 - score);
        double share = treated ? treatedShare : 1 - treatedShare;
        if (options.estimand == Estimand::averageTreated) {
            weight = treated ? 1 : score / (1 - score);
            share = treated ? 1 : (1 - treatedShare) / treatedShare;
        }
        made.scores.push_back(score);
        made.weights.push_back(options.stabilised ? weight * share : weight);
    }
    if (options.truncation > 0) {
        const double low = sampleQuantile(made.weights, options.truncation);
        const double high = sampleQuantile(made.weights, 1 - options.truncation);
        for (double& weight : made.weights) {
            if (weight < low || weight > high) ++made.truncated;
            weight = std::clamp(weight, low, high);
        }
    }
    made.propensity = std::move(fit.value());
    return made;
}

CovariateBalance covariateBalance(const std::vector<double>& covariate, const Eigen::VectorXd& treated,
                                  const std::vector<double>& weights) {
    const ArmMoments first = momentsOf(covariate, treated, weights, 1);
    const ArmMoments other = momentsOf(covariate, treated, weights, 0);
    const double pooled = std::sqrt((first.variance + other.variance) / 2);
    return {first.mean,
            other.mean,
            first.weightedMean,
            other.weightedMean,
            (first.mean - other.mean) / pooled,
            (first.weightedMean - other.weightedMean) / pooled};
}

double effectiveSampleSize(const std::vector<double>& weights, const Eigen::VectorXd& treated, double arm) {
    double sum = 0;
    double squares = 0;
    for (std::size_t row = 0; row < weights.size(); ++row) {
        if (treated[static_cast<Eigen::Index>(row)] != arm) continue;
        sum += weights[row];
        squares += weights[row] * weights[row];
    }
    return sum * sum / squares;
}

}  // namespace kachi
