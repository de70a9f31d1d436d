#include "models/outcomes/simulation_program.h"

#include "models/outcomes/simulation_values.h"

#include <algorithm>

namespace kachi {
namespace {

const std::string complementSign = "#";
const std::string attributesWhere = "/outcomes/simulation/attributes/id=";
const std::string eventsWhere = "/outcomes/simulation/events/id=";

/// age follows the attribute age0 where there is one.
const std::map<std::string, std::string> ageOfPatient{{"age", "age0 + time"}};

std::vector<std::string> contextOf(const IndividualSimulation& simulation) {
    std::vector<std::string> names{"time", "state_time"};
    for (const PatientAttribute& attribute : simulation.attributes) names.push_back(attribute.id);
    return names;
}

NameScope namesOf(const OutcomeScope& scope, const IndividualSimulation& simulation) {
    NameScope names = scope.names();
    if (std::ranges::count(simulation.attributes, "age0", &PatientAttribute::id) > 0) {
        names.layers.back().expressions = &ageOfPatient;
    }
    return names;
}

class SimulationCompiler {
public:
    SimulationCompiler(const OutcomeScope& scope, Issues& issues)
        : m_scope(scope),
          m_structure(scope.structure()),
          m_simulation(*m_structure.simulation),
          m_builder(namesOf(scope, m_simulation)),
          m_issues(issues) {}

    SimulationProgram run() {
        m_result.strategy = m_scope.strategyIndex();
        m_result.subgroup = m_scope.subgroupIndex();
        for (const PatientAttribute& attribute : m_simulation.attributes) compileAttribute(attribute);
        compileInitial();
        for (const OutcomeState& state : m_structure.states) compileState(state);
        for (const OneOffCost& oneOff : m_scope.strategy().oneOffCosts) {
            m_result.oneOffCosts.push_back(add(oneOff.cost, m_scope.strategyWhere() + "/oneOffCosts/id=" + oneOff.id));
        }
        m_result.weight = add(m_scope.subgroup().weight, m_scope.subgroupWhere() + "/weight");
        m_result.costRate = add(m_structure.costDiscountRate, "/outcomes/costDiscountRate");
        m_result.effectRate = add(m_structure.effectDiscountRate, "/outcomes/effectDiscountRate");
        m_result.program = m_builder.program();
        if (hasErrors(m_issues)) return std::move(m_result);
        m_result.reach = contextReach(m_result.program);
        findUpdates();
        return std::move(m_result);
    }

private:
    int add(const std::string& text, const std::string& where) { return m_builder.add(text, where, m_issues); }

    void compileAttribute(const PatientAttribute& attribute) {
        SimulationAttribute& compiled = m_result.attributes.emplace_back();
        for (const auto& [name, text] : attribute.args) {
            compiled.args.emplace_back(name, add(text, attributesWhere + attribute.id + "/args/" + name));
        }
    }

    void compileInitial() {
        int complementState = -1;
        std::vector<int> others;
        for (std::size_t state = 0; state < m_structure.states.size(); ++state) {
            const auto cell = m_structure.initial.find(m_structure.states[state].id);
            if (cell == m_structure.initial.end()) continue;
            if (cell->second == complementSign) {
                complementState = static_cast<int>(state);
                continue;
            }
            others.push_back(add(cell->second, "/outcomes/initial/" + cell->first));
            m_result.initial.emplace_back(static_cast<int>(state), others.back());
        }
        if (complementState < 0 || std::ranges::count(others, -1) > 0) return;
        m_result.initial.emplace_back(complementState, m_builder.complement(others, "/outcomes/initial"));
        m_result.hasComplement = true;
    }

    void compileState(const OutcomeState& state) {
        SimulationState& compiled = m_result.states.emplace_back();
        compiled.alive = state.alive;
        compiled.cost = add(state.cost, "/outcomes/states/id=" + state.id + "/cost");
        compiled.utility = add(state.utility, "/outcomes/states/id=" + state.id + "/utility");
        for (std::size_t i = 0; i < m_simulation.events.size(); ++i) {
            if (m_simulation.events[i].from == state.id) compiled.events.push_back(compileEvent(i));
        }
    }

    SimulationEvent compileEvent(std::size_t declared) {
        const SimulatedEvent& event = m_simulation.events[declared];
        const std::string where = eventsWhere + event.id;
        SimulationEvent compiled;
        compiled.declared = declared;
        compiled.to = stateIndex(m_structure, event.to);
        compiled.forward = event.clock == EventClock::forward;
        const auto curve = std::ranges::find(m_structure.curves, event.curve, &SurvivalCurve::id);
        compiled.curve = compileCurve(*curve, m_builder, m_issues, true);
        compiled.costs.push_back(amount(event.cost, where + "/cost"));
        compiled.qalys.push_back(amount(event.qaly, where + "/qaly"));
        for (const TransitionReward& reward : m_structure.transitionRewards) {
            const bool leaves = reward.from == event.from || (reward.from == "*" && event.from != event.to);
            if (!leaves || reward.to != event.to) continue;
            const std::string rewardWhere = "/outcomes/transitionRewards/id=" + reward.id;
            compiled.costs.push_back(amount(reward.cost, rewardWhere + "/cost"));
            compiled.qalys.push_back(amount(reward.qaly, rewardWhere + "/qaly"));
        }
        for (const auto& [attribute, text] : event.sets) {
            const auto found = std::ranges::find(m_simulation.attributes, attribute, &PatientAttribute::id);
            compiled.sets.emplace_back(static_cast<int>(found - m_simulation.attributes.begin()),
                                       add(text, where + "/sets/" + attribute));
        }
        return compiled;
    }

    SimulationAmount amount(const std::string& text, const std::string& where) { return {add(text, where), where}; }

    std::vector<int> updates(const std::vector<int>& roots) const {
        return nodesBelow(m_result.program, m_result.reach, roots, ~std::uint64_t{0});
    }

    std::uint64_t reachOf(const std::vector<int>& roots) const {
        std::uint64_t reach = 0;
        for (const int root : roots) reach |= m_result.reach[static_cast<std::size_t>(root)];
        return reach;
    }

    void findUpdates() {
        for (std::size_t i = 0; i < m_result.attributes.size(); ++i) findAttributeUpdates(i);
        std::vector<int> start = m_result.oneOffCosts;
        for (const auto& [state, node] : m_result.initial) start.push_back(node);
        m_result.startUpdate = updates(start);
        for (SimulationState& state : m_result.states) findStateUpdates(state);
        refusePatient(m_result.weight, m_scope.subgroupWhere() + "/weight");
        refusePatient(m_result.costRate, "/outcomes/costDiscountRate");
        refusePatient(m_result.effectRate, "/outcomes/effectDiscountRate");
    }

    void findAttributeUpdates(std::size_t index) {
        SimulationAttribute& attribute = m_result.attributes[index];
        std::vector<int> roots;
        for (const auto& [name, node] : attribute.args) roots.push_back(node);
        attribute.update = updates(roots);
        const std::uint64_t known = (std::uint64_t{1} << (firstAttributeSource + index)) - 1;
        const std::string& id = m_simulation.attributes[index].id;
        if ((reachOf(roots) & ~known) != 0) report("simulation.attributeOrder", attributesWhere + id, id);
        attribute.constant = std::ranges::all_of(roots, [&](int node) {
            return m_result.program.nodes[static_cast<std::size_t>(node)].variation == Variation::nothing;
        });
    }

    void findStateUpdates(SimulationState& state) {
        constexpr std::uint64_t time = std::uint64_t{1} << timeSource;
        constexpr std::uint64_t stateTime = std::uint64_t{1} << stateTimeSource;
        const std::vector<int> values{state.cost, state.utility};
        state.valueUpdate = updates(values);
        state.followsTime = (reachOf(values) & time) != 0;
        state.followsStateTime = (reachOf(values) & stateTime) != 0;
        std::vector<int> entry = values;
        for (SimulationEvent& event : state.events) {
            std::vector<int> curve;
            for (const SurvivalNumber& number : event.curve.numbers()) curve.push_back(number.node);
            entry.insert(entry.end(), curve.begin(), curve.end());
            event.curveVaries = reachOf(curve) != 0;
            if ((reachOf(curve) & stateTime) != 0) {
                report("simulation.stateTime", event.curve.where, m_simulation.events[event.declared].id);
            }
            std::vector<int> outcomes;
            for (const SimulationAmount& cost : event.costs) outcomes.push_back(cost.node);
            for (const SimulationAmount& qaly : event.qalys) outcomes.push_back(qaly.node);
            for (const auto& [attribute, node] : event.sets) outcomes.push_back(node);
            event.update = updates(outcomes);
        }
        state.update = updates(entry);
    }

    void refusePatient(int node, const std::string& where) {
        if (m_result.reach[static_cast<std::size_t>(node)] != 0) report("simulation.variesByPatient", where, {});
    }

    void report(const char* code, const std::string& where, const std::string& value) {
        m_issues.push_back({code, Severity::error, where, value, {}, {}});
    }

    const OutcomeScope& m_scope;
    const OutcomesStructure& m_structure;
    const IndividualSimulation& m_simulation;
    ProgramBuilder m_builder;
    Issues& m_issues;
    SimulationProgram m_result;
};

/// Names of the clock that a simulation cannot give get their own sentences.
void explainNames(Issues& issues) {
    for (Issue& issue : issues) {
        if (issue.code == "expressions.unknownName" && issue.value == "cycle") issue.code = "simulation.cycle";
    }
    explainClock(issues);
}

}  // namespace

SimulationProgram compileSimulation(const EngineInputs& inputs, Issues& issues) {
    const OutcomeScope scope(inputs, contextOf(*inputs.structure.simulation));
    Issues found;
    SimulationProgram program = SimulationCompiler(scope, found).run();
    explainNames(found);
    append(issues, found);
    return program;
}

}  // namespace kachi
