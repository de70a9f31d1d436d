// Agreement of observers: categories (kappa and its relatives) and measurements (intraclass correlation).
#include "models/statistics/agreement.h"

#include "models/studies/study_definitions.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace kachi {
namespace {

std::vector<Field> fields() {
    return {
        required(choiceField("mode", {"データの形", "Form of the data"},
                             {{"table", {"2人の一致表", "table of two raters"}},
                              {"counts", {"対象ごとの評価者数", "raters per subject and category"}},
                              {"ratings", {"評価（区分）", "ratings in categories"}},
                              {"measurements", {"測定値（級内相関）", "measurements (intraclass correlation)"}}})),
        required(dataField("data", {"データ", "Data"})),
        usedWhen("mode", {"table", "counts"},
                 columnsField(
                     "categories", {"区分の列", "Columns of categories"},
                     {"一致表と評価者数：度数の列。一致表の行は列と同じ順の区分です。",
                      "Of a table or of counts: columns with numbers. Rows of a table are the same categories in the "
                      "same order."})),
        usedWhen("mode", {"ratings", "measurements"},
                 columnsField("raters", {"評価者の列", "Columns of raters"},
                              {"評価と測定値：1行が1対象、1列が1人。",
                               "Of ratings or measurements: one row per subject, one column per rater."})),
        usedWhen("mode", {"ratings", "measurements"},
                 columnField("subject", {"対象", "Subject"}, {"縦長のデータのとき。", "Of long data."})),
        usedWhen("mode", {"ratings", "measurements"},
                 columnField("rater", {"評価者", "Rater"}, {"縦長のデータのとき。", "Of long data."})),
        usedWhen("mode", {"ratings", "measurements"},
                 columnField("rating", {"評価・測定値", "Rating"}, {"縦長のデータのとき。", "Of long data."})),
        usedWhen("mode", {"table", "counts", "ratings"},
                 choiceField(
                     "weights", {"重み", "Weights"},
                     {{"none", {"なし", "none"}}, {"linear", {"1次", "linear"}}, {"quadratic", {"2次", "quadratic"}}},
                     {"順序のある区分のとき。区分がすべて数なら、その値の距離を使います。",
                      "For ordered categories. If all are numbers, their values give the distances."})),
    };
}

/// Ratings of every subject by every rater; what was not rated is empty.
struct RatingTable {
    std::vector<std::string> raters;
    std::vector<std::vector<std::string>> cells;  ///< [subject][rater]
    std::vector<std::size_t> rows;                ///< wide data: [subject] row of the data
};

RatingTable wideRatings(StudyReader& reader, const std::vector<std::string>& raters) {
    RatingTable table{raters, {}, {}};
    for (std::size_t row = 0; row < reader.rowCount(); ++row) {
        table.cells.emplace_back();
        for (const std::string& rater : raters) table.cells.back().push_back(reader.words(rater, {row}).front());
        table.rows.push_back(row);
    }
    return table;
}

RatingTable longRatings(StudyReader& reader) {
    RatingTable table;
    const std::string subject = reader.neededColumn("subject");
    const std::string rater = reader.neededColumn("rater");
    const std::string rating = reader.neededColumn("rating");
    if (reader.failed()) return table;
    std::map<std::string, std::size_t> subjects;
    std::map<std::string, std::size_t> raters;
    const std::vector<std::size_t> rows = reader.completeRows({subject, rater, rating});
    for (const std::size_t row : rows) {
        subjects.try_emplace(reader.words(subject, {row}).front(), subjects.size());
        const std::string name = reader.words(rater, {row}).front();
        if (raters.try_emplace(name, raters.size()).second) table.raters.push_back(name);
    }
    table.cells.assign(subjects.size(), std::vector<std::string>(raters.size()));
    for (const std::size_t row : rows) {
        std::string& cell = table.cells[subjects.at(reader.words(subject, {row}).front())]
                                       [raters.at(reader.words(rater, {row}).front())];
        if (!cell.empty()) reader.refuseCell("agreement.ratedTwice", row, subject, {});
        cell = reader.words(rating, {row}).front();
    }
    return table;
}

RatingTable ratingsOf(StudyReader& reader) {
    const std::vector<std::string> raters = reader.columns("raters");
    if (reader.failed()) return {};
    return raters.empty() ? longRatings(reader) : wideRatings(reader, raters);
}

AgreementWeights weightsOf(StudyReader& reader) {
    const std::string name = reader.choiceOr("weights", "none");
    if (name == "linear") return AgreementWeights::linear;
    return name == "quadratic" ? AgreementWeights::quadratic : AgreementWeights::none;
}

std::optional<double> asNumber(const std::string& text) {
    const auto number = fieldNumber(text, Unit::none);
    return number ? std::optional(toDouble(*number)) : std::nullopt;
}

/// Categories in the order of their values when all are numbers, else of their names.
struct Categories {
    std::vector<std::string> names;
    std::vector<double> scores;  ///< empty: not numbers
};

Categories categoriesOf(const RatingTable& table) {
    std::set<std::string> names;
    for (const auto& row : table.cells) names.insert(row.begin(), row.end());
    names.erase("");
    Categories categories{{names.begin(), names.end()}, {}};
    if (!std::ranges::all_of(names, [](const std::string& name) { return asNumber(name).has_value(); })) {
        return categories;
    }
    std::ranges::sort(categories.names, {}, [](const std::string& name) { return *asNumber(name); });
    for (const std::string& name : categories.names) categories.scores.push_back(*asNumber(name));
    return categories;
}

std::size_t placeOf(const std::string& name, const Categories& categories) {
    return static_cast<std::size_t>(std::ranges::find(categories.names, name) - categories.names.begin());
}

/// The counts of all raters; of two raters their table gives Cohen's kappa as well.
Result<CategoricalAgreement> agreementOfRatings(const RatingTable& table, AgreementWeights weights) {
    const Categories categories = categoriesOf(table);
    const std::size_t count = categories.names.size();
    std::vector<std::vector<double>> counts;
    std::vector<std::vector<double>> pairs(count, std::vector<double>(count));
    for (const auto& row : table.cells) {
        counts.emplace_back(count);
        for (const std::string& cell : row) {
            if (!cell.empty()) ++counts.back()[placeOf(cell, categories)];
        }
        if (row.size() == 2 && !row[0].empty() && !row[1].empty()) {
            ++pairs[placeOf(row[0], categories)][placeOf(row[1], categories)];
        }
    }
    Result<CategoricalAgreement> agreement = agreementOfCounts(counts, weights, categories.scores);
    if (!agreement || table.raters.size() != 2) return agreement;
    if (const auto ofTable = agreementOfTable(pairs, weights, categories.scores)) agreement->cohen = ofTable->cohen;
    return agreement;
}

/// A word for the size of a coefficient. Landis and Koch, Biometrics 1977;33:159-174.
Text strength(const std::optional<double>& value) {
    if (!value) return {"定義されません", "not defined"};
    if (*value < 0) return {"不良", "poor"};
    if (*value <= 0.2) return {"わずか", "slight"};
    if (*value <= 0.4) return {"やや", "fair"};
    if (*value <= 0.6) return {"中等度", "moderate"};
    return *value <= 0.8 ? Text{"かなり", "substantial"} : Text{"ほぼ完全", "almost perfect"};
}

StudyResult categoricalResult(const CategoricalAgreement& agreement, AgreementWeights weights) {
    StudyResult result;
    StudyTable table{"coefficients",
                     {"一致度", "Agreement"},
                     {{"coefficient", {"係数", "Coefficient"}},
                      {"observed", {"観察された一致", "Observed"}, Unit::ratio},
                      {"chance", {"偶然の一致", "By chance"}, Unit::ratio},
                      {"value", {"値", "Value"}},
                      {"standardError", {"標準誤差", "SE"}},
                      {"low", {"95 %下限", "95 % low"}},
                      {"high", {"95 %上限", "95 % high"}},
                      {"strength", {"目安（Landis–Koch）", "Strength (Landis-Koch)"}}},
                     {}};
    const auto add = [&](const std::string& key, const Text& label, const AgreementCoefficient& coefficient) {
        StudyFigure figure;
        figure.key = key;
        figure.label = label;
        figure.value = coefficient.value;
        figure.low = coefficient.low;
        figure.high = coefficient.high;
        figure.standardError = coefficient.standardError;
        if (!figure.value) figure.state = {"偶然の一致が1のため定義されません", "not defined: chance agreement is 1"};
        result.figures.push_back(std::move(figure));
        table.rows.push_back({studyCell(label), studyCell(coefficient.observed), studyCell(coefficient.chance),
                              studyCell(coefficient.value), studyCell(coefficient.standardError),
                              studyCell(coefficient.low), studyCell(coefficient.high),
                              studyCell(strength(coefficient.value))});
    };
    result.figures.push_back(studyFigure("subjects", {"対象数", "Subjects"}, agreement.subjects, Unit::count));
    add("percentAgreement", {"一致率", "Percent agreement"}, agreement.percent);
    if (agreement.cohen) add("cohenKappa", {"Cohen の κ", "Cohen's kappa"}, *agreement.cohen);
    const bool two = agreement.cohen.has_value();
    add(two ? "scottPi" : "fleissKappa", two ? Text{"Scott の π", "Scott's pi"} : Text{"Fleiss の κ", "Fleiss' kappa"},
        agreement.fleiss);
    const bool weighted = weights != AgreementWeights::none;
    add("gwetAc1", weighted ? Text{"Gwet の AC2", "Gwet's AC2"} : Text{"Gwet の AC1", "Gwet's AC1"}, agreement.gwet);
    add("brennanPrediger", {"Brennan–Prediger", "Brennan-Prediger"}, agreement.brennanPrediger);
    add("krippendorffAlpha", {"Krippendorff の α", "Krippendorff's alpha"}, agreement.krippendorff);
    result.tables = {table};
    result.methodText = {
        "一致度は（観察された一致 − 偶然の一致）÷（1 − 偶然の一致）。Cohen の κ の標準誤差は "
        "Fleiss・Cohen・Everitt、ほかは Gwet "
        "の方法により、区間は t 分布（n − 1）の95 %信頼区間。",
        "Coefficients are (observed − chance)/(1 − chance). Standard errors: Fleiss, Cohen and Everitt for Cohen's "
        "kappa, Gwet for the others; 95 % intervals by Student's t with n − 1 degrees of freedom."};
    result.references = {
        "Fleiss JL, Cohen J, Everitt BS. Large sample standard errors of kappa and weighted kappa. Psychol Bull "
        "1969;72:323-327.",
        "Gwet KL. Handbook of Inter-Rater Reliability. 4th ed. Advanced Analytics, 2014.",
        "Landis JR, Koch GG. The measurement of observer agreement for categorical data. Biometrics 1977;33:159-174."};
    return result;
}

StudyChart blandAltmanChart(const std::vector<std::vector<double>>& ratings, const BlandAltman& limits) {
    PlotChart plot;
    plot.x.label = {"2つの測定の平均", "Mean of the two measurements"};
    plot.y.label = {"差（2番目 − 1番目）", "Difference (second − first)"};
    ChartSeries points;
    points.mark = ChartMark::points;
    for (const std::vector<double>& row : ratings) {
        points.x.push_back((row[0] + row[1]) / 2);
        points.y.push_back(row[1] - row[0]);
    }
    plot.series = {points};
    plot.horizontals = {{{"平均差", "bias"}, limits.bias},
                        {{"一致限界（下）", "lower limit"}, limits.lowerLimit},
                        {{"一致限界（上）", "upper limit"}, limits.upperLimit}};
    return {"blandAltman", {"Bland–Altman 図", "Bland-Altman plot"}, {}, plot};
}

void addBlandAltman(const std::vector<std::vector<double>>& ratings, StudyResult& result) {
    std::vector<double> first;
    std::vector<double> second;
    for (const std::vector<double>& row : ratings) {
        first.push_back(row[0]);
        second.push_back(row[1]);
    }
    const auto limits = blandAltman(first, second);
    if (!limits) return;  // fewer than three pairs: the correlations stand alone
    result.figures.push_back(studyFigure("bias", {"平均差（2番目 − 1番目）", "Bias (second − first)"}, limits->bias,
                                         limits->biasLow, limits->biasHigh));
    result.figures.push_back(studyFigure("lowerLimit", {"一致限界（下）", "Lower limit of agreement"},
                                         limits->lowerLimit, limits->lowerLimitLow, limits->lowerLimitHigh));
    result.figures.push_back(studyFigure("upperLimit", {"一致限界（上）", "Upper limit of agreement"},
                                         limits->upperLimit, limits->upperLimitLow, limits->upperLimitHigh));
    result.charts = {blandAltmanChart(ratings, *limits)};
    result.references.push_back(
        "Bland JM, Altman DG. Measuring agreement in method comparison studies. Stat Methods Med Res 1999;8:135-160.");
}

StudyResult intraclassResult(const IntraclassCorrelations& all) {
    StudyResult result;
    StudyTable table{"coefficients",
                     {"級内相関", "Intraclass correlations"},
                     {{"form", {"型", "Form"}},
                      {"value", {"値", "Value"}},
                      {"low", {"95 %下限", "95 % low"}},
                      {"high", {"95 %上限", "95 % high"}},
                      {"statistic", {"F", "F"}},
                      {"numeratorDegrees", {"自由度1", "df 1"}},
                      {"denominatorDegrees", {"自由度2", "df 2"}},
                      {"p", {"p", "p"}, Unit::probability}},
                     {}};
    const auto add = [&](const std::string& key, const Text& label, const IntraclassCorrelation& icc) {
        StudyFigure figure = studyFigure(key, label, icc.value);
        figure.low = icc.low;
        figure.high = icc.high;
        if (!icc.low) figure.state = {"完全に一致し、区間は定義されません", "complete agreement: no interval"};
        result.figures.push_back(std::move(figure));
        table.rows.push_back({studyCell(label), studyCell(icc.value), studyCell(icc.low), studyCell(icc.high),
                              studyCell(icc.statistic), studyCell(icc.numeratorDegrees),
                              studyCell(icc.denominatorDegrees), studyCell(icc.p)});
    };
    result.figures.push_back(studyFigure("subjects", {"対象数", "Subjects"}, double(all.subjects), Unit::count));
    result.figures.push_back(studyFigure("raters", {"評価者数", "Raters"}, double(all.raters), Unit::count));
    add("icc11", {"ICC(1,1)：一元配置", "ICC(1,1), one-way"}, all.oneWay);
    add("icc21", {"ICC(2,1)：絶対一致", "ICC(2,1), absolute agreement"}, all.agreement);
    add("icc31", {"ICC(3,1)：一貫性", "ICC(3,1), consistency"}, all.consistency);
    add("icc1k", {"ICC(1,k)", "ICC(1,k)"}, all.oneWayMean);
    add("icc2k", {"ICC(2,k)", "ICC(2,k)"}, all.agreementMean);
    add("icc3k", {"ICC(3,k)", "ICC(3,k)"}, all.consistencyMean);
    StudyTable squares{"meanSquares",
                       {"平均平方", "Mean squares"},
                       {{"source", {"要因", "Source"}}, {"meanSquare", {"平均平方", "Mean square"}}},
                       {{studyCell(Text{"対象間", "between subjects"}), studyCell(all.betweenSubjects)},
                        {studyCell(Text{"対象内", "within subjects"}), studyCell(all.withinSubjects)},
                        {studyCell(Text{"評価者間", "between raters"}), studyCell(all.betweenRaters)},
                        {studyCell(Text{"残差", "residual"}), studyCell(all.residual)}}};
    result.tables = {table, squares};
    result.methodText = {
        "級内相関は Shrout–Fleiss の6型、区間は F 分布による McGraw–Wong の95 "
        "%信頼区間。すべての評価者の値がそろった対象だけを使った。",
        "Intraclass correlations in the six forms of Shrout and Fleiss with 95 % intervals of McGraw and Wong; "
        "subjects "
        "with values of all raters."};
    result.references = {
        "Shrout PE, Fleiss JL. Intraclass correlations: uses in assessing rater reliability. Psychol Bull "
        "1979;86:420-428.",
        "McGraw KO, Wong SP. Forming inferences about some intraclass correlation coefficients. Psychol Methods "
        "1996;1:30-46."};
    return result;
}

Issues placed(Issues issues) {
    for (Issue& issue : issues) issue.where = "/inputs/data";
    return issues;
}

Result<StudyResult> runMeasurements(StudyReader& reader) {
    const RatingTable table = ratingsOf(reader);
    if (reader.failed()) return reader.issues();
    std::vector<std::vector<double>> ratings;
    std::size_t incomplete = 0;
    for (std::size_t subject = 0; subject < table.cells.size(); ++subject) {
        const std::vector<std::string>& cells = table.cells[subject];
        if (std::ranges::count(cells, std::string()) > 0) {
            ++incomplete;
            continue;
        }
        ratings.emplace_back();
        for (std::size_t rater = 0; rater < cells.size(); ++rater) {
            const auto value = asNumber(cells[rater]);
            if (!value) {
                reader.add({"agreement.notANumber",
                            Severity::error,
                            reader.path() + "/data",
                            cells[rater],
                            {},
                            {{"row", std::to_string(subject + 1)}, {"column", table.raters[rater]}}});
            }
            ratings.back().push_back(value.value_or(0));
        }
    }
    if (incomplete > 0) {
        reader.add({"agreement.incomplete",
                    Severity::info,
                    reader.path() + "/data",
                    std::to_string(incomplete),
                    std::to_string(table.cells.size()),
                    {}});
    }
    if (reader.failed()) return reader.issues();
    const auto all = intraclassCorrelations(ratings);
    if (!all) return placed(all.issues());
    StudyResult result = intraclassResult(*all);
    if (all->raters == 2) addBlandAltman(ratings, result);
    return result;
}

Result<StudyResult> runCategories(StudyReader& reader, const std::string& mode) {
    const AgreementWeights weights = weightsOf(reader);
    if (mode == "ratings") {
        const RatingTable table = ratingsOf(reader);
        if (reader.failed()) return reader.issues();
        const auto agreement = agreementOfRatings(table, weights);
        if (!agreement) return placed(agreement.issues());
        return categoricalResult(*agreement, weights);
    }
    const std::vector<std::string> columns = reader.columns("categories");
    if (columns.empty() && !reader.failed()) reader.refuse("field.missing", "categories", {}, {});
    if (reader.failed()) return reader.issues();
    const std::vector<std::size_t> rows = reader.completeRows(columns);
    std::vector<std::vector<double>> counts(rows.size());
    for (const std::string& column : columns) {
        const std::vector<double> values = reader.numbers(column, rows);
        for (std::size_t row = 0; row < rows.size(); ++row) counts[row].push_back(values[row]);
    }
    if (reader.failed()) return reader.issues();
    const auto agreement = mode == "table" ? agreementOfTable(counts, weights) : agreementOfCounts(counts, weights);
    if (!agreement) return placed(agreement.issues());
    return categoricalResult(*agreement, weights);
}

Result<StudyResult> run(StudyReader& reader) {
    const std::string mode = reader.neededChoice("mode");
    if (reader.failed()) return reader.issues();
    return mode == "measurements" ? runMeasurements(reader) : runCategories(reader, mode);
}

}  // namespace

StudyDefinition agreementStudy() {
    return {
        .id = "agreement",
        .group = StudyGroup::evidence,
        .name = {"観察者間の一致", "Agreement of observers"},
        .purpose =
            {"複数の観察者の判定（κ など）または測定値（級内相関、Bland–Altman）がどれだけ一致するかを求めます。",
             "Measures how far observers agree, in categories (kappa and its relatives) or in measurements "
             "(intraclass correlation, limits of agreement)."},
        .fields = fields(),
        .run = run,
    };
}

}  // namespace kachi
