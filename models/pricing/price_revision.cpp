#include "models/pricing/price_revision.h"

#include "models/pricing/row_checks.h"
#include "models/pricing/rule_trace.h"

#include <algorithm>

namespace kachi {
namespace {

const Text oldPriceLabel{"改定前の価格", "price before the revision"};
const Text meanLabel{"市場実勢価格の加重平均（税別）", "weighted mean market price before tax"};

void requirePositive(const char* name, const Rational& value, Issues& issues) {
    checkAmount(name, value, issues);
    if (value > 0) return;
    issues.push_back({"pricing.notPositive", Severity::error, name, exactText(value), "> 0", {}});
}

Result<RevisedPrice> rounded(const Rational& unrounded, bool limited, const RoundingRule& rule, Trace trace) {
    Issues issues;
    checkAmount(trace.id, unrounded, issues);
    if (!issues.empty()) return issues;
    RevisedPrice result;
    result.unrounded = unrounded;
    result.price = toYen(applyRounding(rule, unrounded));
    result.limited = limited;
    result.trace = std::move(trace);
    result.trace.value = exactText(result.price.exact());
    citeRounding(result.trace, rule);
    return result;
}

/// What the market-price method adds to the mean, and where it is held.
struct MarketMethod {
    struct MarginBase {
        std::string symbol;
        Text label;
        Rational value;
    };
    RuleNumber tax;
    RuleNumber margin;
    MarginBase marginBase;
    std::optional<Rational> cap;
    std::optional<RuleSwitch> capRule;
    std::string formula;
    TraceInput price;  ///< S of the formula
    RoundingRule listing;
};

Result<RevisedPrice> marketMethod(const Rational& weightedMean, const MarketMethod& method) {
    const Rational market = weightedMean * (1 + method.tax.value);
    const Rational added = method.margin.value * method.marginBase.value;
    const Rational calculated = market + added;
    const bool limited = method.cap && calculated > *method.cap;

    Trace trace = traceStep("revision.market", {"市場実勢価格による改定価格", "Price by the market-price method"},
                            method.formula, calculated, Unit::yen);
    trace.inputs = {traceInput("M", meanLabel, weightedMean), traceInput("t", method.tax),
                    traceInput("r", method.margin)};
    trace.inputs.push_back(method.price);
    Trace taxed = traceStep("revision.marketWithTax", {"市場実勢価格の加重平均（税込）", "Weighted mean with tax"},
                            "M × (1 + t)", market, Unit::yen);
    citeRules(taxed, {method.tax});
    Trace margin =
        traceStep("revision.margin", {"一定幅", "Margin"}, "r × " + method.marginBase.symbol, added, Unit::yen);
    margin.inputs = {traceInput("r", method.margin),
                     traceInput(method.marginBase.symbol, method.marginBase.label, method.marginBase.value)};
    citeRules(margin, {method.margin});
    trace.steps = {std::move(taxed), std::move(margin)};
    citeRules(trace, {method.tax, method.margin});
    if (method.capRule) citeRules(trace, {*method.capRule});
    return rounded(limited ? *method.cap : calculated, limited, method.listing, std::move(trace));
}

}  // namespace

Result<RevisedPrice> marketPriceRevision(const Rational& oldPrice, const Rational& weightedMean, const RulePack& pack) {
    RuleReader reader(pack);
    MarketMethod method;
    method.tax = reader.number("tax.rate");
    method.margin = reader.number("market.marginRate");
    const RuleSwitch capped = reader.flag("market.capAtOldPrice");
    method.listing = reader.rounding("listing");
    Issues issues = reader.issues();
    requirePositive("oldPrice", oldPrice, issues);
    requirePositive("weightedMean", weightedMean, issues);
    if (!issues.empty()) return issues;

    method.marginBase = {"S", oldPriceLabel, oldPrice};
    method.price = traceInput("S", oldPriceLabel, oldPrice);
    method.formula = capped.value ? "min(M × (1 + t) + r × S, S)" : "M × (1 + t) + r × S";
    method.capRule = capped;
    if (capped.value) method.cap = oldPrice;
    return marketMethod(weightedMean, method);
}

Result<RevisedPrice> recutRevision(const Rational& movedMean, const Rational& weightedMean, const RulePack& pack) {
    RuleReader reader(pack);
    MarketMethod method;
    method.tax = reader.number("tax.rate");
    method.margin = reader.number("market.recut.marginRate");
    const RuleSwitch capped = reader.flag("market.recut.capAtMovedMean");
    method.listing = reader.rounding("listing");
    Issues issues = reader.issues();
    requirePositive("movedMean", movedMean, issues);
    requirePositive("weightedMean", weightedMean, issues);
    if (!issues.empty()) return issues;

    method.marginBase = {
        "M × (1 + t)", {"市場実勢価格の加重平均（税込）", "weighted mean market price with tax"}, weightedMean};
    method.marginBase.value *= 1 + method.tax.value;
    method.price = traceInput(
        "S", {"移る製品の改定前価格の加重平均", "weighted mean old price of the products moved in"}, movedMean);
    method.formula = capped.value ? "min(M × (1 + t) × (1 + r), S)" : "M × (1 + t) × (1 + r)";
    method.capRule = capped;
    if (capped.value) method.cap = movedMean;
    return marketMethod(weightedMean, method);
}

Result<RevisedPrice> taxChangeRevision(const Rational& oldPrice, const Rational& weightedMean, const RulePack& pack) {
    const auto cap = taxChangeCap(oldPrice, pack);
    if (!cap) return cap.issues();
    RuleReader reader(pack);
    MarketMethod method;
    method.tax = reader.number("tax.rate");
    method.margin = reader.number("market.marginRate");
    method.listing = reader.rounding("listing");
    Issues issues = reader.issues();
    requirePositive("weightedMean", weightedMean, issues);
    if (!issues.empty()) return issues;

    method.marginBase = {"S", oldPriceLabel, oldPrice};
    method.price = traceInput("S", oldPriceLabel, oldPrice);
    method.formula = "min(M × (1 + t) + r × S, S × (1 + t) / (1 + t₀))";
    method.cap = cap->unrounded;
    auto revised = marketMethod(weightedMean, method);
    if (revised) revised->trace.steps.push_back(cap->trace);
    return revised;
}

Result<RevisedPrice> reverseMarginRaise(const Rational& oldPrice, const Rational& weightedMean, const RulePack& pack) {
    RuleReader reader(pack);
    const RuleNumber tax = reader.number("tax.rate");
    const RuleNumber limit = reader.number("market.reverseMarginLimit");
    const RuleSwitch route = reader.flag("market.reverseMarginRaise");
    const RuleSwitch addMargin = reader.flag("market.reverseMarginAddMargin");
    const RuleNumber margin = addMargin.value ? reader.number("market.marginRate") : RuleNumber{};
    const RoundingRule listing = reader.rounding("listing");
    Issues issues = reader.issues();
    requirePositive("oldPrice", oldPrice, issues);
    requirePositive("weightedMean", weightedMean, issues);
    if (issues.empty() && !route.value) {
        issues.push_back({"pricing.routeNotInPack", Severity::error, "market.reverseMarginRaise", {}, pack.id, {}});
    }
    if (!issues.empty()) return issues;

    const Rational market = weightedMean * (1 + tax.value);
    if (market <= oldPrice) {
        return Issue{"pricing.notReverseMargin",
                     Severity::error,
                     "weightedMean",
                     exactText(market),
                     "> " + exactText(oldPrice),
                     {}};
    }
    const Rational raised = market + margin.value * oldPrice;
    const Rational most = oldPrice * (1 + limit.value);
    Trace trace = traceStep(
        "revision.reverseMargin", {"逆ザヤ区分の引上げ価格", "Raise of a category in reverse margin"},
        addMargin.value ? "min(M × (1 + t) + r × S, S × (1 + l))" : "min(M × (1 + t), S × (1 + l))", raised, Unit::yen);
    trace.inputs = {traceInput("M", meanLabel, weightedMean), traceInput("t", tax), traceInput("l", limit),
                    traceInput("S", oldPriceLabel, oldPrice)};
    if (addMargin.value) trace.inputs.push_back(traceInput("r", margin));
    Trace limitStep =
        traceStep("revision.raiseLimit", {"引上げの上限", "Limit of the raise"}, "S × (1 + l)", most, Unit::yen);
    citeRules(limitStep, {limit});
    trace.steps.push_back(std::move(limitStep));
    citeRules(trace, {tax, route, limit, addMargin});
    return rounded(std::min(raised, most), raised > most, listing, std::move(trace));
}

Result<RevisedPrice> taxChangeCap(const Rational& oldPrice, const RulePack& pack) {
    RuleReader reader(pack);
    const RuleNumber tax = reader.number("tax.rate");
    const RuleNumber before = reader.number("tax.previousRate");
    const RoundingRule listing = reader.rounding("listing");
    Issues issues = reader.issues();
    requirePositive("oldPrice", oldPrice, issues);
    if (!issues.empty()) return issues;

    const Rational cap = oldPrice * (1 + tax.value) / (1 + before.value);
    Trace trace =
        traceStep("revision.taxChange", {"消費税率の変更に伴う上限", "Cap after a change of the consumption tax"},
                  "S × (1 + t) / (1 + t₀)", cap, Unit::yen);
    trace.inputs = {traceInput("S", oldPriceLabel, oldPrice), traceInput("t", tax), traceInput("t₀", before)};
    citeRules(trace, {tax, before});
    return rounded(cap, true, listing, std::move(trace));
}

Result<StagedCut> stagedCut(const Rational& oldPrice, const Rational& finalPrice, const RulePack& pack) {
    RuleReader reader(pack);
    const RuleNumber divisor = reader.number("staged.divisor");
    const RuleNumber firstMax = reader.number("staged.firstMaxShare");
    const RuleNumber later = reader.number("staged.laterMultiple");
    const RoundingRule listing = reader.rounding("listing");
    Issues issues = reader.issues();
    requirePositive("oldPrice", oldPrice, issues);
    requirePositive("finalPrice", finalPrice, issues);
    if (issues.empty()) {
        for (const auto& [key, rule] :
             {std::pair{"staged.divisor", divisor}, std::pair{"staged.firstMaxShare", firstMax},
              std::pair{"staged.laterMultiple", later}}) {
            requirePositive(key, rule.value, issues);
        }
        if (finalPrice >= oldPrice) {
            issues.push_back({"pricing.notACut",
                              Severity::error,
                              "finalPrice",
                              exactText(finalPrice),
                              "< " + exactText(oldPrice),
                              {}});
        }
    }
    if (!issues.empty()) return issues;

    StagedCut cut;
    cut.step = std::min(Rational((oldPrice - finalPrice) / divisor.value), Rational(firstMax.value * oldPrice));
    cut.trace = traceStep("revision.staged", {"段階的引下げの刻み", "Step of the staged cut"},
                          "u = min((S − F)/n, m × S)", cut.step, Unit::yen);
    cut.trace.inputs = {traceInput("S", oldPriceLabel, oldPrice),
                        traceInput("F", {"最終の価格", "final price"}, finalPrice), traceInput("n", divisor),
                        traceInput("m", firstMax), traceInput("k", later)};
    citeRules(cut.trace, {divisor, firstMax, later});

    const auto addStage = [&](const Rational& level) {
        cut.stages.push_back(toYen(applyRounding(listing, level)));
        const std::string number = std::to_string(cut.stages.size());
        Trace stage = traceStep("revision.staged." + number, {"第" + number + "段階", "Stage " + number},
                                level == finalPrice ? "F" : "max(S − u − k × u × (i − 1), F)",
                                cut.stages.back().exact(), Unit::yen);
        citeRounding(stage, listing);
        cut.trace.steps.push_back(std::move(stage));
    };
    for (Rational level = oldPrice - cut.step; level > finalPrice; level -= later.value * cut.step) addStage(level);
    addStage(finalPrice);
    return cut;
}

Result<std::vector<int>> stagedCutMonths(std::size_t stages, const RulePack& pack) {
    RuleReader reader(pack);
    std::vector<int> months;
    for (std::size_t stage = 1; stage <= stages; ++stage) {
        months.push_back(static_cast<int>(toDouble(reader.number("staged.month." + std::to_string(stage)).value)));
    }
    if (!reader.issues().empty()) return reader.issues();
    return months;
}

Result<RevisedPrice> dentalMetalRevision(const Rational& current, const Rational& materialPrice,
                                         const Rational& lastMaterialPrice, const RulePack& pack) {
    RuleReader reader(pack);
    const RuleNumber tax = reader.number("tax.rate");
    const RoundingRule metal = reader.rounding("metal");
    Issues issues = reader.issues();
    requirePositive("current", current, issues);
    requirePositive("materialPrice", materialPrice, issues);
    requirePositive("lastMaterialPrice", lastMaterialPrice, issues);
    if (!issues.empty()) return issues;

    const Rational price = current + (materialPrice - lastMaterialPrice) * (1 + tax.value);
    Trace trace = traceStep("revision.dental", {"歯科用貴金属の改定価格", "Revised price of a dental metal"},
                            "S + (X − Y) × (1 + t)", price, Unit::yen);
    trace.inputs = {
        traceInput("S", {"現行の価格", "current price"}, current),
        traceInput("X", {"前回改定以降の平均素材価格", "mean material price since the last revision"}, materialPrice),
        traceInput("Y", {"前回改定の平均素材価格", "mean material price of the last revision"}, lastMaterialPrice),
        traceInput("t", tax)};
    citeRules(trace, {tax});
    return rounded(price, false, metal, std::move(trace));
}

Result<RevisedPrice> dentalMetalThreshold(const Rational& current, const Rational& trial, DentalRevision revision,
                                          const RulePack& pack) {
    RuleReader reader(pack);
    const RuleNumber threshold =
        reader.number(revision == DentalRevision::main ? "dental.threshold.main" : "dental.threshold.interim");
    const RoundingRule metal = reader.rounding("metal");
    Issues issues = reader.issues();
    requirePositive("current", current, issues);
    requirePositive("trial", trial, issues);
    if (!issues.empty()) return issues;

    const Rational change = trial / current - 1;
    const bool revised = change > threshold.value || -change > threshold.value;
    Trace trace =
        traceStep("revision.dentalThreshold", {"歯科用貴金属の随時改定の判定", "Test for revising a dental metal"},
                  revised ? "|Q/S − 1| > h → Q" : "|Q/S − 1| ≤ h → S", revised ? trial : current, Unit::yen);
    trace.inputs = {traceInput("S", {"現行の価格", "current price"}, current),
                    traceInput("Q", {"試算価格", "trial price"}, trial), traceInput("h", threshold)};
    citeRules(trace, {threshold});
    return rounded(revised ? trial : current, !revised, metal, std::move(trace));
}

}  // namespace kachi
