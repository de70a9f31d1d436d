#pragma once

#include "models/statistics/eq5d_value_sets.h"

#include <array>
#include <optional>
#include <string>

namespace kachi {

/// Levels 1 … 5 of the five dimensions.
using Eq5dProfile = std::array<int, 5>;

/// "21232"; empty when it is not five digits from 1 to 5.
std::optional<Eq5dProfile> eq5dProfile(const std::string& digits);

/// Utility of a health state by a published value set; 1 for 11111.
double eq5dUtility(const Eq5dValueSet& values, const Eq5dProfile& profile);

}  // namespace kachi
