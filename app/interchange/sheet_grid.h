#pragma once

#include "models/core/result.h"

#include <QString>
#include <QStringList>

#include <map>
#include <vector>

namespace kachi {

struct TableLimits {
    qint64 columns = 10'000;
    qint64 rows = 1'048'576;
    qint64 cells = 5'000'000;         ///< rows × columns of the rectangle
    qint64 cellCharacters = 1 << 20;  ///< of one cell of a text file
};

/// interchange.tooManyColumns, interchange.tooManyRows, interchange.tooManyCells, with figure and limit; or none.
Issues tableSizeIssues(qint64 rows, qint64 columns, const TableLimits& limits, const QString& fileName);

/// One sheet of a workbook as text.
struct SheetContent {
    QStringList sheetNames;
    QString sheet;
    std::vector<QStringList> rows;  ///< rectangular; rows without any value are left out
    std::vector<int> rowNumbers;    ///< row of the sheet, from 1
    Issues notes;
};

/// Cells as they come out of a file, row and column from 0; only cells with text are kept.
class SheetGrid {
public:
    explicit SheetGrid(QString fileName) : m_fileName(std::move(fileName)) {}

    void set(int row, int column, const QString& text) {
        if (!text.isEmpty()) m_cells[row][column] = text;
    }

    /// Moves the cells into `content`. Issues: interchange.tooManyColumns, interchange.tooManyRows,
    /// interchange.tooManyCells, interchange.emptyTable.
    Done fill(SheetContent& content, const TableLimits& limits) const;

private:
    QString m_fileName;
    std::map<int, std::map<int, QString>> m_cells;
};

/// "BC12": what a cell is called on screen. Row and column from 0.
QString cellName(qint64 row, qint64 column);

/// Position in `names` of the sheet asked for, the first one when `wanted` is empty.
/// Issues: interchange.noSheet, interchange.unknownSheet.
Result<int> findSheet(const QStringList& names, const QString& wanted, const QString& fileName);

}  // namespace kachi
