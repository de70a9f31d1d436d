#include "app/report/case_axes.h"
#include "app/report/case_figures.h"
#include "app/report/case_text.h"

#include <algorithm>

namespace kachi {
namespace {

Axis yenAxis() {
    return makeAxis({"価格", "Price"}, {}, NumberFormat::yen);
}

void addStep(WaterfallFigure& waterfall, Text name, double change) {
    if (change != 0) waterfall.steps.push_back({.name = std::move(name), .value = change});
}

/// Place of the country in the list of converted prices, with what the outlier steps did to it.
Text outlierNote(const ForeignMean<Rational>& mean, std::size_t position) {
    if (mean.dropped == position) return {"平均から除外", "left out of the average"};
    if (mean.capped == position) {
        const std::string cap = groupDigits(rationalText(mean.cap, 2));
        return {cap + "円とみなす", "counted as " + cap + " yen"};
    }
    return {};
}

}  // namespace

std::optional<Figure> priceWaterfall(const Case& value, const Evaluation& evaluation) {
    if (!value.pricing || !evaluation.pricing) return {};
    const PricingResults& results = *evaluation.pricing;
    WaterfallFigure waterfall;
    waterfall.value = yenAxis();
    waterfall.steps.push_back({.name = {"類似機能区分", "Comparator"}, .value = toDouble(results.base), .total = true});
    for (const PremiumResult& premium : results.premiums) {
        addStep(waterfall, premium.label, toDouble(premium.alpha.amount));
    }
    if (results.ceilingBinds) {
        addStep(waterfall, {"外国平均価格調整", "Foreign ceiling"},
                toDouble(Rational(results.unrounded - results.beforeCeiling)));
    }
    addStep(waterfall, {"端数処理", "Rounding"}, toDouble(Rational(results.price.exact() - results.unrounded)));
    waterfall.steps.push_back({.name = {"算定価格", "Price"}, .value = results.price.toDouble(), .total = true});
    return Figure{.id = "pricing.waterfall",
                  .title = {"価格の算定", "How the price is made up"},
                  .caption = evaluation.rulePackName,
                  .content = std::move(waterfall)};
}

std::optional<Figure> foreignPriceFigure(const Case& value, const Evaluation& evaluation) {
    if (!value.pricing || !evaluation.pricing || !evaluation.pricing->foreign) return {};
    const PricingResults& results = *evaluation.pricing;
    CorridorFigure figure;
    for (std::size_t i = 0; i < results.foreign->prices.size(); ++i) {
        const CountryPrice& price = results.foreign->prices[i];
        figure.entries.push_back(
            {.name = price.label, .marker = toDouble(price.price), .note = outlierNote(results.foreign->mean, i)});
    }
    figure.entries.push_back({.name = {"外国平均価格", "Foreign average"},
                              .marker = toDouble(results.foreign->mean.average),
                              .emphasis = true});
    if (results.ceiling) {
        figure.entries.push_back({.name = {"上限", "Ceiling"}, .marker = toDouble(*results.ceiling)});
    }
    figure.entries.push_back({.name = {"算定価格", "Price"}, .marker = results.price.toDouble(), .emphasis = true});
    return Figure{.id = "pricing.foreign",
                  .title = {"外国価格", "Foreign prices"},
                  .caption = {"各国の価格を円に換算した額。", "Prices of each country in yen."},
                  .content = std::move(figure)};
}

std::optional<Figure> marginFigure(const Case& value, const Evaluation& evaluation) {
    if (!value.recalculation || !evaluation.recalculation) return {};
    const MarginPath& path = evaluation.recalculation->path;
    if (path.months.size() < 2) return {};
    LineSeries margin{.name = {"単位当たりの利益", "Margin per unit"}};
    for (const MarginMonth& month : path.months) {
        margin.points.push_back({decimalYear(month.month), month.margin});
        if (month.marginLow && month.marginHigh) margin.band.push_back({*month.marginLow, *month.marginHigh});
    }
    if (margin.band.size() != margin.points.size()) margin.band.clear();
    LineFigure lines;
    lines.x = makeAxis({"月", "Month"}, {}, NumberFormat::month);
    lines.y = makeAxis({"現行価格での利益", "Margin at the current price"}, {}, NumberFormat::yen);
    lines.horizontals = {{{"損益分岐", "Break-even"}, 0.0}};
    if (path.breakEven) {
        const Text month = readableMonth(*path.breakEven);
        lines.verticals.push_back(
            {.label = {month.ja + "に赤字", "Loss from " + month.en}, .value = decimalYear(*path.breakEven)});
    }
    const auto projected =
        std::find_if(path.months.begin(), path.months.end(), [](const MarginMonth& month) { return month.projected; });
    if (projected != path.months.end() && projected != path.months.begin()) {
        lines.verticals.push_back(
            {.label = {"ここから仮定", "Assumed from here"}, .value = decimalYear(projected->month)});
    }
    Text caption{"公表された指数が終わった後は利用者の仮定する年変化率による。",
                 "After the last published index value the path rests on the assumed yearly change."};
    if (!margin.band.empty()) {
        caption.ja += "帯は95 %区間。";
        caption.en += " Band: 95% interval.";
    }
    lines.series = {std::move(margin)};
    return Figure{.id = "recalculation.margin",
                  .title = {"現行価格での利益の推移", "Margin at the current price over time"},
                  .caption = caption,
                  .content = std::move(lines)};
}

std::optional<Figure> costSheetFigure(const Case& value, const Evaluation& evaluation) {
    if (!value.recalculation || !evaluation.recalculation) return {};
    const RecalculationResults& results = *evaluation.recalculation;
    const CostLines<Rational>& lines = results.cost.lines;
    BarFigure bars;
    bars.value = yenAxis();
    bars.categories = {{"再算定価格", "Recalculated price"}, {"現行価格", "Current price"}};
    bars.stacked = true;
    const auto part = [&](Text name, const Rational& amount, const Rational& current) {
        if (amount == 0 && current == 0) return;
        bars.series.push_back({.name = std::move(name), .values = {toDouble(amount), toDouble(current)}});
    };
    part({"製品総原価", "Product cost"}, lines.productCost, 0);
    part({"営業利益", "Operating profit"}, lines.profit, 0);
    part({"流通経費", "Distribution"}, lines.distribution, 0);
    part({"消費税", "Consumption tax"}, lines.tax, 0);
    part({"端数処理", "Rounding"}, Rational(lines.price - lines.total), 0);
    part({"現行価格", "Current price"}, 0, results.currentPrice);
    return Figure{.id = "recalculation.costSheet",
                  .title = {"再算定価格の内訳", "What the recalculated price is made of"},
                  .caption = {"原価計算方式(様式5)。", "Cost calculation method (form 5)."},
                  .content = std::move(bars)};
}

std::optional<Figure> priceSeriesFigure(const Case& value) {
    std::string first;
    for (const PriceSeries& series : value.priceSeries) {
        if (series.months.size() < 2) return {};
        first = std::max(first, series.months.front());
    }
    if (first.empty()) return {};
    LineFigure lines;
    lines.x = makeAxis({"月", "Month"}, {}, NumberFormat::month);
    lines.y = makeAxis({"指数", "Index"});
    lines.horizontals = {{{"100", "100"}, 100.0}};
    for (const PriceSeries& series : value.priceSeries) {
        const auto found = std::find(series.months.begin(), series.months.end(), first);
        if (found == series.months.end()) return {};
        const double base = series.values[static_cast<std::size_t>(found - series.months.begin())];
        LineSeries line{.name = series.name};
        for (std::size_t i = 0; i < series.months.size(); ++i) {
            line.points.push_back({decimalYear(series.months[i]), 100 * series.values[i] / base});
        }
        lines.series.push_back(std::move(line));
    }
    const Text month = readableMonth(first);
    return Figure{.id = "recalculation.series",
                  .title = {"価格指数・為替", "Price indices and exchange rates"},
                  .caption = {month.ja + " = 100。", month.en + " = 100."},
                  .content = std::move(lines)};
}

}  // namespace kachi
