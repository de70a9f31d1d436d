#include "ui/sections/outcome_state_tables.h"

#include "ui/sections/outcome_edits.h"

namespace kachi {
namespace {

/// Row of the grid that holds where the cohort starts.
const std::string startRow;

const std::pair<std::string, Text> startHead{startRow, {"(開始時)", "(at the start)"}};

Heads startAndStateHeads(const Case& value) {
    Heads heads = stateHeads(value);
    if (!heads.empty()) heads.insert(heads.begin(), startHead);
    return heads;
}

std::string rowPlace(const Case&, const std::string& row) {
    return row == startRow ? "/outcomes/initial" : "/outcomes/transitions/" + row;
}

OutcomeState& state(Case& value, int at) {
    return value.outcomes->states[static_cast<std::size_t>(at)];
}

TransitionReward& reward(Case& value, int at) {
    return value.outcomes->transitionRewards[static_cast<std::size_t>(at)];
}

const TransitionReward& reward(const Case& value, int at) {
    return value.outcomes->transitionRewards[static_cast<std::size_t>(at)];
}

}  // namespace

Text nameOr(const Text& name, const std::string& id) {
    return name.empty() ? Text{id, id} : name;
}

Heads stateHeads(const Case& value) {
    Heads heads;
    if (!value.outcomes) return heads;
    for (const OutcomeState& state : value.outcomes->states) heads.emplace_back(state.id, nameOr(state.name, state.id));
    return heads;
}

Heads strategyHeads(const Case& value) {
    Heads heads;
    if (!value.outcomes) return heads;
    for (const OutcomeStrategy& strategy : value.outcomes->strategies)
        heads.emplace_back(strategy.id, nameOr(strategy.name, strategy.id));
    return heads;
}

RowTable stateRows() {
    RowTable table;
    table.name = {"健康状態", "Health states"};
    bindRows<OutcomeState>(table, [](Case& value) { return value.outcomes ? &value.outcomes->states : nullptr; });
    table.remove = [](Case& value, int row) { removeState(*value.outcomes, state(value, row).id); };
    table.place = [](const Case& value, int row) {
        return "/outcomes/states/id=" + value.outcomes->states[static_cast<std::size_t>(row)].id;
    };
    table.columns = {
        {.header = {"状態", "State"}, .text = [](Case& value, int at) { return &state(value, at).name; }},
        {.header = {"生存", "Alive"},
         .chosen =
             [](const Case& value, int at) {
                 return std::string(value.outcomes->states[static_cast<std::size_t>(at)].alive ? "yes" : "no");
             },
         .choose = [](Case& value, int at, const std::string& answer) { state(value, at).alive = answer == "yes"; },
         .choices =
             [](const Case&) {
                 return Heads{{"yes", {"生存", "alive"}}, {"no", {"死亡", "dead"}}};
             }},
        {.header = {"費用(1年)", "Cost a year"},
         .string = [](Case& value, int at) { return &state(value, at).cost; },
         .expression = true,
         .field = "cost"},
        {.header = {"効用値", "Utility"},
         .string = [](Case& value, int at) { return &state(value, at).utility; },
         .expression = true,
         .field = "utility"},
        {.header = {"滞在の追跡(周期)", "Cycles followed"},
         .count = [](const Case& value,
                     int at) { return value.outcomes->states[static_cast<std::size_t>(at)].tunnelCycles; },
         .setCount = [](Case& value, int at, std::optional<int> cycles) { state(value, at).tunnelCycles = *cycles; },
         .field = "tunnelCycles"},
        {.header = {"ID", "Id"},
         .read = [](const Case& value, int at) { return value.outcomes->states[static_cast<std::size_t>(at)].id; },
         .write = [](Case& value, int at,
                     const std::string& id) { return renameState(*value.outcomes, state(value, at).id, id); }},
    };
    return table;
}

RowTable transitionRewardRows() {
    RowTable table;
    table.name = {"移行に伴う費用と効用", "Transition costs and QALYs"};
    bindRows<TransitionReward>(
        table, [](Case& value) { return value.outcomes ? &value.outcomes->transitionRewards : nullptr; });
    table.insert = [](Case& value, int at, const std::string& id) {
        TransitionReward added;
        added.id = id;
        added.from = "*";
        if (!value.outcomes->states.empty()) added.to = value.outcomes->states.back().id;
        auto& rewards = value.outcomes->transitionRewards;
        rewards.insert(rewards.begin() + at, std::move(added));
    };
    table.place = [](const Case& value, int row) { return "/outcomes/transitionRewards/id=" + reward(value, row).id; };
    table.columns = {
        {.header = {"項目", "Item"}, .text = [](Case& value, int at) { return &reward(value, at).name; }},
        {.header = {"移行元", "From"},
         .field = "from",
         .chosen = [](const Case& value, int at) { return reward(value, at).from; },
         .choose = [](Case& value, int at, const std::string& id) { reward(value, at).from = id; },
         .choices =
             [](const Case& value) {
                 Heads heads = stateHeads(value);
                 heads.insert(heads.begin(), {"*", {"他のすべて", "any other"}});
                 return heads;
             }},
        {.header = {"移行先", "To"},
         .field = "to",
         .chosen = [](const Case& value, int at) { return reward(value, at).to; },
         .choose = [](Case& value, int at, const std::string& id) { reward(value, at).to = id; },
         .choices = stateHeads},
        {.header = {"費用", "Cost"},
         .string = [](Case& value, int at) { return &reward(value, at).cost; },
         .expression = true,
         .field = "cost"},
        {.header = {"QALY", "QALYs"},
         .string = [](Case& value, int at) { return &reward(value, at).qaly; },
         .expression = true,
         .field = "qaly"},
    };
    return table;
}

ExpressionGrid transitionGrid() {
    ExpressionGrid grid;
    grid.name = {"移行確率", "Transition probabilities"};
    grid.rows = startAndStateHeads;
    grid.columns = stateHeads;
    grid.read = [](const Case& value, const std::string& row, const std::string& column) {
        if (row == startRow) return entryOf(value.outcomes->initial, column);
        const std::string* cell = transition(*value.outcomes, row, column);
        return cell ? *cell : std::string();
    };
    grid.write = [](Case& value, const std::string& row, const std::string& column, const std::string& text) {
        if (row == startRow) {
            setEntry(value.outcomes->initial, column, text);
        } else {
            setTransition(*value.outcomes, row, column, text);
        }
    };
    grid.place = [](const Case& value, const std::string& row, const std::string& column) {
        return rowPlace(value, row) + "/" + column;
    };
    grid.rowPlace = rowPlace;
    grid.checked = [](const Case& value) {
        return value.outcomes && value.outcomes->transitionUnit == TransitionUnit::probability;
    };
    return grid;
}

ExpressionGrid startGrid() {
    ExpressionGrid grid;
    grid.name = {"開始時の状態", "States at the start"};
    grid.rows = [](const Case& value) { return stateHeads(value).empty() ? Heads{} : Heads{startHead}; };
    grid.columns = stateHeads;
    grid.read = [](const Case& value, const std::string&, const std::string& column) {
        return entryOf(value.outcomes->initial, column);
    };
    grid.write = [](Case& value, const std::string&, const std::string& column, const std::string& text) {
        setEntry(value.outcomes->initial, column, text);
    };
    grid.place = [](const Case& value, const std::string& row, const std::string& column) {
        return rowPlace(value, row) + "/" + column;
    };
    grid.rowPlace = rowPlace;
    grid.checked = [](const Case&) { return true; };
    return grid;
}

}  // namespace kachi
