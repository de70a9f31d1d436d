#pragma once

#include "models/expressions/block_evaluator.h"
#include "models/outcomes/cohort_program.h"
#include "models/outcomes/cycle_weighting.h"
#include "models/outcomes/outcome_engine.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kachi {

/// A compiled cohort laid out over the cycles.
class PreparedCohort final : public PreparedOutcome {
public:
    PreparedCohort(CohortProgram compiled, const OutcomesStructure& structure);
    PreparedCohort(const PreparedCohort&) = delete;
    PreparedCohort& operator=(const PreparedCohort&) = delete;

    std::size_t strategy() const override { return cohort.strategy; }
    std::size_t subgroup() const override { return cohort.subgroup; }
    std::unique_ptr<OutcomeEngine> engine(std::size_t width) const override;

    const CohortProgram cohort;
    const OutcomesStructure& structure;
    const CycleWeighting weighting;
    const std::vector<int> roots;
    const PreparedProgram prepared;
};

/// The cohort model of the structure for one strategy in one subgroup, or null with issues.
std::unique_ptr<PreparedOutcome> prepareCohort(const EngineInputs& inputs, Issues& issues);

/// Runs one strategy in one subgroup for one block of draws.
class CohortRun final : public OutcomeEngine {
public:
    CohortRun(const PreparedCohort& prepared, std::size_t width);

    std::optional<Issue> run(std::size_t first, std::size_t count, SubgroupOutcome* detail) override;
    const BlockTotals& totals() const override { return m_totals; }

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
