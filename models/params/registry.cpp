#include "models/params/registry.h"

#include "models/equalisation/equalisation_params.h"
#include "models/labour/labour_params.h"
#include "models/outcomes/outcomes_params.h"
#include "models/pricing/pricing_params.h"
#include "models/pricing/recalculation_params.h"

#include <algorithm>
#include <cctype>
#include <limits>

namespace kachi {
namespace {

bool isWordCharacter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

std::vector<ParamDef> collect() {
    std::vector<ParamDef> all;
    for (const auto part :
         {outcomesParams(), labourParams(), equalisationParams(), pricingParams(), recalculationParams()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

}  // namespace

const std::vector<ParamDef>& registry() {
    static const std::vector<ParamDef> all = collect();
    return all;
}

bool matchesPattern(std::string_view pattern, std::string_view id) {
    std::size_t at = 0;
    for (const char c : pattern) {
        if (c == '*') {
            const std::size_t start = at;
            while (at < id.size() && isWordCharacter(id[at])) ++at;
            if (at == start) return false;
        } else if (at < id.size() && id[at] == c) {
            ++at;
        } else {
            return false;
        }
    }
    return at == id.size();
}

const ParamDef* findDefinition(const std::string& id) {
    for (const ParamDef& definition : registry()) {
        if (matchesPattern(definition.id, id)) return &definition;
    }
    return nullptr;
}

bool isOutcomeId(const std::string& id) {
    if (!id.starts_with("outcomes.") || id.ends_with('.') || id.find("..") != std::string::npos) return false;
    bool startsSegment = true;
    for (const char c : id) {
        if (c == '.') {
            startsSegment = true;
            continue;
        }
        if (!isWordCharacter(c) && c != '_') return false;
        if (startsSegment && std::isdigit(static_cast<unsigned char>(c)) != 0) return false;
        startsSegment = false;
    }
    return true;
}

ParamDef declaredLimits(Unit unit) {
    ParamDef limits{
        .id = "outcomes.*", .ja = "アウトカムのパラメータ", .en = "Parameter of the outcome model", .unit = unit};
    switch (unit) {
        case Unit::probability:
            limits.high = 1;
            break;
        case Unit::utility:  // states worse than death are below 0
            limits.low = -1;
            limits.high = 1;
            break;
        case Unit::none:  // regression coefficients, differences
        case Unit::qaly:
        case Unit::percent:
            limits.low = -std::numeric_limits<double>::infinity();
            break;
        default:
            break;
    }
    return limits;
}

Text parameterLabel(const std::string& id, const Parameter& parameter) {
    if (!parameter.label.empty()) return parameter.label;
    if (const ParamDef* definition = findDefinition(id)) {
        return {std::string(definition->ja), std::string(definition->en)};
    }
    return {id, id};
}

Unit parameterUnit(const std::string& id, const Parameter& parameter) {
    const ParamDef* definition = findDefinition(id);
    return definition ? definition->unit : parameter.unit;
}

}  // namespace kachi
