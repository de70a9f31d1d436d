// Measures what needs a process of its own and prints one number:
//   kachi_probe start LIBRARY  milliseconds from main() to a painted window that lists the library
//   kachi_probe memory DRAWS   peak resident memory in MB of a probabilistic run of the benchmark cohort
#include "tests/bench/bench_data.h"
#include "ui/windows/case_flow.h"
#include "ui/windows/language.h"
#include "ui/windows/main_window.h"

#include <QApplication>
#include <QElapsedTimer>

#include <cstdio>

using namespace kachi;

namespace {

double start(int argc, char** argv, const QString& library) {
    QElapsedTimer timer;
    timer.start();
    QApplication application(argc, argv);
    setUiLanguage(Language::ja);
    applyTheme(ThemeChoice::light);
    MainWindow window;
    window.show();
    if (!window.flow().openLibrary(library, OpenMode::readWrite)) qFatal("library");
    QApplication::processEvents();
    if (window.grab().isNull()) qFatal("window");
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

double peakMegabytes() {
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly)) qFatal("/proc/self/status");
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:")) return line.mid(6).trimmed().split(' ').front().toDouble() / 1024;
    }
    qFatal("VmHWM");
}

double memory(std::size_t draws) {
    const Case value = bench::cohort();
    const Evaluation evaluation = bench::evaluated(value, bench::packOf(value), draws);
    return peakMegabytes();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QCoreApplication::setOrganizationName(QStringLiteral("Kachi bench"));  // settings of its own
    const QString argument = QString::fromLocal8Bit(argv[2]);
    const bool isStart = std::string(argv[1]) == "start";
    std::printf("%.3f\n", isStart ? start(argc, argv, argument) : memory(argument.toULongLong()));
    return 0;
}
