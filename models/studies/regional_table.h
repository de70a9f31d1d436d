#pragma once

#include "models/studies/region_rows.h"

namespace kachi {

/// A cell of a region that held no number, and what became of it.
struct MissingRegionCell {
    std::size_t row = 0;  ///< of the data
    std::string column;
    std::optional<double> filled;  ///< empty: the region was left out
};

/// Regions with one or two periods of counts or values, complete after the analyst's choice about missing cells.
struct RegionalTable {
    RegionNames names;                     ///< [row of the data]
    std::vector<std::size_t> rows;         ///< [region] row of the data; those left out are not among them
    bool counts = false;                   ///< numbers are counts of events; else values of another kind
    std::vector<double> first;             ///< [region]
    std::vector<double> second;            ///< [region]; empty: one period
    std::vector<double> population;        ///< [region]; empty: none given
    std::vector<double> secondPopulation;  ///< [region] like population when there is a second period
    std::vector<std::string> groups;       ///< [region]; empty: none given
    std::vector<double> ranking;           ///< [region]; empty: none given
    std::vector<bool> filled;              ///< [region] some number was filled in
    std::vector<MissingRegionCell> missing;

    Text label(std::size_t region) const { return names.regions[rows[region]].label; }
};

/// The fields that readRegionalTable reads.
std::vector<Field> regionalTableFields();

/// Keys: data, region, count or value, population, secondCount or secondValue, secondPopulation, group, rank, missing
/// (refuse | exclude | fillNational | fillGroup, the first when nothing was entered), mostMissing (½).
/// Faults go to the reader: those of readRegions; field.missing; regions.countAndValue; regions.missingCell,
/// .populationNotPositive, .negativeNumber and .noGroupRate per cell; regions.tooManyMissing, regions.tooFewRegions.
/// Warnings: those of warnOfMixedUnits.
RegionalTable readRegionalTable(StudyReader& reader);

}  // namespace kachi
