#pragma once

#include "models/expressions/block_evaluator.h"
#include "models/outcomes/cohort_program.h"
#include "models/outcomes/cycle_weighting.h"
#include "models/outcomes/outcomes.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kachi {

/// A compiled cohort laid out over the cycles. Shared read-only by all threads.
struct PreparedCohort {
    PreparedCohort(CohortProgram compiled, const OutcomesStructure& structure);
    PreparedCohort(const PreparedCohort&) = delete;
    PreparedCohort& operator=(const PreparedCohort&) = delete;

    CohortProgram cohort;
    const OutcomesStructure& structure;
    CycleWeighting weighting;
    std::vector<int> roots;
    PreparedProgram prepared;
};

/// Totals of one block, one lane per draw.
struct BlockTotals {
    explicit BlockTotals(std::size_t width)
        : cost(width),
          costUndiscounted(width),
          qaly(width),
          qalyUndiscounted(width),
          lifeYears(width),
          lifeYearsDiscounted(width),
          weight(width) {}

    std::vector<double> cost;
    std::vector<double> costUndiscounted;
    std::vector<double> qaly;
    std::vector<double> qalyUndiscounted;
    std::vector<double> lifeYears;
    std::vector<double> lifeYearsDiscounted;
    std::vector<double> weight;  ///< of the subgroup
};

/// Runs one strategy in one subgroup for one block of draws.
class CohortRun {
public:
    CohortRun(const PreparedCohort& prepared, std::size_t width);

    /// @param first,count draws of the block; without draws 0 and 1
    /// @param occupancy    when given, receives [point][state] of the first lane
    /// @return the first fault of the block
    std::optional<Issue> run(std::size_t first, std::size_t count, std::vector<std::vector<double>>* occupancy);

    const BlockTotals& totals() const { return m_totals; }

private:
    std::optional<Issue> fault(std::size_t cycle) const;
    std::optional<Issue> costFault() const;
    std::optional<Issue> rateFault(int node, const char* where) const;
    std::optional<Issue> distributionFault(std::span<const CohortTransition> row, const std::string& where) const;
    std::optional<Issue> overflow() const;
    Issue drawIssue(const char* code, const std::string& where, double value, const char* limit,
                    std::size_t lane) const;
    void reset();
    void start();
    void transit();
    void valueCycle();
    void chargeUpfront();
    void value(const std::vector<double>& occupancy, double weight, double time);
    void discountFactors(int rate, double time, std::vector<double>& factors) const;
    void keepFirstLane(std::vector<std::vector<double>>& occupancy) const;

    const PreparedCohort& m_prepared;
    std::size_t m_width;
    std::size_t m_states;
    std::size_t m_first = 0;
    std::size_t m_cycle = 0;
    BlockEvaluator m_evaluator;
    std::vector<double> m_now;            ///< [state][lane]
    std::vector<double> m_before;         ///< [state][lane] before the last transition
    std::vector<double> m_blend;          ///< [state][lane] weighted mean of both
    std::vector<double> m_costFactors;    ///< [lane]
    std::vector<double> m_effectFactors;  ///< [lane]
    std::vector<double> m_sum;            ///< [lane]
    BlockTotals m_totals;
};

}  // namespace kachi
