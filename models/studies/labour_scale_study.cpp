// Time saved in one procedure carried to hospital, region and nation by volumes and an adoption curve.
#include "models/studies/labour_scale_parts.h"
#include "models/studies/study_definitions.h"

#include <algorithm>
#include <limits>

namespace kachi {

using namespace field_limits;
namespace {

constexpr int mostYears = 50;

std::vector<LabourLevel> readLevels(StudyReader& reader) {
    needRows(reader, "levels");
    std::vector<LabourLevel> levels;
    for (FieldCells& row : reader.rows("levels")) {
        levels.push_back({row.text("name"), row.path(), row.real("procedures"), row.realOr("growth", 0)});
    }
    return levels;
}

/// Shares by year; between years that are given along a straight line, before and after them as the nearest.
/// Issue labourScale.yearTwice.
void readTable(StudyReader& reader, int years, LabourScaleInputs& inputs) {
    needRows(reader, "adoption");
    std::map<int, GivenShare>& given = inputs.given;
    for (FieldCells& row : reader.rows("adoption")) {
        const int year = row.whole("year");
        if (!given.emplace(year, GivenShare{row.real("share"), row.path()}).second) {
            row.refuse("labourScale.yearTwice", "year", std::to_string(year), {});
        }
    }
    if (given.empty()) return;
    for (int year = inputs.startYear; year < inputs.startYear + years; ++year) {
        const auto after = given.lower_bound(year);
        if (after == given.end()) {
            inputs.share.push_back(given.rbegin()->second.share);
        } else if (after == given.begin() || after->first == year) {
            inputs.share.push_back(after->second.share);
        } else {
            const auto before = std::prev(after);
            const double part = static_cast<double>(year - before->first) / (after->first - before->first);
            inputs.share.push_back(before->second.share + part * (after->second.share - before->second.share));
        }
    }
}

ObservedAdoption readObserved(StudyReader& reader, int launch) {
    std::map<int, double> counts;
    for (FieldCells& row : reader.rows("observed")) {
        const int year = row.whole("year");
        if (!counts.emplace(year, row.real("count")).second) {
            row.refuse("labourScale.yearTwice", "year", std::to_string(year), {});
        }
    }
    ObservedAdoption observed;
    for (const auto& [year, count] : counts) {
        observed.years.push_back(year);
        observed.points.push_back({static_cast<double>(year - launch), count});
    }
    return observed;
}

std::optional<AdoptionCurve> readCurve(StudyReader& reader, const std::string& kind, LabourScaleInputs& inputs) {
    if (kind == "bass") return AdoptionCurve{AdoptionFamily::bass, {reader.real("bassP"), reader.real("bassQ")}};
    if (kind == "logistic") {
        return AdoptionCurve{AdoptionFamily::logistic, {reader.real("logisticRate"), reader.real("logisticMiddle")}};
    }
    inputs.observed = readObserved(reader, reader.whole("observedLaunch"));
    if (reader.failed()) return {};
    const AdoptionFamily family = kind == "fittedBass" ? AdoptionFamily::bass : AdoptionFamily::logistic;
    Result<AdoptionFit> fit = fitAdoption(family, inputs.observed.points, "/inputs/observed");
    if (!fit) {
        reader.add(fit.issues());
        return {};
    }
    inputs.fit = std::move(fit.value());
    return inputs.fit->curve;
}

}  // namespace

LabourScaleInputs readLabourScaleInputs(StudyReader& reader) {
    LabourScaleInputs inputs;
    inputs.saved = readSavedTime(reader, "saved");
    inputs.levels = readLevels(reader);
    inputs.startYear = reader.whole("startYear");
    const int years = reader.whole("years");
    if (reader.failed()) return inputs;
    const std::string kind = reader.neededChoice("curve");
    if (kind == "table") {
        readTable(reader, years, inputs);
        return inputs;
    }
    inputs.launchYear = reader.whole("launchYear");
    inputs.ceiling = reader.realOr("ceiling", 1);
    inputs.curve = readCurve(reader, kind, inputs);
    if (reader.failed() || !inputs.curve) return inputs;
    for (int year = 0; year < years; ++year) {
        inputs.share.push_back(inputs.ceiling * inputs.curve->at(inputs.startYear + year - inputs.launchYear));
    }
    return inputs;
}

namespace {

StudyTable yearTable(const LabourScaleInputs& inputs, const LabourFigures& perProcedure) {
    StudyTable table{"years",
                     {"年ごとの効果", "Year by year"},
                     {{"level", {"範囲", "Level"}},
                      {"year", {"年", "Year"}},
                      {"procedures", {"件数", "Procedures"}, Unit::count},
                      {"share", {"導入割合", "Adoption"}, Unit::ratio},
                      {"deviceProcedures", {"機器を用いる件数", "Procedures with the device"}, Unit::count},
                      {"minutesPerProcedure", {"1件当たり削減時間", "Minutes saved, one procedure"}, Unit::minutes},
                      {"hoursSaved", labour_text::hoursSaved, Unit::hours},
                      {"fte", labour_text::fullTimeEquivalents, Unit::fte},
                      {"yenSaved", labour_text::yenSaved, Unit::yen},
                      {"cashableYen", labour_text::cashableYen, Unit::yen},
                      {"releasedHours", labour_text::releasedHours, Unit::hours}},
                     {}};
    for (const LabourLevel& level : inputs.levels) {
        for (std::size_t year = 0; year < inputs.share.size(); ++year) {
            const double procedures = level.proceduresIn(static_cast<int>(year));
            const double withDevice = procedures * inputs.share[year];
            const LabourFigures figures = scaled(perProcedure, withDevice);
            table.rows.push_back({studyCell(level.name),
                                  studyCell(static_cast<double>(inputs.startYear + static_cast<int>(year))),
                                  studyCell(procedures), studyCell(inputs.share[year]), studyCell(withDevice),
                                  studyCell(perProcedure.minutesSaved()), studyCell(figures.hoursSaved()),
                                  studyCell(figures.fullTimeEquivalents), studyCell(figures.yenSaved()),
                                  studyCell(figures.cashableYen), studyCell(figures.releasedHours)});
        }
    }
    return table;
}

/// Ceiling, then the two values of the curve.
Text fittedName(const AdoptionFit& fit, std::size_t parameter) {
    const bool bass = fit.curve.family == AdoptionFamily::bass;
    if (parameter == 0) return {"飽和件数", "Ceiling, procedures a year"};
    if (parameter == 1) return bass ? Text{"革新係数 p", "Innovation p"} : Text{"速さ k", "Rate k"};
    return bass ? Text{"模倣係数 q", "Imitation q"} : Text{"中間時点（開始後年数）", "Middle, years after launch"};
}

double fittedValue(const AdoptionFit& fit, std::size_t parameter) {
    return parameter == 0 ? fit.ceiling : fit.curve.values[parameter - 1];
}

/// The fitted numbers for parameters of the case, with their joint uncertainty.
void offerFit(StudyResult& result, const AdoptionFit& fit) {
    const bool bass = fit.curve.family == AdoptionFamily::bass;
    const std::vector<std::string> keys{"ceiling", bass ? "bassP" : "logisticRate", bass ? "bassQ" : "logisticMiddle"};
    StudyJoint joint{"fit", {"普及曲線の母数", "Parameters of the adoption curve"}, keys, {}};
    for (std::size_t at = 0; at < keys.size(); ++at) {
        result.estimates.push_back(
            normalEstimate(keys[at], fittedName(fit, at), fittedValue(fit, at), fit.standardError(at)));
        joint.covariance.emplace_back(fit.covariance[at].begin(), fit.covariance[at].end());
    }
    result.joints.push_back(std::move(joint));
}

StudyTable fitTable(const LabourScaleInputs& inputs) {
    StudyTable table{"fit",
                     {"普及曲線の当てはめ", "Adoption curve fitted"},
                     {{"parameter", {"母数", "Parameter"}},
                      {"estimate", {"推定値", "Estimate"}},
                      {"standardError", {"標準誤差", "SE"}}},
                     {}};
    const AdoptionFit& fit = *inputs.fit;
    for (std::size_t at = 0; at < 3; ++at) {
        table.rows.push_back(
            {studyCell(fittedName(fit, at)), studyCell(fittedValue(fit, at)), studyCell(fit.standardError(at))});
    }
    table.rows.push_back({studyCell(Text{"残差標準偏差", "Residual SD"}), studyCell(fit.residualDeviation), {}});
    return table;
}

/// Whether one line would lie on the axis of the other: a hospital beside the nation.
bool farApart(const std::vector<ChartSeries>& lines) {
    constexpr double far = 20;
    double least = std::numeric_limits<double>::infinity();
    double highest = 0;
    for (const ChartSeries& line : lines) {
        const auto [low, high] = std::ranges::minmax(line.y);
        if (low <= 0) return false;
        least = std::min(least, high);
        highest = std::max(highest, high);
    }
    return highest > far * least;
}

StudyChart hoursChart(const LabourScaleInputs& inputs, const LabourFigures& perProcedure) {
    PlotChart plot;
    plot.x = {{"年", "Year"}};
    plot.y = {labour_text::hoursSaved, Unit::hours};
    for (const LabourLevel& level : inputs.levels) {
        ChartSeries series{typedName(level.name), ChartMark::line};
        for (std::size_t year = 0; year < inputs.share.size(); ++year) {
            series.x.push_back(static_cast<double>(inputs.startYear) + static_cast<double>(year));
            series.y.push_back(perProcedure.hoursSaved() * level.proceduresIn(static_cast<int>(year)) *
                               inputs.share[year]);
        }
        plot.series.push_back(std::move(series));
    }
    plot.y.logarithmic = farApart(plot.series);
    return {"hours", {"年ごとの削減時間", "Hours saved by year"}, {}, std::move(plot)};
}

StudyChart fitChart(const LabourScaleInputs& inputs) {
    PlotChart plot;
    plot.x = {{"年", "Year"}};
    plot.y = {{"件数", "Procedures"}, Unit::count, false, 0};
    ChartSeries observed{{"実績", "Observed"}, ChartMark::points};
    ChartSeries fitted{{"当てはめ", "Fitted"}, ChartMark::line};
    for (std::size_t at = 0; at < inputs.observed.years.size(); ++at) {
        const double year = inputs.observed.years[at];
        observed.x.push_back(year);
        observed.y.push_back(inputs.observed.points[at].count);
        fitted.x.push_back(year);
        fitted.y.push_back(inputs.fit->fitted[at]);
    }
    plot.series.push_back(std::move(observed));
    plot.series.push_back(std::move(fitted));
    return {"fit", {"普及の実績と当てはめ", "Observed and fitted adoption"}, {}, std::move(plot)};
}

/// Figures of the last year at every level, and the sum over the years of the last level (the widest, as entered).
void addFigures(StudyResult& result, const LabourScaleInputs& inputs, const LabourFigures& perProcedure) {
    const int last = static_cast<int>(inputs.share.size()) - 1;
    const std::string year = std::to_string(inputs.startYear + last);
    for (std::size_t at = 0; at < inputs.levels.size(); ++at) {
        const LabourLevel& level = inputs.levels[at];
        const LabourFigures figures = scaled(perProcedure, level.proceduresIn(last) * inputs.share.back());
        const std::string number = std::to_string(at + 1);
        const auto label = [&](const char* ja, const char* en) {
            return Text{level.name + "・" + year + "年：" + ja, level.name + ", " + year + ": " + en};
        };
        result.figures.push_back(
            headlineFigure("hoursSaved" + number, label("削減時間", "hours saved"), figures.hoursSaved(), Unit::hours));
        result.figures.push_back(headlineFigure("fte" + number, label("常勤換算", "full-time equivalents"),
                                                figures.fullTimeEquivalents, Unit::fte));
        result.figures.push_back(headlineFigure("cashableYen" + number, label("実際に減る人件費", "cashable yen"),
                                                figures.cashableYen, Unit::yenPerYear));
        result.figures.push_back(headlineFigure("releasedHours" + number,
                                                label("他業務に充てられる時間", "hours released"),
                                                figures.releasedHours, Unit::hours));
        const double withDevice = level.proceduresIn(last) * inputs.share.back();
        result.figures.push_back(studyFigure(
            "withDevice" + number, label("機器を用いる件数", "procedures with the device"), withDevice, Unit::count));
    }
    double procedures = 0;
    for (int at = 0; at <= last; ++at) {
        procedures += inputs.levels.back().proceduresIn(at) * inputs.share[static_cast<std::size_t>(at)];
    }
    const std::string& widest = inputs.levels.back().name;
    result.figures.push_back(studyFigure("hoursSavedInAll",
                                         {widest + "：期間の削減時間", widest + ": hours saved in all years"},
                                         perProcedure.hoursSaved() * procedures, Unit::hours));
    result.figures.push_back(studyFigure("cashableYenInAll",
                                         {widest + "：期間に実際に減る人件費", widest + ": cashable yen in all years"},
                                         perProcedure.cashableYen * procedures, Unit::yen));
}

Trace hoursTrace(const LabourScaleInputs& inputs, const LabourFigures& perProcedure, std::size_t at) {
    const LabourLevel& level = inputs.levels[at];
    const int last = static_cast<int>(inputs.share.size()) - 1;
    Trace trace = labourStep("hoursSaved" + std::to_string(at + 1),
                             {level.name + "：最終年の削減時間", level.name + ": hours saved in the last year"},
                             "N × (1 + g)^n × F × Σ minutes / 60",
                             perProcedure.hoursSaved() * level.proceduresIn(last) * inputs.share.back(), Unit::hours);
    const std::string path = "/inputs/levels/" + std::to_string(at);
    trace.inputs = {
        labourInput("N", {"初年の件数", "Procedures of the first year"}, level.procedures, path + "/procedures"),
        labourInput("g", {"件数の伸び", "Growth a year"}, level.growth, path + "/growth"),
        labourInput("n", {"初年からの年数", "Years after the first"}, last),
        labourInput("F", {"導入割合", "Adoption"}, inputs.share.back())};
    for (const SavedTime& time : inputs.saved) {
        trace.inputs.push_back(
            labourInput("minutes", typedName(time.occupation), time.minutes, time.path + "/minutesSaved"));
    }
    return trace;
}

Result<StudyResult> run(StudyReader& reader) {
    const LabourScaleInputs inputs = readLabourScaleInputs(reader);
    if (reader.failed()) return reader.issues();
    const LabourFigures perProcedure = sumOf(inputs.saved);

    StudyResult result;
    addFigures(result, inputs, perProcedure);
    result.tables = {yearTable(inputs, perProcedure), savedTimeTable(inputs.saved), payTable(inputs.saved)};
    result.charts.push_back(hoursChart(inputs, perProcedure));
    if (inputs.fit) {
        result.tables.push_back(fitTable(inputs));
        result.charts.push_back(fitChart(inputs));
        offerFit(result, *inputs.fit);
    }
    for (std::size_t at = 0; at < inputs.levels.size(); ++at) {
        result.traces.push_back(hoursTrace(inputs, perProcedure, at));
    }
    result.methodText = {
        "年の件数 × 導入割合 × 1件当たり削減時間。導入割合はバスモデル F(t) = "
        "(1−e^−(p+q)t)／(1＋(q/p)e^−(p+q)t)、ロジスティック曲線、"
        "年ごとの表、または類似技術の件数に最小二乗法で当てはめた曲線（件数 = 飽和件数 × "
        "F(t)）に、上限の導入割合を乗じたもの。"
        "削減時間は現金化割合の分だけを円で示し、残りは時間で示す。",
        "Procedures of a year × adoption × minutes saved. Adoption is a Bass curve F(t) = (1 − e^−(p+q)t) / (1 + (q/p) "
        "e^−(p+q)t), a logistic curve, a table by year, or a curve fitted by least squares to the counts of a similar "
        "technique (count = ceiling × F(t)), times the highest share of adoption. Only the cashable share of the time "
        "is "
        "shown in yen, the rest in hours."};
    result.references = {
        "Bass FM. A new product growth for model consumer durables. Management Science 1969;15:215-227.",
        "Griliches Z. Hybrid corn: an exploration in the economics of technological change. Econometrica "
        "1957;25:501-522.",
        timeDrivenCosting};
    return result;
}

std::vector<Field> fields() {
    const FieldLimits year{.atLeast = 1900, .atMost = 2200, .whole = true};
    return {
        required(tableField("saved", {"1件当たり削減時間", "Time saved in one procedure"}, savedTimeFields())),
        required(tableField(
            "levels", {"範囲と件数", "Levels and procedures"},
            {required(textField("name", {"範囲", "Level"}, {"病院、地域、全国", "hospital, region, nation"})),
             required(numberField("procedures", {"初年の年間件数", "Procedures of the first year"}, Unit::count,
                                  notNegative)),
             numberField("growth", {"件数の年間の伸び", "Growth of procedures a year"}, Unit::ratio, {.above = -1},
                         {"空欄は 0", "empty: 0"})})),
        required(numberField("startYear", {"初年", "First year"}, Unit::none, year)),
        required(numberField("years", {"年数", "Number of years"}, Unit::years,
                             {.atLeast = 1, .atMost = mostYears, .whole = true})),
        required(
            choiceField("curve", {"普及曲線", "Adoption curve"},
                        {{"bass", {"バスモデル", "Bass"}},
                         {"logistic", {"ロジスティック曲線", "Logistic"}},
                         {"table", {"年ごとの表", "Table by year"}},
                         {"fittedBass", {"実績に当てはめたバスモデル", "Bass fitted to counts"}},
                         {"fittedLogistic", {"実績に当てはめたロジスティック曲線", "Logistic fitted to counts"}}})),
        usedWhen("curve", {"bass", "logistic", "fittedBass", "fittedLogistic"},
                 numberField("launchYear", {"発売年（t = 0）", "Year of launch, t = 0"}, Unit::none, year)),
        usedWhen("curve", {"bass", "logistic", "fittedBass", "fittedLogistic"},
                 numberField("ceiling", {"導入割合の上限", "Highest share of adoption"}, Unit::ratio, share,
                             {"空欄は 1", "empty: 1"})),
        usedWhen("curve", {"bass"}, numberField("bassP", {"革新係数 p", "Innovation p"}, Unit::none, positive)),
        usedWhen("curve", {"bass"}, numberField("bassQ", {"模倣係数 q", "Imitation q"}, Unit::none, notNegative)),
        usedWhen("curve", {"logistic"}, numberField("logisticRate", {"速さ k", "Rate k"}, Unit::none, positive)),
        usedWhen("curve", {"logistic"},
                 numberField("logisticMiddle", {"中間時点（発売後年数）", "Middle, years after launch"}, Unit::years,
                             anyNumber)),
        usedWhen("curve", {"table"},
                 tableField("adoption", {"年ごとの導入割合", "Adoption by year"},
                            {required(numberField("year", {"年", "Year"}, Unit::none, year)),
                             required(numberField("share", {"導入割合", "Share"}, Unit::ratio, share))},
                            {"間の年は直線で補う", "years between lie on a straight line"})),
        usedWhen("curve", {"fittedBass", "fittedLogistic"},
                 tableField("observed", {"類似技術の件数", "Counts of a similar technique"},
                            {required(numberField("year", {"年", "Year"}, Unit::none, year)),
                             required(numberField("count", {"件数", "Procedures"}, Unit::count, notNegative))})),
        usedWhen("curve", {"fittedBass", "fittedLogistic"},
                 numberField("observedLaunch", {"類似技術の開始年（t = 0）", "Launch of the similar technique, t = 0"},
                             Unit::none, year)),
    };
}

}  // namespace

StudyDefinition labourScaleStudy() {
    return {
        .id = "labourScale",
        .group = StudyGroup::labour,
        .name = {"省力化の規模（病院・地域・全国）", "Labour savings at scale"},
        .purpose =
            {"1件当たりの削減時間を、件数と普及曲線によって病院・地域・全国の年ごとの時間・常勤換算・人件費に広げます"
             "。",
             "Carries minutes saved in one procedure to hours, full-time equivalents and yen by year for hospital, "
             "region and nation."},
        .fields = fields(),
        .run = run,
        .overDraws = true,
    };
}

}  // namespace kachi
