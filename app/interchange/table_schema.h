#pragma once

#include "models/core/text.h"
#include "models/core/units.h"
#include "models/fields/field.h"

#include <string>
#include <vector>

namespace kachi {

/// What a column holds. `code` keeps leading zeros; `month` becomes "2026-04"; `date` becomes "2026-04-01";
/// `prefecture` becomes the JIS code "13"; `choice` becomes the id of one of the answers.
enum class ColumnType { text, code, number, integer, month, date, prefecture, choice };

/// One answer of a column of type choice: what it is called, and further words that mean it; id and label always do.
struct ColumnAnswer {
    std::string id;
    Text label;
    std::vector<std::string> words = {};
};

/// One column an import wants.
struct TargetColumn {
    std::string key;  ///< stable name, ASCII
    Text label;
    ColumnType type = ColumnType::text;
    bool required = true;      ///< a column must be mapped; single cells may still be missing
    bool mayBeMissing = true;  ///< false: a missing cell is an error (keys of the row)
    bool namesRow = false;     ///< rows of totals are seen by its cells; so they are by keys of the row
    bool unique = false;       ///< the same value twice is an error
    Unit unit = Unit::none;
    FieldLimits limits = {};                 ///< of numbers
    std::vector<std::string> synonyms = {};  ///< header names, Japanese and English, most wanted first
    std::vector<ColumnAnswer> answers = {};  ///< of a choice

    /// What the answer of that id is called; the id itself when there is none.
    Text answerLabel(const std::string& id) const;
};

/// A table an import wants, declared once.
struct TableSchema {
    std::string id;
    Text label;
    std::vector<TargetColumn> columns;

    const TargetColumn* find(const std::string& key) const {
        for (const TargetColumn& column : columns) {
            if (column.key == key) return &column;
        }
        return nullptr;
    }
};

const TableSchema& regionalTableSchema();  ///< region, name, population, count
const TableSchema& priceSeriesSchema();    ///< month, value
const TableSchema& lifeTableSchema();      ///< age, male, female (death probabilities)
const TableSchema& labourTasksSchema();    ///< task, staff, minutesBefore, minutesAfter, repetitions

/// All schemas shipped.
std::vector<const TableSchema*> shippedSchemas();

}  // namespace kachi
