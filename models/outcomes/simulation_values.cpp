#include "models/outcomes/simulation_values.h"

#include "models/expressions/operation.h"

namespace kachi {

std::vector<std::uint64_t> contextReach(const Program& program) {
    std::vector<std::uint64_t> reach(program.nodes.size());
    for (std::size_t index = 0; index < program.nodes.size(); ++index) {
        const ProgramNode& node = program.nodes[index];
        if (node.operation == Operation::context) reach[index] = std::uint64_t{1} << node.source;
        for (const int operand : node.operands) {
            if (operand >= 0) reach[index] |= reach[static_cast<std::size_t>(operand)];
        }
    }
    return reach;
}

std::vector<int> nodesBelow(const Program& program, const std::vector<std::uint64_t>& reach,
                            const std::vector<int>& roots, std::uint64_t mask) {
    std::vector<char> needed(program.nodes.size());
    for (const int root : roots) needed[static_cast<std::size_t>(root)] = 1;
    for (std::size_t index = program.nodes.size(); index-- > 0;) {
        if (!needed[index] || (reach[index] & mask) == 0) continue;
        for (const int operand : program.nodes[index].operands) {
            if (operand >= 0) needed[static_cast<std::size_t>(operand)] = 1;
        }
    }
    std::vector<int> nodes;
    for (std::size_t index = 0; index < needed.size(); ++index) {
        if (needed[index] && (reach[index] & mask) != 0) nodes.push_back(static_cast<int>(index));
    }
    return nodes;
}

PatientValues::PatientValues(const Program& program, const std::vector<std::uint64_t>& reach, std::size_t contextNames)
    : m_program(&program), m_context(contextNames), m_values(program.nodes.size()) {
    for (std::size_t index = 0; index < program.nodes.size(); ++index) {
        m_values[index] = program.nodes[index].value;
        const bool constant = program.nodes[index].variation == Variation::nothing;
        if (!constant && reach[index] == 0) m_perDraw.push_back(static_cast<int>(index));
    }
}

void PatientValues::beginDraw(std::size_t draw) {
    m_draw = draw;
    update(m_perDraw);
}

void PatientValues::update(std::span<const int> nodes) {
    for (const int index : nodes) {
        m_values[static_cast<std::size_t>(index)] = computed(m_program->nodes[static_cast<std::size_t>(index)]);
    }
}

double PatientValues::computed(const ProgramNode& node) const {
    const auto operand = [&](std::size_t i) { return node.operands[i] >= 0 ? at(node.operands[i]) : 0; };
    switch (node.operation) {
        case Operation::constant:
            return node.value;
        case Operation::context:
            return m_context[static_cast<std::size_t>(node.source)];
        case Operation::parameter:
            return (*m_program->drawn[static_cast<std::size_t>(node.source)])[m_draw];
        case Operation::lookup: {
            const Program::Column& column = m_program->columns[static_cast<std::size_t>(node.source)];
            return lookupValue(*column.table, *column.values, operand(0));
        }
        default:
            break;
    }
    double result = 0;
    withOperation(node.operation,
                  [&]<Operation operation>() { result = apply<operation>(operand(0), operand(1), operand(2)); });
    return result;
}

Issue PatientValues::failure(int node, const std::string& draw) const {
    return failureBelow(
        *m_program, node, [this](int index) { return at(index); }, "–", draw);
}

}  // namespace kachi
