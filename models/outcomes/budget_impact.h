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
    double uptake = 0;                   ///< share of the eligible who get the device
    double onDevice = 0;                 ///< patients
    std::vector<double> without;         ///< [strategy] patients without the device
    std::vector<double> with;            ///< [strategy] patients with it
    std::vector<double> costPerPatient;  ///< [strategy] in this year; from the outcome model: in the year-th year since
                                         ///< the start of treatment; 0 for strategies that nobody gets
    double offset = 0;                   ///< currency per patient on the device
    double unitPrice = 0;                ///< currency
    double unitsPerPatient = 0;
    double costWithout = 0;  ///< currency
    double costWith = 0;     ///< currency, offsets taken off
    double impact = 0;       ///< costWith − costWithout
    double impactDiscounted = 0;
    double sales = 0;  ///< predicted sales of the device, currency; 0 without a unit price
};

/// Sums over the first years.
struct BudgetTotal {
    int years = 0;
    double costWithout = 0;
    double costWith = 0;
    double impact = 0;
    double impactDiscounted = 0;
    double sales = 0;
    std::vector<double> drawn;       ///< [draw] impact; empty when nothing it depends on varies
    std::vector<double> drawnSales;  ///< [draw]
};

struct BudgetImpactResults {
    std::vector<std::string> strategies;          ///< of the outcome model, in the order of `without` and `with`
    std::vector<BudgetYear> base;                 ///< [year]
    std::vector<BudgetTotal> totals;              ///< over 5, over 10 and over all years, those that there are
    std::vector<std::vector<double>> drawn;       ///< [year][draw] impact; empty when nothing it depends on varies
    std::vector<std::vector<double>> drawnSales;  ///< [year][draw]
    std::vector<Trace> traces;                    ///< budget.impact.<year>, budget.sales.<year>
};

/// Faults of the budget-impact inputs, references into the outcome model included, those of the base case too. A
/// warning (budget.horizon) when the outcome model ends before the account.
/// @pre values are finite and columns of draws have `values.draws` rows
Issues validateBudget(const OutcomesStructure& structure, const ExpressionInputs& inputs,
                      const ParameterValues& values);

/// Budget impact over the years of `structure.budget`, base case and draws.
/// with = eligible · (Σ shares·cost, the device's patients taken from the displaced + uptake·(device cost − offset))
/// @param outcomes results of the outcome model; needed for BudgetCosts::outcomeModel, else may be null
/// @param options  seed, threads and stop token for the outcome model, whose yearly costs are worked out in every draw
/// Errors: those of validateBudget, in a draw budget.negative, budget.share, budget.shareSum, budget.displacedSum,
/// budget.displacedTooMany, budget.growth, budget.bass, budget.discountRate, budget.overflow with year and draw;
/// budget.yearlyCosts when the outcome model gives none; core.cancelled.
/// Source: Sullivan SD et al., Budget impact analysis — principles of good practice, Value in Health 2014;17:5-14.
Result<BudgetImpactResults> evaluateBudget(const OutcomesStructure& structure, const ExpressionInputs& inputs,
                                           const ParameterValues& values, const OutcomesResults* outcomes,
                                           const RunOptions& options = {});

}  // namespace kachi
