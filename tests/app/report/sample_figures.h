#pragma once

#include "app/report/figure.h"
#include "models/equalisation/prefecture_names.h"

#include <cmath>
#include <numbers>

/// One invented figure of every kind, for tests of painters and reports.
namespace kachi::sample {

inline Figure acceptability() {
    LineFigure lines{.x = {.label = {"支払意思額", "Willingness to pay"},
                           .unit = {"円/QALY", "yen/QALY"},
                           .format = NumberFormat::manYen},
                     .y = {.label = {"費用対効果に優れる確率", "Probability cost-effective"},
                           .format = NumberFormat::percent,
                           .minimum = 0.0,
                           .maximum = 1.0}};
    LineSeries device{.name = {"新製品", "New device"}};
    LineSeries comparator{.name = {"比較対照", "Comparator"}};
    for (int i = 0; i <= 40; ++i) {
        const double probability = 1.0 / (1.0 + std::exp(-(i - 14) / 4.0));
        device.points.push_back({i * 250'000.0, probability});
        device.band.push_back({probability * 0.92, std::min(1.0, probability * 1.08)});
        comparator.points.push_back({i * 250'000.0, 1.0 - probability});
    }
    lines.series = {device, comparator};
    lines.verticals = {{.label = {"基準値 500万円", "Threshold 5 million yen"}, .value = 5e6}};
    return {.id = "outcomes.ceac",
            .title = {"費用対効果受容曲線", "Cost-effectiveness acceptability curve"},
            .caption = {"帯は95%信頼区間。出典: 確率的感度分析。",
                        "Band: 95% interval. Source: probabilistic sensitivity analysis."},
            .content = lines};
}

inline Figure survival() {
    LineSeries standard{.name = {"標準治療", "Standard care"}, .step = true};
    LineSeries device{.name = {"新製品", "New device"}, .step = true};
    LineSeries fit{.name = {"外挿(ワイブル)", "Extrapolation (Weibull)"}, .markers = true};
    for (int year = 0; year <= 20; ++year) {
        standard.points.push_back({2026.0 + year, std::exp(-0.05 * year)});
        device.points.push_back({2026.0 + year, std::exp(-0.03 * year)});
        fit.points.push_back({2026.0 + year, std::exp(-std::pow(0.025 * year, 1.2))});
        standard.counts.push_back({2026.0 + year, 1240.0 - 60.0 * year});
        device.counts.push_back({2026.0 + year, 980.0 - 30.0 * year});
    }
    const Axis xAxis{.label = {"年", "Year"}, .format = NumberFormat::year};
    const Axis yAxis{.label = {"割合", "Share"}, .minimum = 0.0, .maximum = 1.0};
    return {.id = "outcomes.survival",
            .title = {"再置換を要しない割合", "Survival free of revision"},
            .caption = {"縦軸の最大は1。", "The axis ends at 1."},
            .content = LineFigure{.x = xAxis,
                                  .y = yAxis,
                                  .series = {standard, device, fit},
                                  .countsLabel = {"リスク集合の数", "Number at risk"}}};
}

inline Figure plane(int count = 10'000) {
    ScatterSeries cloud{.name = {"新製品 対 標準治療", "New device v standard care"}};
    for (int i = 0; i < count; ++i) {  // golden-angle spiral: an even cloud without random numbers
        const double radius = 2.2 * std::sqrt((i + 0.5) / count);
        const double angle = i * std::numbers::pi * (3.0 - std::sqrt(5.0));
        const double a = radius * std::cos(angle);
        const double b = radius * std::sin(angle);
        cloud.points.push_back({0.12 + 0.05 * a, 400'000.0 + 180'000.0 * (0.5 * a + 0.87 * b)});
    }
    cloud.mean = Point{0.12, 400'000.0};
    cloud.ellipse = Ellipse{.mean = {0.12, 400'000.0},
                            .varianceX = 0.0025,
                            .varianceY = 180'000.0 * 180'000.0,
                            .covariance = 0.5 * 0.05 * 180'000.0};
    const Axis xAxis{.label = {"増分効果", "Incremental effect"}, .unit = {"QALY", "QALY"}};
    const Axis yAxis{.label = {"増分費用", "Incremental cost"}, .format = NumberFormat::manYen};
    return {.id = "outcomes.cePlane",
            .title = {"費用効果平面", "Cost-effectiveness plane"},
            .caption = {"楕円は95%領域、大きな印は平均。", "Ellipse: 95% region; large mark: mean."},
            .content = ScatterFigure{.x = xAxis,
                                     .y = yAxis,
                                     .series = {cloud},
                                     .slopes = {{.label = {"500万円/QALY", "5 million yen/QALY"}, .slope = 5e6}}}};
}

inline Figure tornado() {
    const auto bar = [](Text name, double low, double high, const char* lowInput, const char* highInput) {
        return TornadoBar{name, low, high, {lowInput, lowInput}, {highInput, highInput}};
    };
    const Axis valueAxis{.label = {"ICER", "ICER"}, .unit = {"円/QALY", "yen/QALY"}, .format = NumberFormat::manYen};
    return {.id = "outcomes.tornado",
            .title = {"一元感度分析", "One-way sensitivity analysis"},
            .caption = {"基本分析のICERからの変化。", "Change from the base-case ICER."},
            .content = TornadoFigure{
                .value = valueAxis,
                .base = 2'310'000.0,
                .bars = {bar({"再置換後の効用値", "Utility after revision"}, 4'900'000, 1'500'000, "0.60", "0.90"),
                         bar({"製品価格", "Device price"}, 1'200'000, 3'600'000, "400,000", "600,000"),
                         bar({"割引率", "Discount rate"}, 1'700'000, 3'000'000, "0%", "4%"),
                         bar({"入院日数", "Length of stay"}, 2'400'000, 2'700'000, "10", "20"),
                         bar({"追跡費用", "Follow-up cost"}, 2'150'000, 2'480'000, "50,000", "90,000")}}};
}

inline Figure stackedBars() {
    const Axis valueAxis{.label = {"患者1人当たり費用", "Cost per patient"}, .format = NumberFormat::manYen};
    return {.id = "outcomes.costs",
            .title = {"費用の内訳", "Cost by component"},
            .content = BarFigure{.value = valueAxis,
                                 .categories = {{"標準治療", "Standard care"},
                                                {"新製品", "New device"},
                                                {"新製品(高齢者)", "New device (older)"}},
                                 .series = {{.name = {"材料", "Material"}, .values = {480'000, 690'000, 690'000}},
                                            {.name = {"入院", "Admission"}, .values = {900'000, 740'000, 820'000}},
                                            {.name = {"再置換", "Revision"}, .values = {310'000, 120'000, 60'000}}},
                                 .stacked = true}};
}

inline Figure groupedBars() {
    const Axis valueAxis{.label = {"時間", "Time"}, .unit = {"時間/年", "hours/year"}};
    return {.id = "labour.hours",
            .title = {"職種別の時間", "Hours by occupation"},
            .content = BarFigure{.value = valueAxis,
                                 .categoryLabel = {"職種", "Occupation"},
                                 .categories = {{"医師", "Physician"}, {"看護師", "Nurse"}, {"技師", "Technologist"}},
                                 .series = {{.name = {"導入前", "Before"},
                                             .values = {1200, 3400, 800},
                                             .intervals = {{1000, 1400}, {3000, 3800}, {700, 900}}},
                                            {.name = {"導入後", "After"},
                                             .values = {900, 2500, 950},
                                             .intervals = {{800, 1000}, {2200, 2900}, {850, 1050}}}}}};
}

inline Figure waterfall() {
    const Axis valueAxis{.label = {"時間", "Time"}, .unit = {"分", "minutes"}};
    return {.id = "labour.waterfall",
            .title = {"1手技当たりの労働時間", "Working time per procedure"},
            .content = WaterfallFigure{.value = valueAxis,
                                       .steps = {{.name = {"導入前", "Before"}, .value = 182.5, .total = true},
                                                 {.name = {"準備", "Preparation"}, .value = -12.0},
                                                 {.name = {"手術", "Operation"}, .value = -31.5},
                                                 {.name = {"画像の確認", "Image review"}, .value = 8.0},
                                                 {.name = {"記録", "Records"}, .value = -6.0},
                                                 {.name = {"導入後", "After"}, .value = 141.0, .total = true}}}};
}

inline Figure lorenz() {
    LorenzCurve before{.name = {"導入前", "Before"}, .gini = 0.2};
    LorenzCurve after{.name = {"導入後", "After"}, .gini = 1.0 / 6.0};
    for (int i = 0; i <= 47; ++i) {
        const double share = i / 47.0;
        before.points.push_back({share, std::pow(share, 1.5)});  // Gini of x^a: (a − 1)/(a + 1)
        after.points.push_back({share, std::pow(share, 1.4)});
    }
    const Axis populationAxis{.label = {"人口の累積割合", "Cumulative population"}, .format = NumberFormat::percent};
    const Axis shareAxis{.label = {"件数の累積割合", "Cumulative procedures"}, .format = NumberFormat::percent};
    return {.id = "equalisation.lorenz",
            .title = {"ローレンツ曲線", "Lorenz curve"},
            .content = LorenzFigure{.population = populationAxis, .share = shareAxis, .curves = {before, after}}};
}

inline Figure map(MapView view) {
    MapFigure tiles{.value = {.label = {"実施件数", "Procedures"}, .unit = {"人口10万対", "per 100,000"}},
                    .view = view};
    int i = 0;
    for (const Prefecture& prefecture : prefectures) {
        const double before = 60.0 + 35.0 * std::sin(i * 0.7);
        const double after = before + 12.0 * std::cos(i * 1.3);
        ++i;
        tiles.values.push_back({std::string(prefecture.code), before, after});
    }
    tiles.values[30] = {"31", std::nullopt, 44.0};  // one prefecture without a value before
    const char* names[] = {"equalisation.before", "equalisation.after", "equalisation.difference"};
    return {.id = names[static_cast<int>(view)],
            .title = {"都道府県別の実施率", "Rate by prefecture"},
            .caption = {"タイルは都道府県のおよその位置。", "Tiles stand roughly where the prefectures are."},
            .content = tiles};
}

inline Figure corridor() {
    CorridorFigure prices;
    prices.entries = {
        {.name = {"外国平均価格", "Foreign average price"}, .marker = 742'000.0},
        {.name = {"価値に基づく価格(500万円/QALY)", "Value-based price (5 million/QALY)"},
         .marker = 688'000.0,
         .interval = Interval{541'000.0, 823'000.0}},
        {.name = {"類似機能区分比較方式", "Similar functional category"}, .marker = 597'000.0, .emphasis = true},
        {.name = {"原価計算方式", "Cost calculation"}, .marker = 563'400.0},
        {.name = {"現行区分", "Existing category"}, .marker = 498'000.0}};
    prices.corridor = Interval{563'400.0, 688'000.0};
    prices.corridorLabel = {"支持される範囲", "Supported range"};
    return {.id = "summary.corridor", .title = {"価格コリドー", "Price corridor"}, .content = prices};
}

inline Figure forest() {
    const Axis effectAxis{.label = {"相対リスク(対数目盛)", "Relative risk (log scale)"}};
    return {.id = "evidence.forest",
            .title = {"再置換の相対リスク", "Relative risk of revision"},
            .content =
                ForestFigure{.effect = effectAxis,
                             .noEffect = 1.0,
                             .logarithmic = true,
                             .rows = {{{"試験A 2015", "Trial A 2015"}, 0.71, 0.52, 0.97, 0.4},
                                      {{"試験B 2018", "Trial B 2018"}, 0.88, 0.60, 1.29, 0.25},
                                      {{"登録研究C 2021", "Registry C 2021"}, 0.64, 0.49, 0.84, 0.35},
                                      {{"統合(変量効果)", "Pooled (random effects)"}, 0.72, 0.60, 0.86, 1.0, true}}}};
}

inline std::vector<Figure> allFigures() {
    return {acceptability(),
            survival(),
            plane(),
            tornado(),
            stackedBars(),
            groupedBars(),
            waterfall(),
            lorenz(),
            map(MapView::before),
            map(MapView::after),
            map(MapView::difference),
            corridor(),
            forest()};
}

}  // namespace kachi::sample
