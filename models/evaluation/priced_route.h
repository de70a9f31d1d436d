#pragma once

#include "models/price_routes/route.h"
#include "models/statistics/summary.h"

#include <optional>
#include <vector>

namespace kachi {

/// What the prices of a case may use beside the case: packs they name, and the monthly series and published raises of
/// the program.
struct PriceSurroundings {
    std::vector<RulePack> packs;
    std::vector<PriceSeries> series;
    std::vector<PublishedRaise> raises;
};

/// The same price under another full pack; `issues` says why there is none.
struct PriceUnderPack {
    std::string pack;
    Text packName;
    std::optional<Yen> price;
    Issues issues;
};

/// One price of the case, worked out.
struct PricedRoute {
    std::string id;  ///< of the request
    Text name;       ///< of the request, else of the route
    std::optional<RouteResult> result;
    Issues issues;                       ///< why there is no result
    std::vector<double> priceDraws;      ///< yen, [draw]; empty when nothing it reads varies
    std::optional<SampleSummary> drawn;  ///< of priceDraws
    std::vector<PriceUnderPack> others;
};

}  // namespace kachi
