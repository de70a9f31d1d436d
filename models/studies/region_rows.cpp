#include "models/studies/region_rows.h"

#include "models/equalisation/area_names.h"
#include "models/equalisation/prefecture_names.h"

#include <algorithm>
#include <map>
#include <set>

namespace kachi {
namespace {

std::vector<std::size_t> everyRow(StudyReader& reader) {
    std::vector<std::size_t> rows(reader.rowCount());
    for (std::size_t row = 0; row < rows.size(); ++row) rows[row] = row;
    return rows;
}

/// Tells names apart that look like misspelled prefectures: most rows are prefectures, these are not.
void noteStrangers(StudyReader& reader, const std::vector<std::string>& strangers) {
    std::string names;
    for (const std::string& name : strangers) names += (names.empty() ? "" : ", ") + name;
    reader.add({"regions.notAPrefecture",
                Severity::warning,
                reader.path() + "/data",
                names,
                std::to_string(strangers.size()),
                {}});
}

}  // namespace

RegionNames readRegions(StudyReader& reader, const std::string& column, const std::string& group, bool unique) {
    RegionNames names;
    const std::vector<std::string> written = reader.words(column, everyRow(reader));
    const std::vector<std::string> groups = reader.words(group, everyRow(reader));
    std::vector<std::string> strangers;
    std::map<std::string, std::size_t> first;
    for (std::size_t row = 0; row < written.size(); ++row) {
        if (written[row].empty()) reader.refuseCell("regions.nameMissing", row, column, {});
        if (meansTotal(written[row])) reader.refuseCell("regions.totalRow", row, column, {});
        if (!groups.empty() && groups[row].empty()) reader.refuseCell("regions.groupMissing", row, group, {});
        RegionName region;
        if (const Prefecture* prefecture = resolvePrefecture(written[row])) {
            region.key = region.code = std::string(prefecture->code);
            region.label = {std::string(prefecture->ja), std::string(prefecture->en)};
        } else {
            region.key = (groups.empty() ? "" : areaKey(groups[row]) + "/") + areaKey(written[row]);
            region.label = {written[row], written[row]};
            strangers.push_back(written[row]);
        }
        const auto [same, isNew] = first.emplace(region.key, row);
        if (unique && !isNew) {
            reader.refuseCell("regions.duplicateRegion", row, column, std::to_string(same->second + 1));
        }
        names.regions.push_back(std::move(region));
    }
    names.prefectures = strangers.empty() && !names.regions.empty();
    if (!strangers.empty() && 2 * strangers.size() < written.size()) noteStrangers(reader, strangers);
    return names;
}

Text absentPrefectures(const RegionNames& names) {
    std::set<std::string_view> present;
    for (const RegionName& region : names.regions) present.insert(region.code);
    Text absent;
    for (const Prefecture& prefecture : prefectures) {
        if (present.contains(prefecture.code)) continue;
        absent.ja += (absent.ja.empty() ? "" : "、") + std::string(prefecture.ja);
        absent.en += (absent.en.empty() ? "" : ", ") + std::string(prefecture.en);
    }
    return absent;
}

StudyChart regionMap(const std::string& key, const Text& title, const ChartAxis& axis, const RegionNames& names,
                     const std::vector<std::size_t>& rows, const std::vector<double>& before,
                     const std::vector<double>& after) {
    MapChart map{axis, {}};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        MapChartValue value;
        value.code = names.regions[rows[i]].code;
        value.before = before[i];
        if (!after.empty()) value.after = after[i];
        map.values.push_back(std::move(value));
    }
    return {key, title, {}, std::move(map)};
}

}  // namespace kachi
