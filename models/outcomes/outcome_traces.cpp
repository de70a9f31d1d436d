#include "models/outcomes/outcome_traces.h"

namespace kachi {
namespace {

Text momentText(DiscountMoment moment) {
    switch (moment) {
        case DiscountMoment::start:
            return {"サイクルの始め", "beginning of the cycle"};
        case DiscountMoment::end:
            return {"サイクルの終わり", "end of the cycle"};
        case DiscountMoment::guidelineYear:
            return {"年単位（1年目は割り引かない）", "by year, first year undiscounted"};
        case DiscountMoment::eachEnd:
            break;
    }
    return {"推移の前後それぞれの時点", "each end of the cycle at its own time"};
}

Text formText(DiscountForm form) {
    switch (form) {
        case DiscountForm::annual:
            return {"年複利 (1+r)^−t", "annual compounding (1+r)^−t"};
        case DiscountForm::continuous:
            return {"連続複利 exp(−rt)", "continuous exp(−rt)"};
        case DiscountForm::simple:
            break;
    }
    return {"サイクル按分 (1+rL)^−(t/L)", "rate divided among cycles (1+rL)^−(t/L)"};
}

Text weightsText(CycleWeights weights) {
    switch (weights) {
        case CycleWeights::start:
            return {"推移前の人数", "occupancy before the transition"};
        case CycleWeights::end:
            return {"推移後の人数", "occupancy after the transition"};
        case CycleWeights::halfCycle:
            return {"半サイクル補正（前後の平均）", "half-cycle correction (mean of before and after)"};
        case CycleWeights::simpson:
            return {"シンプソン則", "Simpson rule"};
        case CycleWeights::custom:
            break;
    }
    return {"指定の重み", "given weights"};
}

TraceInput input(const char* name, Text label, std::string value) {
    return {name, std::move(label), std::move(value), {}};
}

std::vector<TraceInput> timingInputs(const OutcomeTiming& timing) {
    const Text form = formText(timing.discountForm);
    const Text moment = momentText(timing.discountMoment);
    const Text weights = weightsText(timing.cycleWeights);
    return {input("n", {"サイクル数", "cycles"}, std::to_string(timing.cycles)),
            input("L", {"サイクルの長さ（年）", "cycle length (years)"}, numberText(timing.cycleLengthYears)),
            input("d_k", {"割引：" + form.ja + "、" + moment.ja, "discounting: " + form.en + ", " + moment.en}, {}),
            input("w_k", {"サイクルの数え方：" + weights.ja, "cycle counting: " + weights.en}, {})};
}

Trace totalTrace(const OutcomesStructure& structure, const std::string& id, Text label, std::string formula,
                 const std::string& rate, double undiscounted, double value, Unit unit) {
    Trace trace;
    trace.id = id;
    trace.label = std::move(label);
    trace.formula = std::move(formula);
    trace.inputs = timingInputs(structure.timing);
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
        step.formula = "Σ_k w_k · d_k(r) · L · Σ_s P_k(s) · effect(s)";
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
                       "one-off + Σ_k w_k · d_k(r) · L · Σ_s P_k(s) · cost(s)", structure.costDiscountRate,
                       outcome.costUndiscounted, outcome.cost, Unit::currency));
        traces.push_back(
            totalTrace(structure, "outcomes.qaly." + strategy.id,
                       {strategy.name.ja + "：期待QALY（割引後）", strategy.name.en + ": expected QALYs, discounted"},
                       "Σ_k w_k · d_k(r) · L · Σ_s P_k(s) · utility(s)", structure.effectDiscountRate,
                       outcome.qalyUndiscounted, outcome.qaly, Unit::qaly));
    }
    for (const Increment& row : results.increments) traces.push_back(icerTrace(structure, results, row));
    return traces;
}

}  // namespace kachi
