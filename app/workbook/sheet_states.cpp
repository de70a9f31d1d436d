#include "app/workbook/sheet_states.h"

#include <algorithm>

namespace kachi {

SheetStates::SheetStates(const OutcomesStructure& structure, const std::vector<CohortRow>& rows)
    : m_states(structure.states.size()) {
    findEntries(structure);
    const auto cycles = static_cast<std::size_t>(structure.timing.cycles);
    std::vector<std::size_t> declared(m_states.size());
    for (const CohortRow& row : rows) ++declared[static_cast<std::size_t>(row.state)];
    for (std::size_t index = 0; index < m_states.size(); ++index) {
        State& state = m_states[index];
        const std::size_t reached = state.entered > cycles ? 1 : cycles - state.entered + 1;
        state.stays = std::min(declared[index], reached);
        state.keepsLonger = declared[index] > 1 && state.stays == declared[index] && state.stays <= cycles;
        state.firstRow = m_rows;
        m_rows += state.stays;
    }
}

/// By what is written, not by its value, so that a parameter of 0 can be changed in the sheet.
void SheetStates::findEntries(const OutcomesStructure& structure) {
    const auto never = static_cast<std::size_t>(structure.timing.cycles) + 1;
    for (std::size_t state = 0; state < m_states.size(); ++state) {
        const auto initial = structure.initial.find(structure.states[state].id);
        m_states[state].entered = initial == structure.initial.end() || initial->second == "0" ? never : 0;
    }
    for (bool found = true; found;) {
        found = false;
        for (const auto& [from, cells] : structure.transitions) {
            const std::size_t next = m_states[static_cast<std::size_t>(stateIndex(structure, from))].entered + 1;
            for (const auto& [to, text] : cells) {
                State& state = m_states[static_cast<std::size_t>(stateIndex(structure, to))];
                if (text == "0" || next >= state.entered) continue;
                state.entered = next;
                found = true;
            }
        }
    }
}

std::size_t SheetStates::mostStays() const {
    return std::ranges::max(m_states, {}, &State::stays).stays;
}

std::vector<std::size_t> SheetStates::leaving(std::size_t state) const {
    std::vector<std::size_t> cycles{0};
    for (std::size_t stay = 1; stay < stays(state); ++stay) cycles.push_back(m_states[state].entered + stay);
    return cycles;
}

std::vector<std::size_t> SheetStates::present(std::size_t state) const {
    std::vector<std::size_t> cycles = leaving(state);
    for (std::size_t& cycle : cycles) cycle -= std::min<std::size_t>(cycle, 1);
    return cycles;
}

}  // namespace kachi
