#pragma once

#include "models/expressions/program.h"

#include <optional>
#include <span>
#include <vector>

namespace kachi {

/// A program laid out over the cycles of a model: values that do not vary with the draw are worked out here, once, and
/// each cycle knows which nodes change from the cycle before. Shared read-only by all threads.
class PreparedProgram {
public:
    /// @param context [context name][cycle], as many names as the scope the program was compiled in; at least one cycle
    /// @param roots   nodes the caller will read
    /// @param firstCycles [root] cycle from which it is read, and before which it is not worked out; empty: from the
    /// first
    PreparedProgram(const Program& program, const std::vector<int>& roots, std::vector<std::vector<double>> context,
                    const std::vector<std::size_t>& firstCycles = {});

    const Program& program() const { return *m_program; }
    std::size_t cycles() const { return m_changed.size(); }

    /// Nodes to bring up to date on entering a cycle (from 0), operands first. Of what is read so far, nothing else
    /// differs from the cycle before; constants are left out.
    const std::vector<int>& changed(std::size_t cycle) const { return m_changed[cycle]; }
    bool changes(int node, std::size_t cycle) const {
        return m_slot[node] < 0 ? cycle == 0 : m_changes[cycle * m_slotCount + m_slot[node]] != 0;
    }
    bool varies(int node) const;  ///< over draws

    /// Value in a cycle of a node that does not vary over draws.
    double shared(int node, std::size_t cycle) const {
        return m_slot[node] < 0 ? m_program->nodes[node].value : m_shared[cycle * m_slotCount + m_slot[node]];
    }

    /// Place of the node among those that have lanes, or −1 where nothing reads it lane by lane.
    int laneIndex(int node) const { return m_laneIndex[node]; }
    std::size_t laneCount() const { return m_laneCount; }

private:
    void findLanes(const std::vector<int>& roots, const std::vector<std::size_t>& firstCycles);
    void layOut();
    double sharedValue(const ProgramNode& node, std::size_t cycle) const;
    bool changesAt(const ProgramNode& node, int index, std::size_t cycle) const;

    const Program* m_program;
    std::vector<std::vector<double>> m_context;
    std::vector<int> m_laneIndex;  ///< [node]
    std::size_t m_laneCount = 0;
    std::vector<std::size_t> m_firstCycle;  ///< [node] of those with lanes
    std::vector<int> m_slot;                ///< [node] place among those that vary over cycles, or −1
    std::size_t m_slotCount = 0;
    std::vector<double> m_shared;             ///< [cycle][slot]
    std::vector<char> m_changes;              ///< [cycle][slot]
    std::vector<std::vector<int>> m_changed;  ///< [cycle]
};

/// Values of a program for one block of draws, cycle after cycle; one lane per draw.
class BlockEvaluator {
public:
    /// @param width lanes, one per draw of the largest block
    BlockEvaluator(const PreparedProgram& prepared, std::size_t width);

    /// Takes `count` ≤ width draws from `first`; lanes beyond them repeat the last. Without draws: 0 and 1.
    void begin(std::size_t first, std::size_t count);
    /// Moves to a cycle; cycles are entered in order from 0.
    void enter(std::size_t cycle);

    std::size_t width() const { return m_width; }
    /// Values of a root, or of what one is worked out from; they stay at this place.
    const double* lanes(int node) const {
        return m_lanes.data() + static_cast<std::size_t>(m_prepared->laneIndex(node)) * m_width;
    }
    bool changes(int node) const { return m_prepared->changes(node, m_cycle); }

    /// First lane whose value of `node` is not finite.
    std::optional<std::size_t> failedLane(int node) const;
    /// Why that lane failed in the current cycle.
    Issue failure(int node, std::size_t lane) const;

private:
    void update(int index);

    const PreparedProgram* m_prepared;
    std::size_t m_width;
    std::size_t m_first = 0;
    std::size_t m_count = 0;
    std::size_t m_cycle = 0;
    std::vector<double> m_lanes;  ///< [lane index][lane]
};

}  // namespace kachi
