#include "models/pricing/cost_breakdown.h"

#include "models/pricing/rule_trace.h"

namespace kachi {
namespace {

/// C for fixed costs beside lines that are shares of C/(1 − p); nothing when the shares leave no room.
std::optional<Rational> totalCost(const Rational& fixedCost, const Rational& rates, const Rational& profitRate) {
    const Rational room = 1 - rates / (1 - profitRate);
    if (room <= 0) return {};
    return fixedCost / room;
}

}  // namespace

Result<CostBreakdown> costBreakdown(const CostBreakdownInputs& inputs, const RoundingRule& line) {
    const auto tooLarge = [&](const Rational& rates) {
        return Issue{"routeCost.ratesTooLarge",
                     Severity::error,
                     "/inputs/sellingRate",
                     exactText(rates),
                     "< " + exactText(1 - inputs.profitRate),
                     {}};
    };
    const Rational rates = inputs.sellingRate + inputs.researchRate;
    const auto total =
        totalCost(inputs.manufacture + inputs.sellingAmount + inputs.researchAmount, rates, inputs.profitRate);
    if (!total) return tooLarge(rates);

    const Rational beforeDistribution = *total / (1 - inputs.profitRate);
    CostBreakdown lines;
    lines.selling = applyRounding(line, Rational(inputs.sellingAmount + inputs.sellingRate * beforeDistribution));
    lines.research = applyRounding(line, Rational(inputs.researchAmount + inputs.researchRate * beforeDistribution));
    lines.asked = lines.selling + lines.research;
    lines.productCost = inputs.manufacture + lines.asked;
    if (!inputs.sellingLimit) return lines;

    const auto most = totalCost(inputs.manufacture, *inputs.sellingLimit, inputs.profitRate);
    if (!most) return tooLarge(*inputs.sellingLimit);
    const Rational allowed = applyRounding(line, Rational(*inputs.sellingLimit * *most / (1 - inputs.profitRate)));
    if (lines.asked <= allowed) return lines;
    lines.limited = true;
    lines.selling = allowed;
    lines.research = 0;
    lines.productCost = inputs.manufacture + allowed;
    return lines;
}

}  // namespace kachi
