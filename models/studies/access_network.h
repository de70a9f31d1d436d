#pragma once

#include "models/equalisation/spatial_access.h"
#include "models/studies/study_reader.h"
#include "models/studies/study_result.h"

namespace kachi {

/// The longest way that is taken for minutes and not for a slip of the keyboard: about two years.
inline constexpr double longestMinutes = 1e6;

/// Areas with their people and sites with what they provide.
struct AccessNetwork {
    std::vector<std::string> areas;
    std::vector<double> population;
    std::vector<std::string> sites;
    std::vector<double> supply;
};

/// Fields of areas, sites and travel that studies of access share.
std::vector<Field> accessNetworkFields();

/// Fields of the catchment and its decay.
std::vector<Field> distanceDecayFields();

/// Reads both tables.
/// Issues: access.nameMissing, .duplicateName, .notPositive, .numberTooLarge, .tooLarge, studies.unknownColumn
/// @param supplyOtherwise supply of every site when there is no such column; empty: the column is needed
AccessNetwork readAccessNetwork(StudyReader& reader, std::optional<double> supplyOtherwise);

/// The way between them: minutes as a long table (area, site, minutes), as a matrix with a row per area or per site, or
/// by distance between coordinates. Read once where draws follow and it names no number of the case.
/// Issues: access.negativeMinutes, .duplicatePair, .missingPairs, .noTravel, .coordinate, .numberTooLarge,
/// studies.unknownColumn; info access.travelNotUsed
/// @pre the network was read without fault
std::shared_ptr<const TravelTimes> readTravelTimes(StudyReader& reader, const AccessNetwork& network);

/// Issues: access.zones, access.noWeight
DistanceDecay readDistanceDecay(StudyReader& reader);

FloatingCatchment readFloatingCatchment(StudyReader& reader);

/// What was done, for a methods section.
Text distanceDecayText(const DistanceDecay& decay, FloatingCatchment steps);

/// Citations of the floating catchments.
std::vector<std::string> floatingCatchmentReferences();

/// A map when every name is a prefecture (bare numbers are not) and none is named twice; otherwise nothing.
/// @param after empty: only one value per region
std::optional<MapChart> prefectureMap(const std::vector<std::string>& names, const std::vector<double>& before,
                                      const std::vector<double>& after, const ChartAxis& value);

}  // namespace kachi
