#pragma once

#include "models/outcomes/budget_impact.h"
#include "models/outcomes/budget_program.h"

#include <optional>
#include <vector>

namespace kachi {

/// Undiscounted cost per patient of the outcome model by year since the start of treatment: [strategy][year].
using YearlyCosts = std::vector<std::vector<double>>;

/// Works the account out for one block of draws.
class BudgetRun {
public:
    BudgetRun(const PreparedBudget& prepared, std::size_t width);

    /// @param first,count draws of the block; without draws 0 and 1
    /// @param modelCosts  [lane]; empty when the costs are expressions
    /// @return the first fault of the block
    std::optional<Issue> run(std::size_t first, std::size_t count, const std::vector<YearlyCosts>& modelCosts);

    /// The account of one draw of the block: [year]
    const std::vector<BudgetYear>& years(std::size_t lane) const { return m_years[lane]; }

private:
    std::optional<Issue> failedExpression() const;
    std::optional<Issue> countEligible(BudgetYear& row);
    std::optional<Issue> countOnDevice(BudgetYear& row) const;
    std::optional<Issue> shareOut(BudgetYear& row) const;
    std::optional<Issue> addCosts(BudgetYear& row, const YearlyCosts* modelCosts) const;
    void addModelCosts(BudgetYear& row, const YearlyCosts& costs) const;
    std::optional<Issue> addSales(BudgetYear& row) const;
    std::optional<Issue> addDiscounting(BudgetYear& row) const;

    double at(const BudgetExpression& expression) const;
    std::optional<Issue> outside(const char* code, const BudgetExpression& expression, double low, double high,
                                 const char* limit) const;
    Issue issueAt(const char* code, const std::string& where, double value, const char* limit) const;

    const PreparedBudget& m_prepared;
    std::vector<BlockEvaluator> m_evaluators;      ///< [program]
    std::vector<std::vector<BudgetYear>> m_years;  ///< [lane][year]
    std::vector<double> m_growth;                  ///< [lane] growth index of the year
    std::size_t m_first = 0;
    std::size_t m_lane = 0;  ///< being worked out
    int m_year = 1;
};

}  // namespace kachi
