// Proportions of groups, or of pairs, compared.
#include "models/studies/proportions_parts.h"
#include "models/studies/regression_parts.h"
#include "models/studies/study_definitions.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

using namespace field_limits;

const Text noEstimate{"0のセルがあるため定義されない", "not defined: a cell is 0"};

struct Group {
    std::string name;
    ObservedEvents count;
    double score = 0;
};

/// Groups typed as counts. Issues: proportions.eventsAboveTotal.
std::vector<Group> typedGroups(StudyReader& reader) {
    std::vector<Group> groups;
    for (FieldCells& row : reader.rows("groups")) {
        Group group{row.text("name"), {row.real("events"), row.real("total")}, 0};
        group.score = row.realOr("score", static_cast<double>(groups.size()));
        if (group.count.events > group.count.total) {
            row.refuse("proportions.eventsAboveTotal", "events", numberText(group.count.events),
                       numberText(group.count.total));
        }
        groups.push_back(std::move(group));
    }
    return groups;
}

/// Groups counted from rows of data; the score of a group named by a number is that number.
std::vector<Group> countedGroups(StudyReader& reader) {
    const std::string groupColumn = reader.neededColumn("group");
    const std::string eventColumn = reader.neededColumn("event");
    if (reader.failed()) return {};
    const std::vector<std::size_t> rows = reader.completeRows({groupColumn, eventColumn});
    const std::vector<double> events = zerosAndOnes(reader, eventColumn, rows);
    const std::vector<std::string> words = groupNames(reader, groupColumn, rows);
    if (reader.failed()) return {};
    std::vector<Group> groups;
    for (const auto& [score, level] : codedLevels(reader, groupColumn, rows)) {
        Group group{level, {}, score};
        for (std::size_t row = 0; row < words.size(); ++row) {
            if (words[row] != level) continue;
            ++group.count.total;
            group.count.events += events[row];
        }
        groups.push_back(std::move(group));
    }
    return groups;
}

StudyFigure contrastFigure(const std::string& key, const Text& label, const ProportionContrast& contrast, Unit unit) {
    StudyFigure figure;
    figure.key = key;
    figure.label = label;
    figure.unit = unit;
    figure.value = contrast.estimate;
    figure.low = contrast.low;
    figure.high = contrast.high;
    figure.standardError = contrast.logStandardError;
    if (!contrast.estimate) figure.state = noEstimate;
    return figure;
}

void addTwoGroups(StudyResult& result, const Group& first, const Group& second) {
    const Text difference{"リスク差", "Risk difference"};
    const ProportionContrast risk = riskDifference(first.count, second.count);
    result.figures.push_back(contrastFigure("riskDifference", difference, risk, Unit::none));
    const auto variance = [](const ObservedEvents& count) {
        const double share = count.events / count.total;
        return share * (1 - share) / count.total;
    };
    result.estimates.push_back(normalEstimate("riskDifference", difference, *risk.estimate,
                                              std::sqrt(variance(first.count) + variance(second.count))));
    const auto ratio = [&](const std::string& key, const Text& label, const ProportionContrast& contrast) {
        result.figures.push_back(contrastFigure(key, label, contrast, Unit::ratio));
        if (!contrast.estimate) return;
        result.estimates.push_back(ratioEstimate(key, label, std::log(*contrast.estimate), *contrast.logStandardError));
    };
    ratio("riskRatio", {"リスク比", "Risk ratio"}, riskRatio(first.count, second.count));
    ratio("oddsRatio", {"オッズ比", "Odds ratio"}, oddsRatio(first.count, second.count));
    if (first.count.total + second.count.total > mostExactCounts) return;
    result.figures.push_back(contrastFigure(
        "conditionalOddsRatio", {"条件付き最尤オッズ比（正確区間）", "Conditional odds ratio, exact interval"},
        fisherOddsRatio(first.count, second.count), Unit::ratio));
}

void addShares(StudyResult& result, const std::vector<Group>& groups) {
    StudyTable table{"groups",
                     {"各群の割合", "Proportions by group"},
                     {{"group", {"群", "Group"}},
                      {"events", {"イベント", "Events"}, Unit::count},
                      {"total", {"n", "n"}, Unit::count},
                      {"share", {"割合", "Proportion"}, Unit::probability},
                      {"low", {"95 %下限（Wilson）", "95 % low (Wilson)"}, Unit::probability},
                      {"high", {"95 %上限（Wilson）", "95 % high (Wilson)"}, Unit::probability}},
                     {}};
    BarChart bars;
    bars.value = {{"割合", "Proportion"}, Unit::probability};
    ChartBars shares{{"割合と95 %信頼区間", "Proportion with 95 % confidence interval"}};
    for (const Group& group : groups) {
        const ProportionContrast share = wilsonInterval(group.count);
        table.rows.push_back({studyCell(group.name), studyCell(group.count.events), studyCell(group.count.total),
                              studyCell(share.estimate), studyCell(share.low), studyCell(share.high)});
        bars.categories.push_back({group.name, group.name});
        shares.values.push_back(*share.estimate);
        shares.low.push_back(*share.low);
        shares.high.push_back(*share.high);
        StudyEstimate estimate;
        estimate.key = "share." + group.name;
        estimate.label = {group.name + " の割合", "proportion of " + group.name};
        estimate.unit = Unit::probability;
        estimate.value = *share.estimate;
        const double others = group.count.total - group.count.events;
        if (group.count.events > 0 && others > 0) {
            estimate.distribution.family = Family::beta;
            estimate.distribution.args = {{"alpha", group.count.events}, {"beta", others}};
        }
        result.estimates.push_back(std::move(estimate));
    }
    bars.series.push_back(std::move(shares));
    result.tables.push_back(std::move(table));
    result.charts.push_back({"shares",
                             {"各群の割合", "Proportions by group"},
                             {"割合と Wilson の95 %信頼区間", "Proportions with Wilson's 95 % confidence intervals"},
                             std::move(bars)});
}

void addTests(StudyResult& result, const std::vector<Group>& groups, const RunOptions& options) {
    std::vector<ObservedEvents> counts;
    std::vector<double> scores;
    for (const Group& group : groups) {
        counts.push_back(group.count);
        scores.push_back(group.score);
    }
    StudyTable table{"tests",
                     {"検定", "Tests"},
                     {{"test", {"検定", "Test"}},
                      {"statistic", {"χ²", "χ²"}},
                      {"degrees", {"自由度", "Degrees of freedom"}},
                      {"pValue", {"p 値", "p value"}}},
                     {}};
    const auto addRow = [&](const Text& name, const ChiSquaredTest& test) {
        table.rows.push_back(
            {studyCell(name), studyCell(test.statistic), studyCell(test.degrees), studyCell(test.pValue)});
    };
    const ChiSquaredTest pearson = chiSquaredTest(counts, false);
    addRow({"Pearson の χ² 検定", "Pearson χ²"}, pearson);
    if (groups.size() == 2) {
        addRow({"Yates 補正付き χ² 検定", "χ² with Yates' correction"}, chiSquaredTest(counts, true));
    }
    CountTable cells;
    for (const ObservedEvents& count : counts) cells.push_back({count.events, count.total - count.events});
    const std::optional<TablePValue> exact = tablePValue(cells, options);
    if (exact) table.rows.push_back({studyCell(exactTestName(*exact)), {}, {}, studyCell(exact->value)});
    const bool scoresDiffer = std::ranges::any_of(scores, [&](double score) { return score != scores.front(); });
    if (groups.size() > 2 && scoresDiffer) {
        addRow({"Cochran–Armitage の傾向検定", "Cochran–Armitage trend"}, trendTest(counts, scores));
    }
    result.tables.push_back(std::move(table));

    addPrimaryPValue(result, pearson, exact);
}

Result<StudyResult> runGroups(StudyReader& reader) {
    std::vector<Group> groups = reader.has("groups") ? typedGroups(reader) : countedGroups(reader);
    if (reader.failed()) return reader.issues();
    if (groups.size() < 2) {
        reader.refuse("proportions.fewGroups", "groups", std::to_string(groups.size()), "2");
        return reader.issues();
    }
    if (const std::string reference = reader.text("reference"); !reference.empty()) {
        const auto found = std::ranges::find(groups, reference, &Group::name);
        if (found == groups.end()) {
            std::string names;
            for (const Group& group : groups) names += (names.empty() ? "" : ", ") + group.name;
            reader.refuse("regression.unknownGroup", "reference", reference, names);
            return reader.issues();
        }
        std::rotate(groups.begin(), found, found + 1);
    }
    double events = 0;
    double total = 0;
    for (const Group& group : groups) {
        events += group.count.events;
        total += group.count.total;
    }
    if (events == 0 || events == total) {
        reader.refuse("proportions.allTheSame", "groups", numberText(events), numberText(total));
        return reader.issues();
    }
    StudyResult result;
    if (groups.size() == 2) addTwoGroups(result, groups[1], groups[0]);
    addTests(result, groups, reader.options());
    addShares(result, groups);
    const std::string second = groups.size() == 2 ? groups[1].name : std::string();
    result.methodText = {"割合を χ² 検定（期待度数が5未満のセルがあれば Fisher の正確検定）で比較した。",
                         "Proportions were compared by Pearson's χ² (Fisher's exact test where an expected count is "
                         "below 5)."};
    if (!second.empty()) {
        result.methodText.ja +=
            "効果は " + second + " の " + groups[0].name +
            " に対するもので、リスク差の区間は Newcombe のスコア法、リスク比は Katz、オッズ比は Woolf の"
            "対数法、条件付きオッズ比は正確法による。";
        result.methodText.en += " Effects are of " + second + " against " + groups[0].name +
                                "; intervals: Newcombe's hybrid score for the difference, Katz and Woolf for the "
                                "ratios, exact for the conditional odds ratio.";
    }
    result.references = {
        "Newcombe RG. Interval estimation for the difference between independent proportions. Stat Med "
        "1998;17:873-890.",
        "Freeman GH, Halton JH. Note on an exact treatment of contingency, goodness of fit and other problems of "
        "significance. Biometrika 1951;38:141-149.",
        "Armitage P. Tests for linear trends in proportions and frequencies. Biometrics 1955;11:375-386."};
    return result;
}

Result<StudyResult> runPairs(StudyReader& reader) {
    PairCounts pairs;
    if (reader.has("data")) {
        const std::string first = reader.neededColumn("first");
        const std::string second = reader.neededColumn("second");
        if (reader.failed()) return reader.issues();
        const std::vector<std::size_t> rows = reader.completeRows({first, second});
        const std::vector<double> a = zerosAndOnes(reader, first, rows);
        const std::vector<double> b = zerosAndOnes(reader, second, rows);
        for (std::size_t row = 0; row < a.size(); ++row) {
            double& cell = a[row] == 1 ? (b[row] == 1 ? pairs.both : pairs.onlyFirst)
                                       : (b[row] == 1 ? pairs.onlySecond : pairs.neither);
            ++cell;
        }
    } else {
        pairs = {reader.real("both"), reader.real("onlyFirst"), reader.real("onlySecond"), reader.real("neither")};
    }
    if (reader.failed()) return reader.issues();
    if (pairs.onlyFirst + pairs.onlySecond == 0) {
        reader.refuse("proportions.noDiscordantPairs", "onlyFirst", "0", {});
        return reader.issues();
    }
    const McNemarTest test = mcNemarTest(pairs);
    StudyResult result;
    result.figures.push_back(contrastFigure(
        "riskDifference", {"割合の差（1つ目−2つ目）", "Difference (first − second)"}, test.difference, Unit::none));
    result.figures.push_back(contrastFigure(
        "oddsRatio", {"対のオッズ比（正確区間）", "Paired odds ratio, exact interval"}, test.oddsRatio, Unit::ratio));
    result.figures.push_back(
        studyFigure("statistic", {"McNemar の χ²（連続修正）", "McNemar χ² (corrected)"}, test.statistic));
    result.figures.push_back(pValueFigure(test.pValue));
    result.figures.push_back(pValueFigure(test.exactPValue, "exactPValue"));
    result.methodText = {
        "対応のある割合を McNemar 検定（連続修正 χ² と正確二項検定）で比較した。差の区間は Newcombe のスコア法、"
        "オッズ比の区間は Clopper–Pearson による。",
        "Paired proportions were compared by McNemar's test (corrected χ² and exact binomial). "
        "Intervals: Newcombe's score for the difference, Clopper and Pearson for the odds ratio."};
    result.references = {
        "McNemar Q. Note on the sampling error of the difference between correlated proportions or "
        "percentages. Psychometrika 1947;12:153-157.",
        "Newcombe RG. Improved confidence intervals for the difference between binomial proportions "
        "based on paired data. Stat Med 1998;17:2635-2650."};
    return result;
}

Result<StudyResult> run(StudyReader& reader) {
    const std::string design = reader.choiceOr("design", "groups");
    if (design == "categories") return runCategories(reader);
    return design == "paired" ? runPairs(reader) : runGroups(reader);
}

}  // namespace

StudyDefinition proportionsStudy() {
    const FieldLimits counted{.atLeast = 0, .whole = true};
    return {
        .id = "proportions",
        .group = StudyGroup::evidence,
        .name = {"割合の比較", "Comparison of proportions"},
        .purpose = {"2群以上または対応のある割合、群×分類の度数を χ²・Fisher・McNemar・傾向検定で比較します。",
                    "Compares proportions of groups or pairs, and groups by categories, by χ², Fisher, McNemar and "
                    "trend tests."},
        .fields =
            {choiceField("design", {"比較の型", "Design"},
                         {{"groups", {"独立な群", "Groups"}},
                          {"paired", {"対応あり", "Pairs"}},
                          {"categories", {"群×3つ以上の分類", "Groups by several categories"}}}),
             usedWhen("design", {"", "groups"},
                      tableField("groups", {"各群の度数", "Counts by group"},
                                 {required(textField("name", {"群", "Group"})),
                                  required(numberField("events", {"イベント数", "Events"}, Unit::count, counted)),
                                  required(numberField("total", {"人数", "Total"}, Unit::count, positiveWhole)),
                                  numberField("score", {"順序の得点", "Score"}, Unit::none, anyNumber,
                                              {"傾向検定に使う。空欄なら 0, 1, 2, …",
                                               "For the trend test. Empty: 0, 1, 2, …"})})),
             usedWhen(
                 "design", {"", "groups"},
                 textField("reference", {"対照とする群", "Reference group"}, {"空欄なら最初の群", "Empty: the first"})),
             dataField("data", {"データ（度数の代わりに）", "Data (instead of counts)"}),
             usedWhen("design", {"", "groups", "categories"}, columnField("group", {"群の列", "Column of groups"})),
             usedWhen("design", {"", "groups"},
                      columnField("event", {"イベントの列（0・1）", "Column of events (0, 1)"})),
             usedWhen("design", {"paired"},
                      columnField("first", {"1つ目の測定の列（対応あり、0・1）", "First measurement (pairs; 0, 1)"})),
             usedWhen("design", {"paired"},
                      columnField("second", {"2つ目の測定の列（対応あり、0・1）", "Second measurement (pairs; 0, 1)"})),
             usedWhen("design", {"paired"}, numberField("both", {"両方あり", "Both"}, Unit::count, counted)),
             usedWhen("design", {"paired"},
                      numberField("onlyFirst", {"1つ目のみ", "Only the first"}, Unit::count, counted)),
             usedWhen("design", {"paired"},
                      numberField("onlySecond", {"2つ目のみ", "Only the second"}, Unit::count, counted)),
             usedWhen("design", {"paired"}, numberField("neither", {"どちらもなし", "Neither"}, Unit::count, counted)),
             usedWhen("design", {"categories"},
                      columnField("category", {"分類の列（群×分類）", "Column of categories (groups by categories)"})),
             usedWhen("design", {"categories"},
                      tableField("cells", {"度数（群×分類）", "Counts (groups by categories)"},
                                 {required(textField("group", {"群", "Group"})),
                                  required(textField("category", {"分類", "Category"})),
                                  required(numberField("count", {"度数", "Count"}, Unit::count, counted))}))},
        .run = run,
    };
}

}  // namespace kachi
