// Estimates pooled from counts: Mantel–Haenszel and Peto.
#include "models/statistics/distribution.h"
#include "models/statistics/meta_analysis.h"
#include "models/statistics/reference_distributions.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

MetaCoefficient coefficientOf(double estimate, double standardError, double level) {
    const double width = normalQuantile((1 + level) / 2) * standardError;
    const double statistic = estimate / standardError;
    return {estimate, standardError, statistic, twoSidedNormal(statistic), estimate - width, estimate + width};
}

/// Cochran's Q of the study effects around the pooled one, by inverse variances.
MetaHeterogeneity heterogeneityAround(double pooled, const EffectSizes& effects) {
    MetaHeterogeneity found;
    double count = 0;
    for (const std::optional<EffectSize>& effect : effects) {
        if (!effect) continue;
        ++count;
        found.q += (effect->estimate - pooled) * (effect->estimate - pooled) / effect->variance;
    }
    found.degrees = std::max(0.0, count - 1);
    if (found.degrees < 1) return {};
    found.p = upperChiSquared(found.q, found.degrees);
    found.iSquared = found.q > 0 ? std::max(0.0, (found.q - found.degrees) / found.q) : 0;
    found.hSquared = found.q / found.degrees;
    return found;
}

Issue noEvents() {
    return {"synthesis.noEvents", Severity::error, {}, "0", "1", {}};
}

}  // namespace

Result<StratifiedEstimate> mantelHaenszel(const std::vector<BinaryArms>& studies, SynthesisMeasure measure,
                                          const ZeroCellRule& rule, double level) {
    double upper = 0;  // R: Σ ad/N of the OR, Σ a n₂/N of the RR
    double lower = 0;  // S: Σ bc/N, Σ c n₁/N
    double pr = 0;     // Σ PR, Σ (PS + QR), Σ QS of Robins, Breslow and Greenland
    double psQr = 0;
    double qs = 0;
    double riskVariance = 0;
    double differenceWeight = 0;
    double slope = 0;  // of Sato's variance of the risk difference
    double constant = 0;
    for (const BinaryArms& arms : studies) {
        const double a = arms.treatedEvents;
        const double b = arms.treatedSize - a;
        const double c = arms.controlEvents;
        const double d = arms.controlSize - c;
        const double n1 = arms.treatedSize;
        const double n2 = arms.controlSize;
        const double all = n1 + n2;
        if (measure == SynthesisMeasure::oddsRatio) {
            const double p = (a + d) / all;
            const double q = (b + c) / all;
            const double r = a * d / all;
            const double s = b * c / all;
            upper += r;
            lower += s;
            pr += p * r;
            psQr += p * s + q * r;
            qs += q * s;
        } else {
            upper += a * n2 / all;
            lower += c * n1 / all;
            riskVariance += n1 * n2 / (all * all) * (a + c) - a * c / all;
            differenceWeight += n1 * n2 / all;
            slope += c * n1 * n1 / (all * all) - a * n2 * n2 / (all * all) + n1 * n2 / (all * all) * (n2 - n1) / 2;
            constant += (a * (n2 - c) / all + c * (n1 - a) / all) / 2;
        }
    }
    double estimate = 0;
    double variance = 0;
    if (measure == SynthesisMeasure::riskDifference) {
        estimate = (upper - lower) / differenceWeight;
        variance = (estimate * slope + constant) / (differenceWeight * differenceWeight);
        if (!(variance > 0)) return noEvents();
    } else {
        if (upper == 0 || lower == 0) return noEvents();
        estimate = std::log(upper / lower);
        variance = measure == SynthesisMeasure::oddsRatio
                       ? (pr / (upper * upper) + psQr / (upper * lower) + qs / (lower * lower)) / 2
                       : riskVariance / (upper * lower);
    }
    StratifiedEstimate result;
    result.pooled = coefficientOf(estimate, std::sqrt(variance), level);
    result.heterogeneity = heterogeneityAround(estimate, binaryEffects(studies, measure, rule));
    return result;
}

Result<StratifiedEstimate> mantelHaenszelRates(const std::vector<RateArms>& studies, SynthesisMeasure measure,
                                               const ZeroCellRule& rule, double level) {
    double upper = 0;
    double lower = 0;
    double ratioVariance = 0;
    double weight = 0;
    double differenceVariance = 0;
    for (const RateArms& arms : studies) {
        const double t1 = arms.treatedTime;
        const double t2 = arms.controlTime;
        const double all = t1 + t2;
        const double share = t1 * t2 / all;
        upper += arms.treatedEvents * t2 / all;
        lower += arms.controlEvents * t1 / all;
        ratioVariance += share / all * (arms.treatedEvents + arms.controlEvents);
        weight += share;
        differenceVariance += share * share * (arms.treatedEvents / (t1 * t1) + arms.controlEvents / (t2 * t2));
    }
    StratifiedEstimate result;
    if (measure == SynthesisMeasure::rateDifference) {
        if (!(differenceVariance > 0)) return noEvents();
        result.pooled = coefficientOf((upper - lower) / weight, std::sqrt(differenceVariance) / weight, level);
    } else {
        if (upper == 0 || lower == 0) return noEvents();
        result.pooled = coefficientOf(std::log(upper / lower), std::sqrt(ratioVariance / (upper * lower)), level);
    }
    result.heterogeneity = heterogeneityAround(result.pooled.estimate, rateEffects(studies, measure, rule));
    return result;
}

Result<StratifiedEstimate> petoOddsRatio(const std::vector<BinaryArms>& studies, double level) {
    const EffectSizes effects = binaryEffects(studies, SynthesisMeasure::petoOddsRatio, {ZeroCells::none, 0, false});
    double score = 0;
    double information = 0;
    for (const std::optional<EffectSize>& effect : effects) {
        if (!effect) continue;  // no event, or nothing but events: no information
        score += effect->estimate / effect->variance;
        information += 1 / effect->variance;
    }
    if (!(information > 0)) return noEvents();
    StratifiedEstimate result;
    result.pooled = coefficientOf(score / information, 1 / std::sqrt(information), level);
    result.heterogeneity = heterogeneityAround(result.pooled.estimate, effects);
    return result;
}

}  // namespace kachi
