#include "app/studies/import_memory.h"

#include "app/storage/atomic_file.h"
#include "models/studies/study.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostTemplates = 200;
constexpr int version = 1;

nlohmann::json toJson(const ImportTemplate& saved) {
    nlohmann::json headers = nlohmann::json::array();
    for (const QString& header : saved.headers) headers.push_back(header.toStdString());
    nlohmann::json json{{"method", saved.method}, {"headers", std::move(headers)}, {"roles", saved.roles}};
    if (saved.decimalMark) json["decimalMark"] = QString(*saved.decimalMark).toStdString();
    return json;
}

/// Throws where the file was damaged by hand.
ImportTemplate fromJson(const nlohmann::json& json) {
    ImportTemplate saved;
    saved.method = json.at("method").get<std::string>();
    for (const nlohmann::json& header : json.at("headers")) {
        saved.headers << QString::fromStdString(header.get<std::string>());
    }
    const QString mark = QString::fromStdString(json.value("decimalMark", std::string()));
    if (!mark.isEmpty()) saved.decimalMark = mark.front();
    saved.roles = json.value("roles", saved.roles);
    return saved;
}

}  // namespace

ImportMemory::ImportMemory(const QString& folder) {
    const QString home = folder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : folder;
    m_path = QDir(home).filePath(u"import-templates.json"_s);
}

std::vector<ImportTemplate> ImportMemory::load() const {
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    const nlohmann::json json = nlohmann::json::parse(file.readAll().toStdString(), nullptr, false);
    std::vector<ImportTemplate> templates;
    try {
        if (json.at("version") != version) return {};
        for (const nlohmann::json& saved : json.at("templates")) templates.push_back(fromJson(saved));
    } catch (const nlohmann::json::exception&) {
        return {};
    }
    return templates;
}

std::optional<ImportTemplate> ImportMemory::find(const std::string& method, const QStringList& headers) const {
    for (ImportTemplate& saved : load()) {
        if (saved.method == method && saved.headers == headers) return std::move(saved);
    }
    return {};
}

Done ImportMemory::remember(ImportTemplate made) const {
    std::vector<ImportTemplate> templates = load();
    const auto same = std::ranges::find_if(templates, [&](const ImportTemplate& saved) {
        return saved.method == made.method && saved.headers == made.headers;
    });
    if (same != templates.end()) {
        if (!made.decimalMark) made.decimalMark = same->decimalMark;
        if (made.roles.empty()) made.roles = same->roles;
        if (*same == made) return done();
        templates.erase(same);
    }
    templates.insert(templates.begin(), std::move(made));
    if (templates.size() > mostTemplates) templates.resize(mostTemplates);
    nlohmann::json json{{"version", version}, {"templates", nlohmann::json::array()}};
    for (const ImportTemplate& saved : templates) json["templates"].push_back(toJson(saved));
    QDir().mkpath(QFileInfo(m_path).path());
    const std::string text = json.dump(2) + "\n";
    return writeFileAtomically(m_path, {text.data(), static_cast<qsizetype>(text.size())});
}

std::optional<ImportTemplate> templateOf(const StudyRequest& study) {
    const StudyDefinition* definition = findStudy(study.method);
    if (!definition) return {};
    ImportTemplate made;
    made.method = study.method;
    for (const Field& field : definition->fields) {
        const auto cell = study.inputs.find(field.key);
        if (cell == study.inputs.end()) continue;
        if (field.kind == FieldKind::data && made.headers.isEmpty() && cell->is_object()) {
            for (const nlohmann::json& name : cell->value("columns", nlohmann::json::array())) {
                if (name.is_string()) made.headers << QString::fromStdString(name.get<std::string>());
            }
        } else if (field.kind == FieldKind::column && cell->is_string() && !cell->get<std::string>().empty()) {
            made.roles[field.key] = {cell->get<std::string>()};
        } else if (field.kind == FieldKind::columns && cell->is_array()) {
            for (const nlohmann::json& name : *cell) {
                if (name.is_string()) made.roles[field.key].push_back(name.get<std::string>());
            }
        }
    }
    if (made.headers.isEmpty() || made.roles.empty()) return {};
    return made;
}

void giveRoles(StudyRequest& study, const std::map<std::string, std::vector<std::string>>& roles) {
    const StudyDefinition* definition = findStudy(study.method);
    if (!definition) return;
    for (const Field& field : definition->fields) {
        const auto known = roles.find(field.key);
        const bool open = known != roles.end() && !known->second.empty() && !study.inputs.contains(field.key);
        if (open && field.kind == FieldKind::column) study.inputs[field.key] = known->second.front();
        if (open && field.kind == FieldKind::columns) study.inputs[field.key] = known->second;
    }
}

}  // namespace kachi
