#include "models/evaluation/model_places.h"

#include "models/evaluation/values.h"
#include "models/expressions/block_evaluator.h"
#include "models/outcomes/outcome_scope.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace kachi {
namespace {

constexpr int mostCycles = 200;
constexpr double zeroTolerance = 1e-12;

/// A cell and the node it was compiled to.
struct Cell {
    std::string text;
    PlaceKind kind = PlaceKind::cost;
    std::string where;
    std::string state;
    int node = -1;
};

struct Move {
    std::string from;
    std::string to;
    int node = -1;
};

/// Cycles to look at, as the clock of a program: cycle, time, state_time.
std::vector<std::vector<double>> clockOf(const OutcomeTiming& timing, bool longStay) {
    const int count = std::min(timing.cycles, mostCycles);
    std::vector<std::vector<double>> clock(3);
    for (int i = 0; i < count; ++i) {
        const double cycle = count == 1 ? 0 : std::floor(static_cast<double>(i) * (timing.cycles - 1) / (count - 1));
        clock[0].push_back(cycle + 1);
        clock[1].push_back(cycle * timing.cycleLengthYears);
        clock[2].push_back(longStay ? cycle * timing.cycleLengthYears : 0);
    }
    return clock;
}

class PlaceReader {
public:
    PlaceReader(const Case& value, const ParameterValues& values)
        : m_structure(*value.outcomes), m_expressions(expressionInputs(value)), m_values(values) {}

    StructurePlaces read() {
        for (std::size_t strategy = 0; strategy < m_structure.strategies.size(); ++strategy) {
            for (std::size_t subgroup = 0; subgroup < subgroupsOf(m_structure).size(); ++subgroup) {
                readOne(strategy, subgroup);
            }
        }
        if (m_structure.model == OutcomeModel::simulation && m_structure.simulation) {
            for (const SimulatedEvent& event : m_structure.simulation->events) {
                if (event.from != event.to) m_places.moves.insert({event.from, event.to});
            }
        }
        return std::move(m_places);
    }

private:
    bool hasStates() const {
        if (m_structure.model != OutcomeModel::decisionTree) return true;
        return m_structure.tree &&
               std::ranges::any_of(m_structure.tree->nodes, [](const TreeNode& node) { return !node.state.empty(); });
    }

    bool hasMatrix() const {
        return m_structure.model == OutcomeModel::cohort ||
               (m_structure.model == OutcomeModel::decisionTree && hasStates());
    }

    std::vector<Cell> cells(const OutcomeStrategy& strategy) const {
        std::vector<Cell> cells;
        for (const OutcomeState& state : m_structure.states) {
            if (!hasStates()) break;
            const std::string where = "/outcomes/states/id=" + state.id;
            cells.push_back({state.cost, PlaceKind::cost, where + "/cost", state.id});
            cells.push_back({state.utility, PlaceKind::utility, where + "/utility", state.id});
        }
        for (const OneOffCost& cost : strategy.oneOffCosts) {
            const std::string where = "/outcomes/strategies/id=" + strategy.id + "/oneOffCosts/id=" + cost.id;
            cells.push_back({cost.cost, PlaceKind::cost, where + "/cost", {}});
        }
        if (hasMatrix() || m_structure.model == OutcomeModel::simulation) {
            for (const TransitionReward& reward : m_structure.transitionRewards) {
                const std::string where = "/outcomes/transitionRewards/id=" + reward.id + "/cost";
                cells.push_back({reward.cost, PlaceKind::cost, where, {}});
            }
        }
        if (m_structure.model == OutcomeModel::decisionTree && m_structure.tree) {
            for (const TreeNode& node : m_structure.tree->nodes) {
                cells.push_back({node.cost, PlaceKind::cost, "/outcomes/tree/nodes/id=" + node.id + "/cost", {}});
            }
        }
        if (m_structure.model == OutcomeModel::simulation && m_structure.simulation) {
            for (const SimulatedEvent& event : m_structure.simulation->events) {
                const std::string where = "/outcomes/simulation/events/id=" + event.id + "/cost";
                cells.push_back({event.cost, PlaceKind::cost, where, {}});
            }
        }
        return cells;
    }

    void readOne(std::size_t strategy, std::size_t subgroup) {
        EngineInputs inputs{.structure = m_structure, .expressions = m_expressions, .values = m_values};
        inputs.strategy = strategy;
        inputs.subgroup = subgroup;
        const OutcomeScope scope(inputs, {"cycle", "time", "state_time"});
        ProgramBuilder builder(scope.names());
        const auto compile = [&](const std::string& text, const std::string& where) {
            Issues ignored;  // cells over patient attributes; the model itself runs
            return builder.add(text, where, ignored);
        };
        std::vector<Cell> all = cells(scope.strategy());
        for (Cell& cell : all) cell.node = compile(cell.text, cell.where);
        std::erase_if(all, [](const Cell& cell) { return cell.node < 0; });

        std::vector<Move> moves;
        std::vector<std::vector<Move>> rows;  // those without a cell for the rest
        if (hasMatrix()) {
            for (const auto& [from, texts] : m_structure.transitions) {
                std::vector<Move> row;
                for (const auto& [to, text] : texts) {
                    if (text != "#") row.push_back({from, to, compile(text, "/outcomes/transitions/" + from)});
                }
                if (std::ranges::any_of(row, [](const Move& move) { return move.node < 0; })) continue;
                const auto rest = std::ranges::find_if(texts, [](const auto& entry) { return entry.second == "#"; });
                if (rest == texts.end() && m_structure.transitionUnit == TransitionUnit::probability) {
                    rows.push_back(row);
                }
                if (rest != texts.end()) {
                    std::vector<int> others;
                    for (const Move& move : row) others.push_back(move.node);
                    row.push_back({from, rest->first, builder.complement(others, "/outcomes/transitions/" + from)});
                }
                moves.insert(moves.end(), row.begin(), row.end());
            }
            m_places.hasRows = m_structure.transitionUnit == TransitionUnit::probability;
        }
        readStarts(builder, compile);
        evaluate(builder.program(), all, moves, rows);
    }

    template <class Compile>
    void readStarts(ProgramBuilder& builder, Compile compile) {
        if (m_structure.model == OutcomeModel::decisionTree) {
            if (!m_structure.tree) return;
            for (const TreeNode& node : m_structure.tree->nodes) {
                if (!node.state.empty()) m_places.starts.insert(node.state);
            }
            return;
        }
        std::vector<int> others;
        std::string rest;
        for (const auto& [state, text] : m_structure.initial) {
            if (text == "#") {
                rest = state;
                continue;
            }
            const int node = compile(text, "/outcomes/initial");
            if (node < 0) continue;
            others.push_back(node);
            if (builder.program().nodes[node].value != 0) m_places.starts.insert(state);
        }
        if (rest.empty()) return;
        const int node = builder.complement(others, "/outcomes/initial");
        if (std::abs(builder.program().nodes[node].value) > zeroTolerance) m_places.starts.insert(rest);
    }

    void evaluate(const Program& program, const std::vector<Cell>& all, const std::vector<Move>& moves,
                  const std::vector<std::vector<Move>>& rows) {
        std::vector<int> roots;
        for (const Cell& cell : all) roots.push_back(cell.node);
        for (const Move& move : moves) roots.push_back(move.node);
        for (const bool longStay : {false, true}) {
            const PreparedProgram prepared(program, roots, clockOf(m_structure.timing, longStay));
            for (std::size_t cycle = 0; cycle < prepared.cycles(); ++cycle) {
                for (const Cell& cell : all) note(cell, prepared.shared(cell.node, cycle));
                for (const Move& move : moves) {
                    const bool happens = std::abs(prepared.shared(move.node, cycle)) > zeroTolerance;
                    if (happens && move.from != move.to) m_places.moves.insert({move.from, move.to});
                }
                for (const std::vector<Move>& row : rows) noteRow(row, prepared, cycle);
            }
        }
    }

    void note(const Cell& cell, double value) {
        if (!std::isfinite(value)) return;  // a stay that never occurs may have no value
        const auto found = std::ranges::find(m_places.values, cell.where, &PlaceValues::where);
        if (found == m_places.values.end()) {
            m_places.values.push_back({cell.kind, cell.where, cell.state, value, value});
            return;
        }
        found->low = std::min(found->low, value);
        found->high = std::max(found->high, value);
    }

    void noteRow(const std::vector<Move>& row, const PreparedProgram& prepared, std::size_t cycle) {
        double sum = 0;
        for (const Move& move : row) sum += prepared.shared(move.node, cycle);
        const double miss = std::abs(sum - 1);
        if (!(miss > m_places.largestRowMiss)) return;
        m_places.largestRowMiss = miss;
        m_places.largestRowMissWhere = "/outcomes/transitions/" + row.front().from;
    }

    const OutcomesStructure& m_structure;
    const ExpressionInputs m_expressions;
    const ParameterValues& m_values;
    StructurePlaces m_places;
};

}  // namespace

StructurePlaces structurePlaces(const Case& value, const ParameterValues& values) {
    return PlaceReader(value, values).read();
}

}  // namespace kachi
