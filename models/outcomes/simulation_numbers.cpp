#include "models/outcomes/simulation_numbers.h"

#include "models/expressions/operation.h"
#include "models/statistics/random.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

/// Largest miss of the sum of starting probabilities, as in the cohort model.
constexpr double sumTolerance = 1e-9;

/// Pair of the random numbers at the start that picks the state; attributes count up from 0.
constexpr std::uint32_t startPair = 0xffffffff;

const std::string attributesWhere = "/outcomes/simulation/attributes/id=";

}  // namespace

std::array<double, 2> PatientStream::uniforms(std::uint32_t stay, std::uint32_t pair) const {
    return uniformPair({patient, draw, stay, pair}, key);
}

SimulationNumbers::SimulationNumbers(const SimulationProgram& program, const OutcomesStructure& structure,
                                     bool useDraws)
    : m_program(program),
      m_structure(structure),
      m_useDraws(useDraws),
      m_values(program.program, program.reach, firstAttributeSource + program.attributes.size()),
      m_attributes(program.attributes.size()),
      m_set(program.attributes.size()) {
    for (const SimulationState& compiled : program.states) {
        State& state = m_states.emplace_back();
        state.alive = compiled.alive;
        state.varies = !compiled.update.empty();
        state.followsTime = compiled.followsTime;
        state.followsStateTime = compiled.followsStateTime;
        state.firstEvent = m_events.size();
        state.events = compiled.events.size();
        for (const SimulationEvent& one : compiled.events) {
            Event& event = m_events.emplace_back();
            event.varies = !one.update.empty() || !one.sets.empty();
            event.forward = one.forward;
            event.to = static_cast<std::size_t>(one.to);
            event.declared = one.declared;
            m_compiled.push_back(&one);
        }
    }
    for (std::size_t i = 0; i < m_attributes.size(); ++i) {
        m_attributes[i].spec.family = structure.simulation->attributes[i].family;
    }
}

bool SimulationNumbers::beginDraw(std::size_t draw) {
    m_draw = draw;
    m_patient.reset();
    m_fault.reset();
    m_values.beginDraw(draw);
    if (!finite(m_program.weight)) return false;
    if (!readRate(m_program.costRate, "/outcomes/costDiscountRate")) return false;
    if (!readRate(m_program.effectRate, "/outcomes/effectDiscountRate")) return false;
    for (std::size_t i = 0; i < m_attributes.size(); ++i) {
        Attribute& attribute = m_attributes[i];
        if (attribute.table || !m_program.attributes[i].update.empty()) continue;
        if (!readDistribution(i)) return false;
        if (m_program.attributes[i].constant && attribute.distribution) {
            attribute.table.emplace(*attribute.distribution);
        }
    }
    if (m_program.startUpdate.empty() && !readStart()) return false;
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        if (!m_states[i].varies && !readValues(i)) return false;
    }
    for (std::size_t i = 0; i < m_events.size(); ++i) {
        if (!m_compiled[i]->curveVaries && !readCurve(i)) return false;
        if (!m_events[i].varies && !readEvent(i)) return false;
    }
    return true;
}

bool SimulationNumbers::beginPatient(const PatientStream& stream) {
    m_patient = stream.patient;
    setClock(0, 0);
    std::array<double, 2> pair{};
    for (std::size_t i = 0; i < m_attributes.size(); ++i) {
        if (i % 2 == 0) pair = stream.uniforms(0, static_cast<std::uint32_t>(i / 2));
        if (!readAttribute(i, pair[i % 2])) return false;
    }
    if (m_program.startUpdate.empty()) return true;
    m_values.update(m_program.startUpdate);
    return readStart();
}

bool SimulationNumbers::enter(std::size_t state, double time) {
    setClock(time, 0);
    m_values.update(m_program.states[state].update);
    if (!readValues(state)) return false;
    const State& entered = m_states[state];
    for (std::size_t event = entered.firstEvent; event < entered.firstEvent + entered.events; ++event) {
        if (m_compiled[event]->curveVaries && !readCurve(event)) return false;
    }
    return true;
}

bool SimulationNumbers::revalue(std::size_t state, double time, double stateTime) {
    setClock(time, stateTime);
    m_values.update(m_program.states[state].valueUpdate);
    return readValues(state);
}

bool SimulationNumbers::happen(std::size_t event, double time, double stateTime) {
    setClock(time, stateTime);
    const SimulationEvent& compiled = *m_compiled[event];
    m_values.update(compiled.update);
    if (!readEvent(event)) return false;
    for (std::size_t i = 0; i < compiled.sets.size(); ++i) m_set[i] = m_values.at(compiled.sets[i].second);
    for (std::size_t i = 0; i < compiled.sets.size(); ++i) {
        m_values.setContext(firstAttributeSource + static_cast<std::size_t>(compiled.sets[i].first), m_set[i]);
    }
    return true;
}

std::size_t SimulationNumbers::startState(const PatientStream& stream) const {
    const auto& initial = m_program.initial;
    if (initial.size() == 1) return static_cast<std::size_t>(initial.front().first);
    const double uniform = stream.uniforms(0, startPair)[0];
    double reached = 0;
    int chosen = initial.front().first;
    for (const auto& [state, node] : initial) {
        const double probability = m_values.at(node);
        if (probability <= 0) continue;
        chosen = state;
        reached += probability;
        if (uniform < reached) break;
    }
    return static_cast<std::size_t>(chosen);
}

void SimulationNumbers::setClock(double time, double stateTime) {
    m_values.setContext(timeSource, time);
    m_values.setContext(stateTimeSource, stateTime);
}

bool SimulationNumbers::readAttribute(std::size_t index, double uniform) {
    const SimulationAttribute& compiled = m_program.attributes[index];
    Attribute& attribute = m_attributes[index];
    if (!compiled.update.empty()) {
        m_values.update(compiled.update);
        if (!readDistribution(index)) return false;
    }
    double value = 0;
    if (attribute.spec.family == Family::fixed) {
        value = m_values.at(compiled.args.front().second);
    } else {
        value = attribute.table ? (*attribute.table)(uniform) : attribute.distribution->quantile(uniform);
    }
    if (!isFinite(value)) {
        const std::string where = attributesWhere + m_structure.simulation->attributes[index].id;
        return fail(patientIssue("simulation.attributeValue", where, value, {}));
    }
    m_values.setContext(firstAttributeSource + index, value);
    return true;
}

/// Makes the distribution of an attribute from its arguments, unless they are those it was last made from.
bool SimulationNumbers::readDistribution(std::size_t index) {
    const SimulationAttribute& compiled = m_program.attributes[index];
    Attribute& attribute = m_attributes[index];
    bool changed = !attribute.distribution;
    attribute.arguments.resize(compiled.args.size());
    for (std::size_t i = 0; i < compiled.args.size(); ++i) {
        const int node = compiled.args[i].second;
        if (!finite(node)) return false;
        changed = changed || attribute.arguments[i] != m_values.at(node);
        attribute.arguments[i] = m_values.at(node);
    }
    if (!changed || attribute.spec.family == Family::fixed) return true;
    for (std::size_t i = 0; i < compiled.args.size(); ++i) {
        attribute.spec.args[compiled.args[i].first] = attribute.arguments[i];
    }
    const std::string where = attributesWhere + m_structure.simulation->attributes[index].id;
    const Result<Distribution> made = makeDistribution(attribute.spec, where);
    if (made) {
        attribute.distribution = *made;
        return true;
    }
    if (compiled.constant) return fail(made.issues().front());
    std::string arguments;
    for (const auto& [name, value] : attribute.spec.args) {
        arguments += (arguments.empty() ? "" : ", ") + name + " = " + numberText(value);
    }
    Issue issue = patientIssue("simulation.attributeDistribution", where, 0, {});
    issue.value = arguments;
    issue.details["family"] = familyName(attribute.spec.family);
    return fail(std::move(issue));
}

bool SimulationNumbers::readStart() {
    m_oneOffCost = 0;
    for (const int cost : m_program.oneOffCosts) {
        if (!finite(cost)) return false;
        m_oneOffCost += m_values.at(cost);
    }
    return readInitial();
}

bool SimulationNumbers::readInitial() {
    double sum = 0;
    for (std::size_t i = 0; i < m_program.initial.size(); ++i) {
        const auto [state, node] = m_program.initial[i];
        if (!finite(node)) return false;
        const double probability = m_values.at(node);
        const bool complement = m_program.hasComplement && i + 1 == m_program.initial.size();
        if (!(probability >= (complement ? -sumTolerance : 0) && probability <= 1)) {
            const std::string where = "/outcomes/initial/" + m_structure.states[static_cast<std::size_t>(state)].id;
            return fail(patientIssue("simulation.startProbability", where, probability, "0–1"));
        }
        sum += probability;
    }
    if (std::abs(sum - 1) <= sumTolerance) return true;
    return fail(patientIssue("simulation.startSum", "/outcomes/initial", sum, "1"));
}

bool SimulationNumbers::readValues(std::size_t index) {
    const SimulationState& compiled = m_program.states[index];
    if (!finite(compiled.cost) || !finite(compiled.utility)) return false;
    m_states[index].cost = m_values.at(compiled.cost);
    m_states[index].utility = m_values.at(compiled.utility);
    return true;
}

/// Numbers that are not given leave the value as it is.
bool SimulationNumbers::readNumber(const SurvivalNumber& number, std::size_t event, double& value) {
    if (number.node < 0) return true;
    if (!finite(number.node)) return false;
    value = m_values.at(number.node);
    const std::string limit = number.brokenLimit(value);
    return limit.empty() || refuseCurve(event, number.where, value, limit);
}

bool SimulationNumbers::readCurve(std::size_t index) {
    const SurvivalProgram& curve = m_compiled[index]->curve;
    m_pieces.resize(curve.pieces.size());
    for (std::size_t i = 0; i < curve.pieces.size(); ++i) {
        const SurvivalPieceProgram& compiled = curve.pieces[i];
        CurvePiece& piece = m_pieces[i];
        piece.parameters.family = compiled.family;
        for (std::size_t argument = 0; argument < compiled.args.size(); ++argument) {
            if (!readNumber(compiled.args[argument], index, piece.parameters.values[argument])) return false;
        }
        piece.from = 0;
        if (!readNumber(compiled.from, index, piece.from)) return false;
        if (i > 0 && !(piece.from > m_pieces[i - 1].from)) {
            return refuseCurve(index, compiled.from.where, piece.from, "> " + numberText(m_pieces[i - 1].from));
        }
    }
    double hazardRatio = 1;
    double timeRatio = 1;
    double cure = 0;
    if (!readNumber(curve.hazardRatio, index, hazardRatio)) return false;
    if (!readNumber(curve.timeRatio, index, timeRatio)) return false;
    if (!readNumber(curve.cure, index, cure)) return false;
    m_events[index].times.set(m_pieces, hazardRatio, timeRatio, cure);
    return true;
}

bool SimulationNumbers::readEvent(std::size_t index) {
    const SimulationEvent& compiled = *m_compiled[index];
    Event& event = m_events[index];
    event.cost = 0;
    event.qaly = 0;
    for (const SimulationAmount& cost : compiled.costs) {
        if (!finite(cost.node)) return false;
        event.cost += m_values.at(cost.node);
    }
    for (const SimulationAmount& qaly : compiled.qalys) {
        if (!finite(qaly.node)) return false;
        event.qaly += m_values.at(qaly.node);
    }
    for (const auto& [attribute, node] : compiled.sets) {
        if (!finite(node)) return false;
    }
    return true;
}

bool SimulationNumbers::readRate(int node, const char* where) {
    if (!finite(node)) return false;
    const double rate = m_values.at(node);
    if (rate >= 0 && rate < 1) return true;
    return fail({"outcomes.discountRate", Severity::error, where, numberText(rate), "0–1", {{"draw", drawText()}}});
}

bool SimulationNumbers::finite(int node) {
    if (isFinite(m_values.at(node))) return true;
    const Issue cause = m_values.failure(node, drawText());
    if (m_program.reach[static_cast<std::size_t>(node)] == 0) return fail(cause);
    Issue issue = patientIssue("simulation.expression", cause.where, 0, {});
    issue.value = cause.value;
    issue.details["position"] = cause.details.at("position");
    issue.details["operation"] = cause.details.at("operation");
    issue.details["time"] = numberText(m_values.context(timeSource));
    return fail(std::move(issue));
}

bool SimulationNumbers::refuseCurve(std::size_t event, const std::string& where, double value,
                                    const std::string& limit) {
    Issue issue = patientIssue("simulation.curveValue", where, value, limit);
    issue.details["event"] = m_structure.simulation->events[m_events[event].declared].id;
    return fail(std::move(issue));
}

bool SimulationNumbers::fail(Issue issue) {
    m_fault = std::move(issue);
    return false;
}

Issue SimulationNumbers::patientIssue(const char* code, const std::string& where, double value,
                                      const std::string& limit) const {
    const std::string subgroup = subgroupsOf(m_structure)[m_program.subgroup].id;
    Issue issue{code, Severity::error, where, numberText(value), limit, {}};
    issue.details = {{"strategy", m_structure.strategies[m_program.strategy].id},
                     {"subgroup", subgroup.empty() ? "–" : subgroup},
                     {"draw", drawText()},
                     {"patient", m_patient ? std::to_string(*m_patient + 1) : "–"}};
    return issue;
}

std::string SimulationNumbers::drawText() const {
    return m_useDraws ? std::to_string(m_draw + 1) : "0";
}

}  // namespace kachi
