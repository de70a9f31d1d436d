#include "models/pricing/recalculation.h"

#include "models/pricing/cost_sheet.h"
#include "models/pricing/recalculation_params.h"
#include "models/pricing/row_checks.h"
#include "models/pricing/rule_trace.h"

namespace kachi {
namespace {

using namespace recalculation_ids;

Trace sheetStep(const RecalculationStructure& structure, const ParameterValues& values,
                const RecalculationResults& results) {
    Trace step = traceStep("recalculation.productCost", {"製品総原価", "Total product cost"}, "Σ c",
                           results.cost.lines.productCost, Unit::yen);
    for (const CostLine& line : structure.lines) {
        const Text kind = costLineText(line.kind);
        const Text label =
            line.name.empty() ? kind : Text{kind.ja + "：" + line.name.ja, kind.en + ": " + line.name.en};
        const std::string id = amount(line.id);
        step.inputs.push_back(traceInput(line.id, label, exactDecimal(values.baseOf(id)), id));
    }
    citeRounding(step, results.cost.rates.line);
    return step;
}

Trace breakEvenStep(const RecalculationResults& results) {
    const MarginPath& path = results.path;
    Trace step;
    step.id = "recalculation.breakEven";
    step.label = {"単位当たり利益が負になる最初の月", "First month with a negative unit margin"};
    step.formula = "P / (1 + t) − D − Σ c₀ × (1 − w + w × I(m − lag) / I(m₀ − lag)) < 0";
    step.value = path.breakEven.value_or(">" + path.months.back().month);
    step.inputs = {{"P", {"現在の償還価格", "current price"}, exactText(results.currentPrice), currentPrice},
                   {"P / (1 + t) − D",
                    {"税・流通経費を除く収入", "revenue before tax and distribution"},
                    numberText(path.netRevenue),
                    {}}};
    citeRules(step, {results.cost.rates.tax});
    if (results.cost.rates.distributionAmount) {
        citeRules(step, {userNumber(*results.cost.rates.distributionAmount, Unit::yen, {})});
    } else {
        citeRules(step, {results.cost.rates.distribution});
    }
    for (const MarginMonth& month : path.months) {
        if (month.projected && (!path.breakEven || month.month <= *path.breakEven)) {
            citeRules(step, {userNumber(0, Unit::percent, {})});
            break;
        }
    }
    return step;
}

Trace recalculationTrace(const RecalculationStructure& structure, const ParameterValues& values,
                         const RecalculationResults& results) {
    Trace root = results.cost.trace;
    root.id = "recalculation.price";
    root.label = {"不採算品再算定による価格", "Price by unprofitable-product recalculation"};
    root.steps.insert(root.steps.begin(), sheetStep(structure, values, results));
    Trace change = traceStep("recalculation.change", {"現在の価格との差", "Change from the current price"}, "N − P",
                             results.change, Unit::yen);
    change.inputs = {traceInput("N", {"再算定価格", "recalculated price"}, results.newPrice.exact()),
                     traceInput("P", {"現在の償還価格", "current price"}, results.currentPrice, currentPrice)};
    root.steps.push_back(std::move(change));
    root.steps.push_back(breakEvenStep(results));
    return root;
}

}  // namespace

Issues validateRecalculation(const RecalculationStructure& structure, const ParameterValues& values,
                             const RulePack& pack, const std::vector<PriceSeries>& series) {
    Issues issues;
    append(issues, judgeEligibility(structure, values, pack).issues());
    checkRowIds("lines", structure.lines, issues);
    checkNumber(currentPrice, values, {.above = 0}, issues);
    checkOptionalNumber(marketPrice, values, {.above = 0}, issues);
    for (const char* id : {requesterShare, topTwoShare, largeShare, divergence}) {
        checkOptionalNumber(id, values, {.atLeast = 0, .atMost = 100}, issues);
    }
    for (const char* id : {profitRate, distributionRate, taxRate}) {
        checkOptionalNumber(id, values, {.atLeast = 0, .below = 100}, issues);
    }
    checkOptionalNumber(distributionAmount, values, {.atLeast = 0}, issues);
    for (const CostLine& line : structure.lines) checkNumber(amount(line.id), values, {.atLeast = 0}, issues);
    if (structure.lines.empty()) issues.push_back({"pricing.costSheetEmpty", Severity::error, {}, {}, {}, {}});
    append(issues, validateMarginPath(structure, values, series));
    if (issues.empty()) append(issues, costCalculation(costSheetInputs(structure, values, pack), pack).issues());
    return issues;
}

Result<RecalculationResults> evaluateRecalculation(const RecalculationStructure& structure,
                                                   const ParameterValues& values, const RulePack& pack,
                                                   const std::vector<PriceSeries>& series, const RunOptions& options) {
    const Issues issues = validateRecalculation(structure, values, pack, series);
    if (!issues.empty()) return issues;

    RecalculationResults results;
    results.packId = pack.id;
    results.eligibility = *judgeEligibility(structure, values, pack);
    results.cost = *costCalculation(costSheetInputs(structure, values, pack), pack);
    results.newPrice = results.cost.price;
    results.currentPrice = exactDecimal(values.baseOf(currentPrice));
    results.change = results.newPrice.exact() - results.currentPrice;
    results.changeShare = results.change / results.currentPrice;
    if (structure.priceTooLow == Statement::yes && results.change <= 0) {
        results.notes.push_back({"pricing.noRaise",
                                 Severity::warning,
                                 currentPrice,
                                 results.newPrice.text(),
                                 exactText(results.currentPrice),
                                 {}});
    }
    const auto draws = costSheetPriceDraws(structure, values, results.cost.rates, options.stop);
    if (!draws) return draws.issues();
    results.newPriceDraws = *draws;
    const auto path = marginPath(structure, values, results.cost.rates, series, options);
    if (!path) return path.issues();
    results.path = *path;
    results.trace = recalculationTrace(structure, values, results);
    return results;
}

}  // namespace kachi
