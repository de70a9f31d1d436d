#pragma once

#include "app/interchange/table_reader.h"
#include "app/studies/study_data.h"

#include <string>
#include <vector>

namespace kachi {

/// How a table of data is to be read, as typed on the command line. Empty: as the file shows it.
struct TableOptions {
    std::string encoding;
    std::string separator;
    std::string decimalMark;
    std::string dateOrder;
    std::string missing;  ///< codes, separated by commas; in place of the usual ones
    std::string sheet;
    std::string headerRow;
    bool padShortRows = false;
    std::vector<std::string> columns;  ///< "name=words"
    std::vector<std::string> units;    ///< "name=months"
    std::vector<std::string> factors;  ///< "name=1000"

    bool operator==(const TableOptions&) const = default;
};

struct TableReading {
    ReadOptions options;
    ImportChoices choices;
};

/// Issues: cli.importOption, for each option that cannot be used.
Result<TableReading> tableReading(const TableOptions& typed);

/// The table files of one request: options name columns of any of them.
struct TablesRead {
    QStringList files;
    QStringList headers;
};

/// The data of a study from a table file, which is added to `tables`. Every refusal that an option can lift names it
/// (import.option). Issues: those of readStudyData, import.option.
Result<nlohmann::json> readTableData(const QString& path, const TableReading& reading, TablesRead& tables);

/// Options that no table has a use for. @param request  what was asked for: its file, or the method
/// Issues: import.noTable, import.unknownColumn.
Issues unusedOptions(const TableOptions& typed, const TableReading& reading, const TablesRead& tables,
                     const QString& request);

}  // namespace kachi
