#pragma once

#include "models/params/param_def.h"

#include <array>

namespace kachi {

/// Parameters every outcome model has. The others (probabilities, costs, utilities) are declared by the analyst.
inline constexpr auto outcomesParamDefs = std::to_array<ParamDef>({
    {.id = "outcomes.discount.cost",
     .ja = "割引率(費用)",
     .en = "Discount rate, costs",
     .unit = Unit::rate,
     .high = 0.2,
     .family = Family::uniform},
    {.id = "outcomes.discount.effect",
     .ja = "割引率(効果)",
     .en = "Discount rate, effects",
     .unit = Unit::rate,
     .high = 0.2,
     .family = Family::uniform},
    {.id = "outcomes.conversion.yen",
     .ja = "円への換算率(購買力平価または為替)",
     .en = "Conversion to yen (purchasing-power parity or exchange rate)",
     .unit = Unit::yenPerForeign,
     .low = 1e-6,
     .family = Family::lognormal},
});
static_assert(wellFormed(outcomesParamDefs));

inline std::span<const ParamDef> outcomesParams() {
    return outcomesParamDefs;
}

}  // namespace kachi
