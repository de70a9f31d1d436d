#include "ui/sections/outcome_tables_of_inputs.h"

#include "app/report/case_text.h"

#include <set>

namespace kachi {
namespace {

using Heads = std::vector<std::pair<std::string, Text>>;

/// Row of the grid that holds where the cohort starts.
const std::string startRow;

Heads stateHeads(const Case& value) {
    Heads heads;
    if (!value.outcomes) return heads;
    for (const OutcomeState& state : value.outcomes->states) heads.emplace_back(state.id, state.name);
    return heads;
}

template <class Row>
Row* find(std::vector<Row>& rows, const std::string& id) {
    for (Row& row : rows) {
        if (row.id == id) return &row;
    }
    return nullptr;
}

void setEntry(std::map<std::string, std::string>& map, const std::string& key, const std::string& text) {
    if (text.empty()) {
        map.erase(key);
    } else {
        map[key] = text;
    }
}

std::string entry(const std::map<std::string, std::string>& map, const std::string& key) {
    const auto found = map.find(key);
    return found == map.end() ? std::string() : found->second;
}

void removeState(Case& value, int row) {
    OutcomesStructure& outcomes = *value.outcomes;
    const std::string id = outcomes.states[static_cast<std::size_t>(row)].id;
    outcomes.states.erase(outcomes.states.begin() + row);
    outcomes.initial.erase(id);
    outcomes.transitions.erase(id);
    for (auto& [from, to] : outcomes.transitions) to.erase(id);
}

/// Strategy and position of the n-th one-off cost over all strategies.
std::pair<OutcomeStrategy*, int> oneOffAt(Case& value, int row) {
    for (OutcomeStrategy& strategy : value.outcomes->strategies) {
        const int count = static_cast<int>(strategy.oneOffCosts.size());
        if (row < count) return {&strategy, row};
        row -= count;
    }
    return {nullptr, 0};
}

OneOffCost& oneOff(Case& value, int row) {
    const auto [strategy, at] = oneOffAt(value, row);
    return strategy->oneOffCosts[static_cast<std::size_t>(at)];
}

}  // namespace

RowTable stateRows() {
    RowTable table;
    table.name = {"健康状態", "Health states"};
    bindRows<OutcomeState>(table, [](Case& value) { return value.outcomes ? &value.outcomes->states : nullptr; });
    table.remove = removeState;
    const auto row = [](Case& value, int at) -> OutcomeState& {
        return value.outcomes->states[static_cast<std::size_t>(at)];
    };
    table.columns = {
        {.header = {"状態", "State"}, .text = [row](Case& value, int at) { return &row(value, at).name; }},
        {.header = {"生存", "Alive"},
         .chosen =
             [](const Case& value, int at) {
                 return std::string(value.outcomes->states[static_cast<std::size_t>(at)].alive ? "yes" : "no");
             },
         .choose = [row](Case& value, int at, const std::string& answer) { row(value, at).alive = answer == "yes"; },
         .choices =
             [](const Case&) {
                 return Heads{{"yes", {"生存", "alive"}}, {"no", {"死亡", "dead"}}};
             }},
        {.header = {"費用(1年)", "Cost a year"},
         .string = [row](Case& value, int at) { return &row(value, at).cost; },
         .expression = true},
        {.header = {"効用値", "Utility"},
         .string = [row](Case& value, int at) { return &row(value, at).utility; },
         .expression = true},
    };
    return table;
}

RowTable strategyRows() {
    RowTable table;
    table.name = {"戦略", "Strategies"};
    bindRows<OutcomeStrategy>(table,
                              [](Case& value) { return value.outcomes ? &value.outcomes->strategies : nullptr; });
    table.columns = {
        {.header = {"戦略", "Strategy"},
         .text = [](Case& value, int at) { return &value.outcomes->strategies[static_cast<std::size_t>(at)].name; }},
        {.header = {"役割", "Role"},
         .chosen =
             [](const Case& value, int at) {
                 const bool comparator =
                     value.outcomes->strategies[static_cast<std::size_t>(at)].id == value.outcomes->comparator;
                 return std::string(comparator ? "comparator" : "option");
             },
         .choose =
             [](Case& value, int at, const std::string& answer) {
                 if (answer == "comparator") {
                     value.outcomes->comparator = value.outcomes->strategies[static_cast<std::size_t>(at)].id;
                 }
             },
         .choices =
             [](const Case&) {
                 return Heads{{"comparator", {"比較対照", "comparator"}}, {"option", {"評価対象", "assessed"}}};
             }},
    };
    return table;
}

RowTable oneOffRows() {
    RowTable table;
    table.name = {"一時費用", "One-off costs"};
    table.ids = [](const Case& value) {
        std::vector<std::string> ids;
        if (!value.outcomes) return ids;
        for (const OutcomeStrategy& strategy : value.outcomes->strategies) {
            for (const OneOffCost& cost : strategy.oneOffCosts) ids.push_back(strategy.id + "/" + cost.id);
        }
        return ids;
    };
    table.insert = [](Case& value, int, const std::string& id) {
        if (value.outcomes->strategies.empty()) return;
        OneOffCost cost;
        cost.id = id;
        value.outcomes->strategies.back().oneOffCosts.push_back(std::move(cost));
    };
    table.remove = [](Case& value, int row) {
        const auto [strategy, at] = oneOffAt(value, row);
        strategy->oneOffCosts.erase(strategy->oneOffCosts.begin() + at);
    };
    table.move = [](Case& value, int from, int to) { std::swap(oneOff(value, from), oneOff(value, to)); };
    table.columns = {
        {.header = {"費用", "Cost"}, .text = [](Case& value, int at) { return &oneOff(value, at).name; }},
        {.header = {"戦略", "Strategy"},
         .chosen = [](const Case& value, int at) { return oneOffAt(const_cast<Case&>(value), at).first->id; },
         .choose =
             [](Case& value, int at, const std::string& id) {
                 const auto [strategy, position] = oneOffAt(value, at);
                 OutcomeStrategy* target = find(value.outcomes->strategies, id);
                 if (!target || target == strategy) return;
                 target->oneOffCosts.push_back(strategy->oneOffCosts[static_cast<std::size_t>(position)]);
                 strategy->oneOffCosts.erase(strategy->oneOffCosts.begin() + position);
             },
         .choices =
             [](const Case& value) {
                 Heads heads;
                 for (const OutcomeStrategy& strategy : value.outcomes->strategies)
                     heads.emplace_back(strategy.id, strategy.name);
                 return heads;
             }},
        {.header = {"金額", "Amount"},
         .string = [](Case& value, int at) { return &oneOff(value, at).cost; },
         .expression = true},
        {.header = {"計上", "Charged"},
         .chosen =
             [](const Case& value, int at) {
                 return std::string(oneOff(const_cast<Case&>(value), at).timing == OneOffTiming::upfront ? "upfront"
                                                                                                         : "counted");
             },
         .choose =
             [](Case& value, int at, const std::string& answer) {
                 oneOff(value, at).timing = answer == "upfront" ? OneOffTiming::upfront : OneOffTiming::counted;
             },
         .choices =
             [](const Case&) {
                 return Heads{{"upfront", {"開始時に全額", "in full at the start"}},
                              {"counted", {"第1サイクルの人数に", "to those of cycle 1"}}};
             }},
    };
    return table;
}

RowTable subgroupRows() {
    RowTable table;
    table.name = {"部分集団", "Subgroups"};
    bindRows<OutcomeSubgroup>(table, [](Case& value) { return value.outcomes ? &value.outcomes->subgroups : nullptr; });
    table.columns = {
        {.header = {"部分集団", "Subgroup"},
         .text = [](Case& value, int at) { return &value.outcomes->subgroups[static_cast<std::size_t>(at)].name; }},
        {.header = {"構成比", "Share"},
         .string = [](Case& value, int at) { return &value.outcomes->subgroups[static_cast<std::size_t>(at)].weight; },
         .expression = true},
    };
    return table;
}

ExpressionGrid transitionGrid() {
    ExpressionGrid grid;
    grid.name = {"推移確率", "Transition probabilities"};
    grid.rows = [](const Case& value) {
        Heads heads = stateHeads(value);
        if (!heads.empty()) heads.insert(heads.begin(), {startRow, {"(開始時)", "(at the start)"}});
        return heads;
    };
    grid.columns = stateHeads;
    grid.read = [](const Case& value, const std::string& row, const std::string& column) {
        if (row == startRow) return entry(value.outcomes->initial, column);
        const auto found = value.outcomes->transitions.find(row);
        return found == value.outcomes->transitions.end() ? std::string() : entry(found->second, column);
    };
    grid.write = [](Case& value, const std::string& row, const std::string& column, const std::string& text) {
        if (row == startRow) {
            setEntry(value.outcomes->initial, column, text);
            return;
        }
        setEntry(value.outcomes->transitions[row], column, text);
        if (value.outcomes->transitions[row].empty()) value.outcomes->transitions.erase(row);
    };
    return grid;
}

ExpressionGrid overrideGrid() {
    ExpressionGrid grid;
    grid.name = {"戦略ごとの値", "Values by strategy"};
    grid.rows = [](const Case& value) {
        Heads heads;
        if (!value.outcomes) return heads;
        std::set<std::string> names;
        for (const OutcomeStrategy& strategy : value.outcomes->strategies) {
            for (const auto& [name, text] : strategy.overrides) names.insert(name);
        }
        for (const std::string& name : names) heads.emplace_back(name, Text{name, name});
        return heads;
    };
    grid.columns = [](const Case& value) {
        Heads heads;
        if (!value.outcomes) return heads;
        for (const OutcomeStrategy& strategy : value.outcomes->strategies)
            heads.emplace_back(strategy.id, strategy.name);
        return heads;
    };
    grid.read = [](const Case& value, const std::string& row, const std::string& column) {
        for (const OutcomeStrategy& strategy : value.outcomes->strategies) {
            if (strategy.id == column) return entry(strategy.overrides, row);
        }
        return std::string();
    };
    grid.write = [](Case& value, const std::string& row, const std::string& column, const std::string& text) {
        if (OutcomeStrategy* strategy = find(value.outcomes->strategies, column))
            setEntry(strategy->overrides, row, text);
    };
    return grid;
}

ExpressionGrid subgroupGrid() {
    ExpressionGrid grid;
    grid.name = {"部分集団ごとの値", "Values by subgroup"};
    grid.rows = [](const Case& value) {
        Heads heads;
        if (!value.outcomes) return heads;
        for (const OutcomeSubgroup& subgroup : value.outcomes->subgroups)
            heads.emplace_back(subgroup.id, subgroup.name);
        return heads;
    };
    grid.columns = [](const Case& value) {
        Heads heads;
        if (!value.outcomes) return heads;
        std::set<std::string> names;
        for (const OutcomeSubgroup& subgroup : value.outcomes->subgroups) {
            for (const auto& [name, text] : subgroup.values) names.insert(name);
        }
        for (const std::string& name : names) heads.emplace_back(name, Text{name, name});
        return heads;
    };
    grid.read = [](const Case& value, const std::string& row, const std::string& column) {
        for (const OutcomeSubgroup& subgroup : value.outcomes->subgroups) {
            if (subgroup.id == row) return entry(subgroup.values, column);
        }
        return std::string();
    };
    grid.write = [](Case& value, const std::string& row, const std::string& column, const std::string& text) {
        if (OutcomeSubgroup* subgroup = find(value.outcomes->subgroups, row)) setEntry(subgroup->values, column, text);
    };
    return grid;
}

Table lookupTableView(const LookupTable& table) {
    Table view;
    view.title = {table.id, table.id};
    view.columns.push_back(numberColumn({"キー(以上)", "Key (from)"}));
    for (const auto& [name, values] : table.columns) {
        const std::string head = table.id + "." + name;
        view.columns.push_back(numberColumn({head, head}));
    }
    for (std::size_t row = 0; row < table.keys.size(); ++row) {
        TableRow& shown = view.rows.emplace_back();
        shown.cells.push_back(table.keys[row]);
        for (const auto& [name, values] : table.columns) {
            shown.cells.push_back(row < values.size() ? Cell{values[row]} : Cell{});
        }
    }
    return view;
}

}  // namespace kachi
