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
};

struct TableReading {
    ReadOptions options;
    ImportChoices choices;
};

/// Issues: cli.importOption, for each option that cannot be used.
Result<TableReading> tableReading(const TableOptions& typed);

/// The data of a study from a table file. Every refusal that an option can lift names it (import.option).
/// Issues: those of readStudyData, import.unknownColumn, import.option.
Result<nlohmann::json> readTableData(const QString& path, const TableReading& reading);

}  // namespace kachi
