#include "models/outcomes/outcome_scope.h"

#include <algorithm>

namespace kachi {
namespace {

std::map<std::string, std::string> clockDefinitions(const OutcomesStructure& structure) {
    if (structure.startAge.empty()) return {};
    std::map<std::string, std::string> definitions{{"age", "(" + structure.startAge + ") + time"}};
    if (structure.startAge != "age0") definitions["age0"] = structure.startAge;
    return definitions;
}

}  // namespace

std::vector<OutcomeSubgroup> subgroupsOf(const OutcomesStructure& structure) {
    if (!structure.subgroups.empty()) return structure.subgroups;
    return {OutcomeSubgroup{}};
}

const std::vector<std::string>& clockNames() {
    static const std::vector<std::string> names{"cycle", "time", "age", "state_time"};
    return names;
}

std::set<std::string> contextNames(const OutcomesStructure& structure) {
    std::set<std::string> names(clockNames().begin(), clockNames().end());
    for (const OutcomeStrategy& strategy : structure.strategies) {
        for (const auto& [name, text] : strategy.overrides) names.insert(name);
    }
    for (const OutcomeSubgroup& subgroup : structure.subgroups) {
        for (const auto& [name, text] : subgroup.values) names.insert(name);
    }
    for (const auto& [name, text] : clockDefinitions(structure)) names.insert(name);
    if (structure.simulation) {
        for (const PatientAttribute& attribute : structure.simulation->attributes) names.insert(attribute.id);
    }
    if (structure.budget) names.insert("year");
    return names;
}

int stateIndex(const OutcomesStructure& structure, const std::string& id) {
    const auto found = std::ranges::find(structure.states, id, &OutcomeState::id);
    return found == structure.states.end() ? -1 : static_cast<int>(found - structure.states.begin());
}

OutcomeScope::OutcomeScope(const EngineInputs& inputs, std::vector<std::string> context)
    : m_inputs(inputs),
      m_subgroup(subgroupsOf(inputs.structure)[inputs.subgroup]),
      m_clock(clockDefinitions(inputs.structure)),
      m_context(std::move(context)) {}

NameScope OutcomeScope::names() const {
    return {.layers = {{subgroupWhere() + "/values", &m_subgroup.values},
                       {strategyWhere() + "/overrides", &strategy().overrides},
                       {"", &m_inputs.expressions.expressions},
                       {"/outcomes/startAge", &m_clock}},
            .parameters = &m_inputs.values,
            .tables = &m_inputs.expressions.tables,
            .context = m_context,
            .useDraws = m_inputs.useDraws};
}

void refuseCycle(const Program& program, int node, const std::string& where, Issues& issues) {
    if (node < 0) return;
    const Variation variation = program.nodes[node].variation;
    if (variation == Variation::nothing || variation == Variation::draw) return;
    issues.push_back({"outcomes.variesByCycle", Severity::error, where, {}, {}, {}});
}

void explainClock(Issues& issues) {
    for (Issue& issue : issues) {
        if (issue.code == "expressions.unknownName" && issue.value == "state_time") issue.code = "outcomes.stateTime";
        if (issue.code == "expressions.unknownName" && issue.value == "age") issue.code = "outcomes.startAgeMissing";
    }
}

}  // namespace kachi
