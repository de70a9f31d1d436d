#include "models/price_routes/input_cost_tables.h"

#include "models/price_routes/route.h"
#include "models/pricing/rule_trace.h"

#include <cmath>

namespace kachi {
namespace {

RouteValue monthValue(int month) {
    return {{}, {monthText(month), monthText(month)}};
}

RouteValue monthOrLater(const std::optional<int>& month, int last) {
    if (month) return monthValue(*month);
    return {{}, {monthText(last) + "より後", "after " + monthText(last)}};
}

RouteValue value(double number) {
    return {modelled(number), {}};
}

RouteValue optionalValue(const std::optional<double>& number) {
    if (number) return value(*number);
    return {{}, {"—", "—"}};
}

std::vector<RouteColumn> fanColumns(const std::string& prefix, const Text& of, Unit unit) {
    const auto key = [&](const std::string& name) {
        return prefix.empty() ? name : prefix + static_cast<char>(std::toupper(name[0])) + name.substr(1);
    };
    const auto label = [&](const Text& name) {
        return of.empty() ? name : Text{of.ja + "：" + name.ja, of.en + ": " + name.en};
    };
    return {{key("low95"), label({"2.5%点", "2.5%"}), unit},
            {key("low50"), label({"25%点", "25%"}), unit},
            {key("median"), label({"中央値", "median"}), unit},
            {key("high50"), label({"75%点", "75%"}), unit},
            {key("high95"), label({"97.5%点", "97.5%"}), unit}};
}

void appendFan(std::vector<RouteValue>& row, const Fan& fan) {
    for (const double point : {fan.low95, fan.low50, fan.median, fan.high50, fan.high95}) row.push_back(value(point));
}

RouteTable marginTable(const InputCostPath& path) {
    RouteTable table;
    table.key = "margins";
    table.title = {"現行価格での単位当たり利益（円）", "Margin per unit at the current price, yen"};
    table.chart = RouteChart::fan;
    table.columns = {{"month", {"年月", "Month"}, Unit::none}};
    for (const RouteColumn& column : fanColumns({}, {}, Unit::yen)) table.columns.push_back(column);
    for (const InputCostMonth& month : path.months) {
        std::vector<RouteValue> row{monthValue(month.month)};
        appendFan(row, month.margins);
        table.rows.push_back(std::move(row));
    }
    return table;
}

RouteTable expectedTable(const InputCostPath& path) {
    RouteTable table;
    table.key = "months";
    table.title = {"費用・利益・不採算の確率", "Cost, margin and probability of a loss"};
    table.columns = {
        {"month", {"年月", "Month"}, Unit::none},
        {"basis", {"根拠", "Basis"}, Unit::none},
        {"cost", {"単位当たり費用", "Cost per unit"}, Unit::yen},
        {"margin", {"単位当たり利益", "Margin per unit"}, Unit::yen},
        {"unprofitable", {"その月に不採算の確率", "Probability of a loss in the month"}, Unit::probability},
        {"unprofitableByThen", {"その月までに不採算となる確率", "Probability of a loss by then"}, Unit::probability}};
    for (const InputCostMonth& month : path.months) {
        const Text basis = month.projected ? Text{"推計", "projected"} : Text{"公表値", "published"};
        table.rows.push_back({monthValue(month.month),
                              {{}, basis},
                              value(month.cost),
                              value(month.margin),
                              value(month.unprofitable),
                              value(month.unprofitableByThen)});
    }
    return table;
}

RouteTable revisionTable(const InputCostPath& path) {
    RouteTable table;
    table.key = "revisions";
    table.title = {"今後の改定時の姿", "What each coming revision finds"};
    table.columns = {{"month", {"改定の年月", "Revision"}, Unit::none},
                     {"cost", {"単位当たり費用", "Cost per unit"}, Unit::yen},
                     {"margin", {"単位当たり利益", "Margin per unit"}, Unit::yen},
                     {"unprofitable", {"不採算の確率", "Probability of a loss"}, Unit::probability},
                     {"zeroMarginPrice", {"利益が0となる価格", "Price for a nil margin"}, Unit::yen},
                     {"fullPrice", {"営業利益率を含む必要価格", "Price with the profit rate"}, Unit::yen},
                     {"waiting", {"次の改定まで待つ間の損益", "Result of waiting one revision"}, Unit::yen}};
    const auto addFan = [&](const std::string& prefix, const Text& of) {
        for (const RouteColumn& column : fanColumns(prefix, of, Unit::yen)) table.columns.push_back(column);
    };
    addFan("zeroMarginPrice", {"利益0の価格", "Price for a nil margin"});
    addFan("fullPrice", {"必要価格", "Price with the profit rate"});
    addFan("waiting", {"待つ間の損益", "Result of waiting"});
    for (const RevisionOutlook& revision : path.revisions) {
        std::vector<RouteValue> row{monthValue(revision.month),      value(revision.then.cost),
                                    value(revision.then.margin),     value(revision.then.unprofitable),
                                    value(revision.zeroMarginPrice), value(revision.fullPrice),
                                    optionalValue(revision.waiting)};
        appendFan(row, revision.zeroMarginPrices);
        appendFan(row, revision.fullPrices);
        if (revision.waitings) {
            appendFan(row, *revision.waitings);
        } else {
            row.insert(row.end(), 5, optionalValue({}));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

RouteFigure monthFigure(const std::string& key, const Text& label, const std::optional<int>& month, int last) {
    return figure(key, label, monthOrLater(month, last).text);
}

}  // namespace

Rational modelled(double value) {
    return exactDecimal(std::round(value * 1e4) / 1e4);
}

RouteTable driftTable(const std::vector<DriftEstimate>& drifts) {
    RouteTable table;
    table.key = "drifts";
    table.title = {"系列の変化率（年率、対数）", "Drift of the series, yearly log change"};
    table.columns = {{"series", {"系列", "Series"}, Unit::none},
                     {"from", {"始期", "From"}, Unit::none},
                     {"to", {"終期", "To"}, Unit::none},
                     {"historical", {"過去の平均", "Mean of the history"}, Unit::ratio},
                     {"standardError", {"標準誤差", "Standard error"}, Unit::ratio},
                     {"used", {"推計に用いた値", "Used for the projection"}, Unit::ratio}};
    for (const DriftEstimate& drift : drifts) {
        table.rows.push_back(
            {{{}, {drift.series, drift.series}},
             monthValue(drift.from),
             monthValue(drift.to),
             {exactDecimal(drift.yearlyMean), {}},
             drift.standardError ? RouteValue{exactDecimal(*drift.standardError), {}} : optionalValue({}),
             {exactDecimal(drift.used), {}}});
    }
    return table;
}

void addInputCostPath(const InputCostPath& path, RouteResult& result) {
    const int last = path.months.back().month;
    std::vector<RouteFigure>& figures = result.figures;
    figures.push_back(figure("netRevenue", {"現行価格での単位当たり収入", "Revenue per unit at the current price"},
                             modelled(path.netRevenue), Unit::yen));
    figures.push_back(figure("marginFirst", {"最初の月の単位当たり利益", "Margin per unit in the first month"},
                             modelled(path.months.front().margin), Unit::yen));
    figures.push_back(figure("marginLast", {"最後の月の単位当たり利益", "Margin per unit in the last month"},
                             modelled(path.months.back().margin), Unit::yen));
    figures.push_back(monthFigure("breakEven",
                                  {"不採算となる最初の月（ドリフトのみ）", "First unprofitable month, drift alone"},
                                  path.breakEven, last));
    figures.push_back(monthFigure("breakEvenLow95", {"同 2.5%の試行が不採算となる月", "… reached by 2.5% of the draws"},
                                  path.breakEvenLow, last));
    figures.push_back(monthFigure("breakEvenMedian", {"同 50%の試行が不採算となる月", "… reached by half of the draws"},
                                  path.breakEvenMedian, last));
    figures.push_back(monthFigure("breakEvenHigh95",
                                  {"同 97.5%の試行が不採算となる月", "… reached by 97.5% of the draws"},
                                  path.breakEvenHigh, last));
    figures.push_back(figure("unprofitable", {"期間内に不採算となる確率", "Probability of a loss within the path"},
                             modelled(path.unprofitable), Unit::probability));
    figures.push_back(figure("draws", {"試行回数", "Draws"}, Rational(path.draws), Unit::count));
    if (!path.revisions.empty()) {
        const RevisionOutlook& next = path.revisions.front();
        figures.push_back(figure("unprofitableAtRevision",
                                 {"次の改定時に不採算である確率", "Probability of a loss at the next revision"},
                                 modelled(next.then.unprofitable), Unit::probability));
        figures.push_back(figure("zeroMarginPrice",
                                 {"次の改定時に利益が0となる価格", "Price for a nil margin at the next revision"},
                                 modelled(next.zeroMarginPrice), Unit::yen));
        figures.push_back(
            figure("fullPrice",
                   {"次の改定時の必要価格（営業利益率を含む）", "Price with the profit rate at the next revision"},
                   modelled(next.fullPrice), Unit::yen));
        if (next.waiting) {
            figures.push_back(figure("waiting",
                                     {"次の改定を見送り、その次まで待つ間の損益",
                                      "Result of waiting from the next revision to the one after it"},
                                     modelled(*next.waiting), Unit::yen));
        }
    }
    result.tables.push_back(marginTable(path));
    result.tables.push_back(expectedTable(path));
    if (!path.revisions.empty()) result.tables.push_back(revisionTable(path));
    if (!path.drifts.empty()) result.tables.push_back(driftTable(path.drifts));
}

Trace breakEvenTrace(const InputCostPath& path, const Rational& price, const std::string& pricePlace,
                     const CostRates& rates) {
    const int last = path.months.back().month;
    Trace step;
    step.id = "inputCost.breakEven";
    step.label = {"単位当たり利益が負になる最初の月", "First month with a negative unit margin"};
    step.formula = "P / (1 + t) − D − Σ c₀ × (1 + w × p × (I(m − lag) / I(m₀ − lag) − 1)) < 0";
    step.value = path.breakEven ? monthText(*path.breakEven) : ">" + monthText(last);
    step.inputs = {traceInput("P", {"現在の償還価格", "current price"}, price, pricePlace),
                   traceInput("P / (1 + t) − D", {"税・流通経費を除く収入", "revenue before tax and distribution"},
                              modelled(path.netRevenue))};
    citeRules(step, {rates.tax});
    if (rates.distributionAmount) {
        citeRules(step, {userNumber(*rates.distributionAmount, Unit::yen, {})});
    } else {
        citeRules(step, {rates.distribution});
    }
    bool projected = false;
    for (const InputCostMonth& month : path.months) {
        projected = projected || (month.projected && (!path.breakEven || month.month <= *path.breakEven));
    }
    if (projected) citeRules(step, {userNumber(0, Unit::ratio, {})});
    for (const DriftEstimate& drift : path.drifts) {
        step.inputs.push_back(
            traceInput("d(" + drift.series + ")", {"年間の対数変化率", "yearly log change"}, exactDecimal(drift.used)));
    }
    return step;
}

}  // namespace kachi
