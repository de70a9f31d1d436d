#include "models/outcomes/simulation_checks.h"

#include <algorithm>
#include <set>

namespace kachi {
namespace {

constexpr int mostPatients = 10'000'000;
constexpr std::size_t mostAttributes = 60;

class SimulationChecks {
public:
    explicit SimulationChecks(const EngineInputs& inputs)
        : m_inputs(inputs), m_structure(inputs.structure), m_simulation(*inputs.structure.simulation) {}

    Issues run() {
        const std::string where = "/outcomes/simulation";
        if (m_simulation.patients < 1 || m_simulation.patients > mostPatients) {
            report("simulation.patients", where + "/patients", std::to_string(m_simulation.patients),
                   "1–" + std::to_string(mostPatients));
        }
        if (m_simulation.attributes.size() > mostAttributes) {
            report("simulation.attributeCount", where + "/attributes", std::to_string(m_simulation.attributes.size()),
                   std::to_string(mostAttributes));
        }
        std::set<std::string> attributeIds;
        for (const PatientAttribute& attribute : m_simulation.attributes) checkAttribute(attribute, attributeIds);
        if (m_simulation.events.empty()) report("simulation.noEvents", where + "/events", {}, {});
        std::set<std::string> eventIds;
        for (const SimulatedEvent& event : m_simulation.events) checkEvent(event, eventIds);
        checkTiming();
        return std::move(m_issues);
    }

private:
    void report(const char* code, const std::string& where, const std::string& value, const std::string& limit,
                std::map<std::string, std::string> details = {}) {
        m_issues.push_back({code, Severity::error, where, value, limit, std::move(details)});
    }

    void checkId(const std::string& id, const std::string& where, std::set<std::string>& seen) {
        if (id.empty()) report("outcomes.idMissing", where, {}, {});
        if (!id.empty() && !seen.insert(id).second) report("outcomes.idTwice", where, id, {});
    }

    /// An attribute must be the only meaning of its name.
    void checkAttribute(const PatientAttribute& attribute, std::set<std::string>& seen) {
        const std::string table = "/outcomes/simulation/attributes";
        const std::string where = table + "/id=" + attribute.id;
        checkId(attribute.id, table, seen);
        const bool clock = std::ranges::count(clockNames(), attribute.id) > 0;
        if (!attribute.id.empty() && (clock || !isExpressionName(attribute.id))) {
            report("expressions.reservedName", where, attribute.id, {});
        }
        bool taken = m_inputs.values.has(attribute.id) || m_inputs.expressions.expressions.contains(attribute.id);
        for (const OutcomeStrategy& strategy : m_structure.strategies) {
            taken = taken || strategy.overrides.contains(attribute.id);
        }
        for (const OutcomeSubgroup& subgroup : m_structure.subgroups) {
            taken = taken || subgroup.values.contains(attribute.id);
        }
        if (taken) report("simulation.attributeName", where, attribute.id, {});
        if (attribute.family == Family::fixed) {
            if (attribute.args.size() == 1 && attribute.args.contains("value")) return;
            report("simulation.fixedArgument", where, {}, "{value}");
            return;
        }
        DistributionSpec names{attribute.family, {}};
        for (const auto& [name, text] : attribute.args) names.args[name] = 1;
        for (const Issue& issue : validate(names, where)) {
            const bool aboutNames =
                issue.code == "statistics.unknownArgument" || issue.code == "statistics.argumentSet";
            if (aboutNames) m_issues.push_back(issue);
        }
    }

    void checkEvent(const SimulatedEvent& event, std::set<std::string>& seen) {
        const std::string table = "/outcomes/simulation/events";
        const std::string where = table + "/id=" + event.id;
        checkId(event.id, table, seen);
        const int from = stateIndex(m_structure, event.from);
        if (from < 0) report("outcomes.unknownState", where + "/from", event.from, {});
        if (stateIndex(m_structure, event.to) < 0) report("outcomes.unknownState", where + "/to", event.to, {});
        if (from >= 0 && !m_structure.states[static_cast<std::size_t>(from)].alive) {
            report("simulation.eventAfterDeath", where + "/from", event.from, {});
        }
        const auto curve = std::ranges::find(m_structure.curves, event.curve, &SurvivalCurve::id);
        if (curve == m_structure.curves.end()) {
            report("simulation.unknownCurve", where + "/curve", event.curve, {});
        } else if (curve->source == CurveSource::expression) {
            report("simulation.expressionCurve", where + "/curve", event.curve, {});
        }
        for (const auto& [attribute, text] : event.sets) {
            if (std::ranges::count(m_simulation.attributes, attribute, &PatientAttribute::id) > 0) continue;
            report("simulation.unknownAttribute", where + "/sets", attribute, {});
        }
    }

    void checkTiming() {
        if (m_structure.timing.discountForm == DiscountForm::simple) {
            report("simulation.simpleDiscount", "/outcomes/timing/discountForm", {}, {});
        }
        for (const OutcomeStrategy& strategy : m_structure.strategies) {
            for (const OneOffCost& cost : strategy.oneOffCosts) {
                if (cost.timing != OneOffTiming::counted) continue;
                report("simulation.countedCost",
                       "/outcomes/strategies/id=" + strategy.id + "/oneOffCosts/id=" + cost.id, cost.id, {});
            }
        }
    }

    const EngineInputs& m_inputs;
    const OutcomesStructure& m_structure;
    const IndividualSimulation& m_simulation;
    Issues m_issues;
};

}  // namespace

Issues simulationFaults(const EngineInputs& inputs) {
    return SimulationChecks(inputs).run();
}

}  // namespace kachi
