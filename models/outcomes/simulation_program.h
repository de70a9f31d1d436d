#pragma once

#include "models/outcomes/outcome_scope.h"
#include "models/outcomes/survival_program.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace kachi {

/// Context names of a simulation, by source index: time, state_time, then the attributes.
inline constexpr std::size_t timeSource = 0;
inline constexpr std::size_t stateTimeSource = 1;
inline constexpr std::size_t firstAttributeSource = 2;

/// Below, numbers are nodes of the program, `update` lists what depends on the patient among them, operands first.

struct SimulationAttribute {
    std::vector<std::pair<std::string, int>> args;
    std::vector<int> update;
    bool constant = false;  ///< arguments vary neither by draw nor by patient
};

/// A value of an event and where it stands.
struct SimulationAmount {
    int node = -1;
    std::string where;
};

struct SimulationEvent {
    std::size_t declared = 0;  ///< index in the structure
    int to = 0;
    bool forward = false;
    SurvivalProgram curve;
    bool curveVaries = false;               ///< by patient
    std::vector<SimulationAmount> costs;    ///< its own, then those of transition rewards
    std::vector<SimulationAmount> qalys;    ///< the same
    std::vector<std::pair<int, int>> sets;  ///< attribute, new value
    std::vector<int> update;                ///< costs, qalys and sets
};

struct SimulationState {
    int cost = -1;
    int utility = -1;
    bool alive = true;
    std::vector<SimulationEvent> events;  ///< those that leave it, as declared
    std::vector<int> update;              ///< on entry: costs, utilities, curves of the events
    std::vector<int> valueUpdate;         ///< costs and utilities alone
    bool followsTime = false;             ///< cost or utility uses time or age
    bool followsStateTime = false;        ///< cost or utility uses state_time
};

/// Everything one strategy needs in one subgroup, compiled into one program.
struct SimulationProgram {
    std::size_t strategy = 0;
    std::size_t subgroup = 0;
    Program program;
    std::vector<std::uint64_t> reach;  ///< see contextReach
    std::vector<SimulationAttribute> attributes;
    std::vector<SimulationState> states;
    std::vector<std::pair<int, int>> initial;  ///< state, probability; what is left of 1 last
    bool hasComplement = false;                ///< the last of `initial` is what is left of 1
    std::vector<int> oneOffCosts;
    std::vector<int> startUpdate;  ///< initial and one-off costs
    int weight = -1;
    int costRate = -1;
    int effectRate = -1;
};

/// Compiles one strategy in one subgroup; faults go to `issues` and leave the program unusable.
/// @pre simulationFaults finds nothing
SimulationProgram compileSimulation(const EngineInputs& inputs, Issues& issues);

}  // namespace kachi
