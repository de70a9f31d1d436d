#include "models/outcomes/decision_tree_program.h"

#include "models/outcomes/decision_tree_checks.h"

#include <algorithm>

namespace kachi {
namespace {

/// Lays out the nodes that one strategy runs and compiles their expressions.
class TreeCompiler {
public:
    TreeCompiler(const OutcomeScope& scope, ProgramBuilder& builder, Issues& issues)
        : m_declared(scope.structure().tree->nodes),
          m_strategy(scope.strategy().id),
          m_decides(rootIsDecision(*scope.structure().tree)),
          m_builder(builder),
          m_issues(issues) {}

    std::vector<TreeProgramNode> nodes() {
        const auto root = std::ranges::find(m_declared, "", &TreeNode::parent);
        add(static_cast<std::size_t>(root - m_declared.begin()));
        for (const TreeProgramNode& node : m_nodes) {
            if (m_declared[node.declared].kind == TreeNodeKind::chance) probabilities(node);
        }
        return std::move(m_nodes);
    }

    int expression(const std::string& text, const std::string& where) { return m_builder.add(text, where, m_issues); }

private:
    std::size_t add(std::size_t declared) {
        const TreeNode& node = m_declared[declared];
        const std::string where = treeNodeWhere(node.id);
        TreeProgramNode compiled;
        compiled.declared = declared;
        compiled.cost = expression(node.cost, where + "/cost");
        compiled.qaly = expression(node.qaly, where + "/qaly");
        compiled.lifeYears = expression(node.lifeYears, where + "/lifeYears");
        compiled.time = expression(node.time, where + "/time");
        const std::size_t index = m_nodes.size();
        m_nodes.push_back(compiled);
        const bool choosesStrategy = m_decides && node.parent.empty();
        for (std::size_t branch = 0; branch < m_declared.size(); ++branch) {
            if (m_declared[branch].parent != node.id) continue;
            if (choosesStrategy && m_declared[branch].strategy != m_strategy) continue;
            const std::size_t added = add(branch);
            m_nodes[index].branches.push_back(added);
        }
        return index;
    }

    void probabilities(const TreeProgramNode& chance) {
        std::vector<int> others;
        std::size_t complement = 0;
        for (const std::size_t branch : chance.branches) {
            const TreeNode& node = m_declared[m_nodes[branch].declared];
            if (node.probability == "#") {
                complement = branch;
                continue;
            }
            m_nodes[branch].probability = expression(node.probability, treeNodeWhere(node.id) + "/probability");
            others.push_back(m_nodes[branch].probability);
        }
        if (complement == 0 || std::ranges::any_of(others, [](int node) { return node < 0; })) return;
        m_nodes[complement].complement = true;
        m_nodes[complement].probability =
            m_builder.complement(others, treeNodeWhere(m_declared[chance.declared].id) + "/probability");
    }

    const std::vector<TreeNode>& m_declared;
    const std::string& m_strategy;
    bool m_decides;
    ProgramBuilder& m_builder;
    Issues& m_issues;
    std::vector<TreeProgramNode> m_nodes;
};

}  // namespace

std::vector<int> TreeProgram::roots() const {
    std::vector<int> found{weight, costRate, effectRate};
    for (const TreeProgramNode& node : nodes) {
        found.insert(found.end(), {node.cost, node.qaly, node.lifeYears, node.time});
        if (node.probability >= 0) found.push_back(node.probability);
    }
    for (const TreeUpfrontCost& cost : upfront) found.push_back(cost.node);
    return found;
}

TreeProgram compileTree(const OutcomeScope& scope, Issues& issues) {
    const OutcomesStructure& structure = scope.structure();
    const OutcomeStrategy& strategy = scope.strategy();
    ProgramBuilder builder(scope.names());
    Issues found;
    TreeCompiler compiler(scope, builder, found);
    TreeProgram tree;
    tree.strategy = scope.strategyIndex();
    tree.subgroup = scope.subgroupIndex();
    tree.nodes = compiler.nodes();
    for (std::size_t i = 0; i < strategy.oneOffCosts.size(); ++i) {
        const OneOffCost& cost = strategy.oneOffCosts[i];
        if (cost.timing != OneOffTiming::upfront) continue;
        tree.upfront.push_back(
            {i, compiler.expression(cost.cost, scope.strategyWhere() + "/oneOffCosts/id=" + cost.id)});
    }
    tree.weight = compiler.expression(scope.subgroup().weight, scope.subgroupWhere() + "/weight");
    tree.costRate = compiler.expression(structure.costDiscountRate, "/outcomes/costDiscountRate");
    tree.effectRate = compiler.expression(structure.effectDiscountRate, "/outcomes/effectDiscountRate");
    tree.program = builder.program();
    explainClock(found);
    append(issues, found);
    return tree;
}

}  // namespace kachi
