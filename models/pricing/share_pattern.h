#pragma once

#include "models/core/yen.h"
#include "models/pricing/recalculation_structure.h"

#include <optional>
#include <vector>

namespace kachi {

/// Pattern of a category from the shares of its suppliers.
/// @param shares    of the listed suppliers, ratios; their sum is at most 1
/// @param mostFrom  the share from which a supplier has "most"; the rule as read gives no number
/// @return nothing when suppliers that are not listed could change the pattern
/// Source: 中医協総会639回 総-3 p. 4.
std::optional<SharePattern> sharePattern(const std::vector<Rational>& shares, const Rational& mostFrom);

/// The same where the analyst may not have set `mostFrom`: not stated then, but for a category of one supplier, which
/// is pattern 1 under any threshold.
SharePattern sharePatternOf(const std::vector<Rational>& shares, const std::optional<Rational>& mostFrom);

}  // namespace kachi
