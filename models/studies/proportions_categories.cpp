// Groups by categories: independence of the rows and columns of a table of counts.
#include "models/studies/proportions_parts.h"
#include "models/studies/regression_parts.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

constexpr double smallExpected = 5;
constexpr std::size_t mostLevels = 50;  ///< of groups or categories: more is a column of names or numbers

struct Counted {
    std::vector<std::string> groups;
    std::vector<std::string> categories;
    CountTable counts;  ///< [group][category]
};

std::size_t positionOf(std::vector<std::string>& names, const std::string& name) {
    const auto found = std::ranges::find(names, name);
    const auto position = static_cast<std::size_t>(found - names.begin());
    if (found == names.end()) names.push_back(name);
    return position;
}

Counted typedCounts(StudyReader& reader) {
    struct Typed {
        std::size_t group = 0;
        std::size_t category = 0;
        double count = 0;
    };
    Counted counted;
    std::vector<Typed> cells;
    for (FieldCells& row : reader.rows("cells")) {
        const std::string group = row.text("group");
        const std::string category = row.text("category");
        const Typed cell{positionOf(counted.groups, group), positionOf(counted.categories, category),
                         row.real("count")};
        const bool repeated = std::ranges::any_of(
            cells, [&](const Typed& other) { return other.group == cell.group && other.category == cell.category; });
        if (repeated) row.refuse("proportions.repeatedCell", "category", category, group);
        cells.push_back(cell);
    }
    std::vector<std::vector<std::optional<double>>> typed(
        counted.groups.size(), std::vector<std::optional<double>>(counted.categories.size()));
    for (const Typed& cell : cells) typed[cell.group][cell.category] = cell.count;
    for (std::size_t group = 0; group < typed.size(); ++group) {
        std::vector<double>& counts = counted.counts.emplace_back();
        for (std::size_t category = 0; category < typed[group].size(); ++category) {
            counts.push_back(typed[group][category].value_or(0));
            if (typed[group][category]) continue;
            reader.refuse("proportions.missingCell", "cells", counted.categories[category], counted.groups[group]);
        }
    }
    return counted;
}

Counted countedRows(StudyReader& reader) {
    const std::string groupColumn = reader.neededColumn("group");
    const std::string categoryColumn = reader.neededColumn("category");
    if (reader.failed()) return {};
    const std::vector<std::size_t> rows = reader.completeRows({groupColumn, categoryColumn});
    if (reader.failed()) return {};
    Counted counted{levelsOf(reader, groupColumn, rows), levelsOf(reader, categoryColumn, rows), {}};
    if (std::max(counted.groups.size(), counted.categories.size()) > mostLevels) return counted;
    counted.counts.assign(counted.groups.size(), std::vector<double>(counted.categories.size(), 0));
    const std::vector<std::string> groups = groupNames(reader, groupColumn, rows);
    const std::vector<std::string> categories = groupNames(reader, categoryColumn, rows);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        ++counted.counts[positionOf(counted.groups, groups[row])][positionOf(counted.categories, categories[row])];
    }
    return counted;
}

/// Too few or too many groups or categories, and those that nobody is in.
void check(StudyReader& reader, const Counted& counted) {
    const bool typed = reader.has("cells");
    const auto checkNames = [&](const std::vector<std::string>& names, const char* column) {
        const std::string count = std::to_string(names.size());
        const char* field = typed ? "cells" : column;
        if (names.size() < 2) reader.refuse("proportions.fewLevels", field, count, "2");
        if (names.size() > mostLevels) {
            reader.refuse("proportions.manyLevels", field, count, std::to_string(mostLevels));
        }
    };
    checkNames(counted.groups, "group");
    checkNames(counted.categories, "category");
    if (reader.failed()) return;
    for (std::size_t group = 0; group < counted.groups.size(); ++group) {
        const bool empty = std::ranges::all_of(counted.counts[group], [](double count) { return count == 0; });
        if (empty) reader.refuse("proportions.noCount", "cells", counted.groups[group], {});
    }
    for (std::size_t category = 0; category < counted.categories.size(); ++category) {
        const bool empty = std::ranges::all_of(counted.counts, [&](const auto& row) { return row[category] == 0; });
        if (empty) reader.refuse("proportions.noCount", "cells", counted.categories[category], {});
    }
}

void addCells(StudyResult& result, const Counted& counted) {
    StudyTable table{"cells",
                     {"群と分類の度数", "Counts of groups by categories"},
                     {{"group", {"群", "Group"}},
                      {"category", {"分類", "Category"}},
                      {"count", {"度数", "Count"}, Unit::count},
                      {"share", {"群内の割合", "Share of the group"}, Unit::probability},
                      {"expected", {"期待度数", "Expected count"}},
                      {"residual", {"調整済み残差", "Adjusted residual"}}},
                     {}};
    BarChart bars;
    bars.value = {{"群内の割合", "Share of the group"}, Unit::probability};
    for (const std::string& category : counted.categories) bars.categories.push_back({category, category});
    const CountTable expected = expectedCounts(counted.counts);
    std::vector<double> columns(counted.categories.size(), 0);
    double all = 0;
    for (const std::vector<double>& row : counted.counts) {
        for (std::size_t category = 0; category < row.size(); ++category) columns[category] += row[category];
    }
    for (const double column : columns) all += column;
    for (std::size_t group = 0; group < counted.groups.size(); ++group) {
        double total = 0;
        for (const double count : counted.counts[group]) total += count;
        ChartBars series{{counted.groups[group], counted.groups[group]}};
        for (std::size_t category = 0; category < columns.size(); ++category) {
            const double count = counted.counts[group][category];
            const double mean = expected[group][category];
            const double spread = std::sqrt(mean * (1 - total / all) * (1 - columns[category] / all));
            table.rows.push_back({studyCell(counted.groups[group]), studyCell(counted.categories[category]),
                                  studyCell(count), studyCell(count / total), studyCell(mean),
                                  studyCell((count - mean) / spread)});
            series.values.push_back(count / total);
        }
        bars.series.push_back(std::move(series));
    }
    result.tables.push_back(std::move(table));
    result.charts.push_back({"shares",
                             {"群ごとの分類の割合", "Shares of categories by group"},
                             {"各群の合計を 100 % とする割合", "Shares of every group's total"},
                             std::move(bars)});
}

}  // namespace

Text exactTestName(const TablePValue& exact) {
    if (!exact.drawn) return {"Fisher の正確検定", "Fisher's exact test"};
    const std::string count = std::to_string(tableReplicates);
    return {"Fisher の正確検定（モンテカルロ " + count + " 回）",
            "Fisher's exact test (Monte Carlo, " + count + " tables)"};
}

void addPrimaryPValue(StudyResult& result, const ChiSquaredTest& pearson, const std::optional<TablePValue>& exact) {
    const bool small = exact && pearson.smallestExpected < smallExpected;
    result.figures.push_back(pValueFigure(small ? exact->value : pearson.pValue));
    if (!exact) {
        const Severity severity = pearson.smallestExpected < smallExpected ? Severity::warning : Severity::info;
        result.notes.push_back({"proportions.exactLeftOut",
                                severity,
                                "/inputs",
                                numberText(pearson.smallestExpected),
                                numberText(mostExactCounts),
                                {}});
    }
    if (!small) return;
    result.notes.push_back({"proportions.smallExpected",
                            Severity::info,
                            "/inputs",
                            numberText(pearson.smallestExpected),
                            numberText(smallExpected),
                            {}});
}

Result<StudyResult> runCategories(StudyReader& reader) {
    const Counted counted = reader.has("cells") ? typedCounts(reader) : countedRows(reader);
    if (reader.failed()) return reader.issues();
    check(reader, counted);
    if (reader.failed()) return reader.issues();
    const ChiSquaredTest pearson = chiSquaredTest(counted.counts);
    const std::optional<TablePValue> exact = tablePValue(counted.counts, reader.options());
    const bool drawn = exact && exact->drawn;
    StudyResult result;
    addPrimaryPValue(result, pearson, exact);
    result.figures.push_back(studyFigure("chiSquared", {"Pearson の χ²", "Pearson χ²"}, pearson.statistic));
    result.figures.push_back(studyFigure("degrees", {"自由度", "Degrees of freedom"}, pearson.degrees, Unit::count));
    result.figures.push_back(
        studyFigure("cramersV", {"Cramér の V", "Cramér's V"}, cramersV(pearson, counted.counts), Unit::ratio));
    StudyTable tests{"tests",
                     {"検定", "Tests"},
                     {{"test", {"検定", "Test"}},
                      {"statistic", {"χ²", "χ²"}},
                      {"degrees", {"自由度", "Degrees of freedom"}},
                      {"pValue", {"p 値", "p value"}},
                      {"monteCarloError", {"p 値のモンテカルロ誤差", "Monte Carlo error of p"}}},
                     {}};
    tests.rows.push_back({studyCell(Text{"Pearson の χ² 検定", "Pearson χ²"}),
                          studyCell(pearson.statistic),
                          studyCell(pearson.degrees),
                          studyCell(pearson.pValue),
                          {}});
    if (exact) {
        std::optional<double> error;
        if (drawn) error = std::sqrt(exact->value * (1 - exact->value) / static_cast<double>(tableReplicates));
        tests.rows.push_back({studyCell(exactTestName(*exact)), {}, {}, studyCell(exact->value), studyCell(error)});
    }
    result.tables.push_back(std::move(tests));
    addCells(result, counted);
    result.methodText = {
        "群と分類の独立性を χ² 検定（期待度数が5未満のセルがあれば Fisher の正確検定）で調べた。",
        "Independence of groups and categories was tested by Pearson's χ² (Fisher's exact test where an expected count "
        "is below 5)."};
    if (drawn) {
        const std::string count = std::to_string(tableReplicates);
        result.methodText.ja += "正確検定は周辺度数を固定した " + count + " 個の表を発生させて求めた（シード " +
                                std::to_string(reader.options().seed) + "）。";
        result.methodText.en += " The exact test drew " + count + " tables with the same margins (seed " +
                                std::to_string(reader.options().seed) + ").";
    }
    result.references = {
        "Freeman GH, Halton JH. Note on an exact treatment of contingency, goodness of fit and other problems of "
        "significance. Biometrika 1951;38:141-149.",
        "Patefield WM. Algorithm AS 159. An efficient method of generating r × c tables with given row and column "
        "totals. Appl Stat 1981;30:91-97.",
        "Agresti A. Categorical Data Analysis. 2nd ed. Wiley, 2002 (adjusted residuals)."};
    return result;
}

}  // namespace kachi
