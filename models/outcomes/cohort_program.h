#pragma once

#include "models/outcomes/outcome_scope.h"

#include <string>
#include <vector>

namespace kachi {

/// One cell of the transition matrix that is not zero.
struct CohortTransition {
    int from = 0;
    int to = 0;
    int node = 0;
    bool complement = false;
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
    std::vector<CohortTransition> transitions;  ///< by row, complements last
    std::vector<int> cost;                      ///< [state], currency per year
    std::vector<int> utility;                   ///< [state], QALY per year
    std::vector<CohortOneOffCost> oneOffCosts;
    int weight = 0;
    int costRate = 0;
    int effectRate = 0;

    std::vector<int> roots() const;
};

/// Compiles one strategy in one subgroup; faults go to `issues` and leave the program unusable.
CohortProgram compileCohort(const OutcomeScope& scope, Issues& issues);

}  // namespace kachi
