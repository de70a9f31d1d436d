#pragma once

#include "models/outcomes/survival_program.h"

#include <optional>
#include <vector>

namespace kachi {

struct SurvivalOneOffCost {
    int node = 0;
    int state = -1;  ///< charged to its first-cycle occupancy; −1: upfront
    std::string where;
};

/// Cost and QALYs of every death, the transition reward from any state into the last.
struct DeathReward {
    int cost = 0;
    int qaly = 0;
};

/// A partitioned-survival model of one strategy in one subgroup, compiled; numbers are nodes of `program`.
struct PartitionedSurvivalProgram {
    std::size_t strategy = 0;
    std::size_t subgroup = 0;
    Program program;                                          ///< over cycles: cycle, time, age
    std::vector<SurvivalProgram> curves;                      ///< innermost first
    std::vector<std::optional<ExpressionCurve>> expressions;  ///< [curve] over points
    std::vector<int> cost;                                    ///< [state], currency per year
    std::vector<int> utility;                                 ///< [state], QALY per year
    std::vector<SurvivalOneOffCost> oneOffCosts;
    std::vector<DeathReward> deathRewards;
    int weight = 0;
    int costRate = 0;
    int effectRate = 0;
    int mortality = -1;  ///< yearly hazard of the general population; −1: none

    std::vector<int> roots() const;
};

/// Faults go to `issues` and leave the program unusable.
PartitionedSurvivalProgram compilePartitionedSurvival(const EngineInputs& inputs, Issues& issues);

}  // namespace kachi
