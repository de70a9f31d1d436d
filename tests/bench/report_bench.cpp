#include "tests/bench/bench_data.h"

#include "app/report/pdf_writer.h"
#include "app/report/report_builder.h"
#include "ui/charts/paper_figure_painter.h"

#include <benchmark/benchmark.h>

#include <QRegularExpression>

namespace {

int pagesOf(const QString& pdf) {
    QFile file(pdf);
    if (!file.open(QIODevice::ReadOnly)) qFatal("pdf");
    const QString text = QString::fromLatin1(file.readAll());
    static const QRegularExpression page(QStringLiteral("/Type /Page\\b"));
    return static_cast<int>(text.count(page));
}

/// The printed evaluation of the hip sample, built and written: some 35 pages with every kind of figure.
void pdf(benchmark::State& state) {
    const kachi::Case value = bench::hip();
    const kachi::Evaluation evaluation = bench::evaluated(value, bench::packOf(value), 10'000);
    const kachi::RulePacks packs;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("report.pdf"));
    kachi::PaperFigurePainter painter;
    for (auto _ : state) {
        const kachi::ReportDocument report = kachi::buildReport(value, evaluation, packs, {"2026-06-01", 1});
        if (!kachi::writePdf(report, path, painter, kachi::Language::ja)) qFatal("writePdf");
    }
    state.counters["pages"] = pagesOf(path);
}

}  // namespace

BENCHMARK(pdf)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(5);
