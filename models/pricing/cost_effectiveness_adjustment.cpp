#include "models/pricing/cost_effectiveness_adjustment.h"

#include <algorithm>

namespace kachi {
namespace {

struct BandName {
    const char* id;
    Text text;
};

const std::array<BandName, allAdjustmentBands.size()>& bandNames() {
    static const std::array<BandName, allAdjustmentBands.size()> names{
        {{"dominant", {"効果が増加し費用が削減", "effect up, cost down"}},
         {"equalCheaper", {"効果が同等で費用が削減", "effect equal, cost down"}},
         {"below200", {"第1境界未満", "below the 1st edge"}},
         {"from200", {"第1境界以上、第2境界未満", "from the 1st to below the 2nd edge"}},
         {"from500", {"第2境界以上、第3境界未満", "from the 2nd to below the 3rd edge"}},
         {"from750", {"第3境界以上、第4境界未満", "from the 3rd to below the 4th edge"}},
         {"from1000", {"第4境界以上、又は効果が減少し費用が増加", "from the 4th edge, or dominated"}},
         {"equalDearer", {"効果が同等で費用が増加", "effect equal, cost up"}},
         {"equalSame", {"効果が同等で費用も同等", "effect equal, cost equal"}}}};
    return names;
}

std::size_t indexOf(AdjustmentBand band) {
    return static_cast<std::size_t>(band);
}

/// Bands of an ICER by the number of edges it reaches.
constexpr std::array bandsByEdges{AdjustmentBand::below200, AdjustmentBand::from200, AdjustmentBand::from500,
                                  AdjustmentBand::from750, AdjustmentBand::from1000};

AdjustmentBand bandByCost(const Rational& costDifference) {
    if (costDifference < 0) return AdjustmentBand::equalCheaper;
    return costDifference > 0 ? AdjustmentBand::equalDearer : AdjustmentBand::equalSame;
}

bool mayLackRules(AdjustmentBand band) {
    return band == AdjustmentBand::equalSame;
}

std::optional<RuleNumber> optionalRule(const RulePack& pack, const std::string& key) {
    const auto found = pack.number(key);
    if (!found) return {};
    return *found;
}

/// How the ICER moves with the price, when it is known.
std::optional<Rational> icerSlope(const AdjustmentPopulation& population, const Rational& price) {
    if (population.icerSlope) return population.icerSlope;
    if (!population.deviceCost || !population.qalyDifference) return {};
    return Rational(*population.deviceCost / (price * *population.qalyDifference));
}

std::optional<Rational> icerOf(const AdjustmentPopulation& population) {
    if (population.icer) return population.icer;
    if (!population.costDifference || !population.qalyDifference || *population.qalyDifference <= 0) return {};
    return Rational(*population.costDifference / *population.qalyDifference);
}

/// Coefficients and, for an increase, its cap.
Issues applyCoefficients(AdjustedPopulation& result, const AdjustmentPopulation& population,
                         const AdjustmentInputs& inputs, const AdjustmentRules& rules) {
    std::optional<Rational> cap;
    if (inputs.lateSubmission) {
        result.premiumCoefficient = inputs.profitAdjusted ? rules.lateGamma.value : rules.lateBeta.value;
        result.profitCoefficient = rules.lateTheta.value;
    } else {
        const auto& band = rules.bands[indexOf(result.found.band)];
        if (!band) {
            const std::string key = std::string("cea.beta.") + adjustmentBandName(result.found.band);
            return {{"pricing.ruleAbsent", Severity::error, key, {}, rules.pack, {}}};
        }
        const bool special = population.increaseConditions && !result.found.effectDown && band->betaSpecial;
        const RuleNumber& beta = special ? *band->betaSpecial : band->beta;
        const RuleNumber& gamma = special ? *band->gammaSpecial : band->gamma;
        result.premiumCoefficient = inputs.profitAdjusted ? gamma.value : beta.value;
        result.profitCoefficient = band->theta.value;
        if (band->increaseCap) cap = band->increaseCap->value;
    }
    if (!inputs.profitAdjusted) result.profitCoefficient = 1;
    result.uncapped = inputs.price - inputs.premiumPart * (1 - result.premiumCoefficient) -
                      inputs.profitPart * (1 - result.profitCoefficient);
    result.price = result.uncapped;
    if (cap && result.uncapped > inputs.price * (1 + *cap)) {
        result.price = inputs.price * (1 + *cap);
        result.capped = true;
    }
    return {};
}

/// A cut must not bring the ICER below its floor.
void applyIcerFloor(AdjustedPopulation& result, const AdjustmentPopulation& population, const AdjustmentInputs& inputs,
                    const AdjustmentRules& rules) {
    if (result.price >= inputs.price || isEqualEffect(result.found.band) || result.found.effectDown) return;
    result.icerFloorDue = true;
    const auto icer = icerOf(population);
    const auto slope = icerSlope(population, inputs.price);
    if (!icer || !slope) return;
    const Rational& lowest = (population.consideration ? rules.floorIcerConsideration : rules.floorIcer).value;
    result.icerFloor = inputs.price - (*icer - lowest) / *slope;
    const Rational held = std::min(inputs.price, *result.icerFloor);
    result.icerFloorBinds = result.price < held;
    if (result.icerFloorBinds) result.price = held;
}

/// The proposal of FY2026: the whole price follows the cost of the comparator.
bool applyExtension(AdjustedPopulation& result, const AdjustmentPopulation& population, const AdjustmentInputs& inputs,
                    const AdjustmentRules& rules) {
    const bool applies = rules.extension.value && rules.extensionFloor && population.costRatio &&
                         !inputs.lateSubmission && result.found.band == AdjustmentBand::equalDearer;
    if (!applies) return false;
    const Rational ratio = std::min(Rational(1), std::max(*population.costRatio, rules.extensionFloor->value));
    result.extended = true;
    result.price = result.uncapped = inputs.price * ratio;
    return true;
}

Result<AdjustedPopulation> adjustedPopulation(const AdjustmentPopulation& population, const AdjustmentInputs& inputs,
                                              const AdjustmentRules& rules) {
    AdjustedPopulation result;
    if (inputs.thresholdRule) {
        result.price = inputs.price - inputs.thresholdRule->rate * (inputs.price - *population.thresholdPrice);
        result.uncapped = result.price;
        return result;
    }
    if (!inputs.lateSubmission) result.found = adjustmentBand(population, rules);
    if (applyExtension(result, population, inputs, rules)) return result;
    if (const Issues issues = applyCoefficients(result, population, inputs, rules); !issues.empty()) return issues;
    if (!inputs.lateSubmission) applyIcerFloor(result, population, inputs, rules);
    return result;
}

}  // namespace

const char* adjustmentBandName(AdjustmentBand band) {
    return bandNames()[indexOf(band)].id;
}

Text adjustmentBandText(AdjustmentBand band) {
    return bandNames()[indexOf(band)].text;
}

bool isEqualEffect(AdjustmentBand band) {
    return band == AdjustmentBand::equalCheaper || band == AdjustmentBand::equalDearer ||
           band == AdjustmentBand::equalSame;
}

Result<AdjustmentRules> adjustmentRules(const RulePack& pack) {
    RuleReader reader(pack);
    AdjustmentRules rules;
    rules.pack = pack.id;
    for (std::size_t edge = 0; edge < rules.edges.size(); ++edge) {
        rules.edges[edge] = reader.number("cea.edge." + std::to_string(edge + 1));
        rules.edgesConsideration[edge] = reader.number("cea.edgeConsideration." + std::to_string(edge + 1));
    }
    for (const AdjustmentBand band : allAdjustmentBands) {
        const std::string name = adjustmentBandName(band);
        if (mayLackRules(band) && !pack.number("cea.beta." + name)) continue;
        AdjustmentBandRules& found = rules.bands[indexOf(band)].emplace();
        found.beta = reader.number("cea.beta." + name);
        found.gamma = reader.number("cea.gamma." + name);
        found.theta = reader.number("cea.theta." + name);
        found.betaSpecial = optionalRule(pack, "cea.betaSpecial." + name);
        if (!found.betaSpecial) continue;
        found.gammaSpecial = reader.number("cea.gammaSpecial." + name);
        found.increaseCap = reader.number("cea.increaseCap." + name);
    }
    rules.lateBeta = reader.number("cea.lateBeta");
    rules.lateGamma = reader.number("cea.lateGamma");
    rules.lateTheta = reader.number("cea.lateTheta");
    rules.floorRateFrom = reader.number("cea.floor.rateFrom");
    rules.floorRateTo = reader.number("cea.floor.rateTo");
    rules.floorCut = reader.number("cea.floor.cut");
    rules.floorDivisor = reader.number("cea.floor.divisor");
    rules.floorMaxCut = reader.number("cea.floor.maxCut");
    rules.floorProfitOnlyCut = reader.number("cea.floor.profitOnlyCut");
    rules.floorIcer = reader.number("cea.floorIcer");
    rules.floorIcerConsideration = reader.number("cea.floorIcerConsideration");
    rules.disclosureFull = reader.number("cea.disclosureFull");
    if (const auto extension = pack.flag("cea.extension")) rules.extension = *extension;
    rules.extensionFloor = optionalRule(pack, "cea.extension.floor");
    if (!reader.issues().empty()) return reader.issues();
    return rules;
}

Rational netBenefit(const Rational& threshold, const AdjustmentPopulation& population) {
    return threshold * population.qalyDifference.value_or(0) - population.costDifference.value_or(0);
}

FoundBand adjustmentBand(const AdjustmentPopulation& population, const AdjustmentRules& rules) {
    if (population.band) return {*population.band, BandBasis::stated};
    const auto& edges = rules.edgesOf(population.consideration);
    if (population.icer) {
        const auto reached = std::count_if(edges.begin(), edges.end(),
                                           [&](const RuleNumber& edge) { return *population.icer >= edge.value; });
        return {bandsByEdges[static_cast<std::size_t>(reached)], BandBasis::icer};
    }
    const Rational& cost = *population.costDifference;
    if (!population.additionalBenefit || *population.qalyDifference == 0) return {bandByCost(cost), BandBasis::cost};
    const bool effectDown = *population.qalyDifference < 0;
    if (!effectDown && cost < 0) return {AdjustmentBand::dominant, BandBasis::quadrant};
    if (effectDown && cost >= 0) return {AdjustmentBand::from1000, BandBasis::quadrant, true};
    const auto reached = std::count_if(edges.begin(), edges.end(),
                                       [&](const RuleNumber& edge) { return netBenefit(edge.value, population) <= 0; });
    return {bandsByEdges[static_cast<std::size_t>(reached)], BandBasis::netBenefit, effectDown};
}

Rational largestCut(const Rational& premiumRate, const AdjustmentRules& rules) {
    const Rational percent = premiumRate * 100;
    if (percent <= rules.floorRateFrom.value) return rules.floorCut.value;
    if (percent > rules.floorRateTo.value) return rules.floorMaxCut.value;
    return rules.floorCut.value + (percent - rules.floorRateFrom.value) / rules.floorDivisor.value / 100;
}

Result<AdjustedPrice> adjustedPrice(const AdjustmentInputs& inputs, const AdjustmentRules& rules) {
    AdjustedPrice result;
    const Rational usualCut = inputs.premiumPart == 0 && inputs.profitAdjusted ? rules.floorProfitOnlyCut.value
                                                                               : largestCut(inputs.premiumRate, rules);
    for (const AdjustmentPopulation& population : inputs.populations) {
        auto adjusted = adjustedPopulation(population, inputs, rules);
        if (!adjusted) return adjusted.issues();
        result.weighted += population.share * adjusted->price;
        result.premiumCoefficient += population.share * adjusted->premiumCoefficient;
        result.profitCoefficient += population.share * adjusted->profitCoefficient;
        const Rational cut = adjusted->extended ? Rational(1 - rules.extensionFloor->value) : usualCut;
        result.largestCut += population.share * cut;
        result.populations.push_back(std::move(*adjusted));
    }
    if (inputs.thresholdRule) result.largestCut = 1 - inputs.thresholdRule->lowest;
    result.floor = inputs.price * (1 - result.largestCut);
    result.adjusted = result.weighted;
    result.floorBinds = result.weighted < result.floor;
    if (result.floorBinds) result.adjusted = result.floor;
    if (inputs.thresholdRule && result.adjusted > inputs.price * inputs.thresholdRule->highest) {
        result.adjusted = inputs.price * inputs.thresholdRule->highest;
        result.ceilingBinds = true;
    }
    return result;
}

}  // namespace kachi
