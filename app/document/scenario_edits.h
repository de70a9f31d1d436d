#pragma once

#include "models/case/case.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

// Edits of the scenarios of a case. Ids stay; names are free.

/// Appends a scenario without changes. @return its id
std::string addScenario(Case& value, const Text& name);
/// Puts a copy after the scenario. @return its id
std::string duplicateScenario(Case& value, const std::string& id, const Text& name);
void removeScenario(Case& value, const std::string& id);

/// Base value of a parameter under a scenario; empty: as in the base case.
void setScenarioValue(Scenario& scenario, const std::string& parameter, std::optional<double> value);

/// Parameters that some scenario changes, by id.
std::vector<std::string> scenarioParameterIds(const Case& value);

/// The scenario with this id, or nullptr.
Scenario* findScenario(Case& value, const std::string& id);
const Scenario* findScenario(const Case& value, const std::string& id);

}  // namespace kachi
