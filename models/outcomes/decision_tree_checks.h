#pragma once

#include "models/core/issue.h"
#include "models/outcomes/outcomes_structure.h"

#include <string>

namespace kachi {

/// Place of a node in the case, for messages.
std::string treeNodeWhere(const std::string& id);

/// Whether the branches of the root stand for the strategies. @pre the tree has one root
bool rootIsDecision(const DecisionTree& tree);

/// Faults of the decision tree that can be seen without working anything out: one root, parents that exist and can have
/// branches, no loops, probabilities exactly where a chance node is left, each strategy exactly once at a root
/// decision, states of the cohort model.
Issues treeFaults(const OutcomesStructure& structure);

}  // namespace kachi
