#include "app/studies/study_data.h"

#include "app/interchange/column_mapper.h"
#include "app/interchange/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t rowsBetweenReports = 4096;

/// A plain number without the care of parseNumber: most cells of large files are. A decimal comma is read as a point
/// where it is the mark.
std::optional<double> plainNumber(QStringView text, bool decimalComma) {
    std::array<char, 40> digits{};
    if (text.empty() || text.size() > static_cast<qsizetype>(digits.size())) return {};
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t character = text[i].unicode();
        if (character > 0x7F || (decimalComma && character == u'.')) return {};
        digits[static_cast<std::size_t>(i)] = decimalComma && character == u',' ? '.' : static_cast<char>(character);
    }
    double value = 0;
    const char* last = digits.data() + text.size();
    const auto [end, error] = std::from_chars(digits.data(), last, value);
    if (error != std::errc() || end != last || !std::isfinite(value)) return {};
    return value;
}

bool beginsAsWord(QStringView text) {
    const char16_t first = text.front().unicode();
    return (first >= u'A' && first <= u'Z') || (first >= u'a' && first <= u'z');
}

class MissingCodes {
public:
    MissingCodes() : m_codes(defaultMissingCodes()) {}
    bool operator()(QStringView text) const { return text.empty() || m_codes.contains(text); }

private:
    QStringList m_codes;
};

/// "1,234": grouped by three, or with three decimals.
bool groupsOnce(QStringView text) {
    const qsizetype comma = text.indexOf(u',');
    if (comma < 1 || comma > 4 || text.size() != comma + 4) return false;
    return std::all_of(text.begin(), text.end(), [](QChar character) {
        return character == u',' || character == u'-' || (character >= u'0' && character <= u'9');
    });
}

/// The file itself shows that the point is its decimal mark.
bool showsPoint(QStringView text) {
    const qsizetype point = text.indexOf(u'.');
    const bool decimals = point > 0 && text.size() != point + 4 && !text.contains(u',') && plainNumber(text, false);
    return decimals || (text.count(u',') > 1 && studyNumber(text, {}));
}

bool hasTwoReadings(QStringView text) {
    if (groupsOnce(text)) return true;
    if (!text.contains(u',')) return false;
    const QString cell = text.toString();
    const auto read = parseNumber(cell, NumberContext{});
    return !read && read.issues().front().code == "interchange.ambiguousNumber";
}

/// The cells of a column, each read once: all numbers, or all text.
class ColumnCells {
public:
    ColumnCells(const RawTable& table, int column, const MissingCodes& missing)
        : m_table(table), m_column(column), m_missing(missing) {
        m_numbers.reserve(table.rows.size());
        for (std::size_t row = table.headerRow + 1; row < table.rows.size(); ++row) {
            const QStringView text = textOf(row);
            const auto number = studyNumber(text, table.decimalMark);
            if (!number && !missing(text)) {
                m_numbers = {};
                m_numeric = false;
                return;
            }
            m_numbers.push_back(number.value_or(std::numeric_limits<double>::quiet_NaN()));
        }
    }

    nlohmann::json cell(std::size_t row) const {
        if (m_numeric) {
            const double number = m_numbers[row - m_table.headerRow - 1];
            return std::isnan(number) ? nlohmann::json() : nlohmann::json(number);
        }
        const QStringView text = textOf(row);
        if (m_missing(text)) return nullptr;
        const QByteArray bytes = text.toUtf8();
        return std::string(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    }

private:
    QStringView textOf(std::size_t row) const { return QStringView(m_table.rows[row][m_column]).trimmed(); }

    const RawTable& m_table;
    int m_column;
    const MissingCodes& m_missing;
    std::vector<double> m_numbers;  ///< [row below the header]; NaN: missing; empty when the column holds words
    bool m_numeric = true;
};

}  // namespace

TableLimits studyTableLimits() {
    TableLimits limits;
    limits.columns = 1'000;
    limits.rows = 1'100'000;
    limits.cells = 22'000'000;
    return limits;
}

std::optional<double> studyNumber(QStringView text, std::optional<QChar> decimalMark) {
    if (text.empty()) return {};
    if (const auto plain = plainNumber(text, decimalMark == u',')) return plain;
    if (beginsAsWord(text)) return {};
    NumberContext context;
    context.decimalMark = decimalMark;
    const QString cell = text.toString();
    const auto value = parseNumber(cell, context);
    return value ? std::optional(*value) : std::nullopt;
}

nlohmann::json studyData(const RawTable& table) {
    nlohmann::json names = nlohmann::json::array();
    const MissingCodes missing;
    std::vector<ColumnCells> columns;
    for (int column = 0; column < table.header().size(); ++column) {
        names.push_back(table.header()[column].trimmed().toStdString());
        columns.emplace_back(table, column, missing);
    }
    nlohmann::json::array_t rows;
    rows.reserve(table.rows.size());
    for (std::size_t row = table.headerRow + 1; row < table.rows.size(); ++row) {
        nlohmann::json::array_t cells;
        cells.reserve(columns.size());
        for (const ColumnCells& column : columns) cells.push_back(column.cell(row));
        rows.emplace_back(std::move(cells));
    }
    return {{"columns", std::move(names)}, {"rows", std::move(rows)}};
}

Result<std::vector<ColumnContent>> columnContents(const RawTable& table, const ReadProgress& progress) {
    std::vector<ColumnContent> contents(table.columnCount());
    const MissingCodes missing;
    bool pointShown = table.decimalMark.has_value();
    for (std::size_t row = table.headerRow + 1; row < table.rows.size(); ++row) {
        if (row % rowsBetweenReports == 0) {
            if (progress.cancelled()) return readingCancelled(table.fileName);
            progress(static_cast<qint64>(row), static_cast<qint64>(table.rows.size()));
        }
        for (std::size_t column = 0; column < contents.size(); ++column) {
            ColumnContent& content = contents[column];
            const QStringView text = QStringView(table.rows[row][static_cast<qsizetype>(column)]).trimmed();
            const bool number = studyNumber(text, table.decimalMark).has_value();
            if (number) {
                ++content.numbers;
            } else if (missing(text)) {
                ++content.missing;
                continue;
            } else {
                ++content.words;
            }
            if (pointShown) continue;
            pointShown = number && showsPoint(text);
            if (!hasTwoReadings(text)) continue;
            if (content.ambiguous++ == 0) content.example = text.toString();
        }
    }
    if (!pointShown) return contents;
    for (ColumnContent& content : contents) {
        if (!table.decimalMark && content.words > 0) continue;  // "1,5" stays a question beside "1.5"
        content.ambiguous = 0;
        content.example.clear();
    }
    return contents;
}

Result<nlohmann::json> readStudyData(const QString& path) {
    ReadOptions options;
    options.table = studyTableLimits();
    return readStudyData(path, options);
}

Result<nlohmann::json> readStudyData(const QString& path, const ReadOptions& options) {
    auto table = readTable(path, options);
    if (!table) return table.issues();
    return studyData(*table);
}

}  // namespace kachi
