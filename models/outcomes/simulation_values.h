#pragma once

#include "models/expressions/program.h"

#include <span>
#include <vector>

namespace kachi {

/// Which context names (a bit each, by source index) the value of every node reaches.
std::vector<std::uint64_t> contextReach(const Program& program);

/// The nodes below `roots` that reach any context name of `mask`, operands first: what must be worked out again when
/// those names change.
std::vector<int> nodesBelow(const Program& program, const std::vector<std::uint64_t>& reach,
                            const std::vector<int>& roots, std::uint64_t mask);

/// Values of a program for one patient of one draw. Nodes that reach no context name are worked out once per draw, the
/// others when they are asked for.
class PatientValues {
public:
    PatientValues(const Program& program, const std::vector<std::uint64_t>& reach, std::size_t contextNames);

    void beginDraw(std::size_t draw);
    /// Brings nodes up to date, operands first.
    void update(std::span<const int> nodes);

    double at(int node) const { return m_values[static_cast<std::size_t>(node)]; }
    double context(std::size_t source) const { return m_context[source]; }
    void setContext(std::size_t source, double value) { m_context[source] = value; }

    /// Why a value is not finite. @param draw as text
    Issue failure(int node, const std::string& draw) const;

private:
    double computed(const ProgramNode& node) const;

    const Program* m_program;
    std::size_t m_draw = 0;
    std::vector<int> m_perDraw;
    std::vector<double> m_context;  ///< [source]
    std::vector<double> m_values;   ///< [node]
};

}  // namespace kachi
