#pragma once

#include "app/workbook/labour_pages.h"
#include "models/evaluation/evaluation.h"

#include <vector>

namespace kachi {

/// Writes the equalisation model with live formulas on the sheet Regions: counts, population, rates before and after
/// the scenario, and the measures of regional difference.
/// @pre evaluation.equalisation
/// @return what the formulas give beside what the program has worked out, for the sheet Checks
std::vector<SheetCheck> writeRegionSheet(WorkbookWriter& workbook, const Case& value, const Evaluation& evaluation,
                                         const SheetPlaces& places, Language language);

}  // namespace kachi
