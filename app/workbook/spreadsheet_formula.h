#pragma once

#include "models/core/result.h"
#include "models/expressions/lookup_table.h"
#include "models/expressions/syntax.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace kachi {

/// Where an expression's names and tables stand in the workbook.
struct FormulaPlaces {
    /// Reference of a name as the formula writes it ("$D7", "outcomes.rr"); empty: the name has no place.
    std::function<std::string(const std::string& name)> reference;
    /// Key column and value column of a lookup table as absolute ranges.
    std::map<std::string, std::string> keyRanges;                            ///< [table]
    std::map<std::string, std::map<std::string, std::string>> columnRanges;  ///< [table][column]
    const std::vector<LookupTable>* tables = nullptr;
};

/// The expression as a formula of Excel and LibreOffice, without the leading "=". Everything is bracketed, because −2^2
/// means 4 there and −4 here; conditions give 1 and 0.
/// Errors: workbook.noPlace (a name the workbook does not hold), those of parseExpression.
Result<std::string> spreadsheetFormula(const std::string& expression, const std::string& where,
                                       const FormulaPlaces& places);

}  // namespace kachi
