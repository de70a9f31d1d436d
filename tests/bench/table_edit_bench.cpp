// Edits of a case with a large table of a study in the window: the time in which the window does nothing else.
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

/// The hip sample with a summary of `rows` rows, shown in a window.
struct OpenTable {
    explicit OpenTable(int rows, bool linked = false) : page(session) {
        Case value = bench::hip();
        id = addStudy(value, "summary");
        setStudyData(value, id, "data", table(rows), {}, {});
        if (linked) value.parameters.begin()->second.evidence.study = id;
        parameter = value.parameters.begin()->first;
        session.newCase(value);
        page.resize(1200, 720);
        page.show();
        page.goTo("/studies/id=" + id);
        QApplication::processEvents();
    }
    ~OpenTable() { session.cancelCalculation(); }

    /// Times `edit` and painting what it changed.
    template <class Edit>
    void measure(benchmark::State& state, Edit edit) {
        session.cancelCalculation();
        QElapsedTimer timer;
        timer.start();
        edit();
        if (page.grab().isNull()) qFatal("page");
        state.SetIterationTime(static_cast<double>(timer.nsecsElapsed()) / 1e9);
    }

    Session session;
    StudiesPage page;
    std::string id;
    std::string parameter;
};

/// @param linked  a parameter takes its number from the table
void editCell(benchmark::State& state, int rows, bool linked) {
    OpenTable opened(rows, linked);
    DataTableModel* model = qobject_cast<DataField*>(opened.page.form()->editorOf("data"))->model();
    int row = rows / 2;
    for (auto _ : state) {
        ++row;
        opened.measure(state, [&] {
            if (!model->setData(model->index(row, 3), QString::number(row), Qt::EditRole)) qFatal("edit");
        });
    }
}

/// A number of another section.
void editElsewhere(benchmark::State& state, int rows) {
    OpenTable opened(rows);
    double number = 1;
    for (auto _ : state) {
        opened.measure(state, [&] { opened.session.document().setValue(opened.parameter, number += 1); });
    }
}

/// What is left to the window when the import dialog has read a table.
void takeTable(benchmark::State& state, int rows) {
    OpenTable opened(1);
    for (auto _ : state) {
        nlohmann::json read = table(++rows);  // another one each time
        opened.measure(state, [&] {
            Case after = opened.session.document().current();
            setStudyData(after, opened.id, "data", std::move(read), {}, {});
            opened.session.document().replace(std::move(after), QStringLiteral("import"));
        });
    }
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
BENCHMARK_CAPTURE(editElsewhere, besideSevenHundredThousandRows, 700'000)
    ->UseManualTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(10)
    ->Repetitions(3);
BENCHMARK_CAPTURE(takeTable, sevenHundredThousandRows, 700'000)
    ->UseManualTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3);
