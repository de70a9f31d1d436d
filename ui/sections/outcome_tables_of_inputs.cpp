#include "ui/sections/outcome_tables_of_inputs.h"

#include "app/report/case_text.h"
#include "ui/sections/outcome_edits.h"
#include "ui/sections/outcome_state_tables.h"

#include <set>

namespace kachi {
namespace {

template <class Row>
Row* find(std::vector<Row>& rows, const std::string& id) {
    for (Row& row : rows) {
        if (row.id == id) return &row;
    }
    return nullptr;
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

RowTable strategyRows() {
    RowTable table;
    table.name = {"戦略", "Strategies"};
    bindRows<OutcomeStrategy>(table,
                              [](Case& value) { return value.outcomes ? &value.outcomes->strategies : nullptr; });
    table.remove = [](Case& value, int row) {
        removeStrategy(*value.outcomes, value.outcomes->strategies[static_cast<std::size_t>(row)].id);
    };
    table.place = [](const Case& value, int row) {
        return "/outcomes/strategies/id=" + value.outcomes->strategies[static_cast<std::size_t>(row)].id;
    };
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
    table.place = [](const Case& value, int row) {
        const auto [strategy, at] = oneOffAt(const_cast<Case&>(value), row);
        const OneOffCost& cost = strategy->oneOffCosts[static_cast<std::size_t>(at)];
        return "/outcomes/strategies/id=" + strategy->id + "/oneOffCosts/id=" + cost.id;
    };
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
         .choices = strategyHeads},
        {.header = {"金額", "Amount"},
         .string = [](Case& value, int at) { return &oneOff(value, at).cost; },
         .expression = true,
         .field = "cost"},
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
        {.header = {"状態", "State"},
         .field = "state",
         .chosen = [](const Case& value, int at) { return oneOff(const_cast<Case&>(value), at).state; },
         .choose = [](Case& value, int at, const std::string& id) { oneOff(value, at).state = id; },
         .choices = stateHeads},
    };
    return table;
}

RowTable subgroupRows() {
    RowTable table;
    table.name = {"部分集団", "Subgroups"};
    bindRows<OutcomeSubgroup>(table, [](Case& value) { return value.outcomes ? &value.outcomes->subgroups : nullptr; });
    table.place = [](const Case& value, int row) {
        return "/outcomes/subgroups/id=" + value.outcomes->subgroups[static_cast<std::size_t>(row)].id;
    };
    table.columns = {
        {.header = {"部分集団", "Subgroup"},
         .text = [](Case& value, int at) { return &value.outcomes->subgroups[static_cast<std::size_t>(at)].name; }},
        {.header = {"構成比", "Share"},
         .string = [](Case& value, int at) { return &value.outcomes->subgroups[static_cast<std::size_t>(at)].weight; },
         .expression = true,
         .field = "weight"},
    };
    return table;
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
    grid.columns = strategyHeads;
    grid.read = [](const Case& value, const std::string& row, const std::string& column) {
        for (const OutcomeStrategy& strategy : value.outcomes->strategies) {
            if (strategy.id == column) return entryOf(strategy.overrides, row);
        }
        return std::string();
    };
    grid.write = [](Case& value, const std::string& row, const std::string& column, const std::string& text) {
        if (OutcomeStrategy* strategy = find(value.outcomes->strategies, column))
            setEntry(strategy->overrides, row, text);
    };
    grid.place = [](const Case&, const std::string& row, const std::string& column) {
        return "/outcomes/strategies/id=" + column + "/overrides/" + row;
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
            if (subgroup.id == row) return entryOf(subgroup.values, column);
        }
        return std::string();
    };
    grid.write = [](Case& value, const std::string& row, const std::string& column, const std::string& text) {
        if (OutcomeSubgroup* subgroup = find(value.outcomes->subgroups, row)) setEntry(subgroup->values, column, text);
    };
    grid.place = [](const Case&, const std::string& row, const std::string& column) {
        return "/outcomes/subgroups/id=" + row + "/values/" + column;
    };
    return grid;
}

}  // namespace kachi
