#include "models/fields/field_limits.h"

namespace kachi {

bool isWithin(const Rational& value, const FieldLimits& limits) {
    const auto exact = [](double limit) { return exactDecimal(limit); };
    return !(limits.above && value <= exact(*limits.above)) && !(limits.atLeast && value < exact(*limits.atLeast)) &&
           !(limits.below && value >= exact(*limits.below)) && !(limits.atMost && value > exact(*limits.atMost));
}

std::string limitText(const FieldLimits& limits) {
    std::string text;
    const auto add = [&text](const std::optional<double>& limit, const char* sign) {
        if (limit) text += (text.empty() ? "" : ", ") + std::string(sign) + " " + plainDigits(*limit);
    };
    add(limits.above, ">");
    add(limits.atLeast, "≥");
    add(limits.below, "<");
    add(limits.atMost, "≤");
    return text;
}

}  // namespace kachi
