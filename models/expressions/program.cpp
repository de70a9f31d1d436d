#include "models/expressions/program.h"

#include "models/core/nearest_name.h"

#include <algorithm>
#include <bit>

namespace kachi {
namespace {

/// Names that define each other, and levels of all their trees together; more is refused before it exhausts the stack.
constexpr std::size_t longestChain = 500;
constexpr std::size_t deepestTree = 5'500;

Variation joined(Variation a, Variation b) {
    if (a == b || b == Variation::nothing) return a;
    return a == Variation::nothing ? b : Variation::both;
}

double computed(const ProgramNode& node, const std::vector<ProgramNode>& nodes) {
    std::array<double, 3> values{};
    for (std::size_t i = 0; i < 3; ++i) {
        if (node.operands[i] >= 0) values[i] = nodes[node.operands[i]].value;
    }
    double result = 0;
    withOperation(node.operation,
                  [&]<Operation operation>() { result = apply<operation>(values[0], values[1], values[2]); });
    return result;
}

}  // namespace

int ProgramBuilder::add(const std::string& text, const std::string& where, Issues& issues) {
    const Result<SyntaxNode> tree = parseExpression(text, where);
    if (!tree) {
        append(issues, tree.issues());
        return -1;
    }
    return compile(*tree, originOf(where), issues);
}

int ProgramBuilder::complement(const std::vector<int>& others, const std::string& where) {
    const int origin = originOf(where);
    const int whole = constantNode(1, origin, 1);
    int sum = -1;
    for (const int other : others) {
        ProgramNode node{.operation = Operation::add, .operands = {sum, other, -1}, .origin = origin};
        sum = sum < 0 ? other : intern(node);
    }
    if (sum < 0) return whole;
    return intern({.operation = Operation::subtract, .operands = {whole, sum, -1}, .origin = origin});
}

void ProgramBuilder::bind(const std::string& name, std::optional<double> value) {
    std::erase_if(m_nameNodes, [](const auto& entry) { return entry.second.reachesBound; });
    m_bound = name;
    m_boundValue = value;
    m_reachedBound = false;
}

int ProgramBuilder::compile(const SyntaxNode& tree, int origin, Issues& issues) {
    if (m_depth == deepestTree) return refuseDepth(origin, tree, deepestTree, issues);
    ++m_depth;
    int node = -1;
    if (tree.kind == SyntaxNode::Kind::number) {
        node = constantNode(tree.number, origin, tree.position);
    } else if (tree.kind == SyntaxNode::Kind::name) {
        node = compileName(tree, origin, issues);
    } else if (tree.operation == Operation::lookup) {
        node = compileLookup(tree, origin, issues);
    } else {
        node = compileOperation(tree, origin, issues);
    }
    --m_depth;
    return node;
}

int ProgramBuilder::refuseDepth(int origin, const SyntaxNode& tree, std::size_t limit, Issues& issues) const {
    report("expressions.tooDeep", origin, tree, {}, issues);
    issues.back().limit = std::to_string(limit);
    return -1;
}

int ProgramBuilder::compileName(const SyntaxNode& tree, int origin, Issues& issues) {
    const std::string& name = tree.name;
    if (!m_bound.empty() && name == m_bound) {
        m_reachedBound = true;
        if (m_boundValue) return constantNode(*m_boundValue, origin, tree.position);
    }
    if (const auto known = m_nameNodes.find(name); known != m_nameNodes.end()) {
        m_reachedBound = m_reachedBound || known->second.reachesBound;
        return known->second.node;
    }
    if (const auto open = std::ranges::find(m_open, name); open != m_open.end()) {
        std::string loop;
        for (auto step = open; step != m_open.end(); ++step) loop += *step + " → ";
        issues.push_back({"expressions.loop", Severity::error, m_program.origins[origin], loop + name, {}, {}});
        return -1;
    }
    if (m_open.size() == longestChain) return refuseDepth(origin, tree, longestChain, issues);
    for (const NameLayer& layer : m_scope.layers) {
        const auto defined = layer.expressions->find(name);
        if (defined != layer.expressions->end()) return compileLayerName(layer, name, defined->second, issues);
    }
    int node = -1;
    const auto drawn = m_scope.parameters->drawn.find(name);
    const auto base = m_scope.parameters->base.find(name);
    const auto context = std::ranges::find(m_scope.context, name);
    if (m_scope.useDraws && drawn != m_scope.parameters->drawn.end()) {
        m_program.drawn.push_back(&drawn->second);
        node = intern({.operation = Operation::parameter,
                       .source = static_cast<int>(m_program.drawn.size()) - 1,
                       .variation = Variation::draw,
                       .origin = originOf(name)});
    } else if (base != m_scope.parameters->base.end()) {
        node = constantNode(base->second, originOf(name), 1);
    } else if (context != m_scope.context.end()) {
        node = intern({.operation = Operation::context,
                       .source = static_cast<int>(context - m_scope.context.begin()),
                       .variation = Variation::cycle,
                       .origin = origin,
                       .position = tree.position});
    } else {
        report("expressions.unknownName", origin, tree, {{"suggestion", nearestName(name)}}, issues);
        return -1;
    }
    m_nameNodes[name] = {.node = node};
    return node;
}

int ProgramBuilder::compileLayerName(const NameLayer& layer, const std::string& name, const std::string& text,
                                     Issues& issues) {
    const std::string where = layer.where.empty() ? name : layer.where + "/" + name;
    const bool reachedBefore = m_reachedBound;
    m_reachedBound = false;
    m_open.push_back(name);
    const int node = add(text, where, issues);
    m_open.pop_back();
    m_nameNodes[name] = {node, m_reachedBound};  // −1 as well: its faults are reported once
    m_reachedBound = m_reachedBound || reachedBefore;
    return node;
}

int ProgramBuilder::compileLookup(const SyntaxNode& tree, int origin, Issues& issues) {
    const std::size_t dot = tree.name.rfind('.');
    const std::string tableId = tree.name.substr(0, dot);
    const std::string columnName = tree.name.substr(dot + 1);
    const int key = compile(tree.operands.front(), origin, issues);
    const auto table = std::ranges::find(*m_scope.tables, tableId, &LookupTable::id);
    if (table == m_scope.tables->end()) {
        report("expressions.unknownTable", origin, tree, {{"table", tableId}}, issues);
        return -1;
    }
    const auto column = table->columns.find(columnName);
    if (column == table->columns.end()) {
        std::string columns;
        for (const auto& [name, values] : table->columns) columns += (columns.empty() ? "" : ", ") + name;
        report("expressions.unknownColumn", origin, tree, {{"table", tableId}, {"columns", columns}}, issues);
        return -1;
    }
    if (key < 0) return -1;
    const auto same = std::ranges::find(m_program.columns, &column->second, &Program::Column::values);
    const auto source = static_cast<int>(same - m_program.columns.begin());
    if (same == m_program.columns.end()) m_program.columns.push_back({&*table, &column->second});
    return intern({.operation = Operation::lookup,
                   .operands = {key, -1, -1},
                   .source = source,
                   .origin = origin,
                   .position = tree.position});
}

int ProgramBuilder::compileOperation(const SyntaxNode& tree, int origin, Issues& issues) {
    ProgramNode node{.operation = tree.operation, .origin = origin, .position = tree.position};
    bool complete = true;
    for (std::size_t i = 0; i < tree.operands.size(); ++i) {
        node.operands[i] = compile(tree.operands[i], origin, issues);
        complete = complete && node.operands[i] >= 0;
    }
    return complete ? intern(node) : -1;
}

int ProgramBuilder::constantNode(double value, int origin, std::size_t position) {
    return intern({.operation = Operation::constant, .value = value, .origin = origin, .position = position});
}

int ProgramBuilder::intern(ProgramNode node) {
    for (const int operand : node.operands) {
        if (operand >= 0) node.variation = joined(node.variation, m_program.nodes[operand].variation);
    }
    if (node.operation == Operation::choose) {
        const ProgramNode& condition = m_program.nodes[node.operands[0]];
        if (condition.variation == Variation::nothing && isFinite(condition.value)) {
            return node.operands[condition.value != 0 ? 1 : 2];
        }
    }
    if (node.variation == Variation::nothing && node.operation == Operation::lookup) {
        const Program::Column& column = m_program.columns[node.source];
        node.value = lookupValue(*column.table, *column.values, m_program.nodes[node.operands[0]].value);
    } else if (node.variation == Variation::nothing && node.operation != Operation::constant) {
        node.value = computed(node, m_program.nodes);
    }
    const bool isConstant = node.operation == Operation::constant;
    const std::uint64_t bits = isConstant ? std::bit_cast<std::uint64_t>(node.value) : 0;
    const NodeKey key{node.operation, node.operands, node.source, bits};
    const auto [known, isNew] = m_known.try_emplace(key, static_cast<int>(m_program.nodes.size()));
    if (isNew) m_program.nodes.push_back(node);
    return known->second;
}

int ProgramBuilder::originOf(const std::string& where) {
    const auto found = std::ranges::find(m_program.origins, where);
    if (found == m_program.origins.end()) {
        m_program.origins.push_back(where);
        return static_cast<int>(m_program.origins.size()) - 1;
    }
    return static_cast<int>(found - m_program.origins.begin());
}

void ProgramBuilder::report(const char* code, int origin, const SyntaxNode& tree,
                            std::map<std::string, std::string> details, Issues& issues) const {
    details["position"] = std::to_string(tree.position);
    issues.push_back({code, Severity::error, m_program.origins[origin], tree.name, {}, std::move(details)});
}

std::string ProgramBuilder::nearestName(const std::string& name) const {
    std::vector<std::string> candidates;
    for (const NameLayer& layer : m_scope.layers) {
        for (const auto& [candidate, text] : *layer.expressions) candidates.push_back(candidate);
    }
    for (const auto& [candidate, value] : m_scope.parameters->base) candidates.push_back(candidate);
    candidates.insert(candidates.end(), m_scope.context.begin(), m_scope.context.end());
    return kachi::nearestName(name, candidates);
}

Issue failureAt(const Program& program, int node, const std::array<double, 3>& operands, const std::string& cycle,
                const std::string& draw) {
    const ProgramNode& failed = program.nodes[node];
    Issue issue{"expressions.notFinite", Severity::error, program.origins[failed.origin], {}, {}, {}};
    const bool perCycle = failed.variation == Variation::cycle || failed.variation == Variation::both;
    const bool perDraw = failed.variation == Variation::draw || failed.variation == Variation::both;
    issue.details = {{"position", std::to_string(failed.position)},
                     {"operation", std::string(operationName(failed.operation))},
                     {"cycle", perCycle ? cycle : "–"},
                     {"draw", perDraw ? draw : "–"}};
    if (failed.operation == Operation::lookup) {
        const Program::Column& column = program.columns[failed.source];
        const bool below = operands[0] < column.table->keys.front();
        issue.code = below ? "expressions.lookupBelow" : "expressions.lookupAbove";
        issue.value = numberText(operands[0]);
        issue.limit = numberText(below ? column.table->keys.front() : column.table->keys.back());
        issue.details["table"] = column.table->id;
        return issue;
    }
    if (failed.operation == Operation::divide && operands[1] == 0) issue.code = "expressions.divisionByZero";
    for (std::size_t i = 0; i < 3 && failed.operands[i] >= 0; ++i) {
        issue.value += (i == 0 ? "" : ", ") + numberText(operands[i]);
    }
    return issue;
}

}  // namespace kachi
