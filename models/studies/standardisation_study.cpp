// Need and provision of regions: crude and age-sex standardised rates, standardised ratios, smoothing and funnel plot.
#include "models/studies/standardised_regions.h"
#include "models/studies/study_definitions.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kachi {
namespace {

constexpr double defaultRateBase = 100'000;
constexpr double defaultRatioBase = 100;
constexpr double innerLevel = 0.95;
constexpr double outerLevel = 0.998;  // the two levels of a funnel plot: Spiegelhalter 2005

/// Position of a ratio in the funnel.
Text funnelPosition(double ratio, const SampleInterval& inner, const SampleInterval& outer) {
    if (ratio > outer.high) return {"99.8 %限界より高い", "above 99.8 % limit"};
    if (ratio < outer.low) return {"99.8 %限界より低い", "below 99.8 % limit"};
    if (ratio > inner.high) return {"95 %限界より高い", "above 95 % limit"};
    if (ratio < inner.low) return {"95 %限界より低い", "below 95 % limit"};
    return {"限界内", "within limits"};
}

bool isBeyond(double ratio, const SampleInterval& limits) {
    return ratio < limits.low || ratio > limits.high;
}

struct Scales {
    double rate = defaultRateBase;
    double ratio = defaultRatioBase;
};

Result<StudyTable> rateTable(const StandardisedRegions& regions, const Scales& scales) {
    StudyTable table{"rates",
                     {"粗率と直接法年齢調整率", "Crude and directly standardised rates"},
                     {{"region", {"地域", "Region"}},
                      {"events", {"件数", "Events"}, Unit::count},
                      {"people", {"人口", "People"}, Unit::persons},
                      {"crude", {"粗率", "Crude rate"}},
                      {"crudeLow", {"粗率の95 %下限", "Crude, 95 % low"}},
                      {"crudeHigh", {"粗率の95 %上限", "Crude, 95 % high"}},
                      {"direct", {"調整率", "Standardised rate"}},
                      {"directError", {"調整率の標準誤差", "Standardised, SE"}},
                      {"directLow", {"調整率の95 %下限（Fay–Feuer）", "Standardised, 95 % low (Fay–Feuer)"}},
                      {"directHigh", {"調整率の95 %上限（Fay–Feuer）", "Standardised, 95 % high (Fay–Feuer)"}},
                      {"dobsonLow", {"調整率の95 %下限（Dobson）", "Standardised, 95 % low (Dobson)"}},
                      {"dobsonHigh", {"調整率の95 %上限（Dobson）", "Standardised, 95 % high (Dobson)"}}},
                     {}};
    for (std::size_t r = 0; r < regions.counts.size(); ++r) {
        const CrudeRate crude = crudeRate(regions.counts[r]);
        std::vector<StudyValue> row{studyCell(regions.names.regions[regions.first[r]].label),
                                    studyCell(crude.events),
                                    studyCell(crude.people),
                                    studyCell(crude.rate * scales.rate),
                                    studyCell(crude.interval.low * scales.rate),
                                    studyCell(crude.interval.high * scales.rate)};
        const auto direct = directRate(regions.counts[r], regions.standard);
        if (direct) {
            row.insert(row.end(),
                       {studyCell(direct->rate * scales.rate), studyCell(direct->standardError * scales.rate),
                        studyCell(direct->gammaInterval.low * scales.rate),
                        studyCell(direct->gammaInterval.high * scales.rate)});
            if (direct->dobsonInterval) {
                row.insert(row.end(), {studyCell(direct->dobsonInterval->low * scales.rate),
                                       studyCell(direct->dobsonInterval->high * scales.rate)});
            }
        } else if (direct.issues().front().code != "standardisation.emptyStratum") {
            return direct.issues();
        }
        row.resize(table.columns.size());
        table.rows.push_back(std::move(row));
    }
    return table;
}

StudyChart funnelChart(const StandardisedRegions& regions, double scale) {
    constexpr int points = 100;
    PlotChart plot;
    plot.x = {{"期待件数", "Expected events"}, Unit::count};
    plot.y = {{"標準化比", "Standardised ratio"}};
    ChartSeries areas{{"地域", "Regions"}, ChartMark::points, {}, {}, {}, {}};
    for (std::size_t r = 0; r < regions.observed.size(); ++r) {
        areas.x.push_back(regions.expected[r]);
        areas.y.push_back(scale * regions.observed[r] / regions.expected[r]);
    }
    plot.series.push_back(std::move(areas));
    const auto [lowest, highest] = std::ranges::minmax(regions.expected);
    for (const auto& [level, name] : std::array<std::pair<double, Text>, 2>{
             {{innerLevel, {"95 %限界", "95 % limits"}}, {outerLevel, {"99.8 %限界", "99.8 % limits"}}}}) {
        ChartSeries low{name, ChartMark::line, {}, {}, {}, {}};
        ChartSeries high = low;
        for (int i = 0; i < points; ++i) {
            const double along = static_cast<double>(i) / (points - 1);
            const double expected = lowest * std::pow(highest / lowest, along);
            const SampleInterval limits = funnelLimits(expected, 1, level);
            low.x.push_back(expected);
            low.y.push_back(scale * limits.low);
            high.x.push_back(expected);
            high.y.push_back(scale * limits.high);
        }
        plot.series.push_back(std::move(low));
        plot.series.push_back(std::move(high));
    }
    plot.horizontals.push_back({{"標準", "Standard"}, scale});
    return {"funnel", {"ファンネルプロット", "Funnel plot"}, {}, std::move(plot)};
}

/// Ratio table, funnel and smoothing; counts those beyond the limits.
void addRatios(StudyResult& result, const StandardisedRegions& regions, const Scales& scales,
               const std::optional<SmoothedRatios>& smoothed) {
    StudyTable table{"ratios",
                     {"標準化比（観測 ÷ 期待）", "Standardised ratios (observed over expected)"},
                     {{"region", {"地域", "Region"}},
                      {"observed", {"観測件数", "Observed"}, Unit::count},
                      {"expected", {"期待件数", "Expected"}, Unit::count},
                      {"ratio", {"標準化比", "Ratio"}},
                      {"low", {"95 %下限", "95 % low"}},
                      {"high", {"95 %上限", "95 % high"}},
                      {"funnel", {"ファンネル", "Funnel"}}},
                     {}};
    if (smoothed) {
        table.columns.push_back({"smoothed", {"平滑化した比", "Smoothed ratio"}});
        table.columns.push_back({"smoothedLow", {"平滑化、95 %下限", "Smoothed, 95 % low"}});
        table.columns.push_back({"smoothedHigh", {"平滑化、95 %上限", "Smoothed, 95 % high"}});
    }
    std::size_t beyondInner = 0;
    std::size_t beyondOuter = 0;
    std::vector<double> ratios;
    std::vector<double> smooth;
    for (std::size_t r = 0; r < regions.observed.size(); ++r) {
        const IndirectRatio ratio = indirectRatio(regions.observed[r], regions.expected[r]);
        const SampleInterval inner = funnelLimits(ratio.expected, 1, innerLevel);
        const SampleInterval outer = funnelLimits(ratio.expected, 1, outerLevel);
        beyondInner += isBeyond(ratio.ratio, inner) ? 1 : 0;
        beyondOuter += isBeyond(ratio.ratio, outer) ? 1 : 0;
        ratios.push_back(ratio.ratio * scales.ratio);
        const RegionName& name = regions.names.regions[regions.first[r]];
        std::vector<StudyValue> row{studyCell(name.label),
                                    studyCell(ratio.observed),
                                    studyCell(ratio.expected),
                                    studyCell(ratios.back()),
                                    studyCell(ratio.interval.low * scales.ratio),
                                    studyCell(ratio.interval.high * scales.ratio),
                                    studyCell(funnelPosition(ratio.ratio, inner, outer))};
        if (smoothed) {
            smooth.push_back(smoothed->ratios[r] * scales.ratio);
            row.insert(row.end(), {studyCell(smooth.back()), studyCell(smoothed->intervals[r].low * scales.ratio),
                                   studyCell(smoothed->intervals[r].high * scales.ratio)});
        }
        table.rows.push_back(std::move(row));
        if (ratio.observed == 0) continue;
        result.estimates.push_back(ratioEstimate("ratio." + name.key,
                                                 {name.label.ja + "の標準化比", "ratio of " + name.label.en},
                                                 std::log(ratio.ratio), 1 / std::sqrt(ratio.observed)));
    }
    const auto [lowest, highest] = std::ranges::minmax(ratios);
    result.figures.push_back(studyFigure("lowest", {"標準化比の最小", "Lowest ratio"}, lowest));
    result.figures.push_back(studyFigure("highest", {"標準化比の最大", "Highest ratio"}, highest));
    result.figures.push_back(studyFigure("beyond95", {"95 %限界外の地域", "Regions beyond 95 % limits"},
                                         static_cast<double>(beyondInner), Unit::count));
    result.figures.push_back(studyFigure("beyond998", {"99.8 %限界外の地域", "Regions beyond 99.8 % limits"},
                                         static_cast<double>(beyondOuter), Unit::count));
    result.tables.push_back(std::move(table));
    result.charts.push_back(funnelChart(regions, scales.ratio));
    if (!regions.names.prefectures) return;
    const ChartAxis axis{{"標準化比", "Standardised ratio"}};
    result.charts.push_back(
        regionMap("map", {"標準化比の地図", "Map of the ratios"}, axis, regions.names, regions.first, ratios, {}));
    if (smoothed) {
        result.charts.push_back(regionMap("mapSmoothed", {"平滑化した比の地図", "Map of the smoothed ratios"}, axis,
                                          regions.names, regions.first, smooth, {}));
    }
}

Result<StudyResult> run(StudyReader& reader) {
    const StandardisedRegions regions = readStandardisedRegions(reader);
    const Scales scales{reader.realOr("rateBase", defaultRateBase), reader.realOr("ratioBase", defaultRatioBase)};
    const std::string smoothing = reader.choiceOr("smoothing", "maximumLikelihood");
    if (reader.failed()) return reader.issues();

    StudyResult result;
    if (!regions.counts.empty()) {
        auto rates = rateTable(regions, scales);
        if (!rates) return rates.issues();
        result.tables.push_back(std::move(*rates));
    }
    double observed = 0;
    double expected = 0;
    for (const double number : regions.observed) observed += number;
    for (const double number : regions.expected) expected += number;
    const IndirectRatio all = indirectRatio(observed, expected);
    result.figures.push_back(studyFigure("observed", {"観測件数", "Observed"}, observed, Unit::count));
    result.figures.push_back(studyFigure("expected", {"期待件数", "Expected"}, expected, Unit::count));
    result.figures.push_back(studyFigure("ratio", {"全地域の標準化比", "Ratio of all regions"},
                                         all.ratio * scales.ratio, all.interval.low * scales.ratio,
                                         all.interval.high * scales.ratio));

    std::optional<SmoothedRatios> smoothed;
    if (smoothing != "none" && regions.observed.size() > 1 && observed > 0) {
        const auto method = smoothing == "moments" ? SmoothingMethod::moments : SmoothingMethod::maximumLikelihood;
        auto made = smoothRatios(regions.observed, regions.expected, method);
        if (!made) return made.issues();
        smoothed = std::move(*made);
        result.figures.push_back(
            studyFigure("priorMean", {"比の平均（平滑化）", "Mean of the ratios (smoothing)"}, smoothed->priorMean));
        result.figures.push_back(studyFigure(
            "priorVariance", {"比の分散（平滑化）", "Variance of the ratios (smoothing)"}, smoothed->priorVariance));
    }
    addRatios(result, regions, scales, smoothed);
    if (!regions.leftOut.empty()) {
        std::string names;
        for (const std::string& name : regions.leftOut) names += (names.empty() ? "" : ", ") + name;
        result.notes.push_back({"regions.regionsLeftOut",
                                Severity::warning,
                                "/inputs/data",
                                std::to_string(regions.leftOut.size()),
                                names,
                                {}});
    }
    result.methodText = {
        "粗率と標準化比の区間はポアソン分布の正確な（ガンマ）限界、直接法の調整率の区間は Fay–Feuer のガンマ法（Dobson "
        "法を併記）。"
        "標準化比は階級別の標準の率から求めた期待件数に対する観測件数の比（100 倍で "
        "SCR・SMR）。平滑化は経験ベイズ法（ガンマ・"
        "ポアソン）で、区間は事前分布の推定誤差を含まない。ファンネルの限界は正確なポアソン分布による。",
        "Intervals of crude rates and ratios are exact Poisson (gamma) limits, those of directly standardised rates "
        "Fay "
        "and Feuer's gamma limits (Dobson's beside). Ratios are observed over expected events at the standard's rates "
        "by "
        "stratum (times 100: SCR, SMR). Smoothing is empirical Bayes (gamma-Poisson); its intervals leave out the "
        "error "
        "of the prior. Funnel limits are exact Poisson."};
    result.references = {
        "Fay MP, Feuer EJ. Confidence intervals for directly standardized rates. Stat Med 1997;16:791-801.",
        "Dobson AJ, et al. Confidence intervals for weighted sums of Poisson parameters. Stat Med 1991;10:457-462.",
        "Spiegelhalter DJ. Funnel plots for comparing institutional performance. Stat Med 2005;24:1185-1202."};
    if (smoothed) {
        result.references.push_back(
            smoothing == "moments"
                ? "Marshall RJ. Mapping disease and mortality rates using empirical Bayes estimators. Appl Stat "
                  "1991;40:283-294."
                : "Clayton D, Kaldor J. Empirical Bayes estimates of age-standardized relative risks. Biometrics "
                  "1987;43:671-681.");
    }
    return result;
}

}  // namespace

StudyDefinition standardisationStudy() {
    using namespace field_limits;
    return {
        .id = "standardisation",
        .group = StudyGroup::regions,
        .name = {"標準化率・標準化比（SCR）", "Standardised rates and ratios (SCR)"},
        .purpose =
            {"年齢・性の構成をそろえて地域の率を比べ、偶然を超える差をファンネルプロットと平滑化で見分けます。",
             "Compares rates of regions after age and sex, and tells differences from chance by a funnel plot and "
             "smoothing."},
        .fields = {required(dataField("data", {"データ", "Data"},
                                      {"地域 × 性年齢階級ごとに1行。観測・期待件数があれば地域ごとに1行。",
                                       "One row per region and stratum; per region when expected events are given."})),
                   required(columnField("region", {"地域の列", "Column of regions"})),
                   columnField("group", {"都道府県の列", "Column of prefectures"},
                               {"同名の地域を区別します。", "Tells regions of the same name apart."}),
                   required(columnField("events", {"件数の列", "Column of events"})),
                   columnField("people", {"人口の列", "Column of people"}),
                   columnsField(
                       "strata", {"階級の列", "Columns of strata"},
                       {"性・年齢階級など。空欄なら粗率のみ。", "Sex, age class, …; empty: crude rates only."}),
                   columnField("expected", {"期待件数の列", "Column of expected events"},
                               {"既に期待件数がある場合。人口・階級とは併用しません。",
                                "When expected events are known; not together with people and strata."}),
                   dataField("standard", {"標準人口", "Standard population"},
                             {"階級の列と人口（と件数）。空欄なら全地域の合計。",
                              "Columns of strata with people (and events); empty: all regions together."}),
                   columnField("standardPeople", {"標準人口の人口の列", "Standard: column of people"}),
                   columnField("standardEvents", {"標準人口の件数の列", "Standard: column of events"},
                               {"空欄なら率は全地域の合計から。", "Empty: rates of all regions together."}),
                   choiceField(
                       "missing", {"欠測の扱い", "Missing cells"},
                       {{"refuse", {"計算しない", "Refuse"}}, {"exclude", {"地域を除外する", "Leave the region out"}}},
                       {"「-」などの秘匿値は欠測で、0ではありません。",
                        "Masked cells (\"-\") are missing, never zero."}),
                   choiceField("smoothing", {"平滑化", "Smoothing"},
                               {{"maximumLikelihood", {"最尤法", "Maximum likelihood"}},
                                {"moments", {"積率法", "Moments"}},
                                {"none", {"しない", "None"}}}),
                   numberField("rateBase", {"率の単位人口", "People per rate"}, Unit::persons, positive,
                               {"既定 100000。", "100000 unless entered."}),
                   numberField("ratioBase", {"標準化比の基準", "Ratio of the standard"}, Unit::none, positive,
                               {"既定 100（SCR・SMR）。", "100 unless entered (SCR, SMR)."})},
        .run = run,
    };
}

}  // namespace kachi
