#include "app/interchange/csv_text.h"

#include "app/interchange/issue_text.h"
#include "app/interchange/workbook_reader.h"

#include <QRegularExpression>

#include <cmath>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

QString quoted(QString text) {
    static const QRegularExpression special(u"[\",\\r\\n]|^\\s|\\s$"_s);
    if (!special.match(text).hasMatch()) return text;
    text.replace(u'"', u"\"\""_s);
    return u'"' + text + u'"';
}

QString cellText(const CsvCell& cell) {
    if (const auto* text = std::get_if<QString>(&cell)) return quoted(*text);
    if (const auto* number = std::get_if<double>(&cell)) return plainDigits(*number);
    return {};
}

}  // namespace

Result<QByteArray> toCsvText(const QStringList& header, const std::vector<std::vector<CsvCell>>& rows) {
    Issues issues;
    QStringList lines;
    QStringList names;
    for (const QString& name : header) names.push_back(quoted(name));
    lines.push_back(names.join(u','));
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const QString position = QString::number(row + 1);
        if (rows[row].size() != static_cast<std::size_t>(header.size())) {
            issues.push_back(interchangeIssue("interchange.raggedOutput", position, QString::number(rows[row].size()),
                                              QString::number(header.size())));
        }
        QStringList cells;
        for (const CsvCell& cell : rows[row]) {
            const auto* number = std::get_if<double>(&cell);
            if (number && !std::isfinite(*number)) {
                issues.push_back(
                    interchangeIssue("interchange.notFinite", position + u", "_s + QString::number(cells.size() + 1)));
            }
            cells.push_back(cellText(cell));
        }
        lines.push_back(cells.join(u','));
    }
    if (!issues.empty()) return issues;
    return "\xEF\xBB\xBF" + (lines.join(u"\r\n"_s) + u"\r\n"_s).toUtf8();
}

}  // namespace kachi
