#include "app/rules/rule_packs.h"

#include <QDir>
#include <QFile>

namespace kachi {

using namespace Qt::StringLiterals;

RulePacks::RulePacks(const QString& userFolder) {
    QStringList folders{u":/rules"_s};
    if (!userFolder.isEmpty()) folders << userFolder;
    for (const QString& path : folders) {
        const QDir folder(path);
        for (const QString& name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::ReadOnly)) {
                m_issues.push_back({"rules.cannotRead",
                                    Severity::error,
                                    file.fileName().toStdString(),
                                    file.errorString().toStdString(),
                                    {},
                                    {}});
                continue;
            }
            auto pack = parseRulePack(file.readAll().toStdString());
            if (!pack) {
                for (Issue issue : pack.issues()) {
                    issue.where = name.toStdString() + issue.where;
                    m_issues.push_back(std::move(issue));
                }
            } else if (find(pack->id)) {
                m_issues.push_back(
                    {"rules.duplicateId", Severity::error, file.fileName().toStdString(), pack->id, {}, {}});
            } else {
                m_packs.push_back(std::move(pack).value());
            }
        }
    }
}

const RulePack* RulePacks::find(const std::string& id) const {
    for (const RulePack& pack : m_packs) {
        if (pack.id == id) return &pack;
    }
    return nullptr;
}

Result<RulePack> RulePacks::get(const std::string& id) const {
    if (const RulePack* pack = find(id)) return *pack;
    std::string known;
    for (const RulePack& pack : m_packs) known += (known.empty() ? "" : ", ") + pack.id;
    return Issue{"rules.unknownPack", Severity::error, "/context/rulePack", id, known, {}};
}

}  // namespace kachi
