#include "models/pricing/pricing_structure.h"

namespace kachi {

KACHI_DEFINE_SPECIAL_MEMBERS(PricingStructure);

}  // namespace kachi
