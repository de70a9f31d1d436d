#include "app/rules/rule_packs.h"

#include "app/storage/atomic_file.h"
#include "models/pricing/rule_check.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

Issues errorsOf(const Issues& findings) {
    Issues errors;
    for (const Issue& issue : findings) {
        if (issue.severity == Severity::error) errors.push_back(issue);
    }
    return errors;
}

Issues inFile(Issues issues, const QString& path) {
    for (Issue& issue : issues) issue.details["file"] = path.toStdString();
    return issues;
}

/// Among packs of a folder a pointer alone would not say which one: "mine.json/numbers/tax.rate".
Issues named(Issues issues, const QString& name) {
    for (Issue& issue : issues) {
        if (issue.where.starts_with('/') && issue.code != "session.cannotRead") {
            issue.where = name.toStdString() + issue.where;
        }
        issue.details.erase("file");
    }
    return issues;
}

}  // namespace

QString userRuleFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/rules"_s;
}

Result<RulePack> readRulePack(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        const std::string reason = file.errorString().toStdString();
        return Issue{"session.cannotRead", Severity::error, path.toStdString(), reason, {}, {}};
    }
    auto pack = parseRulePack(file.readAll().toStdString());
    if (!pack) return inFile(pack.issues(), path);
    return pack;
}

RulePacks::RulePacks(const QString& userFolder) : m_userFolder(userFolder) {
    read();
}

void RulePacks::read() {
    m_packs.clear();
    m_files.clear();
    m_issues.clear();
    m_shipped = 0;
    readFolder(u":/rules"_s);
    m_shipped = m_packs.size();
    if (!m_userFolder.isEmpty()) readFolder(m_userFolder);
}

void RulePacks::readFolder(const QString& path) {
    const QDir folder(path);
    for (const QString& name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        const QString file = folder.filePath(name);
        auto pack = readRulePack(file);
        if (!pack) {
            append(m_issues, named(pack.issues(), name));
        } else if (find(pack->id)) {
            m_issues.push_back({"rules.duplicateId", Severity::error, file.toStdString(), pack->id, {}, {}});
        } else if (const Issues errors = errorsOf(findings(*pack)); !errors.empty()) {
            append(m_issues, named(errors, name));
        } else {
            m_files[pack->id] = file;
            m_packs.push_back(std::move(pack).value());
        }
    }
}

const RulePack* RulePacks::find(const std::string& id) const {
    for (const RulePack& pack : m_packs) {
        if (pack.id == id) return &pack;
    }
    return nullptr;
}

bool RulePacks::isShipped(const std::string& id) const {
    const RulePack* pack = find(id);
    return pack && pack < m_packs.data() + m_shipped;
}

Result<RulePack> RulePacks::get(const std::string& id) const {
    if (const RulePack* pack = find(id)) return *pack;
    std::string known;
    for (const RulePack& pack : m_packs) known += (known.empty() ? "" : ", ") + pack.id;
    return Issue{"rules.unknownPack", Severity::error, "/context/rulePack", id, known, {}};
}

Issues RulePacks::findings(const RulePack& pack) const {
    return rulePackFindings(pack, {m_packs.begin(), m_packs.begin() + static_cast<std::ptrdiff_t>(m_shipped)});
}

Done RulePacks::save(const RulePack& pack) {
    if (isShipped(pack.id)) return Issue{"rules.shipped", Severity::error, pack.id, {}, {}, {}};
    if (const Issues errors = errorsOf(findings(pack)); !errors.empty()) return errors;
    const auto held = m_files.find(pack.id);
    const QString path = held == m_files.end()
                             ? QDir(m_userFolder).filePath(QString::fromStdString(pack.id) + u".json"_s)
                             : held->second;
    if (held == m_files.end() && QFile::exists(path)) {
        return Issue{"rules.fileTaken", Severity::error, path.toStdString(), pack.id, {}, {}};
    }
    QDir().mkpath(m_userFolder);
    if (const Done written = writeFileAtomically(path, QByteArray::fromStdString(rulePackToJson(pack))); !written) {
        return written;
    }
    read();
    return done();
}

Done RulePacks::remove(const std::string& id) {
    if (isShipped(id)) return Issue{"rules.shipped", Severity::error, id, {}, {}, {}};
    const auto held = m_files.find(id);
    if (held == m_files.end()) return get(id).issues();
    QFile file(held->second);
    if (!file.remove()) {
        const std::string reason = file.errorString().toStdString();
        return Issue{"rules.cannotDelete", Severity::error, held->second.toStdString(), reason, {}, {}};
    }
    read();
    return done();
}

Result<RulePack> rulePackNamed(const RulePacks& packs, const QString& name) {
    return QFile::exists(name) ? readRulePack(name) : packs.get(name.toStdString());
}

}  // namespace kachi
