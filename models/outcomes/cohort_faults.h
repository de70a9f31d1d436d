#pragma once

#include "models/expressions/block_evaluator.h"
#include "models/outcomes/cohort_program.h"
#include "models/outcomes/outcome_engine.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kachi {

class PreparedCohort;

/// Looks over what a cycle of a block of draws brings: numbers that failed, probabilities outside 0–1, rows that do not
/// sum to 1, negative rates. A number that failed in a named expression also tells who uses it (details "usedBy",
/// "strategy", "subgroup"). Only what changes in the cycle, or is reached for the first time, is looked at.
class CohortFaults {
public:
    CohortFaults(const PreparedCohort& prepared, const BlockEvaluator& evaluator);

    /// First fault of the cycle (from 0). @param first draw of the first lane
    std::optional<Issue> find(std::size_t cycle, std::size_t first);
    /// Totals too large for a number.
    std::optional<Issue> overflow(const BlockTotals& totals) const;

private:
    std::optional<Issue> failed() const;
    std::string userOf(std::size_t root) const;
    std::string subgroupName() const;
    std::optional<Issue> rowFault(std::span<const CohortTransition> cells);
    std::optional<Issue> initialFault();
    std::optional<Issue> discountFault(int node, const char* where) const;
    std::optional<Issue> distributionFault(std::span<const CohortTransition> cells, const std::string& where);
    std::optional<Issue> rateFault(std::span<const CohortTransition> cells, const std::string& where) const;
    bool isNew(int node, std::size_t firstCycle) const;
    const std::string& stateId(int row) const;
    Issue drawIssue(const char* code, const std::string& where, double value, const std::string& limit, int row,
                    std::size_t lane) const;

    const PreparedCohort& m_prepared;
    const CohortProgram& m_cohort;
    const BlockEvaluator& m_evaluator;
    std::size_t m_first = 0;
    std::size_t m_cycle = 0;
    std::vector<double> m_sum;  ///< [lane]
};

}  // namespace kachi
