#include "models/evaluation/evaluation.h"

namespace kachi {

KACHI_DEFINE_SPECIAL_MEMBERS(Evaluation);

}  // namespace kachi
