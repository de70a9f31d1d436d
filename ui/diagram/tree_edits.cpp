#include "ui/diagram/tree_edits.h"

#include <algorithm>
#include <map>
#include <set>

namespace kachi {
namespace {

std::string newNodeId(const DecisionTree& tree) {
    for (std::size_t number = tree.nodes.size() + 1;; ++number) {
        std::string id = "n" + std::to_string(number);
        if (!treeNode(tree, id)) return id;
    }
}

/// Gives a new node below `parent` what every branch of that parent needs.
TreeNode branchOf(const DecisionTree& tree, const std::string& parent) {
    TreeNode node;
    node.id = newNodeId(tree);
    node.parent = parent;
    const TreeNode* above = treeNode(tree, parent);
    if (!above || above->kind == TreeNodeKind::decision) return node;
    const std::vector<std::string> others = branchesOf(tree, parent);
    const bool hasRest =
        std::ranges::any_of(others, [&tree](const std::string& id) { return treeNode(tree, id)->probability == "#"; });
    node.probability = hasRest ? "0" : "#";
    return node;
}

/// Ids of the node and everything below it. A loop of parents ends where it closes.
std::set<std::string> idsBelow(const DecisionTree& tree, const std::string& id) {
    std::set<std::string> ids;
    std::vector<std::string> open{id};
    while (!open.empty()) {
        const std::string next = open.back();
        open.pop_back();
        if (!ids.insert(next).second) continue;
        for (const std::string& branch : branchesOf(tree, next)) open.push_back(branch);
    }
    return ids;
}

}  // namespace

const TreeNode* treeNode(const DecisionTree& tree, const std::string& id) {
    const auto found = std::ranges::find(tree.nodes, id, &TreeNode::id);
    return found == tree.nodes.end() ? nullptr : &*found;
}

TreeNode* treeNode(DecisionTree& tree, const std::string& id) {
    const auto found = std::ranges::find(tree.nodes, id, &TreeNode::id);
    return found == tree.nodes.end() ? nullptr : &*found;
}

std::vector<std::string> branchesOf(const DecisionTree& tree, const std::string& parent) {
    std::vector<std::string> ids;
    for (const TreeNode& node : tree.nodes) {
        if (node.parent == parent) ids.push_back(node.id);
    }
    return ids;
}

std::string addChild(DecisionTree& tree, const std::string& parent) {
    if (TreeNode* above = treeNode(tree, parent); above && above->kind == TreeNodeKind::terminal) {
        above->kind = TreeNodeKind::chance;
        above->state.clear();
    }
    TreeNode node = branchOf(tree, parent);
    std::string id = node.id;
    tree.nodes.push_back(std::move(node));
    return id;
}

std::string addSibling(DecisionTree& tree, const std::string& id) {
    const auto found = std::ranges::find(tree.nodes, id, &TreeNode::id);
    if (found == tree.nodes.end() || found->parent.empty()) return {};
    TreeNode node = branchOf(tree, found->parent);
    std::string added = node.id;
    tree.nodes.insert(found + 1, std::move(node));
    return added;
}

void removeSubtree(DecisionTree& tree, const std::string& id) {
    const std::set<std::string> gone = idsBelow(tree, id);
    std::erase_if(tree.nodes, [&gone](const TreeNode& node) { return gone.contains(node.id); });
}

bool moveBranch(DecisionTree& tree, const std::string& id, int by) {
    const TreeNode* node = treeNode(tree, id);
    if (!node) return false;
    const std::vector<std::string> branches = branchesOf(tree, node->parent);
    const auto at = std::ranges::find(branches, id) - branches.begin();
    const auto to = at + by;
    if (to < 0 || to >= std::ssize(branches)) return false;
    std::swap(*treeNode(tree, id), *treeNode(tree, branches[static_cast<std::size_t>(to)]));
    return true;
}

std::vector<TreeNode> subtreeOf(const DecisionTree& tree, const std::string& id) {
    std::vector<TreeNode> nodes;
    const TreeNode* top = treeNode(tree, id);
    if (!top) return nodes;
    nodes.push_back(*top);
    const std::set<std::string> ids = idsBelow(tree, id);
    for (const TreeNode& node : tree.nodes) {
        if (node.id != id && ids.contains(node.id)) nodes.push_back(node);
    }
    return nodes;
}

std::string pasteSubtree(DecisionTree& tree, const std::vector<TreeNode>& nodes, const std::string& parent) {
    if (nodes.empty()) return {};
    const std::string top = addChild(tree, parent);
    std::map<std::string, std::string> ids{{nodes.front().id, top}};
    TreeNode* first = treeNode(tree, top);
    const std::string probability = first->probability;
    *first = nodes.front();
    first->id = top;
    first->parent = parent;
    first->strategy.clear();
    // Under a decision there is no probability, and only one branch of a chance node takes the rest.
    if (probability.empty() || first->probability.empty() || first->probability == "#")
        first->probability = probability;
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        ids[nodes[i].id] = newNodeId(tree);
        TreeNode copy = nodes[i];
        copy.id = ids[nodes[i].id];
        tree.nodes.push_back(std::move(copy));
    }
    // Parents are found only now: a node may stand before its parent.
    for (std::size_t i = 1; i < nodes.size(); ++i) treeNode(tree, ids[nodes[i].id])->parent = ids[nodes[i].parent];
    return top;
}

}  // namespace kachi
