#include "models/expressions/resolve.h"

#include "models/expressions/block_evaluator.h"

#include <algorithm>
#include <map>

namespace kachi {
namespace {

constexpr std::size_t blockWidth = 256;

/// Which expressions reach a context name, directly or through other expressions.
std::set<std::string> contextual(const std::map<std::string, SyntaxNode>& trees,
                                 const std::set<std::string>& contextNames) {
    std::set<std::string> reached = contextNames;
    for (bool grew = true; grew;) {
        grew = false;
        for (const auto& [id, tree] : trees) {
            if (reached.contains(id)) continue;
            const std::vector<std::string> names = namesIn(tree);
            if (std::ranges::any_of(names, [&](const std::string& name) { return reached.contains(name); })) {
                grew = reached.insert(id).second;
            }
        }
    }
    return reached;
}

/// Compiles the given expressions; nodes by id.
std::map<std::string, int> compileAll(ProgramBuilder& builder, const std::vector<std::string>& ids, Issues& issues) {
    std::map<std::string, int> nodes;
    for (const std::string& id : ids) nodes[id] = builder.add(id, id, issues);
    return nodes;
}

void resolveBase(const NameScope& scope, const std::vector<std::string>& ids, std::map<std::string, double>& base,
                 Issues& issues) {
    ProgramBuilder builder(scope);
    const std::map<std::string, int> nodes = compileAll(builder, ids, issues);
    if (hasErrors(issues)) return;
    const Program& program = builder.program();
    for (const auto& [id, node] : nodes) {
        const double value = program.nodes[node].value;
        if (isFinite(value)) {
            base[id] = value;
        } else {
            const auto valueOf = [&](int index) { return program.nodes[index].value; };
            issues.push_back(failureBelow(program, node, valueOf, "–", "0"));
        }
    }
}

void resolveDraws(NameScope scope, const std::vector<std::string>& ids, std::size_t draws,
                  std::map<std::string, std::vector<double>>& drawn, Issues& issues) {
    scope.useDraws = true;
    ProgramBuilder builder(scope);
    std::map<std::string, int> nodes = compileAll(builder, ids, issues);
    const Program& program = builder.program();
    std::erase_if(nodes, [&](const auto& entry) { return program.nodes[entry.second].variation != Variation::draw; });
    std::vector<int> roots;
    for (const auto& [id, node] : nodes) roots.push_back(node);
    for (const auto& [id, node] : nodes) drawn[id].resize(draws);
    const PreparedProgram prepared(program, roots, {});
    BlockEvaluator evaluator(prepared, blockWidth);
    for (std::size_t first = 0; first < draws; first += blockWidth) {
        const std::size_t count = std::min(blockWidth, draws - first);
        evaluator.begin(first, count);
        evaluator.enter(0);
        for (const auto& [id, node] : nodes) {
            if (const auto lane = evaluator.failedLane(node)) issues.push_back(evaluator.failure(node, *lane));
            std::copy_n(evaluator.lanes(node), count, drawn[id].data() + first);
        }
        if (hasErrors(issues)) return;
    }
}

}  // namespace

Result<ParameterValues> resolveExpressions(ParameterValues values, const ExpressionInputs& inputs,
                                           const std::set<std::string>& contextNames) {
    Issues issues = validateTables(inputs.tables);
    std::map<std::string, SyntaxNode> trees;
    for (const auto& [id, text] : inputs.expressions) {
        if (!isExpressionName(id)) {
            issues.push_back({"expressions.reservedName", Severity::error, id, id, {}, {}});
        }
        Result<SyntaxNode> tree = parseExpression(text, id);
        if (tree) {
            trees.emplace(id, *tree);
        } else {
            append(issues, tree.issues());
        }
    }
    if (hasErrors(issues)) return issues;

    const std::set<std::string> left = contextual(trees, contextNames);
    std::vector<std::string> ids;
    for (const auto& [id, tree] : trees) {
        if (!left.contains(id)) ids.push_back(id);
    }
    const NameScope scope{{{"", &inputs.expressions}}, &values, &inputs.tables, {}, false};
    std::map<std::string, double> base;
    std::map<std::string, std::vector<double>> drawn;
    resolveBase(scope, ids, base, issues);
    if (!hasErrors(issues)) resolveDraws(scope, ids, values.draws, drawn, issues);
    if (hasErrors(issues)) return issues;
    for (const auto& [id, value] : base) values.base[id] = value;
    for (auto& [id, draws] : drawn) values.drawn[id] = std::move(draws);
    return values;
}

}  // namespace kachi
