#include "app/report/case_axes.h"
#include "app/report/case_figures.h"
#include "app/report/case_text.h"

namespace kachi {
namespace {

LabourScale widestScale(const LabourResults& results) {
    for (const LabourScale scale : {LabourScale::nation, LabourScale::hospital}) {
        if (results.find(scale)) return scale;
    }
    return LabourScale::procedure;
}

/// Staff rows of one scale, without the row of all staff.
std::vector<const LabourRow*> staffRows(const LabourResults& results, LabourScale scale) {
    std::vector<const LabourRow*> rows;
    for (const LabourRow& row : results.rows) {
        if (row.scale == scale && !row.staff.empty()) rows.push_back(&row);
    }
    return rows;
}

bool allVary(const std::vector<const LabourRow*>& rows) {
    for (const LabourRow* row : rows) {
        if (row->draws.size() < 2) return false;
    }
    return true;
}

std::optional<Figure> savingsByStaff(const Case& value, const Evaluation& evaluation, LabourMetric metric,
                                     const std::string& id, const Text& title, const Axis& axis) {
    if (!value.labour || !evaluation.labour) return {};
    const LabourScale scale = widestScale(*evaluation.labour);
    const std::vector<const LabourRow*> rows = staffRows(*evaluation.labour, scale);
    if (rows.empty()) return {};
    BarFigure bars;
    bars.value = axis;
    bars.categoryLabel = {"職種", "Staff"};
    BarSeries series{.name = axis.label};
    for (const LabourRow* row : rows) {
        bars.categories.push_back(row->name);
        series.values.push_back(valueOf(row->base, metric));
        if (!allVary(rows)) continue;
        const SampleSummary summary = summarise(row->series(metric));
        series.intervals.push_back({summary.low95, summary.high95});
    }
    bars.series = {std::move(series)};
    const Text scaleText = labourScaleText(scale);
    return Figure{.id = id,
                  .title = {title.ja + "・" + scaleText.ja, title.en + ", " + scaleText.en},
                  .caption = {"基本分析の値。縦線は95 %区間。", "Base case; lines are 95% intervals."},
                  .content = std::move(bars)};
}

}  // namespace

std::optional<Figure> labourMinutesWaterfall(const Case& value, const Evaluation& evaluation) {
    if (!value.labour || !evaluation.labour) return {};
    const LabourRow* all = evaluation.labour->find(LabourScale::procedure);
    if (!all || evaluation.labour->tasks.empty()) return {};
    WaterfallFigure waterfall;
    waterfall.value = makeAxis({"労働時間", "Working time"}, unitText(Unit::minutes));
    waterfall.steps.push_back({.name = {"導入前", "Before"}, .value = all->base.minutesBefore, .total = true});
    for (const LabourTaskRow& task : evaluation.labour->tasks) {
        waterfall.steps.push_back(
            {.name = rowName(value.labour->tasks, task.task), .value = task.minutesAfter - task.minutesBefore});
    }
    waterfall.steps.push_back({.name = {"導入後", "After"}, .value = all->base.minutesAfter, .total = true});
    return Figure{.id = "labour.minutes",
                  .title = {"1手技当たりの労働時間", "Working time of one procedure"},
                  .caption = {"基本分析。作業ごとの増減。", "Base case, change by task."},
                  .content = std::move(waterfall)};
}

std::optional<Figure> labourMinutesByStaff(const Case& value, const Evaluation& evaluation) {
    if (!value.labour || !evaluation.labour) return {};
    const std::vector<const LabourRow*> rows = staffRows(*evaluation.labour, LabourScale::procedure);
    if (rows.empty()) return {};
    BarFigure bars;
    bars.value = makeAxis({"1手技当たりの労働時間", "Working time of one procedure"}, unitText(Unit::minutes));
    bars.categoryLabel = {"職種", "Staff"};
    BarSeries before{.name = {"導入前", "Before"}};
    BarSeries after{.name = {"導入後", "After"}};
    for (const LabourRow* row : rows) {
        bars.categories.push_back(row->name);
        before.values.push_back(row->base.minutesBefore);
        after.values.push_back(row->base.minutesAfter);
    }
    bars.series = {std::move(before), std::move(after)};
    return Figure{.id = "labour.minutesByStaff",
                  .title = {"職種別の労働時間", "Working time by staff"},
                  .caption = {"基本分析。", "Base case."},
                  .content = std::move(bars)};
}

std::optional<Figure> labourHoursByStaff(const Case& value, const Evaluation& evaluation) {
    return savingsByStaff(value, evaluation, LabourMetric::hoursSaved, "labour.hours",
                          {"職種別の削減時間", "Hours saved by staff"},
                          makeAxis({"削減時間", "Hours saved"}, unitText(Unit::hours)));
}

std::optional<Figure> labourYenByStaff(const Case& value, const Evaluation& evaluation) {
    return savingsByStaff(value, evaluation, LabourMetric::yenSaved, "labour.yen",
                          {"職種別の費用換算額", "Cost of the time saved by staff"},
                          makeAxis({"削減時間の費用換算額", "Cost of the time saved"}, {}, NumberFormat::manYen));
}

}  // namespace kachi
