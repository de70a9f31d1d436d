// Learning curve: how the time of a procedure falls with experience, to its plateau.
#include "models/statistics/learning_curve.h"

#include "models/studies/study_definitions.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace kachi {
namespace {

using namespace field_limits;

std::vector<Field> fields() {
    return {
        required(dataField("data", {"データ", "Data"}, {"1行が1症例。", "One row per case."})),
        required(columnField("number", {"症例番号", "Case number"},
                             {"術者ごとに1から数えた順番。", "Order of the case, counted from 1 for every operator."})),
        required(columnField("time", {"時間（分）", "Time (minutes)"})),
        columnField("group", {"術者", "Operator"},
                    {"指定すると、全体のほか、術者ごとにも当てはめます。",
                     "With it, a curve is fitted for every operator as well."}),
        choiceField("form", {"曲線", "Curve"},
                    {{"plateau", {"プラトーのあるべき乗", "power law with plateau"}},
                     {"power", {"べき乗（プラトーなし）", "power law without plateau"}},
                     {"logPower", {"べき乗（対数の直線）", "power law, straight line of logarithms"}}},
                    {"空ならプラトーのあるべき乗。", "Power law with plateau when empty."}),
        usedWhen("form", {"", "plateau"},
                 numberField("share", {"プラトーへの近さ", "Closeness to the plateau"}, Unit::ratio, positive,
                             {"時間がプラトーの何割以内になるまでの症例数。空なら0.1。",
                              "Cases until the time is within this share of the plateau. 0.1 when empty."})),
    };
}

struct Cases {
    std::string group;  ///< empty: all
    std::vector<double> numbers;
    std::vector<double> times;
    std::optional<LearningCurve> curve = {};
};

StudyTable parameterTable(const std::vector<Cases>& fitted, double share) {
    StudyTable table{"curves",
                     {"学習曲線の母数", "Parameters of the learning curve"},
                     {{"group", {"術者", "Operator"}},
                      {"parameter", {"母数", "Parameter"}},
                      {"estimate", {"推定値", "Estimate"}},
                      {"standardError", {"標準誤差", "SE"}},
                      {"low", {"95 %下限", "95 % low"}},
                      {"high", {"95 %上限", "95 % high"}}},
                     {}};
    for (const Cases& cases : fitted) {
        const Text group = cases.group.empty() ? Text{"全体", "All"} : Text{cases.group, cases.group};
        const auto add = [&](const Text& name, const LearningCurveParameter& parameter) {
            table.rows.push_back({studyCell(group), studyCell(name), studyCell(parameter.value),
                                  studyCell(parameter.standardError), studyCell(parameter.low),
                                  studyCell(parameter.high)});
        };
        const LearningCurve& curve = *cases.curve;
        if (curve.plateau) add({"プラトー c（分）", "plateau c (min)"}, *curve.plateau);
        add({"1例目の上乗せ a（分）", "gain at the first case a (min)"}, curve.gain);
        add({"指数 b", "exponent b"}, curve.exponent);
        add({"学習率 2^(−b)", "learning rate 2^(−b)"}, curve.learningRate);
        table.rows.push_back({studyCell(group),
                              studyCell(Text{"プラトーまでの症例数", "cases to the plateau"}),
                              studyCell(curve.casesToPlateau(share)),
                              {},
                              {},
                              {}});
    }
    return table;
}

StudyChart curveChart(const Cases& all) {
    constexpr int points = 100;
    PlotChart plot;
    plot.x = {{"症例番号", "Case number"}, Unit::count, false, {}, {}};
    plot.y = {{"時間", "Time"}, Unit::minutes, false, {}, {}};
    ChartSeries observed;
    observed.name = {"測定", "observed"};
    observed.mark = ChartMark::points;
    observed.x = all.numbers;
    observed.y = all.times;
    ChartSeries fitted;
    fitted.name = {"学習曲線", "learning curve"};
    const auto [low, high] = std::ranges::minmax(all.numbers);
    for (int i = 0; i <= points; ++i) {
        fitted.x.push_back(low + (high - low) * i / points);
        fitted.y.push_back(all.curve->at(fitted.x.back()));
    }
    plot.series = {observed, fitted};
    if (all.curve->plateau) plot.horizontals = {{{"プラトー", "plateau"}, all.curve->plateau->value}};
    return {"curve", {"学習曲線", "Learning curve"}, {}, plot};
}

StudyFigure parameterFigure(const std::string& key, const Text& label, const LearningCurveParameter& parameter,
                            Unit unit) {
    StudyFigure figure = studyFigure(key, label, parameter.value, parameter.low, parameter.high, unit);
    figure.standardError = parameter.standardError;
    return figure;
}

void addFigures(const LearningCurve& curve, double share, StudyResult& result) {
    const auto add = [&](StudyFigure figure) { result.figures.push_back(std::move(figure)); };
    add(studyFigure("observations", {"症例数", "Cases"}, static_cast<double>(curve.observations), Unit::count));
    if (curve.plateau) add(parameterFigure("plateau", {"プラトー", "Plateau"}, *curve.plateau, Unit::minutes));
    add(parameterFigure("gain", {"1例目の上乗せ", "Gain at the first case"}, curve.gain, Unit::minutes));
    add(parameterFigure("exponent", {"指数 b", "Exponent b"}, curve.exponent, Unit::none));
    add(parameterFigure("learningRate", {"学習率", "Learning rate"}, curve.learningRate, Unit::ratio));
    add(studyFigure("firstCase", {"1例目の時間", "Time of the first case"}, curve.at(1), Unit::minutes));
    add(studyFigure("residualStandardDeviation", {"残差標準偏差", "Residual SD"}, curve.residualStandardDeviation));
    StudyFigure cases;
    cases.key = "casesToPlateau";
    cases.label = {"プラトーまでの症例数", "Cases to the plateau"};
    cases.unit = Unit::count;
    cases.value = curve.casesToPlateau(share);
    if (!cases.value) {
        cases.state = {"正のプラトーへ下がる曲線でないため求めません",
                       "not defined: the curve does not fall to a plateau above 0"};
    }
    add(std::move(cases));
}

void addEstimates(const LearningCurve& curve, StudyResult& result) {
    std::vector<std::string> keys;
    const auto add = [&](const char* key, const Text& label, const LearningCurveParameter& parameter, Unit unit) {
        result.estimates.push_back(normalEstimate(key, label, parameter.value, parameter.standardError, unit));
        keys.push_back(key);
    };
    if (curve.plateau) add("plateau", {"プラトー", "Plateau"}, *curve.plateau, Unit::minutes);
    if (curve.form == LearningCurveForm::logPower) {
        StudyEstimate gain = ratioEstimate("gain", {"1例目の時間", "Time of the first case"},
                                           std::log(curve.gain.value), curve.gain.standardError / curve.gain.value);
        gain.unit = Unit::minutes;
        result.estimates.push_back(std::move(gain));
    } else {
        add("gain", {"1例目の上乗せ", "Gain at the first case"}, curve.gain, Unit::minutes);
    }
    add("exponent", {"指数 b", "Exponent b"}, curve.exponent, Unit::none);
    if (curve.form != LearningCurveForm::logPower) {
        result.joints.push_back({"curve", {"学習曲線の母数", "Parameters of the curve"}, keys, curve.covariance});
    }
}

std::vector<Cases> casesOf(StudyReader& reader, const std::string& number, const std::string& time,
                           const std::string& group) {
    const std::vector<std::size_t> rows = reader.completeRows({number, time, group});
    const std::vector<double> numbers = reader.numbers(number, rows);
    const std::vector<double> times = reader.numbers(time, rows);
    const std::vector<std::string> groups = reader.words(group, rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (numbers[i] < 1) reader.refuseCell("learningCurve.badNumberCell", rows[i], number, "1");
        if (times[i] < 0) reader.refuseCell("timeStudy.negativeTime", rows[i], time, {});
    }
    std::map<std::string, Cases> byGroup;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        Cases& cases = byGroup.try_emplace(groups[i], Cases{groups[i], {}, {}, {}}).first->second;
        cases.numbers.push_back(numbers[i]);
        cases.times.push_back(times[i]);
    }
    std::vector<Cases> all;
    all.push_back({{}, numbers, times, {}});
    for (auto& [name, cases] : byGroup) all.push_back(std::move(cases));
    return all;
}

Result<StudyResult> run(StudyReader& reader) {
    const std::string number = reader.neededColumn("number");
    const std::string time = reader.neededColumn("time");
    const std::string group = reader.column("group");
    const std::string formName = reader.choiceOr("form", "plateau");
    const double share = reader.realOr("share", 0.1);
    if (reader.failed()) return reader.issues();
    std::vector<Cases> all = casesOf(reader, number, time, group);
    if (reader.failed()) return reader.issues();

    const LearningCurveForm form = formName == "plateau" ? LearningCurveForm::plateau
                                   : formName == "power" ? LearningCurveForm::power
                                                         : LearningCurveForm::logPower;
    StudyResult result;
    std::vector<Cases> fitted;
    for (Cases& cases : all) {
        const auto curve = fitLearningCurve(cases.numbers, cases.times, form);
        if (curve) {
            cases.curve = *curve;
            fitted.push_back(cases);
            continue;
        }
        Issues faults = curve.issues();
        const bool whole = cases.group.empty();
        for (Issue& fault : faults) {
            fault.where = "/inputs/data" + (whole ? std::string() : " " + cases.group);
            if (!whole) fault.severity = Severity::warning;
        }
        if (whole) return faults;
        append(result.notes, faults);
    }
    const LearningCurve& whole = *fitted.front().curve;
    if (whole.gain.value * whole.exponent.value < 0) {
        result.notes.push_back(
            {"learningCurve.rising", Severity::warning, "/inputs/data", numberText(whole.learningRate.value), {}, {}});
    }
    addFigures(whole, share, result);
    result.tables = {parameterTable(fitted, share)};
    result.charts = {curveChart(fitted.front())};
    addEstimates(whole, result);
    result.methodText = {
        "時間を症例番号 n の曲線（プラトーあり t = c + a n^(−b)、なし t = a "
        "n^(−b)）に最小二乗法で当てはめた。区間は解での傾きによる t "
        "分布の95 %信頼区間。学習率 2^(−b) は症例数が2倍になるごとに上乗せが何倍になるかを表す。",
        "Times were fitted to a curve of the case number n (t = c + a n^(−b) with plateau, t = a n^(−b) without) by "
        "least "
        "squares; 95 % intervals use the slopes at the solution and Student's t. The learning rate 2^(−b) is the "
        "factor "
        "of the part above the plateau for every doubling of cases."};
    result.references = {
        "Wright TP. Factors affecting the cost of airplanes. J Aeronaut Sci 1936;3:122-128.",
        "Ramsay CR et al. Statistical assessment of the learning curves of health technologies. Health Technol Assess "
        "2001;5(12)."};
    return result;
}

}  // namespace

StudyDefinition learningCurveStudy() {
    return {
        .id = "learningCurve",
        .group = StudyGroup::labour,
        .name = {"学習曲線", "Learning curve"},
        .purpose = {"症例を重ねるにつれて手技時間がどう短くなり、何例で落ち着くかを求めます。",
                    "Shows how the time of a procedure falls with experience, and after how many cases it settles."},
        .fields = fields(),
        .run = run,
    };
}

}  // namespace kachi
