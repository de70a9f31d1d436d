#pragma once

#include "models/core/issue.h"

namespace kachi {

/// Issues as a reader wants them: one fault that a model met in several strategies, subgroups, cycles or draws stands
/// once, the first of them, with the detail "alike" = how many more there are. Order is kept. Files and results keep
/// every single one.
Issues withoutRepeats(const Issues& issues);

}  // namespace kachi
