#pragma once

#include "app/interchange/table_reader.h"

#include <nlohmann/json.hpp>

namespace kachi {

/// A table of products for the screening of unprofitable products (route recalculationScreening).
struct ScreeningTable {
    nlohmann::json products;  ///< [product]: cells by key of the route, as read
    Issues notes;             ///< columns that are not used, rows of totals left out

    /// Where a cell stands in the file: "価格 [C12]"; of a column that is not in the file: the row.
    QString place(std::size_t product, const std::string& key) const;

    std::vector<int> rowNumbers;         ///< [product], line or sheet row
    std::map<std::string, int> columns;  ///< position of the mapped columns
    QStringList header;
};

/// The issues of a screening with the cells of the file in place of the pointers into the request.
Issues withTablePlaces(Issues issues, const ScreeningTable& table);

/// Reads CSV, TSV, xlsx or ods with Japanese or English headers. Cells that cannot be read as what their column holds
/// stay as they are: the screening names them and leaves out their row.
/// Issues: those of readTable; interchange.unmappedColumn (no column for id or price), interchange.noRows.
/// Notes: batch.unknownColumn, batch.totalRow.
Result<ScreeningTable> readScreeningTable(const QString& path, const ReadOptions& options = {});

/// The same for cells pasted from a spreadsheet or a table read before.
Result<ScreeningTable> screeningTable(RawTable table);

}  // namespace kachi
