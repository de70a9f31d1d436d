#pragma once

#include "models/case/archive.h"
#include "models/equalisation/equalisation_structure.h"

namespace kachi {

inline constexpr ChoiceName<RegionWeighting> regionWeightingNames[] = {
    {RegionWeighting::population, "population"},
    {RegionWeighting::equal, "equal"},
};
inline constexpr ChoiceName<MissingRegions> missingRegionsNames[] = {
    {MissingRegions::refuse, "refuse"},
    {MissingRegions::exclude, "exclude"},
};
inline constexpr ChoiceName<ScenarioKind> scenarioKindNames[] = {
    {ScenarioKind::none, "none"},
    {ScenarioKind::raiseToTarget, "raiseToTarget"},
};
inline constexpr ChoiceName<ScenarioTarget> scenarioTargetNames[] = {
    {ScenarioTarget::nationalRate, "nationalRate"},
    {ScenarioTarget::percentile, "percentile"},
    {ScenarioTarget::maximum, "maximum"},
    {ScenarioTarget::fixedRate, "fixedRate"},
};

template <class Archive>
void describe(Archive& archive, RegionGroup& group) {
    archive.field("id", group.id);
    archive.field("name", group.name);
}

template <class Archive>
void describe(Archive& archive, EqualisationRegion& region) {
    archive.field("id", region.id);
    archive.field("code", region.code);
    archive.field("name", region.name);
    archive.field("group", region.group);
}

template <class Archive>
void describe(Archive& archive, EqualisationScenario& scenario) {
    archive.choice("kind", scenario.kind, scenarioKindNames);
    archive.choice("target", scenario.target, scenarioTargetNames);
}

template <class Archive>
void describe(Archive& archive, EqualisationStructure& equalisation) {
    archive.field("subject", equalisation.subject);
    archive.field("rateBase", equalisation.rateBase);
    archive.choice("weighting", equalisation.weighting, regionWeightingNames);
    archive.choice("missing", equalisation.missing, missingRegionsNames);
    archive.field("groups", equalisation.groups);
    archive.field("regions", equalisation.regions);
    archive.field("scenario", equalisation.scenario);
}

}  // namespace kachi
