#include "models/pricing/stepwise_reduction.h"

#include "models/pricing/rule_trace.h"

namespace kachi {
namespace {

/// Where a stage leads from `level`, and how that is written.
struct Target {
    Rational level;
    const char* formula;
};

Target targetOf(const ReductionStage& stage, const Rational& oldPrice, const Rational& level, const Rational& end) {
    switch (stage.basis) {
        case ReductionBasis::rateOfOriginal:
            return {level - stage.value * oldPrice, "P − r × S"};
        case ReductionBasis::rateOfPrevious:
            return {level * (1 - stage.value), "P × (1 − r)"};
        case ReductionBasis::amount:
            return {level - stage.value, "P − r"};
        case ReductionBasis::shareOfCut:
            return {oldPrice - stage.value * (oldPrice - end), "S − r × (S − F)"};
        case ReductionBasis::price:
            break;
    }
    return {stage.value, "r"};
}

}  // namespace

Result<StepwiseReduction> stepwiseReduction(const Rational& oldPrice, const std::vector<ReductionStage>& stages,
                                            const std::optional<Rational>& finalPrice, const RulePack& pack) {
    const auto listing = pack.rounding("listing");
    if (!listing) return listing.issues();

    StepwiseReduction reduction;
    Trace& trace = reduction.trace;
    trace = traceStep("stepwise.price", {"段階的引下げ後の価格", "Price after the stepwise reduction"}, "P", oldPrice,
                      Unit::yen);
    trace.inputs = {traceInput("S", {"引下げ前の価格", "price before the reduction"}, oldPrice)};
    if (finalPrice) trace.inputs.push_back(traceInput("F", {"最終の価格", "final price"}, *finalPrice));

    Issues issues;
    Rational level = oldPrice;
    std::string before;
    for (const ReductionStage& stage : stages) {
        const std::size_t row = reduction.stages.size();
        const std::string place = "stages/" + std::to_string(row);
        Target target = targetOf(stage, oldPrice, level, finalPrice.value_or(Rational(0)));
        const bool heldAtEnd = finalPrice && target.level < *finalPrice;
        if (heldAtEnd) target = {*finalPrice, "F"};
        if (stage.month <= before) {
            issues.push_back(
                {"route.reductionOrder", Severity::error, place + "/month", stage.month, "> " + before, {}});
        }
        if (target.level >= level || target.level <= 0) {
            issues.push_back({"route.reductionNotACut",
                              Severity::error,
                              place,
                              exactText(target.level),
                              "> 0, < " + exactText(level),
                              {}});
        }
        if (!issues.empty()) return issues;

        reduction.stages.push_back({stage.month, target.level, toYen(applyRounding(*listing, target.level))});
        const std::string number = std::to_string(row + 1);
        Trace step = traceStep("stepwise.stage." + number, {"第" + number + "段階", "Stage " + number}, target.formula,
                               reduction.stages.back().price.exact(), Unit::yen);
        step.inputs = {traceInput("P", {"直前の段階（丸め前）", "stage before, unrounded"}, level),
                       traceInput("r", {"この段階の指定", "as entered for the stage"}, stage.value)};
        citeRounding(step, *listing);
        trace.steps.push_back(std::move(step));
        level = target.level;
        before = stage.month;
    }
    trace.value = reduction.stages.empty() ? exactText(oldPrice) : exactText(reduction.stages.back().price.exact());
    inheritStatus(trace);
    return reduction;
}

}  // namespace kachi
