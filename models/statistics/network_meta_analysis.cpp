#include "models/statistics/network_meta_analysis.h"

#include "models/statistics/boost_policy.h"
#include "models/statistics/distribution.h"
#include "models/statistics/network_graph.h"
#include "models/statistics/reference_distributions.h"

#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

constexpr double shareTolerance = 0.0005;  // netmeta's: beyond it a pair has nothing but direct evidence

NetworkQ qOf(double q, double degrees) {
    NetworkQ found{q, degrees, std::nullopt};
    if (degrees >= 1) found.p = upperChiSquared(std::max(0.0, q), degrees);
    return found;
}

std::vector<double> pScores(const NetworkEstimates& network, bool smallIsGood) {
    const Eigen::Index size = network.effects.rows();
    std::vector<double> scores;
    for (Eigen::Index row = 0; row < size; ++row) {
        double sum = 0;
        for (Eigen::Index column = 0; column < size; ++column) {
            if (column == row) continue;
            const double z = network.effects(row, column) / network.standardErrors(row, column);
            sum += smallIsGood ? upperNormal(z) : upperNormal(-z);
        }
        scores.push_back(sum / static_cast<double>(size - 1));
    }
    return scores;
}

NetworkEstimates estimatesOf(const NetworkFit& fit, double tauSquared, bool smallIsGood) {
    const Eigen::Index size = fit.effects.size();
    NetworkEstimates network;
    network.tauSquared = tauSquared;
    network.laplacianInverse = fit.laplacianInverse;
    network.effects = Eigen::MatrixXd::Zero(size, size);
    network.standardErrors = Eigen::MatrixXd::Zero(size, size);
    for (Eigen::Index row = 0; row < size; ++row) {
        for (Eigen::Index column = 0; column < size; ++column) {
            if (row == column) continue;
            network.effects(row, column) = fit.effects[row] - fit.effects[column];
            network.standardErrors(row, column) =
                std::sqrt(fit.laplacianInverse(row, row) + fit.laplacianInverse(column, column) -
                          2 * fit.laplacianInverse(row, column));
        }
    }
    network.pScores = pScores(network, smallIsGood);
    return network;
}

double momentTau(const NetworkFit& common, double degrees) {
    return degrees >= 1 ? std::max(0.0, (common.q - degrees) / common.momentScale) : 0;
}

/// Root of the score of the restricted likelihood, 0 when it falls from the start.
Result<double> restrictedTau(const std::vector<NetworkTrial>& trials, Eigen::Index treatments) {
    const auto score = [&](double tauSquared) {
        return fitNetwork(trials, treatments, tauSquared, TinyWeights::kept).score;
    };
    const double atZero = score(0);
    if (atZero <= 0) return 0.0;
    double high = trials.front().variances.maxCoeff();
    double atHigh = score(high);
    for (int doubling = 0; atHigh > 0; ++doubling) {
        if (doubling > 100) {
            return Issue{"synthesis.notConverged", Severity::error, {}, numberText(high), "100", {}};
        }
        high *= 2;
        atHigh = score(high);
    }
    if (atHigh == 0) return high;
    std::uintmax_t steps = 200;
    const auto [low, up] = boost::math::tools::toms748_solve(
        score, 0.0, high, atZero, atHigh, boost::math::tools::eps_tolerance<double>(48), steps, BoostPolicy());
    return (low + up) / 2;
}

/// Trials with the same treatments, renumbered from 0.
struct DesignTrials {
    std::vector<Eigen::Index> treatments;
    std::vector<NetworkTrial> trials;
};

std::vector<DesignTrials> designsOf(const std::vector<NetworkTrial>& trials) {
    std::map<std::vector<Eigen::Index>, DesignTrials> byTreatments;
    for (const NetworkTrial& trial : trials) {
        DesignTrials& design = byTreatments[trial.treatments];
        design.treatments = trial.treatments;
        NetworkTrial own = trial;
        for (std::size_t arm = 0; arm < own.treatments.size(); ++arm) {
            own.treatments[arm] = static_cast<Eigen::Index>(arm);
        }
        design.trials.push_back(std::move(own));
    }
    std::vector<DesignTrials> designs;
    for (auto& [treatments, design] : byTreatments) designs.push_back(std::move(design));
    return designs;
}

void decompose(NetworkMetaAnalysis& result, const std::vector<NetworkTrial>& trials) {
    const std::vector<DesignTrials> designs = designsOf(trials);
    const auto treatments = static_cast<Eigen::Index>(result.treatments.size());
    double q = 0;
    double degrees = 0;
    double scale = 0;
    for (const DesignTrials& design : designs) {
        const auto size = static_cast<Eigen::Index>(design.treatments.size());
        const NetworkFit fit = fitNetwork(design.trials, size, 0);
        const double own = networkDegrees(design.trials, size);
        NetworkDesign described;
        described.treatments.assign(design.treatments.begin(), design.treatments.end());
        described.studies = design.trials.size();
        // One study of its design fits exactly.
        described.within = qOf(own > 0 ? fit.q : 0, own);
        q += described.within.q;
        degrees += own;
        scale += fit.momentScale;
        result.designs.push_back(described);
    }
    result.within = qOf(q, degrees);
    result.between = qOf(std::max(0.0, result.total.q - q), result.total.degrees - degrees);
    if (result.between.degrees < 1 || degrees < 1) return;
    const double tauSquared = std::max(0.0, (q - degrees) / scale);
    double random = fitNetwork(trials, treatments, tauSquared).q;
    for (const DesignTrials& design : designs) {
        if (design.trials.size() < 2) continue;
        random -= fitNetwork(design.trials, static_cast<Eigen::Index>(design.treatments.size()), tauSquared).q;
    }
    result.tauSquaredWithin = tauSquared;
    result.betweenRandom = qOf(std::max(0.0, random), result.between.degrees);
}

std::vector<NetworkSplit> splitsOf(const std::vector<NetworkTrial>& trials, const NetworkEstimates& network) {
    struct Sums {
        std::size_t studies = 0;
        double weight = 0;
        double weighted = 0;
    };
    std::map<std::pair<Eigen::Index, Eigen::Index>, Sums> pairs;
    for (const NetworkTrial& trial : trials) {
        for (std::size_t i = 0; i < trial.treatments.size(); ++i) {
            for (std::size_t j = i + 1; j < trial.treatments.size(); ++j) {
                Sums& sums = pairs[{trial.treatments[i], trial.treatments[j]}];
                const auto row = static_cast<Eigen::Index>(i);
                const auto column = static_cast<Eigen::Index>(j);
                const double weight = 1 / (trial.variances(row, column) + network.tauSquared);
                ++sums.studies;
                sums.weight += weight;
                sums.weighted += weight * trial.effects(row, column);
            }
        }
    }
    std::vector<NetworkSplit> splits;
    for (const auto& [pair, sums] : pairs) {
        const double effect = network.effects(pair.first, pair.second);
        const double error = network.standardErrors(pair.first, pair.second);
        NetworkSplit split;
        split.first = static_cast<std::size_t>(pair.first);
        split.second = static_cast<std::size_t>(pair.second);
        split.studies = sums.studies;
        split.direct = sums.weighted / sums.weight;
        split.directError = 1 / std::sqrt(sums.weight);
        split.directShare = error * error * sums.weight;
        if (split.directShare < 1 - shareTolerance) {
            split.indirect = (effect - split.directShare * split.direct) / (1 - split.directShare);
            split.indirectError = error / std::sqrt(1 - split.directShare);
            split.differenceP =
                twoSidedNormal((split.direct - *split.indirect) / std::hypot(split.directError, *split.indirectError));
        }
        splits.push_back(split);
    }
    return splits;
}

}  // namespace

Result<NetworkMetaAnalysis> networkMetaAnalysis(const std::vector<NetworkComparison>& comparisons,
                                                const NetworkSettings& settings) {
    const Result<NetworkData> network = readNetwork(comparisons);
    if (!network) return network.issues();
    const auto treatments = static_cast<Eigen::Index>(network->treatments.size());
    const double degrees = networkDegrees(network->trials, treatments);
    const NetworkFit common = fitNetwork(network->trials, treatments, 0);

    NetworkMetaAnalysis result;
    result.treatments = network->treatments;
    result.arms.assign(result.treatments.size(), 0);
    for (const NetworkTrial& trial : network->trials) {
        result.studies.push_back(trial.name);
        for (const Eigen::Index treatment : trial.treatments) ++result.arms[static_cast<std::size_t>(treatment)];
    }
    result.comparisons = comparisons.size();
    result.tauKnown = degrees >= 1;
    result.total = qOf(result.tauKnown ? common.q : 0, degrees);
    result.iSquared = result.total.q > 0 ? std::max(0.0, (result.total.q - degrees) / result.total.q) : 0;
    double tauSquared = momentTau(common, degrees);
    if (settings.tau == NetworkTau::reml && result.tauKnown) {
        const Result<double> restricted = restrictedTau(network->trials, treatments);
        if (!restricted) return restricted.issues();
        tauSquared = *restricted;
    }
    result.common = estimatesOf(common, 0, settings.smallIsGood);
    result.random = estimatesOf(fitNetwork(network->trials, treatments, tauSquared), tauSquared, settings.smallIsGood);
    decompose(result, network->trials);
    result.commonSplits = splitsOf(network->trials, result.common);
    result.randomSplits = splitsOf(network->trials, result.random);
    return result;
}

std::optional<Prediction> networkPrediction(const NetworkMetaAnalysis& network, std::size_t first, std::size_t second,
                                            NetworkPredictionDegrees degrees, double level) {
    if (network.total.degrees < leastPredictionDegrees) return std::nullopt;
    const double upper = (1 + level) / 2;
    const double lost = degrees == NetworkPredictionDegrees::ofQLessOne ? 1 : 0;
    const double quantile = degrees == NetworkPredictionDegrees::normal
                                ? normalQuantile(upper)
                                : studentTQuantile(upper, network.total.degrees - lost);
    const auto row = static_cast<Eigen::Index>(first);
    const auto column = static_cast<Eigen::Index>(second);
    const double effect = network.random.effects(row, column);
    const double error = std::hypot(std::sqrt(network.random.tauSquared), network.random.standardErrors(row, column));
    return Prediction{error, effect - quantile * error, effect + quantile * error};
}

}  // namespace kachi
