#include "models/outcomes/budget_impact.h"

#include "models/outcomes/budget_checks.h"
#include "models/outcomes/budget_model_costs.h"
#include "models/outcomes/budget_run.h"
#include "models/outcomes/budget_traces.h"

#include <algorithm>

namespace kachi {
namespace {

constexpr std::size_t blockWidth = 256;

/// Lanes of the base case: one draw, padded to whole vectors.
constexpr std::size_t baseWidth = 8;

std::vector<BudgetTotal> totalsOf(const std::vector<BudgetYear>& years) {
    std::vector<BudgetTotal> totals;
    const int all = static_cast<int>(years.size());
    for (const int span : {5, 10, all}) {
        const bool known = std::ranges::find(totals, span, &BudgetTotal::years) != totals.end();
        if (span > all || known) continue;
        BudgetTotal& total = totals.emplace_back();
        total.years = span;
        for (int year = 0; year < span; ++year) {
            total.costWithout += years[year].costWithout;
            total.costWith += years[year].costWith;
            total.impact += years[year].impact;
            total.impactDiscounted += years[year].impactDiscounted;
            total.sales += years[year].sales;
        }
    }
    return totals;
}

/// Whether anything differs between draws. @param values [year][draw]
bool varies(const std::vector<std::vector<double>>& values) {
    return std::ranges::any_of(values, [](const std::vector<double>& draws) {
        return std::ranges::any_of(draws, [&](double value) { return value != draws.front(); });
    });
}

/// Sum over the first years, draw by draw. @param values [year][draw], empty when nothing varies
std::vector<double> summed(const std::vector<std::vector<double>>& values, int years) {
    if (values.empty()) return {};
    std::vector<double> sum(values.front().size());
    for (int year = 0; year < years; ++year) {
        for (std::size_t draw = 0; draw < sum.size(); ++draw) sum[draw] += values[year][draw];
    }
    return sum;
}

/// Fills the draws of impact and sales.
Issues runDraws(const PreparedBudget& prepared, const std::vector<YearlyCosts>& costs, std::size_t draws,
                const RunOptions& options, BudgetImpactResults& results) {
    const auto years = static_cast<std::size_t>(prepared.budget.years);
    results.drawn.assign(years, std::vector<double>(draws));
    results.drawnSales.assign(years, std::vector<double>(draws));
    BudgetRun run(prepared, blockWidth);
    for (std::size_t first = 0; first < draws; first += blockWidth) {
        if (options.stop.stop_requested()) return {{"core.cancelled", Severity::error, "/outcomes/budget", {}, {}, {}}};
        const std::size_t count = std::min(blockWidth, draws - first);
        std::vector<YearlyCosts> block;
        if (!costs.empty()) block.assign(costs.begin() + first, costs.begin() + first + count);
        if (const auto issue = run.run(first, count, block)) return {*issue};
        for (std::size_t lane = 0; lane < count; ++lane) {
            for (std::size_t year = 0; year < years; ++year) {
                results.drawn[year][first + lane] = run.years(lane)[year].impact;
                results.drawnSales[year][first + lane] = run.years(lane)[year].sales;
            }
        }
    }
    if (!varies(results.drawn)) results.drawn.clear();
    if (!varies(results.drawnSales)) results.drawnSales.clear();
    for (BudgetTotal& total : results.totals) {
        total.drawn = summed(results.drawn, total.years);
        total.drawnSales = summed(results.drawnSales, total.years);
    }
    return {};
}

/// The account compiled and laid out, or null when there are errors, those found before included.
std::unique_ptr<PreparedBudget> prepare(const OutcomesStructure& structure, const ExpressionInputs& inputs,
                                        const ParameterValues& values, bool useDraws, Issues& issues) {
    BudgetProgram program = compileBudget(structure, inputs, values, useDraws, issues);
    return hasErrors(issues) ? nullptr : std::make_unique<PreparedBudget>(std::move(program), structure);
}

}  // namespace

Issues validateBudget(const OutcomesStructure& structure, const ExpressionInputs& inputs,
                      const ParameterValues& values) {
    Issues issues = budgetFaults(structure, inputs, values);
    if (!structure.budget || structure.strategies.empty()) return issues;
    const auto prepared = prepare(structure, inputs, values, false, issues);
    if (!prepared) return issues;
    if (const auto issue = BudgetRun(*prepared, baseWidth).run(0, 1, {})) issues.push_back(*issue);
    return issues;
}

Result<BudgetImpactResults> evaluateBudget(const OutcomesStructure& structure, const ExpressionInputs& inputs,
                                           const ParameterValues& values, const OutcomesResults* outcomes,
                                           const RunOptions& options) {
    Issues issues = validateBudget(structure, inputs, values);
    if (hasErrors(issues)) return issues;
    const bool fromModel = structure.budget->costsFrom == BudgetCosts::outcomeModel;
    std::vector<YearlyCosts> costs;
    if (fromModel) {
        const auto base = modelCosts(structure, outcomes ? *outcomes : OutcomesResults{});
        if (!base) return base.issues();
        costs.push_back(*base);
    }
    const auto prepared = prepare(structure, inputs, values, false, issues);
    BudgetRun run(*prepared, baseWidth);
    if (const auto issue = run.run(0, 1, costs)) return Issues{*issue};
    BudgetImpactResults results;
    for (const OutcomeStrategy& strategy : structure.strategies) results.strategies.push_back(strategy.id);
    results.base = run.years(0);
    results.totals = totalsOf(results.base);
    results.traces = budgetTraces(structure, results);
    if (values.drawn.empty()) return results;
    if (fromModel) {
        auto drawn = drawnModelCosts(structure, inputs, values, options);
        if (!drawn) return drawn.issues();
        costs = std::move(drawn).value();
    }
    const auto preparedDraws = prepare(structure, inputs, values, true, issues);
    if (!preparedDraws) return issues;
    const Issues faults = runDraws(*preparedDraws, costs, values.draws, options, results);
    if (hasErrors(faults)) return faults;
    return results;
}

}  // namespace kachi
