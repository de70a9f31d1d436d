#include "tests/bench/bench_data.h"

#include <QElapsedTimer>
#include <QProcess>

#include <benchmark/benchmark.h>

namespace {

double probe(const QStringList& arguments) {
    QProcess process;
    process.start(QStringLiteral(KACHI_PROBE), arguments);
    if (!process.waitForFinished(120'000) || process.exitCode() != 0) qFatal("kachi_probe");
    return process.readAllStandardOutput().trimmed().toDouble();
}

/// Time: the whole life of a process that shows its window and ends; counter: from its main() to the painted window.
void start(benchmark::State& state) {
    const bench::Library cases(1'000);
    double sinceMain = 0;
    for (auto _ : state) {
        QElapsedTimer timer;
        timer.start();
        sinceMain = probe({QStringLiteral("start"), cases.path()});
        state.SetIterationTime(static_cast<double>(timer.nsecsElapsed()) / 1e9);
    }
    state.counters["sinceMain_ms"] = sinceMain;
}

void memory(benchmark::State& state) {
    for (auto _ : state) {
        state.counters["MB"] = probe({QStringLiteral("memory"), QString::number(state.range(0))});
    }
}

}  // namespace

BENCHMARK(start)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(11);
BENCHMARK(memory)
    ->Arg(10'000)
    ->Arg(100'000)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1)
    ->Repetitions(3);
