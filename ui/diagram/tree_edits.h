#pragma once

#include "models/outcomes/decision_tree.h"

#include <string>
#include <vector>

namespace kachi {

// Edits of a decision tree. Each works on a copy of the case that becomes one undo step.

/// The node of this id, or nullptr.
const TreeNode* treeNode(const DecisionTree& tree, const std::string& id);
TreeNode* treeNode(DecisionTree& tree, const std::string& id);

/// Ids of the nodes below `parent`, in order; of the roots for an empty id.
std::vector<std::string> branchesOf(const DecisionTree& tree, const std::string& parent);

/// Adds a terminal node as the last branch of `parent`, which becomes a chance node if it was terminal; as the root
/// when `parent` is empty. @return its id
std::string addChild(DecisionTree& tree, const std::string& parent);

/// Adds a terminal node as the next branch after `id`. @return its id, empty when `id` is a root
std::string addSibling(DecisionTree& tree, const std::string& id);

void removeSubtree(DecisionTree& tree, const std::string& id);

/// Exchanges the node with the branch `by` places after it (−1: before it). @return false when there is none
bool moveBranch(DecisionTree& tree, const std::string& id, int by);

/// The node and everything below it, the node first.
std::vector<TreeNode> subtreeOf(const DecisionTree& tree, const std::string& id);

/// Hangs a copy of the nodes below `parent` with new ids. @return id of its first node; empty when there are no nodes
std::string pasteSubtree(DecisionTree& tree, const std::vector<TreeNode>& nodes, const std::string& parent);

}  // namespace kachi
