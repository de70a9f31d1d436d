#pragma once

#include "models/outcomes/outcomes_structure.h"

#include <optional>
#include <string>

namespace kachi {

// Edits of states, strategies, curves and attributes that keep everything that refers to them in step. Each works on a
// copy of the case that becomes one undo step.

/// Appends a living state without transitions. @return its id
std::string addState(OutcomesStructure& structure, const Text& name, std::optional<DiagramPlace> place);

/// Removes the state with its transitions, rewards and events; tree nodes and one-off costs no longer name it.
void removeState(OutcomesStructure& structure, const std::string& id);

/// Gives the state another id wherever it is named. @return false when `to` is empty or taken; nothing changes then
bool renameState(OutcomesStructure& structure, const std::string& from, const std::string& to);

/// Expression of the transition, or nullptr where there is none.
const std::string* transition(const OutcomesStructure& structure, const std::string& from, const std::string& to);

/// Sets the transition; an empty text removes it.
void setTransition(OutcomesStructure& structure, const std::string& from, const std::string& to,
                   const std::string& text);

/// Sets or, with an empty text, removes an entry.
void setEntry(std::map<std::string, std::string>& map, const std::string& key, const std::string& text);

/// Entry of a map, or an empty text.
std::string entryOf(const std::map<std::string, std::string>& map, const std::string& key);

/// Removes the strategy from comparator, tree and budget impact too.
void removeStrategy(OutcomesStructure& structure, const std::string& id);

/// Gives the curve another id, in the partitioned-survival model and the events too. @return false as renameState
bool renameCurve(OutcomesStructure& structure, const std::string& from, const std::string& to);
void removeCurve(OutcomesStructure& structure, const std::string& id);

/// Gives the attribute another name, also where events set it; formulas keep what was typed.
/// @return false when `to` is no name of expressions or taken; nothing changes then
bool renameAttribute(IndividualSimulation& simulation, const std::string& from, const std::string& to);

}  // namespace kachi
