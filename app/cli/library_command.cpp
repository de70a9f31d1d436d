#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/storage/atomic_file.h"
#include "app/storage/case_library.h"

#include <QFile>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

int refuse(const Issues& issues, Language language) {
    printIssues(issues, language);
    return exitStorage;
}

QString line(const CaseEntry& entry, Language language) {
    return QString::fromStdString(entry.header.id) + u'\t' + QString::fromStdString(entry.modified) + u"\tr"_s +
           QString::number(entry.headRevision) + u'\t' + QString::fromStdString(entry.header.title.in(language));
}

}  // namespace

int listLibrary(const QString& path, Language language) {
    const auto library = CaseLibrary::open(path, OpenMode::readOnly);
    if (!library) return refuse(library.issues(), language);
    const auto entries = library->list();
    if (!entries) return refuse(entries.issues(), language);
    for (const CaseEntry& entry : *entries) printOut(line(entry, language));
    return exitDone;
}

int searchLibrary(const QString& path, const QString& query, Language language) {
    const auto library = CaseLibrary::open(path, OpenMode::readOnly);
    if (!library) return refuse(library.issues(), language);
    const auto hits = library->search(query.toStdString());
    if (!hits) return refuse(hits.issues(), language);
    for (const SearchHit& hit : *hits) {
        printOut(line(hit.entry, language) + u"\t…"_s +
                 QString::fromStdString(hit.snippet.before + "[" + hit.snippet.match + "]" + hit.snippet.after)
                     .replace(u'\n', u' '));
    }
    return exitDone;
}

int showCase(const QString& path, const std::string& caseId, std::optional<int> revision, Language language) {
    const auto library = CaseLibrary::open(path, OpenMode::readOnly);
    if (!library) return refuse(library.issues(), language);
    const auto stored = revision ? library->loadRevision(caseId, *revision) : library->loadHead(caseId);
    if (!stored) return refuse(stored.issues(), language);
    printOut(QString::fromStdString(stored->json).trimmed());
    return exitDone;
}

int exportCase(const QString& path, const std::string& caseId, const QString& to, Language language) {
    const auto library = CaseLibrary::open(path, OpenMode::readOnly);
    if (!library) return refuse(library.issues(), language);
    const auto text = library->exportCase(caseId);
    if (!text) return refuse(text.issues(), language);
    const Done written = writeFileAtomically(to, QByteArray::fromStdString(*text));
    return written ? exitDone : refuse(written.issues(), language);
}

int importCase(const QString& path, const QString& from, Language language) {
    QFile file(from);
    if (!file.open(QIODevice::ReadOnly)) {
        return refuse(
            {{"session.cannotRead", Severity::error, from.toStdString(), file.errorString().toStdString(), {}, {}}},
            language);
    }
    auto library = CaseLibrary::open(path, OpenMode::createIfMissing);
    if (!library) return refuse(library.issues(), language);
    const auto entry = library->importCase(file.readAll().toStdString());
    if (!entry) return refuse(entry.issues(), language);
    printOut(line(*entry, language));
    return exitDone;
}

}  // namespace kachi
