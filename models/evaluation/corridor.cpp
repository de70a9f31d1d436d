#include "models/evaluation/metrics.h"

#include <algorithm>

namespace kachi {
namespace {

void addPricing(const PricingResults& pricing, const Evaluation& evaluation, std::vector<CorridorMark>& marks) {
    const Text basis{"類似機能区分比較方式・" + evaluation.rulePackName.ja,
                     "similar-category comparison, " + evaluation.rulePackName.en};
    marks.push_back(
        {"comparator", {"類似機能区分の価格", "Comparator category"}, toDouble(pricing.base), {}, {}, basis});
    CorridorMark price{"rulePrice", {"規則による算定価格", "Price by the rules"}, pricing.price.toDouble(), {}, {},
                       basis};
    if (pricing.priceDraws.size() > 1) {
        const SampleSummary summary = summarise(pricing.priceDraws);
        price.low = summary.low95;
        price.high = summary.high95;
    }
    marks.push_back(price);
    if (pricing.temporaryPrice) {
        marks.push_back({"temporaryPrice",
                         {"迅速な保険導入を含む価格", "With the rapid-introduction extra"},
                         pricing.temporaryPrice->toDouble(),
                         {},
                         {},
                         basis});
    }
    if (pricing.ceiling) {
        marks.push_back({"foreignCeiling",
                         {"外国平均価格による上限", "Ceiling by the foreign average"},
                         toDouble(*pricing.ceiling),
                         {},
                         {},
                         {"外国平均価格調整", "foreign price adjustment"}});
    }
}

void addRecalculation(const RecalculationResults& results, std::vector<CorridorMark>& marks) {
    const Text basis{"原価計算方式(不採算品再算定)", "cost calculation (unprofitable-product recalculation)"};
    marks.push_back({"currentPrice",
                     {"現行の償還価格", "Current reimbursement price"},
                     toDouble(results.currentPrice),
                     {},
                     {},
                     {"材料価格基準", "price list"}});
    const Rational tax = 1 + results.cost.rates.tax.value;
    const Rational breakEven = (results.cost.lines.productCost + results.cost.lines.distribution) * tax;
    marks.push_back({"makerBreakEven",
                     {"製造販売業者の損益分岐価格", "Maker's break-even"},
                     toDouble(breakEven),
                     {},
                     {},
                     {"製品総原価と流通経費に消費税を加えた額(営業利益 0)",
                      "product cost and distribution with tax, no operating profit"}});
    CorridorMark price{
        "recalculatedPrice", {"再算定価格", "Recalculated price"}, results.newPrice.toDouble(), {}, {}, basis};
    if (results.newPriceDraws.size() > 1) {
        const SampleSummary summary = summarise(results.newPriceDraws);
        price.low = summary.low95;
        price.high = summary.high95;
    }
    marks.push_back(price);
}

}  // namespace

std::vector<CorridorMark> collectCorridor(const Case& value, const Evaluation& evaluation) {
    std::vector<CorridorMark> marks;
    if (evaluation.pricing) addPricing(*evaluation.pricing, evaluation, marks);
    if (evaluation.recalculation) addRecalculation(*evaluation.recalculation, marks);
    if (evaluation.threshold && evaluation.threshold->yen) {
        const bool converted = value.outcomes->currency != "JPY";
        const std::string& currency = value.outcomes->currency;
        marks.push_back({"thresholdPrice",
                         {"費用対効果の閾値価格", "Cost-effectiveness threshold price"},
                         *evaluation.threshold->yen,
                         {},
                         {},
                         converted
                             ? Text{"基準支払意思額で純便益が 0 となる価格(" + currency + " から換算)",
                                    "net benefit zero at the reference WTP, converted from " + currency}
                             : Text{"基準支払意思額で純便益が 0 となる価格", "net benefit zero at the reference WTP"}});
    }
    std::stable_sort(marks.begin(), marks.end(),
                     [](const CorridorMark& left, const CorridorMark& right) { return left.yen < right.yen; });
    return marks;
}

}  // namespace kachi
