#include "models/statistics/network_graph.h"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace kachi {
namespace {

constexpr double effectTolerance = 0.001;  // of netmeta for sums of effects within a multi-arm trial
constexpr double tinyShare = 0.001;        // of netmeta for negative weights within a multi-arm trial

Eigen::MatrixXd averaging(Eigen::Index size) {
    return Eigen::MatrixXd::Constant(size, size, 1 / static_cast<double>(size));
}

/// Pseudoinverse of a symmetric matrix whose null space are the constants.
Eigen::MatrixXd centredInverse(const Eigen::MatrixXd& matrix) {
    const Eigen::MatrixXd average = averaging(matrix.rows());
    return (matrix + average).ldlt().solve(Eigen::MatrixXd::Identity(matrix.rows(), matrix.rows())) - average;
}

/// −½ C (R + τ²) C with C the centring: covariance of centred arm effects.
Eigen::MatrixXd centredCovariance(const NetworkTrial& trial, double tauSquared) {
    const Eigen::Index arms = trial.variances.rows();
    Eigen::MatrixXd resistances = trial.variances.array() + tauSquared;
    resistances.diagonal().setZero();
    const Eigen::MatrixXd centring = Eigen::MatrixXd::Identity(arms, arms) - averaging(arms);
    return -0.5 * centring * resistances * centring;
}

std::string pairName(const NetworkComparison& comparison) {
    return comparison.first + " – " + comparison.second;
}

Issue fault(const std::string& code, const std::string& study, const std::string& value,
            const std::string& limit = {}) {
    return {code, Severity::error, {}, value, limit, {{"study", study}}};
}

/// Sums around triangles, and variances that can belong to arms.
void checkTrial(const NetworkTrial& trial, const std::vector<std::string>& names, Issues& issues) {
    const Eigen::Index arms = trial.effects.rows();
    for (Eigen::Index i = 0; i < arms; ++i) {
        for (Eigen::Index j = i + 1; j < arms; ++j) {
            for (Eigen::Index k = j + 1; k < arms; ++k) {
                const double miss = trial.effects(i, j) + trial.effects(j, k) - trial.effects(i, k);
                if (std::abs(miss) <= effectTolerance) continue;
                const auto name = [&](Eigen::Index arm) {
                    return names[static_cast<std::size_t>(trial.treatments[static_cast<std::size_t>(arm)])];
                };
                Issue issue =
                    fault("synthesis.effectsInconsistent", trial.name, numberText(miss), numberText(effectTolerance));
                issue.details["treatments"] = name(i) + ", " + name(j) + ", " + name(k);
                issues.push_back(issue);
            }
        }
    }
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(centredCovariance(trial, 0), Eigen::EigenvaluesOnly);
    // One eigenvalue belongs to the constants and is 0; the others must be positive.
    const double small = 1e-10 * solver.eigenvalues()[arms - 1];
    if (arms > 2 && !(solver.eigenvalues()[0] > -small && solver.eigenvalues()[1] > small)) {
        issues.push_back(fault("synthesis.variancesInconsistent", trial.name, std::to_string(arms)));
    }
}

/// Parts of the network that no trial connects, as "A, B | C, D"; empty when there is one.
std::string partsOf(const NetworkData& network) {
    std::vector<std::size_t> part(network.treatments.size());
    std::iota(part.begin(), part.end(), std::size_t{0});
    for (const NetworkTrial& trial : network.trials) {
        const std::size_t joined = part[static_cast<std::size_t>(trial.treatments.front())];
        for (const Eigen::Index treatment : trial.treatments) {
            const std::size_t old = part[static_cast<std::size_t>(treatment)];
            std::ranges::replace(part, old, joined);
        }
    }
    std::map<std::size_t, std::string> names;
    for (std::size_t treatment = 0; treatment < part.size(); ++treatment) {
        std::string& text = names[part[treatment]];
        text += (text.empty() ? "" : ", ") + network.treatments[treatment];
    }
    if (names.size() < 2) return {};
    std::string text;
    for (const auto& [first, members] : names) text += (text.empty() ? "" : " | ") + members;
    return text;
}

struct Drafts {
    std::vector<std::string> order;  ///< studies as they come
    std::map<std::string, std::vector<NetworkComparison>> comparisons;
};

NetworkTrial trialOf(const std::string& study, const std::vector<NetworkComparison>& comparisons,
                     const std::map<std::string, Eigen::Index>& indices, Issues& issues) {
    std::set<Eigen::Index> members;
    for (const NetworkComparison& comparison : comparisons) {
        members.insert(indices.at(comparison.first));
        members.insert(indices.at(comparison.second));
    }
    NetworkTrial trial;
    trial.name = study;
    trial.treatments.assign(members.begin(), members.end());
    const auto arms = static_cast<Eigen::Index>(members.size());
    trial.effects = Eigen::MatrixXd::Zero(arms, arms);
    trial.variances = Eigen::MatrixXd::Zero(arms, arms);
    const auto place = [&](const std::string& treatment) {
        return std::distance(members.begin(), members.find(indices.at(treatment)));
    };
    for (const NetworkComparison& comparison : comparisons) {
        const Eigen::Index first = place(comparison.first);
        const Eigen::Index second = place(comparison.second);
        if (trial.variances(first, second) > 0) {
            issues.push_back(fault("synthesis.pairTwice", study, pairName(comparison)));
        }
        trial.effects(first, second) = comparison.effect;
        trial.effects(second, first) = -comparison.effect;
        trial.variances(first, second) = comparison.standardError * comparison.standardError;
        trial.variances(second, first) = trial.variances(first, second);
    }
    return trial;
}

}  // namespace

Eigen::MatrixXd trialLaplacian(const NetworkTrial& trial, double tauSquared, TinyWeights tiny) {
    Eigen::MatrixXd laplacian = centredInverse(centredCovariance(trial, tauSquared));
    if (tiny == TinyWeights::kept) return laplacian;
    // Weights are minus the Laplacian off its diagonal.
    Eigen::MatrixXd weights = -laplacian;
    weights.diagonal().setZero();
    const double all = weights.cwiseAbs().sum() / 2;
    if (!((weights.array() < 0) && (weights.array() > -tinyShare * all)).any()) return laplacian;
    weights = (weights.array() < 0 && weights.array() > -tinyShare * all).select(0, weights);
    laplacian = -weights;
    laplacian.diagonal() = weights.rowwise().sum();
    return laplacian;
}

NetworkFit fitNetwork(const std::vector<NetworkTrial>& trials, Eigen::Index treatments, double tauSquared,
                      TinyWeights tiny) {
    Eigen::MatrixXd laplacian = Eigen::MatrixXd::Zero(treatments, treatments);
    Eigen::VectorXd weighted = Eigen::VectorXd::Zero(treatments);
    std::vector<Eigen::MatrixXd> laplacians;
    for (const NetworkTrial& trial : trials) {
        laplacians.push_back(trialLaplacian(trial, tauSquared, tiny));
        const Eigen::MatrixXd& own = laplacians.back();
        laplacian(trial.treatments, trial.treatments) += own;
        // Weights are minus the Laplacian off its diagonal; the diagonal of effects is 0.
        weighted(trial.treatments) -= own.cwiseProduct(trial.effects).rowwise().sum();
    }
    NetworkFit fit;
    fit.laplacianInverse = centredInverse(laplacian);
    fit.effects = fit.laplacianInverse * weighted;
    double pulls = 0;
    for (std::size_t index = 0; index < trials.size(); ++index) {
        const NetworkTrial& trial = trials[index];
        const Eigen::MatrixXd& own = laplacians[index];
        const Eigen::VectorXd levels = fit.effects(trial.treatments);
        const Eigen::MatrixXd residuals =
            trial.effects - (levels.replicate(1, levels.size()) - levels.transpose().replicate(levels.size(), 1));
        fit.q -= own.cwiseProduct(residuals.cwiseAbs2()).sum() / 2;
        pulls += own.cwiseProduct(residuals).rowwise().sum().squaredNorm();
        const Eigen::MatrixXd covariance = fit.laplacianInverse(trial.treatments, trial.treatments);
        fit.momentScale += (own.trace() - (covariance * own * own).trace()) / 2;
    }
    fit.score = (pulls / 2 - fit.momentScale) / 2;
    return fit;
}

double networkDegrees(const std::vector<NetworkTrial>& trials, Eigen::Index treatments) {
    double degrees = 1 - static_cast<double>(treatments);
    for (const NetworkTrial& trial : trials) degrees += static_cast<double>(trial.treatments.size()) - 1;
    return degrees;
}

Result<NetworkData> readNetwork(const std::vector<NetworkComparison>& comparisons) {
    Issues issues;
    if (comparisons.empty()) return Issue{"synthesis.noStudies", Severity::error, {}, "0", "1", {}};
    Drafts drafts;
    std::map<std::string, Eigen::Index> indices;
    for (const NetworkComparison& comparison : comparisons) {
        if (comparison.first == comparison.second) {
            issues.push_back(fault("synthesis.sameTreatment", comparison.study, comparison.first));
            continue;
        }
        const double error = comparison.standardError;
        if (!std::isfinite(comparison.effect) || !std::isfinite(error) || !(error > 0)) {
            Issue issue = fault("synthesis.errorNotPositive", comparison.study, numberText(error), "0");
            issue.details["pair"] = pairName(comparison);
            issues.push_back(issue);
            continue;
        }
        if (!drafts.comparisons.contains(comparison.study)) drafts.order.push_back(comparison.study);
        drafts.comparisons[comparison.study].push_back(comparison);
        indices[comparison.first] = 0;
        indices[comparison.second] = 0;
    }
    if (!issues.empty()) return issues;
    NetworkData network;
    for (auto& [name, index] : indices) {
        index = static_cast<Eigen::Index>(network.treatments.size());
        network.treatments.push_back(name);
    }
    for (const std::string& study : drafts.order) {
        const std::vector<NetworkComparison>& own = drafts.comparisons.at(study);
        network.trials.push_back(trialOf(study, own, indices, issues));
        const std::size_t arms = network.trials.back().treatments.size();
        const std::size_t pairs = arms * (arms - 1) / 2;
        if (own.size() < pairs) {
            Issue issue = fault("synthesis.pairMissing", study, std::to_string(own.size()), std::to_string(pairs));
            issue.details["arms"] = std::to_string(arms);
            issues.push_back(issue);
        } else if (own.size() == pairs) {
            checkTrial(network.trials.back(), network.treatments, issues);
        }
    }
    if (!issues.empty()) return issues;
    const std::string parts = partsOf(network);
    if (!parts.empty()) return Issue{"synthesis.disconnected", Severity::error, {}, parts, "1", {}};
    return network;
}

}  // namespace kachi
