#pragma once

#include "models/core/yen.h"
#include "models/fields/field.h"

namespace kachi {

/// Compared as decimals, so that 0.1 is at most 0.1. `whole` is not looked at.
bool isWithin(const Rational& value, const FieldLimits& limits);

/// "> 0, ≤ 100"; empty without limits.
std::string limitText(const FieldLimits& limits);

}  // namespace kachi
