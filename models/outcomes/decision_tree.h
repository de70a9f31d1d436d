#pragma once

#include "models/core/text.h"

#include <string>
#include <vector>

namespace kachi {

enum class TreeNodeKind {
    decision,  ///< at the root its branches are the strategies; elsewhere the branch with the highest net benefit at
               ///< the reference willingness to pay is taken (the first of equals), in the base case and in every draw
    chance,
    terminal,
};

/// A node of a decision tree together with the branch that leads to it. Costs and effects add up along a path; they may
/// be negative (savings, losses).
struct TreeNode {
    std::string id;
    Text name;
    TreeNodeKind kind = TreeNodeKind::terminal;
    std::string parent;           ///< id; empty: the root
    std::string probability;      ///< under a chance node: expression, or "#" for what is left of 1
    std::string strategy;         ///< under a decision node at the root: the strategy this branch stands for
    std::string cost = "0";       ///< expression, currency per patient who gets here
    std::string qaly = "0";       ///< expression, QALYs per patient
    std::string lifeYears = "0";  ///< expression, life-years per patient
    std::string time = "0";       ///< expression, years from the start at which the patient gets here: cost, QALYs and
                                  ///< life-years are discounted by the discount factor of this time
    std::string state;            ///< terminal: state in which the patient enters the cohort model; empty: ends here

    bool operator==(const TreeNode&) const = default;
};

/// Nodes in the order they are drawn; exactly one root. Without a decision at the root every strategy runs the whole
/// tree under its own overrides. In the expressions of the tree the clock stands at the start: cycle 1, time 0, age =
/// age0.
///
/// A terminal node with a state leads into the cohort model of the same structure: its patients start there in cycle 1,
/// whatever the structure's initial distribution says, and the discounted values of the cohort model are discounted
/// further by the factor of the node's `time`, the moment of entry. One-off costs of the strategy are charged once per
/// patient: upfront ones to everybody, counted ones to those who enter the cohort model.
struct DecisionTree {
    std::vector<TreeNode> nodes;

    bool operator==(const DecisionTree&) const = default;
};

}  // namespace kachi
