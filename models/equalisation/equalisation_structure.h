#pragma once

#include "models/core/text.h"

#include <string>
#include <vector>

namespace kachi {

/// A block of regions whose differences are told apart from differences inside blocks, e.g. 東北.
struct RegionGroup {
    std::string id;
    Text name;

    bool operator==(const RegionGroup&) const = default;
};

/// A region, e.g. a prefecture. Population and count are the parameters equalisation.region.<id>.*
struct EqualisationRegion {
    std::string id;    ///< permanent row id, e.g. "p01"
    std::string code;  ///< JIS X 0401 code "01" … "47", or the code of another area list
    Text name;
    std::string group;  ///< id of a RegionGroup

    bool operator==(const EqualisationRegion&) const = default;
};

/// How regions count in the measures.
enum class RegionWeighting { population, equal };

/// What happens when the count of a region is not known (masked, or not published).
enum class MissingRegions { refuse, exclude };

enum class ScenarioKind { none, raiseToTarget };

/// The rate that regions below it move towards.
enum class ScenarioTarget { nationalRate, percentile, maximum, fixedRate };

/// "Every region below the target closes a share of its gap": after = before + share × (target − before).
/// Share, percentile and fixed rate are the parameters equalisation.scenario.*
struct EqualisationScenario {
    ScenarioKind kind = ScenarioKind::none;
    ScenarioTarget target = ScenarioTarget::nationalRate;

    bool operator==(const EqualisationScenario&) const = default;
};

/// What the equalisation model needs beyond numbers.
struct EqualisationStructure {
    Text subject;            ///< what is counted, e.g. 人工関節置換術（股）, FY2023
    int rateBase = 100'000;  ///< rates are per this many people
    RegionWeighting weighting = RegionWeighting::population;
    MissingRegions missing = MissingRegions::refuse;
    std::vector<RegionGroup> groups;
    std::vector<EqualisationRegion> regions;
    EqualisationScenario scenario;

    bool operator==(const EqualisationStructure&) const = default;
};

}  // namespace kachi
