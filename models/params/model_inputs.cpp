#include "models/params/model_inputs.h"

#include <cassert>
#include <cmath>

namespace kachi {
namespace {

bool possible(const ParamDef& definition, double value) {
    if (!std::isfinite(value) || value < definition.low || value > definition.high) return false;
    return !definition.integer || value == std::floor(value);
}

std::string limitText(const ParamDef& definition) {
    return numberText(definition.low) + " – " + (std::isfinite(definition.high) ? numberText(definition.high) : "∞");
}

}  // namespace

ModelInput::ModelInput(const ParameterValues& values, const std::string& id)
    : m_id(id), m_base(values.baseOf(id)), m_drawn(nullptr) {
    const auto found = values.drawn.find(id);
    if (found == values.drawn.end()) return;
    assert(found->second.size() == values.draws);
    m_drawn = &found->second;
}

std::string cellId(std::string_view column, std::string_view row) {
    std::string id(column);
    const auto star = id.find('*');
    if (star != std::string::npos) id.replace(star, 1, row);
    return id;
}

const ParamDef& definitionOf(std::span<const ParamDef> table, std::string_view id) {
    for (const ParamDef& definition : table) {
        if (definition.id == id) return definition;
    }
    assert(false && "parameter is not declared");
    return table.front();
}

bool isRowId(std::string_view id) {
    for (const char c : id) {
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) return false;
    }
    return !id.empty();
}

void checkInput(const ParamDef& definition, const std::string& id, const ParameterValues& values, Issues& issues) {
    if (!values.has(id)) {
        issues.push_back({"input.missing", Severity::error, id, {}, limitText(definition), {}});
        return;
    }
    const double base = values.baseOf(id);
    if (!possible(definition, base)) {
        issues.push_back({"input.impossible", Severity::error, id, numberText(base), limitText(definition), {}});
    }
    const auto drawn = values.drawn.find(id);
    if (drawn == values.drawn.end()) return;
    std::size_t impossible = 0;
    double example = 0;
    for (const double value : drawn->second) {
        if (possible(definition, value)) continue;
        if (impossible++ == 0) example = value;
    }
    if (impossible == 0) return;
    issues.push_back({"input.impossibleDraws",
                      Severity::error,
                      id,
                      numberText(example),
                      limitText(definition),
                      {{"count", std::to_string(impossible)}, {"draws", std::to_string(drawn->second.size())}}});
}

}  // namespace kachi
