#include "app/interchange/sheet_grid.h"

#include "app/interchange/issue_text.h"

namespace kachi {

using namespace Qt::StringLiterals;

Issues tableSizeIssues(qint64 rows, qint64 columns, const TableLimits& limits, const QString& fileName) {
    Issues issues;
    const auto check = [&](const char* code, qint64 value, qint64 limit) {
        if (value <= limit) return;
        issues.push_back(interchangeIssue(code, fileName, QString::number(value), QString::number(limit)));
    };
    check("interchange.tooManyColumns", columns, limits.columns);
    check("interchange.tooManyRows", rows, limits.rows);
    check("interchange.tooManyCells", rows * columns, limits.cells);
    return issues;
}

Done SheetGrid::fill(SheetContent& content, const TableLimits& limits) const {
    if (m_cells.empty()) return interchangeIssue("interchange.emptyTable", m_fileName, content.sheet);
    int columns = 0;
    for (const auto& [row, cells] : m_cells) columns = std::max(columns, cells.rbegin()->first + 1);
    Issues tooLarge = tableSizeIssues(static_cast<qint64>(m_cells.size()), columns, limits, m_fileName);
    if (!tooLarge.empty()) return tooLarge;
    for (const auto& [row, cells] : m_cells) {
        QStringList texts(columns);
        for (const auto& [column, text] : cells) texts[column] = text;
        content.rows.push_back(std::move(texts));
        content.rowNumbers.push_back(row + 1);
    }
    return done();
}

QString cellName(qint64 row, qint64 column) {
    QString letters;
    for (qint64 rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters.prepend(QChar(static_cast<char16_t>(u'A' + (rest - 1) % 26)));
    return letters + QString::number(row + 1);
}

Result<int> findSheet(const QStringList& names, const QString& wanted, const QString& fileName) {
    if (names.isEmpty()) return interchangeIssue("interchange.noSheet", fileName);
    if (wanted.isEmpty()) return 0;
    const int found = static_cast<int>(names.indexOf(wanted));
    if (found >= 0) return found;
    return interchangeIssue("interchange.unknownSheet", fileName, wanted, names.join(u", "_s));
}

}  // namespace kachi
