#pragma once

#include "models/expressions/block_evaluator.h"
#include "models/outcomes/decision_tree_program.h"
#include "models/outcomes/outcome_engine.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// The cohort model started in one state, for the terminal nodes that lead there.
struct TreeEntry {
    std::size_t state = 0;
    OutcomesStructure structure;  ///< everybody starts in the state; upfront costs are left to the tree
    std::unique_ptr<PreparedOutcome> cohort;
};

/// A compiled tree with the cohort models it leads into.
class PreparedTree final : public PreparedOutcome {
public:
    PreparedTree(TreeProgram compiled, std::vector<std::unique_ptr<TreeEntry>> cohorts,
                 const OutcomesStructure& structure);
    PreparedTree(const PreparedTree&) = delete;
    PreparedTree& operator=(const PreparedTree&) = delete;

    std::size_t strategy() const override { return tree.strategy; }
    std::size_t subgroup() const override { return tree.subgroup; }
    std::unique_ptr<OutcomeEngine> engine(std::size_t width) const override;
    const TreeNode& declared(std::size_t node) const { return structure.tree->nodes[tree.nodes[node].declared]; }

    const TreeProgram tree;
    const std::vector<std::unique_ptr<TreeEntry>> entries;
    const OutcomesStructure& structure;
    std::vector<int> entryOf;  ///< [node] index into entries; −1: the patient does not enter the cohort model
    const PreparedProgram prepared;
};

/// The decision tree of the structure for one strategy in one subgroup, or null with issues.
///
/// The tree is folded back in every draw: a chance node is worth its own payoffs and Σ probability · branch, a decision
/// below the root its own payoffs and the branch of highest net benefit, a terminal node its own payoffs and what the
/// cohort model gives from its state. Because a cohort model is linear in its initial distribution, it is run once from
/// each state that the tree leads into, and decisions of the tree see what follows in it.
///
/// Detail: `paths` are those that can be taken after the decisions, `nodes` all that the strategy's tree has;
/// life-years in both are undiscounted, upfront costs are in neither. `occupancy` runs on the clock of the cohort model
/// and sums to the probability of entering it. `cycleCost` and `cycleQaly` hold a payoff in the cycle in which its
/// `time` falls, after the last cycle of the timing if need be, and shift the cohort model by the whole cycles before
/// its entry.
///
/// Errors in a draw: tree.probability, tree.probabilitySum (within 1e-9; a complement may miss 0 by as much),
/// tree.time, outcomes.discountRate, outcomes.overflow; those of the cohort
/// model. Source: Briggs, Claxton, Sculpher, Decision Modelling for Health Economic Evaluation, ch. 2.
std::unique_ptr<PreparedOutcome> prepareDecisionTree(const EngineInputs& inputs, Issues& issues);

}  // namespace kachi
