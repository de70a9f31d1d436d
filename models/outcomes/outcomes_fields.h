#pragma once

#include "models/case/archive.h"
#include "models/outcomes/outcomes_structure.h"
#include "models/statistics/distribution_fields.h"

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

inline constexpr ChoiceName<OutcomeModel> outcomeModelNames[] = {
    {OutcomeModel::cohort, "cohort"},
    {OutcomeModel::decisionTree, "decisionTree"},
    {OutcomeModel::partitionedSurvival, "partitionedSurvival"},
    {OutcomeModel::simulation, "simulation"}};
inline constexpr ChoiceName<TransitionUnit> transitionUnitNames[] = {{TransitionUnit::probability, "probability"},
                                                                     {TransitionUnit::rate, "rate"}};
inline constexpr ChoiceName<TransitionWeights> transitionWeightsNames[] = {{TransitionWeights::full, "full"},
                                                                           {TransitionWeights::point, "point"}};
inline constexpr ChoiceName<TreeNodeKind> treeNodeKindNames[] = {
    {TreeNodeKind::decision, "decision"}, {TreeNodeKind::chance, "chance"}, {TreeNodeKind::terminal, "terminal"}};
inline constexpr ChoiceName<CurveSource> curveSourceNames[] = {{CurveSource::parametric, "parametric"},
                                                               {CurveSource::expression, "expression"}};
inline constexpr ChoiceName<SurvivalFamily> survivalFamilyNames[] = {
    {SurvivalFamily::exponential, "exponential"},
    {SurvivalFamily::weibull, "weibull"},
    {SurvivalFamily::weibullPh, "weibullPh"},
    {SurvivalFamily::gompertz, "gompertz"},
    {SurvivalFamily::lognormal, "lognormal"},
    {SurvivalFamily::loglogistic, "loglogistic"},
    {SurvivalFamily::gamma, "gamma"},
    {SurvivalFamily::generalisedGamma, "generalisedGamma"}};
inline constexpr ChoiceName<MortalityRule> mortalityRuleNames[] = {{MortalityRule::cap, "cap"},
                                                                   {MortalityRule::add, "add"}};
inline constexpr ChoiceName<EventClock> eventClockNames[] = {{EventClock::reset, "reset"},
                                                             {EventClock::forward, "forward"}};
inline constexpr ChoiceName<UptakeShape> uptakeShapeNames[] = {{UptakeShape::expression, "expression"},
                                                               {UptakeShape::linear, "linear"},
                                                               {UptakeShape::logistic, "logistic"},
                                                               {UptakeShape::bass, "bass"}};
inline constexpr ChoiceName<BudgetCosts> budgetCostsNames[] = {{BudgetCosts::expressions, "expressions"},
                                                               {BudgetCosts::outcomeModel, "outcomeModel"}};

template <class Archive>
void describe(Archive& archive, DiagramPlace& place) {
    archive.field("x", place.x);
    archive.field("y", place.y);
}

template <class Archive>
void describe(Archive& archive, OutcomeState& state) {
    archive.field("id", state.id);
    archive.field("name", state.name);
    archive.field("alive", state.alive);
    archive.field("cost", state.cost);
    archive.field("utility", state.utility);
    archive.optional("tunnelCycles", state.tunnelCycles);
    archive.optional("place", state.place);
}

template <class Archive>
void describe(Archive& archive, TransitionReward& reward) {
    archive.field("id", reward.id);
    archive.optional("name", reward.name);
    archive.field("from", reward.from);
    archive.field("to", reward.to);
    archive.plain("cost", reward.cost);
    archive.plain("qaly", reward.qaly);
}

template <class Archive>
void describe(Archive& archive, TreeNode& node) {
    archive.field("id", node.id);
    archive.optional("name", node.name);
    archive.choice("kind", node.kind, treeNodeKindNames);
    archive.optional("parent", node.parent);
    archive.optional("probability", node.probability);
    archive.optional("strategy", node.strategy);
    archive.plain("cost", node.cost);
    archive.plain("qaly", node.qaly);
    archive.plain("lifeYears", node.lifeYears);
    archive.plain("time", node.time);
    archive.optional("state", node.state);
}

template <class Archive>
void describe(Archive& archive, DecisionTree& tree) {
    archive.field("nodes", tree.nodes);
}

template <class Archive>
void describe(Archive& archive, SurvivalPiece& piece) {
    archive.field("id", piece.id);
    archive.field("from", piece.from);
    archive.choice("family", piece.family, survivalFamilyNames);
    archive.field("args", piece.args);
}

template <class Archive>
void describe(Archive& archive, SurvivalCurve& curve) {
    archive.field("id", curve.id);
    archive.optional("name", curve.name);
    archive.optionalChoice("source", curve.source, curveSourceNames);
    archive.optionalChoice("family", curve.family, survivalFamilyNames);
    archive.optional("args", curve.args);
    archive.optional("survival", curve.survival);
    archive.optional("hazardRatio", curve.hazardRatio);
    archive.optional("timeRatio", curve.timeRatio);
    archive.optional("cure", curve.cure);
    archive.optional("pieces", curve.pieces);
}

template <class Archive>
void describe(Archive& archive, PartitionedSurvival& survival) {
    archive.field("curves", survival.curves);
    archive.optional("mortality", survival.mortality);
    archive.optionalChoice("mortalityRule", survival.mortalityRule, mortalityRuleNames);
}

template <class Archive>
void describe(Archive& archive, PatientAttribute& attribute) {
    archive.field("id", attribute.id);
    archive.optional("name", attribute.name);
    archive.choice("family", attribute.family, familyNames);
    archive.field("args", attribute.args);
}

template <class Archive>
void describe(Archive& archive, SimulatedEvent& event) {
    archive.field("id", event.id);
    archive.optional("name", event.name);
    archive.field("from", event.from);
    archive.field("to", event.to);
    archive.field("curve", event.curve);
    archive.optionalChoice("clock", event.clock, eventClockNames);
    archive.plain("cost", event.cost);
    archive.plain("qaly", event.qaly);
    archive.optional("sets", event.sets);
}

template <class Archive>
void describe(Archive& archive, IndividualSimulation& simulation) {
    archive.field("patients", simulation.patients);
    archive.optional("attributes", simulation.attributes);
    archive.field("events", simulation.events);
}

template <class Archive>
void describe(Archive& archive, DisplacedTreatment& treatment) {
    archive.field("strategy", treatment.strategy);
    archive.field("share", treatment.share);
    archive.optional("displaced", treatment.displaced);
}

template <class Archive>
void describe(Archive& archive, BudgetImpact& budget) {
    archive.field("years", budget.years);
    archive.optional("firstFiscalYear", budget.firstFiscalYear);
    archive.optional("payer", budget.payer);
    archive.field("device", budget.device);
    archive.optional("eligible", budget.eligible);
    archive.optional("prevalence", budget.prevalence);
    archive.optional("incidence", budget.incidence);
    archive.optional("growth", budget.growth);
    archive.optional("eligibleShare", budget.eligibleShare);
    archive.choice("uptake", budget.uptake, uptakeShapeNames);
    archive.field("uptakeArgs", budget.uptakeArgs);
    archive.field("current", budget.current);
    archive.optionalChoice("costsFrom", budget.costsFrom, budgetCostsNames);
    archive.optional("costs", budget.costs);
    archive.optional("offset", budget.offset);
    archive.optional("unitPrice", budget.unitPrice);
    archive.optional("unitsPerPatient", budget.unitsPerPatient);
    archive.optional("discountRate", budget.discountRate);
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
    archive.optionalChoice("transitionWeights", timing.transitionWeights, transitionWeightsNames);
}

template <class Archive>
void describe(Archive& archive, OutcomesStructure& outcomes) {
    archive.optionalChoice("model", outcomes.model, outcomeModelNames);
    archive.field("currency", outcomes.currency);
    archive.field("priceYear", outcomes.priceYear);
    archive.optional("states", outcomes.states);
    archive.field("strategies", outcomes.strategies);
    archive.optional("subgroups", outcomes.subgroups);
    archive.optional("initial", outcomes.initial);
    archive.optional("transitions", outcomes.transitions);
    archive.optionalChoice("transitionUnit", outcomes.transitionUnit, transitionUnitNames);
    archive.optional("transitionRewards", outcomes.transitionRewards);
    archive.optional("tree", outcomes.tree);
    archive.optional("curves", outcomes.curves);
    archive.optional("survival", outcomes.survival);
    archive.optional("simulation", outcomes.simulation);
    archive.optional("budget", outcomes.budget);
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
