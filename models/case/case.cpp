#include "models/case/case.h"

namespace kachi {

KACHI_DEFINE_SPECIAL_MEMBERS(Case);

}  // namespace kachi
