#pragma once

#include "models/statistics/meta_analysis.h"

#include <Eigen/Core>

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// Frequentist network meta-analysis by weighted least squares on the graph of comparisons, in the conventions of
/// netmeta. Sources: Rücker, Res Synth Methods 2012;3:312; Rücker, Schwarzer, Stat Med 2014;33:4353 (multi-arm trials);
/// Jackson, White, Riley, Stat Med 2012;31:3805 (moment estimator).

/// One comparison of two arms of a study. A study of n arms gives all n(n − 1)/2.
struct NetworkComparison {
    std::string study;
    std::string first;
    std::string second;
    double effect = 0;  ///< first minus second
    double standardError = 0;
};

/// One arm of a study; of counts, means or rates only those of the measure are read.
struct NetworkArm {
    std::string study;
    std::string treatment;
    double events = 0;
    double size = 0;
    double mean = 0;
    double deviation = 0;
    double time = 0;  ///< person-time
};

/// Comparisons of all pairs of arms of each study. A correction of zero cells goes to every arm of a study with a zero.
/// Standardised mean differences take the standard deviation pooled over all arms of the study (exact Hedges
/// correction). Issues: synthesis.oneArm, synthesis.armTwice, synthesis.comparisonNotEstimable.
Result<std::vector<NetworkComparison>> networkComparisons(const std::vector<NetworkArm>& arms, SynthesisMeasure measure,
                                                          const ZeroCellRule& rule);

enum class NetworkTau { moments, reml };  ///< generalised DerSimonian–Laird, or restricted likelihood

/// Degrees of freedom of the t distribution behind prediction intervals, d being those of Q: studies' comparisons less
/// treatments' (Σ (arms − 1) − (treatments − 1)).
enum class NetworkPredictionDegrees {
    ofQ,         ///< d, as netmeta from version 3
    ofQLessOne,  ///< d − 1, as netmeta before
    normal,      ///< the normal distribution
};

struct NetworkSettings {
    NetworkTau tau = NetworkTau::moments;
    bool smallIsGood = true;  ///< for P-scores
    double level = reportedLevel;
};

/// Effects of the whole network under one τ². Matrices are [treatment][treatment], row minus column.
struct NetworkEstimates {
    double tauSquared = 0;
    Eigen::MatrixXd effects;
    Eigen::MatrixXd standardErrors;
    Eigen::MatrixXd laplacianInverse;  ///< pseudoinverse: covariance of centred treatment effects
    std::vector<double> pScores;  ///< [treatment], mean probability of being better: Rücker, Schwarzer, BMC Med Res
                                  ///< Methodol 2015;15:58
};

/// Direct and indirect evidence of a pair, split by back-calculation: König, Krahn, Binder, Stat Med 2013;32:5414;
/// Dias et al., Stat Med 2010;29:932.
struct NetworkSplit {
    std::size_t first = 0;  ///< index of the treatment
    std::size_t second = 0;
    std::size_t studies = 0;
    double directShare = 0;  ///< proportion of direct evidence
    double direct = 0;
    double directError = 0;
    std::optional<double> indirect;  ///< none: nothing but direct evidence
    std::optional<double> indirectError;
    std::optional<double> differenceP;  ///< direct against indirect
};

struct NetworkQ {
    double q = 0;
    double degrees = 0;
    std::optional<double> p;  ///< none without degrees of freedom
};

struct NetworkDesign {
    std::vector<std::size_t> treatments;
    std::size_t studies = 0;
    NetworkQ within;
};

struct NetworkMetaAnalysis {
    std::vector<std::string> treatments;  ///< in byte order
    std::vector<std::string> studies;
    std::vector<double> arms;  ///< [treatment], number of arms
    std::size_t comparisons = 0;
    NetworkEstimates common;
    NetworkEstimates random;
    bool tauKnown = true;  ///< false: no degrees of freedom, τ² taken as 0
    NetworkQ total;
    double iSquared = 0;  ///< (Q − df)/Q, not below 0
    NetworkQ within;      ///< heterogeneity within designs
    NetworkQ between;     ///< inconsistency between designs
    /// The same with the variance between studies of the same design: full design-by-treatment interaction
    /// (Higgins et al., Res Synth Methods 2012;3:98).
    NetworkQ betweenRandom;
    std::optional<double> tauSquaredWithin;
    std::vector<NetworkDesign> designs;
    std::vector<NetworkSplit> commonSplits;  ///< pairs with direct evidence
    std::vector<NetworkSplit> randomSplits;
};

/// Issues: synthesis.noStudies, synthesis.sameTreatment, synthesis.errorNotPositive, synthesis.pairTwice,
/// synthesis.pairMissing, synthesis.effectsInconsistent (sums of a multi-arm trial miss by more than 0.001),
/// synthesis.variancesInconsistent, synthesis.disconnected (value: the parts), synthesis.notConverged
Result<NetworkMetaAnalysis> networkMetaAnalysis(const std::vector<NetworkComparison>& comparisons,
                                                const NetworkSettings& settings);

/// Interval of the effect of `first` over `second` in a new study: effect ± t √(SE² + τ²), random effects. None with
/// fewer than leastPredictionDegrees degrees of freedom of Q, where netmeta gives none either.
inline constexpr double leastPredictionDegrees = 2;
std::optional<Prediction> networkPrediction(const NetworkMetaAnalysis& network, std::size_t first, std::size_t second,
                                            NetworkPredictionDegrees degrees, double level = reportedLevel);

}  // namespace kachi
