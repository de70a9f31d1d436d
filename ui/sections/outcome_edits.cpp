#include "ui/sections/outcome_edits.h"

#include "models/expressions/syntax.h"
#include "models/outcomes/outcome_scope.h"

#include <algorithm>

namespace kachi {
namespace {

bool hasState(const OutcomesStructure& structure, const std::string& id) {
    return std::ranges::find(structure.states, id, &OutcomeState::id) != structure.states.end();
}

/// Gives the entry of `from` the key `to`.
template <class Value>
void moveKey(std::map<std::string, Value>& map, const std::string& from, const std::string& to) {
    auto node = map.extract(from);
    if (node.empty()) return;
    node.key() = to;
    map.insert(std::move(node));
}

/// Every place apart from the transitions that names a state.
template <class Use>
void forEachReference(OutcomesStructure& structure, Use use) {
    for (TransitionReward& reward : structure.transitionRewards) {
        use(reward.from);
        use(reward.to);
    }
    for (OutcomeStrategy& strategy : structure.strategies) {
        for (OneOffCost& cost : strategy.oneOffCosts) use(cost.state);
    }
    if (structure.tree) {
        for (TreeNode& node : structure.tree->nodes) use(node.state);
    }
    if (structure.simulation) {
        for (SimulatedEvent& event : structure.simulation->events) {
            use(event.from);
            use(event.to);
        }
    }
}

}  // namespace

std::string addState(OutcomesStructure& structure, const Text& name, std::optional<DiagramPlace> place) {
    std::size_t number = structure.states.size() + 1;
    while (hasState(structure, "s" + std::to_string(number))) ++number;
    OutcomeState state;
    state.id = "s" + std::to_string(number);
    state.name = name;
    state.place = place;
    structure.states.push_back(std::move(state));
    return structure.states.back().id;
}

void removeState(OutcomesStructure& structure, const std::string& id) {
    std::erase_if(structure.states, [&id](const OutcomeState& state) { return state.id == id; });
    structure.initial.erase(id);
    structure.transitions.erase(id);
    for (auto& [from, cells] : structure.transitions) cells.erase(id);
    std::erase_if(structure.transitions, [](const auto& row) { return row.second.empty(); });
    std::erase_if(structure.transitionRewards,
                  [&id](const TransitionReward& reward) { return reward.from == id || reward.to == id; });
    if (structure.simulation) {
        std::erase_if(structure.simulation->events,
                      [&id](const SimulatedEvent& event) { return event.from == id || event.to == id; });
    }
    forEachReference(structure, [&id](std::string& reference) {
        if (reference == id) reference.clear();
    });
}

bool renameState(OutcomesStructure& structure, const std::string& from, const std::string& to) {
    if (from == to) return true;
    const auto state = std::ranges::find(structure.states, from, &OutcomeState::id);
    if (state == structure.states.end() || to.empty() || to == "*" || hasState(structure, to)) return false;
    state->id = to;
    moveKey(structure.initial, from, to);
    moveKey(structure.transitions, from, to);
    for (auto& [row, cells] : structure.transitions) moveKey(cells, from, to);
    forEachReference(structure, [&](std::string& reference) {
        if (reference == from) reference = to;
    });
    return true;
}

const std::string* transition(const OutcomesStructure& structure, const std::string& from, const std::string& to) {
    const auto row = structure.transitions.find(from);
    if (row == structure.transitions.end()) return nullptr;
    const auto cell = row->second.find(to);
    return cell == row->second.end() ? nullptr : &cell->second;
}

void setTransition(OutcomesStructure& structure, const std::string& from, const std::string& to,
                   const std::string& text) {
    setEntry(structure.transitions[from], to, text);
    if (structure.transitions[from].empty()) structure.transitions.erase(from);
}

void setEntry(std::map<std::string, std::string>& map, const std::string& key, const std::string& text) {
    if (text.empty()) {
        map.erase(key);
    } else {
        map[key] = text;
    }
}

std::string entryOf(const std::map<std::string, std::string>& map, const std::string& key) {
    const auto found = map.find(key);
    return found == map.end() ? std::string() : found->second;
}

void removeStrategy(OutcomesStructure& structure, const std::string& id) {
    std::erase_if(structure.strategies, [&id](const OutcomeStrategy& strategy) { return strategy.id == id; });
    if (structure.comparator == id) structure.comparator.clear();
    if (structure.tree) {
        for (TreeNode& node : structure.tree->nodes) {
            if (node.strategy == id) node.strategy.clear();
        }
    }
    if (!structure.budget) return;
    BudgetImpact& budget = *structure.budget;
    if (budget.device == id) budget.device.clear();
    std::erase_if(budget.current, [&id](const DisplacedTreatment& treatment) { return treatment.strategy == id; });
    budget.costs.erase(id);
}

bool renameCurve(OutcomesStructure& structure, const std::string& from, const std::string& to) {
    if (from == to) return true;
    const auto curve = std::ranges::find(structure.curves, from, &SurvivalCurve::id);
    const bool taken = std::ranges::find(structure.curves, to, &SurvivalCurve::id) != structure.curves.end();
    if (curve == structure.curves.end() || to.empty() || taken) return false;
    curve->id = to;
    if (structure.survival) std::ranges::replace(structure.survival->curves, from, to);
    if (structure.simulation) {
        for (SimulatedEvent& event : structure.simulation->events) {
            if (event.curve == from) event.curve = to;
        }
    }
    return true;
}

void removeCurve(OutcomesStructure& structure, const std::string& id) {
    std::erase_if(structure.curves, [&id](const SurvivalCurve& curve) { return curve.id == id; });
    if (structure.survival) std::erase(structure.survival->curves, id);
    if (!structure.simulation) return;
    for (SimulatedEvent& event : structure.simulation->events) {
        if (event.curve == id) event.curve.clear();
    }
}

bool renameAttribute(IndividualSimulation& simulation, const std::string& from, const std::string& to) {
    if (from == to) return true;
    const auto attribute = std::ranges::find(simulation.attributes, from, &PatientAttribute::id);
    const bool taken =
        std::ranges::find(simulation.attributes, to, &PatientAttribute::id) != simulation.attributes.end();
    if (attribute == simulation.attributes.end() || taken) return false;
    if (!isExpressionName(to) || std::ranges::count(clockNames(), to) > 0) return false;
    attribute->id = to;
    for (SimulatedEvent& event : simulation.events) moveKey(event.sets, from, to);
    return true;
}

}  // namespace kachi
