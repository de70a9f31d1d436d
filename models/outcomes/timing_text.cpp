#include "models/outcomes/timing_text.h"

#include "models/core/issue.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace kachi {
namespace {

Text joined(const Text& first, const Text& second) {
    return {first.ja + second.ja, first.en + " " + second.en};
}

/// "0.0833 年", "1 year": years to four decimals.
Text yearsText(double years) {
    const std::string rounded = numberText(std::round(years * 1e4) / 1e4);
    return {rounded + " 年", rounded + (rounded == "1" ? " year" : " years")};
}

/// "1 か月(0.0833 年)": parts of a year in months or weeks too, also where the length was typed with few digits.
Text cycleLengthText(double years) {
    const Text inYears = yearsText(years);
    const auto inParts = [&](double partsPerYear, const std::string& ja, const std::string& en) -> std::optional<Text> {
        const double parts = std::round(partsPerYear * years);
        if (parts < 1.0 || std::abs(partsPerYear * years - parts) > 0.001 * parts) return {};
        const std::string count = numberText(parts);
        return Text{count + " " + ja + "(" + inYears.ja + ")",
                    count + " " + en + (parts == 1.0 ? " (" : "s (") + inYears.en + ")"};
    };
    if (years == std::floor(years)) return inYears;
    if (const auto months = inParts(12.0, "か月", "month")) return *months;
    return inParts(365.25 / 7.0, "週", "week").value_or(inYears);
}

/// Horizon and counting of a model that runs in cycles.
Text cyclesText(const OutcomeTiming& timing) {
    const std::string cycles = std::to_string(timing.cycles);
    const Text length = cycleLengthText(timing.cycleLengthYears);
    const Text horizon = yearsText(timing.cycles * timing.cycleLengthYears);
    const Text weights = cycleWeightsText(timing.cycleWeights);
    return {"サイクル " + length.ja + " × " + cycles + "(期間 " + horizon.ja + ")。数え方: " + weights.ja + "。",
            cycles + (timing.cycles == 1 ? " cycle of " : " cycles of ") + length.en + " (horizon " + horizon.en +
                "). Counting: " + weights.en + "."};
}

Text discountText(const OutcomeTiming& timing) {
    const Text form = discountFormText(timing.discountForm);
    const Text moment = discountMomentText(timing.discountMoment);
    return {"割引: " + form.ja + "、" + moment.ja + "。", "Discounting: " + form.en + ", " + moment.en + "."};
}

Text simulationText(const OutcomesStructure& structure) {
    const std::string patients = std::to_string(structure.simulation ? structure.simulation->patients : 0);
    const Text horizon = yearsText(structure.timing.cycles * structure.timing.cycleLengthYears);
    const Text form = discountFormText(structure.timing.discountForm);
    return {"戦略と集団ごとに患者 " + patients + " 人、期間 " + horizon.ja +
                "、連続時間。費用とQALYは連続的に積み上げる。割引: " + form.ja + "。",
            patients + " patients per strategy and subgroup over " + horizon.en +
                " of continuous time; costs and QALYs accrue continuously. Discounting: " + form.en + "."};
}

bool leadsIntoCohort(const OutcomesStructure& structure) {
    return structure.tree &&
           std::ranges::any_of(structure.tree->nodes, [](const TreeNode& node) { return !node.state.empty(); });
}

}  // namespace

Text modelName(OutcomeModel model) {
    switch (model) {
        case OutcomeModel::cohort:
            return {"コホート状態遷移モデル", "Cohort state-transition model"};
        case OutcomeModel::decisionTree:
            return {"決定木", "Decision tree"};
        case OutcomeModel::partitionedSurvival:
            return {"分割生存分析", "Partitioned survival"};
        case OutcomeModel::simulation:
            break;
    }
    return {"個人シミュレーション", "Individual simulation"};
}

Text discountFormText(DiscountForm form) {
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

Text discountMomentText(DiscountMoment moment) {
    switch (moment) {
        case DiscountMoment::start:
            return {"サイクルの始め", "beginning of the cycle"};
        case DiscountMoment::end:
            return {"サイクルの終わり", "end of the cycle"};
        case DiscountMoment::guidelineYear:
            return {"年単位(1年目は割り引かない、分析ガイドライン)", "by year, first year undiscounted (guideline)"};
        case DiscountMoment::eachEnd:
            break;
    }
    return {"推移の前後それぞれの時点", "each end of the cycle at its own time"};
}

Text cycleWeightsText(CycleWeights weights) {
    switch (weights) {
        case CycleWeights::start:
            return {"推移前の人数", "occupancy before the transition"};
        case CycleWeights::end:
            return {"推移後の人数", "occupancy after the transition"};
        case CycleWeights::halfCycle:
            return {"半サイクル補正(前後の平均)", "half-cycle correction (mean of before and after)"};
        case CycleWeights::simpson:
            return {"シンプソン則", "Simpson rule"};
        case CycleWeights::custom:
            break;
    }
    return {"指定の重み", "given weights"};
}

Text conventionsText(const OutcomesStructure& structure) {
    const Text name = modelName(structure.model);
    const Text start{name.ja + "。", name.en + "."};
    if (structure.model == OutcomeModel::simulation) return joined(start, simulationText(structure));
    const Text cycles = joined(cyclesText(structure.timing), discountText(structure.timing));
    if (structure.model != OutcomeModel::decisionTree) return joined(start, cycles);
    const Text form = discountFormText(structure.timing.discountForm);
    const Text tree = joined(start, {"費用と効果は節点の時点で割り引く: " + form.ja + "。",
                                     "Costs and effects are discounted at the time of their node: " + form.en + "."});
    if (!leadsIntoCohort(structure)) return tree;
    return joined(joined(tree, {"続くコホートモデル:", "Cohort model that follows:"}), cycles);
}

}  // namespace kachi
