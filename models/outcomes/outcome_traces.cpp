#include "models/outcomes/outcome_traces.h"

#include "models/outcomes/timing_text.h"

namespace kachi {
namespace {

TraceInput input(const char* name, Text label, std::string value) {
    return {name, std::move(label), std::move(value), {}};
}

std::vector<TraceInput> timingInputs(const OutcomesStructure& structure) {
    const OutcomeTiming& timing = structure.timing;
    const Text form = discountFormText(timing.discountForm);
    const TraceInput discount = input("d", {"割引：" + form.ja, "discounting: " + form.en}, {});
    if (structure.model == OutcomeModel::decisionTree) return {discount};
    if (structure.model == OutcomeModel::simulation) {
        return {input("N", {"患者数", "patients"}, std::to_string(structure.simulation->patients)),
                input("T", {"期間（年）", "horizon (years)"}, numberText(timing.cycles * timing.cycleLengthYears)),
                discount};
    }
    const Text moment = discountMomentText(timing.discountMoment);
    const Text weights = cycleWeightsText(timing.cycleWeights);
    return {input("n", {"サイクル数", "cycles"}, std::to_string(timing.cycles)),
            input("L", {"サイクルの長さ（年）", "cycle length (years)"}, numberText(timing.cycleLengthYears)),
            input("d_k", {"割引：" + form.ja + "、" + moment.ja, "discounting: " + form.en + ", " + moment.en}, {}),
            input("w_k", {"サイクルの数え方：" + weights.ja, "cycle counting: " + weights.en}, {})};
}

/// Formula of a discounted total; `figure` is cost or utility.
std::string totalFormula(OutcomeModel model, const std::string& figure, bool isCost) {
    switch (model) {
        case OutcomeModel::decisionTree:
            return "Σ_paths p · Σ_nodes d(t) · " + figure + "(node)";
        case OutcomeModel::simulation:
            return std::string(isCost ? "one-off + " : "") + "1/N · Σ_patients (∫ d(t) · " + figure +
                   "(state) dt + Σ_events d(t) · " + figure + "(event))";
        case OutcomeModel::cohort:
        case OutcomeModel::partitionedSurvival:
            break;
    }
    return std::string(isCost ? "one-off + " : "") + "Σ_k w_k · d_k(r) · L · Σ_s P_k(s) · " + figure + "(s)";
}

Trace totalTrace(const OutcomesStructure& structure, const std::string& id, Text label, std::string formula,
                 const std::string& rate, double undiscounted, double value, Unit unit) {
    Trace trace;
    trace.id = id;
    trace.label = std::move(label);
    trace.formula = std::move(formula);
    trace.inputs = timingInputs(structure);
    trace.inputs.push_back({"r", {"割引率（年）", "discount rate (per year)"}, rate, rate});
    trace.inputs.push_back(input("U", {"割引前の合計", "undiscounted total"}, numberText(undiscounted)));
    trace.value = numberText(value);
    trace.unit = unit;
    return trace;
}

Trace icerTrace(const OutcomesStructure& structure, const OutcomesResults& results, const Increment& row) {
    const bool isQaly = results.effect == EffectMeasure::qaly;
    const Unit effectUnit = isQaly ? Unit::qaly : Unit::lifeYears;
    const OutcomeStrategy& strategy = structure.strategies[row.strategy];
    const OutcomeStrategy& comparator = structure.strategies[results.comparator];
    Trace trace;
    trace.id = "outcomes.icer." + strategy.id;
    trace.label = {strategy.name.ja + " 対 " + comparator.name.ja + "：増分費用効果比（ICER）",
                   strategy.name.en + " vs " + comparator.name.en + ": incremental cost-effectiveness ratio (ICER)"};
    trace.formula = "ΔC / ΔE";
    trace.inputs = {input("ΔC", {"増分費用", "incremental cost"}, numberText(row.cost)),
                    input("ΔE", {"増分効果", "incremental effect"}, numberText(row.effect))};
    trace.value = row.icer ? numberText(*row.icer) : comparisonName(row.comparison);
    trace.unit = row.icer && isQaly ? Unit::currencyPerQaly : Unit::none;
    for (const std::size_t index : {row.strategy, results.comparator}) {
        Trace step;
        step.id = "outcomes.effect." + structure.strategies[index].id;
        step.label = {structure.strategies[index].name.ja + "：効果", structure.strategies[index].name.en + ": effect"};
        step.formula = totalFormula(structure.model, "effect", false);
        step.value = numberText(results.baseEffect[index]);
        step.unit = effectUnit;
        trace.steps.push_back(std::move(step));
    }
    return trace;
}

}  // namespace

std::vector<Trace> outcomeTraces(const OutcomesStructure& structure, const OutcomesResults& results) {
    std::vector<Trace> traces;
    for (std::size_t s = 0; s < structure.strategies.size(); ++s) {
        const OutcomeStrategy& strategy = structure.strategies[s];
        const CohortOutcome& outcome = results.base[s];
        traces.push_back(
            totalTrace(structure, "outcomes.cost." + strategy.id,
                       {strategy.name.ja + "：期待費用（割引後）", strategy.name.en + ": expected cost, discounted"},
                       totalFormula(structure.model, "cost", true), structure.costDiscountRate,
                       outcome.costUndiscounted, outcome.cost, Unit::currency));
        traces.push_back(totalTrace(
            structure, "outcomes.qaly." + strategy.id,
            {strategy.name.ja + "：期待QALY（割引後）", strategy.name.en + ": expected QALYs, discounted"},
            totalFormula(structure.model, structure.model == OutcomeModel::decisionTree ? "qaly" : "utility", false),
            structure.effectDiscountRate, outcome.qalyUndiscounted, outcome.qaly, Unit::qaly));
    }
    for (const Increment& row : results.increments) traces.push_back(icerTrace(structure, results, row));
    return traces;
}

}  // namespace kachi
