#pragma once

#include "app/interchange/read_progress.h"
#include "app/interchange/sheet_grid.h"
#include "app/interchange/zip_package.h"

namespace kachi {

/// One sheet of an xlsx or ods workbook as text: stored values only, formulas are never run.
///
/// The workbook's XML is read here with Qt's stream reader and not through liborcus 0.17, which was tried: of a shared
/// string with furigana it keeps the reading and drops the word (東京都 → トウキョウト), and it drops inline strings,
/// error cells and ISO dates of xlsx, percentages and booleans of ods, and the 1904 date system, each without a word.
///
/// Numbers: shortest digits that give the same double; a number format of zeros ("00") pads codes. Dates by their
/// number format: ISO text. Errors (#DIV/0!) stay as text. Noted: formulas, a formula without stored value (cell
/// empty), merged cells, hidden rows.
/// @param wantedSheet  empty: the first sheet
/// Issues: core.cancelled, interchange.brokenXml, interchange.missingPart, interchange.unknownSheet, and those of
/// SheetGrid.
Result<SheetContent> readXlsxSheet(const ZipPackage& package, const QString& fileName, const QString& wantedSheet,
                                   const TableLimits& limits, const ReadProgress& progress);
Result<SheetContent> readOdsSheet(const ZipPackage& package, const QString& fileName, const QString& wantedSheet,
                                  const TableLimits& limits, const ReadProgress& progress);

}  // namespace kachi
