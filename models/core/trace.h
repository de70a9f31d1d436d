#pragma once

#include "models/core/text.h"
#include "models/core/units.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// A named number that entered a step.
struct TraceInput {
    std::string name;         ///< symbol used in the formula, e.g. "X"
    Text label;               ///< what it is
    std::string value;        ///< exact text of the number, plain digits
    std::string parameterId;  ///< where it comes from; empty for an intermediate
};

/// How one published figure came about: a small tree that screen, PDF and spreadsheet show alike.
struct Trace {
    std::string id;  ///< stable name of the figure, e.g. "pricing.price"
    Text label;
    std::string formula;  ///< language-free, e.g. "X × (1 + α)"
    std::vector<TraceInput> inputs;
    std::string value;  ///< exact text of the result, plain digits
    Unit unit = Unit::none;
    Text rounding;       ///< empty when the step does not round
    Text clause;         ///< rule clause, guideline section or citation
    std::string status;  ///< verification status of the rule used (verified, secondary, derived, …); empty: none
    std::vector<Trace> steps;  ///< steps this figure was made from, in order
};

}  // namespace kachi
