#include "ui/sections/outcome_budget_tables.h"

#include "ui/sections/outcome_edits.h"
#include "ui/sections/outcome_state_tables.h"

#include <algorithm>

namespace kachi {
namespace {

const std::string valueColumn = "value";

bool hasBudget(const Case& value) {
    return value.outcomes && value.outcomes->budget;
}

DisplacedTreatment& treatment(Case& value, int at) {
    return value.outcomes->budget->current[static_cast<std::size_t>(at)];
}

const DisplacedTreatment& treatment(const Case& value, int at) {
    return value.outcomes->budget->current[static_cast<std::size_t>(at)];
}

Heads uptakeArguments(UptakeShape shape) {
    const std::pair<std::string, Text> ceiling{"ceiling", {"到達割合", "Ceiling"}};
    switch (shape) {
        case UptakeShape::expression:
            return {{"share", {"割合(year の数式)", "Share, a formula of year"}}};
        case UptakeShape::logistic:
            return {ceiling, {"midpoint", {"中点(年)", "Midpoint (year)"}}, {"steepness", {"傾き", "Steepness"}}};
        case UptakeShape::bass:
            return {
                ceiling, {"innovation", {"革新係数 p", "Innovation p"}}, {"imitation", {"模倣係数 q", "Imitation q"}}};
        case UptakeShape::linear:
            break;
    }
    return {{"first", {"初年の割合", "Share in the first year"}}, {"last", {"最終年の割合", "Share in the last year"}}};
}

Heads strategiesInBudget(const Case& value) {
    Heads heads;
    if (!hasBudget(value) || value.outcomes->budget->costsFrom != BudgetCosts::expressions) return heads;
    for (const auto& head : strategyHeads(value)) {
        const auto& current = value.outcomes->budget->current;
        const bool present = std::ranges::find(current, head.first, &DisplacedTreatment::strategy) != current.end();
        if (present || head.first == value.outcomes->budget->device) heads.push_back(head);
    }
    return heads;
}

}  // namespace

RowTable currentMixRows() {
    RowTable table;
    table.name = {"現在の治療", "Present treatments"};
    table.ids = [](const Case& value) {
        std::vector<std::string> ids;
        if (!hasBudget(value)) return ids;
        for (const DisplacedTreatment& each : value.outcomes->budget->current) ids.push_back(each.strategy);
        return ids;
    };
    table.insert = [](Case& value, int at, const std::string&) {
        BudgetImpact& budget = *value.outcomes->budget;
        for (const OutcomeStrategy& strategy : value.outcomes->strategies) {
            const bool present =
                std::ranges::find(budget.current, strategy.id, &DisplacedTreatment::strategy) != budget.current.end();
            if (present || strategy.id == budget.device) continue;
            DisplacedTreatment added;
            added.strategy = strategy.id;
            added.share = budget.current.empty() ? "1" : "0";
            budget.current.insert(budget.current.begin() + at, std::move(added));
            return;
        }
    };
    table.remove = [](Case& value, int row) {
        auto& current = value.outcomes->budget->current;
        current.erase(current.begin() + row);
    };
    table.move = [](Case& value, int from, int to) { std::swap(treatment(value, from), treatment(value, to)); };
    table.place = [](const Case& value, int row) {
        return "/outcomes/budget/current/strategy=" + treatment(value, row).strategy;
    };
    table.columns = {
        {.header = {"治療", "Treatment"},
         .field = "strategy",
         .chosen = [](const Case& value, int at) { return treatment(value, at).strategy; },
         .choose = [](Case& value, int at, const std::string& id) { treatment(value, at).strategy = id; },
         .choices = strategyHeads},
        {.header = {"現在の割合", "Present share"},
         .string = [](Case& value, int at) { return &treatment(value, at).share; },
         .expression = true,
         .field = "share"},
        {.header = {"置き換えの割合", "Share displaced"},
         .string = [](Case& value, int at) { return &treatment(value, at).displaced; },
         .expression = true,
         .field = "displaced"},
    };
    return table;
}

ExpressionGrid uptakeGrid() {
    ExpressionGrid grid;
    grid.name = {"普及曲線", "Uptake"};
    grid.rows = [](const Case& value) {
        return hasBudget(value) ? uptakeArguments(value.outcomes->budget->uptake) : Heads{};
    };
    grid.columns = [](const Case&) { return Heads{{valueColumn, {"値または数式", "Value or formula"}}}; };
    grid.read = [](const Case& value, const std::string& row, const std::string&) {
        return entryOf(value.outcomes->budget->uptakeArgs, row);
    };
    grid.write = [](Case& value, const std::string& row, const std::string&, const std::string& text) {
        setEntry(value.outcomes->budget->uptakeArgs, row, text);
    };
    grid.place = [](const Case&, const std::string& row, const std::string&) {
        return "/outcomes/budget/uptakeArgs/" + row;
    };
    return grid;
}

ExpressionGrid budgetCostGrid() {
    ExpressionGrid grid;
    grid.name = {"治療ごとの費用", "Costs of the treatments"};
    grid.rows = strategiesInBudget;
    grid.columns = [](const Case&) {
        return Heads{{valueColumn, {"患者1人・1年の費用", "Cost per patient in the year"}}};
    };
    grid.read = [](const Case& value, const std::string& row, const std::string&) {
        return entryOf(value.outcomes->budget->costs, row);
    };
    grid.write = [](Case& value, const std::string& row, const std::string&, const std::string& text) {
        setEntry(value.outcomes->budget->costs, row, text);
    };
    grid.place = [](const Case&, const std::string& row, const std::string&) {
        return "/outcomes/budget/costs/" + row;
    };
    return grid;
}

}  // namespace kachi
