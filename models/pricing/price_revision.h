#pragma once

#include "models/core/trace.h"
#include "models/pricing/rule_pack.h"

#include <vector>

namespace kachi {

/// Price after one revision rule. Amounts are yen including tax.
struct RevisedPrice {
    Rational unrounded;
    Yen price;
    bool limited = false;  ///< a cap, limit or threshold of the rule decided the price
    Trace trace;
};

/// Market-price method (市場実勢価格加重平均値一定幅方式): mean × T + margin on the old price, capped at the old price.
/// @param weightedMean  weighted mean market price before tax
/// Source: Annex 3, 保険医療材料専門部会133回 材-1 p. 43. Checked: its illustration (80 + 4 = 84).
/// Not valid for: re-cut categories, see recutRevision.
Result<RevisedPrice> marketPriceRevision(const Rational& oldPrice, const Rational& weightedMean, const RulePack& pack);

/// The same for a category newly cut out of others: the margin is a share of mean × T, and the cap is the
/// sales-weighted mean of the old prices of the products moved in.
/// @param movedMean  that weighted mean, yen including tax
/// Source: Annex 3, 中医協総会511回 総-4-1 p. 15; cap: 保険医療材料専門部会130回 21387/17.
Result<RevisedPrice> recutRevision(const Rational& movedMean, const Rational& weightedMean, const RulePack& pack);

/// The market-price method when the consumption tax changes: the cap follows the tax, old × (1 + new)/(1 + old tax).
Result<RevisedPrice> taxChangeRevision(const Rational& oldPrice, const Rational& weightedMean, const RulePack& pack);

/// Raise of a dispersed-share category in reverse margin (逆ザヤ, pattern 3): min(mean × T, old × (1 + limit)); the
/// pack says whether the margin is added to the mean first. A market price that is not above the old price: Issue
/// pricing.notReverseMargin. A pack without this route: Issue pricing.routeNotInPack or pricing.ruleAbsent. Source:
/// 中医協総会639回 総-3 p. 4; the limit is derived from the FY2024 and FY2026 price lists.
Result<RevisedPrice> reverseMarginRaise(const Rational& oldPrice, const Rational& weightedMean, const RulePack& pack);

/// Cap of the market-price revision when the consumption tax changes: old × (1 + new tax)/(1 + old tax).
/// Checked: price masters of August and November 2019.
Result<RevisedPrice> taxChangeCap(const Rational& oldPrice, const RulePack& pack);

struct StagedCut {
    Rational step;            ///< u = min((S − F)/5, 5% of S)
    std::vector<Yen> stages;  ///< S − u, S − 3u, S − 5u, … F
    Trace trace;
};

/// Staged reduction (段階的引下げ) of `oldPrice` S to `finalPrice` F < S; otherwise Issue pricing.notACut.
/// Derived from the schedules of FY2018, FY2024 and FY2026, all of which it reproduces.
Result<StagedCut> stagedCut(const Rational& oldPrice, const Rational& finalPrice, const RulePack& pack);

/// Months from the revision to each of so many stages. Issues: pricing.ruleAbsent for a stage the pack gives no date
/// for.
Result<std::vector<int>> stagedCutMonths(std::size_t stages, const RulePack& pack);

/// Quarterly revision of dental precious metals (歯科用貴金属): current + (X − Y) × T, to the rounding of metals.
/// @param materialPrice  X, mean material price since the last revision, before tax
/// @param lastMaterialPrice  Y, mean material price used in the last revision, before tax
/// Source: 中医協総会527回 総-7 p. 2. Checked: 14K inlay 6,569 → 6,493.
Result<RevisedPrice> dentalMetalRevision(const Rational& current, const Rational& materialPrice,
                                         const Rational& lastMaterialPrice, const RulePack& pack);

/// Which revision of a year under the rule until FY2021.
enum class DentalRevision {
    main,     ///< April and October
    interim,  ///< July and January
};

/// Rule until FY2021: the trial price counts only when it moves by more than the threshold.
/// Source: wic-net.com/material/document/179/4. Checked: decision for October 2020.
Result<RevisedPrice> dentalMetalThreshold(const Rational& current, const Rational& trial, DentalRevision revision,
                                          const RulePack& pack);

}  // namespace kachi
