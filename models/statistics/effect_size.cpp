#include "models/statistics/effect_size.h"

#include "models/statistics/reference_distributions.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace kachi {
namespace {

/// What the rule adds to every cell of each study. `hasZero` tells of a study whether a cell is zero; studies that the
/// rule drops have none, so that they do not bring a correction upon the others.
template <class Study>
std::vector<double> addends(const std::vector<Study>& studies, const ZeroCellRule& rule,
                            const std::function<bool(const Study&)>& hasZero) {
    std::vector<double> added(studies.size(), 0.0);
    if (rule.add == ZeroCells::none) return added;
    const bool any = std::any_of(studies.begin(), studies.end(), hasZero);
    for (std::size_t study = 0; study < studies.size(); ++study) {
        const bool correct = rule.add == ZeroCells::allIfAnyZero ? any : hasZero(studies[study]);
        if (correct) added[study] = rule.addend;
    }
    return added;
}

/// Empty when the effect or its variance is not a number that can be weighted.
std::optional<EffectSize> usable(double estimate, double variance) {
    if (!std::isfinite(estimate) || !std::isfinite(variance) || !(variance > 0)) return std::nullopt;
    return EffectSize{estimate, variance};
}

bool hasZeroCell(const BinaryArms& arms) {
    return arms.treatedEvents == 0 || arms.controlEvents == 0 || arms.treatedEvents == arms.treatedSize ||
           arms.controlEvents == arms.controlSize;
}

bool isDoubleZero(const BinaryArms& arms) {
    return (arms.treatedEvents == 0 && arms.controlEvents == 0) ||
           (arms.treatedEvents == arms.treatedSize && arms.controlEvents == arms.controlSize);
}

std::optional<EffectSize> binaryEffect(const BinaryArms& arms, double added, SynthesisMeasure measure) {
    const double a = arms.treatedEvents + added;
    const double b = arms.treatedSize - arms.treatedEvents + added;
    const double c = arms.controlEvents + added;
    const double d = arms.controlSize - arms.controlEvents + added;
    const double treated = a + b;
    const double control = c + d;
    switch (measure) {
        case SynthesisMeasure::riskRatio:
            return usable(std::log(a / treated) - std::log(c / control), 1 / a - 1 / treated + 1 / c - 1 / control);
        case SynthesisMeasure::riskDifference:
            return usable(a / treated - c / control,
                          a * b / (treated * treated * treated) + c * d / (control * control * control));
        case SynthesisMeasure::petoOddsRatio: {
            const double all = treated + control;
            const double expected = (a + c) * treated / all;
            const double variance = (a + c) * (b + d) * (treated / all) * (control / all) / (all - 1);
            return usable((a - expected) / variance, 1 / variance);
        }
        default:
            return usable(std::log(a / b) - std::log(c / d), 1 / a + 1 / b + 1 / c + 1 / d);
    }
}

}  // namespace

bool isRatio(SynthesisMeasure measure) {
    switch (measure) {
        case SynthesisMeasure::oddsRatio:
        case SynthesisMeasure::riskRatio:
        case SynthesisMeasure::petoOddsRatio:
        case SynthesisMeasure::ratioOfMeans:
        case SynthesisMeasure::rateRatio:
        case SynthesisMeasure::genericRatio:
            return true;
        default:
            return false;
    }
}

EffectSizes binaryEffects(const std::vector<BinaryArms>& studies, SynthesisMeasure measure, const ZeroCellRule& rule) {
    const auto isDropped = [&](const BinaryArms& arms) { return rule.dropDoubleZero && isDoubleZero(arms); };
    const std::vector<double> added = addends<BinaryArms>(
        studies, rule, [&](const BinaryArms& arms) { return hasZeroCell(arms) && !isDropped(arms); });
    EffectSizes effects;
    for (std::size_t study = 0; study < studies.size(); ++study) {
        effects.push_back(isDropped(studies[study]) ? std::nullopt
                                                    : binaryEffect(studies[study], added[study], measure));
    }
    return effects;
}

EffectSizes rateEffects(const std::vector<RateArms>& studies, SynthesisMeasure measure, const ZeroCellRule& rule) {
    const auto isDropped = [&](const RateArms& arms) {
        return rule.dropDoubleZero && arms.treatedEvents == 0 && arms.controlEvents == 0;
    };
    const std::vector<double> added = addends<RateArms>(studies, rule, [&](const RateArms& arms) {
        return (arms.treatedEvents == 0 || arms.controlEvents == 0) && !isDropped(arms);
    });
    EffectSizes effects;
    for (std::size_t study = 0; study < studies.size(); ++study) {
        const RateArms& arms = studies[study];
        if (isDropped(arms)) {
            effects.push_back(std::nullopt);
            continue;
        }
        const double x1 = arms.treatedEvents + added[study];
        const double x2 = arms.controlEvents + added[study];
        const double rate1 = x1 / arms.treatedTime;
        const double rate2 = x2 / arms.controlTime;
        effects.push_back(measure == SynthesisMeasure::rateDifference
                              ? usable(rate1 - rate2, rate1 / arms.treatedTime + rate2 / arms.controlTime)
                              : usable(std::log(rate1) - std::log(rate2), 1 / x1 + 1 / x2));
    }
    return effects;
}

double hedgesCorrection(double degrees) {
    return std::exp(logGamma(degrees / 2) - logGamma((degrees - 1) / 2)) / std::sqrt(degrees / 2);
}

EffectSizes continuousEffects(const std::vector<ContinuousArms>& studies, SynthesisMeasure measure) {
    EffectSizes effects;
    for (const ContinuousArms& arms : studies) {
        const double variance1 = arms.treatedDeviation * arms.treatedDeviation;
        const double variance2 = arms.controlDeviation * arms.controlDeviation;
        const double n1 = arms.treatedSize;
        const double n2 = arms.controlSize;
        const double difference = arms.treatedMean - arms.controlMean;
        if (measure == SynthesisMeasure::ratioOfMeans) {
            const double ratio = arms.treatedMean / arms.controlMean;
            effects.push_back(usable(std::log(ratio), variance1 / (n1 * arms.treatedMean * arms.treatedMean) +
                                                          variance2 / (n2 * arms.controlMean * arms.controlMean)));
        } else if (measure == SynthesisMeasure::standardisedMean) {
            const double degrees = n1 + n2 - 2;
            const double pooled = std::sqrt(((n1 - 1) * variance1 + (n2 - 1) * variance2) / degrees);
            const double g = hedgesCorrection(degrees) * difference / pooled;
            effects.push_back(usable(g, 1 / n1 + 1 / n2 + g * g / (2 * (n1 + n2))));
        } else {
            effects.push_back(usable(difference, variance1 / n1 + variance2 / n2));
        }
    }
    return effects;
}

EffectSizes proportionEffects(const std::vector<Proportion>& studies, SynthesisMeasure measure,
                              const ZeroCellRule& rule) {
    const std::vector<double> added = addends<Proportion>(
        studies, rule, [](const Proportion& arm) { return arm.events == 0 || arm.events == arm.size; });
    EffectSizes effects;
    for (std::size_t study = 0; study < studies.size(); ++study) {
        const Proportion& arm = studies[study];
        if (measure == SynthesisMeasure::freemanTukey) {
            const double n = arm.size + 1;
            effects.push_back(
                usable((std::asin(std::sqrt(arm.events / n)) + std::asin(std::sqrt((arm.events + 1) / n))) / 2,
                       1 / (4 * arm.size + 2)));
        } else {
            const double with = arm.events + added[study];
            const double without = arm.size - arm.events + added[study];
            effects.push_back(usable(std::log(with / without), 1 / with + 1 / without));
        }
    }
    return effects;
}

double naturalEffect(SynthesisMeasure measure, double estimate, double harmonicMeanSize) {
    if (isRatio(measure)) return std::exp(estimate);
    if (measure == SynthesisMeasure::logitProportion) return 1 / (1 + std::exp(-estimate));
    if (measure != SynthesisMeasure::freemanTukey) return estimate;
    // Beyond the transformed 0 and 1 of a sample of this size Miller's formula folds back.
    const double n = harmonicMeanSize;
    const double lowest = std::asin(std::sqrt(1 / (n + 1))) / 2;
    if (estimate <= lowest) return 0;
    if (estimate >= std::asin(1.0) - lowest) return 1;
    const double sine = std::sin(2 * estimate);
    const double inner = sine + (sine - 1 / sine) / n;
    const double root = std::sqrt(std::max(0.0, 1 - inner * inner));
    return (1 - std::copysign(root, std::cos(2 * estimate))) / 2;
}

double harmonicMean(const std::vector<double>& sizes) {
    double reciprocals = 0;
    for (const double size : sizes) reciprocals += 1 / size;
    return static_cast<double>(sizes.size()) / reciprocals;
}

}  // namespace kachi
