#include "app/report/case_axes.h"
#include "app/report/case_figures.h"
#include "app/report/case_text.h"
#include "models/equalisation/prefecture_tiles.h"

#include <algorithm>

namespace kachi {
namespace {

bool hasScenario(const Case& value) {
    return value.equalisation && value.equalisation->scenario.kind != ScenarioKind::none;
}

Axis rateAxis(const Case& value) {
    const std::string base = readableNumber(value.equalisation->rateBase, Language::en);
    return makeAxis({"実施率", "Rate"}, {"人口" + base + "人当たり", "per " + base + " people"});
}

bool isPrefecture(const std::string& code) {
    return std::any_of(prefectures.begin(), prefectures.end(),
                       [&](const Prefecture& prefecture) { return code == prefecture.code; });
}

LorenzCurve lorenz(const RegionalState& state, const Measure& gini, Text name) {
    LorenzCurve curve{.name = std::move(name), .gini = gini};
    for (const LorenzPoint& point : state.lorenz) curve.points.push_back({point.populationShare, point.resourceShare});
    return curve;
}

LineSeries ranked(std::vector<double> rates, Text name) {
    std::sort(rates.begin(), rates.end());
    LineSeries series{.name = std::move(name), .markers = true};
    for (std::size_t rank = 0; rank < rates.size(); ++rank) {
        series.points.push_back({static_cast<double>(rank + 1), rates[rank]});
    }
    return series;
}

}  // namespace

std::vector<Figure> regionalMaps(const Case& value, const Evaluation& evaluation) {
    if (!value.equalisation || !evaluation.equalisation) return {};
    MapFigure map;
    map.value = rateAxis(value);
    for (const RegionRow& region : evaluation.equalisation->regions) {
        if (!isPrefecture(region.code)) return {};
        map.values.push_back({.code = region.code, .before = region.rateBefore, .after = region.rateAfter});
    }
    struct View {
        MapView view;
        const char* id;
        Text title;
    };
    static const std::vector<View> views{
        {MapView::before, "equalisation.map.before", {"現状", "Now"}},
        {MapView::after, "equalisation.map.after", {"シナリオ後", "Scenario"}},
        {MapView::difference, "equalisation.map.difference", {"差(シナリオ後 − 現状)", "Difference, scenario − now"}}};
    std::vector<Figure> figures;
    for (const View& view : views) {
        if (view.view != MapView::before && !hasScenario(value)) break;
        map.view = view.view;
        figures.push_back({.id = view.id, .title = view.title, .caption = value.equalisation->subject, .content = map});
    }
    return figures;
}

std::optional<Figure> lorenzCurves(const Case& value, const Evaluation& evaluation) {
    if (!value.equalisation || !evaluation.equalisation || evaluation.equalisation->before.lorenz.empty()) return {};
    const EqualisationResults& results = *evaluation.equalisation;
    const MeasureResult& gini = results.measure(RegionalMeasure::gini);
    LorenzFigure figure;
    figure.population = shareAxis({"人口の累積割合", "Cumulative population"});
    figure.share = shareAxis({"件数の累積割合", "Cumulative procedures"});
    figure.curves.push_back(lorenz(results.before, gini.before, {"現状", "Now"}));
    if (hasScenario(value)) figure.curves.push_back(lorenz(results.after, gini.after, {"シナリオ後", "Scenario"}));
    return Figure{.id = "equalisation.lorenz",
                  .title = {"ローレンツ曲線", "Lorenz curves"},
                  .caption = value.equalisation->subject,
                  .content = std::move(figure)};
}

std::optional<Figure> rankedRates(const Case& value, const Evaluation& evaluation) {
    if (!value.equalisation || !evaluation.equalisation || evaluation.equalisation->regions.empty()) return {};
    const EqualisationResults& results = *evaluation.equalisation;
    std::vector<double> before;
    std::vector<double> after;
    for (const RegionRow& region : results.regions) {
        before.push_back(region.rateBefore);
        after.push_back(region.rateAfter);
    }
    LineFigure lines;
    lines.x = makeAxis({"順位(実施率の低い順)", "Rank, lowest rate first"});
    lines.y = rateAxis(value);
    lines.series = {ranked(before, {"現状", "Now"})};
    lines.horizontals = {{{"全国", "Nation"}, results.before.nationalRate}};
    if (hasScenario(value)) lines.series.push_back(ranked(after, {"シナリオ後", "Scenario"}));
    return Figure{.id = "equalisation.rates",
                  .title = {"地域別の実施率", "Rates by region"},
                  .caption = value.equalisation->subject,
                  .content = std::move(lines)};
}

}  // namespace kachi
