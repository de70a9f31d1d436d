#pragma once

#include "app/interchange/raw_table.h"
#include "app/interchange/read_progress.h"
#include "app/interchange/sheet_grid.h"
#include "app/interchange/zip_package.h"

namespace kachi {

/// What a preview may change and what a file may be. Unset: detected and stated in the RawTable.
struct ReadOptions {
    std::optional<TextEncoding> encoding;
    std::optional<QChar> separator;
    std::optional<QChar> decimalMark;
    QString sheet;                         ///< empty: the first sheet
    std::optional<std::size_t> headerRow;  ///< index into rows; unset: the first row with at least two filled cells
    bool padRaggedRows = false;            ///< fills short rows with empty cells instead of refusing the file
    qint64 fileBytes = 256LL << 20;
    TableLimits table;
    ArchiveLimits archive;
    ReadProgress progress;  ///< of text in characters, of workbooks in bytes of the sheet
};

/// Reads CSV or TSV (UTF-8, CP932, UTF-16), xlsx or ods. What a file is, its content decides, not its name.
/// Size limits are checked before anything is unpacked or parsed. A refused file yields no rows at all.
/// Issues: core.cancelled, interchange.cannotOpen, interchange.fileTooLarge, interchange.emptyFile,
/// interchange.oldWorkbook, interchange.unknownArchive, interchange.raggedRow, interchange.headerRow, and those of the
/// readers beneath.
Result<RawTable> readTable(const QString& path, const ReadOptions& options = {});

/// Cells copied from a spreadsheet. Tabs separate; short rows are padded, as spreadsheets copy them.
Result<RawTable> pasteTable(const QString& tsv, const ReadOptions& options = {});

}  // namespace kachi
