#include "models/outcomes/budget_structure.h"

namespace kachi {

KACHI_DEFINE_SPECIAL_MEMBERS(BudgetImpact);

}  // namespace kachi
