#include "models/outcomes/outcomes_structure.h"

namespace kachi {

KACHI_DEFINE_SPECIAL_MEMBERS(OutcomesStructure);

}  // namespace kachi
