#include "app/interchange/column_mapper.h"
#include "app/interchange/issue_text.h"
#include "models/case/archive.h"

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr int templateVersion = 1;

struct TemplateColumn {
    std::string id;      ///< key of the target
    std::string header;  ///< header of the source
    double factor = 1;
};

struct MappingTemplate {
    std::string schema;
    int version = templateVersion;
    std::vector<TemplateColumn> columns;
    std::vector<std::string> missingCodes;
    std::string decimalMark;
};

template <class Archive>
void describe(Archive& archive, TemplateColumn& column) {
    archive.field("id", column.id);
    archive.field("header", column.header);
    archive.field("factor", column.factor);
}

template <class Archive>
void describe(Archive& archive, MappingTemplate& saved) {
    archive.field("schema", saved.schema);
    archive.field("version", saved.version);
    archive.field("columns", saved.columns);
    archive.field("missingCodes", saved.missingCodes);
    archive.field("decimalMark", saved.decimalMark);
}

}  // namespace

std::string ColumnMapper::saveTemplate() const {
    MappingTemplate saved;
    saved.schema = m_schema.id;
    for (const auto& [key, source] : m_mapping.sources) {
        saved.columns.push_back({key, m_table.header().value(source.column).toStdString(), source.factor});
    }
    for (const QString& code : m_mapping.missingCodes) saved.missingCodes.push_back(code.toStdString());
    if (m_mapping.decimalMark) saved.decimalMark = QString(*m_mapping.decimalMark).toStdString();
    return JsonWriter("", {}).object(saved).dump(2);
}

Result<ColumnMapping> ColumnMapper::loadTemplate(const std::string& json) const {
    const nlohmann::json parsed = nlohmann::json::parse(json, nullptr, false);
    if (parsed.is_discarded())
        return interchangeIssue("interchange.badTemplate", u"JSON"_s, {}, QString::number(templateVersion));
    MappingTemplate saved;
    Issues issues;
    UnknownKeys unknown;
    JsonReader(parsed, "", issues, unknown).object(saved);
    if (!issues.empty()) return issues;
    const bool markFits = saved.decimalMark.empty() || saved.decimalMark == "." || saved.decimalMark == ",";
    if (saved.version != templateVersion || !markFits) {
        return interchangeIssue("interchange.badTemplate", u"version, decimalMark"_s,
                                QString::number(saved.version) + u", "_s + QString::fromStdString(saved.decimalMark),
                                QString::number(templateVersion));
    }
    if (saved.schema != m_schema.id) {
        return interchangeIssue("interchange.otherSchema", {}, QString::fromStdString(saved.schema),
                                QString::fromStdString(m_schema.id));
    }
    ColumnMapping mapping;
    mapping.missingCodes.clear();
    for (const std::string& code : saved.missingCodes) mapping.missingCodes.push_back(QString::fromStdString(code));
    if (!saved.decimalMark.empty()) mapping.decimalMark = QChar::fromLatin1(saved.decimalMark.front());
    mapping.excludedRows = propose().excludedRows;
    for (const TemplateColumn& column : saved.columns) {
        const qsizetype position = m_table.header().indexOf(QString::fromStdString(column.header));
        if (position < 0) {
            issues.push_back(interchangeIssue("interchange.templateHeader", QString::fromStdString(column.id),
                                              QString::fromStdString(column.header), m_table.header().join(u", "_s)));
        }
        mapping.sources[column.id] = {static_cast<int>(position), column.factor};
    }
    if (!issues.empty()) return issues;
    return mapping;
}

}  // namespace kachi
