#pragma once

#include "models/core/calendar_day.h"
#include "models/pricing/market_expansion.h"
#include "models/pricing/price_revision.h"

namespace kachi {

/// A coming revision and what is assumed for it.
struct PlannedRevision {
    CalendarDay date;
    bool surveyed = true;  ///< false: listed after the survey, so the price stays
    /// Market price including tax = price in force × (1 − divergence); not used when `marketPrice` is set.
    Rational divergence = 0;
    std::optional<Rational> marketPrice;  ///< yen including tax
    std::optional<Rational> yearlySales;  ///< of the year before the revision; absent: no test for market expansion
};

/// A cut decided otherwise, e.g. by the foreign average price.
struct PlannedCut {
    CalendarDay date;
    Rational finalPrice;
    bool staged = false;  ///< in the stages of the pack from `date` on
};

/// A premium gained after listing, e.g. by a challenge application.
struct LaterPremium {
    CalendarDay date;
    Rational rate;  ///< of the price in force, ratio
};

/// What market-expansion repricing is tested with at every revision.
struct ExpansionPlan {
    Rational baseSales;
    bool costMethod = false;
    Rational alpha = 0;
};

struct ProjectionPlan {
    CalendarDay listing;
    CalendarDay end;  ///< first day that is no longer projected
    Rational listingPrice;
    std::optional<Rational> temporaryPrice;   ///< with the extra for rapid introduction
    std::optional<CalendarDay> temporaryEnd;  ///< first day without it
    std::vector<PlannedRevision> revisions;
    std::vector<PlannedCut> cuts;
    std::vector<LaterPremium> premiums;
    std::optional<ExpansionPlan> expansion;
    bool dispersed = false;  ///< shares of pattern 3: raised when in reverse margin
};

/// Why a price changes, or why a revision leaves it as it is.
enum class PriceEvent {
    listed,
    revised,
    heldAtCap,
    raised,
    notSurveyed,
    expanded,
    stage,
    cut,
    premium,
    temporaryEnds,
};

Text priceEventText(PriceEvent event);

struct PricePoint {
    CalendarDay date;
    Yen price;      ///< in force from this day
    Yen basePrice;  ///< without the extra for rapid introduction
    PriceEvent event = PriceEvent::listed;
};

struct PriceProjection {
    std::vector<PricePoint> points;  ///< by date; several of one day stand in the order in which they act
    Trace trace;

    /// Price in force on a day from the listing on.
    Yen priceOn(const CalendarDay& day) const;
};

/// Path of a price over the coming revisions, all under one pack. On one day a revision acts first, then a stage of a
/// cut (the lower price counts), then a premium, then the end of the extra.
/// - The extra for rapid introduction stays the same amount and is taken out of the market price before the revision.
/// - Market expansion: the lower of both prices counts; sales at a repricing become the base sales of the next.
/// Issues: those of the revision rules. @pre every date lies after the listing; the temporary price is not below the
/// price Source: 中医協総会647回 総-4-1 p. 10 (extra out of the market price, base sales).
Result<PriceProjection> projectPrice(const ProjectionPlan& plan, const RulePack& pack);

}  // namespace kachi
