#include "models/price_routes/route_field.h"

namespace kachi {
namespace {

RouteField fieldOf(const std::string& key, RouteFieldKind kind, const Text& label, const Text& hint) {
    RouteField field;
    field.key = key;
    field.kind = kind;
    field.label = label;
    field.hint = hint;
    return field;
}

}  // namespace

RouteField numberField(const std::string& key, const Text& label, Unit unit, const RouteLimits& limits,
                       const Text& hint) {
    RouteField field = fieldOf(key, RouteFieldKind::number, label, hint);
    field.unit = unit;
    field.limits = limits;
    return field;
}

RouteField yesNoField(const std::string& key, const Text& label, const Text& hint) {
    return fieldOf(key, RouteFieldKind::yesNo, label, hint);
}

RouteField choiceField(const std::string& key, const Text& label, std::vector<RouteChoice> choices, const Text& hint) {
    RouteField field = fieldOf(key, RouteFieldKind::choice, label, hint);
    field.choices = std::move(choices);
    return field;
}

RouteField dateField(const std::string& key, const Text& label, const Text& hint) {
    return fieldOf(key, RouteFieldKind::date, label, hint);
}

RouteField monthField(const std::string& key, const Text& label, const Text& hint) {
    return fieldOf(key, RouteFieldKind::month, label, hint);
}

RouteField textField(const std::string& key, const Text& label, const Text& hint) {
    return fieldOf(key, RouteFieldKind::text, label, hint);
}

RouteField tableField(const std::string& key, const Text& label, std::vector<RouteField> columns, const Text& hint) {
    RouteField field = fieldOf(key, RouteFieldKind::table, label, hint);
    field.columns = std::move(columns);
    return field;
}

RouteField required(RouteField field) {
    field.required = true;
    return field;
}

}  // namespace kachi
