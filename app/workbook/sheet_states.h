#pragma once

#include "models/outcomes/cohort_program.h"

#include <vector>

namespace kachi {

/// How the states of a cohort stand in its sheet: one column of occupancy each or, where something in a state rests on
/// state_time, one for each cycle of stay, as the engine's tunnel states. Columns that nobody can reach before the
/// horizon are left out.
class SheetStates {
public:
    /// @param rows those of the compiled cohort
    SheetStates(const OutcomesStructure& structure, const std::vector<CohortRow>& rows);

    std::size_t count() const { return m_states.size(); }
    /// Rows of all states together.
    std::size_t rows() const { return m_rows; }
    /// Whether any state has more than one column.
    bool tunnels() const { return m_rows > m_states.size(); }
    std::size_t firstRow(std::size_t state) const { return m_states[state].firstRow; }
    std::size_t stays(std::size_t state) const { return m_states[state].stays; }
    std::size_t mostStays() const;
    /// Whether the last column keeps those who have been there longer.
    bool keepsLonger(std::size_t state) const { return m_states[state].keepsLonger; }

    /// [stay] first cycle, from 0, before whose transition anybody can be there.
    std::vector<std::size_t> leaving(std::size_t state) const;
    /// [stay] first cycle before or after whose transition anybody can be there.
    std::vector<std::size_t> present(std::size_t state) const;

private:
    struct State {
        std::size_t firstRow = 0;
        std::size_t stays = 1;
        bool keepsLonger = false;
        std::size_t entered = 0;  ///< point, from 0, at which somebody can first enter
    };
    void findEntries(const OutcomesStructure& structure);

    std::vector<State> m_states;
    std::size_t m_rows = 0;
};

}  // namespace kachi
