#pragma once

#include "models/price_routes/route.h"
#include "models/pricing/share_pattern.h"

namespace kachi {

/// Shares of the suppliers of a functional category, as ratios.
struct CategoryShares {
    std::vector<Rational> shares;              ///< descending
    std::optional<Rational> requester;         ///< largest share of those who request
    std::optional<Rational> topTwoRequesters;  ///< their two largest shares together
    SharePattern pattern = SharePattern::notStated;

    bool known() const { return !shares.empty(); }
};

/// Fields suppliers, pattern, mostFrom and largeFrom.
std::vector<Field> categoryShareFields();

/// Shares and their pattern: as stated in `pattern`, else by mostFrom, else not stated (but for a category
/// of one maker, which is pattern 1 under any threshold).
/// Issues: unprofitable.sharesOverWhole, unprofitable.noRequester.
CategoryShares readCategoryShares(RouteReader& in);

/// Adds the pattern and the concentration (Herfindahl–Hirschman index, Σ (100 s)²) as figures, shares not entered left
/// out, with a warning.
void addCategoryShares(const CategoryShares& shares, RouteResult& result);

}  // namespace kachi
