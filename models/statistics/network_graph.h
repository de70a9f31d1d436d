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

/// What becomes of negative reduced weights of less than 0.1 % of the study's weights in absolute value. They come from
/// variances that are not sums over arms, such as those of standardised means.
enum class TinyWeights {
    dropped,  ///< taken as 0, as in netmeta's estimates
    kept,     ///< the exact inverse of the covariance, for the restricted likelihood (metafor's rma.mv)
};

/// Reduced weights of a study: conductances whose effective resistances are variances + τ². Their Laplacian is
/// positive semidefinite, else the variances contradict each other.
Eigen::MatrixXd trialLaplacian(const NetworkTrial& trial, double tauSquared, TinyWeights tiny = TinyWeights::dropped);

/// The network under one τ².
struct NetworkFit {
    Eigen::MatrixXd laplacianInverse;
    Eigen::VectorXd effects;  ///< centred
    double q = 0;
    double momentScale = 0;  ///< expected rise of Q per unit of τ²
    double score = 0;        ///< derivative of the restricted log-likelihood in τ²
};

/// @pre the trials connect all treatments
NetworkFit fitNetwork(const std::vector<NetworkTrial>& trials, Eigen::Index treatments, double tauSquared,
                      TinyWeights tiny = TinyWeights::dropped);

/// Degrees of freedom: Σ (arms − 1) − (treatments − 1).
double networkDegrees(const std::vector<NetworkTrial>& trials, Eigen::Index treatments);

/// Trials of checked comparisons, names of treatments in byte order. Issues as networkMetaAnalysis.
struct NetworkData {
    std::vector<std::string> treatments;
    std::vector<NetworkTrial> trials;
};
Result<NetworkData> readNetwork(const std::vector<NetworkComparison>& comparisons);

}  // namespace kachi
