#include "app/workbook/cohort_occupancy.h"

namespace kachi {

CohortOccupancy::CohortOccupancy(const OutcomesStructure& structure, CohortExpressions& expressions,
                                 SheetColumns& columns)
    : m_structure(structure), m_expressions(expressions), m_columns(columns) {}

void CohortOccupancy::addExpressions() {
    for (const auto& [state, text] : m_structure.initial) {
        if (text != "#") m_initial[state] = m_expressions.single(text, "/outcomes/initial/" + state);
    }
    for (const auto& [from, cells] : m_structure.transitions) {
        const std::string where = "/outcomes/transitions/" + from;
        std::vector<std::size_t> others;
        std::string rest;
        const auto add = [&, from = from](const std::string& to, std::size_t column) {
            m_transitions.push_back({stateIndex(m_structure, from), stateIndex(m_structure, to), column});
        };
        for (const auto& [to, text] : cells) {
            if (text == "#") {
                rest = to;
                continue;
            }
            others.push_back(m_expressions.add(from + " → " + to, text, where + "/" + to));
            add(to, others.back());
        }
        if (!rest.empty()) add(rest, m_expressions.addComplement(from + " → " + rest, others, where));
    }
}

/// Occupancy at every point, by the columns of the transition probabilities.
void CohortOccupancy::work() {
    const auto cycles = static_cast<std::size_t>(m_structure.timing.cycles);
    m_shares.assign(cycles + 1, std::vector<double>(m_structure.states.size()));
    double rest = 1;
    int restState = -1;
    for (const auto& [state, text] : m_structure.initial) {
        const int index = stateIndex(m_structure, state);
        if (text == "#") {
            restState = index;
            continue;
        }
        m_shares[0][index] = m_expressions.value(m_initial.at(state));
        rest -= m_shares[0][index];
    }
    if (restState >= 0) m_shares[0][restState] = rest;
    for (std::size_t cycle = 0; cycle < cycles; ++cycle) {
        for (const SheetTransition& transition : m_transitions) {
            m_shares[cycle + 1][transition.to] +=
                m_shares[cycle][transition.from] * m_columns.values(transition.column)[cycle];
        }
        for (std::size_t state = 0; state < m_structure.states.size(); ++state) {
            if (!m_structure.transitions.contains(m_structure.states[state].id)) {
                m_shares[cycle + 1][state] += m_shares[cycle][state];
            }
        }
    }
}

void CohortOccupancy::addStates(Language language) {
    work();
    m_first = m_columns.next();
    for (std::size_t state = 0; state < m_structure.states.size(); ++state) {
        std::vector<double> values;
        for (std::size_t point = 1; point < m_shares.size(); ++point) values.push_back(m_shares[point][state]);
        m_columns.add({m_structure.states[state].name.in(language),
                       [this, state](int row) { return arrivals(state, row); }, std::move(values)});
    }
}

/// What comes into a state in the cycle of the row.
std::string CohortOccupancy::arrivals(std::size_t state, int row) const {
    std::string sum;
    const auto add = [&](const std::string& part) { sum += (sum.empty() ? "" : "+") + part; };
    if (!m_structure.transitions.contains(m_structure.states[state].id)) {
        add(SheetColumns::at(row - 1, m_first + state));
    }
    for (const SheetTransition& transition : m_transitions) {
        if (transition.to != static_cast<int>(state)) continue;
        add(SheetColumns::at(row - 1, m_first + static_cast<std::size_t>(transition.from)) + "*" +
            SheetColumns::at(row, transition.column));
    }
    return sum.empty() ? "0" : sum;
}

void CohortOccupancy::writeStart(SheetWriter& sheet) const {
    for (std::size_t state = 0; state < m_structure.states.size(); ++state) {
        const std::string& id = m_structure.states[state].id;
        const auto given = m_structure.initial.find(id);
        std::string formula = "0";
        if (given != m_structure.initial.end() && given->second == "#") {
            formula = "1";
            for (std::size_t other = 0; other < m_structure.states.size(); ++other) {
                if (other != state) formula += "-" + SheetColumns::at(sheetRow::start, m_first + other);
            }
        } else if (given != m_structure.initial.end()) {
            formula = m_expressions.formula(given->second, "/outcomes/initial/" + id, sheetRow::firstCycle);
        }
        sheet.formula(sheetRow::start, static_cast<int>(m_first + state), formula, m_shares[0][state]);
    }
}

}  // namespace kachi
