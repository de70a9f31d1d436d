#include "app/document/scenario_edits.h"

#include <algorithm>
#include <set>

namespace kachi {
namespace {

std::string freeId(const Case& value) {
    for (std::size_t number = value.scenarios.size() + 1;; ++number) {
        const std::string id = "scenario" + std::to_string(number);
        if (!findScenario(value, id)) return id;
    }
}

}  // namespace

std::string addScenario(Case& value, const Text& name) {
    value.scenarios.push_back({freeId(value), name, {}});
    return value.scenarios.back().id;
}

std::string duplicateScenario(Case& value, const std::string& id, const Text& name) {
    const auto original = std::ranges::find(value.scenarios, id, &Scenario::id);
    const auto copy = value.scenarios.insert(original + 1, {freeId(value), name, original->values});
    return copy->id;
}

void removeScenario(Case& value, const std::string& id) {
    std::erase_if(value.scenarios, [&id](const Scenario& scenario) { return scenario.id == id; });
}

void setScenarioValue(Scenario& scenario, const std::string& parameter, std::optional<double> value) {
    if (value) {
        scenario.values[parameter] = *value;
    } else {
        scenario.values.erase(parameter);
    }
}

std::vector<std::string> scenarioParameterIds(const Case& value) {
    std::set<std::string> ids;
    for (const Scenario& scenario : value.scenarios) {
        for (const auto& [id, number] : scenario.values) ids.insert(id);
    }
    return {ids.begin(), ids.end()};
}

Scenario* findScenario(Case& value, const std::string& id) {
    const auto found = std::ranges::find(value.scenarios, id, &Scenario::id);
    return found == value.scenarios.end() ? nullptr : &*found;
}

const Scenario* findScenario(const Case& value, const std::string& id) {
    return findScenario(const_cast<Case&>(value), id);
}

}  // namespace kachi
