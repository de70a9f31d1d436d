#include "app/cli/output.h"

#include "app/cli/command_line.h"
#include "app/messages/catalogue.h"
#include "app/messages/repeated_issues.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace kachi {
namespace {

/// @return 0, or errno of the failure
int print(std::FILE* stream, const QString& text) {
    const QByteArray bytes = text.toUtf8() + '\n';
    const auto size = static_cast<std::size_t>(bytes.size());
    const bool taken = std::fwrite(bytes.constData(), 1, size, stream) == size && std::fflush(stream) == 0;
    return taken ? 0 : errno;
}

int firstOutputError = 0;

QString severityWord(Severity severity, Language language) {
    switch (severity) {
        case Severity::error:
            return QString::fromUtf8(language == Language::ja ? "エラー" : "error");
        case Severity::warning:
            return QString::fromUtf8(language == Language::ja ? "注意" : "warning");
        case Severity::info:
            break;
    }
    return QString::fromUtf8(language == Language::ja ? "情報" : "note");
}

/// Faults of what a readable library or file was asked for, rather than of reading or writing it.
bool isRequestFault(const std::string& code) {
    constexpr std::array codes{"storage.noCase", "storage.noRevision", "storage.caseExists", "storage.notAnExport"};
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

int exitCodeOf(const std::string& code) {
    if (code.starts_with("cli.")) return exitUsage;
    if (isRequestFault(code)) return exitRefused;
    const bool isFile = code.starts_with("storage.") || code == "session.cannotRead" || code == "report.cannotWrite" ||
                        code == "interchange.cannotOpen";
    return isFile ? exitStorage : exitRefused;
}

}  // namespace

void printOut(const QString& text) {
    const int error = print(stdout, text);
    if (firstOutputError == 0) firstOutputError = error;
}
void printError(const QString& text) {
    print(stderr, text);
}

std::string outputFault() {
    return firstOutputError == 0 ? std::string() : std::strerror(firstOutputError);
}

void printIssues(const Issues& all, Language language) {
    const Issues issues = withoutRepeats(all);
    for (const Severity severity : {Severity::error, Severity::warning, Severity::info}) {
        for (const Issue& issue : issues) {
            if (issue.severity != severity) continue;
            const QString file = QString::fromStdString(issue.details.contains("file") ? issue.details.at("file") : "");
            const QString prefix = file.isEmpty() ? QString() : file + QStringLiteral(": ");
            printError(severityWord(severity, language) + QStringLiteral(": ") + prefix +
                       MessageCatalogue::instance().sentence(issue, language));
        }
    }
}

int refuse(const Issues& issues, Language language) {
    printIssues(issues, language);
    return exitCodeOf(issues.front().code);
}

Issues withFile(Issues issues, const QString& path) {
    for (Issue& issue : issues) issue.details["file"] = path.toStdString();
    return issues;
}

}  // namespace kachi
