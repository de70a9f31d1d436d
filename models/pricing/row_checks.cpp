#include "models/pricing/row_checks.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

bool fits(double value, const NumberLimits& limits) {
    return std::isfinite(value) && value > limits.above && value >= limits.atLeast && value <= limits.atMost &&
           value < limits.below;
}

std::string limitText(const NumberLimits& limits) {
    std::string text;
    const auto add = [&](const char* sign, double value) {
        if (!std::isfinite(value)) return;
        if (!text.empty()) text += ", ";
        text += sign + numberText(value);
    };
    add("> ", limits.above);
    add("≥ ", limits.atLeast);
    add("≤ ", limits.atMost);
    add("< ", limits.below);
    return text;
}

}  // namespace

bool isRowId(const std::string& id) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return !id.empty() && std::all_of(id.begin(), id.end(), allowed);
}

void checkNumber(const std::string& id, const ParameterValues& values, const NumberLimits& limits, Issues& issues) {
    if (!values.has(id)) {
        issues.push_back({"pricing.parameterMissing", Severity::error, id, {}, {}, {}});
        return;
    }
    checkOptionalNumber(id, values, limits, issues);
}

void checkOptionalNumber(const std::string& id, const ParameterValues& values, const NumberLimits& limits,
                         Issues& issues) {
    if (!values.has(id)) return;
    if (!fits(values.baseOf(id), limits)) {
        issues.push_back(
            {"pricing.numberOutside", Severity::error, id, numberText(values.baseOf(id)), limitText(limits), {}});
        return;
    }
    const auto drawn = values.drawn.find(id);
    if (drawn == values.drawn.end()) return;
    const auto bad =
        std::find_if_not(drawn->second.begin(), drawn->second.end(), [&](double value) { return fits(value, limits); });
    if (bad == drawn->second.end()) return;
    issues.push_back({"pricing.drawOutside",
                      Severity::error,
                      id,
                      numberText(*bad),
                      limitText(limits),
                      {{"draw", std::to_string(bad - drawn->second.begin() + 1)}}});
}

void checkAmount(const std::string& name, const Rational& yen, Issues& issues) {
    const Rational most(std::numeric_limits<std::int64_t>::max() / 100);
    if (yen <= most) return;
    issues.push_back(
        {"pricing.amountTooLarge", Severity::error, name, numberText(toDouble(yen)), rationalText(most), {}});
}

}  // namespace kachi
