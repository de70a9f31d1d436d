#include "models/evidence/evidence.h"

namespace kachi {

KACHI_DEFINE_SPECIAL_MEMBERS(Evidence);

}  // namespace kachi
