#include "models/evaluation/threshold_price.h"

#include "models/evaluation/sensitivity.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

constexpr const char* conversionId = "outcomes.conversion.yen";

Issue note(const char* code, const std::string& where, const std::string& limit = {}) {
    return {code, Severity::warning, where, {}, limit, {}};
}

/// Net benefit of a strategy at another price.
Result<double> netBenefitAt(const Case& value, double price, std::size_t strategy, std::size_t comparator,
                            const RunOptions& options) {
    const auto results = evaluateAt(value, {{{value.outcomes->devicePrice, price}}}, options);
    if (!results) return results.issues();
    return *figureAt(results->front(), OutcomeFigure::netBenefit, strategy, comparator, value.outcomes->referenceWtp);
}

/// The price by a search over the range, for net benefits that are not linear in it.
Result<double> searchedPrice(const Case& value, double top, std::size_t strategy, const RunOptions& options) {
    const std::string& id = value.outcomes->devicePrice;
    const auto search = thresholdSearch(value, id, {0, top, {}}, strategy, value.outcomes->referenceWtp, options);
    if (!search) return search.issues();
    if (search->roots.empty()) return note("sensitivity.noThresholdPrice", id, numberText(top));
    return search->roots.back();
}

}  // namespace

Result<ThresholdPrice> thresholdPrice(const Case& value, const OutcomesResults& base, const RunOptions& options) {
    const std::string& id = value.outcomes->devicePrice;
    const auto parameter = value.parameters.find(id);
    if (parameter == value.parameters.end() || !parameter->second.value) return note("evaluation.priceParameter", id);

    const double price = *parameter->second.value;
    const double step = std::max(1.0, std::abs(price));
    for (const Increment& increment : base.increments) {
        const double here = value.outcomes->referenceWtp * increment.effect - increment.cost;
        const auto shifted = netBenefitAt(value, price + step, increment.strategy, base.comparator, options);
        if (!shifted) return shifted.issues();
        const double slope = (*shifted - here) / step;
        if (!(std::abs(slope) > 1e-9)) continue;

        double root = price - here / slope;
        const double checked = std::max(root, 0.0);
        const auto check = netBenefitAt(value, checked, increment.strategy, base.comparator, options);
        if (!check) return check.issues();
        const double miss = std::abs(*check - (here + slope * (checked - price)));
        if (miss > 1e-6 * (std::abs(here) + std::abs(slope * step))) {
            const double top = 4 * std::max({1.0, std::abs(price), std::abs(root)});
            const auto searched = searchedPrice(value, top, increment.strategy, options);
            if (!searched) return searched.issues();
            root = *searched;
        }
        ThresholdPrice threshold{base.strategies[increment.strategy], root, {}};
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
