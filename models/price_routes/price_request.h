#pragma once

#include "models/core/text.h"

#include <nlohmann/json.hpp>

#include <map>
#include <string>

namespace kachi {

/// One price to be worked out: which route, under which rules, from which inputs. A row of a case, and the whole file
/// of `kachi price`.
struct PriceRequest {
    std::string id;     ///< permanent row id in a case; empty in a file
    std::string route;  ///< id of a route, e.g. "similarCategory"
    Text name;
    std::string pack;  ///< id of a rule pack; empty: the case's own, or the one of the command line
    std::string date;  ///< ISO date of the decision or listing; must lie in the pack's period. Empty: not checked
    nlohmann::json inputs = nlohmann::json::object();  ///< by key of the route's fields, as typed
    std::map<std::string, std::string> rules;  ///< numbers and switches the analyst sets, by key of the rule pack

    bool operator==(const PriceRequest&) const = default;
};

}  // namespace kachi
