#include "models/price_routes/revision_cells.h"

namespace kachi {

Field taxBasisField(const Text& label) {
    return choiceField("taxBasis", label,
                       {{"excluded", {"税抜", "excluding tax"}}, {"included", {"税込", "including tax"}}});
}

Rational withoutTax(FieldCells& in, const Rational& amount, const RuleNumber& tax) {
    return in.neededChoice("taxBasis") == "included" ? Rational(amount / (1 + tax.value)) : amount;
}

void linkInput(Trace& trace, const std::string& symbol, const TraceInput& cell) {
    for (TraceInput& input : trace.inputs) {
        if (input.name == symbol) input = cell;
    }
    for (Trace& step : trace.steps) linkInput(step, symbol, cell);
}

void refuseUnused(FieldCells& in, const std::string& key, const std::string& when) {
    if (in.has(key)) in.refuse("route.unused", key, {}, when);
}

}  // namespace kachi
