// Proportional hazards regression of the time to an event.
#include "models/statistics/cox_regression.h"
#include "models/statistics/reference_distributions.h"
#include "models/studies/regression_parts.h"
#include "models/studies/study_definitions.h"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>
#include <set>

namespace kachi {
namespace {

constexpr std::size_t mostCurvePoints = 200;
constexpr double doubtfulProportionality = 0.05;

struct Inputs {
    CoxData data;
    CoxTies ties = CoxTies::efron;
    bool robust = false;
    std::vector<std::size_t> clusters;
    std::vector<std::string> groupLevels;  ///< of the column compared; its indicators are the first columns
    std::string group;
    std::string stratumColumn;
};

/// Times, events and entries. Issues: survivalData.time, cox.entryNotBeforeTime, regression.notZeroOrOne.
void readTimes(StudyReader& reader, Inputs& inputs, const std::vector<std::size_t>& rows) {
    const std::string time = reader.neededColumn("time");
    const std::string entry = reader.column("entry");
    const std::vector<double> events = zerosAndOnes(reader, reader.neededColumn("event"), rows);
    inputs.data.time = reader.numbers(time, rows);
    inputs.data.event.assign(events.begin(), events.end());
    inputs.data.entry = reader.numbers(entry, rows);
    for (std::size_t index = 0; index < rows.size(); ++index) {
        if (inputs.data.time[index] < 0) reader.refuseCell("survivalData.time", rows[index], time, "≥ 0");
        const bool late = !entry.empty() && inputs.data.entry[index] > 0;
        if (late && inputs.data.entry[index] >= inputs.data.time[index]) {
            reader.refuseCell("cox.entryNotBeforeTime", rows[index], entry, numberText(inputs.data.time[index]));
        }
    }
}

Inputs readInputs(StudyReader& reader) {
    Inputs inputs;
    inputs.ties = chosen(coxTiesNames, reader.choiceOr("ties", "efron"));
    inputs.group = reader.column("group");
    inputs.stratumColumn = reader.column("strata");
    const std::string weights = reader.column("weights");
    const std::string cluster = reader.column("cluster");
    inputs.robust = reader.yes("robust") || !weights.empty() || !cluster.empty();
    std::vector<std::string> needed = covariateColumns(reader);
    if (inputs.group.empty() && needed.empty()) reader.refuse("field.missing", "covariates", {}, {});
    needed.insert(needed.end(), {reader.neededColumn("time"), reader.neededColumn("event"), reader.column("entry"),
                                 inputs.group, inputs.stratumColumn, weights, cluster});
    if (reader.failed()) return inputs;
    const std::vector<std::size_t> rows = reader.completeRows(needed);
    if (reader.failed()) return inputs;

    readTimes(reader, inputs, rows);
    std::vector<DesignColumn> columns;
    if (!inputs.group.empty()) {
        inputs.groupLevels = levelsOf(reader, inputs.group, rows);
        if (const std::string reference = reader.text("reference"); !reference.empty()) {
            const auto found = std::ranges::find(inputs.groupLevels, reference);
            if (found == inputs.groupLevels.end()) {
                reader.refuse("regression.unknownGroup", "reference", reference, inputs.groupLevels.front());
                return inputs;
            }
            std::rotate(inputs.groupLevels.begin(), found, found + 1);
        }
        if (inputs.groupLevels.size() < 2) {
            reader.refuse("studies.constantColumn", "group", inputs.group, inputs.groupLevels.front());
            return inputs;
        }
        const std::vector<std::string> cells = groupNames(reader, inputs.group, rows);
        for (std::size_t level = 1; level < inputs.groupLevels.size(); ++level) {
            columns.push_back({inputs.group + "=" + inputs.groupLevels[level], {}});
            for (const std::string& cell : cells) {
                columns.back().values.push_back(cell == inputs.groupLevels[level] ? 1 : 0);
            }
        }
    }
    for (DesignColumn& column : covariateDesign(reader, rows)) columns.push_back(std::move(column));
    inputs.data.design.resize(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(columns.size()));
    for (std::size_t column = 0; column < columns.size(); ++column) {
        inputs.data.names.push_back(columns[column].name);
        inputs.data.design.col(static_cast<Eigen::Index>(column)) = vectorOf(columns[column].values);
    }
    inputs.data.stratum = groupNumbers(reader, inputs.stratumColumn, rows);
    inputs.data.weights = reader.numbers(weights, rows);
    for (std::size_t index = 0; index < inputs.data.weights.size(); ++index) {
        if (inputs.data.weights[index] <= 0) reader.refuseCell("regression.notPositive", rows[index], weights, "0");
    }
    inputs.clusters = groupNumbers(reader, cluster, rows);
    return inputs;
}

void addTests(StudyResult& result, const Inputs& inputs, const CoxFit& fit, const Coefficients& coefficients) {
    const auto degrees = static_cast<double>(coefficients.names.size());
    result.figures.push_back(studyFigure("rows", {"解析対象の行数", "Rows analysed"},
                                         static_cast<double>(inputs.data.time.size()), Unit::count));
    result.figures.push_back(
        studyFigure("events", {"イベント数", "Events"}, static_cast<double>(fit.events), Unit::count));
    result.figures.push_back(
        studyFigure("logLikelihood", {"部分対数尤度", "Partial log-likelihood"}, fit.logLikelihood));
    StudyTable table{"tests",
                     {"モデル全体の検定", "Tests of the whole model"},
                     {{"test", {"検定", "Test"}},
                      {"statistic", {"χ²", "χ²"}},
                      {"degrees", {"自由度", "Degrees of freedom"}},
                      {"pValue", {"p 値", "p value"}}},
                     {}};
    const auto addRow = [&](const Text& name, double statistic) {
        table.rows.push_back({studyCell(name), studyCell(statistic), studyCell(degrees),
                              studyCell(upperChiSquared(statistic, degrees))});
    };
    if (!inputs.robust) {  // neither is valid where the variance must be robust
        addRow({"尤度比", "Likelihood ratio"}, fit.likelihoodRatioTest);
        addRow({"スコア", "Score"}, fit.scoreTest);
    }
    addRow({"Wald", "Wald"}, coefficients.values.dot(coefficients.covariance.ldlt().solve(coefficients.values)));
    result.tables.push_back(std::move(table));
}

void addProportionality(StudyResult& result, const Inputs& inputs, const CoxFit& fit) {
    const CoxProportionality test = coxProportionality(inputs.data, fit, ProportionalityTime::kaplanMeier);
    StudyTable table{"proportionality",
                     {"比例ハザード性の検定", "Test of proportional hazards"},
                     {{"term", {"項", "Term"}},
                      {"statistic", {"χ²", "χ²"}},
                      {"degrees", {"自由度", "Degrees of freedom"}},
                      {"pValue", {"p 値", "p value"}}},
                     {}};
    const auto addRow = [&](const Text& name, double statistic, double degrees) {
        if (!std::isfinite(statistic)) {  // one event time: nothing can change with time
            table.rows.push_back({studyCell(name), {}, studyCell(degrees), {}});
            return;
        }
        const double p = upperChiSquared(statistic, degrees);
        table.rows.push_back({studyCell(name), studyCell(statistic), studyCell(degrees), studyCell(p)});
        if (p < doubtfulProportionality) {
            result.notes.push_back({"cox.notProportional",
                                    Severity::warning,
                                    "/inputs/covariates",
                                    name.en,
                                    numberText(doubtfulProportionality),
                                    {{"p", numberText(p)}}});
        }
    };
    for (std::size_t column = 0; column < inputs.data.names.size(); ++column) {
        addRow({inputs.data.names[column], inputs.data.names[column]}, test.chiSquared[column], 1);
    }
    addRow({"全体", "Global"}, test.globalChiSquared, static_cast<double>(inputs.data.names.size()));
    result.tables.push_back(std::move(table));
}

/// Times at which curves are drawn: 0 and those of events, thinned evenly.
std::vector<double> curveTimes(const CoxData& data) {
    std::set<double> events;
    for (std::size_t row = 0; row < data.time.size(); ++row) {
        if (data.event[row] && data.time[row] > 0) events.insert(data.time[row]);
    }
    const std::vector<double> all(events.begin(), events.end());
    std::vector<double> times{0};
    const std::size_t count = std::min(all.size(), mostCurvePoints);
    for (std::size_t index = 1; index <= count; ++index) times.push_back(all[index * all.size() / count - 1]);
    return times;
}

/// Survival averaged over the covariates of all rows, everybody set to one group after the other.
void addCurves(StudyResult& result, const Inputs& inputs, const CoxFit& fit) {
    const CoxData& data = inputs.data;
    const std::vector<CoxBaseline> baselines = coxBaseline(data, fit);
    const auto groupColumns = static_cast<Eigen::Index>(inputs.groupLevels.empty() ? 0 : inputs.groupLevels.size() - 1);
    const Eigen::Index others = data.design.cols() - groupColumns;
    const Eigen::VectorXd base = data.design.rightCols(others) * fit.coefficients.tail(others);
    const std::vector<double> times = curveTimes(data);
    PlotChart chart;
    chart.x.label = {"時間", "Time"};
    chart.y = {{"調整生存率", "Adjusted survival"}, Unit::probability, false, 0, 1};
    StudyTable table{"survival", {"調整生存率", "Adjusted survival"}, {{"time", {"時間", "Time"}}}, {}};
    for (const double time : times) table.rows.push_back({studyCell(time)});
    for (Eigen::Index level = 0; level <= groupColumns; ++level) {
        const std::string name =
            inputs.groupLevels.empty() ? std::string() : inputs.groupLevels[static_cast<std::size_t>(level)];
        const double shift = level == 0 ? 0 : fit.coefficients[level - 1];
        ChartSeries series{name.empty() ? Text{"全体", "All"} : Text{name, name}, ChartMark::step};
        for (std::size_t point = 0; point < times.size(); ++point) {
            std::vector<double> hazards;
            for (const CoxBaseline& baseline : baselines) hazards.push_back(baseline.hazardAt(times[point]));
            double sum = 0;
            double weights = 0;
            for (std::size_t row = 0; row < data.time.size(); ++row) {
                const double weight = data.weights.empty() ? 1 : data.weights[row];
                const double hazard = hazards[data.stratum.empty() ? 0 : data.stratum[row]];
                sum += weight * std::exp(-hazard * std::exp(base[static_cast<Eigen::Index>(row)] + shift));
                weights += weight;
            }
            series.x.push_back(times[point]);
            series.y.push_back(sum / weights);
            table.rows[point].push_back(studyCell(sum / weights));
        }
        table.columns.push_back({name.empty() ? "all" : name, series.name, Unit::probability});
        chart.series.push_back(std::move(series));
    }
    result.tables.push_back(std::move(table));
    result.charts.push_back(
        {"survival",
         {"調整生存曲線", "Adjusted survival curves"},
         {"全員の共変量について平均した予測生存率", "Predicted survival averaged over all covariates"},
         std::move(chart)});
}

Text methodOf(const Inputs& inputs) {
    const bool efron = inputs.ties == CoxTies::efron;
    Text text{"Cox 比例ハザード回帰（同時点イベントは ", "Cox proportional hazards regression (ties after "};
    text.ja += std::string(efron ? "Efron" : "Breslow") + " 法";
    text.en += efron ? "Efron" : "Breslow";
    if (!inputs.stratumColumn.empty()) {
        text.ja += "、" + inputs.stratumColumn + " で層別";
        text.en += ", stratified by " + inputs.stratumColumn;
    }
    if (!inputs.data.entry.empty()) {
        text.ja += "、遅延登録を考慮";
        text.en += ", delayed entry";
    }
    text.ja += "）を用いた。";
    text.en += "). ";
    if (inputs.robust) {
        text.ja += "分散は Lin–Wei の頑健推定量による。";
        text.en += "Variances are Lin and Wei's robust ones. ";
    }
    text.ja +=
        "比例ハザード性は 1−Kaplan–Meier "
        "を時間尺度とするスコア検定で確かめた。調整生存曲線は全員の共変量についての平均である。"
        "欠測のある行は除いた。";
    text.en +=
        "Proportional hazards were tested by score tests over 1 − Kaplan–Meier. Adjusted curves are averages "
        "over everybody's covariates. Rows with missing values were left out.";
    return text;
}

Result<StudyResult> run(StudyReader& reader) {
    const Inputs inputs = readInputs(reader);
    if (reader.failed()) return reader.issues();
    const auto fit = fitCox(inputs.data, inputs.ties, reader.path() + "/data");
    if (!fit) return fit.issues();
    const Coefficients coefficients{
        inputs.data.names,
        fit->coefficients,
        inputs.robust ? coxRobustCovariance(inputs.data, *fit, inputs.clusters) : fit->covariance,
        {},
        {"ハザード比", "Hazard ratio"}};
    StudyResult result;
    const std::string& first = coefficients.names.front();
    addEffectFigures(result, coefficients, 0,
                     inputs.groupLevels.size() == 2 ? Text{"ハザード比", "Hazard ratio"}
                                                    : Text{"ハザード比：" + first, "Hazard ratio of " + first});
    addTests(result, inputs, *fit, coefficients);
    addCoefficients(result, coefficients);
    addProportionality(result, inputs, *fit);
    addCurves(result, inputs, *fit);
    result.methodText = methodOf(inputs);
    result.references = {
        "Cox DR. Regression models and life-tables. J R Stat Soc B 1972;34:187-220.",
        "Efron B. The efficiency of Cox's likelihood function for censored data. JASA 1977;72:557-565.",
        "Grambsch PM, Therneau TM. Proportional hazards tests and diagnostics based on weighted residuals. Biometrika "
        "1994;81:515-526.",
        "Lin DY, Wei LJ. The robust inference for the Cox proportional hazards model. JASA 1989;84:1074-1078."};
    return result;
}

}  // namespace

StudyDefinition coxStudy() {
    std::vector<Field> fields{
        required(
            dataField("data", {"データ", "Data"}, {"1行に1人（または1観察区間）", "One row per person or interval"})),
        required(columnField("time", {"時間の列", "Column of time"})),
        required(columnField("event", {"イベントの列", "Column of events"},
                             {"1 イベント、0 打切り", "1 event, 0 censored"})),
        columnField("group", {"比べる群の列", "Column of groups compared"}),
        textField("reference", {"対照とする群", "Reference group"},
                  {"空欄なら小さい方（または辞書順で先）", "Empty: the lower, or first in order"})};
    for (Field& field : covariateFields({"共変量", "Covariates"})) fields.push_back(std::move(field));
    const std::vector<Field> options{
        columnField("entry", {"観察開始の列（遅延登録）", "Column of entry times (delayed entry)"}),
        columnField("strata", {"層の列", "Column of strata"}),
        columnField("weights", {"重みの列", "Column of weights"}),
        columnField("cluster", {"クラスターの列", "Column of clusters"}),
        yesNoField("robust", {"頑健な標準誤差", "Robust standard errors"},
                   {"重みまたはクラスターがあれば常に頑健", "Always with weights or clusters"}),
        choiceField("ties", {"同時点イベントの扱い", "Ties"},
                    {{"efron", {"Efron", "Efron"}}, {"breslow", {"Breslow", "Breslow"}}})};
    fields.insert(fields.end(), options.begin(), options.end());
    return {
        .id = "cox",
        .group = StudyGroup::evidence,
        .name = {"Cox 回帰", "Cox regression"},
        .purpose = {"イベントまでの時間への効果を、共変量を調整したハザード比で推定します。",
                    "Estimates effects on the time to an event as hazard ratios adjusted for covariates."},
        .fields = std::move(fields),
        .run = run,
    };
}

}  // namespace kachi
