// Price adjustment by the result of a cost-effectiveness evaluation (費用対効果評価に基づく価格調整).
#include "models/price_routes/cost_effectiveness_adjustment_route.h"

#include "models/price_routes/route_values.h"
#include "models/price_routes/routes.h"
#include "models/pricing/row_checks.h"

#include <algorithm>

namespace kachi {
namespace {

const Text basisTexts[] = {{"公表・入力された区分", "stated"},
                           {"ICER", "ICER"},
                           {"各境界での純便益", "net benefit at each edge"},
                           {"象限", "quadrant"},
                           {"費用最小化（費用の差）", "cost minimisation"},
                           {"区分を用いない", "no band used"}};

RouteValue optionalCell(const std::optional<Rational>& number) {
    return number ? routeCell(*number) : routeCell(Text{"–", "–"});
}

RouteValue yesNo(bool yes) {
    return yes ? routeCell(Text{"はい", "yes"}) : routeCell(Text{"いいえ", "no"});
}

/// All that the tables and the trace are made from.
struct Calculation {
    AdjustmentRules rules;
    AdjustmentInputs inputs;
    AdjustedPrice adjusted;
};

bool usesBands(const Calculation& calculation) {
    return !calculation.inputs.lateSubmission && !calculation.inputs.thresholdRule;
}

Text bandOf(const Calculation& calculation, std::size_t row) {
    if (!usesBands(calculation)) return basisTexts[static_cast<std::size_t>(BandBasis::none)];
    return adjustmentBandText(calculation.adjusted.populations[row].found.band);
}

Text icerFloorText(const AdjustedPopulation& population) {
    if (!population.icerFloorDue) return {"対象外", "not applicable"};
    if (!population.icerFloor)
        return {"確認していない（材料費か傾きが未入力）", "not checked: no device cost or slope"};
    return population.icerFloorBinds ? Text{"この下限を適用", "holds"} : Text{"下限を上回る", "above it"};
}

RouteTable populationTable(const Calculation& calculation) {
    RouteTable table;
    table.key = "populations";
    table.title = {"分析対象集団ごとの調整", "Adjustment by population"};
    table.columns = {{"name", {"集団", "population"}},
                     {"share", {"患者割合", "share"}, Unit::ratio},
                     {"bandId", {"区分記号", "band id"}},
                     {"band", {"区分", "band"}},
                     {"basis", {"区分の根拠", "found by"}},
                     {"icer", {"ICER", "ICER"}, Unit::yenPerQaly},
                     {"premiumCoefficient", {"β・γ", "β or γ"}, Unit::ratio},
                     {"profitCoefficient", {"θ", "θ"}, Unit::ratio},
                     {"price", {"調整後の価格 P′k", "adjusted price P′k"}, Unit::yen},
                     {"capped", {"引上げの上限を適用", "limit of an increase"}},
                     {"icerFloor", {"ICERの下限に当たる価格", "price at the ICER floor"}, Unit::yen},
                     {"icerFloorStatus", {"ICERの下限", "ICER floor"}}};
    for (std::size_t row = 0; row < calculation.adjusted.populations.size(); ++row) {
        const AdjustmentPopulation& entered = calculation.inputs.populations[row];
        const AdjustedPopulation& found = calculation.adjusted.populations[row];
        std::optional<Rational> icer = entered.icer;
        if (found.found.basis == BandBasis::netBenefit && !found.found.effectDown) {
            icer = Rational(*entered.costDifference / *entered.qalyDifference);
        }
        const std::string& name = calculation.inputs.populations[row].name;
        const std::string band = usesBands(calculation) ? adjustmentBandName(found.found.band) : "";
        table.rows.push_back({routeCell(Text{name, name}), routeCell(entered.share), routeCell(Text{band, band}),
                              routeCell(bandOf(calculation, row)),
                              routeCell(basisTexts[static_cast<std::size_t>(found.found.basis)]), optionalCell(icer),
                              routeCell(found.premiumCoefficient), routeCell(found.profitCoefficient),
                              routeCell(found.price), yesNo(found.capped), optionalCell(found.icerFloor),
                              routeCell(icerFloorText(found))});
    }
    return table;
}

/// Net benefit at every edge, where costs and effects were entered.
RouteTable netBenefitTable(const Calculation& calculation) {
    RouteTable table;
    table.key = "netBenefit";
    table.title = {"各境界での純便益", "Net benefit at each edge"};
    table.columns = {{"name", {"集団", "population"}},
                     {"edge", {"境界", "edge"}, Unit::yenPerQaly},
                     {"netBenefit", {"純便益（患者1人）", "net benefit per patient"}, Unit::yen},
                     {"reached", {"境界に達する（純便益が0以下）", "edge reached (net benefit not positive)"}}};
    for (std::size_t row = 0; row < calculation.inputs.populations.size(); ++row) {
        const AdjustmentPopulation& entered = calculation.inputs.populations[row];
        if (!entered.costDifference || !entered.qalyDifference || !entered.additionalBenefit) continue;
        const std::string& name = calculation.inputs.populations[row].name;
        for (const RuleNumber& edge : calculation.rules.edgesOf(entered.consideration)) {
            const Rational benefit = netBenefit(edge.value, entered);
            table.rows.push_back(
                {routeCell(Text{name, name}), routeCell(edge.value), routeCell(benefit), yesNo(benefit <= 0)});
        }
    }
    return table;
}

void citePopulation(Trace& step, const Calculation& calculation, std::size_t row) {
    const AdjustmentRules& rules = calculation.rules;
    const AdjustmentPopulation& entered = calculation.inputs.populations[row];
    const AdjustedPopulation& found = calculation.adjusted.populations[row];
    const bool byGamma = calculation.inputs.profitAdjusted;
    if (calculation.inputs.lateSubmission) {
        citeRules(step, {byGamma ? rules.lateGamma : rules.lateBeta});
        if (byGamma) citeRules(step, {rules.lateTheta});
        return;
    }
    const AdjustmentBandRules& band = *rules.bands[static_cast<std::size_t>(found.found.band)];
    if (entered.increaseConditions && !found.found.effectDown && band.betaSpecial) {
        citeRules(step, {byGamma ? *band.gammaSpecial : *band.betaSpecial});
    } else {
        citeRules(step, {byGamma ? band.gamma : band.beta});
    }
    if (byGamma) citeRules(step, {band.theta});
    if (found.capped) citeRules(step, {*band.increaseCap});
    if (found.icerFloorDue) citeRules(step, {entered.consideration ? rules.floorIcerConsideration : rules.floorIcer});
    for (const RuleNumber& edge : rules.edgesOf(entered.consideration)) citeRules(step, {edge});
}

std::string populationFormula(const Calculation& calculation, const AdjustedPopulation& found) {
    if (calculation.inputs.thresholdRule) return "P − r × (P − T)";
    if (found.extended) return "P × max(c₀ ÷ c₁, f)";
    std::string formula = calculation.inputs.profitAdjusted ? "P − A × (1 − γ) − O × (1 − θ)" : "P − A × (1 − β)";
    if (found.capped) formula = "min(" + formula + ", P × (1 + u))";
    if (found.icerFloorBinds) formula = "max(" + formula + ", P_ICER)";
    return formula;
}

Trace populationStep(const Calculation& calculation, std::size_t row) {
    const AdjustmentInputs& inputs = calculation.inputs;
    const AdjustmentPopulation& entered = inputs.populations[row];
    const AdjustedPopulation& found = calculation.adjusted.populations[row];
    const std::string& name = calculation.inputs.populations[row].name;
    const std::string place = "/inputs/populations/" + std::to_string(row) + "/";
    Trace step = traceStep("adjustment.population", {"P′k：" + name, "P′k: " + name},
                           populationFormula(calculation, found), found.price, Unit::yen);
    step.inputs.push_back(traceInput("P", {"調整前の価格", "price before"}, inputs.price, "/inputs/price"));
    if (inputs.thresholdRule) {
        step.inputs.push_back(traceInput("T", {"ICERが基準値となる価格", "price at the threshold"},
                                         *entered.thresholdPrice, place + "thresholdPrice"));
        step.inputs.push_back(
            traceInput("r", {"差額に掛ける率", "rate"}, inputs.thresholdRule->rate, "/inputs/thresholdRate"));
        step.status = ruleStatusName(RuleStatus::user);
        return step;
    }
    if (found.extended) {
        step.inputs.push_back(traceInput("c₀ ÷ c₁", {"比較対照技術と当該品目の1日費用の比", "ratio of daily costs"},
                                         *entered.costRatio, place + "comparatorCost"));
        step.inputs.push_back(traceInput("f", *calculation.rules.extensionFloor));
        citeRules(step, {calculation.rules.extension, *calculation.rules.extensionFloor});
        return step;
    }
    step.inputs.push_back(traceInput("A", {"加算部分", "premium part"}, inputs.premiumPart, "/inputs/premiumPart"));
    step.inputs.push_back(traceInput(inputs.profitAdjusted ? "γ" : "β",
                                     {"加算部分の係数", "coefficient of the premium part"}, found.premiumCoefficient));
    if (inputs.profitAdjusted) {
        step.inputs.push_back(
            traceInput("O", {"営業利益部分", "operating-profit part"}, inputs.profitPart, "/inputs/profitPart"));
        step.inputs.push_back(
            traceInput("θ", {"営業利益部分の係数", "coefficient of the profit part"}, found.profitCoefficient));
    }
    if (found.icerFloor) {
        step.inputs.push_back(traceInput("P_ICER", {"ICERの下限に当たる価格", "price at the ICER floor"},
                                         *found.icerFloor, place + "deviceCost"));
    }
    citePopulation(step, calculation, row);
    return step;
}

/// The premium part where only a rate is known: an approximation of the official amount.
Trace derivedPremiumStep(const Calculation& calculation, RouteReader& in) {
    const char* key = in.has("appliedRate") ? "appliedRate" : "premiumRate";
    Trace step = traceStep("adjustment.premiumPart", {"加算部分の推定", "Premium part, estimated"}, "P × a ÷ (1 + a)",
                           calculation.inputs.premiumPart, Unit::yen);
    step.inputs = {in.input("P", "price"), in.input("a", key)};
    step.clause = {"加算が最後の項であるとした近似。公表値は丸め前の額による",
                   "Approximation: the premium as the last term; the official amount uses the unrounded base"};
    step.status = ruleStatusName(RuleStatus::derived);
    return step;
}

Trace floorStep(const Calculation& calculation) {
    const AdjustmentRules& rules = calculation.rules;
    Trace step = traceStep("adjustment.floor", {"価格の下限", "Lowest price"}, "P × (1 − d)",
                           calculation.adjusted.floor, Unit::yen);
    step.inputs = {traceInput("P", {"調整前の価格", "price before"}, calculation.inputs.price, "/inputs/price"),
                   traceInput("d", {"引下げの限度", "largest cut"}, calculation.adjusted.largestCut)};
    if (calculation.inputs.thresholdRule) {
        step.status = ruleStatusName(RuleStatus::user);
        return step;
    }
    step.inputs.push_back(traceInput("a", {"有用性系加算率", "premium rate"}, calculation.inputs.premiumRate));
    const Rational percent = calculation.inputs.premiumRate * 100;
    if (calculation.inputs.premiumPart == 0 && calculation.inputs.profitAdjusted) {
        citeRules(step, {rules.floorProfitOnlyCut});
    } else if (percent > rules.floorRateTo.value) {
        citeRules(step, {rules.floorMaxCut, rules.floorRateTo});
    } else {
        citeRules(step, {rules.floorCut, rules.floorRateFrom});
        if (percent > rules.floorRateFrom.value) citeRules(step, {rules.floorDivisor});
    }
    return step;
}

RoundingRule roundingOf(RouteReader& in) {
    const std::string chosen = in.choice("rounding");
    if (chosen.empty() || chosen == "listing") return in.rounding("listing");
    RoundingRule rule;
    rule.unit = chosen == "yen" ? Rational(1) : Rational(1, 10);
    rule.label = chosen == "yen" ? Text{"1円単位（四捨五入）", "whole yen, half up"}
                                 : Text{"10銭単位（四捨五入）", "0.1 yen, half up"};
    rule.clause = {"入力された丸め", "rounding as entered"};
    return rule;
}

Trace priceTrace(const Calculation& calculation, RouteReader& in, const RoundingRule& rounding) {
    Trace trace = traceStep("adjustment.price", {"調整後の価格", "Adjusted price"}, "max(Σ s × P′k, P_min)",
                            applyRounding(rounding, calculation.adjusted.adjusted), Unit::yen);
    if (calculation.inputs.thresholdRule) trace.formula = "min(max(Σ s × P′k, P_min), P × h)";
    for (std::size_t row = 0; row < calculation.inputs.populations.size(); ++row) {
        const std::string& name = calculation.inputs.populations[row].name;
        trace.inputs.push_back(traceInput("s", {"患者割合：" + name, "share: " + name},
                                          calculation.inputs.populations[row].share,
                                          "/inputs/populations/" + std::to_string(row) + "/share"));
    }
    if (!in.has("premiumPart")) trace.steps.push_back(derivedPremiumStep(calculation, in));
    for (std::size_t row = 0; row < calculation.adjusted.populations.size(); ++row) {
        trace.steps.push_back(populationStep(calculation, row));
    }
    trace.steps.push_back(traceStep("adjustment.weighted", {"患者割合による加重平均", "Weighted by the shares"},
                                    "Σ s × P′k", calculation.adjusted.weighted, Unit::yen));
    trace.steps.push_back(floorStep(calculation));
    citeRounding(trace, rounding);
    inheritStatus(trace);
    return trace;
}

/// Why the product is evaluated at all: H1 … H5.
std::optional<Text> designation(RouteReader& in) {
    const bool asked =
        in.has("peakSales") || in.has("annualSales") || in.has("judgedNecessary") || in.has("similarProduct");
    if (!asked) return {};
    const RuleNumber first = in.rule("cea.selection.h1PeakSales");
    const RuleNumber second = in.rule("cea.selection.h2PeakSales");
    const RuleNumber fourth = in.rule("cea.selection.h4Sales");
    const RuleNumber below = in.rule("cea.selection.disclosureBelow");
    const bool premium = in.yes("usefulnessPremium");
    const bool lowDisclosure =
        in.choice("method") == "costCalculation" && in.optionalNumber("disclosure").value_or(1) < below.value;
    const Rational peak = in.optionalNumber("peakSales").value_or(0);
    const Rational yearly = in.optionalNumber("annualSales").value_or(0);
    const bool listedBefore = in.yes("listedBeforeSystem");
    if ((in.has("peakSales") || in.has("annualSales")) && !in.has("usefulnessPremium")) {
        in.refuse("route.premiumNotStated", "usefulnessPremium", {}, "true, false");
    }
    if (in.yes("similarProduct")) return Text{"H5", "H5"};
    if (listedBefore && premium && yearly >= fourth.value) return Text{"H4", "H4"};
    const bool newTrigger = !listedBefore && (premium || lowDisclosure);
    if (newTrigger && peak >= first.value) return Text{"H1", "H1"};
    if (newTrigger && peak >= second.value) return Text{"H2", "H2"};
    if (in.yes("judgedNecessary")) return Text{"H3", "H3"};
    return Text{"指定に該当しない", "not designated"};
}

std::vector<RouteFigure> figuresOf(const Calculation& calculation) {
    const AdjustedPrice& adjusted = calculation.adjusted;
    const AdjustmentInputs& inputs = calculation.inputs;
    std::vector<RouteFigure> figures;
    figures.push_back(figure("unrounded", {"丸め前の価格", "Price before rounding"}, adjusted.adjusted, Unit::yen));
    figures.push_back(
        figure("change", {"価格の変化", "Change of the price"}, adjusted.adjusted / inputs.price - 1, Unit::ratio));
    figures.push_back(
        figure("weighted", {"下限適用前の加重平均", "Weighted price before the floor"}, adjusted.weighted, Unit::yen));
    figures.push_back(figure("premiumPart", {"加算部分", "Premium part"}, inputs.premiumPart, Unit::yen));
    if (inputs.profitAdjusted) {
        figures.push_back(
            figure("profitPart", {"営業利益部分", "Operating-profit part"}, inputs.profitPart, Unit::yen));
    }
    if (!inputs.thresholdRule) {
        figures.push_back(figure("weightedPremiumCoefficient", {"加重した β・γ", "Weighted β or γ"},
                                 adjusted.premiumCoefficient, Unit::ratio));
        if (inputs.profitAdjusted) {
            figures.push_back(figure("weightedProfitCoefficient", {"加重した θ", "Weighted θ"},
                                     adjusted.profitCoefficient, Unit::ratio));
        }
    }
    figures.push_back(figure("largestCut", {"引下げの限度", "Largest cut"}, adjusted.largestCut, Unit::ratio));
    figures.push_back(figure("floor", {"価格の下限", "Lowest price"}, adjusted.floor, Unit::yen));
    figures.push_back(figure("floorBinds", {"下限を適用", "Floor holds"},
                             adjusted.floorBinds ? Text{"はい", "yes"} : Text{"いいえ", "no"}));
    return figures;
}

Issue note(const std::string& code, std::size_t row, const std::string& value) {
    return {code, Severity::warning, "/inputs/populations/" + std::to_string(row), value, {}, {}};
}

/// What the reader must know beside the number.
Issues notesOf(const Calculation& calculation) {
    Issues notes;
    for (std::size_t row = 0; row < calculation.adjusted.populations.size(); ++row) {
        const AdjustedPopulation& found = calculation.adjusted.populations[row];
        if (found.icerFloorDue && !found.icerFloor) {
            notes.push_back(note("route.icerFloorNotChecked", row, calculation.inputs.populations[row].name));
        }
        if (found.found.effectDown && found.found.basis == BandBasis::netBenefit) {
            notes.push_back(note("route.effectAndCostDown", row, calculation.inputs.populations[row].name));
        }
    }
    return notes;
}

Result<RouteResult> price(RouteReader& in) {
    Calculation calculation;
    auto rules = adjustmentRules(in.pack());
    if (!rules) {
        in.add(rules.issues());
        return in.issues();
    }
    calculation.rules = std::move(*rules);
    calculation.inputs = readAdjustmentInputs(in, calculation.rules);
    const std::optional<Text> category = designation(in);
    const RoundingRule rounding = roundingOf(in);
    if (in.failed()) return in.issues();

    auto adjusted = adjustedPrice(calculation.inputs, calculation.rules);
    if (!adjusted) return adjusted.issues();
    calculation.adjusted = std::move(*adjusted);
    Issues tooLarge;
    checkAmount("/inputs/price", calculation.adjusted.adjusted, tooLarge);
    if (!tooLarge.empty()) return tooLarge;

    RouteResult result;
    result.price = toYen(applyRounding(rounding, calculation.adjusted.adjusted));
    result.priceLabel = {"調整後の価格", "Adjusted price"};
    result.figures = figuresOf(calculation);
    if (category) result.figures.push_back(figure("designation", {"指定区分", "Designation"}, *category));
    result.tables.push_back(populationTable(calculation));
    if (usesBands(calculation)) {
        RouteTable benefits = netBenefitTable(calculation);
        if (!benefits.rows.empty()) result.tables.push_back(std::move(benefits));
    }
    result.trace = priceTrace(calculation, in, rounding);
    result.notes = notesOf(calculation);
    return result;
}

}  // namespace

RouteDefinition costEffectivenessAdjustmentRoute() {
    RouteDefinition route;
    route.id = "costEffectivenessAdjustment";
    route.name = {"費用対効果評価に基づく価格調整", "Price adjustment by cost-effectiveness"};
    route.purpose = {
        "費用対効果評価の結果の区分から、加算部分（と営業利益部分）を調整した価格。集団ごとの患者割合で加重する。",
        "Price with its premium part (and operating profit) adjusted by the band of the "
        "cost-effectiveness result, weighted by the shares of the populations."};
    route.fields = adjustmentFields();
    route.price = price;
    return route;
}

}  // namespace kachi
