#include "app/interchange/screening_table.h"

#include "app/document/price_requests.h"
#include "app/interchange/field_table.h"
#include "app/interchange/issue_text.h"
#include "models/core/nearest_name.h"
#include "models/price_routes/route.h"

#include <QRegularExpression>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

const Field& productTable() {
    static const Field table = *std::ranges::find(findRoute("recalculationScreening")->fields, "products", &Field::key);
    return table;
}

const TableSchema& screeningSchema() {
    static const TableSchema schema = fieldTableSchema(productTable());
    return schema;
}

std::string nearestHeader(const QString& header) {
    std::vector<std::string> names;
    for (const TargetColumn& column : screeningSchema().columns) {
        names.insert(names.end(), {column.key, column.label.ja, column.label.en});
    }
    return nearestName(header.toStdString(), names);
}

void noteUnused(const ColumnMapper& mapper, Issues& notes) {
    const QStringList& header = mapper.table().header();
    for (int column = 0; column < header.size(); ++column) {
        const auto& sources = mapper.mapping().sources;
        const bool used = std::any_of(sources.begin(), sources.end(),
                                      [&](const auto& source) { return source.second.column == column; });
        if (used || header[column].trimmed().isEmpty()) continue;
        notes.push_back(interchangeIssue("batch.unknownColumn", mapper.table().fileName, header[column].simplified(),
                                         QString::fromStdString(nearestHeader(header[column])), Severity::warning));
    }
    for (const std::size_t row : mapper.mapping().excludedRows) {
        notes.push_back(interchangeIssue("batch.totalRow", mapper.table().fileName,
                                         mapper.table().rows[row].join(u' ').simplified().left(40),
                                         QString::number(mapper.table().rowNumbers[row]), Severity::warning));
    }
}

}  // namespace

QString ScreeningTable::place(std::size_t product, const std::string& key) const {
    const auto column = columns.find(key);
    const QString row = QString::number(rowNumbers[product]);
    if (column == columns.end()) return QString::fromStdString(key) + u" ["_s + row + u']';
    return header[column->second].simplified() + u" ["_s + cellName(rowNumbers[product] - 1, column->second) + u']';
}

Issues withTablePlaces(Issues issues, const ScreeningTable& table) {
    static const QRegularExpression pointer(u"^/inputs/products/(\\d+)/(\\w+)$"_s);
    for (Issue& issue : issues) {
        const auto match = pointer.match(QString::fromStdString(issue.where));
        if (!match.hasMatch() || match.captured(1).toULongLong() >= table.rowNumbers.size()) continue;
        issue.where = table.place(match.captured(1).toULongLong(), match.captured(2).toStdString()).toStdString();
    }
    return issues;
}

Result<ScreeningTable> readScreeningTable(const QString& path, const ReadOptions& options) {
    auto raw = readTable(path, options);
    if (!raw) return raw.issues();
    return screeningTable(std::move(*raw));
}

Result<ScreeningTable> screeningTable(RawTable raw) {
    const ColumnMapper mapper(std::move(raw), screeningSchema());
    if (const Issues faults = mapper.mappingFaults(); !faults.empty()) return faults;

    ScreeningTable table;
    table.header = mapper.table().header();
    for (const auto& [key, source] : mapper.mapping().sources) table.columns[key] = source.column;
    noteUnused(mapper, table.notes);
    for (std::size_t row = mapper.table().headerRow + 1; row < mapper.table().rows.size(); ++row) {
        if (!mapper.mapping().excludedRows.contains(row)) table.rowNumbers.push_back(mapper.table().rowNumbers[row]);
    }
    if (table.rowNumbers.empty()) return interchangeIssue("interchange.noRows", mapper.table().fileName);

    std::vector<Field> fields;  // of the mapped columns, in the order of the preview
    for (const Field& field : productTable().columns) {
        if (table.columns.contains(field.key)) fields.push_back(field);
    }
    table.products = nlohmann::json::array();
    for (const std::vector<MappedCell>& cells : mapper.preview(table.rowNumbers.size())) {
        nlohmann::json product = nlohmann::json::object();
        for (std::size_t at = 0; at < cells.size(); ++at) {
            if (!cells[at].missing) enterText(product, fields[at], cells[at].text.toStdString());
        }
        table.products.push_back(std::move(product));
    }
    return table;
}

}  // namespace kachi
