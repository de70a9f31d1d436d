#pragma once

#include "models/outcomes/occupancy_value.h"
#include "models/outcomes/partitioned_survival_program.h"
#include "models/outcomes/survival_lanes.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// A compiled partitioned-survival model laid out over the cycles and points.
class PreparedPartitionedSurvival final : public PreparedOutcome {
public:
    PreparedPartitionedSurvival(PartitionedSurvivalProgram compiled, const EngineInputs& inputs);
    PreparedPartitionedSurvival(const PreparedPartitionedSurvival&) = delete;
    PreparedPartitionedSurvival& operator=(const PreparedPartitionedSurvival&) = delete;

    std::size_t strategy() const override { return model.strategy; }
    std::size_t subgroup() const override { return model.subgroup; }
    std::unique_ptr<OutcomeEngine> engine(std::size_t width) const override;

    /// A curve from an expression over the points of the model.
    struct Points {
        PreparedProgram points;
        std::optional<PreparedProgram> atPiece;
    };

    const PartitionedSurvivalProgram model;
    const OutcomesStructure& structure;
    const bool useDraws;
    const std::vector<int> roots;
    const PreparedProgram prepared;
    std::vector<std::optional<Points>> points;  ///< [curve]
};

/// Runs one strategy in one subgroup for one block of draws.
class PartitionedSurvivalRun final : public OutcomeEngine {
public:
    PartitionedSurvivalRun(const PreparedPartitionedSurvival& prepared, std::size_t width);

    std::optional<Issue> run(std::size_t first, std::size_t count, SubgroupOutcome* detail) override;
    const BlockTotals& totals() const override { return m_totals; }

private:
    /// One curve at the point at hand and the one before.
    struct Curve {
        Curve(const SurvivalProgram& program, std::size_t width)
            : lanes(program, width), fitted(width), before(width) {}

        CurveLanes lanes;
        std::optional<BlockEvaluator> expression;
        std::optional<BlockEvaluator> atPiece;
        bool varies = false;         ///< over draws
        std::vector<double> steady;  ///< [point] of a curve that does not vary over draws, once it is known
        std::vector<double> fitted;  ///< [lane]
        std::vector<double> before;  ///< [lane] fitted at the point before
    };

    std::optional<Issue> enter(std::size_t cycle);
    std::optional<Issue> start();
    std::optional<Issue> reach(std::size_t point);
    std::optional<Issue> fit(std::size_t curve, std::size_t point);
    std::optional<Issue> expressionFault(const Curve& curve, const double* values, std::size_t point,
                                         const std::string& where) const;
    void applyMortality(std::size_t point);
    void cap();
    void partition();
    void chargeUpfront();
    void chargeCounted(double weight, double time);
    void rewardDeaths(std::size_t cycle);
    void keepPoint(std::size_t point);
    std::optional<Issue> mortalityFault() const;
    std::optional<Issue> rateFault(int node, const std::string& where) const;
    std::optional<Issue> overflow() const;
    Issue fault(const char* code, const std::string& where, double value, const std::string& limit,
                std::size_t lane) const;
    std::string drawOf(std::size_t lane) const;
    double timeOf(std::size_t point) const { return static_cast<double>(point) * m_length; }
    double* applied(std::size_t curve) { return m_applied.data() + curve * m_width; }

    const PreparedPartitionedSurvival& m_prepared;
    const PartitionedSurvivalProgram& m_model;
    const std::size_t m_width;
    const double m_length;
    const CycleWeighting m_weighting;
    std::size_t m_first = 0;
    std::size_t m_cycle = 0;
    SubgroupOutcome* m_detail = nullptr;
    BlockEvaluator m_evaluator;
    OccupancyValue m_value;
    std::vector<Curve> m_curves;
    std::vector<double> m_applied;    ///< [curve][lane]
    std::vector<double> m_overall;    ///< [lane] last curve as applied at the point before
    std::vector<double> m_scale;      ///< [lane] last curve as applied over as fitted: what mortality has made of it
    std::vector<double> m_excess;     ///< [lane] by how much any curve has exceeded the next one
    std::vector<double> m_occupancy;  ///< [state][lane]
    std::vector<double> m_deaths;     ///< [lane] in the cycle at hand
    BlockTotals m_totals;
};

}  // namespace kachi
