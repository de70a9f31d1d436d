#pragma once

#include "models/core/text.h"
#include "models/core/units.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// What a field of a price route or a study holds.
enum class FieldKind {
    number,  ///< an exact number, with or without a unit; in a case also the name of a parameter
    yesNo,
    choice,
    date,   ///< YYYY-MM-DD
    month,  ///< YYYY-MM
    text,
    table,    ///< rows of cells
    data,     ///< a table of the analyst's own columns: {"columns": [name], "rows": [[cell]]}
    column,   ///< the name of one column of the data
    columns,  ///< names of columns of the data
};

struct FieldChoice {
    std::string id;
    Text label;
};

/// What a number may be. Limits that are not set hold nothing back.
struct FieldLimits {
    std::optional<double> above = {};    ///< the number must be greater
    std::optional<double> atLeast = {};  ///< … at least this
    std::optional<double> below = {};    ///< the number must be smaller
    std::optional<double> atMost = {};   ///< … at most this
    bool whole = false;
};

/// Usual limits, for the files of routes and studies to open with `using namespace field_limits`.
namespace field_limits {
inline const FieldLimits anyNumber{};
inline const FieldLimits positive{.above = 0};
inline const FieldLimits notNegative{.atLeast = 0};
inline const FieldLimits share{.atLeast = 0, .atMost = 1};  ///< of a whole, as a ratio
inline const FieldLimits shareBelowOne{.atLeast = 0, .below = 1};
inline const FieldLimits positiveWhole{.above = 0, .whole = true};
}  // namespace field_limits

/// The answer to another field with which a field is used.
struct FieldCondition {
    std::string key;                   ///< of a choice or a yes-no field beside it
    std::vector<std::string> answers;  ///< any of these; "" where no answer comes to the same
};

/// One input of a price route or a study: declared once, it makes the cell of the form, the key of the file and the
/// name in a refusal.
struct Field {
    std::string key;
    FieldKind kind = FieldKind::number;
    Text label;
    Unit unit = Unit::none;
    bool required = false;
    FieldLimits limits = {};
    std::vector<FieldChoice> choices = {};
    std::vector<Field> columns = {};              ///< of a table
    Text hint = {};                               ///< what to enter and where it is found; shown beside the cell
    std::optional<FieldCondition> usedWhen = {};  ///< empty: always
};

// How routes declare their fields.
Field numberField(const std::string& key, const Text& label, Unit unit, const FieldLimits& limits,
                  const Text& hint = {});
Field yesNoField(const std::string& key, const Text& label, const Text& hint = {});
Field choiceField(const std::string& key, const Text& label, std::vector<FieldChoice> choices, const Text& hint = {});
Field dateField(const std::string& key, const Text& label, const Text& hint = {});
Field monthField(const std::string& key, const Text& label, const Text& hint = {});
Field textField(const std::string& key, const Text& label, const Text& hint = {});
Field tableField(const std::string& key, const Text& label, std::vector<Field> columns, const Text& hint = {});
Field dataField(const std::string& key, const Text& label, const Text& hint = {});
Field columnField(const std::string& key, const Text& label, const Text& hint = {});
Field columnsField(const std::string& key, const Text& label, const Text& hint = {});
Field required(Field field);

/// The field, used only with these answers to the field `key` beside it.
Field usedWhen(const std::string& key, std::vector<std::string> answers, Field field);
/// The fields, each used only with these answers.
std::vector<Field> usedWhen(const std::string& key, const std::vector<std::string>& answers, std::vector<Field> fields);

/// Whether a field is used with this answer to the field of its condition.
bool isUsed(const Field& field, const std::string& answer);

}  // namespace kachi
