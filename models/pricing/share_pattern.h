#pragma once

#include "models/core/yen.h"

#include <optional>
#include <vector>

namespace kachi {

/// How the shares of a category lie (FY2026). The numbers are those of the rule.
enum class SharePattern {
    oneMaker = 1,   ///< one supplier has most of the category
    topTwo = 2,     ///< not 1, but the two largest together have
    dispersed = 3,  ///< neither
};

/// Pattern of a category from the shares of its suppliers.
/// @param shares    of the listed suppliers, ratios; their sum is at most 1
/// @param mostFrom  the share from which a supplier has "most"; the rule as read gives no number
/// @return nothing when suppliers that are not listed could change the pattern
/// Source: 中医協総会639回 総-3 p. 4.
std::optional<SharePattern> sharePattern(const std::vector<Rational>& shares, const Rational& mostFrom);

}  // namespace kachi
