#include "app/studies/import_memory.h"

#include "app/document/inputs_place.h"
#include "app/document/price_requests.h"
#include "app/interchange/delimited_text.h"
#include "app/interchange/text_decoding.h"
#include "app/storage/atomic_file.h"
#include "models/studies/study.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <utility>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostTemplates = 200;
constexpr int version = 1;
constexpr qint64 recognisedBytes = 64 << 10;

// Names of the choices in the file, in the order of the enumerations.
constexpr std::array encodings{"utf8", "utf8WithBom", "cp932", "utf16LittleEndian", "utf16BigEndian"};
constexpr std::array kinds{"numbers", "words", "dates", "leftOut"};
constexpr std::array dateOrders{"dayFirst", "monthFirst", "keepText"};

template <class Names, class Choice>
void put(nlohmann::json& json, const char* key, const Names& names, const std::optional<Choice>& chosen) {
    if (chosen && static_cast<std::size_t>(*chosen) < names.size()) {
        json[key] = names[static_cast<std::size_t>(*chosen)];
    }
}

template <class Names, class Choice>
void take(const nlohmann::json& json, const char* key, const Names& names, std::optional<Choice>& chosen) {
    const std::string name = json.value(key, std::string());
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) chosen = static_cast<Choice>(found - names.begin());
}

void put(nlohmann::json& json, const char* key, std::optional<QChar> mark) {
    if (mark) json[key] = QString(*mark).toStdString();
}

void take(const nlohmann::json& json, const char* key, std::optional<QChar>& mark) {
    const QString text = QString::fromStdString(json.value(key, std::string()));
    if (!text.isEmpty()) mark = text.front();
}

nlohmann::json listOf(const QStringList& texts) {
    nlohmann::json list = nlohmann::json::array();
    for (const QString& text : texts) list.push_back(text.toStdString());
    return list;
}

/// Throws where the file was damaged by hand.
QStringList textsOf(const nlohmann::json& list) {
    QStringList texts;
    for (const nlohmann::json& text : list) texts << QString::fromStdString(text.get<std::string>());
    return texts;
}

nlohmann::json toJson(const ImportTemplate& saved) {
    nlohmann::json json{{"method", saved.method}, {"headers", listOf(saved.headers)}, {"roles", saved.roles}};
    put(json, "decimalMark", saved.decimalMark);
    put(json, "encoding", encodings, saved.encoding);
    put(json, "separator", saved.separator);
    if (saved.headerRow) json["headerRow"] = *saved.headerRow;
    if (saved.padRaggedRows) json["padRaggedRows"] = true;
    const ImportChoices& choices = saved.choices;
    if (choices.missingCodes != usualMissingCodes()) json["missingCodes"] = listOf(choices.missingCodes);
    put(json, "dateOrder", dateOrders, choices.dateOrder);
    for (const auto& [header, choice] : choices.columns) {
        nlohmann::json& column = json["columns"][header.toStdString()];
        column = nlohmann::json::object();
        put(column, "kind", kinds, choice.kind);
        if (!choice.unit.isEmpty()) column["unit"] = choice.unit.toStdString();
        if (choice.factor != 1) column["factor"] = choice.factor;
    }
    return json;
}

/// Throws where the file was damaged by hand.
ImportTemplate fromJson(const nlohmann::json& json) {
    ImportTemplate saved;
    saved.method = json.at("method").get<std::string>();
    saved.headers = textsOf(json.at("headers"));
    saved.roles = json.value("roles", saved.roles);
    take(json, "decimalMark", saved.decimalMark);
    take(json, "encoding", encodings, saved.encoding);
    take(json, "separator", saved.separator);
    if (json.contains("headerRow")) saved.headerRow = json["headerRow"].get<std::size_t>();
    saved.padRaggedRows = json.value("padRaggedRows", false);
    if (json.contains("missingCodes")) saved.choices.missingCodes = textsOf(json["missingCodes"]);
    take(json, "dateOrder", dateOrders, saved.choices.dateOrder);
    const nlohmann::json columns = json.value("columns", nlohmann::json::object());
    for (const auto& [header, column] : columns.items()) {
        ColumnChoice& choice = saved.choices.columns[QString::fromStdString(header)];
        take(column, "kind", kinds, choice.kind);
        choice.unit = QString::fromStdString(column.value("unit", std::string()));
        choice.factor = column.value("factor", 1.0);
    }
    return saved;
}

/// Headers of the columns that become data.
QStringList takenHeaders(const ImportTemplate& saved) {
    QStringList taken;
    for (const QString& header : saved.headers) {
        const auto choice = saved.choices.columns.find(header);
        if (choice == saved.choices.columns.end() || choice->second.kind != ColumnKind::leftOut) taken << header;
    }
    return taken;
}

/// The head of a file without its unfinished last line; UTF-16 ends with a whole character.
QByteArray wholeLines(QByteArray head) {
    qsizetype end = head.lastIndexOf('\n') + 1;
    if (head.contains('\0')) end += end % 2;  // the second byte of a little-endian line end
    head.truncate(end);
    return head;
}

/// Whether the first bytes of a text file have the headers of the template when they are read as it was. The encoding
/// that was chosen then counts only where the bytes leave it open.
bool fits(const ImportTemplate& saved, const QByteArray& bytes) {
    const auto detected = decodeText(bytes, {});
    const auto text = detected || !saved.encoding ? detected : decodeText(bytes, {}, saved.encoding);
    if (!text) return false;
    const auto records = parseDelimited(text->text, saved.separator.value_or(detectSeparator(text->text)), {});
    const std::size_t row = saved.headerRow.value_or(0);
    if (!records || row >= records->rows.size()) return false;
    QStringList headers;
    for (const QString& header : records->rows[row]) headers << header.trimmed();
    return headers == saved.headers;
}

}  // namespace

bool ImportTemplate::holdsChoices() const {
    return decimalMark || !roles.empty() || encoding || separator || headerRow || padRaggedRows ||
           choices != ImportChoices{};
}

ReadOptions ImportTemplate::readAs(ReadOptions options) const {
    options.encoding = encoding;
    options.separator = separator;
    options.decimalMark = decimalMark;
    options.headerRow = headerRow;
    options.padRaggedRows = padRaggedRows;
    return options;
}

void ImportTemplate::keepReading(const ReadOptions& options) {
    encoding = options.encoding;
    separator = options.separator;
    decimalMark = options.decimalMark;
    headerRow = options.headerRow;
    padRaggedRows = options.padRaggedRows;
}

QStringList headersOf(const RawTable& table) {
    QStringList names;
    if (table.rows.empty()) return names;
    for (const QString& header : table.header()) names << header.trimmed();
    return names;
}

Result<KnownTable> asFound(Result<RawTable> table) {
    if (!table) return table.issues();
    return KnownTable{std::move(*table), {}};
}

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

std::optional<ImportTemplate> ImportMemory::recognise(const std::string& method, const QString& path) const {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    QByteArray bytes = file.read(recognisedBytes);
    if (bytes.size() == recognisedBytes) bytes = wholeLines(std::move(bytes));
    for (ImportTemplate& saved : load()) {
        const bool chosen = saved.encoding || saved.separator || saved.headerRow;
        if (chosen && saved.method == method && fits(saved, bytes)) return std::move(saved);
    }
    return {};
}

Result<KnownTable> ImportMemory::readAsKnown(const std::string& method, const QString& path,
                                             const ReadOptions& options) const {
    auto known = recognise(method, path);
    if (known) {
        // The encoding of then is needed only where the bytes leave it open.
        const auto encoding = std::exchange(known->encoding, options.encoding);
        if (auto table = readTable(path, known->readAs(options))) return KnownTable{std::move(*table), known};
        if (encoding) {
            known->encoding = encoding;
            if (auto table = readTable(path, known->readAs(options))) return KnownTable{std::move(*table), known};
        }
    }
    return asFound(readTable(path, options));
}

Done ImportMemory::remember(ImportTemplate made) const {
    std::vector<ImportTemplate> templates = load();
    const auto same = std::ranges::find_if(templates, [&](const ImportTemplate& saved) {
        return saved.method == made.method && saved.headers == made.headers;
    });
    if (same != templates.end()) {
        if (*same == made) return done();
        templates.erase(same);
    }
    return save(std::move(templates), std::move(made));
}

Done ImportMemory::rememberRoles(const ImportTemplate& known) const {
    std::vector<ImportTemplate> templates = load();
    const auto same = std::ranges::find_if(templates, [&](const ImportTemplate& saved) {
        return saved.method == known.method && takenHeaders(saved) == known.headers;
    });
    if (same == templates.end()) return save(std::move(templates), known);
    if (same->roles == known.roles) return done();
    ImportTemplate changed = std::move(*same);
    changed.roles = known.roles;
    templates.erase(same);
    return save(std::move(templates), std::move(changed));
}

Done ImportMemory::save(std::vector<ImportTemplate> templates, ImportTemplate first) const {
    templates.insert(templates.begin(), std::move(first));
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
    std::vector<std::string> columns;
    for (const Field& field : definition->fields) {
        if (field.kind != FieldKind::data) continue;
        const std::vector<std::string> names = dataColumns(study.inputs, field.key);
        columns.insert(columns.end(), names.begin(), names.end());
    }
    const auto isGone = [&columns](const std::string& name) {
        return !columns.empty() && std::ranges::find(columns, name) == columns.end();
    };
    for (const Field& field : definition->fields) {
        const auto known = roles.find(field.key);
        if (known == roles.end() || known->second.empty()) continue;
        const std::string answer = field.usedWhen ? enteredText(study.inputs, field.usedWhen->key) : std::string();
        if (!answer.empty() && !isUsed(field, answer)) continue;
        if (!std::ranges::all_of(enteredNames(study.inputs, field.key), isGone)) continue;
        if (field.kind == FieldKind::column) study.inputs[field.key] = known->second.front();
        if (field.kind == FieldKind::columns) study.inputs[field.key] = known->second;
    }
}

}  // namespace kachi
