#include "app/studies/study_data.h"

#include "app/interchange/column_mapper.h"
#include "app/interchange/number_text.h"

#include <charconv>
#include <cmath>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

/// A plain number without the care of parseNumber: most cells of large files are.
std::optional<double> plainNumber(const QString& text) {
    const QByteArray bytes = text.toLatin1();
    double value = 0;
    const auto [end, error] = std::from_chars(bytes.constData(), bytes.constData() + bytes.size(), value);
    if (error != std::errc() || end != bytes.constData() + bytes.size() || !std::isfinite(value)) return {};
    return value;
}

/// The cells of a column as JSON: all numbers, or all text.
class ColumnCells {
public:
    ColumnCells(const RawTable& table, int column) : m_table(table), m_column(column), m_codes(defaultMissingCodes()) {
        for (std::size_t row = table.headerRow + 1; row < table.rows.size() && m_numeric; ++row) {
            const QString text = table.rows[row][column].trimmed();
            if (!isMissing(text) && !numberOf(text)) m_numeric = false;
        }
    }

    nlohmann::json cell(std::size_t row) const {
        const QString text = m_table.rows[row][m_column].trimmed();
        if (isMissing(text)) return nullptr;
        if (!m_numeric) return text.toStdString();
        return *numberOf(text);
    }

private:
    bool isMissing(const QString& text) const { return text.isEmpty() || m_codes.contains(text); }

    std::optional<double> numberOf(const QString& text) const { return studyNumber(text, m_table.decimalMark); }

    const RawTable& m_table;
    int m_column;
    QStringList m_codes;
    bool m_numeric = true;
};

}  // namespace

std::optional<double> studyNumber(const QString& text, std::optional<QChar> decimalMark) {
    if (decimalMark != u',') {
        if (const auto plain = plainNumber(text)) return plain;
    }
    NumberContext context;
    context.decimalMark = decimalMark;
    const auto value = parseNumber(text, context);
    return value ? std::optional(*value) : std::nullopt;
}

nlohmann::json studyData(const RawTable& table) {
    nlohmann::json names = nlohmann::json::array();
    std::vector<ColumnCells> columns;
    for (int column = 0; column < table.header().size(); ++column) {
        names.push_back(table.header()[column].trimmed().toStdString());
        columns.emplace_back(table, column);
    }
    nlohmann::json rows = nlohmann::json::array();
    for (std::size_t row = table.headerRow + 1; row < table.rows.size(); ++row) {
        nlohmann::json cells = nlohmann::json::array();
        for (const ColumnCells& column : columns) cells.push_back(column.cell(row));
        rows.push_back(std::move(cells));
    }
    return {{"columns", std::move(names)}, {"rows", std::move(rows)}};
}

Result<nlohmann::json> readStudyData(const QString& path, const ReadOptions& options) {
    auto table = readTable(path, options);
    if (!table) return table.issues();
    return studyData(*table);
}

}  // namespace kachi
