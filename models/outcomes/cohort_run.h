#pragma once

#include "models/expressions/block_evaluator.h"
#include "models/outcomes/cohort_faults.h"
#include "models/outcomes/cohort_program.h"
#include "models/outcomes/cycle_weighting.h"
#include "models/outcomes/lane_operations.h"
#include "models/outcomes/matrix_exponential.h"
#include "models/outcomes/outcome_engine.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// Transition rewards of equal cost and QALYs.
struct RewardGroup {
    int cost = 0;  ///< node
    int qaly = 0;  ///< node
    std::vector<CohortReward> moves;
};

/// What a patient counts for at one point of one cycle: years, or 1 for a transition. Discounted where the discount
/// rates are the same in every draw; else the factors of `time` are still to come.
struct PointWeight {
    double plain = 0;
    double cost = 0;
    double effect = 0;
    double time = 0;  ///< years
};

struct PointWeights {
    std::vector<PointWeight> start;       ///< [cycle] of the occupancy before its transition
    std::vector<PointWeight> end;         ///< [cycle] of the occupancy after it
    std::vector<PointWeight> transition;  ///< [cycle] of one move
};

/// A compiled cohort laid out over the cycles.
class PreparedCohort final : public PreparedOutcome {
public:
    PreparedCohort(CohortProgram compiled, const OutcomesStructure& structure);
    PreparedCohort(const PreparedCohort&) = delete;
    PreparedCohort& operator=(const PreparedCohort&) = delete;

    std::size_t strategy() const override { return cohort.strategy; }
    std::size_t subgroup() const override { return cohort.subgroup; }
    std::unique_ptr<OutcomeEngine> engine(std::size_t width) const override;
    std::size_t blockWidth() const override;

    bool usesRates() const { return structure.transitionUnit == TransitionUnit::rate; }
    /// Whether discount rates are the same in every draw.
    bool hasSharedRates() const;
    /// Whether time in the row is worth anything at all.
    bool counts(const CohortRow& row) const;
    /// Whether the node is 0 in every draw and cycle.
    bool isZero(int node) const;

    const CohortProgram cohort;
    const OutcomesStructure& structure;
    const CohortRoots roots;
    const PreparedProgram prepared;
    const std::vector<RewardGroup> rewards;

private:
    std::vector<RewardGroup> groupedRewards() const;
};

/// The cohort model of the structure for one strategy in one subgroup, or null with issues.
std::unique_ptr<PreparedOutcome> prepareCohort(const EngineInputs& inputs, Issues& issues);

/// Runs one strategy in one subgroup for one block of draws. Occupancies are added up, weighted and discounted, as long
/// as a state's cost and utility stand, and multiplied by these only then.
class CohortRun final : public OutcomeEngine {
public:
    CohortRun(const PreparedCohort& prepared, std::size_t width);

    std::optional<Issue> run(std::size_t first, std::size_t count, SubgroupOutcome* detail) override;
    const BlockTotals& totals() const override { return m_totals; }

private:
    /// Where the patients of a row come from: cells and the rows they lead from, in the order of the rows.
    struct Arrival {
        const double* probability = nullptr;
        int from = 0;
    };

    /// What is added up of a row or a group of transitions until its values change: [lane].
    struct Exposure {
        bool counted = false;
        int cost = 0;  ///< node
        int qaly = 0;  ///< node
        bool alive = false;
        std::vector<double> plain;
        std::vector<double> forCost;    ///< discounted at the rate of costs
        std::vector<double> forEffect;  ///< discounted at the rate of effects; unused where both rates are one

        void clear();
    };

    Exposure exposure(int cost, int qaly, bool alive) const;
    void findArrivals();
    bool isReached(int row, std::size_t cycle) const;
    void reset();
    void start();
    void transit();
    void updateRates();
    void settleChanging();
    void countPoint();
    void countRewards();
    void flowOf(const RewardGroup& group);
    void countOneOff(const std::vector<double>& occupancy, const PointWeight& weight);
    void chargeUpfront();
    void settleAll();
    bool valuesChange(const Exposure& exposure) const;
    void expose(Exposure& exposure, const double* value, const PointWeight& weight);
    void settle(Exposure& exposure);
    void findFactors(double time);
    double* row(std::vector<double>& lanes, int index) const { return lanes.data() + index * m_width; }
    const double* row(const std::vector<double>& lanes, int index) const { return lanes.data() + index * m_width; }
    void keepOccupancy(SubgroupOutcome& detail) const;
    void keepCycle(SubgroupOutcome& detail);

    const PreparedCohort& m_prepared;
    const CohortProgram& m_cohort;
    const PointWeights m_weights;
    std::size_t m_width;
    std::size_t m_cycle = 0;
    BlockEvaluator m_evaluator;
    CohortFaults m_faults;
    std::optional<MatrixExponential> m_exponential;  ///< with rates
    std::vector<std::vector<Arrival>> m_arrivals;    ///< [row]
    std::vector<LaneProduct> m_products;
    std::vector<double> m_now;             ///< [row][lane]
    std::vector<double> m_before;          ///< [row][lane] before the last transition
    std::vector<Exposure> m_rowExposures;  ///< [row]
    std::vector<Exposure> m_rewardExposures;
    std::vector<double> m_flow;           ///< [lane]
    bool m_sharedRates = false;           ///< discount rates are the same in every draw
    bool m_oneRate = false;               ///< costs and effects are discounted alike
    double m_factorTime = -1;             ///< years at which the factors hold
    std::vector<double> m_costFactors;    ///< [lane]
    std::vector<double> m_effectFactors;  ///< [lane]
    BlockTotals m_totals;
};

}  // namespace kachi
