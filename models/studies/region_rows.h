#pragma once

#include "models/studies/study_chart.h"
#include "models/studies/study_reader.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// One region of a table, identified.
struct RegionName {
    std::string key;   ///< prefecture code, or the same for all spellings of the area's name (within its group)
    std::string code;  ///< "01" … "47" when it is a prefecture; empty otherwise
    Text label;        ///< 東京都/Tokyo for prefectures, else as written
};

/// Who is in a table.
struct RegionNames {
    std::vector<RegionName> regions;  ///< [row]
    bool prefectures = false;         ///< every row is one, so a map can be drawn
};

/// The region of every row of the data. A name is a prefecture by any spelling resolvePrefecture knows; when every row
/// is one they are called by their official names. Two areas of one name count as different when their groups differ.
/// @param group column of groups; may be empty
/// @param unique refuse a region that stands in two rows
/// Issues per row: regions.nameMissing, regions.totalRow, regions.duplicateRegion, regions.groupMissing; info
/// regions.notAPrefecture when most names are prefectures and some are not.
RegionNames readRegions(StudyReader& reader, const std::string& column, const std::string& group, bool unique);

/// Names of the prefectures of which the table has no row, in code order: "北海道, …".
Text absentPrefectures(const RegionNames& names);

/// Map of one or two numbers per row. @param after empty: one number
StudyChart regionMap(const std::string& key, const Text& title, const ChartAxis& axis, const RegionNames& names,
                     const std::vector<std::size_t>& rows, const std::vector<double>& before,
                     const std::vector<double>& after);

}  // namespace kachi
