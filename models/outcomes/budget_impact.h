#pragma once

#include "models/core/trace.h"
#include "models/outcomes/outcomes.h"

#include <string>
#include <vector>

namespace kachi {

/// One year of the payer's account.
struct BudgetYear {
    int year = 1;  ///< 1 … years
    double eligible = 0;
    double uptake = 0;            ///< share of the eligible who get the device
    double onDevice = 0;          ///< patients
    std::vector<double> without;  ///< [strategy] patients without the device
    std::vector<double> with;     ///< [strategy] patients with it
    double costWithout = 0;       ///< currency
    double costWith = 0;          ///< currency, offsets taken off
    double impact = 0;            ///< costWith − costWithout
    double impactDiscounted = 0;
    double sales = 0;  ///< predicted sales of the device, currency; 0 without a unit price
};

struct BudgetImpactResults {
    std::vector<std::string> strategies;          ///< of the outcome model, in the order of `without` and `with`
    std::vector<BudgetYear> base;                 ///< [year]
    std::vector<std::vector<double>> drawn;       ///< [year][draw] impact; empty when nothing it depends on varies
    std::vector<std::vector<double>> drawnSales;  ///< [year][draw]
    std::vector<Trace> traces;                    ///< budget.impact.<year>, budget.sales.<year>
};

/// Faults of the budget-impact inputs, references into the outcome model included.
Issues validateBudget(const OutcomesStructure& structure, const ExpressionInputs& inputs,
                      const ParameterValues& values);

/// Budget impact over the years of `structure.budget`, base case and draws.
/// with = eligible · (Σ shares·cost, the device's patients taken from the displaced + uptake·(device cost − offset))
/// @param outcomes results of the outcome model; needed for BudgetCosts::outcomeModel, else may be null
/// Source: Sullivan SD et al., Budget impact analysis — principles of good practice, Value in Health 2014;17:5-14.
Result<BudgetImpactResults> evaluateBudget(const OutcomesStructure& structure, const ExpressionInputs& inputs,
                                           const ParameterValues& values, const OutcomesResults* outcomes);

}  // namespace kachi
