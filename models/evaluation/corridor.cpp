#include "models/evaluation/metrics.h"

#include "models/pricing/recalculation_params.h"

#include <algorithm>
#include <set>

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

/// What the market pays, as the analyst entered it for the recalculation.
void addMarketPrice(const ParameterValues& values, std::vector<CorridorMark>& marks) {
    const std::string id = recalculation_ids::marketPrice;
    if (!values.has(id)) return;
    CorridorMark mark{"marketPrice",
                      {"市場実勢価格（税込）", "Market price, tax included"},
                      values.baseOf(id),
                      {},
                      {},
                      {"加重平均", "weighted mean"}};
    if (const auto drawn = values.drawn.find(id); drawn != values.drawn.end() && drawn->second.size() > 1) {
        const SampleSummary summary = summarise(drawn->second);
        mark.low = summary.low95;
        mark.high = summary.high95;
    }
    marks.push_back(mark);
}

/// Figures of a price that bound it: the ceiling of the foreign average, the price that leaves the maker no margin.
void addBounds(const PricedRoute& priced, std::vector<CorridorMark>& marks) {
    for (const RouteFigure& figure : priced.result->figures) {
        const bool bounds = figure.key == "ceiling" || figure.key == "zeroMarginPrice";
        if (!bounds || !figure.value.number) continue;
        marks.push_back({"routes." + priced.id + "." + figure.key,
                         figure.label,
                         toDouble(*figure.value.number),
                         {},
                         {},
                         priced.name});
    }
}

/// Every price of the case, under its own pack and the others.
void addRoutes(const std::vector<PricedRoute>& routes, std::vector<CorridorMark>& marks) {
    for (const PricedRoute& priced : routes) {
        if (!priced.result || !priced.result->price) continue;
        CorridorMark mark{"routes." + priced.id,  priced.name, priced.result->price->toDouble(), {}, {},
                          priced.result->packName};
        if (priced.drawn && priced.drawn->low95 < priced.drawn->high95) {
            mark.low = priced.drawn->low95;
            mark.high = priced.drawn->high95;
        }
        marks.push_back(mark);
        addBounds(priced, marks);
        for (const PriceUnderPack& other : priced.others) {
            if (!other.price || *other.price == *priced.result->price) continue;
            marks.push_back({"routes." + priced.id + "." + other.pack,
                             priced.name,
                             other.price->toDouble(),
                             {},
                             {},
                             other.packName});
        }
    }
}

/// Prices that studies of the case give, e.g. what a hospital can pay out of freed labour.
void addStudies(const std::vector<CaseStudy>& studies, std::vector<CorridorMark>& marks) {
    for (const CaseStudy& study : studies) {
        if (!study.result) continue;
        for (const StudyFigure& figure : study.result->figures) {
            if (!figure.price || !figure.value) continue;
            CorridorMark mark{
                "studies." + study.id + "." + figure.key, figure.label, *figure.value, {}, {}, study.name};
            const auto drawn = study.drawn.find(figure.key);
            if (drawn != study.drawn.end() && drawn->second.low95 < drawn->second.high95) {
                mark.low = drawn->second.low95;
                mark.high = drawn->second.high95;
            }
            marks.push_back(mark);
        }
    }
}

void addThresholds(const std::vector<ThresholdAt>& thresholds, std::vector<CorridorMark>& marks) {
    for (const ThresholdAt& threshold : thresholds) {
        const std::string millions = plainDigits(threshold.wtp / 1e6);
        const std::string tenThousands = plainDigits(threshold.wtp / 1e4);
        marks.push_back({"threshold." + plainDigits(threshold.wtp),
                         {"費用対効果の閾値価格（" + tenThousands + "万円/QALY）",
                          "Threshold price at " + millions + " million yen per QALY"},
                         threshold.yen,
                         threshold.low,
                         threshold.high,
                         {"純便益が 0 となる価格。95 % は試行による", "net benefit zero; 95 % interval of the draws"}});
    }
}

/// The price a hospital can pay on top of the comparator out of what a procedure no longer costs it. Hours that are
/// freed but paid on stand beside the corridor, never on it.
void addHospital(const LabourResults& labour, const Evaluation& evaluation, std::vector<CorridorMark>& marks) {
    const double comparator = evaluation.pricing ? toDouble(evaluation.pricing->base) : 0;
    const auto priceAt = [comparator](const LabourCaseCost& cost) { return comparator + cost.paidLess; };
    CorridorMark mark{
        "hospitalBreakEven",
        {"医療機関の損益分岐（省力化、現金化できる分）", "Hospital break-even, cashable savings"},
        priceAt(labour.caseCost),
        {},
        {},
        evaluation.pricing
            ? Text{"類似機能区分の価格に、1件当たり実際に減る人件費と材料費を加えた額",
                   "comparator price plus what a procedure costs less in staff paid and consumables"}
            : Text{"1件当たり実際に減る人件費と材料費", "what a procedure costs less in staff paid and consumables"}};
    std::vector<double> draws;
    for (const LabourCaseCost& draw : labour.caseCostDraws) draws.push_back(priceAt(draw));
    if (draws.size() > 1) {
        const SampleSummary summary = summarise(draws);
        mark.low = summary.low95;
        mark.high = summary.high95;
    }
    marks.push_back(mark);
}

/// The explanation that holds the mark's figure.
std::string traceIdOf(const CorridorMark& mark, const Evaluation& evaluation) {
    static const std::set<std::string> ofPricing{"comparator", "rulePrice", "temporaryPrice", "foreignCeiling"};
    static const std::set<std::string> ofRecalculation{"currentPrice", "marketPrice", "makerBreakEven",
                                                       "recalculatedPrice"};
    if (evaluation.pricing && ofPricing.contains(mark.id)) return evaluation.pricing->trace.id;
    if (evaluation.recalculation && ofRecalculation.contains(mark.id)) return evaluation.recalculation->trace.id;
    if (mark.id == "hospitalBreakEven" && !evaluation.labour->traces.empty()) return evaluation.labour->traces[0].id;
    if (mark.id.starts_with("routes.")) return mark.id.substr(0, mark.id.find('.', std::string("routes.").size()));
    if (mark.id.starts_with("studies.")) {
        for (const CaseStudy& study : evaluation.studies) {
            if (!study.result || !mark.id.starts_with("studies." + study.id + ".")) continue;
            for (const Trace& trace : study.result->traces) {
                if (mark.id == "studies." + study.id + "." + trace.id) return mark.id;
            }
        }
        return {};
    }
    if (mark.id.starts_with("threshold") && evaluation.threshold) {
        return "outcomes.icer." + evaluation.threshold->strategy;
    }
    return {};
}

}  // namespace

std::vector<Trace> explanations(const Evaluation& evaluation) {
    std::vector<Trace> traces;
    const auto add = [&traces](const std::vector<Trace>& more) {
        traces.insert(traces.end(), more.begin(), more.end());
    };
    if (evaluation.outcomes) add(evaluation.outcomes->traces);
    if (evaluation.labour) add(evaluation.labour->traces);
    if (evaluation.equalisation) add(evaluation.equalisation->traces);
    if (evaluation.pricing) add({evaluation.pricing->trace});
    if (evaluation.recalculation) add({evaluation.recalculation->trace});
    for (const CaseStudy& study : evaluation.studies) {
        if (!study.result) continue;
        for (Trace trace : study.result->traces) {
            trace.id = "studies." + study.id + "." + trace.id;
            trace.label = {study.name.ja + "：" + trace.label.ja, study.name.en + ": " + trace.label.en};
            traces.push_back(std::move(trace));
        }
    }
    for (const PricedRoute& priced : evaluation.routes) {
        if (!priced.result || priced.result->trace.id.empty()) continue;
        Trace trace = priced.result->trace;
        trace.id = "routes." + priced.id;
        if (!priced.name.empty())
            trace.label = {priced.name.ja + "：" + trace.label.ja, priced.name.en + ": " + trace.label.en};
        traces.push_back(std::move(trace));
    }
    return traces;
}

std::vector<CorridorMark> collectCorridor(const Case& value, const Evaluation& evaluation) {
    std::vector<CorridorMark> marks;
    if (evaluation.pricing) addPricing(*evaluation.pricing, evaluation, marks);
    if (evaluation.recalculation) addRecalculation(*evaluation.recalculation, marks);
    addMarketPrice(evaluation.values, marks);
    addRoutes(evaluation.routes, marks);
    addStudies(evaluation.studies, marks);
    addThresholds(evaluation.thresholds, marks);
    if (evaluation.labour) addHospital(*evaluation.labour, evaluation, marks);
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
    for (CorridorMark& mark : marks) mark.traceId = traceIdOf(mark, evaluation);
    return marks;
}

}  // namespace kachi
