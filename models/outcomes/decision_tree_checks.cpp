#include "models/outcomes/decision_tree_checks.h"

#include "models/outcomes/outcome_scope.h"

#include <algorithm>
#include <set>

namespace kachi {
namespace {

const std::string nodesWhere = "/outcomes/tree/nodes";

class TreeChecks {
public:
    TreeChecks(const OutcomesStructure& structure, Issues& issues)
        : m_structure(structure), m_nodes(structure.tree->nodes), m_issues(issues) {}

    void all() {
        if (m_nodes.empty()) return report("outcomes.noRows", nodesWhere, {}, {});
        ids();
        const auto roots = std::ranges::count_if(m_nodes, [](const TreeNode& node) { return node.parent.empty(); });
        if (roots != 1) report("tree.roots", nodesWhere, std::to_string(roots), "1");
        for (const TreeNode& node : m_nodes) {
            parent(node);
            branches(node);
            probability(node);
            entry(node);
        }
        loops();
        strategies();
        countedCosts();
    }

private:
    void report(const char* code, const std::string& where, const std::string& value, const std::string& limit) {
        m_issues.push_back({code, Severity::error, where, value, limit, {}});
    }

    const TreeNode* find(const std::string& id) const {
        const auto found = std::ranges::find(m_nodes, id, &TreeNode::id);
        return found == m_nodes.end() ? nullptr : &*found;
    }

    bool hasStrategy(const std::string& id) const {
        return std::ranges::find(m_structure.strategies, id, &OutcomeStrategy::id) != m_structure.strategies.end();
    }

    void ids() {
        std::set<std::string> seen;
        for (const TreeNode& node : m_nodes) {
            if (node.id.empty()) report("outcomes.idMissing", nodesWhere, {}, {});
            if (!node.id.empty() && !seen.insert(node.id).second) report("outcomes.idTwice", nodesWhere, node.id, {});
        }
    }

    void parent(const TreeNode& node) {
        if (node.parent.empty()) return;
        const TreeNode* const parent = find(node.parent);
        const std::string where = treeNodeWhere(node.id) + "/parent";
        if (!parent) report("tree.unknownParent", where, node.parent, {});
        if (parent && parent->kind == TreeNodeKind::terminal) report("tree.terminalParent", where, node.parent, {});
    }

    void branches(const TreeNode& node) {
        if (node.kind == TreeNodeKind::terminal) return;
        if (std::ranges::find(m_nodes, node.id, &TreeNode::parent) == m_nodes.end()) {
            report("tree.noBranches", treeNodeWhere(node.id), node.id, {});
        }
        const auto complements = std::ranges::count_if(
            m_nodes, [&](const TreeNode& branch) { return branch.parent == node.id && branch.probability == "#"; });
        if (complements > 1) {
            report("outcomes.twoComplements", treeNodeWhere(node.id), std::to_string(complements), "1");
        }
    }

    void probability(const TreeNode& node) {
        const TreeNode* const parent = node.parent.empty() ? nullptr : find(node.parent);
        const bool wanted = parent && parent->kind == TreeNodeKind::chance;
        const std::string where = treeNodeWhere(node.id) + "/probability";
        if (wanted && node.probability.empty()) report("tree.probabilityMissing", where, {}, {});
        if (!wanted && !node.probability.empty()) report("tree.probabilityUnused", where, node.probability, {});
    }

    void entry(const TreeNode& node) {
        if (node.state.empty()) return;
        const std::string where = treeNodeWhere(node.id) + "/state";
        if (node.kind != TreeNodeKind::terminal) report("tree.stateOnBranch", where, node.state, {});
        if (stateIndex(m_structure, node.state) < 0) report("outcomes.unknownState", where, node.state, {});
    }

    /// Nodes that are their own ancestors; every loop is named once.
    void loops() {
        std::set<const TreeNode*> done;
        for (const TreeNode& start : m_nodes) {
            std::vector<const TreeNode*> way;
            const TreeNode* node = &start;
            while (node && !done.contains(node) && std::ranges::find(way, node) == way.end()) {
                way.push_back(node);
                node = node->parent.empty() ? nullptr : find(node->parent);
            }
            if (node && !done.contains(node)) {
                std::string loop;
                for (auto step = std::ranges::find(way, node); step != way.end(); ++step) loop += (*step)->id + " → ";
                report("tree.loop", nodesWhere, loop + node->id, {});
            }
            done.insert(way.begin(), way.end());
        }
    }

    void strategies() {
        std::set<std::string> covered;
        bool decides = false;
        for (const TreeNode& node : m_nodes) {
            const TreeNode* const parent = node.parent.empty() ? nullptr : find(node.parent);
            const bool wanted = parent && parent->parent.empty() && parent->kind == TreeNodeKind::decision;
            const std::string where = treeNodeWhere(node.id) + "/strategy";
            decides = decides || wanted;
            if (wanted && node.strategy.empty()) report("tree.strategyMissing", where, {}, {});
            if (!wanted && !node.strategy.empty()) report("tree.strategyUnused", where, node.strategy, {});
            if (!wanted || node.strategy.empty()) continue;
            if (!hasStrategy(node.strategy)) report("tree.unknownStrategy", where, node.strategy, {});
            if (!covered.insert(node.strategy).second) report("tree.strategyTwice", where, node.strategy, {});
        }
        if (!decides) return;
        for (const OutcomeStrategy& strategy : m_structure.strategies) {
            if (!covered.contains(strategy.id)) report("tree.strategyWithoutBranch", nodesWhere, strategy.id, {});
        }
    }

    /// Costs charged to a state of the cohort model need a tree that leads into it.
    void countedCosts() {
        if (std::ranges::any_of(m_nodes, [](const TreeNode& node) { return !node.state.empty(); })) return;
        for (const OutcomeStrategy& strategy : m_structure.strategies) {
            for (const OneOffCost& cost : strategy.oneOffCosts) {
                if (cost.timing != OneOffTiming::counted) continue;
                report("tree.countedCost", "/outcomes/strategies/id=" + strategy.id + "/oneOffCosts/id=" + cost.id,
                       cost.state, {});
            }
        }
    }

    const OutcomesStructure& m_structure;
    const std::vector<TreeNode>& m_nodes;
    Issues& m_issues;
};

}  // namespace

std::string treeNodeWhere(const std::string& id) {
    return nodesWhere + "/id=" + id;
}

bool rootIsDecision(const DecisionTree& tree) {
    const auto root = std::ranges::find(tree.nodes, "", &TreeNode::parent);
    return root->kind == TreeNodeKind::decision;
}

Issues treeFaults(const OutcomesStructure& structure) {
    if (!structure.tree) {
        return {{"outcomes.structureMissing", Severity::error, "/outcomes/tree", {}, {}, {}}};
    }
    Issues issues;
    TreeChecks(structure, issues).all();
    return issues;
}

}  // namespace kachi
