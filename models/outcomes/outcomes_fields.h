#pragma once

#include "models/case/archive.h"
#include "models/outcomes/outcomes_structure.h"

namespace kachi {

inline constexpr ChoiceName<OneOffTiming> oneOffTimingNames[] = {{OneOffTiming::upfront, "upfront"},
                                                                 {OneOffTiming::counted, "counted"}};
inline constexpr ChoiceName<DiscountForm> discountFormNames[] = {
    {DiscountForm::annual, "annual"}, {DiscountForm::continuous, "continuous"}, {DiscountForm::simple, "simple"}};
inline constexpr ChoiceName<DiscountMoment> discountMomentNames[] = {{DiscountMoment::start, "start"},
                                                                     {DiscountMoment::end, "end"},
                                                                     {DiscountMoment::guidelineYear, "guidelineYear"},
                                                                     {DiscountMoment::eachEnd, "eachEnd"}};
inline constexpr ChoiceName<CycleWeights> cycleWeightsNames[] = {{CycleWeights::start, "start"},
                                                                 {CycleWeights::end, "end"},
                                                                 {CycleWeights::halfCycle, "halfCycle"},
                                                                 {CycleWeights::simpson, "simpson"},
                                                                 {CycleWeights::custom, "custom"}};
inline constexpr ChoiceName<EffectMeasure> effectMeasureNames[] = {
    {EffectMeasure::qaly, "qaly"},
    {EffectMeasure::lifeYears, "lifeYears"},
    {EffectMeasure::discountedLifeYears, "discountedLifeYears"}};

template <class Archive>
void describe(Archive& archive, OutcomeState& state) {
    archive.field("id", state.id);
    archive.field("name", state.name);
    archive.field("alive", state.alive);
    archive.field("cost", state.cost);
    archive.field("utility", state.utility);
}

template <class Archive>
void describe(Archive& archive, OneOffCost& cost) {
    archive.field("id", cost.id);
    archive.field("name", cost.name);
    archive.field("cost", cost.cost);
    archive.choice("timing", cost.timing, oneOffTimingNames);
    archive.optional("state", cost.state);
}

template <class Archive>
void describe(Archive& archive, OutcomeStrategy& strategy) {
    archive.field("id", strategy.id);
    archive.field("name", strategy.name);
    archive.optional("overrides", strategy.overrides);
    archive.optional("oneOffCosts", strategy.oneOffCosts);
}

template <class Archive>
void describe(Archive& archive, OutcomeSubgroup& subgroup) {
    archive.field("id", subgroup.id);
    archive.field("name", subgroup.name);
    archive.field("weight", subgroup.weight);
    archive.optional("values", subgroup.values);
}

template <class Archive>
void describe(Archive& archive, OutcomeTiming& timing) {
    archive.field("cycles", timing.cycles);
    archive.field("cycleLengthYears", timing.cycleLengthYears);
    archive.choice("discountForm", timing.discountForm, discountFormNames);
    archive.choice("discountMoment", timing.discountMoment, discountMomentNames);
    archive.choice("cycleWeights", timing.cycleWeights, cycleWeightsNames);
    archive.optional("customWeights", timing.customWeights);
}

template <class Archive>
void describe(Archive& archive, OutcomesStructure& outcomes) {
    archive.field("currency", outcomes.currency);
    archive.field("priceYear", outcomes.priceYear);
    archive.field("states", outcomes.states);
    archive.field("strategies", outcomes.strategies);
    archive.optional("subgroups", outcomes.subgroups);
    archive.field("initial", outcomes.initial);
    archive.field("transitions", outcomes.transitions);
    archive.optional("startAge", outcomes.startAge);
    archive.field("costDiscountRate", outcomes.costDiscountRate);
    archive.field("effectDiscountRate", outcomes.effectDiscountRate);
    archive.field("timing", outcomes.timing);
    archive.field("comparator", outcomes.comparator);
    archive.choice("effect", outcomes.effect, effectMeasureNames);
    archive.field("wtp", outcomes.wtp);
    archive.field("referenceWtp", outcomes.referenceWtp);
    archive.optional("devicePrice", outcomes.devicePrice);
}

}  // namespace kachi
