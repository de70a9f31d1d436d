#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "app/document/sample_library.h"
#include "ui/charts/paper_figure_painter.h"
#include "ui/windows/case_flow.h"
#include "ui/windows/language.h"
#include "ui/windows/main_window.h"
#include "ui/windows/settings.h"

#include <QApplication>
#include <QFileInfo>
#include <QLoggingCategory>

#include <algorithm>
#include <string>
#include <vector>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

/// QApplication ends the program when there is no display, so that is seen to first.
bool displayMissing() {
#ifdef Q_OS_LINUX
    return qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") &&
           qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
#else
    return false;
#endif
}

/// The library to open: the one asked for, else the last one, else one made of the bundled samples.
QString startLibrary(const std::vector<std::string>& arguments) {
    const auto option = std::find(arguments.begin(), arguments.end(), "--library");
    if (option != arguments.end() && option + 1 != arguments.end()) return QString::fromStdString(*(option + 1));
    const QString last = settings::lastLibrary();
    if (QFileInfo::exists(last)) return last;
    const auto samples = ensureSampleLibrary();
    if (samples) return *samples;
    printIssues(samples.issues(), uiLanguage());
    return {};
}

int runWindow(int argc, char** argv, const std::vector<std::string>& arguments) {
    QApplication application(argc, argv);
    setUiLanguage(settings::language());
    applyTheme(settings::theme());
    MainWindow window;
    window.show();
    const QString library = startLibrary(arguments);
    if (!library.isEmpty() && window.flow().openLibrary(library, OpenMode::readWrite)) window.flow().offerRecovery();
    return QApplication::exec();
}

/// Verbs need no display; those that print a PDF need fonts and charts, which Qt gives only to an application.
int runVerb(int argc, char** argv, const std::vector<std::string>& arguments) {
    PaperFigurePainter painter;
    const auto asksForText = [&arguments](const char* option) {
        return std::find(arguments.begin(), arguments.end(), option) != arguments.end();
    };
    if (asksForText("--help") || asksForText("-h") || asksForText("--version")) {
        return runCommandLine(argc, argv, painter);
    }
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QLoggingCategory::setFilterRules(u"default.warning=false"_s);  // Qt's own remarks are not for users
    int qtArguments = 1;                                           // Qt must not take the verbs' options for its own
    QApplication application(qtArguments, argv);
    return runCommandLine(argc, argv, painter);
}

}  // namespace

int main(int argc, char** argv) {
    QCoreApplication::setApplicationName(u"Kachi"_s);
    QCoreApplication::setOrganizationName(u"Kachi"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(KACHI_VERSION));
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const bool opensWindow = arguments.empty() || (arguments.size() == 2 && arguments.front() == "--library");
    if (!opensWindow) return runVerb(argc, argv, arguments);
    if (displayMissing()) {
        printIssues({{"window.noDisplay", Severity::error, {}, {}, {}, {}}}, environmentLanguage());
        return exitUsage;
    }
    return runWindow(argc, argv, arguments);
}
