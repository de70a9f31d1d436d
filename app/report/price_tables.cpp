#include "app/report/case_tables.h"
#include "app/report/case_text.h"
#include "models/evaluation/values.h"
#include "models/pricing/cost_sheet.h"
#include "models/pricing/own_rules.h"
#include "models/pricing/pricing_params.h"

#include <algorithm>

namespace kachi {
namespace {

Cell exact(const Rational& amount, int decimals = 2) {
    return ExactDigits{rationalText(amount, decimals)};
}

Text percentText(const Rational& share) {
    const std::string digits = rationalText(Rational(share * 100), 4) + " %";
    return {digits, digits};
}

TableColumn exactColumn(Text header, Text unit = {"円", "yen"}) {
    return numberColumn(std::move(header), std::move(unit));
}

Text boundText(AlphaBound bound) {
    switch (bound) {
        case AlphaBound::rateLow:
            return {"A の下限倍率", "lowest multiple of A"};
        case AlphaBound::rateHigh:
            return {"A の上限倍率", "highest multiple of A"};
        case AlphaBound::kindLow:
            return {"加算区分の下限", "lower limit of the kind"};
        case AlphaBound::kindHigh:
            return {"加算区分の上限", "upper limit of the kind"};
        case AlphaBound::none:
            break;
    }
    return {};
}

}  // namespace

std::optional<Table> comparedPackTable(const Case& value, const Evaluation& evaluation, const RulePacks& packs) {
    if (!value.pricing || !evaluation.pricing || value.context.comparedPack.empty()) return {};
    const RulePack* pack = packs.find(value.context.comparedPack);
    if (!pack) return {};
    RunOptions options;
    options.draws = 0;
    Issues ruleFaults;  // refused above already, with their places
    const RulePack other = withOwnRules(*pack, value.context.rules, "/context/rules/", ruleFaults);
    const auto values = parameterValues(value, other, options, nullptr);
    if (!values) return {};
    const auto compared = evaluatePricing(*value.pricing, *values, other, options);
    Table table{.title = {"2つの改定の規則による価格", "The price under two revisions"},
                .columns = {{.header = {"項目", "Step"}}, exactColumn(evaluation.rulePackName)}};
    if (!compared) {
        table.notes = {{pack->name.ja + "では算定できない: 必要な規則または入力が欠けている。",
                        "Cannot be calculated under " + pack->name.en + ": a rule or an input it needs is missing."}};
    } else {
        table.columns.push_back(exactColumn(pack->name));
        table.columns.push_back(exactColumn({"差", "Difference"}));
    }
    const auto add = [&](Text label, const auto& amountOf, bool emphasis) {
        const std::optional<Rational> here = amountOf(*evaluation.pricing);
        const std::optional<Rational> there = compared ? amountOf(*compared) : std::optional<Rational>();
        if (!here && !there) return;
        TableRow row{.cells = {std::move(label), here ? exact(*here) : Cell{}}, .emphasis = emphasis};
        if (compared) {
            row.cells.push_back(there ? exact(*there) : Cell{});
            row.cells.push_back(here && there ? exact(Rational(*there - *here)) : Cell{});
        }
        table.rows.push_back(std::move(row));
    };
    using Amount = std::optional<Rational>;
    add(
        {"類似機能区分の価格 X", "Comparator price X"}, [](const PricingResults& r) -> Amount { return r.base; },
        false);
    add(
        {"分野の平均価格 B", "Field mean B"}, [](const PricingResults& r) -> Amount { return r.fieldMean; }, false);
    add(
        {"補正加算額", "Premium amount"}, [](const PricingResults& r) -> Amount { return r.premiumAmount; }, false);
    add(
        {"外国平均価格", "Foreign average"},
        [](const PricingResults& r) -> Amount { return r.foreign ? Amount(r.foreign->mean.average) : Amount(); },
        false);
    add(
        {"上限", "Ceiling"}, [](const PricingResults& r) -> Amount { return r.ceiling; }, false);
    add(
        {"算定価格", "Price"}, [](const PricingResults& r) -> Amount { return r.price.exact(); }, true);
    return table;
}

std::optional<Table> premiumTable(const Case& value, const Evaluation& evaluation) {
    if (!value.pricing || !evaluation.pricing || evaluation.pricing->premiums.empty()) return {};
    Table table{.title = {"補正加算", "Premiums"},
                .columns = {{.header = {"加算", "Premium"}},
                            {.header = {"要件", "Requirement"}},
                            {.header = {"加算率 A", "Rate A"}, .alignment = Alignment::right},
                            {.header = {"α", "α"}, .alignment = Alignment::right},
                            {.header = {"α を抑えた限度", "Limit that holds α"}},
                            exactColumn({"加算額", "Amount"})}};
    for (const PremiumResult& premium : evaluation.pricing->premiums) {
        Text requirement;
        for (const PremiumClaim& claim : value.pricing->premiums) {
            if (claim.id == premium.id) requirement = {claim.requirement, claim.requirement};
        }
        table.rows.push_back(
            {.cells = {premium.label, requirement, percentText(Rational(premium.rate / 100)),
                       percentText(premium.alpha.value), boundText(premium.alpha.bound), exact(premium.alpha.amount)}});
    }
    return table;
}

std::optional<Table> foreignPriceTable(const Case& value, const Evaluation& evaluation) {
    if (!value.pricing || !evaluation.pricing || !evaluation.pricing->foreign) return {};
    const ForeignAverage& foreign = *evaluation.pricing->foreign;
    Table table{.title = {"外国価格", "Foreign prices"},
                .columns = {{.header = {"国", "Country"}},
                            numberColumn({"現地価格", "Local price"}, {"現地通貨", "local currency"}),
                            numberColumn({"為替レート", "Exchange rate"}, {"円", "yen"}),
                            exactColumn({"円換算", "In yen"}),
                            {.header = {"平均での扱い", "In the average"}}}};
    for (std::size_t i = 0; i < foreign.prices.size(); ++i) {
        Cell local;
        Cell rate;
        for (const ForeignPrice& price : value.pricing->foreignPrices) {
            if (price.country != foreign.prices[i].country) continue;
            const auto found = evaluation.values.base.find(pricing_ids::localPrice(price.id));
            if (found != evaluation.values.base.end()) local = found->second;
            const auto exchange = evaluation.values.base.find(pricing_ids::exchangeRate(price.id));
            if (exchange != evaluation.values.base.end()) rate = exchange->second;
        }
        Text treatment{"そのまま", "as it is"};
        if (foreign.mean.dropped == i) treatment = {"除外", "left out"};
        if (foreign.mean.capped == i) {
            const std::string cap = groupDigits(rationalText(foreign.mean.cap, 2));
            treatment = {cap + "円とみなす", "counted as " + cap + " yen"};
        }
        table.rows.push_back(
            {.cells = {foreign.prices[i].label, local, rate, exact(foreign.prices[i].price), treatment}});
    }
    table.rows.push_back({.cells = {Text{"外国平均価格", "Foreign average"}, {}, {}, exact(foreign.mean.average), {}},
                          .emphasis = true});
    return table;
}

std::optional<Table> eligibilityTable(const Case& value, const Evaluation& evaluation) {
    if (!value.recalculation || !evaluation.recalculation) return {};
    const Eligibility& eligibility = evaluation.recalculation->eligibility;
    Table table{.title = {"不採算品再算定の要件", "Conditions of the recalculation"},
                .columns = {{.header = {"要件", "Condition"}},
                            {.header = {"判定", "Judgement"}},
                            {.header = {"理由", "Reason"}},
                            {.header = {"根拠", "Clause"}}}};
    for (const EligibilityTest& test : eligibility.tests) {
        table.rows.push_back({.cells = {test.label, judgementText(test.judgement), test.reason, test.source.clause}});
    }
    table.rows.push_back(
        {.cells = {Text{"総合判定", "Altogether"}, judgementText(eligibility.overall), {}, {}}, .emphasis = true});
    return table;
}

std::optional<Table> costSheetTable(const Case& value, const Evaluation& evaluation) {
    if (!value.recalculation || !evaluation.recalculation) return {};
    const RecalculationResults& results = *evaluation.recalculation;
    const CostLines<Rational>& lines = results.cost.lines;
    Table table{.title = {"原価計算(様式5)", "Cost sheet (form 5)"},
                .columns = {{.header = {"費目", "Line"}},
                            exactColumn({"金額", "Amount"}),
                            {.header = {"連動する指数", "Series it follows"}}}};
    for (const CostLine& line : value.recalculation->lines) {
        const auto amount = evaluation.values.base.find("recalculation.line." + line.id + ".amount");
        Cell shown;
        if (amount != evaluation.values.base.end()) shown = exact(exactDecimal(amount->second));
        const Text kind = costLineText(line.kind);
        const Text name = line.name.empty() ? kind : line.name;
        table.rows.push_back(
            {.cells = {name, shown, line.series.empty() ? Text{} : rowName(value.priceSeries, line.series)},
             .indent = 1});
    }
    const auto total = [&](Text name, const Rational& amount, bool emphasis) {
        table.rows.push_back({.cells = {std::move(name), exact(amount), {}}, .emphasis = emphasis});
    };
    total({"製品総原価", "Product cost"}, lines.productCost, false);
    total({"営業利益", "Operating profit"}, lines.profit, false);
    total({"流通経費", "Distribution"}, lines.distribution, false);
    total({"消費税", "Consumption tax"}, lines.tax, false);
    total({"合計(端数処理前)", "Total before rounding"}, lines.total, false);
    total({"再算定価格", "Recalculated price"}, results.newPrice.exact(), true);
    total({"現行価格", "Current price"}, results.currentPrice, false);
    total({"差", "Change"}, results.change, false);
    return table;
}

std::optional<Table> marginTable(const Case& value, const Evaluation& evaluation) {
    if (!value.recalculation || !evaluation.recalculation || evaluation.recalculation->path.months.empty()) return {};
    const MarginPath& path = evaluation.recalculation->path;
    const bool drawn = path.months.front().marginLow.has_value() || path.months.back().marginLow.has_value();
    Table table{.title = {"現行価格での利益の推移", "Margin at the current price over time"},
                .columns = {{.header = {"月", "Month"}},
                            {.header = {"指数", "Index"}},
                            numberColumn({"原価", "Cost"}, {}, NumberFormat::yen, 1),
                            numberColumn({"利益", "Margin"}, {}, NumberFormat::yen, 1)}};
    if (drawn) table.columns.push_back({.header = {"95 %区間", "95% interval"}, .alignment = Alignment::right});
    for (std::size_t i = 0; i < path.months.size(); ++i) {
        const MarginMonth& month = path.months[i];
        const bool april = month.month.ends_with("-04");
        const bool breakEven = path.breakEven == month.month;
        if (!april && !breakEven && i != 0 && i + 1 != path.months.size()) continue;
        TableRow row{.cells = {readableMonth(month.month),
                               month.projected ? Text{"仮定", "assumed"} : Text{"公表値", "published"}, month.cost,
                               month.margin},
                     .emphasis = breakEven};
        if (drawn) {
            row.cells.push_back(month.marginLow && month.marginHigh
                                    ? Cell{Text{readableInterval(*month.marginLow, *month.marginHigh, Language::ja),
                                                readableInterval(*month.marginLow, *month.marginHigh, Language::en)}}
                                    : Cell{});
        }
        table.rows.push_back(std::move(row));
    }
    table.notes = {path.breakEven ? Text{"赤字に転じる月: " + readableMonth(*path.breakEven).ja,
                                         "First month with a loss: " + readableMonth(*path.breakEven).en}
                                  : Text{"この期間に赤字にはならない。", "No loss within this period."}};
    return table;
}

}  // namespace kachi
