#pragma once

#include "models/core/trace.h"
#include "models/core/yen.h"
#include "models/fields/field.h"

#include <nlohmann/json.hpp>

#include <functional>

namespace kachi {

/// Value of a name typed instead of a number, e.g. a parameter of the case; empty: names are refused.
using NamedNumbers = std::function<std::optional<Rational>(const std::string&)>;

/// Exact number of a cell: "45600", "0.04", "22/78", "5 %", "120 百万円", each in the unit of the field.
/// Issues: field.notANumber, field.wrongUnit.
Result<Rational> fieldNumber(const std::string& text, Unit unit);

/// Text of a cell as typed: a JSON number keeps its shortest digits, {"value", "unit"} becomes "value unit". Empty: not
/// a cell but a list or another object.
std::optional<std::string> fieldCellText(const nlohmann::json& cell);

/// A name rather than a number: starts with a letter and holds letters, digits, dots and underscores.
bool isCellName(const std::string& text);

/// Reads one set of cells (the inputs, or one row of a table) against its fields and collects every fault.
/// A value that is missing or refused reads as a harmless one (0, "", false); the caller computes only when no issue
/// was found.
class FieldCells {
public:
    /// @param cells, named  must outlive the reader
    FieldCells(const std::vector<Field>& fields, const nlohmann::json& cells, std::string path,
               const NamedNumbers& named, Issues& issues);

    bool has(const std::string& key) const;  ///< something was entered

    /// The number of a field that this calculation needs: Issue field.missing when nothing was entered.
    Rational number(const std::string& key);
    std::optional<Rational> optionalNumber(const std::string& key);
    int whole(const std::string& key);  ///< of a field declared whole

    // The same as the nearest double, for statistics.
    double real(const std::string& key) { return toDouble(number(key)); }
    std::optional<double> optionalReal(const std::string& key);
    double realOr(const std::string& key, double otherwise) { return optionalReal(key).value_or(otherwise); }

    bool yes(const std::string& key);  ///< false when nothing was entered
    std::optional<bool> stated(const std::string& key);
    std::string choice(const std::string& key);                                  ///< id; empty when nothing was entered
    std::string choiceOr(const std::string& key, const std::string& otherwise);  ///< when nothing was entered
    std::string neededChoice(const std::string& key);
    std::string date(const std::string& key);  ///< ISO; empty when nothing was entered
    std::string month(const std::string& key);
    std::string text(const std::string& key);
    std::vector<FieldCells> rows(const std::string& key);

    /// The same rows, the faults of each kept apart in faults[row], for tables of which a faulty row is left out while
    /// the others are worked out. `faults` must outlive the rows.
    std::vector<FieldCells> rowsApart(const std::string& key, std::vector<Issues>& faults);

    /// The number as an input of a step: symbol, label of the field, exact value, place.
    TraceInput input(const std::string& symbol, const std::string& key);

    /// Refuses a value for a reason that concerns several fields. `code` is a code of resources/messages/routes*.json.
    void refuse(const std::string& code, const std::string& key, const std::string& value, const std::string& limit);

    const std::string& path() const { return m_path; }

protected:
    const Field& field(const std::string& key) const;
    const nlohmann::json& cell(const std::string& key) const { return m_cells->at(key); }
    Issues& faults() { return *m_issues; }

private:
    std::size_t rowCount(const std::string& key);
    FieldCells rowOf(const std::string& key, std::size_t row, Issues& issues);
    void checkKeys();
    void report(const std::string& code, const Field& field, const std::string& value, const std::string& limit);
    void reportMissing(const Field& field);
    std::optional<std::string> typed(const Field& field);
    void checkLimits(const Field& field, const Rational& value, const std::string& typed);

    const std::vector<Field>* m_fields;
    const nlohmann::json* m_cells;
    std::string m_path;
    const NamedNumbers* m_named;
    Issues* m_issues;
};

}  // namespace kachi
