#pragma once

#include "models/statistics/meta_analysis.h"

namespace kachi {

/// Small-study effects. Issues: synthesis.tooFewStudies (fewer than 3), synthesis.equalErrors (all standard errors the
/// same: nothing to regress on), and those of fitMetaModel.

/// Egger's regression of effects on standard errors with weights 1/v and a multiplicative dispersion (metafor's
/// regtest(model = "lm")): t test of the slope with k − 2 degrees. Egger et al., BMJ 1997;315:629.
struct EggerTest {
    double slope = 0;  ///< Egger's "bias"
    double slopeError = 0;
    double t = 0;
    double degrees = 0;
    double p = 1;
    double limit = 0;  ///< effect as the standard error goes to 0
    double limitLow = 0;
    double limitHigh = 0;
};
Result<EggerTest> eggerTest(const std::vector<EffectSize>& studies, double level = reportedLevel);

/// The same as a mixed-effects meta-regression with the settings' τ² (metafor's default regtest).
Result<MetaCoefficient> mixedEggerTest(const std::vector<EffectSize>& studies, const MetaSettings& settings);

/// Kendall's τ between standardised deviates and variances. Begg, Mazumdar, Biometrics 1994;50:1088. Exact without
/// ties, otherwise τ-b with the normal approximation.
struct BeggTest {
    double tau = 0;
    double p = 1;
    bool exact = true;
};
Result<BeggTest> beggTest(const std::vector<EffectSize>& studies);

enum class TrimFillEstimator { linear, rightmost };  ///< L0, R0
enum class FunnelSide { automatic, left, right };    ///< where studies are missing

/// Trim and fill: Duval, Tweedie, Biometrics 2000;56:455.
struct TrimFill {
    std::size_t missing = 0;
    double missingError = 0;
    bool onTheRight = false;
    std::vector<EffectSize> filled;  ///< the studies put in
    MetaModel model;                 ///< of all, filled ones included
};
Result<TrimFill> trimAndFill(const std::vector<EffectSize>& studies, const MetaSettings& settings,
                             TrimFillEstimator estimator = TrimFillEstimator::linear,
                             FunnelSide side = FunnelSide::automatic);

}  // namespace kachi
