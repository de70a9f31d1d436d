#pragma once

#include "app/interchange/read_progress.h"
#include "app/interchange/sheet_grid.h"
#include "models/core/result.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace kachi {

struct DelimitedRecords {
    std::vector<QStringList> rows;
    std::vector<int> lines;  ///< first line of each record, from 1
    int blankLines = 0;      ///< lines without any character, left out
};

/// Records of RFC 4180: quoted cells may hold separators, doubled quotes and line breaks; CRLF, LF or CR end a record.
/// A quote inside an unquoted cell is text, as spreadsheets have it.
/// Reading stops at the first record beyond the limits, so that a hostile file costs no more than a sound one.
/// Issues: core.cancelled; interchange.unbalancedQuote, interchange.textAfterQuote, interchange.cellTooLong, each with
/// the line; interchange.tooManyColumns, interchange.tooManyRows, interchange.tooManyCells.
Result<DelimitedRecords> parseDelimited(const QString& text, QChar separator, const QString& fileName,
                                        const TableLimits& limits = {}, const ReadProgress& progress = {});

/// The separator (comma, semicolon or tab) that cuts most of the first lines into the same number of cells, more than
/// one; comma when none does.
QChar detectSeparator(const QString& text);

}  // namespace kachi
