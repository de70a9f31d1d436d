#include "models/outcomes/structure_checks.h"

#include "models/outcomes/cohort_program.h"
#include "models/outcomes/row_ids.h"
#include "models/outcomes/survival_checks.h"

#include <algorithm>

namespace kachi {
namespace {

constexpr int mostCycles = 20'000;
constexpr double longestCycleYears = 10;

class StructureChecks {
public:
    StructureChecks(const OutcomesStructure& structure, Issues& issues) : m_structure(structure), m_issues(issues) {}

    void all() {
        const bool isTree = m_structure.model == OutcomeModel::decisionTree;
        if (isTree) ids(m_structure.states, "/outcomes/states");
        if (!isTree) rows(m_structure.states, "/outcomes/states");
        rows(m_structure.strategies, "/outcomes/strategies");
        ids(m_structure.subgroups, "/outcomes/subgroups");
        distribution(m_structure.initial, "/outcomes/initial");
        const bool startsInStates = !isTree && m_structure.model != OutcomeModel::partitionedSurvival;
        if (startsInStates && m_structure.initial.empty()) report("outcomes.noRows", "/outcomes/initial", {}, {});
        for (const auto& [from, cells] : m_structure.transitions) {
            state(from, "/outcomes/transitions");
            distribution(cells, "/outcomes/transitions/" + from);
        }
        if (m_structure.transitionUnit == TransitionUnit::rate) rates();
        for (const OutcomeState& state : m_structure.states) tunnel(state);
        ids(m_structure.transitionRewards, "/outcomes/transitionRewards");
        for (const TransitionReward& reward : m_structure.transitionRewards) transitionReward(reward);
        for (const OutcomeStrategy& strategy : m_structure.strategies) oneOffCosts(strategy);
        survivalFaults(m_structure, m_issues);
        timing();
        thresholds();
        const auto comparator = std::ranges::find(m_structure.strategies, m_structure.comparator, &OutcomeStrategy::id);
        if (comparator == m_structure.strategies.end()) {
            report("outcomes.unknownComparator", "/outcomes/comparator", m_structure.comparator, {});
        }
        if (m_structure.currency.empty()) report("outcomes.currency", "/outcomes/currency", {}, {});
    }

    void reserved(const std::string& name, const std::string& where) {
        if (std::ranges::count(clockNames(), name) > 0 || !isExpressionName(name)) {
            report("expressions.reservedName", where, name, {});
        }
    }

    void report(const char* code, const std::string& where, const std::string& value, const std::string& limit) {
        m_issues.push_back({code, Severity::error, where, value, limit, {}});
    }

private:
    template <class Row>
    void ids(const std::vector<Row>& table, const std::string& where) {
        checkRowIds(table, where, m_issues);
    }

    template <class Row>
    void rows(const std::vector<Row>& table, const std::string& where) {
        if (table.empty()) report("outcomes.noRows", where, {}, {});
        ids(table, where);
    }

    void state(const std::string& id, const std::string& where) {
        const auto found = std::ranges::find(m_structure.states, id, &OutcomeState::id);
        if (found == m_structure.states.end()) report("outcomes.unknownState", where, id, {});
    }

    void distribution(const std::map<std::string, std::string>& cells, const std::string& where) {
        int complements = 0;
        for (const auto& [to, text] : cells) {
            state(to, where);
            complements += text == "#";
        }
        if (complements > 1) report("outcomes.twoComplements", where, std::to_string(complements), "1");
    }

    /// Rates have no diagonal, nor anything left of 1.
    void rates() {
        for (const auto& [from, cells] : m_structure.transitions) {
            for (const auto& [to, text] : cells) {
                const std::string where = "/outcomes/transitions/" + from + "/" + to;
                if (text == "#") report("outcomes.rateComplement", where, text, {});
                if (text != "#" && from == to) report("outcomes.rateDiagonal", where, text, {});
            }
        }
    }

    void tunnel(const OutcomeState& state) {
        if (state.tunnelCycles >= 0) return;
        report("outcomes.tunnelCycles", "/outcomes/states/id=" + state.id + "/tunnelCycles",
               std::to_string(state.tunnelCycles), std::to_string(mostTunnelCycles));
    }

    void transitionReward(const TransitionReward& reward) {
        const std::string where = "/outcomes/transitionRewards/id=" + reward.id;
        if (reward.from != "*") state(reward.from, where + "/from");
        state(reward.to, where + "/to");
        if (reward.from == reward.to) report("outcomes.rewardStays", where + "/to", reward.to, {});
    }

    void oneOffCosts(const OutcomeStrategy& strategy) {
        const std::string where = "/outcomes/strategies/id=" + strategy.id + "/oneOffCosts";
        ids(strategy.oneOffCosts, where);
        for (const OneOffCost& cost : strategy.oneOffCosts) {
            if (cost.timing == OneOffTiming::counted) state(cost.state, where + "/id=" + cost.id + "/state");
        }
    }

    void timing() {
        const OutcomeTiming& timing = m_structure.timing;
        const std::string where = "/outcomes/timing";
        if (timing.cycles < 1 || timing.cycles > mostCycles) {
            report("outcomes.cycles", where + "/cycles", std::to_string(timing.cycles),
                   "1–" + std::to_string(mostCycles));
        }
        if (!(timing.cycleLengthYears > 0 && timing.cycleLengthYears <= longestCycleYears)) {
            report("outcomes.cycleLength", where + "/cycleLengthYears", numberText(timing.cycleLengthYears),
                   "0–" + numberText(longestCycleYears));
        }
        const bool simpson = timing.cycleWeights == CycleWeights::simpson;
        const bool custom = timing.cycleWeights == CycleWeights::custom;
        if (simpson && timing.cycles % 2 != 0) {
            report("outcomes.simpsonOdd", where + "/cycles", std::to_string(timing.cycles), {});
        }
        if ((simpson || custom) && timing.discountMoment != DiscountMoment::eachEnd) {
            report("outcomes.pointDiscount", where + "/discountMoment", {}, "eachEnd");
        }
        const std::size_t wanted = custom && timing.cycles > 0 ? static_cast<std::size_t>(timing.cycles) + 1 : 0;
        if (timing.customWeights.size() != wanted) {
            report("outcomes.customWeights", where + "/customWeights", std::to_string(timing.customWeights.size()),
                   std::to_string(wanted));
        }
        for (const double weight : timing.customWeights) {
            if (!isFinite(weight) || weight < 0) {
                report("outcomes.customWeight", where + "/customWeights", numberText(weight), "0");
            }
        }
    }

    void thresholds() {
        const auto wrong = [](double wtp) { return !isFinite(wtp) || wtp < 0; };
        for (const double wtp : m_structure.wtp) {
            if (wrong(wtp)) report("outcomes.wtp", "/outcomes/wtp", numberText(wtp), "0");
        }
        if (std::ranges::adjacent_find(m_structure.wtp, std::ranges::greater_equal{}) != m_structure.wtp.end()) {
            report("outcomes.wtpOrder", "/outcomes/wtp", {}, {});
        }
        if (wrong(m_structure.referenceWtp)) {
            report("outcomes.wtp", "/outcomes/referenceWtp", numberText(m_structure.referenceWtp), "0");
        }
    }

    const OutcomesStructure& m_structure;
    Issues& m_issues;
};

}  // namespace

Issues structureFaults(const OutcomesStructure& structure, const ExpressionInputs& inputs,
                       const ParameterValues& values) {
    Issues issues = validateTables(inputs.tables);
    StructureChecks checks(structure, issues);
    checks.all();
    for (const auto& [id, text] : inputs.expressions) checks.reserved(id, id);
    for (const OutcomeStrategy& strategy : structure.strategies) {
        for (const auto& [name, text] : strategy.overrides) {
            checks.reserved(name, "/outcomes/strategies/id=" + strategy.id + "/overrides");
        }
    }
    for (const OutcomeSubgroup& subgroup : structure.subgroups) {
        for (const auto& [name, text] : subgroup.values) {
            checks.reserved(name, "/outcomes/subgroups/id=" + subgroup.id + "/values");
        }
    }
    for (const auto& [id, value] : values.base) {
        checks.reserved(id, id);
        if (!isFinite(value)) checks.report("outcomes.parameterValue", id, numberText(value), {});
    }
    for (const auto& [id, draws] : values.drawn) {
        if (!values.has(id)) checks.report("outcomes.parameterValue", id, {}, {});
        if (draws.size() != values.draws) {
            checks.report("outcomes.drawsLength", id, std::to_string(draws.size()), std::to_string(values.draws));
        }
        const auto wrong = std::ranges::find_if_not(draws, isFinite);
        if (wrong != draws.end()) checks.report("outcomes.parameterValue", id, numberText(*wrong), {});
    }
    return issues;
}

}  // namespace kachi
