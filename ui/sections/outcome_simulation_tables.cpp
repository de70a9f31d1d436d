#include "ui/sections/outcome_simulation_tables.h"

#include "app/report/case_text.h"
#include "models/statistics/distribution_arguments.h"
#include "ui/sections/outcome_edits.h"
#include "ui/sections/outcome_state_tables.h"

#include <algorithm>
#include <limits>

namespace kachi {
namespace {

std::vector<PatientAttribute>* attributesOf(Case& value) {
    return value.outcomes && value.outcomes->simulation ? &value.outcomes->simulation->attributes : nullptr;
}

std::vector<SimulatedEvent>* eventsOf(Case& value) {
    return value.outcomes && value.outcomes->simulation ? &value.outcomes->simulation->events : nullptr;
}

/// The simulation of the case, begun if there is none.
IndividualSimulation& simulationOf(Case& value) {
    if (!value.outcomes->simulation) value.outcomes->simulation.emplace();
    return *value.outcomes->simulation;
}

const std::vector<PatientAttribute>& attributes(const Case& value) {
    static const std::vector<PatientAttribute> none;
    return value.outcomes && value.outcomes->simulation ? value.outcomes->simulation->attributes : none;
}

const std::vector<SimulatedEvent>& events(const Case& value) {
    static const std::vector<SimulatedEvent> none;
    return value.outcomes && value.outcomes->simulation ? value.outcomes->simulation->events : none;
}

PatientAttribute& attribute(Case& value, int at) {
    return (*attributesOf(value))[static_cast<std::size_t>(at)];
}

SimulatedEvent& event(Case& value, int at) {
    return (*eventsOf(value))[static_cast<std::size_t>(at)];
}

const SimulatedEvent& event(const Case& value, int at) {
    return events(value)[static_cast<std::size_t>(at)];
}

/// Names of the arguments of one way to state a family. A fixed value has one; `empirical` has no arguments and is not
/// offered for attributes.
struct FamilyForm {
    Family family = Family::fixed;
    std::vector<std::string> names;
    std::string optional;
};

const std::vector<FamilyForm>& familyForms() {
    static const std::vector<FamilyForm> all = [] {
        std::vector<FamilyForm> made{{Family::fixed, {"value"}, {}}};
        for (const auto& candidate : familyNames) {
            if (candidate.value == Family::fixed || candidate.value == Family::empirical) continue;
            for (const ArgumentSet& set : argumentSets(candidate.value))
                made.push_back({candidate.value, set.names, set.optional});
        }
        return made;
    }();
    return all;
}

bool hasArgument(const FamilyForm& form, const std::string& name) {
    return form.optional == name || std::ranges::count(form.names, name) > 0;
}

/// The form of its family that the arguments of the attribute fit best, also while one of them is still missing.
std::size_t formOf(const PatientAttribute& attribute) {
    std::size_t best = 0;
    std::ptrdiff_t fewestAmiss = std::numeric_limits<std::ptrdiff_t>::max();
    for (std::size_t i = 0; i < familyForms().size(); ++i) {
        const FamilyForm& form = familyForms()[i];
        if (form.family != attribute.family) continue;
        const auto missing = std::ranges::count_if(
            form.names, [&attribute](const std::string& name) { return !attribute.args.contains(name); });
        const auto foreign = std::ranges::count_if(
            attribute.args, [&form](const auto& entry) { return !hasArgument(form, entry.first); });
        if (missing + foreign >= fewestAmiss) continue;
        fewestAmiss = missing + foreign;
        best = i;
    }
    return best;
}

/// Arguments of the same name stay, the others start at 0.
void chooseForm(PatientAttribute& attribute, const FamilyForm& form) {
    attribute.family = form.family;
    std::erase_if(attribute.args, [&form](const auto& entry) { return !hasArgument(form, entry.first); });
    for (const std::string& name : form.names) attribute.args.try_emplace(name, "0");
}

Text attributeArgumentText(const std::string& name) {
    return name == "value" ? Text{"値", "value"} : argumentText(name);
}

Heads formHeads() {
    Heads heads;
    for (std::size_t i = 0; i < familyForms().size(); ++i) {
        const FamilyForm& form = familyForms()[i];
        Text names;
        for (const std::string& name : form.names) {
            const Text word = attributeArgumentText(name);
            names.ja += (names.ja.empty() ? "" : "、") + word.ja;
            names.en += (names.en.empty() ? "" : ", ") + word.en;
        }
        const Text family = familyText(form.family);
        heads.emplace_back(std::to_string(i),
                           Text{family.ja + "(" + names.ja + ")", family.en + " (" + names.en + ")"});
    }
    return heads;
}

Heads attributeHeads(const Case& value) {
    Heads heads;
    for (const PatientAttribute& each : attributes(value)) heads.emplace_back(each.id, nameOr(each.name, each.id));
    return heads;
}

const PatientAttribute* attributeOf(const Case& value, const std::string& id) {
    const auto found = std::ranges::find(attributes(value), id, &PatientAttribute::id);
    return found == attributes(value).end() ? nullptr : &*found;
}

/// A column of a state an event leaves or enters.
RowTable::Column stateColumn(const Text& header, const char* field, std::string SimulatedEvent::*member) {
    return {.header = header,
            .field = field,
            .chosen = [member](const Case& value, int at) { return event(value, at).*member; },
            .choose = [member](Case& value, int at, const std::string& id) { event(value, at).*member = id; },
            .choices = stateHeads};
}

RowTable::Column formulaColumn(const Text& header, const char* field, std::string SimulatedEvent::*member) {
    return {.header = header,
            .string = [member](Case& value, int at) { return &(event(value, at).*member); },
            .expression = true,
            .field = field};
}

}  // namespace

RowTable attributeRows() {
    RowTable table;
    table.name = {"患者の属性", "Attributes of patients"};
    bindRows<PatientAttribute>(table, attributesOf);
    table.insert = [](Case& value, int at, const std::string& id) {
        PatientAttribute added;
        added.id = id;
        added.args = {{"value", "0"}};
        auto& rows = simulationOf(value).attributes;
        rows.insert(rows.begin() + at, std::move(added));
    };
    table.place = [](const Case& value, int row) {
        return "/outcomes/simulation/attributes/id=" + attributes(value)[static_cast<std::size_t>(row)].id;
    };
    table.columns = {
        {.header = {"属性", "Attribute"}, .text = [](Case& value, int at) { return &attribute(value, at).name; }},
        {.header = {"数式での名前", "Name in formulas"},
         .read = [](const Case& value, int at) { return attributes(value)[static_cast<std::size_t>(at)].id; },
         .write =
             [](Case& value, int at, const std::string& id) {
                 return renameAttribute(*value.outcomes->simulation, attribute(value, at).id, id);
             },
         .field = "id"},
        {.header = {"分布", "Distribution"},
         .field = "family",
         .chosen = [](const Case& value,
                      int at) { return std::to_string(formOf(attributes(value)[static_cast<std::size_t>(at)])); },
         .choose =
             [](Case& value, int at, const std::string& answer) {
                 chooseForm(attribute(value, at), familyForms().at(std::stoul(answer)));
             },
         .choices = [](const Case&) { return formHeads(); }},
    };
    return table;
}

ExpressionGrid attributeGrid() {
    ExpressionGrid grid;
    grid.name = {"属性の分布", "Distributions of attributes"};
    grid.rows = [](const Case& value) {
        Heads heads;
        for (const PatientAttribute& each : attributes(value)) {
            const FamilyForm& form = familyForms()[formOf(each)];
            std::vector<std::string> names = form.names;
            if (!form.optional.empty()) names.push_back(form.optional);
            for (const std::string& name : names) {
                if (std::ranges::find(heads, name, &Heads::value_type::first) == heads.end())
                    heads.emplace_back(name, attributeArgumentText(name));
            }
        }
        return heads;
    };
    grid.columns = attributeHeads;
    grid.read = [](const Case& value, const std::string& row, const std::string& column) {
        const PatientAttribute* found = attributeOf(value, column);
        return found ? entryOf(found->args, row) : std::string();
    };
    grid.write = [](Case& value, const std::string& row, const std::string& column, const std::string& text) {
        for (PatientAttribute& each : *attributesOf(value)) {
            if (each.id == column) setEntry(each.args, row, text);
        }
    };
    grid.applies = [](const Case& value, const std::string& row, const std::string& column) {
        const PatientAttribute* found = attributeOf(value, column);
        return found && hasArgument(familyForms()[formOf(*found)], row);
    };
    grid.place = [](const Case&, const std::string& row, const std::string& column) {
        return "/outcomes/simulation/attributes/id=" + column + "/args/" + row;
    };
    return grid;
}

RowTable eventRows() {
    RowTable table;
    table.name = {"イベント", "Events"};
    bindRows<SimulatedEvent>(table, eventsOf);
    table.insert = [](Case& value, int at, const std::string& id) {
        SimulatedEvent added;
        added.id = id;
        const OutcomesStructure& structure = *value.outcomes;
        if (!structure.states.empty()) {
            added.from = structure.states.front().id;
            added.to = structure.states.back().id;
        }
        if (!structure.curves.empty()) added.curve = structure.curves.front().id;
        auto& rows = simulationOf(value).events;
        rows.insert(rows.begin() + at, std::move(added));
    };
    table.place = [](const Case& value, int row) { return "/outcomes/simulation/events/id=" + event(value, row).id; };
    table.columns = {
        {.header = {"イベント", "Event"}, .text = [](Case& value, int at) { return &event(value, at).name; }},
        stateColumn({"移行元", "From"}, "from", &SimulatedEvent::from),
        stateColumn({"移行先", "To"}, "to", &SimulatedEvent::to),
        {.header = {"曲線", "Curve"},
         .field = "curve",
         .chosen = [](const Case& value, int at) { return event(value, at).curve; },
         .choose = [](Case& value, int at, const std::string& id) { event(value, at).curve = id; },
         .choices =
             [](const Case& value) {
                 Heads heads;
                 for (const SurvivalCurve& curve : value.outcomes->curves)
                     heads.emplace_back(curve.id, nameOr(curve.name, curve.id));
                 return heads;
             }},
        {.header = {"時計", "Clock"},
         .field = "clock",
         .chosen =
             [](const Case& value, int at) {
                 return std::string(event(value, at).clock == EventClock::reset ? "reset" : "forward");
             },
         .choose =
             [](Case& value, int at, const std::string& answer) {
                 event(value, at).clock = answer == "reset" ? EventClock::reset : EventClock::forward;
             },
         .choices =
             [](const Case&) {
                 return Heads{{"reset", {"状態に入ってから", "since entry"}},
                              {"forward", {"開始から", "since the start"}}};
             }},
        formulaColumn({"費用", "Cost"}, "cost", &SimulatedEvent::cost),
        formulaColumn({"QALY", "QALYs"}, "qaly", &SimulatedEvent::qaly),
    };
    return table;
}

ExpressionGrid eventSetsGrid() {
    ExpressionGrid grid;
    grid.name = {"イベント後の属性", "Attributes after events"};
    grid.rows = [](const Case& value) {
        Heads heads;
        if (attributes(value).empty()) return heads;
        for (const SimulatedEvent& each : events(value)) heads.emplace_back(each.id, nameOr(each.name, each.id));
        return heads;
    };
    grid.columns = attributeHeads;
    grid.read = [](const Case& value, const std::string& row, const std::string& column) {
        const auto found = std::ranges::find(events(value), row, &SimulatedEvent::id);
        return found == events(value).end() ? std::string() : entryOf(found->sets, column);
    };
    grid.write = [](Case& value, const std::string& row, const std::string& column, const std::string& text) {
        for (SimulatedEvent& each : *eventsOf(value)) {
            if (each.id == row) setEntry(each.sets, column, text);
        }
    };
    grid.place = [](const Case&, const std::string& row, const std::string& column) {
        return "/outcomes/simulation/events/id=" + row + "/sets/" + column;
    };
    return grid;
}

}  // namespace kachi
