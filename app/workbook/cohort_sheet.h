#pragma once

#include "app/workbook/spreadsheet_formula.h"
#include "app/workbook/workbook_writer.h"
#include "models/case/case.h"
#include "models/outcomes/outcome_scope.h"

#include <map>
#include <string>

namespace kachi {

/// Where the numbers of a case stand in the workbook.
struct SheetPlaces {
    std::map<std::string, std::string> base;                                 ///< [parameter] absolute reference
    std::map<std::string, std::string> keyRanges;                            ///< [table]
    std::map<std::string, std::map<std::string, std::string>> columnRanges;  ///< [table][column]

    FormulaPlaces formulaPlaces(const std::vector<LookupTable>& tables) const;
};

/// References to the totals of one cohort, on its own sheet.
struct CohortSheetTotals {
    std::string weight;
    std::string cost;
    std::string qaly;
    std::string lifeYears;
    std::string lifeYearsDiscounted;
};

/// Writes one strategy in one subgroup: a row per cycle with the names that change, transition probabilities,
/// occupancy, rewards, weights, discount factors and values, and the totals above. Tunnel states stand side by side,
/// one column for each cycle of stay; cells that nobody can reach are empty.
/// @param rateSheet for the matrix exponential of rates; null: transitions are probabilities
Result<CohortSheetTotals> writeCohortSheet(SheetWriter& sheet, SheetWriter* rateSheet, const EngineInputs& inputs,
                                           const SheetPlaces& places, const std::string& title, Language language);

}  // namespace kachi
