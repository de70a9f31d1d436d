// EQ-5D-5L answers to utilities by a published value set, described and compared by arm and visit.
#include "models/statistics/reference_distributions.h"
#include "models/statistics/reported_level.h"
#include "models/statistics/summary.h"
#include "models/studies/regression_parts.h"
#include "models/studies/study_definitions.h"
#include "models/studies/utilities_parts.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace kachi {
namespace {

struct Dimension {
    const char* key;
    Text label;
};

const Dimension dimensions[] = {{"mobility", {"移動の程度", "Mobility"}},
                                {"selfCare", {"身の回りの管理", "Self-care"}},
                                {"usualActivities", {"ふだんの活動", "Usual activities"}},
                                {"pain", {"痛み／不快感", "Pain/discomfort"}},
                                {"anxiety", {"不安／ふさぎ込み", "Anxiety/depression"}}};

/// Names in the order in which they should be shown: numbers ascending, words as they appear.
std::vector<std::string> shownOrder(StudyReader& reader, const std::string& column,
                                    const std::vector<std::size_t>& rows) {
    if (column.empty()) return {""};
    if (reader.isNumeric(column)) return levelsOf(reader, column, rows);
    std::vector<std::string> names;
    for (const std::string& word : reader.words(column, rows)) {
        if (std::ranges::find(names, word) == names.end()) names.push_back(word);
    }
    return names;
}

/// Moves the name that a cell asks for to the front.
void putFirst(StudyReader& reader, const std::string& key, std::vector<std::string>& names) {
    const std::string wanted = reader.text(key);
    if (wanted.empty()) return;
    const auto found = std::ranges::find(names, wanted);
    if (found == names.end()) {
        std::string all;
        for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
        reader.refuse("regression.unknownGroup", key, wanted, all);
        return;
    }
    std::rotate(names.begin(), found, found + 1);
}

/// One profile per row, from one column of five digits or from five columns. Issue per cell: utilities.invalidProfile,
/// utilities.invalidLevel.
std::vector<Eq5dProfile> readProfiles(StudyReader& reader, const std::vector<std::string>& columns,
                                      const std::vector<std::size_t>& rows) {
    std::vector<Eq5dProfile> profiles(rows.size());
    for (std::size_t column = 0; column < columns.size(); ++column) {
        const std::vector<std::string> words = reader.words(columns[column], rows);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const bool whole = columns.size() == 1;
            const auto profile = eq5dProfile(whole ? words[row] : "1111" + words[row]);
            if (!profile) {
                reader.refuseCell(whole ? "utilities.invalidProfile" : "utilities.invalidLevel", rows[row],
                                  columns[column], whole ? "11111 – 55555" : "1 – 5");
            } else if (whole) {
                profiles[row] = *profile;
            } else {
                profiles[row][column] = profile->back();
            }
        }
    }
    return profiles;
}

UtilityInputs readInputs(StudyReader& reader) {
    UtilityInputs inputs;
    const std::string valueSet = reader.choiceOr("valueSet", eq5dValueSets[0].id);
    for (const Eq5dValueSet& candidate : eq5dValueSets) {
        if (valueSet == candidate.id) inputs.values = &candidate;
    }
    std::vector<std::string> profileColumns;
    if (reader.has("profile")) {
        profileColumns.push_back(reader.column("profile"));
    } else {
        for (const Dimension& dimension : dimensions) profileColumns.push_back(reader.neededColumn(dimension.key));
    }
    const std::string subject = reader.column("subject");
    const std::string arm = reader.column("arm");
    const std::string visit = reader.column("visit");
    if (reader.failed()) return inputs;
    std::vector<std::string> needed = profileColumns;
    needed.insert(needed.end(), {subject, arm, visit});
    const std::vector<std::size_t> rows = reader.completeRows(needed);
    if (reader.failed()) return inputs;

    inputs.hasSubjects = !subject.empty();
    inputs.arms = shownOrder(reader, arm, rows);
    inputs.visits = shownOrder(reader, visit, rows);
    putFirst(reader, "reference", inputs.arms);
    putFirst(reader, "baseline", inputs.visits);
    const std::vector<Eq5dProfile> profiles = readProfiles(reader, profileColumns, rows);
    const std::vector<std::string> subjects = groupNames(reader, subject, rows);
    const std::vector<std::string> arms = groupNames(reader, arm, rows);
    const std::vector<std::string> visits = groupNames(reader, visit, rows);
    if (reader.failed()) return inputs;
    std::map<std::pair<std::string, std::string>, std::size_t> seen;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        UtilityAnswer answer{inputs.hasSubjects ? subjects[row] : std::string(),
                             arm.empty() ? std::string() : arms[row], visit.empty() ? std::string() : visits[row],
                             profiles[row], eq5dUtility(*inputs.values, profiles[row])};
        if (inputs.hasSubjects && !seen.try_emplace({answer.subject, answer.visit}, row).second) {
            reader.refuseCell("utilities.duplicateVisit", rows[row], subject, answer.visit);
        }
        inputs.answers.push_back(std::move(answer));
    }
    return inputs;
}

/// Mean with Student's interval, as far as the sample allows.
struct MeanCells {
    std::optional<double> mean = {};
    std::optional<double> deviation = {};
    std::optional<double> error = {};
    std::optional<double> low = {};
    std::optional<double> high = {};
};

MeanCells meanCells(const std::vector<double>& values) {
    MeanCells cells;
    if (values.empty()) return cells;
    cells.mean = sampleMean(values);
    if (values.size() < 2) return cells;
    const auto count = static_cast<double>(values.size());
    cells.deviation = sampleStandardDeviation(values);
    cells.error = *cells.deviation / std::sqrt(count);
    const double width = studentTQuantile(0.5 + reportedLevel / 2, count - 1) * *cells.error;
    cells.low = *cells.mean - width;
    cells.high = *cells.mean + width;
    return cells;
}

void addSummary(StudyResult& result, const UtilityInputs& inputs) {
    StudyTable table{"utilities",
                     {"効用値（群・時点別）", "Utilities by arm and visit"},
                     {{"arm", {"群", "Arm"}},
                      {"visit", {"時点", "Visit"}},
                      {"count", {"n", "n"}, Unit::count},
                      {"mean", {"平均", "Mean"}, Unit::utility},
                      {"standardDeviation", {"標準偏差", "SD"}},
                      {"standardError", {"標準誤差", "SE"}},
                      {"low", {"95 %下限", "95 % low"}, Unit::utility},
                      {"high", {"95 %上限", "95 % high"}, Unit::utility},
                      {"median", {"中央値", "Median"}, Unit::utility},
                      {"minimum", {"最小", "Minimum"}, Unit::utility},
                      {"maximum", {"最大", "Maximum"}, Unit::utility},
                      {"fullHealth", {"11111 の割合", "Share in 11111"}, Unit::probability}},
                     {}};
    BarChart bars;
    bars.value = {{"効用値", "Utility"}, Unit::utility};
    bars.categoryLabel = {"時点", "Visit"};
    for (const std::string& visit : inputs.visits) bars.categories.push_back({visit, visit});
    for (const std::string& arm : inputs.arms) {
        ChartBars series{{arm.empty() ? "全体" : arm, arm.empty() ? "All" : arm}};
        bool everyVisit = true;
        for (const std::string& visit : inputs.visits) {
            std::vector<double> values;
            double full = 0;
            for (const UtilityAnswer& answer : inputs.answers) {
                if (answer.arm != arm || answer.visit != visit) continue;
                values.push_back(answer.utility);
                full += answer.profile == Eq5dProfile{1, 1, 1, 1, 1} ? 1 : 0;
            }
            const MeanCells cells = meanCells(values);
            std::vector<StudyValue> row{
                studyCell(arm),        studyCell(visit),           studyCell(static_cast<double>(values.size())),
                studyCell(cells.mean), studyCell(cells.deviation), studyCell(cells.error),
                studyCell(cells.low),  studyCell(cells.high)};
            if (values.empty()) {
                row.resize(table.columns.size());
            } else {
                for (const double probability : {0.5, 0.0, 1.0}) {
                    row.push_back(studyCell(sampleQuantile(values, probability)));
                }
                row.push_back(studyCell(full / static_cast<double>(values.size())));
            }
            table.rows.push_back(std::move(row));
            everyVisit = everyVisit && !values.empty();
            series.values.push_back(cells.mean.value_or(0));
            series.low.push_back(cells.low.value_or(cells.mean.value_or(0)));
            series.high.push_back(cells.high.value_or(cells.mean.value_or(0)));
            if (!cells.error) continue;
            result.estimates.push_back(normalEstimate(utilityKey("utility", arm, visit),
                                                      {"効用値 " + arm + " " + visit, "utility " + arm + " " + visit},
                                                      *cells.mean, *cells.error, Unit::utility));
        }
        if (everyVisit) bars.series.push_back(std::move(series));
    }
    result.tables.push_back(std::move(table));
    result.charts.push_back({"utilities",
                             {"時点別の効用値", "Utilities by visit"},
                             {"平均と95 %信頼区間", "Means with 95 % confidence intervals"},
                             std::move(bars)});
}

/// Utilities of one visit beside those of the baseline, of the subjects that have both.
struct Pairs {
    std::vector<double> baseline;
    std::vector<double> later;
    std::vector<std::string> arms;
};

Pairs pairsOf(const UtilityInputs& inputs, const std::string& visit) {
    std::map<std::string, double> baseline;
    for (const UtilityAnswer& answer : inputs.answers) {
        if (answer.visit == inputs.visits.front()) baseline[answer.subject] = answer.utility;
    }
    Pairs pairs;
    for (const UtilityAnswer& answer : inputs.answers) {
        const auto found = baseline.find(answer.subject);
        if (answer.visit != visit || found == baseline.end()) continue;
        pairs.baseline.push_back(found->second);
        pairs.later.push_back(answer.utility);
        pairs.arms.push_back(answer.arm);
    }
    return pairs;
}

void addChanges(StudyResult& result, const UtilityInputs& inputs) {
    StudyTable table{"changes",
                     {"ベースラインからの変化", "Change from baseline"},
                     {{"arm", {"群", "Arm"}},
                      {"visit", {"時点", "Visit"}},
                      {"count", {"n", "n"}, Unit::count},
                      {"mean", {"変化の平均", "Mean change"}, Unit::utility},
                      {"standardDeviation", {"標準偏差", "SD"}},
                      {"low", {"95 %下限", "95 % low"}, Unit::utility},
                      {"high", {"95 %上限", "95 % high"}, Unit::utility}},
                     {}};
    for (std::size_t visit = 1; visit < inputs.visits.size(); ++visit) {
        const Pairs pairs = pairsOf(inputs, inputs.visits[visit]);
        for (const std::string& arm : inputs.arms) {
            std::vector<double> changes;
            for (std::size_t row = 0; row < pairs.later.size(); ++row) {
                if (pairs.arms[row] == arm) changes.push_back(pairs.later[row] - pairs.baseline[row]);
            }
            const MeanCells cells = meanCells(changes);
            table.rows.push_back({studyCell(arm), studyCell(inputs.visits[visit]),
                                  studyCell(static_cast<double>(changes.size())), studyCell(cells.mean),
                                  studyCell(cells.deviation), studyCell(cells.low), studyCell(cells.high)});
            if (!cells.error) continue;
            result.estimates.push_back(normalEstimate(
                utilityKey("change", arm, inputs.visits[visit]),
                {"変化 " + arm + " " + inputs.visits[visit], "change " + arm + " " + inputs.visits[visit]}, *cells.mean,
                *cells.error, Unit::utility));
        }
    }
    result.tables.push_back(std::move(table));
}

/// Analysis of covariance at each visit after the baseline: utility on arm and baseline utility.
void addAdjusted(StudyResult& result, const UtilityInputs& inputs) {
    StudyTable table{"adjusted",
                     {"ベースラインを調整した群間差", "Differences adjusted for baseline"},
                     {{"visit", {"時点", "Visit"}},
                      {"arm", {"群", "Arm"}},
                      {"count", {"n", "n"}, Unit::count},
                      {"difference", {"差", "Difference"}, Unit::utility},
                      {"standardError", {"標準誤差", "SE"}},
                      {"low", {"95 %下限", "95 % low"}, Unit::utility},
                      {"high", {"95 %上限", "95 % high"}, Unit::utility},
                      {"pValue", {"p 値", "p value"}},
                      {"state", {"備考", "Remark"}}},
                     {}};
    for (std::size_t visit = 1; visit < inputs.visits.size(); ++visit) {
        const Pairs pairs = pairsOf(inputs, inputs.visits[visit]);
        std::vector<DesignColumn> columns;
        for (std::size_t arm = 1; arm < inputs.arms.size(); ++arm) {
            columns.push_back({inputs.arms[arm], {}});
            for (const std::string& name : pairs.arms) columns.back().values.push_back(name == inputs.arms[arm]);
        }
        columns.push_back({"baseline", pairs.baseline});
        const RegressionData data = regressionDataOf(columns, pairs.later);
        const auto fit = fitGeneralisedLinear(RegressionFamily::linear, data, "/inputs/data");
        for (std::size_t arm = 1; arm < inputs.arms.size(); ++arm) {
            std::vector<StudyValue> row{studyCell(inputs.visits[visit]), studyCell(inputs.arms[arm]),
                                        studyCell(static_cast<double>(pairs.later.size()))};
            if (!fit) {
                row.resize(table.columns.size());
                row.back() = studyCell(Text{"推定できない（対象者が少ない、または値が変わらない）",
                                            "not estimable: too few subjects or no variation"});
                table.rows.push_back(std::move(row));
                continue;
            }
            const Coefficients coefficients{data.names, fit->coefficients, fit->covariance,
                                            std::vector<double>(data.names.size(), fit->residualDegrees)};
            const double value = fit->coefficients[static_cast<Eigen::Index>(arm)];
            const double width = coefficients.halfWidth(arm);
            for (const double cell :
                 {value, coefficients.standardError(arm), value - width, value + width, coefficients.pValue(arm)}) {
                row.push_back(studyCell(cell));
            }
            row.emplace_back();
            table.rows.push_back(std::move(row));
            const std::string name = inputs.arms[arm] + " − " + inputs.arms.front() + " " + inputs.visits[visit];
            result.estimates.push_back(normalEstimate(utilityKey("difference", inputs.arms[arm], inputs.visits[visit]),
                                                      {"調整差 " + name, "adjusted difference " + name}, value,
                                                      coefficients.standardError(arm), Unit::utility));
        }
    }
    result.tables.push_back(std::move(table));
}

void addLevels(StudyResult& result, const UtilityInputs& inputs) {
    StudyTable levels{
        "levels", {"次元ごとの水準の分布", "Levels by dimension"}, {{"dimension", {"次元", "Dimension"}}}, {}};
    for (int level = 1; level <= 5; ++level) {
        const std::string name = std::to_string(level);
        levels.columns.push_back({"level" + name, {"水準" + name, "Level " + name}, Unit::count});
    }
    for (std::size_t dimension = 0; dimension < std::size(dimensions); ++dimension) {
        std::array<double, 5> counts{};
        for (const UtilityAnswer& answer : inputs.answers)
            ++counts[static_cast<std::size_t>(answer.profile[dimension] - 1)];
        levels.rows.push_back({studyCell(dimensions[dimension].label)});
        for (const double count : counts) levels.rows.back().push_back(studyCell(count));
    }
    result.tables.push_back(std::move(levels));

    StudyTable profiles{"profiles",
                        {"健康状態ごとの効用値", "Utilities of health states"},
                        {{"profile", {"健康状態", "Health state"}},
                         {"count", {"回答数", "Answers"}, Unit::count},
                         {"utility", {"効用値", "Utility"}, Unit::utility}},
                        {}};
    std::map<Eq5dProfile, double> counts;
    for (const UtilityAnswer& answer : inputs.answers) ++counts[answer.profile];
    for (const auto& [profile, count] : counts) {
        std::string digits;
        for (const int level : profile) digits += std::to_string(level);
        profiles.rows.push_back({studyCell(digits), studyCell(count), studyCell(eq5dUtility(*inputs.values, profile))});
    }
    result.tables.push_back(std::move(profiles));
}

Result<StudyResult> run(StudyReader& reader) {
    const UtilityInputs inputs = readInputs(reader);
    if (reader.failed()) return reader.issues();
    StudyResult result;
    std::vector<double> all;
    for (const UtilityAnswer& answer : inputs.answers) all.push_back(answer.utility);
    const MeanCells cells = meanCells(all);
    StudyFigure mean =
        studyFigure("mean", {"効用値の平均（全回答）", "Mean utility of all answers"}, *cells.mean, Unit::utility);
    mean.standardError = cells.error;
    if (!inputs.hasSubjects) {  // repeated answers of a person would make the interval too narrow
        mean.low = cells.low;
        mean.high = cells.high;
    }
    result.figures.push_back(std::move(mean));
    result.figures.push_back(
        studyFigure("answers", {"回答数", "Answers"}, static_cast<double>(all.size()), Unit::count));
    addSummary(result, inputs);
    const bool repeated = inputs.hasSubjects && inputs.visits.size() > 1;
    if (repeated) addChanges(result, inputs);
    if (repeated && inputs.arms.size() > 1) addAdjusted(result, inputs);
    if (repeated) addMixedModel(result, inputs);
    addLevels(result, inputs);
    result.methodText = {std::string("EQ-5D-5L の回答を日本の公表された換算表（") + inputs.values->ja +
                             "）で効用値に換算し、群・時点別に要約した。",
                         std::string("EQ-5D-5L answers were valued by the published set (") + inputs.values->en +
                             ") and described by arm and visit."};
    if (repeated) {
        result.methodText.ja +=
            "変化と群間差はベースライン（" + inputs.visits.front() +
            "）と各時点の両方に回答した者で、群間差は時点ごとの共分散分析（ベースライン値を調整）による。";
        result.methodText.en += " Changes and differences use those who answered at the baseline (" +
                                inputs.visits.front() +
                                ") and at the visit; differences are from an analysis of covariance per visit, "
                                "adjusted for the baseline.";
    }
    if (repeated) {
        const bool arms = inputs.arms.size() > 1;
        result.methodText.ja +=
            std::string("全回答を、") + (arms ? "群・時点とその交互作用" : "時点") +
            "を固定効果、対象者を変量切片とする線形混合モデル（制限付き最尤法、自由度は Satterthwaite）"
            "でも解析した。一部の時点が欠測した対象者も含まれ、欠測は観測値に依存してよい（MAR）。";
        result.methodText.en += std::string(" All answers were also analysed by a linear mixed model with ") +
                                (arms ? "arm, visit and their interaction" : "visit") +
                                " as fixed effects and a random intercept per person (restricted maximum likelihood, "
                                "Satterthwaite's degrees of freedom); it keeps persons with missing visits and holds "
                                "where missing answers depend on observed ones.";
    }
    result.references = {
        inputs.values->source,
        "Vickers AJ, Altman DG. Analysing controlled trials with baseline and follow up measurements. "
        "BMJ 2001;323:1123-1124.",
        "Bates D et al. Fitting linear mixed-effects models using lme4. J Stat Softw 2015;67(1):1-48."};
    return result;
}

}  // namespace

StudyDefinition utilitiesStudy() {
    std::vector<FieldChoice> valueSets;
    for (const Eq5dValueSet& values : eq5dValueSets) valueSets.push_back({values.id, {values.ja, values.en}});
    std::vector<Field> fields{
        required(dataField("data", {"データ", "Data"}, {"1行に1人1時点", "One row per person and visit"})),
        columnField("profile", {"健康状態の列（5桁）", "Column of health states (five digits)"},
                    {"21232 など。または次の5列を指定", "E.g. 21232. Or name the five columns below"})};
    for (const Dimension& dimension : dimensions) fields.push_back(columnField(dimension.key, dimension.label));
    const std::vector<Field> options{
        choiceField("valueSet", {"換算表", "Value set"}, std::move(valueSets)),
        columnField("subject", {"対象者の列", "Column of subjects"},
                    {"変化と群間差に必要", "Needed for changes and differences"}),
        columnField("arm", {"群の列", "Column of arms"}),
        textField("reference", {"対照群", "Reference arm"}, {"空欄なら最初の群", "Empty: the first"}),
        columnField("visit", {"時点の列", "Column of visits"}),
        textField("baseline", {"ベースラインの時点", "Baseline visit"}, {"空欄なら最初の時点", "Empty: the first"})};
    fields.insert(fields.end(), options.begin(), options.end());
    return {
        .id = "utilities",
        .group = StudyGroup::evidence,
        .name = {"効用値（EQ-5D-5L）", "Utilities (EQ-5D-5L)"},
        .purpose = {"EQ-5D-5L の回答を日本の換算表で効用値にし、群・時点別に要約・比較します。",
                    "Values EQ-5D-5L answers by the Japanese value set and compares them by arm and visit."},
        .fields = std::move(fields),
        .run = run,
    };
}

}  // namespace kachi
