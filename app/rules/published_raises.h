#pragma once

#include "models/pricing/published_raise.h"

#include <vector>

namespace kachi {

/// Published raises by unprofitable-product recalculation that ship with the program.
/// Source: resources/tables/PROVENANCE.md.
const std::vector<PublishedRaise>& publishedRaises();

}  // namespace kachi
