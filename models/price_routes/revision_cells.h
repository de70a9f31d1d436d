#pragma once

#include "models/price_routes/route.h"

namespace kachi {

// What the routes about listed prices share.

/// Whether market prices hold the consumption tax; a price without that statement is refused.
Field taxBasisField(const Text& label);

/// The amount without tax, by the choice entered in `taxBasis`. Refuses a missing choice.
Rational withoutTax(FieldCells& in, const Rational& amount, const RuleNumber& tax);

/// Ties an input of a calculation's trace to the cell it was entered in, in every step below.
void linkInput(Trace& trace, const std::string& symbol, const TraceInput& cell);

/// Refuses a cell that this calculation would not use: code route.unused, `when` says which entry it belongs to.
void refuseUnused(FieldCells& in, const std::string& key, const std::string& when);

}  // namespace kachi
