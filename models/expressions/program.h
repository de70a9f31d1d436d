#pragma once

#include "models/expressions/lookup_table.h"
#include "models/expressions/syntax.h"
#include "models/params/parameter_values.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace kachi {

/// The expressions and tables of a case. Expressions are keyed by the parameter id they define.
struct ExpressionInputs {
    std::map<std::string, std::string> expressions;
    std::vector<LookupTable> tables;
};

/// What the value of a node changes with.
enum class Variation { nothing, cycle, draw, both };

/// One node of a compiled program. Operands come before their users.
struct ProgramNode {
    Operation operation = Operation::constant;
    std::array<int, 3> operands{-1, -1, -1};
    int source = -1;   ///< context name, drawn parameter or lookup column; index into the program's lists
    double value = 0;  ///< when it varies with nothing; non-finite when working it out failed
    Variation variation = Variation::nothing;
    int origin = 0;  ///< expression it was first met in; index into the program's origins
    std::size_t position = 1;
};

/// Expressions of one scope compiled together: one node for each distinct sub-expression, constants folded.
/// Points into the ParameterValues and tables it was compiled from, which must outlive it.
struct Program {
    struct Column {
        const LookupTable* table = nullptr;
        const std::vector<double>* values = nullptr;
    };
    std::vector<ProgramNode> nodes;
    std::vector<const std::vector<double>*> drawn;  ///< [source][draw]
    std::vector<Column> columns;                    ///< [source]
    std::vector<std::string> origins;               ///< [origin] where an expression stands, for messages
};

/// Definitions of names, e.g. the overrides of one strategy. `where` starts the messages about them.
struct NameLayer {
    std::string where;
    const std::map<std::string, std::string>* expressions = nullptr;
};

/// What the names of an expression mean: the first layer that defines a name wins, then parameters, then the model
/// clock. An expression that reaches itself through the names is refused with the loop.
struct NameScope {
    std::vector<NameLayer> layers;
    const ParameterValues* parameters = nullptr;
    const std::vector<LookupTable>* tables = nullptr;
    std::vector<std::string> context;  ///< names of the model clock, by source index
    bool useDraws = false;             ///< false: base values throughout
};

/// Compiles expressions of one scope into one program.
class ProgramBuilder {
public:
    explicit ProgramBuilder(NameScope scope) : m_scope(std::move(scope)) {}

    /// Node of the expression, or −1 with issues: those of parseExpression, expressions.unknownName (details
    /// "suggestion"), expressions.loop (value "a → b → a"), expressions.unknownTable, expressions.unknownColumn.
    int add(const std::string& text, const std::string& where, Issues& issues);

    /// 1 − the sum of the given nodes, as one node.
    int complement(const std::vector<int>& others, const std::string& where);

    /// Gives `name` a constant value in what is added from now on, e.g. state_time in one tunnel state; without a value
    /// it is unknown. One name can be bound at a time.
    void bind(const std::string& name, std::optional<double> value);
    /// Whether what was added since bind() reached the bound name, directly or through other names.
    bool reachedBound() const { return m_reachedBound; }

    const Program& program() const { return m_program; }

private:
    using NodeKey = std::tuple<Operation, std::array<int, 3>, int, std::uint64_t>;  ///< last: bits of a constant

    int compile(const SyntaxNode& tree, int origin, Issues& issues);
    int compileName(const SyntaxNode& tree, int origin, Issues& issues);
    int compileLayerName(const NameLayer& layer, const std::string& name, const std::string& text, Issues& issues);
    int compileLookup(const SyntaxNode& tree, int origin, Issues& issues);
    int compileOperation(const SyntaxNode& tree, int origin, Issues& issues);
    int constantNode(double value, int origin, std::size_t position);
    int intern(ProgramNode node);
    int originOf(const std::string& where);
    void report(const char* code, int origin, const SyntaxNode& tree, std::map<std::string, std::string> details,
                Issues& issues) const;
    int refuseDepth(int origin, const SyntaxNode& tree, std::size_t limit, Issues& issues) const;
    std::string nearestName(const std::string& name) const;

    struct NameNode {
        int node = -1;
        bool reachesBound = false;
    };

    NameScope m_scope;
    Program m_program;
    std::map<NodeKey, int> m_known;
    std::map<std::string, NameNode> m_nameNodes;
    std::string m_bound;
    std::optional<double> m_boundValue;
    bool m_reachedBound = false;
    std::vector<std::string> m_open;  ///< names being compiled, outermost first
    std::size_t m_depth = 0;          ///< levels of the trees being compiled
};

/// The node that first failed below `node`, following only what was used; `valueOf(i)` gives values of nodes.
/// Builds expressions.divisionByZero, expressions.lookupBelow, expressions.lookupAbove or expressions.notFinite with
/// details position, cycle and draw ("–" when the node does not vary with it; draw 0 is the base case).
template <class ValueOf>
Issue failureBelow(const Program& program, int node, ValueOf valueOf, const std::string& cycle,
                   const std::string& draw);

/// Failure of a node whose used operands are all finite.
Issue failureAt(const Program& program, int node, const std::array<double, 3>& operands, const std::string& cycle,
                const std::string& draw);

template <class ValueOf>
Issue failureBelow(const Program& program, int node, ValueOf valueOf, const std::string& cycle,
                   const std::string& draw) {
    std::array<double, 3> values{};
    for (;;) {
        const ProgramNode& here = program.nodes[node];
        int failed = -1;
        for (int i = 0; i < 3 && failed < 0; ++i) {
            const int operand = here.operands[i];
            if (operand < 0) break;
            if (here.operation == Operation::choose && i > 0 && (values[0] != 0) != (i == 1)) continue;
            values[i] = valueOf(operand);
            if (!isFinite(values[i])) failed = operand;
        }
        if (failed < 0) return failureAt(program, node, values, cycle, draw);
        node = failed;
    }
}

}  // namespace kachi
