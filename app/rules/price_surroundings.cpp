#include "app/rules/price_surroundings.h"

#include "app/rules/published_raises.h"
#include "app/rules/shipped_series.h"

namespace kachi {

std::shared_ptr<const PriceSurroundings> priceSurroundings(const RulePacks& packs) {
    auto surroundings = std::make_shared<PriceSurroundings>();
    surroundings->packs = packs.all();
    surroundings->series = shippedSeries();
    surroundings->raises = publishedRaises();
    return surroundings;
}

}  // namespace kachi
