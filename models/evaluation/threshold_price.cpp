#include "models/evaluation/threshold_price.h"

#include "models/evaluation/values.h"

#include <cmath>

namespace kachi {
namespace {

constexpr const char* conversionId = "outcomes.conversion.yen";

Issue note(const char* code, const std::string& where) {
    return {code, Severity::warning, where, {}, {}, {}};
}

Result<OutcomesResults> outcomesAtPrice(const Case& value, double price) {
    Case changed = value;
    changed.parameters[value.outcomes->devicePrice].value = price;
    RunOptions baseOnly;
    baseOnly.draws = 0;
    const auto values = parameterValues(changed, baseOnly, nullptr);
    if (!values) return values.issues();
    return evaluateOutcomes(*changed.outcomes, expressionInputs(changed), *values, baseOnly);
}

double netBenefit(const Case& value, const Increment& increment) {
    return value.outcomes->referenceWtp * increment.effect - increment.cost;
}

}  // namespace

Result<ThresholdPrice> thresholdPrice(const Case& value, const OutcomesResults& base) {
    const std::string& id = value.outcomes->devicePrice;
    const auto parameter = value.parameters.find(id);
    if (parameter == value.parameters.end() || !parameter->second.value) return note("evaluation.priceParameter", id);

    const double price = *parameter->second.value;
    const double step = std::max(1.0, std::abs(price));
    const auto shifted = outcomesAtPrice(value, price + step);
    if (!shifted) return shifted.issues();

    for (std::size_t i = 0; i < base.increments.size(); ++i) {
        const double here = netBenefit(value, base.increments[i]);
        const double slope = (netBenefit(value, shifted->increments[i]) - here) / step;
        if (!(std::abs(slope) > 1e-9)) continue;
        ThresholdPrice threshold{base.strategies[base.increments[i].strategy], price - here / slope, {}};

        const auto check = outcomesAtPrice(value, threshold.price);
        if (!check) return check.issues();
        const double scale = std::abs(here) + std::abs(slope * step);
        if (std::abs(netBenefit(value, check->increments[i])) > 1e-6 * scale)
            return note("evaluation.priceNotLinear", id);

        const auto conversion = value.parameters.find(conversionId);
        if (value.outcomes->currency == "JPY") {
            threshold.yen = threshold.price;
        } else if (conversion != value.parameters.end() && conversion->second.value) {
            threshold.yen = threshold.price * *conversion->second.value;
        }
        return threshold;
    }
    return note("evaluation.priceWithoutEffect", id);
}

}  // namespace kachi
