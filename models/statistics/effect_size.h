#pragma once

#include "models/core/result.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// Effects of single studies and their sampling variances, in the conventions of metafor's escalc.
/// Source: Viechtbauer W. Conducting meta-analyses in R with the metafor package. J Stat Softw 2010;36(3):1-48.

enum class SynthesisMeasure {
    oddsRatio,          ///< ln OR
    riskRatio,          ///< ln RR
    riskDifference,     ///< RD
    petoOddsRatio,      ///< Peto's one-step ln OR
    meanDifference,     ///< MD, variances of the arms kept apart
    standardisedMean,   ///< SMD: Hedges' g with the exact correction
    ratioOfMeans,       ///< ln of the ratio of means
    rateRatio,          ///< ln of the ratio of incidence rates
    rateDifference,     ///< difference of incidence rates
    logitProportion,    ///< ln(p/(1 − p)) of one arm
    freemanTukey,       ///< double arcsine of the proportion of one arm
    genericDifference,  ///< given estimate and standard error
    genericRatio,       ///< the same, of the logarithm of a ratio
};

/// Ratios are analysed as logarithms and reported as ratios.
bool isRatio(SynthesisMeasure measure);

/// Which studies get `addend` in every cell.
enum class ZeroCells {
    whereZero,     ///< those with a zero cell (metafor's "only0")
    allIfAnyZero,  ///< all when any has a zero cell ("if0all")
    none,          ///< nobody: studies with a zero cell may have no effect
};

struct ZeroCellRule {
    ZeroCells add = ZeroCells::whereZero;
    double addend = 0.5;
    bool dropDoubleZero = false;  ///< leave out studies without, or with nothing but, events in both arms ("drop00")
};

/// Two arms of counts. @pre 0 <= events <= size, size > 0
struct BinaryArms {
    double treatedEvents = 0;
    double treatedSize = 0;
    double controlEvents = 0;
    double controlSize = 0;
};

struct RateArms {
    double treatedEvents = 0;
    double treatedTime = 0;
    double controlEvents = 0;
    double controlTime = 0;
};

struct ContinuousArms {
    double treatedMean = 0;
    double treatedDeviation = 0;
    double treatedSize = 0;
    double controlMean = 0;
    double controlDeviation = 0;
    double controlSize = 0;
};

struct Proportion {
    double events = 0;
    double size = 0;
};

struct EffectSize {
    double estimate = 0;
    double variance = 0;
    bool operator==(const EffectSize&) const = default;
};

/// One per study; empty where the measure is not defined (zero cells without a correction, double zeros left out).
using EffectSizes = std::vector<std::optional<EffectSize>>;

/// ln OR, variance 1/a + 1/b + 1/c + 1/d; ln RR, 1/a − 1/n₁ + 1/c − 1/n₂; RD, p₁q₁/n₁ + p₂q₂/n₂; Peto: (a − E)/V, 1/V
/// with the hypergeometric V. @param measure oddsRatio, riskRatio, riskDifference or petoOddsRatio
EffectSizes binaryEffects(const std::vector<BinaryArms>& studies, SynthesisMeasure measure, const ZeroCellRule& rule);

/// ln IRR, 1/x₁ + 1/x₂; difference of rates, x₁/t₁² + x₂/t₂². The addend goes to the events.
EffectSizes rateEffects(const std::vector<RateArms>& studies, SynthesisMeasure measure, const ZeroCellRule& rule);

/// MD, s₁²/n₁ + s₂²/n₂; Hedges' g = J(m) d with J(m) = Γ(m/2)/(√(m/2) Γ((m − 1)/2)), m = n₁ + n₂ − 2, and
/// 1/n₁ + 1/n₂ + g²/(2(n₁ + n₂)); ln ratio of means, s₁²/(n₁m₁²) + s₂²/(n₂m₂²).
EffectSizes continuousEffects(const std::vector<ContinuousArms>& studies, SynthesisMeasure measure);

/// logit, 1/x + 1/(n − x); Freeman–Tukey ½(asin√(x/(n+1)) + asin√((x+1)/(n+1))), 1/(4n + 2), never corrected.
EffectSizes proportionEffects(const std::vector<Proportion>& studies, SynthesisMeasure measure,
                              const ZeroCellRule& rule);

/// Exact bias correction J of Hedges (1981). @pre degrees > 1
double hedgesCorrection(double degrees);

/// Value of the pooled effect on the scale on which it is reported: exp, inverse logit, or as it is.
/// Freeman–Tukey: Miller's inverse at the harmonic mean of the sizes (Am Stat 1978;32:138), 0 and 1 beyond its range.
double naturalEffect(SynthesisMeasure measure, double estimate, double harmonicMeanSize = 0);

/// n divided by the sum of 1/size. @pre sizes are positive
double harmonicMean(const std::vector<double>& sizes);

}  // namespace kachi
