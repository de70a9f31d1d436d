#pragma once

#include "models/core/result.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// Random effects of one grouping factor whose columns are correlated: (1 + day | subject) in lme4's notation. Several
/// terms are independent of each other, so (1 + day || subject) is two terms, and crossed factors are two terms.
struct RandomTerm {
    std::string group;                        ///< name of the factor, e.g. "worker"
    std::vector<std::string> levels;          ///< in order of first appearance
    std::vector<std::size_t> levelOf;         ///< [row] index of a level
    std::vector<std::string> columns;         ///< names, e.g. {"(Intercept)", "day"}
    std::vector<std::vector<double>> values;  ///< [column][row]
};

/// (1 | group). @param labels [row]
RandomTerm randomIntercept(const std::string& group, const std::vector<std::string>& labels);

struct MixedModelData {
    std::vector<double> response;                   ///< [row]
    std::vector<std::string> fixedNames;            ///< [column]; the intercept is a column like any other
    std::vector<std::vector<double>> fixedColumns;  ///< [column][row]
    std::vector<RandomTerm> random;
};

enum class MixedModelMethod { reml, ml };

/// A linear combination of fixed effects judged by Student's t. The interval has the reported level.
struct FixedEffectTest {
    double standardError = 0;
    double degrees = 0;
    double statistic = 0;
    double p = 0;
    double low = 0;
    double high = 0;
};

struct FixedEffect {
    std::string name;
    double estimate = 0;
    FixedEffectTest satterthwaite;
    /// Covariance and degrees of freedom adjusted for small samples; REML with at most kenwardRogerLimit random
    /// effects.
    std::optional<FixedEffectTest> kenwardRoger;
};

struct VarianceTerm {
    std::string group;
    std::vector<std::string> columns;
    std::vector<std::string> levels;
    std::vector<std::vector<double>> covariance;      ///< [column][column] of the random effects
    std::vector<std::vector<double>> effects;         ///< [level][column] best linear unbiased predictions
    std::vector<std::vector<double>> standardErrors;  ///< [level][column] given the variances and fixed effects

    double standardDeviation(std::size_t column) const;
    /// Empty when one of the two has no variance.
    std::optional<double> correlation(std::size_t first, std::size_t second) const;
};

struct MixedModelFit {
    MixedModelMethod method = MixedModelMethod::reml;
    std::size_t observations = 0;
    std::size_t parameters = 0;  ///< fixed effects, variances, covariances, residual variance
    std::vector<FixedEffect> fixed;
    std::vector<std::vector<double>> fixedCovariance;  ///< [column][column], not adjusted
    std::vector<VarianceTerm> random;
    double residualStandardDeviation = 0;
    double criterion = 0;  ///< −2 log (restricted) likelihood
    double logLikelihood = 0;
    double aic = 0;
    double bic = 0;              ///< with the logarithm of the number of observations, as lme4
    std::vector<double> fitted;  ///< [row] fixed and random effects
    bool singular = false;       ///< a variance is 0 or a correlation ±1
    Issues notes;                ///< mixedModel.zeroVariance, perfectCorrelation, notConverged
};

inline constexpr std::size_t mostRandomEffects = 5'000;
inline constexpr std::size_t kenwardRogerLimit = 600;
/// Beyond this ratio of a random to the residual standard deviation the adjustment would lose its digits.
inline constexpr double kenwardRogerRatio = 300;

/// Linear mixed model y = Xβ + Zb + ε by (restricted) maximum likelihood: the criterion is profiled over β and σ and
/// minimised over the relative covariance factor θ. Bates et al., J Stat Softw 2015;67(1), whose package lme4 is
/// reproduced. Degrees of freedom: Satterthwaite as in lmerTest (Kuznetsova et al., J Stat Softw 2017;82(13)), and
/// Kenward and Roger, Biometrics 1997;53:983-997, as in pbkrtest, for single coefficients.
/// Issues: mixedModel.noTerm, tooFewRows, collinear (names the column), oneLevel, levelPerRow, tooManyEffects,
/// noResidual.
/// @pre values are finite, lists have one entry per row
Result<MixedModelFit> fitMixedModel(const MixedModelData& data, MixedModelMethod method = MixedModelMethod::reml);

}  // namespace kachi
