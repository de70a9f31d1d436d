#pragma once

#include "models/statistics/standardisation.h"
#include "models/studies/region_rows.h"

namespace kachi {

/// Regions with what was observed and expected, and the rates where strata are known.
struct StandardisedRegions {
    RegionNames names;
    std::vector<std::size_t> first;     ///< [region] row of the data with its name
    std::vector<StratumCounts> counts;  ///< [region]; empty when observed and expected were given
    std::vector<double> standard;       ///< [stratum] people of the standard population
    std::vector<double> observed;       ///< [region]
    std::vector<double> expected;       ///< [region]
    std::vector<std::string> leftOut;   ///< regions with a missing cell
};

/// Reads the inputs of the study `standardisation`: rows by region and stratum, or observed and expected events by
/// region. Faults go to the reader: those of readRegions; field.missing; regions.expectedAndStrata; per cell
/// regions.missingStratum, .negativeNumber, .expectedNotPositive, .populationNotPositive, .eventsWithoutPeople,
/// .stratumMissing, .duplicateStratum, .stratumWithoutRow, .nothingExpected; of the standard
/// regions.standardLacksColumn, .standardStratum, .stratumNotInStandard; regions.tooFewRegions.
StandardisedRegions readStandardisedRegions(StudyReader& reader);

}  // namespace kachi
