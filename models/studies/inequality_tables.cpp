// Tables of the study of regional inequality.
#include "models/statistics/standardisation.h"
#include "models/studies/inequality_parts.h"

namespace kachi {

Text inPeriod(const Text& label, const Text& period) {
    return {label.ja + "（" + period.ja + "）", label.en + " (" + period.en + ")"};
}

StudyTable inequalityMeasureTable(const InequalityRequest& request, const InequalityMeasures& measures,
                                  const std::vector<CountBootstrapResult>& found) {
    StudyTable table{"measures", {"格差指標", "Measures of inequality"}, {{"measure", {"指標", "Measure"}}}, {}};
    const auto addColumns = [&](const std::string& key, const Text& period) {
        const auto named = [&](const Text& label) { return period.empty() ? label : inPeriod(label, period); };
        table.columns.push_back({key, named({"値", "Value"})});
        table.columns.push_back({key + "Low", named({"95 %下限", "95 % low"})});
        table.columns.push_back({key + "High", named({"95 %上限", "95 % high"})});
        table.columns.push_back({key + "Error", named({"標準誤差", "SE"})});
        table.columns.push_back({key + "Bias", named({"偶然による上乗せ", "Bias by chance"})});
    };
    addColumns("value", request.hasSecond() ? request.first : Text{});
    if (request.hasSecond()) {
        addColumns("second", request.second);
        addColumns("difference", {"差", "difference"});
        table.columns.push_back({"p", {"差の p 値", "p of the difference"}});
    }
    for (std::size_t m = 0; m < found.size(); ++m) {
        std::vector<StudyValue> row{studyCell(measures.names()[m].label)};
        const auto addCells = [&](const CountInterval& interval) {
            row.insert(row.end(), {studyCell(interval.estimate), studyCell(interval.low), studyCell(interval.high),
                                   studyCell(interval.standardError), studyCell(interval.bias)});
        };
        addCells(found[m].first);
        if (request.hasSecond()) {
            addCells(found[m].second);
            addCells(found[m].difference);
            row.push_back(studyCell(found[m].pValue));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

StudyTable inequalityRegionTable(const InequalityRequest& request, const RegionalCounts& counts) {
    const RegionalTable& data = request.table;
    StudyTable table{"regions", {"地域別の値", "Regions"}, {{"region", {"地域", "Region"}}}, {}};
    const bool groups = !data.groups.empty();
    if (groups) table.columns.push_back({"group", {"ブロック", "Group"}});
    const auto addColumns = [&](const std::string& prefix, const Text& period) {
        const auto named = [&](const Text& label) { return request.hasSecond() ? inPeriod(label, period) : label; };
        if (!data.population.empty()) {
            table.columns.push_back({prefix + "Population", named({"人口", "Population"}), Unit::persons});
        }
        if (data.counts) table.columns.push_back({prefix + "Count", named({"件数", "Count"}), Unit::count});
        table.columns.push_back({prefix + "Rate", named(data.counts ? Text{"率", "Rate"} : Text{"値", "Value"})});
        if (data.counts) {
            table.columns.push_back({prefix + "Low", named({"率の95 %下限", "Rate, 95 % low"})});
            table.columns.push_back({prefix + "High", named({"率の95 %上限", "Rate, 95 % high"})});
        }
    };
    addColumns("first", request.first);
    if (request.hasSecond()) addColumns("second", request.second);
    table.columns.push_back({"filled", {"補完", "Filled in"}});
    for (std::size_t r = 0; r < data.rows.size(); ++r) {
        std::vector<StudyValue> row{studyCell(data.label(r))};
        if (groups) row.push_back(studyCell(data.groups[r]));
        const auto addCells = [&](const std::vector<double>& numbers, const std::vector<double>& people,
                                  const std::vector<double>& denominators) {
            if (!people.empty()) row.push_back(studyCell(people[r]));
            if (data.counts) row.push_back(studyCell(numbers[r]));
            row.push_back(studyCell(numbers[r] / denominators[r]));
            if (!data.counts) return;
            const SampleInterval limits = poissonLimits(numbers[r]);
            row.push_back(studyCell(limits.low / denominators[r]));
            row.push_back(studyCell(limits.high / denominators[r]));
        };
        addCells(data.first, data.population, counts.populations);
        if (request.hasSecond()) addCells(data.second, data.secondPopulation, counts.secondPopulations);
        row.push_back(data.filled[r] ? studyCell(Text{"補完", "filled in"}) : StudyValue{});
        table.rows.push_back(std::move(row));
    }
    return table;
}

StudyTable inequalityMissingTable(const RegionalTable& data) {
    StudyTable table{"missing",
                     {"欠測の扱い", "Missing cells"},
                     {{"region", {"地域", "Region"}},
                      {"row", {"行", "Row"}},
                      {"column", {"列", "Column"}},
                      {"treatment", {"扱い", "What was done"}},
                      {"value", {"補った値", "Value filled in"}}},
                     {}};
    for (const MissingRegionCell& cell : data.missing) {
        const Text done = cell.filled ? Text{"補完", "filled in"} : Text{"除外", "left out"};
        table.rows.push_back({studyCell(data.names.regions[cell.row].label),
                              studyCell(static_cast<double>(cell.row + 1)), studyCell(cell.column), studyCell(done),
                              studyCell(cell.filled)});
    }
    return table;
}

StudyTable inequalityGroupTable(const WeightedValues& sample, const std::vector<std::string>& groups,
                                const std::string& key, const Text& title) {
    StudyTable table{key,
                     title,
                     {{"group", {"ブロック", "Group"}},
                      {"members", {"地域数", "Regions"}, Unit::count},
                      {"populationShare", {"重みの割合", "Share of weight"}},
                      {"resourceShare", {"資源の割合", "Share of resource"}},
                      {"mean", {"平均", "Mean"}},
                      {"theilT", {"群内のタイル T", "Theil T inside"}},
                      {"theilL", {"群内のタイル L", "Theil L inside"}}},
                     {}};
    const auto byT = decomposeTheilT(sample, groups);
    const auto byL = decomposeTheilL(sample, groups);
    if (!byT) return table;
    for (std::size_t g = 0; g < byT->groups.size(); ++g) {
        const GroupInequality& group = byT->groups[g];
        table.rows.push_back({studyCell(group.group), studyCell(static_cast<double>(group.members)),
                              studyCell(group.populationShare), studyCell(group.resourceShare), studyCell(group.mean),
                              studyCell(group.inside), studyCell(byL ? byL->groups[g].inside : std::nullopt)});
    }
    return table;
}

}  // namespace kachi
