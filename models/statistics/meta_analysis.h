#pragma once

#include "models/statistics/effect_size.h"
#include "models/statistics/reported_level.h"

#include <Eigen/Core>

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// Pooling of study effects, in the conventions of metafor (rma.uni, rma.mh, rma.peto).
/// Source: Viechtbauer W. J Stat Softw 2010;36(3):1-48, and the papers named beside each part.
/// Issues: synthesis.noStudies, synthesis.varianceNotPositive, synthesis.tooFewStudies, synthesis.collinearModerators,
/// synthesis.notConverged.

/// Estimators of the variance between studies.
enum class BetweenStudies {
    none,              ///< common effect: 0
    derSimonianLaird,  ///< DL, moments with weights 1/v
    reml,              ///< REML by Fisher scoring
    ml,                ///< ML by Fisher scoring
    pauleMandel,       ///< PM: generalised Q equals its degrees of freedom
    empiricalBayes,    ///< EB: the same root
    sidikJonkman,      ///< SJ
    hedges,            ///< HE, unweighted moments
    hunterSchmidt,     ///< HS
};

/// How tests and intervals of coefficients are made.
enum class CoefficientTest {
    normal,
    hartungKnapp,       ///< t with k − p degrees, variance times q (Stat Med 2001;20:3875; 2003;22:2693)
    hartungKnappAdHoc,  ///< the same with q at least 1, the ad hoc modification
};

struct MetaSettings {
    BetweenStudies between = BetweenStudies::reml;
    CoefficientTest test = CoefficientTest::normal;
    double level = reportedLevel;
};

struct MetaCoefficient {
    double estimate = 0;
    double standardError = 0;
    double statistic = 0;
    double p = 0;
    double low = 0;
    double high = 0;
};

/// Cochran's Q of studies around a model without variance between studies.
struct MetaHeterogeneity {
    double q = 0;
    double degrees = 0;
    double p = 1;
    double iSquared =
        0;  ///< share, τ²/(τ² + s²) with the typical variance s² = (k − p)/tr P; common effect: (Q − df)/Q
    double hSquared = 1;
};

/// Linear model of effects with variance τ² between studies; a pooled effect is a model with the intercept alone.
struct MetaModel {
    std::vector<MetaCoefficient> coefficients;
    Eigen::MatrixXd covariance;
    double tauSquared = 0;
    std::optional<double> tauSquaredError;  ///< none for a common effect
    MetaHeterogeneity heterogeneity;
    std::optional<double> testDegrees;  ///< of t and F; none: normal and χ²
    double moderatorTest = 0;           ///< χ² or F of the coefficients tested together
    double moderatorDegrees = 0;
    double moderatorP = 1;
    double logLikelihood = 0;     ///< restricted for REML, full otherwise
    std::vector<double> weights;  ///< share of each study in a pooled effect (sums to 1); intercept-only models
};

/// @param design  [study][column]; empty: the intercept alone. Moderators are tested together: all columns but the
///                first when the first is constant, all columns otherwise.
/// Source: Raudenbush SW, in: Cooper, Hedges, Valentine, Handbook of Research Synthesis, 2nd ed., ch. 16; metafor.
Result<MetaModel> fitMetaModel(const std::vector<EffectSize>& studies, const MetaSettings& settings,
                               const Eigen::MatrixXd& design = {});

/// 95 % (or other) interval of τ² by inverting the generalised Q: Viechtbauer, Stat Med 2007;26:37. None without
/// degrees of freedom.
struct TauSquaredInterval {
    double low = 0;
    double high = 0;
    /// Even τ² = 0 gives a Q below the lower quantile: no value is compatible at this level, and both limits are 0, as
    /// metafor reports them.
    bool empty = false;
};
std::optional<TauSquaredInterval> tauSquaredInterval(const std::vector<EffectSize>& studies,
                                                     double level = reportedLevel, const Eigen::MatrixXd& design = {});

/// Degrees of freedom of the quantile of a prediction interval.
enum class PredictionDegrees {
    asTest,          ///< as the test of the coefficient: normal, or t with k − p (metafor)
    studiesLessTwo,  ///< t with k − 2 (Higgins, Thompson, Spiegelhalter, JRSS A 2009;172:137)
};

struct Prediction {
    double standardError = 0;  ///< √(τ² + SE²)
    double low = 0;
    double high = 0;
};

/// Interval of the effect in a new study. Empty for k − 2 < 1 with studiesLessTwo.
std::optional<Prediction> predictionInterval(const MetaModel& pooled, std::size_t studies, PredictionDegrees degrees,
                                             double level = reportedLevel);

/// Share of the variance between studies that moderators explain: (τ₀² − τ²)/τ₀², not below 0; none when τ₀² = 0.
std::optional<double> explainedHeterogeneity(const MetaModel& without, const MetaModel& with);

/// Pooled from counts without weights from variances.
struct StratifiedEstimate {
    MetaCoefficient pooled;
    MetaHeterogeneity heterogeneity;
};

/// Mantel–Haenszel OR (variance of Robins, Breslow, Greenland 1986), RR (Greenland, Robins 1985) or RD (Sato,
/// Greenland, Robins 1989), from the counts as they are; Q from the study effects under `rule`.
/// Issue: synthesis.noEvents when an arm has none in all studies together.
Result<StratifiedEstimate> mantelHaenszel(const std::vector<BinaryArms>& studies, SynthesisMeasure measure,
                                          const ZeroCellRule& rule, double level = reportedLevel);

/// The same for rate ratios and rate differences (Rothman, Greenland, Lash, Modern Epidemiology, 3rd ed., ch. 15).
Result<StratifiedEstimate> mantelHaenszelRates(const std::vector<RateArms>& studies, SynthesisMeasure measure,
                                               const ZeroCellRule& rule, double level = reportedLevel);

/// Peto's one-step odds ratio from the counts as they are: Yusuf et al., Prog Cardiovasc Dis 1985;27:335.
Result<StratifiedEstimate> petoOddsRatio(const std::vector<BinaryArms>& studies, double level = reportedLevel);

}  // namespace kachi
