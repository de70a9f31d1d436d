#include "app/cli/output.h"

#include "app/messages/catalogue.h"

#include <cstdio>

namespace kachi {
namespace {

void print(std::FILE* stream, const QString& text) {
    const QByteArray bytes = text.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}

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

}  // namespace

void printOut(const QString& text) {
    print(stdout, text);
}
void printError(const QString& text) {
    print(stderr, text);
}

void printIssues(const Issues& issues, Language language) {
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

}  // namespace kachi
