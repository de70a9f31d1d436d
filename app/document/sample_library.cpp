#include "app/document/sample_library.h"

#include "app/document/session.h"
#include "app/storage/case_library.h"
#include "models/case/case_json.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace kachi {

using namespace Qt::StringLiterals;

Result<std::vector<Case>> sampleCases() {
    std::vector<Case> cases;
    const QDir folder(u":/samples"_s);
    for (const QString& name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) {
            return Issue{"session.cannotRead",
                         Severity::error,
                         file.fileName().toStdString(),
                         file.errorString().toStdString(),
                         {},
                         {}};
        }
        auto read = caseFromJson(file.readAll().toStdString());
        if (!read) return read.issues();
        cases.push_back(std::move(read->value));
    }
    return cases;
}

Done addSamples(CaseLibrary& library) {
    const auto samples = sampleCases();
    if (!samples) return samples.issues();
    const auto present = library.list();
    if (!present) return present.issues();
    for (const Case& sample : *samples) {
        const bool known = std::any_of(present->begin(), present->end(),
                                       [&](const CaseEntry& entry) { return entry.header.id == sample.id; });
        if (known) continue;
        NewRevision revision;
        revision.header = headerOf(sample, CaseKind::sample);
        revision.json = caseToJson(sample);
        revision.digest = caseDigest(sample);
        revision.author = "Kachi";
        revision.message = "見本 / sample";
        revision.searchText = searchText(sample);
        const auto saved = library.saveRevision(revision);
        if (!saved) return saved.issues();
    }
    return done();
}

Result<QString> ensureSampleLibrary(const QString& folder) {
    const QString home = folder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : folder;
    const QString path = QDir(home).filePath(u"kachi-samples.kachi"_s);
    if (!QDir().mkpath(home)) {
        return Issue{"storage.cannotWrite", Severity::error, home.toStdString(), "mkdir", {}, {}};
    }
    auto library = CaseLibrary::open(path, OpenMode::createIfMissing);
    if (!library) return library.issues();
    if (library->writable()) {
        const Done added = addSamples(*library);
        if (!added) return added.issues();
    }
    return path;
}

}  // namespace kachi
