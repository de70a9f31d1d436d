#include "models/evaluation/threshold_price.h"

#include "models/evaluation/sensitivity.h"
#include "models/evaluation/values.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

Issue note(const char* code, const std::string& where, const std::string& limit = {}) {
    return {code, Severity::warning, where, {}, limit, {}};
}

/// Net benefit of a strategy at another price.
Result<double> netBenefitAt(const Case& value, const RulePack& pack, double price, std::size_t strategy,
                            std::size_t comparator, const RunOptions& options) {
    const auto results = evaluateAt(value, pack, {{{value.outcomes->devicePrice, price}}}, options);
    if (!results) return results.issues();
    return *figureAt(results->front(), OutcomeFigure::netBenefit, strategy, comparator, value.outcomes->referenceWtp);
}

/// The price by a search over the range, for net benefits that are not linear in it.
Result<double> searchedPrice(const Case& value, const RulePack& pack, double top, std::size_t strategy,
                             const RunOptions& options) {
    const std::string& id = value.outcomes->devicePrice;
    const auto search = thresholdSearch(value, pack, id, {0, top, {}}, strategy, value.outcomes->referenceWtp, options);
    if (!search) return search.issues();
    if (search->roots.empty()) return note("sensitivity.noThresholdPrice", id, numberText(top));
    return search->roots.back();
}

/// The same draws at another price of the device.
Result<OutcomesResults> outcomesAtPrice(const Case& value, const RulePack& pack, const ParameterValues& values,
                                        double price, const RunOptions& options) {
    Case priced = value;
    priced.parameters.at(value.outcomes->devicePrice).value = price;
    std::map<std::string, std::vector<double>> draws;
    for (const std::string& id : sampledIds(value)) {
        const auto drawn = values.drawn.find(id);
        if (options.draws > 0 && drawn != values.drawn.end()) draws[id] = drawn->second;
    }
    const auto moved = parameterValues(priced, pack, options, draws.empty() ? nullptr : &draws);
    if (!moved) return moved.issues();
    return evaluateOutcomes(*priced.outcomes, expressionInputs(priced), *moved, options);
}

/// How much a step of the price adds to increments against the comparator, base case.
struct PriceLine {
    double costStep = 0;
    double effectStep = 0;
};

PriceLine priceLine(const OutcomesResults& here, const OutcomesResults& there, std::size_t strategy) {
    const auto cost = [strategy](const OutcomesResults& results) {
        return results.base[strategy].cost - results.base[results.comparator].cost;
    };
    const auto effect = [strategy](const OutcomesResults& results) {
        return results.baseEffect[strategy] - results.baseEffect[results.comparator];
    };
    return {cost(there) - cost(here), effect(there) - effect(here)};
}

/// Root of λΔE − ΔC(price), by the slope between the two runs, in the model's currency.
ThresholdAt thresholdAt(const OutcomesResults& here, const OutcomesResults& there, std::size_t strategy, double price,
                        double step, double wtp) {
    const std::size_t other = here.comparator;
    const auto root = [&](double cost, double movedCost, double effect) {
        return price + (wtp * effect - cost) / ((movedCost - cost) / step);
    };
    ThresholdAt threshold;
    threshold.strategy = here.strategies[strategy];
    threshold.yen =
        root(here.base[strategy].cost - here.base[other].cost, there.base[strategy].cost - there.base[other].cost,
             here.baseEffect[strategy] - here.baseEffect[other]);
    std::vector<double> draws(std::min(here.draws, there.draws));
    for (std::size_t draw = 0; draw < draws.size(); ++draw) {
        draws[draw] = root(here.drawn[strategy].cost[draw] - here.drawn[other].cost[draw],
                           there.drawn[strategy].cost[draw] - there.drawn[other].cost[draw],
                           here.effectDraws(strategy)[draw] - here.effectDraws(other)[draw]);
    }
    if (draws.size() < 2) return threshold;
    const SampleSummary summary = summarise(draws);
    threshold.low = summary.low95;
    threshold.high = summary.high95;
    return threshold;
}

void inYen(ThresholdAt& threshold, double yen) {
    threshold.yen *= yen;
    if (threshold.low) *threshold.low *= yen;
    if (threshold.high) *threshold.high *= yen;
}

}  // namespace

std::optional<double> yenPerUnit(const Case& value) {
    if (value.outcomes->currency == "JPY") return 1;
    const auto conversion = value.parameters.find("outcomes.conversion.yen");
    if (conversion == value.parameters.end()) return {};
    return conversion->second.value;
}

Result<ThresholdPrice> thresholdPrice(const Case& value, const RulePack& pack, const OutcomesResults& base,
                                      const RunOptions& options) {
    const std::string& id = value.outcomes->devicePrice;
    const auto parameter = value.parameters.find(id);
    if (parameter == value.parameters.end() || !parameter->second.value) return note("evaluation.priceParameter", id);

    const double price = *parameter->second.value;
    const double step = std::max(1.0, std::abs(price));
    for (const Increment& increment : base.increments) {
        const double here = value.outcomes->referenceWtp * increment.effect - increment.cost;
        const auto shifted = netBenefitAt(value, pack, price + step, increment.strategy, base.comparator, options);
        if (!shifted) return shifted.issues();
        const double slope = (*shifted - here) / step;
        if (!(std::abs(slope) > 1e-9)) continue;

        double root = price - here / slope;
        const double checked = std::max(root, 0.0);
        const auto check = netBenefitAt(value, pack, checked, increment.strategy, base.comparator, options);
        if (!check) return check.issues();
        const double miss = std::abs(*check - (here + slope * (checked - price)));
        if (miss > 1e-6 * (std::abs(here) + std::abs(slope * step))) {
            const double top = 4 * std::max({1.0, std::abs(price), std::abs(root)});
            const auto searched = searchedPrice(value, pack, top, increment.strategy, options);
            if (!searched) return searched.issues();
            root = *searched;
        }
        ThresholdPrice threshold{base.strategies[increment.strategy], root, {}};
        if (const auto yen = yenPerUnit(value)) threshold.yen = threshold.price * *yen;
        return threshold;
    }
    return note("evaluation.priceWithoutEffect", id);
}

Result<std::vector<ThresholdAt>> thresholdPrices(const Case& value, const RulePack& pack, const OutcomesResults& base,
                                                 const ParameterValues& values, const ThresholdPrice& reference,
                                                 const std::vector<double>& wtp, const RunOptions& options) {
    std::vector<ThresholdAt> rows;
    const std::string& id = value.outcomes->devicePrice;
    const std::optional<double> yen = yenPerUnit(value);
    if (!yen || wtp.empty() || !values.has(id) || values.drawn.contains(id)) return rows;

    const double price = values.baseOf(id);
    const double step = std::max(1.0, std::abs(price));
    const auto moved = outcomesAtPrice(value, pack, values, price + step, options);
    if (!moved) return moved.issues();
    for (const Increment& increment : base.increments) {
        const PriceLine line = priceLine(base, *moved, increment.strategy);
        if (!(line.costStep > 1e-9 * step) || std::abs(line.effectStep) > 1e-12) continue;
        // The root at the reference was checked, or searched for: on the same line only where net benefit is linear.
        const double root =
            thresholdAt(base, *moved, increment.strategy, price, step, value.outcomes->referenceWtp).yen;
        if (std::abs(root - reference.price) > 1e-6 * (std::abs(root) + step)) break;
        for (const double edge : wtp) {
            rows.push_back(thresholdAt(base, *moved, increment.strategy, price, step, edge / *yen));
            rows.back().wtp = edge;
            inYen(rows.back(), *yen);
        }
        break;
    }
    return rows;
}

}  // namespace kachi
