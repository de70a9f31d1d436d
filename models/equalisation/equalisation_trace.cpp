#include "models/equalisation/equalisation_trace.h"

#include "models/params/model_inputs.h"

namespace kachi {
namespace {

const Text cowell{"Cowell, Measuring Inequality, 3rd ed.", "Cowell, Measuring Inequality, 3rd ed."};

TraceInput parameter(const char* symbol, std::string_view column, const ParameterValues& values,
                     const std::string& row = {}) {
    const ParamDef& definition = definitionOf(equalisationParams(), column);
    const std::string id = cellId(column, row);
    return {symbol, {std::string(definition.ja), std::string(definition.en)}, numberText(values.baseOf(id)), id};
}

TraceInput number(const char* symbol, const char* ja, const char* en, double value) {
    return {symbol, {ja, en}, numberText(value), {}};
}

Unit rateUnit(const EqualisationStructure& structure) {
    return structure.rateBase == 100'000 ? Unit::per100k : Unit::none;
}

Trace nationalRateTrace(const EqualisationStructure& structure, const EqualisationResults& results, bool after) {
    double procedures = 0;
    double people = 0;
    for (const RegionRow& region : results.regions) {
        procedures += after ? region.countAfter : region.countBefore;
        people += region.population;
    }
    Trace trace;
    trace.id = after ? "equalisation.after.nationalRate" : "equalisation.before.nationalRate";
    trace.label = after ? Text{"全国の実施率（シナリオ後）", "National rate, after"}
                        : Text{"全国の実施率（現状）", "National rate, before"};
    trace.formula = "procedures × rateBase / people";
    trace.inputs = {number("procedures", "対象地域の件数計", "Procedures in included regions", procedures),
                    number("people", "対象地域の人口計", "People in included regions", people),
                    number("rateBase", "率の基準人口", "Rate base", structure.rateBase)};
    trace.value = numberText(after ? results.after.nationalRate : results.before.nationalRate);
    trace.unit = rateUnit(structure);
    return trace;
}

/// Within and between parts of a Theil index as steps.
void addDecomposition(const std::optional<Decomposition>& split, const char* within, const char* between,
                      Trace& trace) {
    if (!split) return;
    Trace inside;
    inside.id = trace.id + ".within";
    inside.label = {"ブロック内", "Within groups"};
    inside.formula = within;
    inside.inputs = {number("groups", "ブロック数", "Groups", static_cast<double>(split->groups.size()))};
    inside.value = numberText(split->within);
    Trace across = inside;
    across.id = trace.id + ".between";
    across.label = {"ブロック間", "Between groups"};
    across.formula = between;
    across.value = numberText(split->between);
    trace.steps = {std::move(inside), std::move(across)};
}

Trace measureTrace(const EqualisationStructure& structure, const ParameterValues& values,
                   const EqualisationResults& results, const RegionalMeasureInfo& info, bool after) {
    const RegionalState& state = after ? results.after : results.before;
    const bool byPopulation = structure.weighting == RegionWeighting::population;
    Trace trace;
    trace.id = std::string(after ? "equalisation.after." : "equalisation.before.") + info.name;
    trace.label = {std::string(info.ja) + (after ? "（シナリオ後）" : "（現状）"),
                   std::string(info.en) + (after ? ", after" : ", before")};
    trace.formula = info.formula;
    trace.inputs = {
        number("n", byPopulation ? "対象地域数（重み：人口）" : "対象地域数（重み：均等）",
               byPopulation ? "Included regions, weighted by population" : "Included regions, equal weights",
               static_cast<double>(results.regions.size())),
        number("m", "実施率の平均", "Mean rate", state.meanRate),
        number("min x", "実施率の最小", "Lowest rate", state.lowestRate),
        number("max x", "実施率の最大", "Highest rate", state.highestRate)};
    if (info.measure == RegionalMeasure::atkinson) {
        trace.inputs.push_back(parameter("ε", "equalisation.atkinson.epsilon", values));
    }
    const MeasureResult& result = results.measure(info.measure);
    const Measure& value = after ? result.after : result.before;
    trace.value = numberText(*value);
    trace.clause = cowell;
    if (info.measure == RegionalMeasure::theilT) {
        addDecomposition(state.theilT, "Σ s_g T_g", "Σ s_g ln(m_g/m)", trace);
    }
    if (info.measure == RegionalMeasure::theilL) {
        addDecomposition(state.theilL, "Σ p_g L_g", "Σ p_g ln(m/m_g)", trace);
    }
    return trace;
}

Trace targetTrace(const EqualisationStructure& structure, const ParameterValues& values,
                  const EqualisationResults& results) {
    Trace trace;
    trace.id = "equalisation.scenario.target";
    trace.label = {"目標実施率", "Target rate"};
    trace.value = numberText(*results.targetRate);
    trace.unit = rateUnit(structure);
    switch (structure.scenario.target) {
        case ScenarioTarget::nationalRate:
            trace.formula = "nationalRate";
            trace.inputs = {number("nationalRate", "全国の実施率", "National rate", results.before.nationalRate)};
            break;
        case ScenarioTarget::maximum:
            trace.formula = "max x";
            trace.inputs = {number("max x", "実施率の最大", "Highest rate", results.before.highestRate)};
            break;
        case ScenarioTarget::percentile:
            trace.formula = "min { x : population share of regions at or below x ≥ percentile }";
            trace.inputs = {parameter("percentile", "equalisation.scenario.targetPercentile", values)};
            break;
        case ScenarioTarget::fixedRate:
            trace.formula = "targetRate";
            trace.inputs = {parameter("targetRate", "equalisation.scenario.targetRate", values)};
            break;
    }
    return trace;
}

Trace additionalTrace(const EqualisationStructure& structure, const ParameterValues& values,
                      const EqualisationResults& results) {
    Trace trace;
    trace.id = "equalisation.additionalProcedures";
    trace.label = {"シナリオに必要な追加件数（年間）", "Additional procedures a year"};
    trace.formula = "Σ gapClosure × max(0, target − x) × population / rateBase";
    trace.inputs = {number("target", "目標実施率", "Target rate", *results.targetRate),
                    parameter("gapClosure", "equalisation.scenario.gapClosure", values),
                    number("rateBase", "率の基準人口", "Rate base", structure.rateBase),
                    number("raised", "引き上げる地域数", "Regions raised", static_cast<double>(results.regionsRaised))};
    trace.value = numberText(results.additionalProcedures);
    trace.unit = Unit::count;
    trace.steps = {targetTrace(structure, values, results)};
    for (const RegionRow& region : results.regions) {
        if (!(region.rateAfter > region.rateBefore)) continue;
        Trace step;
        step.id = "equalisation.region." + region.region + ".additionalProcedures";
        step.label = region.name;
        step.formula = "gapClosure × (target − x) × population / rateBase";
        step.inputs = {number("x", "実施率", "Rate", region.rateBefore),
                       parameter("population", "equalisation.region.*.population", values, region.region),
                       parameter("count", "equalisation.region.*.count", values, region.region)};
        step.value = numberText(region.countAfter - region.countBefore);
        step.unit = Unit::count;
        trace.steps.push_back(std::move(step));
    }
    return trace;
}

}  // namespace

std::vector<Trace> equalisationTraces(const EqualisationStructure& structure, const ParameterValues& values,
                                      const EqualisationResults& results) {
    std::vector<Trace> traces;
    for (const bool after : {false, true}) {
        traces.push_back(nationalRateTrace(structure, results, after));
        for (const RegionalMeasureInfo& info : regionalMeasures) {
            const MeasureResult& result = results.measure(info.measure);
            if (after ? result.after.has_value() : result.before.has_value()) {
                traces.push_back(measureTrace(structure, values, results, info, after));
            }
        }
    }
    if (results.targetRate) traces.push_back(additionalTrace(structure, values, results));
    return traces;
}

}  // namespace kachi
