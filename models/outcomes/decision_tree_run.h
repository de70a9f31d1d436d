#pragma once

#include "models/outcomes/decision_tree_engine.h"

#include <memory>
#include <optional>
#include <vector>

namespace kachi {

/// What is folded back: cost, cost undiscounted, QALYs, QALYs undiscounted, life-years, life-years discounted.
inline constexpr std::size_t treeFigures = 6;

/// Runs the tree of one strategy in one subgroup for one block of draws.
class TreeRun final : public OutcomeEngine {
public:
    TreeRun(const PreparedTree& prepared, std::size_t width);

    std::optional<Issue> run(std::size_t first, std::size_t count, SubgroupOutcome* detail) override;
    const BlockTotals& totals() const override { return m_totals; }

private:
    std::optional<Issue> fault() const;
    std::optional<Issue> probabilityFault(std::size_t node) const;
    std::optional<Issue> rangeFault(const char* code, int expression, const std::string& where, double low, double high,
                                    const char* limit) const;
    std::optional<Issue> overflow() const;
    Issue drawIssue(const char* code, const std::string& where, double value, const char* limit,
                    std::size_t lane) const;

    void foldBack();
    void addOwnPayoffs(std::size_t node);
    void addCohort(std::size_t node);
    void addBranches(std::size_t node);
    void addBestBranch(std::size_t node);
    void reachNodes();
    void addUp();
    void fillDetail(const std::vector<SubgroupOutcome>& cohorts, SubgroupOutcome& detail) const;
    void fillPaths(std::size_t node, TreePath path, SubgroupOutcome& detail) const;
    void fillCycles(const std::vector<SubgroupOutcome>& cohorts, SubgroupOutcome& detail) const;

    double* values(std::size_t node, std::size_t figure) {
        return m_values.data() + (node * treeFigures + figure) * m_width;
    }
    const double* values(std::size_t node, std::size_t figure) const {
        return m_values.data() + (node * treeFigures + figure) * m_width;
    }

    const PreparedTree& m_prepared;
    std::size_t m_width;
    std::size_t m_first = 0;
    BlockEvaluator m_evaluator;
    std::vector<std::unique_ptr<OutcomeEngine>> m_cohorts;  ///< [entry]
    std::vector<double> m_values;                           ///< [node][figure][lane] expected from the node on
    std::vector<double> m_costFactors;                      ///< [node][lane]
    std::vector<double> m_effectFactors;                    ///< [node][lane]
    std::vector<double> m_reached;                          ///< [node][lane] probability
    std::vector<std::size_t> m_chosen;                      ///< [node][lane] branch taken at a decision
    BlockTotals m_totals;
};

}  // namespace kachi
