#pragma once

#include "models/core/trace.h"
#include "models/pricing/rule_pack.h"

#include <optional>

namespace kachi {

/// One requirement item that a premium claims.
struct PointItem {
    std::string typed;               ///< as entered, e.g. "ハ-c"
    std::string item;                ///< key of the pack, e.g. "ha.c", "ro1.a", "ni"
    std::optional<Rational> points;  ///< the analyst's; absent: the pack's
};

/// Items of a text as papers print them: "イ-b, ロ-1a × ロ-2b, ハ-a". Latin keys are read too ("ha.c"), and points the
/// analyst sets for an item follow it: "ニ=1". Issue premiumPoints.notAnItem (value: the part that is no item).
Result<std::vector<PointItem>> parsePointItems(const std::string& text);

struct PointScore {
    std::vector<std::pair<PointItem, RuleNumber>> items;
    Rational points;
    Rational rate;  ///< A, percent
    Trace trace;
};

/// Points of one premium on the scale of the pack (有用性系加算の定量的評価), and A = points × percent per point.
/// Usefulness ロ is the product of ロ-1 and ロ-2 where the pack says so; of alternatives such as a and b only one
/// counts; an item for especially objective data needs another one of its group.
/// @param kind  of the pack, e.g. "usefulness"; the time-limited improvement premium uses the items of improvement
/// Issues: premiumPoints.twice, .onlyOne, .needsOther, .halfProduct; pricing.ruleAbsent.
/// Source: 保険医療材料専門部会132回 材-1 pp. 6–10, 中医協総会612回 総-1 p. 3. Checked: its 3 points, 15 %.
Result<PointScore> scorePoints(const std::string& kind, const std::vector<PointItem>& items, const RulePack& pack);

}  // namespace kachi
