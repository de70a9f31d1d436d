#include "app/workbook/cohort_occupancy.h"

#include <algorithm>

namespace kachi {

CohortOccupancy::CohortOccupancy(const OutcomesStructure& structure, const SheetStates& states,
                                 CohortExpressions& expressions, SheetColumns& columns)
    : m_structure(structure), m_states(states), m_expressions(expressions), m_columns(columns) {}

void CohortOccupancy::addExpressions() {
    for (const auto& [state, text] : m_structure.initial) {
        if (text != "#") m_initial[state] = m_expressions.single(text, "/outcomes/initial/" + state);
    }
    const auto indexOf = [this](const std::string& id) {
        return static_cast<std::size_t>(stateIndex(m_structure, id));
    };
    const std::string kind = m_structure.transitionUnit == TransitionUnit::rate ? "r: " : "";
    for (const auto& [from, cells] : m_structure.transitions) {
        const std::string where = "/outcomes/transitions/" + from;
        const std::vector<std::size_t> firstCycles = m_states.leaving(indexOf(from));
        std::vector<SheetFigure> others;
        std::string rest;
        for (const auto& [to, text] : cells) {
            if (text == "#") {
                rest = to;
                continue;
            }
            others.push_back(m_expressions.add(kind + from + " → " + to, text, where + "/" + to, firstCycles));
            m_transitions.push_back({indexOf(from), indexOf(to), others.back()});
        }
        if (rest.empty()) continue;
        const SheetFigure left = m_expressions.addComplement(from + " → " + rest, others, where, firstCycles);
        m_transitions.push_back({indexOf(from), indexOf(rest), left});
    }
    for (std::size_t state = 0; state < m_states.count(); ++state) {
        if (!m_structure.transitions.contains(m_structure.states[state].id)) {
            m_transitions.push_back({state, state, std::nullopt});
        }
    }
}

Issues CohortOccupancy::addRateMatrix(RateMatrix& matrix) {
    std::vector<RateCell> rates;
    for (const auto& [from, to, rate] : m_transitions) {
        if (rate) rates.push_back({from, to, rate->column});
    }
    const bool constant =
        std::ranges::all_of(rates, [this](const RateCell& rate) { return m_expressions.isConstant(rate.column); });
    const auto probabilities = matrix.addProbabilities(rates, constant, m_columns);
    if (!probabilities) return probabilities.issues();
    m_transitions.clear();
    for (const auto& [from, to, column] : *probabilities) m_transitions.push_back({from, to, SheetFigure{column}});
    return {};
}

std::string CohortOccupancy::shareFormula(std::size_t state, int row) const {
    const std::size_t stays = m_states.stays(state);
    return stays == 1 ? SheetColumns::at(row, column(state))
                      : "SUM(" + SheetColumns::across(row, column(state), stays) + ")";
}

double CohortOccupancy::share(std::size_t state, std::size_t point) const {
    return product(state, point, 0, {});
}

std::string CohortOccupancy::productFormula(std::size_t state, int occupancyRow, int row,
                                            const std::vector<SheetFigure>& figures) const {
    const std::size_t stays = m_states.stays(state);
    std::string ranges;
    std::string factors;
    for (const SheetFigure& figure : figures) {
        if (figure.byStay && stays > 1) {
            ranges += "," + SheetColumns::across(row, figure.column, stays);
        } else {
            factors += "*" + SheetColumns::at(row, figure.column);
        }
    }
    if (ranges.empty()) return shareFormula(state, occupancyRow) + factors;
    return "SUMPRODUCT(" + SheetColumns::across(occupancyRow, column(state), stays) + ranges + ")" + factors;
}

double CohortOccupancy::product(std::size_t state, std::size_t point, std::size_t cycle,
                                const std::vector<SheetFigure>& figures) const {
    double sum = 0;
    for (std::size_t stay = 0; stay < m_states.stays(state); ++stay) {
        double product = m_shares[point][m_states.firstRow(state) + stay];
        for (const SheetFigure& figure : figures) product *= m_columns.values(figure.at(stay))[cycle];
        sum += product;
    }
    return sum;
}

/// Occupancy at every point, by the columns of the transition probabilities.
void CohortOccupancy::work() {
    const auto cycles = static_cast<std::size_t>(m_structure.timing.cycles);
    m_shares.assign(cycles + 1, std::vector<double>(m_states.rows()));
    double rest = 1;
    std::optional<std::size_t> restState;
    for (const auto& [id, text] : m_structure.initial) {
        const auto state = static_cast<std::size_t>(stateIndex(m_structure, id));
        if (text == "#") {
            restState = state;
            continue;
        }
        shareOf(0, state, 0) = m_expressions.value(m_initial.at(id));
        rest -= shareOf(0, state, 0);
    }
    if (restState) shareOf(0, *restState, 0) = rest;
    for (std::size_t cycle = 0; cycle < cycles; ++cycle) {
        for (const auto& [from, to, probability] : m_transitions) {
            const std::size_t last = m_states.stays(from) - 1;
            for (std::size_t stay = 0; stay <= last; ++stay) {
                const double chance = probability ? m_columns.values(probability->at(stay))[cycle] : 1;
                shareOf(cycle + 1, to, from == to ? std::min(stay + 1, last) : 0) +=
                    shareOf(cycle, from, stay) * chance;
            }
        }
    }
}

/// Whether patients who have come from `from` to `to` can come back.
bool CohortOccupancy::leadsBack(std::size_t from, std::size_t to) const {
    std::vector<std::size_t> reached{to};
    for (std::size_t i = 0; i < reached.size(); ++i) {
        for (const SheetTransition& transition : m_transitions) {
            if (transition.from != reached[i]) continue;
            if (std::ranges::find(reached, transition.to) == reached.end()) reached.push_back(transition.to);
        }
    }
    return std::ranges::find(reached, from) != reached.end();
}

void CohortOccupancy::addStates(Language language) {
    work();
    m_first = m_columns.next();
    for (std::size_t state = 0; state < m_states.count(); ++state) {
        const std::vector<std::size_t> firstCycles = m_states.present(state);
        for (std::size_t stay = 0; stay < m_states.stays(state); ++stay) {
            SheetColumn column{m_structure.states[state].name.in(language),
                               [this, state, stay](int row) { return arrivals(state, stay, row); }};
            for (std::size_t point = 1; point < m_shares.size(); ++point) {
                column.values.push_back(shareOf(point, state, stay));
            }
            column.firstCycle = firstCycles[stay];
            if (m_states.stays(state) > 1) {
                column.stateTime = static_cast<double>(stay) * m_structure.timing.cycleLengthYears;
            }
            m_columns.add(std::move(column));
        }
    }
}

/// What comes into a column of a state in the cycle of the row: from other states, or from the stay before. Sums over
/// stays are written out where columns depend on each other in turn, because LibreOffice 7.4 works out ranges wrongly
/// there; elsewhere ranges keep formulas short.
std::string CohortOccupancy::arrivals(std::size_t state, std::size_t stay, int row) const {
    std::string sum;
    const auto add = [&](const std::string& part) { sum += (sum.empty() ? "" : "+") + part; };
    const std::size_t stays = m_states.stays(state);
    for (const auto& [from, to, probability] : m_transitions) {
        if (to != state) continue;
        const auto addFrom = [&](std::size_t before) {
            const std::string here = SheetColumns::at(row - 1, column(from, before));
            add(probability ? here + "*" + SheetColumns::at(row, probability->at(before)) : here);
        };
        if (from == to && stays > 1) {
            if (stay > 0) addFrom(stay - 1);
            if (stay == stays - 1 && m_states.keepsLonger(state)) addFrom(stay);
        } else if (stay == 0 && leadsBack(from, to)) {
            const std::vector<std::size_t> firstCycles = m_states.leaving(from);
            for (std::size_t before = 0; before < firstCycles.size(); ++before) {
                if (sheetRow::ofCycle(firstCycles[before]) <= row) addFrom(before);
            }
        } else if (stay == 0) {
            add(productFormula(from, row - 1, row, {*probability}));
        }
    }
    return sum.empty() ? "0" : sum;
}

void CohortOccupancy::writeStart(SheetWriter& sheet) const {
    for (std::size_t state = 0; state < m_states.count(); ++state) {
        const std::string& id = m_structure.states[state].id;
        const auto given = m_structure.initial.find(id);
        std::string formula = "0";
        if (given != m_structure.initial.end() && given->second == "#") {
            formula = "1";
            for (std::size_t other = 0; other < m_states.count(); ++other) {
                if (other != state) formula += "-" + SheetColumns::at(sheetRow::start, column(other));
            }
        } else if (given != m_structure.initial.end()) {
            formula = m_expressions.formula(m_initial.at(id));
        }
        sheet.formula(sheetRow::start, static_cast<int>(column(state)), formula, share(state, 0));
    }
}

}  // namespace kachi
