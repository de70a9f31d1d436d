#pragma once

#include "models/outcomes/outcome_scope.h"

#include <string>
#include <vector>

namespace kachi {

/// A node of the tree as one strategy runs it; numbers of expressions are nodes of the program.
struct TreeProgramNode {
    std::size_t declared = 0;           ///< index into DecisionTree::nodes
    std::vector<std::size_t> branches;  ///< indices into TreeProgram::nodes
    int probability = -1;               ///< −1: not under a chance node
    bool complement = false;
    int cost = 0;
    int qaly = 0;
    int lifeYears = 0;
    int time = 0;
};

struct TreeUpfrontCost {
    std::size_t declared = 0;  ///< index into OutcomeStrategy::oneOffCosts
    int node = 0;
};

/// Everything one strategy needs of the tree in one subgroup, compiled into one program.
struct TreeProgram {
    std::size_t strategy = 0;
    std::size_t subgroup = 0;
    Program program;
    std::vector<TreeProgramNode> nodes;  ///< depth first in the order drawn, so that parents come before branches
    std::vector<TreeUpfrontCost> upfront;
    int weight = 0;
    int costRate = 0;
    int effectRate = 0;

    std::vector<int> roots() const;
};

/// Names of the clock that the program is compiled with; in a tree they stand at the start.
inline const std::vector<std::string> treeClock{"cycle", "time"};

/// Compiles one strategy in one subgroup; faults go to `issues` and leave the program unusable.
/// @pre treeFaults() found nothing
TreeProgram compileTree(const OutcomeScope& scope, Issues& issues);

}  // namespace kachi
