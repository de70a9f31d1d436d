#include "models/outcomes/decision_tree_engine.h"

#include "models/outcomes/cohort_run.h"
#include "models/outcomes/decision_tree_checks.h"
#include "models/outcomes/decision_tree_run.h"

#include <algorithm>

namespace kachi {
namespace {

/// The clock of a tree: cycle 1, time 0.
const std::vector<std::vector<double>> startOfClock{{1}, {0}};

std::unique_ptr<TreeEntry> cohortFrom(const EngineInputs& inputs, std::size_t state, Issues& issues) {
    auto entry = std::make_unique<TreeEntry>();
    entry->state = state;
    entry->structure = inputs.structure;
    entry->structure.initial = {{inputs.structure.states[state].id, "1"}};
    std::erase_if(entry->structure.strategies[inputs.strategy].oneOffCosts,
                  [](const OneOffCost& cost) { return cost.timing == OneOffTiming::upfront; });
    const EngineInputs cohort{.structure = entry->structure,
                              .expressions = inputs.expressions,
                              .values = inputs.values,
                              .strategy = inputs.strategy,
                              .subgroup = inputs.subgroup,
                              .useDraws = inputs.useDraws,
                              .seed = inputs.seed,
                              .samePatients = inputs.samePatients};
    entry->cohort = prepareCohort(cohort, issues);
    return entry;
}

}  // namespace

PreparedTree::PreparedTree(TreeProgram compiled, std::vector<std::unique_ptr<TreeEntry>> cohorts,
                           const OutcomesStructure& theStructure)
    : tree(std::move(compiled)),
      entries(std::move(cohorts)),
      structure(theStructure),
      prepared(tree.program, tree.roots(), startOfClock) {
    for (std::size_t node = 0; node < tree.nodes.size(); ++node) {
        const int state = stateIndex(structure, declared(node).state);
        const auto entry = std::ranges::find_if(
            entries, [state](const auto& candidate) { return static_cast<int>(candidate->state) == state; });
        entryOf.push_back(entry == entries.end() ? -1 : static_cast<int>(entry - entries.begin()));
    }
}

std::unique_ptr<OutcomeEngine> PreparedTree::engine(std::size_t width) const {
    return std::make_unique<TreeRun>(*this, width);
}

std::unique_ptr<PreparedOutcome> prepareDecisionTree(const EngineInputs& inputs, Issues& issues) {
    Issues found = treeFaults(inputs.structure);
    if (hasErrors(found)) {
        append(issues, found);
        return nullptr;
    }
    const OutcomeScope scope(inputs, treeClock);
    TreeProgram tree = compileTree(scope, found);
    std::vector<std::unique_ptr<TreeEntry>> entries;
    for (std::size_t state = 0; state < inputs.structure.states.size(); ++state) {
        const bool entered = std::ranges::any_of(tree.nodes, [&](const TreeProgramNode& node) {
            return inputs.structure.tree->nodes[node.declared].state == inputs.structure.states[state].id;
        });
        if (entered) entries.push_back(cohortFrom(inputs, state, found));
    }
    const bool failed = hasErrors(found);
    append(issues, found);
    if (failed) return nullptr;
    return std::make_unique<PreparedTree>(std::move(tree), std::move(entries), inputs.structure);
}

}  // namespace kachi
