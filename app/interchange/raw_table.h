#pragma once

#include "models/core/result.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace kachi {

/// How the bytes of a text table are read. `spreadsheet` and `clipboard` carry no choice.
enum class TextEncoding { utf8, utf8WithBom, cp932, utf16LittleEndian, utf16BigEndian, spreadsheet, clipboard };

/// Name the reader of a preview sees: "UTF-8 (BOM)", "CP932 (Shift_JIS)".
QString encodingName(TextEncoding encoding);

/// A file as rows of text, before anybody says what the columns mean. Rows are rectangular.
/// Spreadsheet numbers come as plain shortest digits, dates as ISO text ("2026-06-01"), percentages as their value
/// (0.125).
struct RawTable {
    QString fileName;
    QStringList sheetNames;     ///< all sheets of a workbook; empty for text
    QString sheet;              ///< the sheet that was read
    std::size_t headerRow = 0;  ///< index into rows
    std::vector<QStringList> rows;
    std::vector<int> rowNumbers;  ///< per row: line of the text file or row of the sheet, from 1
    TextEncoding encoding = TextEncoding::utf8;
    QChar separator;                   ///< null for spreadsheets
    std::optional<QChar> decimalMark;  ///< known when asked for or evident; unknown: ambiguous numbers are asked about
    QString digest;                    ///< SHA-256 of the file's bytes, lower-case hex
    Issues notes;                      ///< infos and warnings; a table with errors is never returned

    const QStringList& header() const { return rows.at(headerRow); }
    std::size_t columnCount() const { return rows.empty() ? 0 : static_cast<std::size_t>(rows.front().size()); }
};

}  // namespace kachi
