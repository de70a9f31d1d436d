#pragma once

#include "models/core/yen.h"
#include "models/pricing/recalculation_structure.h"

#include <optional>
#include <vector>

namespace kachi {

/// Pattern 1: the largest share reaches `most`; 2: the two largest together do; 3: neither. Not stated without shares
/// or without `most`, but for a category of one maker, which is pattern 1 under any threshold.
/// @param descending  shares as ratios
/// Source: 中医協総会639回 総-3 p. 4; the text gives no number for "most".
SharePattern sharePatternOf(const std::vector<Rational>& descending, const std::optional<Rational>& most);

}  // namespace kachi
