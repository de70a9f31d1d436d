#pragma once

#include "models/studies/region_rows.h"

namespace kachi {

/// Refuses data that state a unit row by row and hold several: a column whose name ends in unit, units or 単位, whose
/// cells are units of measure (min and minutes are one, wards are none), and which no field of the study names. The
/// numbers beside it would be mixed without a word. Issue per column, at the first row that differs:
/// studies.mixedUnits.
/// @param request  the study, as the reader has it
void refuseMixedUnits(StudyReader& reader, const std::vector<Field>& fields, const StudyRequest& request);

/// How many times the median of the other regions a rate may be, or a part of it, before mixed units are suspected.
/// Rates of real regions differ less: in resources/tables no prefecture or medical area has more than 18 times the
/// median rate or less than a sixth of it. A population in thousands or 万 beside persons makes 1,000 or 10,000.
/// 100 lies midway, on a scale of factors, between a tenfold and a thousandfold rate.
inline constexpr double suspiciousFactor = 100;

/// Warns of regions whose rate suggests that one number is in another unit. Rates of less than three events are left
/// aside, for in a very small place one event alone makes a high rate.
/// @param rows    [region] row of the data
/// @param counts  [region]
/// @param people  [region] more than 0; from the column of that name
/// Warning per region: regions.mixedUnits.
void warnOfMixedUnits(StudyReader& reader, const RegionNames& names, const std::vector<std::size_t>& rows,
                      const std::vector<double>& counts, const std::vector<double>& people, const std::string& column);

/// The same where no counts say what the rates are, for prefectures, of which the largest has 25 times the people of
/// the smallest. Other areas are passed over: a village may have a hundredth of a town. Warning per region:
/// regions.mixedPopulations.
void warnOfMixedPopulations(StudyReader& reader, const RegionNames& names, const std::vector<std::size_t>& rows,
                            const std::vector<double>& people, const std::string& column);

}  // namespace kachi
