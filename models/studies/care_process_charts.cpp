#include "models/studies/care_process_parts.h"

namespace kachi {
namespace {

Text stepNote(const CareActivity& activity) {
    Text note{shortNumber(activity.minutesOnce()) + " 分", shortNumber(activity.minutesOnce()) + " min"};
    if (activity.repetitions != 1) {
        note.ja += " × " + shortNumber(activity.repetitions) + " 回";
        note.en += " × " + shortNumber(activity.repetitions);
    }
    if (activity.probability != 1) {
        note.ja += "、確率 " + shortNumber(activity.probability);
        note.en += ", probability " + shortNumber(activity.probability);
    }
    return note;
}

StudyChart flowChart(const CareProcess& process, const CareProcessResult& result) {
    std::vector<bool> changed(process.activities.size());
    for (const CareStep& step : result.steps) {
        if (step.before) changed[*step.before] = step.changed;
        if (step.after) changed[*step.after] = step.changed;
    }
    FlowChart flow{{labour_text::before, labour_text::after}, {}};
    for (const CareArm arm : {CareArm::before, CareArm::after}) {
        std::vector<FlowChartStep> steps;
        for (std::size_t at = 0; at < process.activities.size(); ++at) {
            const CareActivity& activity = process.activities[at];
            if (!inArm(activity.arm, arm)) continue;
            steps.push_back({typedName(activity.name), typedName(process.occupations[activity.occupation].name),
                             stepNote(activity), changed[at]});
        }
        flow.steps.push_back(std::move(steps));
    }
    return {"flow",
            {"診療プロセス（導入前・導入後）", "Care process before and after"},
            {"強調した業務は追加・変更・廃止されたもの。", "Emphasised activities are new, changed or dropped."},
            std::move(flow)};
}

StudyChart minutesWaterfall(const CareProcess& process, const CareProcessResult& result) {
    WaterfallChart chart{{{"1件当たり時間", "Minutes per case"}, Unit::minutes}, {}};
    chart.steps.push_back({labour_text::before, result.total.minutesBefore, true});
    for (const CareStep& step : result.steps) {
        if (!step.changed) continue;
        const CareActivity& named = process.activities[step.before ? *step.before : *step.after];
        const double before = step.before ? process.activities[*step.before].minutesPerCase() : 0;
        const double after = step.after ? process.activities[*step.after].minutesPerCase() : 0;
        chart.steps.push_back({typedName(named.name), after - before, false});
    }
    chart.steps.push_back({labour_text::after, result.total.minutesAfter, true});
    return {"minutesWaterfall", {"時間の増減（1件）", "Change of minutes, one case"}, {}, std::move(chart)};
}

StudyChart yenWaterfall(const CareProcess& process, const CareProcessResult& result) {
    WaterfallChart chart{{{"1件の費用", "Cost of a case"}, Unit::yen}, {}};
    chart.steps.push_back({labour_text::before, result.caseCostBefore(), true});
    for (std::size_t at = 0; at < process.occupations.size(); ++at) {
        chart.steps.push_back({typedName(process.occupations[at].name), -result.byOccupation[at].yenSaved(), false});
    }
    if (!process.consumables.empty()) {
        chart.steps.push_back({{"消耗品・材料", "Consumables"}, -result.consumables.saved(), false});
    }
    chart.steps.push_back({labour_text::after, result.caseCostAfter(), true});
    return {"yenWaterfall",
            {"費用の増減（1件、TDABC）", "Change of cost, one case (TDABC)"},
            {"人件費は使用した生産能力の費用で、支出の減少ではない。",
             "Staff cost is that of the capacity used, not a fall in spending."},
            std::move(chart)};
}

Trace minutesTrace(const CareInputs& inputs, const CareProcessResult& result) {
    Trace trace = labourStep("minutesSaved", {"1件当たり削減時間", "Minutes saved per case"},
                             "Σ minutesBefore − Σ minutesAfter", result.total.minutesSaved(), Unit::minutes);
    for (std::size_t at = 0; at < inputs.process.activities.size(); ++at) {
        const CareActivity& activity = inputs.process.activities[at];
        const std::string& path = inputs.activityPaths[at];
        Trace step = labourStep("minutes." + std::to_string(at + 1), typedName(activity.name),
                                activity.terms.empty() ? "b0 × p × n" : "(b0 + Σ b·x) × p × n",
                                activity.minutesPerCase(), Unit::minutes);
        step.inputs = {labourInput("b0", {"基本時間", "Base minutes"}, activity.baseMinutes, path + "/baseMinutes")};
        for (const TimeTerm& term : activity.terms) {
            step.inputs.push_back(
                labourInput("b", {term.driver + "の係数", "Coefficient of " + term.driver}, term.minutesPerUnit));
            step.inputs.push_back(labourInput("x", typedName(term.driver), term.value));
        }
        step.inputs.push_back(
            labourInput("p", {"実施確率", "Probability"}, activity.probability, path + "/probability"));
        step.inputs.push_back(labourInput("n", {"回数", "Repetitions"}, activity.repetitions, path + "/repetitions"));
        trace.steps.push_back(std::move(step));
    }
    return trace;
}

}  // namespace

std::vector<StudyChart> careCharts(const CareInputs& inputs, const CareProcessResult& result) {
    return {flowChart(inputs.process, result), minutesWaterfall(inputs.process, result),
            yenWaterfall(inputs.process, result)};
}

std::vector<Trace> careTraces(const CareInputs& inputs, const CareProcessResult& result) {
    std::vector<SavedTime> saved;
    for (std::size_t at = 0; at < inputs.process.occupations.size(); ++at) {
        const auto& [name, cost] = inputs.process.occupations[at];
        saved.push_back({name, inputs.occupationPaths[at], result.byOccupation[at].minutesSaved(), cost});
    }
    return {minutesTrace(inputs, result), cashableTrace(saved, result.total.cashableYen)};
}

}  // namespace kachi
