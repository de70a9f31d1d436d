#pragma once

#include "app/rules/rule_packs.h"
#include "models/evaluation/priced_route.h"

#include <memory>

namespace kachi {

/// What prices may use beside the case: these packs and the series shipped with the program. Shared, because every run
/// holds it.
std::shared_ptr<const PriceSurroundings> priceSurroundings(const RulePacks& packs);

}  // namespace kachi
