// Comparisons of a network from the data of single arms.
#include "models/statistics/network_meta_analysis.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace kachi {
namespace {

bool hasZero(const std::vector<NetworkArm>& arms, bool rates) {
    return std::ranges::any_of(
        arms, [&](const NetworkArm& arm) { return arm.events == 0 || (!rates && arm.events == arm.size); });
}

/// No events in any arm, or nothing but events in all.
bool isUninformative(const std::vector<NetworkArm>& arms, bool rates) {
    const bool none = std::ranges::all_of(arms, [](const NetworkArm& arm) { return arm.events == 0; });
    const bool all = std::ranges::all_of(arms, [](const NetworkArm& arm) { return arm.events == arm.size; });
    return none || (!rates && all);
}

/// The arms with what the rule adds to their cells: events, and in tables of two cells the size twice.
std::vector<NetworkArm> corrected(std::vector<NetworkArm> arms, double added, bool rates) {
    for (NetworkArm& arm : arms) {
        arm.events += added;
        if (!rates) arm.size += 2 * added;
    }
    return arms;
}

/// Hedges' g of two arms over the standard deviation of all arms of the study.
std::optional<EffectSize> standardised(const NetworkArm& first, const NetworkArm& second,
                                       const std::vector<NetworkArm>& arms) {
    double squares = 0;
    double degrees = 0;
    double size = 0;
    for (const NetworkArm& arm : arms) {
        squares += (arm.size - 1) * arm.deviation * arm.deviation;
        degrees += arm.size - 1;
        size += arm.size;
    }
    if (!(squares > 0)) return std::nullopt;
    const double g = hedgesCorrection(degrees) * (first.mean - second.mean) / std::sqrt(squares / degrees);
    return EffectSize{g, 1 / first.size + 1 / second.size + g * g / (2 * size)};
}

std::optional<EffectSize> compared(const NetworkArm& first, const NetworkArm& second,
                                   const std::vector<NetworkArm>& arms, SynthesisMeasure measure) {
    const ZeroCellRule asTheyAre{ZeroCells::none, 0, false};
    switch (measure) {
        case SynthesisMeasure::rateRatio:
        case SynthesisMeasure::rateDifference:
            return rateEffects({{first.events, first.time, second.events, second.time}}, measure, asTheyAre).front();
        case SynthesisMeasure::standardisedMean:
            return standardised(first, second, arms);
        case SynthesisMeasure::meanDifference:
        case SynthesisMeasure::ratioOfMeans:
            return continuousEffects(
                       {{first.mean, first.deviation, first.size, second.mean, second.deviation, second.size}}, measure)
                .front();
        default:
            return binaryEffects({{first.events, first.size, second.events, second.size}}, measure, asTheyAre).front();
    }
}

}  // namespace

Result<std::vector<NetworkComparison>> networkComparisons(const std::vector<NetworkArm>& arms, SynthesisMeasure measure,
                                                          const ZeroCellRule& rule) {
    std::vector<std::string> order;
    std::map<std::string, std::vector<NetworkArm>> byStudy;
    for (const NetworkArm& arm : arms) {
        if (!byStudy.contains(arm.study)) order.push_back(arm.study);
        byStudy[arm.study].push_back(arm);
    }
    const bool rates = measure == SynthesisMeasure::rateRatio || measure == SynthesisMeasure::rateDifference;
    const bool counts = rates || measure == SynthesisMeasure::oddsRatio || measure == SynthesisMeasure::riskRatio ||
                        measure == SynthesisMeasure::riskDifference;
    const auto isDropped = [&](const std::vector<NetworkArm>& own) {
        return counts && rule.dropDoubleZero && isUninformative(own, rates);
    };
    const bool anyZero = counts && std::ranges::any_of(byStudy, [&](const auto& entry) {
                             return hasZero(entry.second, rates) && !isDropped(entry.second);
                         });
    Issues issues;
    std::vector<NetworkComparison> comparisons;
    for (const std::string& study : order) {
        std::vector<NetworkArm> own = byStudy.at(study);
        if (own.size() < 2) {
            issues.push_back({"synthesis.oneArm", Severity::error, {}, own.front().treatment, "2", {{"study", study}}});
            continue;
        }
        if (isDropped(own)) continue;
        const bool correct =
            counts &&
            (rule.add == ZeroCells::allIfAnyZero ? anyZero : rule.add == ZeroCells::whereZero && hasZero(own, rates));
        if (correct) own = corrected(own, rule.addend, rates);
        for (std::size_t i = 0; i < own.size(); ++i) {
            for (std::size_t j = i + 1; j < own.size(); ++j) {
                if (own[i].treatment == own[j].treatment) {
                    issues.push_back(
                        {"synthesis.armTwice", Severity::error, {}, own[i].treatment, {}, {{"study", study}}});
                    continue;
                }
                const std::optional<EffectSize> effect = compared(own[i], own[j], own, measure);
                if (!effect) {
                    issues.push_back({"synthesis.comparisonNotEstimable",
                                      Severity::error,
                                      {},
                                      own[i].treatment + " – " + own[j].treatment,
                                      {},
                                      {{"study", study}}});
                    continue;
                }
                comparisons.push_back(
                    {study, own[i].treatment, own[j].treatment, effect->estimate, std::sqrt(effect->variance)});
            }
        }
    }
    if (!issues.empty()) return issues;
    return comparisons;
}

}  // namespace kachi
