#include "app/report/case_tables.h"
#include "app/report/case_text.h"

#include <algorithm>

namespace kachi {
namespace {

Cell optionalCell(const std::optional<double>& number) {
    return number ? Cell{*number} : Cell{};
}

Cell intervalCell(const std::vector<double>& draws) {
    if (draws.size() < 2) return {};
    const SampleSummary summary = summarise(draws);
    return Text{readableInterval(summary.low95, summary.high95, Language::ja),
                readableInterval(summary.low95, summary.high95, Language::en)};
}

bool hasScenario(const Case& value) {
    return value.equalisation->scenario.kind != ScenarioKind::none;
}

}  // namespace

std::optional<Table> labourTable(const Case& value, const Evaluation& evaluation) {
    if (!value.labour || !evaluation.labour) return {};
    Table table{.title = {"労働時間の削減(規模・職種別)", "Working time saved, by scale and staff"},
                .columns = {{.header = {"規模・職種", "Scale and staff"}},
                            numberColumn({"削減時間", "Hours saved"}, unitText(Unit::hours), NumberFormat::number, 2),
                            {.header = {"95 %区間", "95% interval"}, .alignment = Alignment::right},
                            numberColumn({"常勤換算", "FTE"}, {"人", "persons"}),
                            numberColumn({"費用換算額", "Cost of the time"}, {}, NumberFormat::yen),
                            numberColumn({"実際に減る人件費", "Cashable"}, {}, NumberFormat::yen),
                            numberColumn({"他業務に充てられる時間", "Hours released"}, unitText(Unit::hours),
                                         NumberFormat::number, 2)}};
    for (const LabourScale scale : {LabourScale::procedure, LabourScale::hospital, LabourScale::nation}) {
        const LabourRow* all = evaluation.labour->find(scale);
        if (!all) continue;
        TableRow head{.cells = {labourScaleText(scale)}};
        head.cells.resize(table.columns.size());
        table.rows.push_back(std::move(head));
        for (const LabourRow& row : evaluation.labour->rows) {
            if (row.scale != scale) continue;
            table.rows.push_back(
                {.cells = {row.name, row.base.hoursSaved(), intervalCell(row.series(LabourMetric::hoursSaved)),
                           row.base.fullTimeEquivalents, row.base.yenSaved(), row.base.cashableYen,
                           row.base.releasedHours},
                 .emphasis = row.staff.empty(),
                 .indent = 1});
        }
    }
    table.notes = {{"実際に減る人件費と、他業務に充てられる時間は同じ削減時間の別の使い途であり、合計しない。",
                    "Cashable yen and released hours are two uses of the same saved time and are never added."},
                   {"病院・全国は1年当たり。", "Hospital and nation: per year."}};
    return table;
}

std::optional<Table> labourTaskTable(const Case& value, const Evaluation& evaluation) {
    if (!value.labour || !evaluation.labour) return {};
    Table table{.title = {"作業別の労働時間(1手技当たり)", "Working time by task, one procedure"},
                .columns = {{.header = {"作業", "Task"}},
                            {.header = {"職種", "Staff"}},
                            numberColumn({"導入前", "Before"}, unitText(Unit::minutes)),
                            numberColumn({"導入後", "After"}, unitText(Unit::minutes)),
                            numberColumn({"削減", "Saved"}, unitText(Unit::minutes)),
                            numberColumn({"費用換算額", "Cost of the time"}, unitText(Unit::yen))}};
    LabourTaskRow total;
    for (const LabourTaskRow& task : evaluation.labour->tasks) {
        table.rows.push_back(
            {.cells = {rowName(value.labour->tasks, task.task), rowName(value.labour->staff, task.staff),
                       task.minutesBefore, task.minutesAfter, task.minutesBefore - task.minutesAfter, task.yenSaved}});
        total.minutesBefore += task.minutesBefore;
        total.minutesAfter += task.minutesAfter;
        total.yenSaved += task.yenSaved;
    }
    table.rows.push_back({.cells = {Text{"計", "Total"},
                                    {},
                                    total.minutesBefore,
                                    total.minutesAfter,
                                    total.minutesBefore - total.minutesAfter,
                                    total.yenSaved},
                          .emphasis = true});
    return table;
}

std::optional<Table> regionalMeasureTable(const Case& value, const Evaluation& evaluation) {
    if (!value.equalisation || !evaluation.equalisation) return {};
    const bool scenario = hasScenario(value);
    const Text interval{"95 %区間", "95% interval"};
    Table table{
        .title = {"地域差の指標", "Measures of regional difference"},
        .columns = {{.header = {"指標", "Measure"}}, numberColumn({"現状", "Now"}, {}, NumberFormat::number, 4)}};
    if (scenario) {
        table.columns.push_back(numberColumn({"シナリオ後", "Scenario"}, {}, NumberFormat::number, 4));
        table.columns.push_back({.header = interval, .alignment = Alignment::right});
        table.columns.push_back(numberColumn({"変化率", "Change"}, {}, NumberFormat::percent, 1));
    }
    for (const RegionalMeasureInfo& info : regionalMeasures) {
        const MeasureResult& measure = evaluation.equalisation->measure(info.measure);
        TableRow row{.cells = {Text{info.ja, info.en}, optionalCell(measure.before)}};
        if (scenario) {
            row.cells.push_back(optionalCell(measure.after));
            row.cells.push_back(intervalCell(measure.drawsAfter));
            const bool changes = measure.before && measure.after && *measure.before != 0;
            row.cells.push_back(changes ? Cell{*measure.after / *measure.before - 1} : Cell{});
        }
        table.rows.push_back(std::move(row));
    }
    table.notes = {{"0 は地域差なし(最大最小比は 1)。", "0 means no difference; for the max/min ratio 1."}};
    return table;
}

std::optional<Table> decompositionTable(const Case& value, const Evaluation& evaluation) {
    if (!value.equalisation || !evaluation.equalisation) return {};
    const EqualisationResults& results = *evaluation.equalisation;
    const bool scenario = hasScenario(value);
    const Text before{"現状", "Now"};
    const Text after{"シナリオ後", "Scenario"};
    Table table{.title = {"地域差の分解(ブロック内・ブロック間)", "Decomposition within and between blocks"},
                .columns = {{.header = {"指標", "Measure"}}}};
    const auto columns = [&](const Text& group) {
        table.columns.push_back(numberColumn({"全体", "Total"}, {}, NumberFormat::number, 5, group));
        table.columns.push_back(numberColumn({"ブロック内", "Within"}, {}, NumberFormat::number, 5, group));
        table.columns.push_back(numberColumn({"ブロック間", "Between"}, {}, NumberFormat::number, 5, group));
        table.columns.push_back(numberColumn({"間の割合", "Share between"}, {}, NumberFormat::percent, 1, group));
    };
    columns(before);
    if (scenario) columns(after);
    const auto addCells = [](TableRow& row, const std::optional<Decomposition>& decomposition) {
        if (!decomposition) {
            row.cells.resize(row.cells.size() + 4);
            return;
        }
        const double total = decomposition->within + decomposition->between;
        row.cells.push_back(total);
        row.cells.push_back(decomposition->within);
        row.cells.push_back(decomposition->between);
        row.cells.push_back(total > 0 ? Cell{decomposition->between / total} : Cell{});
    };
    TableRow theilT{.cells = {Text{"タイル指標 T", "Theil T"}}};
    TableRow theilL{.cells = {Text{"タイル指標 L", "Theil L"}}};
    addCells(theilT, results.before.theilT);
    addCells(theilL, results.before.theilL);
    if (scenario) {
        addCells(theilT, results.after.theilT);
        addCells(theilL, results.after.theilL);
    }
    table.rows = {std::move(theilT), std::move(theilL)};
    return table;
}

std::optional<Table> regionTable(const Case& value, const Evaluation& evaluation) {
    if (!value.equalisation || !evaluation.equalisation) return {};
    const bool scenario = hasScenario(value);
    const std::string base = readableNumber(value.equalisation->rateBase, Language::en);
    const Text counts{"年間件数", "Procedures a year"};
    const Text rates{"実施率(人口" + base + "人当たり)", "Rate per " + base + " people"};
    Table table{.title = value.equalisation->subject,
                .columns = {{.header = {"コード", "Code"}},
                            {.header = {"地域", "Region"}},
                            {.header = {"ブロック", "Block"}},
                            numberColumn({"人口", "Population"}, {"人", "persons"}, NumberFormat::number, 0),
                            numberColumn({"現状", "Now"}, {}, NumberFormat::number, 0, counts)},
                .stubColumns = 2,
                .dense = true};
    if (scenario) {
        table.columns.push_back(numberColumn({"シナリオ後", "Scenario"}, {}, NumberFormat::number, 0, counts));
    }
    table.columns.push_back(numberColumn({"現状", "Now"}, {}, NumberFormat::number, 1, rates));
    if (scenario) {
        table.columns.push_back(numberColumn({"シナリオ後", "Scenario"}, {}, NumberFormat::number, 1, rates));
        table.columns.push_back(numberColumn({"差", "Difference"}, {}, NumberFormat::number, 1, rates));
    }
    for (const RegionRow& region : evaluation.equalisation->regions) {
        TableRow row{.cells = {Text{region.code, region.code}, region.name,
                               rowName(value.equalisation->groups, region.group), region.population,
                               region.countBefore}};
        if (scenario) row.cells.push_back(region.countAfter);
        row.cells.push_back(region.rateBefore);
        if (scenario) {
            row.cells.push_back(region.rateAfter);
            row.cells.push_back(region.rateAfter - region.rateBefore);
        }
        table.rows.push_back(std::move(row));
    }
    for (const ExcludedRegion& region : evaluation.equalisation->excluded) {
        table.notes.push_back(
            {"件数が公表されていないため除外: " + region.name.ja, "Left out, count not published: " + region.name.en});
    }
    return table;
}

}  // namespace kachi
