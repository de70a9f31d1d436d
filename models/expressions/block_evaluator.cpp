#include "models/expressions/block_evaluator.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>

namespace kachi {
namespace {

bool variesOverDraws(const ProgramNode& node) {
    return node.variation == Variation::draw || node.variation == Variation::both;
}

/// Numbers that are not finite have the highest exponent: one more carries into the sign bit. Without a branch, so that
/// the loop uses vector instructions.
bool allFinite(const double* values, std::size_t count) {
    constexpr std::uint64_t exponent = 0x7ff0'0000'0000'0000;
    constexpr std::uint64_t one = 0x0010'0000'0000'0000;
    std::uint64_t carried = 0;
    for (std::size_t i = 0; i < count; ++i) carried |= (std::bit_cast<std::uint64_t>(values[i]) & exponent) + one;
    return carried >> 63 == 0;
}

bool sameBits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

}  // namespace

PreparedProgram::PreparedProgram(const Program& program, const std::vector<int>& roots,
                                 std::vector<std::vector<double>> context, const std::vector<std::size_t>& firstCycles)
    : m_program(&program), m_context(std::move(context)) {
    m_changed.resize(m_context.empty() ? 1 : m_context.front().size());
    findLanes(roots, firstCycles);
    layOut();
}

/// Lanes are needed for what the caller reads and for whatever enters a node that varies over draws.
void PreparedProgram::findLanes(const std::vector<int>& roots, const std::vector<std::size_t>& firstCycles) {
    const std::size_t nodeCount = m_program->nodes.size();
    constexpr std::size_t never = std::numeric_limits<std::size_t>::max();
    m_firstCycle.assign(nodeCount, never);
    for (std::size_t i = 0; i < roots.size(); ++i) {
        std::size_t& first = m_firstCycle[roots[i]];
        first = std::min(first, firstCycles.empty() ? 0 : firstCycles[i]);
    }
    for (std::size_t index = nodeCount; index-- > 0;) {
        const ProgramNode& node = m_program->nodes[index];
        if (m_firstCycle[index] == never || !variesOverDraws(node)) continue;
        for (const int operand : node.operands) {
            if (operand >= 0) m_firstCycle[operand] = std::min(m_firstCycle[operand], m_firstCycle[index]);
        }
    }
    m_laneIndex.assign(nodeCount, -1);
    for (std::size_t index = 0; index < nodeCount; ++index) {
        if (m_firstCycle[index] != never) m_laneIndex[index] = static_cast<int>(m_laneCount++);
    }
}

void PreparedProgram::layOut() {
    std::vector<int> varying;
    m_slot.assign(m_program->nodes.size(), -1);
    for (std::size_t index = 0; index < m_program->nodes.size(); ++index) {
        const Variation variation = m_program->nodes[index].variation;
        const bool hasLanes = m_laneIndex[index] >= 0;
        if (variation == Variation::draw && hasLanes && m_firstCycle[index] < cycles()) {
            m_changed[m_firstCycle[index]].push_back(static_cast<int>(index));
        }
        if (variation == Variation::nothing || variation == Variation::draw) continue;
        m_slot[index] = static_cast<int>(m_slotCount++);
        varying.push_back(static_cast<int>(index));
    }
    m_shared.resize(cycles() * m_slotCount);
    m_changes.resize(cycles() * m_slotCount);
    for (std::size_t cycle = 0; cycle < cycles(); ++cycle) {
        for (const int index : varying) {
            const ProgramNode& node = m_program->nodes[index];
            const std::size_t place = cycle * m_slotCount + m_slot[index];
            if (!variesOverDraws(node)) m_shared[place] = sharedValue(node, cycle);
            m_changes[place] = changesAt(node, index, cycle);
            if (m_laneIndex[index] < 0 || cycle < m_firstCycle[index]) continue;
            if (m_changes[place] || cycle == m_firstCycle[index]) m_changed[cycle].push_back(index);
        }
        std::ranges::sort(m_changed[cycle]);
    }
}

bool PreparedProgram::varies(int node) const {
    return variesOverDraws(m_program->nodes[node]);
}

double PreparedProgram::sharedValue(const ProgramNode& node, std::size_t cycle) const {
    if (node.variation == Variation::nothing) return node.value;
    if (node.operation == Operation::context) return m_context[node.source][cycle];
    std::array<double, 3> values{};
    for (std::size_t i = 0; i < 3; ++i) {
        if (node.operands[i] >= 0) values[i] = shared(node.operands[i], cycle);
    }
    if (node.operation == Operation::lookup) {
        const Program::Column& column = m_program->columns[node.source];
        return lookupValue(*column.table, *column.values, values[0]);
    }
    double result = 0;
    withOperation(node.operation,
                  [&]<Operation operation>() { result = apply<operation>(values[0], values[1], values[2]); });
    return result;
}

bool PreparedProgram::changesAt(const ProgramNode& node, int index, std::size_t cycle) const {
    if (cycle == 0) return true;
    if (!variesOverDraws(node)) return !sameBits(shared(index, cycle), shared(index, cycle - 1));
    if (node.variation == Variation::draw) return false;
    const auto& operands = node.operands;
    if (node.operation == Operation::choose && !varies(operands[0])) {
        const double now = shared(operands[0], cycle);
        const double before = shared(operands[0], cycle - 1);
        if (!isFinite(now) || !isFinite(before) || (now != 0) != (before != 0)) return true;
        return changes(operands[now != 0 ? 1 : 2], cycle);
    }
    return std::ranges::any_of(operands, [&](int operand) { return operand >= 0 && changes(operand, cycle); });
}

BlockEvaluator::BlockEvaluator(const PreparedProgram& prepared, std::size_t width)
    : m_prepared(&prepared), m_width(width), m_lanes(prepared.laneCount() * width) {
    const std::vector<ProgramNode>& nodes = prepared.program().nodes;
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        const int place = prepared.laneIndex(static_cast<int>(index));
        if (place < 0 || nodes[index].variation != Variation::nothing) continue;
        std::fill_n(m_lanes.data() + static_cast<std::size_t>(place) * width, width, nodes[index].value);
    }
}

void BlockEvaluator::begin(std::size_t first, std::size_t count) {
    m_first = first;
    m_count = count;
}

void BlockEvaluator::enter(std::size_t cycle) {
    m_cycle = cycle;
    for (const int index : m_prepared->changed(cycle)) update(index);
}

void BlockEvaluator::update(int index) {
    const Program& program = m_prepared->program();
    const ProgramNode& node = program.nodes[index];
    double* const to = m_lanes.data() + static_cast<std::size_t>(m_prepared->laneIndex(index)) * m_width;
    if (!m_prepared->varies(index)) {
        std::fill_n(to, m_width, m_prepared->shared(index, m_cycle));
        return;
    }
    if (node.operation == Operation::parameter) {
        const std::vector<double>& drawn = *program.drawn[node.source];
        std::copy_n(drawn.data() + m_first, m_count, to);
        std::fill(to + m_count, to + m_width, to[m_count - 1]);
        return;
    }
    const double* const a = lanes(node.operands[0]);
    const double* const b = node.operands[1] >= 0 ? lanes(node.operands[1]) : a;
    const double* const c = node.operands[2] >= 0 ? lanes(node.operands[2]) : a;
    if (node.operation == Operation::lookup) {
        const Program::Column& column = program.columns[node.source];
        for (std::size_t lane = 0; lane < m_width; ++lane) {
            to[lane] = lookupValue(*column.table, *column.values, a[lane]);
        }
        return;
    }
    withOperation(node.operation, [&]<Operation operation>() {
        for (std::size_t lane = 0; lane < m_width; ++lane) to[lane] = apply<operation>(a[lane], b[lane], c[lane]);
    });
}

std::optional<std::size_t> BlockEvaluator::failedLane(int node) const {
    const double* const values = lanes(node);
    if (allFinite(values, m_width)) return std::nullopt;
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        if (!isFinite(values[lane])) return lane;
    }
    return std::nullopt;
}

Issue BlockEvaluator::failure(int node, std::size_t lane) const {
    const auto valueOf = [&](int index) {
        return m_prepared->varies(index) ? lanes(index)[lane] : m_prepared->shared(index, m_cycle);
    };
    return failureBelow(m_prepared->program(), node, valueOf, std::to_string(m_cycle + 1),
                        std::to_string(m_first + lane + 1));
}

}  // namespace kachi
