#pragma once

#include "models/params/param_def.h"

#include <array>
#include <span>

namespace kachi {

inline constexpr auto equalisationParamTable = std::to_array<ParamDef>({
    {.id = "equalisation.region.*.population",
     .ja = "人口",
     .en = "Population",
     .unit = Unit::persons,
     .low = 1,
     .high = 1e10,
     .family = Family::gamma},
    {.id = "equalisation.region.*.count",
     .ja = "年間件数",
     .en = "Procedures a year",
     .unit = Unit::count,
     .high = 1e10,
     .family = Family::gamma},
    {.id = "equalisation.atkinson.epsilon",
     .ja = "アトキンソン指標の不平等回避度 ε",
     .en = "Atkinson inequality aversion ε",
     .unit = Unit::none,
     .high = 100,
     .family = Family::gamma},
    {.id = "equalisation.scenario.gapClosure",
     .ja = "目標との差を縮める割合",
     .en = "Share of the gap to the target closed",
     .unit = Unit::ratio,
     .high = 1,
     .family = Family::beta},
    {.id = "equalisation.scenario.targetPercentile",
     .ja = "目標とする人口百分位",
     .en = "Population percentile of the target",
     .unit = Unit::percent,
     .high = 100,
     .family = Family::uniform},
    {.id = "equalisation.scenario.targetRate",
     .ja = "目標とする実施率（率の基準人口当たり）",
     .en = "Target rate, per the rate base",
     .unit = Unit::none,
     .high = 1e10,
     .family = Family::gamma},
});
static_assert(wellFormed(equalisationParamTable));

/// Every parameter of the equalisation model. gapClosure, targetPercentile and targetRate are asked for only where
/// the scenario uses them.
constexpr std::span<const ParamDef> equalisationParams() {
    return equalisationParamTable;
}

}  // namespace kachi
