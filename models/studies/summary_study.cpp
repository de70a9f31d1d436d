// Columns of numbers described: count, mean, spread and quantiles, in all and by group.
#include "models/statistics/reference_distributions.h"
#include "models/statistics/reported_level.h"
#include "models/statistics/summary.h"
#include "models/studies/study_definitions.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace kachi {
namespace {

struct Described {
    std::string column;
    std::string group;  ///< empty: all rows
    std::size_t missing = 0;
    std::vector<double> values;
};

/// One row of the table. What a sample is too small for stays empty.
std::vector<StudyValue> describedRow(const Described& described) {
    const std::vector<double>& values = described.values;
    const auto count = static_cast<double>(values.size());
    std::vector<StudyValue> row{studyCell(described.column), studyCell(described.group), studyCell(count),
                                studyCell(static_cast<double>(described.missing))};
    if (values.empty()) {
        row.resize(14);
        return row;
    }
    const double mean = sampleMean(values);
    std::optional<double> deviation;
    std::optional<double> error;
    std::optional<double> low;
    std::optional<double> high;
    if (values.size() > 1) {
        deviation = sampleStandardDeviation(values);
        error = *deviation / std::sqrt(count);
        const double width = studentTQuantile(0.5 + reportedLevel / 2, count - 1) * *error;
        low = mean - width;
        high = mean + width;
    }
    row.insert(row.end(), {studyCell(mean), studyCell(deviation), studyCell(error), studyCell(low), studyCell(high)});
    for (const double probability : {0.0, 0.25, 0.5, 0.75, 1.0}) {
        row.push_back(studyCell(sampleQuantile(values, probability)));
    }
    return row;
}

std::vector<StudyColumn> describedColumns() {
    return {{"column", {"項目", "Column"}},
            {"group", {"群", "Group"}},
            {"count", {"n", "n"}, Unit::count},
            {"missing", {"欠測", "Missing"}, Unit::count},
            {"mean", {"平均", "Mean"}},
            {"standardDeviation", {"標準偏差", "SD"}},
            {"standardError", {"標準誤差", "SE"}},
            {"low", {"平均の95 %下限", "95 % low"}},
            {"high", {"平均の95 %上限", "95 % high"}},
            {"minimum", {"最小", "Minimum"}},
            {"lowerQuartile", {"第1四分位", "Lower quartile"}},
            {"median", {"中央値", "Median"}},
            {"upperQuartile", {"第3四分位", "Upper quartile"}},
            {"maximum", {"最大", "Maximum"}}};
}

Result<StudyResult> run(StudyReader& reader) {
    const std::vector<std::string> columns = reader.columns("columns");
    const std::string groupColumn = reader.column("group");
    if (reader.failed()) return reader.issues();
    if (columns.empty()) {
        reader.refuse("field.missing", "columns", {}, {});
        return reader.issues();
    }

    std::vector<std::size_t> everyRow(reader.rowCount());
    for (std::size_t row = 0; row < everyRow.size(); ++row) everyRow[row] = row;
    const std::vector<std::string> groups = reader.words(groupColumn, everyRow);
    std::vector<Described> all;
    for (const std::string& column : columns) {
        const std::vector<std::optional<double>> cells = reader.numbersOrMissing(column);
        std::map<std::string, Described> byGroup;
        Described whole{column, {}, 0, {}};
        for (std::size_t row = 0; row < cells.size(); ++row) {
            std::vector<Described*> takers{&whole};
            if (!groups.empty() && !groups[row].empty()) {
                takers.push_back(
                    &byGroup.try_emplace(groups[row], Described{column, groups[row], 0, {}}).first->second);
            }
            for (Described* taker : takers) {
                if (cells[row]) {
                    taker->values.push_back(*cells[row]);
                } else {
                    ++taker->missing;
                }
            }
        }
        all.push_back(std::move(whole));
        for (auto& [group, described] : byGroup) all.push_back(std::move(described));
    }
    if (reader.failed()) return reader.issues();

    StudyResult result;
    StudyTable table{"summary", {"要約統計量", "Summary statistics"}, describedColumns(), {}};
    for (const Described& described : all) {
        table.rows.push_back(describedRow(described));
        if (described.values.size() < 2) continue;
        const std::string key = described.column + (described.group.empty() ? "" : "." + described.group);
        const double count = static_cast<double>(described.values.size());
        result.estimates.push_back(normalEstimate("mean." + key, {key + " の平均", "mean of " + key},
                                                  sampleMean(described.values),
                                                  sampleStandardDeviation(described.values) / std::sqrt(count)));
    }
    result.tables.push_back(std::move(table));
    result.methodText = {
        "平均の区間は t 分布による 95 %信頼区間、標準偏差の除数は n − 1、分位点は順序統計量の線形補間（Hyndman–Fan "
        "の第7型）。",
        "Intervals of means are 95 % by Student's t, standard deviations divide by n − 1, quantiles interpolate "
        "linearly "
        "between order statistics (Hyndman and Fan's type 7)."};
    result.references = {"Hyndman RJ, Fan Y. Sample quantiles in statistical packages. Am Stat 1996;50:361-365."};
    return result;
}

}  // namespace

StudyDefinition summaryStudy() {
    return {
        .id = "summary",
        .group = StudyGroup::evidence,
        .name = {"要約統計", "Summary statistics"},
        .purpose = {"列ごとに例数・平均・標準偏差・四分位点を、全体と群別に求めます。",
                    "Describes columns by count, mean, spread and quantiles, in all and by group."},
        .fields = {required(dataField("data", {"データ", "Data"})),
                   required(columnsField("columns", {"要約する列", "Columns to describe"})),
                   columnField("group", {"群の列", "Column of groups"})},
        .run = run,
    };
}

}  // namespace kachi
