// One cell of a large table of a study edited in the window: the time in which the window does nothing else.
#include "app/studies/study_requests.h"
#include "tests/bench/bench_data.h"
#include "ui/forms/data_field.h"
#include "ui/forms/field_form.h"
#include "ui/sections/studies_page.h"

#include <QApplication>
#include <QElapsedTimer>

#include <benchmark/benchmark.h>

namespace {

using namespace kachi;

nlohmann::json table(int rows) {
    nlohmann::json::array_t cells;
    for (int row = 0; row < rows; ++row) {
        nlohmann::json line{"P" + std::to_string(row), row % 2 == 0 ? "control" : "device"};
        for (int column = 2; column < 10; ++column) line.push_back((row * 31 % 10'007) * (column + 1) / 100.0);
        cells.push_back(std::move(line));
    }
    return {{"columns", {"id", "arm", "a", "b", "c", "d", "e", "f", "g", "h"}}, {"rows", std::move(cells)}};
}

/// The hip sample with a summary of `rows` rows. @param linked  a parameter takes its number from it
void editCell(benchmark::State& state, int rows, bool linked) {
    Session session;
    Case value = bench::hip();
    const std::string id = addStudy(value, "summary");
    setStudyData(value, id, "data", table(rows), {}, {});
    if (linked) value.parameters.begin()->second.evidence.study = id;
    session.newCase(value);
    StudiesPage page(session);
    page.resize(1200, 720);
    page.show();
    page.goTo("/studies/id=" + id);
    QApplication::processEvents();
    DataTableModel* model = qobject_cast<DataField*>(page.form()->editorOf("data"))->model();
    int row = rows / 2;
    for (auto _ : state) {
        session.cancelCalculation();
        ++row;
        QElapsedTimer timer;
        timer.start();
        if (!model->setData(model->index(row, 3), QString::number(row), Qt::EditRole)) qFatal("edit");
        if (page.grab().isNull()) qFatal("page");
        state.SetIterationTime(static_cast<double>(timer.nsecsElapsed()) / 1e9);
    }
    session.cancelCalculation();
}

}  // namespace

BENCHMARK_CAPTURE(editCell, tenThousandRows, 10'000, false)
    ->UseManualTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(10)
    ->Repetitions(3);
BENCHMARK_CAPTURE(editCell, hundredThousandRows, 100'000, false)
    ->UseManualTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(10)
    ->Repetitions(3);
BENCHMARK_CAPTURE(editCell, hundredThousandRowsInAParameter, 100'000, true)
    ->UseManualTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(10)
    ->Repetitions(3);
