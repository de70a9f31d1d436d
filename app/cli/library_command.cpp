#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/output.h"
#include "app/document/session.h"
#include "app/storage/atomic_file.h"
#include "app/storage/case_library.h"
#include "models/case/case_json.h"

#include <QFile>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

QString line(const CaseEntry& entry, Language language) {
    return QString::fromStdString(entry.header.id) + u'\t' + QString::fromStdString(entry.modified) + u"\tr"_s +
           QString::number(entry.headRevision) + u'\t' + QString::fromStdString(entry.header.title.in(language));
}

/// The library, to be read; what is particular about it (made by a newer Kachi, …) is printed.
Result<CaseLibrary> openToRead(const QString& path, Language language) {
    auto library = CaseLibrary::open(path, OpenMode::readOnly);
    if (library) printIssues(library->notices(), language);
    return library;
}

/// Adds a case file as revision 1.
Result<CaseEntry> addCase(CaseLibrary& library, const Case& value) {
    if (library.entry(value.id)) {
        return Issue{"storage.caseExists", Severity::error, value.id, value.title.ja, {}, {}};
    }
    NewRevision revision;
    revision.header = headerOf(value);
    revision.json = caseToJson(value);
    revision.digest = caseDigest(value);
    revision.author = sessionOwner();
    revision.searchText = searchText(value);
    const auto saved = library.saveRevision(revision);
    if (!saved) return saved.issues();
    return library.entry(value.id);
}

/// Imports a case with its history, as `library export` writes it, or a plain case file.
Result<CaseEntry> importInto(const QString& path, const std::string& text, Language language) {
    const auto read = caseFromJson(text);
    const bool isPlain = read || read.issues().front().code != "case.notACase";
    if (isPlain && !read) return read.issues();
    auto library = CaseLibrary::open(path, OpenMode::createIfMissing);
    if (!library) return library.issues();
    printIssues(library->notices(), language);
    if (!isPlain) return library->importCase(text);
    printIssues(read->warnings, language);
    return addCase(*library, read->value);
}

}  // namespace

int listLibrary(const QString& path, Language language) {
    const auto library = openToRead(path, language);
    if (!library) return refuse(library.issues(), language);
    const auto entries = library->list();
    if (!entries) return refuse(entries.issues(), language);
    for (const CaseEntry& entry : *entries) printOut(line(entry, language));
    return exitDone;
}

int searchLibrary(const QString& path, const QString& query, Language language) {
    const auto library = openToRead(path, language);
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
    const auto library = openToRead(path, language);
    if (!library) return refuse(library.issues(), language);
    const auto stored = revision ? library->loadRevision(caseId, *revision) : library->loadHead(caseId);
    if (!stored) return refuse(stored.issues(), language);
    printOut(QString::fromStdString(stored->json).trimmed());
    return exitDone;
}

int exportCase(const QString& path, const std::string& caseId, const QString& to, Language language) {
    const auto library = openToRead(path, language);
    if (!library) return refuse(library.issues(), language);
    const auto text = library->exportCase(caseId);
    if (!text) return refuse(text.issues(), language);
    const Done written = writeFileAtomically(to, QByteArray::fromStdString(*text));
    return written ? exitDone : refuse(written.issues(), language);
}

int importCase(const QString& path, const QString& from, Language language) {
    const auto bytes = readFile(from);
    if (!bytes) return refuse(bytes.issues(), language);
    const bool isNew = !QFile::exists(path);
    const auto imported = importInto(path, bytes->toStdString(), language);
    if (imported) {
        printOut(line(*imported, language));
        return exitDone;
    }
    if (isNew) QFile::remove(path);  // a library made for nothing
    Issues issues = imported.issues();
    for (Issue& issue : issues) {
        if (issue.code == "storage.notAnExport") issue.where = from.toStdString();
        if (issue.code.starts_with("case.")) issue.details["file"] = from.toStdString();
    }
    return refuse(issues, language);
}

}  // namespace kachi
