#pragma once

#include "models/case/case.h"
#include "models/params/parameter_values.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace kachi {

enum class PlaceKind { cost, utility };

/// Values that one cell of the structure takes in the base case, over strategies, subgroups and cycles.
struct PlaceValues {
    PlaceKind kind = PlaceKind::cost;
    std::string where;  ///< "/outcomes/states/id=well/cost"
    std::string state;  ///< of the state it belongs to; empty: none
    double low = 0;
    double high = 0;
};

/// What the cells of the structure say, looked up without running the model.
struct StructurePlaces {
    std::vector<PlaceValues> values;
    std::set<std::pair<std::string, std::string>> moves;  ///< from → to that can happen in some cycle; not to itself
    std::set<std::string> starts;                         ///< states in which somebody starts
    double largestRowMiss = 0;                            ///< of the rows without "#": |sum − 1|
    std::string largestRowMissWhere;
    bool hasRows = false;  ///< a transition matrix of probabilities
};

/// Looks at every cycle (at 200 of them when there are more); a cell over state_time is worked out for no stay and for
/// the longest. Cells that only a simulated patient can fill in (attributes) are left out.
/// @pre value.outcomes; the outcome model runs
StructurePlaces structurePlaces(const Case& value, const ParameterValues& values);

}  // namespace kachi
