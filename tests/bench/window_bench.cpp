#include "tests/bench/bench_data.h"

#include "ui/windows/main_window.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>

#include <benchmark/benchmark.h>

namespace {

using namespace kachi;

/// The hip sample in a window; a cell is edited, and the clock runs until what was asked for is on the screen.
void edit(benchmark::State& state, bool waitForDraws) {
    MainWindow window;
    window.resize(1600, 1000);
    window.show();
    Session& session = window.session();
    session.newCase(bench::hip());
    QEventLoop loop;
    const auto look = [&] {
        if (!waitForDraws || session.resultState() == ResultState::current) loop.quit();
    };
    QObject::connect(&session, &Session::evaluationChanged, &loop, look);
    QObject::connect(&session, &Session::stateChanged, &loop, [&] {
        if (waitForDraws) look();
    });
    loop.exec();
    double minutes = 10;
    for (auto _ : state) {
        session.cancelCalculation();
        QApplication::processEvents();
        minutes += 1.0 / 64;
        QElapsedTimer timer;
        timer.start();
        session.document().setValue("labour.task.trays.minutesAfter", minutes);
        loop.exec();
        if (window.grab().isNull()) qFatal("window");
        state.SetIterationTime(static_cast<double>(timer.nsecsElapsed()) / 1e9);
    }
    session.cancelCalculation();
}

}  // namespace

BENCHMARK_CAPTURE(edit, baseCase, false)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(5)
    ->Repetitions(11);
BENCHMARK_CAPTURE(edit, allDraws, true)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(5);
