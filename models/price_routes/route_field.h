#pragma once

#include "models/core/text.h"
#include "models/core/units.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// What a cell of a price route holds.
enum class RouteFieldKind {
    number,  ///< an exact number, with or without a unit; in a case also the name of a parameter
    yesNo,
    choice,
    date,   ///< YYYY-MM-DD
    month,  ///< YYYY-MM
    text,
    table,  ///< rows of cells
};

struct RouteChoice {
    std::string id;
    Text label;
};

/// What a number may be. Limits that are not set hold nothing back.
struct RouteLimits {
    std::optional<double> above = {};    ///< the number must be greater
    std::optional<double> atLeast = {};  ///< … at least this
    std::optional<double> below = {};    ///< the number must be smaller
    std::optional<double> atMost = {};   ///< … at most this
    bool whole = false;
};

/// Usual limits, for the files of routes to open with `using namespace route_limits`.
namespace route_limits {
inline const RouteLimits anyNumber{};
inline const RouteLimits positive{.above = 0};
inline const RouteLimits notNegative{.atLeast = 0};
inline const RouteLimits share{.atLeast = 0, .atMost = 1};  ///< of a whole, as a ratio
inline const RouteLimits shareBelowOne{.atLeast = 0, .below = 1};
inline const RouteLimits positiveWhole{.above = 0, .whole = true};
}  // namespace route_limits

/// One input of a price route: declared once, it makes the cell of the form, the key of the file and the name in a
/// refusal.
struct RouteField {
    std::string key;
    RouteFieldKind kind = RouteFieldKind::number;
    Text label;
    Unit unit = Unit::none;
    bool required = false;
    RouteLimits limits = {};
    std::vector<RouteChoice> choices = {};
    std::vector<RouteField> columns = {};  ///< of a table
    Text hint = {};                        ///< what to enter and where it is found; shown beside the cell
};

// How routes declare their fields.
RouteField numberField(const std::string& key, const Text& label, Unit unit, const RouteLimits& limits,
                       const Text& hint = {});
RouteField yesNoField(const std::string& key, const Text& label, const Text& hint = {});
RouteField choiceField(const std::string& key, const Text& label, std::vector<RouteChoice> choices,
                       const Text& hint = {});
RouteField dateField(const std::string& key, const Text& label, const Text& hint = {});
RouteField monthField(const std::string& key, const Text& label, const Text& hint = {});
RouteField textField(const std::string& key, const Text& label, const Text& hint = {});
RouteField tableField(const std::string& key, const Text& label, std::vector<RouteField> columns,
                      const Text& hint = {});
RouteField required(RouteField field);

}  // namespace kachi
