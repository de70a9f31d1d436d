#pragma once

#include "models/statistics/network_meta_analysis.h"

#include <map>

namespace kachi {

/// A study as a complete graph of its arms.
struct NetworkTrial {
    std::string name;
    std::vector<Eigen::Index> treatments;  ///< indices, ascending
    Eigen::MatrixXd effects;               ///< [arm][arm], row minus column
    Eigen::MatrixXd variances;             ///< [arm][arm], of the comparisons
};

/// Reduced weights of a study: conductances whose effective resistances are variances + τ². Their Laplacian is
/// positive semidefinite, else the variances contradict each other.
Eigen::MatrixXd trialLaplacian(const NetworkTrial& trial, double tauSquared);

/// The network under one τ².
struct NetworkFit {
    Eigen::MatrixXd laplacianInverse;
    Eigen::VectorXd effects;  ///< centred
    double q = 0;
    double momentScale = 0;  ///< expected rise of Q per unit of τ²
    double score = 0;        ///< derivative of the restricted log-likelihood in τ²
};

/// @pre the trials connect all treatments
NetworkFit fitNetwork(const std::vector<NetworkTrial>& trials, Eigen::Index treatments, double tauSquared);

/// Degrees of freedom: Σ (arms − 1) − (treatments − 1).
double networkDegrees(const std::vector<NetworkTrial>& trials, Eigen::Index treatments);

/// Trials of checked comparisons, names of treatments in byte order. Issues as networkMetaAnalysis.
struct NetworkData {
    std::vector<std::string> treatments;
    std::vector<NetworkTrial> trials;
};
Result<NetworkData> readNetwork(const std::vector<NetworkComparison>& comparisons);

}  // namespace kachi
