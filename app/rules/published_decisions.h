#pragma once

#include "models/precedents/precedent.h"

namespace kachi {

/// The published decisions shipped with the program. Source: resources/tables/PROVENANCE.md.
const std::vector<Precedent>& publishedDecisions();

}  // namespace kachi
