#include "models/pricing/cost_sheet.h"

#include "models/pricing/recalculation_params.h"

#include <algorithm>

namespace kachi {
namespace {

using namespace recalculation_ids;

std::optional<Rational> given(const ParameterValues& values, const char* id, int divisor) {
    if (!values.has(id)) return std::nullopt;
    return exactDecimal(values.baseOf(id)) / divisor;
}

}  // namespace

CostCalculationInputs costSheetInputs(const RecalculationStructure& structure, const ParameterValues& values,
                                      const RulePack& pack) {
    CostCalculationInputs inputs;
    const auto rounding = pack.rounding("costLine");
    for (const CostLine& line : structure.lines) {
        const Rational entered = exactDecimal(values.baseOf(amount(line.id)));
        inputs.productCost += rounding ? applyRounding(*rounding, entered) : entered;
    }
    inputs.rateYear = structure.rateYear;
    inputs.profitRate = given(values, profitRate, 100);
    inputs.distributionRate = given(values, distributionRate, 100);
    inputs.distributionAmount = given(values, distributionAmount, 1);
    inputs.taxRate = given(values, taxRate, 100);
    return inputs;
}

CostRateValues<double> costRatesOfDraw(const CostRates& rates, const ParameterValues& values, std::size_t draw) {
    const auto rate = [&](const char* id, const RuleNumber& rule) {
        return values.has(id) ? values.at(id, draw) / 100 : toDouble(rule.value);
    };
    CostRateValues<double> drawn;
    drawn.profit = rate(profitRate, rates.profit);
    drawn.distribution = rate(distributionRate, rates.distribution);
    if (rates.distributionAmount) drawn.distributionAmount = values.at(distributionAmount, draw);
    drawn.tax = rate(taxRate, rates.tax);
    return drawn;
}

CostRateValues<double> costRateValues(const CostRates& rates) {
    CostRateValues<double> values;
    values.profit = toDouble(rates.profit.value);
    values.distribution = toDouble(rates.distribution.value);
    if (rates.distributionAmount) values.distributionAmount = toDouble(*rates.distributionAmount);
    values.tax = toDouble(rates.tax.value);
    return values;
}

double netRevenue(double price, const CostRateValues<double>& rates) {
    const double beforeTax = price / (1 + rates.tax);
    return rates.distributionAmount ? beforeTax - *rates.distributionAmount : beforeTax * (1 - rates.distribution);
}

Text costLineText(CostKind kind) {
    switch (kind) {
        case CostKind::material:
            return {"原材料費", "Raw material"};
        case CostKind::packaging:
            return {"包装費", "Packaging"};
        case CostKind::labour:
            return {"労務費", "Labour"};
        case CostKind::overhead:
            return {"製造経費", "Manufacturing overhead"};
        case CostKind::importCost:
            return {"輸入原価", "Import cost"};
        case CostKind::sga:
            return {"一般管理販売費", "Selling and administration"};
        case CostKind::rnd:
            return {"研究開発費", "Research and development"};
    }
    return {};
}

std::vector<std::string> costSheetParameters(const RecalculationStructure& structure) {
    std::vector<std::string> ids{profitRate, distributionRate, distributionAmount, taxRate};
    for (const CostLine& line : structure.lines) ids.push_back(amount(line.id));
    return ids;
}

Result<std::vector<double>> costSheetPriceDraws(const RecalculationStructure& structure, const ParameterValues& values,
                                                const CostRates& rates, const std::stop_token& stop) {
    std::vector<double> draws;
    if (!anyVaries(costSheetParameters(structure), values)) return draws;
    draws.reserve(values.draws);
    for (std::size_t draw = 0; draw < values.draws; ++draw) {
        if (stop.stop_requested()) return Issue{"core.cancelled", Severity::error, {}, {}, {}, {}};
        double cost = 0;
        for (const CostLine& line : structure.lines) {
            cost += applyRounding(rates.line, values.at(amount(line.id), draw));
        }
        draws.push_back(costLines(cost, costRatesOfDraw(rates, values, draw), rates.line, rates.listing).price);
    }
    return draws;
}

bool anyVaries(const std::vector<std::string>& ids, const ParameterValues& values) {
    return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return values.drawn.contains(id); });
}

}  // namespace kachi
