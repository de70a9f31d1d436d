// Physician maldistribution index of areas, from physicians, working hours and expected consultations.
#include "models/equalisation/physician_index.h"

#include "models/studies/mixed_units.h"
#include "models/studies/study_definitions.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace kachi {
namespace {

struct Areas {
    RegionNames names;
    std::vector<std::size_t> rows;   ///< [area] row of the data
    std::vector<double> physicians;  ///< [area] standardised
    std::vector<double> population;
    std::vector<double> ratio;
};

void requirePositive(StudyReader& reader, const std::vector<double>& values, const std::vector<std::size_t>& rows,
                     const std::string& column, bool zeroAllowed) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] > 0 || (zeroAllowed && values[i] == 0)) continue;
        reader.refuseCell(zeroAllowed ? "regions.negativeNumber" : "regions.populationNotPositive", rows[i], column,
                          {});
    }
}

/// Working hours of each class column; national numbers are those of the table or the sums of the areas.
std::vector<PhysicianClass> readClasses(StudyReader& reader, const std::vector<std::string>& columns,
                                        const std::vector<std::vector<double>>& counts) {
    std::vector<PhysicianClass> classes(columns.size());
    std::vector<bool> found(columns.size(), false);
    for (FieldCells& row : reader.rows("hours")) {
        const std::string name = row.text("class");
        const double hours = row.real("hours");
        const auto national = row.optionalReal("physicians");
        const auto at = std::ranges::find(columns, name);
        if (at == columns.end()) {
            row.refuse("regions.unknownClass", "class", name, {});
            continue;
        }
        const auto k = static_cast<std::size_t>(at - columns.begin());
        found[k] = true;
        classes[k] = {national.value_or(std::accumulate(counts[k].begin(), counts[k].end(), 0.0)), hours};
    }
    for (std::size_t k = 0; k < columns.size(); ++k) {
        if (!found[k]) reader.refuse("regions.classWithoutHours", "hours", columns[k], {});
    }
    return classes;
}

std::vector<double> readStandardised(StudyReader& reader, const std::vector<std::string>& classColumns,
                                     const std::vector<std::size_t>& rows) {
    std::vector<std::vector<double>> counts;  // [class][area]
    for (const std::string& column : classColumns) {
        counts.push_back(reader.numbers(column, rows));
        requirePositive(reader, counts.back(), rows, column, true);
    }
    const std::vector<PhysicianClass> classes = readClasses(reader, classColumns, counts);
    std::vector<double> standardised;
    if (reader.failed()) return standardised;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::vector<double> own;
        for (const std::vector<double>& column : counts) own.push_back(column[i]);
        const auto physicians = standardisedPhysicians(own, classes);
        if (!physicians) {
            reader.add(physicians.issues());
            return standardised;
        }
        standardised.push_back(*physicians);
    }
    return standardised;
}

Areas read(StudyReader& reader) {
    Areas areas;
    const std::string region = reader.neededColumn("region");
    const std::string group = reader.column("group");
    const std::string population = reader.neededColumn("population");
    const std::string ratio = reader.column("ratio");
    const std::vector<std::string> classes = reader.columns("classes");
    const std::string physicians = classes.empty() ? reader.neededColumn("physicians") : reader.column("physicians");
    if (!classes.empty() && !physicians.empty()) reader.refuse("regions.physiciansTwice", "classes", {}, {});
    if (ratio.empty()) reader.neededColumn("ratio");
    if (reader.failed()) return areas;

    areas.names = readRegions(reader, region, group, true);
    std::vector<std::string> needed = classes;
    needed.insert(needed.end(), {population, ratio, physicians});
    areas.rows = reader.completeRows(needed);
    areas.population = reader.numbers(population, areas.rows);
    areas.ratio = reader.numbers(ratio, areas.rows);
    requirePositive(reader, areas.population, areas.rows, population, false);
    requirePositive(reader, areas.ratio, areas.rows, ratio, false);
    if (classes.empty()) {
        areas.physicians = reader.numbers(physicians, areas.rows);
        requirePositive(reader, areas.physicians, areas.rows, physicians, true);
    } else {
        areas.physicians = readStandardised(reader, classes, areas.rows);
    }
    if (!reader.failed()) {
        warnOfMixedUnits(reader, areas.names, areas.rows, areas.physicians, areas.population, population);
    }
    return areas;
}

/// Where an area stands, from the two thresholds the analyst gave.
Text standing(double index, std::optional<double> lower, std::optional<double> upper) {
    if (upper && index >= *upper) return {"多数", "many"};
    if (lower && index <= *lower) return {"少数", "few"};
    return lower || upper ? Text{"中間", "between"} : Text{};
}

Result<StudyResult> run(StudyReader& reader) {
    const Areas areas = read(reader);
    const auto lower = reader.optionalReal("lowerThreshold");
    const auto upper = reader.optionalReal("upperThreshold");
    if (lower && upper && !(*lower < *upper)) {
        reader.refuse("field.outside", "upperThreshold", numberText(*upper), "> " + numberText(*lower));
    }
    if (reader.failed()) return reader.issues();

    std::vector<double> indices;
    double physicians = 0;
    double needUnits = 0;  // index 1 needs this many physicians
    for (std::size_t i = 0; i < areas.rows.size(); ++i) {
        indices.push_back(physicianIndex(areas.physicians[i], areas.population[i], areas.ratio[i]));
        physicians += areas.physicians[i];
        needUnits += 1 / physicianIndex(1, areas.population[i], areas.ratio[i]);
    }
    std::vector<std::size_t> order(indices.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return indices[a] > indices[b]; });

    StudyResult result;
    result.figures.push_back(studyFigure("index", {"全地域の医師偏在指標", "Index of all areas together"},
                                         physicians / needUnits, Unit::index));
    result.figures.back().headline = true;
    result.figures.push_back(studyFigure("lowest", {"最小", "Lowest"}, indices[order.back()], Unit::index));
    result.figures.push_back(studyFigure("highest", {"最大", "Highest"}, indices[order.front()], Unit::index));

    StudyTable table{"areas",
                     {"地域別の医師偏在指標", "Index by area"},
                     {{"rank", {"順位", "Rank"}, Unit::count},
                      {"area", {"地域", "Area"}},
                      {"physicians", {"標準化医師数", "Standardised physicians"}},
                      {"population", {"人口", "Population"}, Unit::persons},
                      {"ratio", {"標準化受療率比", "Standardised consultation ratio"}},
                      {"index", {"医師偏在指標", "Index"}, Unit::index},
                      {"standing", {"区分", "Standing"}},
                      {"shortfall", {"下限の指標に必要な医師数", "Physicians lacking to the lower threshold"}}},
                     {}};
    BarChart bars;
    bars.value = {{"医師偏在指標", "Physician maldistribution index"}, Unit::index};
    bars.categoryLabel = {"地域", "Area"};
    bars.horizontal = true;
    ChartBars series;
    for (std::size_t place = 0; place < order.size(); ++place) {
        const std::size_t i = order[place];
        const Text& label = areas.names.regions[areas.rows[i]].label;
        std::optional<double> lacking;
        if (lower)
            lacking =
                std::max(0.0, *lower / physicianIndex(1, areas.population[i], areas.ratio[i]) - areas.physicians[i]);
        table.rows.push_back({studyCell(static_cast<double>(place + 1)), studyCell(label),
                              studyCell(areas.physicians[i]), studyCell(areas.population[i]), studyCell(areas.ratio[i]),
                              studyCell(indices[i]), studyCell(standing(indices[i], lower, upper)),
                              studyCell(lacking)});
        bars.categories.push_back(label);
        series.values.push_back(indices[i]);
    }
    result.tables.push_back(std::move(table));
    constexpr std::size_t mostBars = 60;
    if (areas.names.prefectures) {
        result.charts.push_back(regionMap("map", {"地図", "Map"}, bars.value, areas.names, areas.rows, indices, {}));
    }
    bars.series.push_back(std::move(series));
    if (indices.size() <= mostBars) {
        result.charts.push_back({"bars", {"医師偏在指標", "Physician maldistribution index"}, {}, std::move(bars)});
    }
    result.methodText = {
        "医師偏在指標 = 標準化医師数 ÷（人口 ÷ 10万 × "
        "標準化受療率比）。標準化医師数は性年齢階級別の医師数に平均労働時間の比を乗じた"
        "合計。相対的な偏在の指標であり、絶対的な必要数ではない。",
        "Index = standardised physicians over (population/100,000 × standardised consultation ratio); physicians of "
        "each "
        "sex-age class count by their working hours over the mean. It measures relative distribution, not absolute "
        "need."};
    result.references = {"厚生労働省「医師確保計画策定ガイドライン」。"};
    return result;
}

}  // namespace

StudyDefinition physicianIndexStudy() {
    using namespace field_limits;
    return {
        .id = "physicianIndex",
        .group = StudyGroup::regions,
        .name = {"医師偏在指標", "Physician maldistribution index"},
        .purpose = {"地域の医師数を労働時間・人口・受療率でそろえて比べ、少数・多数の区分と不足数を示します。",
                    "Compares physicians of areas after working hours, population and consultations, with standing and "
                    "shortfall."},
        .fields = {required(dataField("data", {"データ", "Data"})),
                   required(columnField("region", {"地域の列", "Column of areas"})),
                   columnField("group", {"都道府県の列", "Column of prefectures"},
                               {"同名の地域を区別します。", "Tells areas of the same name apart."}),
                   required(columnField("population", {"人口の列", "Column of populations"})),
                   required(columnField("ratio", {"標準化受療率比の列", "Column of consultation ratios"},
                                        {"地域の期待受療率 ÷ 全国の期待受療率。",
                                         "Expected consultation rate of the area over that of the nation."})),
                   columnField("physicians", {"標準化医師数の列", "Column of standardised physicians"}),
                   columnsField("classes", {"階級別医師数の列", "Columns of physicians by class"},
                                {"標準化医師数の代わりに、性年齢階級ごとの医師数。",
                                 "Instead of standardised physicians: numbers by sex-age class."}),
                   tableField(
                       "hours", {"階級の労働時間", "Working hours of the classes"},
                       {required(textField("class", {"階級（列名）", "Class (name of the column)"})),
                        required(numberField("hours", {"平均労働時間", "Mean working hours"}, Unit::none, positive)),
                        numberField("physicians", {"全国の医師数", "Physicians in the nation"}, Unit::none, notNegative,
                                    {"空欄なら表の合計。", "Empty: the sum of the table."})}),
                   numberField("lowerThreshold", {"少数の閾値", "Threshold of few"}, Unit::none, positive,
                               {"この値以下を少数とします。", "Areas at or below it have few."}),
                   numberField("upperThreshold", {"多数の閾値", "Threshold of many"}, Unit::none, positive,
                               {"この値以上を多数とします。", "Areas at or above it have many."})},
        .run = run,
    };
}

}  // namespace kachi
