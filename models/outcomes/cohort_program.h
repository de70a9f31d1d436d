#pragma once

#include "models/outcomes/outcome_scope.h"

#include <string>
#include <vector>

namespace kachi {

/// Cycles over which state_time can be followed; each is a state of its own.
constexpr int mostTunnelCycles = 2'000;

/// A state or, where something in it depends on state_time, one of its tunnel states: the patients who entered it
/// `stay` cycles ago. The last tunnel state also holds those who entered earlier.
struct CohortRow {
    int state = 0;
    int stay = 0;
    int first = 0;    ///< cycle (from 0) before which nobody can be in a later tunnel state
    int cost = 0;     ///< currency per year
    int utility = 0;  ///< QALY per year
};

/// One cell of the transition matrix that is not zero, between rows.
struct CohortTransition {
    int from = 0;
    int to = 0;
    int node = 0;
    bool complement = false;
};

/// What a move from one row to another costs and gains.
struct CohortReward {
    int from = 0;
    int to = 0;
    int cost = 0;
    int qaly = 0;
};

struct CohortOneOffCost {
    int node = 0;
    int state = -1;  ///< charged to its first-cycle occupancy; −1: upfront
};

/// Everything one strategy needs in one subgroup, compiled into one program; numbers are nodes of it.
struct CohortProgram {
    std::size_t strategy = 0;
    std::size_t subgroup = 0;
    Program program;
    std::vector<int> initial;                   ///< [state]
    std::vector<CohortRow> rows;                ///< by state, then stay
    std::vector<int> firstRow;                  ///< [state]
    std::vector<CohortTransition> transitions;  ///< by `from`, complements last; rates where the structure says so
    std::vector<CohortReward> rewards;
    std::vector<CohortOneOffCost> oneOffCosts;
    int weight = 0;
    int costRate = 0;
    int effectRate = 0;
};

/// Nodes that are read, and the first cycle (from 0) in which anybody can be where each is read.
struct CohortRoots {
    std::vector<int> nodes;
    std::vector<std::size_t> firstCycles;
};

CohortRoots rootsOf(const CohortProgram& cohort);

/// Compiles one strategy in one subgroup; faults go to `issues` and leave the program unusable.
CohortProgram compileCohort(const OutcomeScope& scope, Issues& issues);

}  // namespace kachi
