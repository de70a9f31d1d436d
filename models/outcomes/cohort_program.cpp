#include "models/outcomes/cohort_program.h"

#include <algorithm>

namespace kachi {
namespace {

const std::string complementSign = "#";
const std::string stateTime = "state_time";

/// A cell as the structure has it, between states.
struct StateCell {
    int to = 0;
    int node = 0;
    bool complement = false;
};

/// Compiles the expressions of one cohort and keeps the faults with the place they stand at.
class CohortCompiler {
public:
    CohortCompiler(const OutcomeScope& scope, Issues& issues)
        : m_structure(scope.structure()), m_builder(scope.names()), m_issues(issues) {
        m_cohort.strategy = scope.strategyIndex();
        m_cohort.subgroup = scope.subgroupIndex();
        m_builder.bind(stateTime, std::nullopt);
    }

    int add(const std::string& text, const std::string& where) { return m_builder.add(text, where, m_issues); }

    void addInitial() {
        m_cohort.initial.assign(m_structure.states.size(), add("0", "/outcomes"));
        for (const StateCell& cell : cells(m_structure.initial, "/outcomes/initial")) {
            m_cohort.initial[cell.to] = cell.node;
        }
    }

    /// Every state with what leaves it, at its time of entry and, where that matters, at every later time.
    void addStates() {
        std::vector<std::vector<std::vector<StateCell>>> cellsOf;  // [state][stay]
        for (std::size_t state = 0; state < m_structure.states.size(); ++state) {
            m_cohort.firstRow.push_back(static_cast<int>(m_cohort.rows.size()));
            cellsOf.push_back(addRows(static_cast<int>(state)));
        }
        m_builder.bind(stateTime, std::nullopt);
        if (hasErrors(m_issues)) return;
        for (std::size_t from = 0; from < m_cohort.rows.size(); ++from) {
            const CohortRow& row = m_cohort.rows[from];
            for (const StateCell& cell : cellsOf[row.state][row.stay]) {
                const int to = target(static_cast<int>(from), cell.to);
                m_cohort.transitions.push_back({static_cast<int>(from), to, cell.node, cell.complement});
            }
        }
        findFirstCycles();
        for (const StateReward& reward : m_rewards) {
            m_cohort.rewards.push_back({reward.from, m_cohort.firstRow[reward.to], reward.cost, reward.qaly});
        }
    }

    CohortProgram& cohort() { return m_cohort; }
    CohortProgram finished() {
        m_cohort.program = m_builder.program();
        return std::move(m_cohort);
    }

private:
    struct StateReward {
        int from = 0;  ///< row
        int to = 0;    ///< state
        int cost = 0;
        int qaly = 0;
    };

    /// Cells of a distribution over states; what is left of 1 comes last, so that its causes are checked before it.
    std::vector<StateCell> cells(const std::map<std::string, std::string>& texts, const std::string& where) {
        std::vector<StateCell> result;
        std::vector<int> others;
        int complementState = -1;
        for (const auto& [id, text] : texts) {
            const int to = stateIndex(m_structure, id);
            if (to < 0) continue;  // reported by the check of the structure
            if (text == complementSign) {
                complementState = to;
                continue;
            }
            const int node = add(text, where + "/" + id);
            result.push_back({.to = to, .node = node});
            others.push_back(node);
        }
        if (complementState >= 0 && std::ranges::none_of(others, [](int node) { return node < 0; })) {
            result.push_back({.to = complementState, .node = m_builder.complement(others, where), .complement = true});
        }
        return result;
    }

    /// Rows of a state: one, or its tunnel states when anything in it reaches state_time.
    std::vector<std::vector<StateCell>> addRows(int state) {
        const OutcomeTiming& timing = m_structure.timing;
        std::vector<std::vector<StateCell>> result;
        int last = 0;
        for (int stay = 0; stay <= last; ++stay) {
            m_builder.bind(stateTime, stay * timing.cycleLengthYears);
            result.push_back(addRow(state, stay));
            if (stay == 0 && m_builder.reachedBound()) last = lastStay(m_structure.states[state]);
            if (hasErrors(m_issues)) break;
        }
        return result;
    }

    /// Cycles over which state_time is followed in a state that uses it.
    int lastStay(const OutcomeState& state) {
        const std::string where = "/outcomes/states/id=" + state.id;
        if (m_structure.transitionUnit == TransitionUnit::rate) {
            m_issues.push_back({"outcomes.rateTunnel", Severity::error, where, state.id, {}, {}});
        }
        const int cycles = m_structure.timing.cycles;
        const int last = state.tunnelCycles == 0 ? cycles : std::min(state.tunnelCycles, cycles);
        if (last > mostTunnelCycles) {
            m_issues.push_back({"outcomes.tunnelCycles",
                                Severity::error,
                                where + "/tunnelCycles",
                                std::to_string(last),
                                std::to_string(mostTunnelCycles),
                                {}});
        }
        return last;
    }

    std::vector<StateCell> addRow(int state, int stay) {
        const OutcomeState& declared = m_structure.states[state];
        const std::string where = "/outcomes/states/id=" + declared.id;
        CohortRow row{.state = state, .stay = stay};
        row.cost = add(declared.cost, where + "/cost");
        row.utility = add(declared.utility, where + "/utility");
        m_cohort.rows.push_back(row);
        if (stay == m_structure.timing.cycles) return {};  // reached at the horizon: nobody leaves it
        for (const TransitionReward& reward : m_structure.transitionRewards) addReward(reward, state);
        const bool rates = m_structure.transitionUnit == TransitionUnit::rate;
        const auto leaving = m_structure.transitions.find(declared.id);
        if (leaving != m_structure.transitions.end()) {
            return cells(leaving->second, "/outcomes/transitions/" + declared.id);
        }
        if (rates) return {};
        return cells({{declared.id, "1"}}, "/outcomes/transitions/" + declared.id);
    }

    void addReward(const TransitionReward& reward, int from) {
        const int to = stateIndex(m_structure, reward.to);
        const bool applies = reward.from == "*" ? from != to : stateIndex(m_structure, reward.from) == from;
        if (!applies || to < 0) return;
        const std::string where = "/outcomes/transitionRewards/id=" + reward.id;
        const int cost = add(reward.cost, where + "/cost");
        const int qaly = add(reward.qaly, where + "/qaly");
        m_rewards.push_back({static_cast<int>(m_cohort.rows.size()) - 1, to, cost, qaly});
    }

    bool isZero(int node) const {
        const ProgramNode& value = m_builder.program().nodes[node];
        return value.variation == Variation::nothing && value.value == 0;
    }

    /// Patients reach a later tunnel state at the earliest `stay` cycles after the first can have entered the state.
    void findFirstCycles() {
        const int never = m_structure.timing.cycles + 1;
        std::vector<int> entered;  // [state]
        for (const int node : m_cohort.initial) entered.push_back(isZero(node) ? never : 0);
        for (bool found = true; found;) {
            found = false;
            for (const CohortTransition& cell : m_cohort.transitions) {
                int& to = entered[m_cohort.rows[cell.to].state];
                const int through = entered[m_cohort.rows[cell.from].state] + 1;
                if (through >= to || isZero(cell.node)) continue;
                to = through;
                found = true;
            }
        }
        for (CohortRow& row : m_cohort.rows) row.first = row.stay == 0 ? 0 : entered[row.state] + row.stay;
    }

    /// Row that a patient of row `from` is in after a transition to a state: the next tunnel state when he stays.
    int target(int from, int state) const {
        const CohortRow& row = m_cohort.rows[from];
        if (row.state != state) return m_cohort.firstRow[state];
        const std::size_t next = static_cast<std::size_t>(from) + 1;
        return next < m_cohort.rows.size() && m_cohort.rows[next].state == state ? from + 1 : from;
    }

    const OutcomesStructure& m_structure;
    ProgramBuilder m_builder;
    Issues& m_issues;
    CohortProgram m_cohort;
    std::vector<StateReward> m_rewards;
};

}  // namespace

CohortRoots rootsOf(const CohortProgram& cohort) {
    CohortRoots roots;
    const auto read = [&roots](int node, int firstCycle) {
        roots.nodes.push_back(node);
        roots.firstCycles.push_back(static_cast<std::size_t>(std::max(firstCycle, 0)));
    };
    for (const int node : {cohort.weight, cohort.costRate, cohort.effectRate}) read(node, 0);
    for (const int node : cohort.initial) read(node, 0);
    for (const CohortOneOffCost& oneOff : cohort.oneOffCosts) read(oneOff.node, 0);
    for (const CohortRow& row : cohort.rows) {
        read(row.cost, row.first - 1);
        read(row.utility, row.first - 1);
    }
    for (const CohortTransition& cell : cohort.transitions) read(cell.node, cohort.rows[cell.from].first);
    for (const CohortReward& reward : cohort.rewards) {
        read(reward.cost, cohort.rows[reward.from].first);
        read(reward.qaly, cohort.rows[reward.from].first);
    }
    return roots;
}

CohortProgram compileCohort(const OutcomeScope& scope, Issues& issues) {
    const OutcomesStructure& structure = scope.structure();
    const std::string subgroupWhere = scope.subgroupWhere();
    const std::string strategyWhere = scope.strategyWhere();
    Issues found;
    CohortCompiler compiler(scope, found);
    compiler.addInitial();
    CohortProgram& cohort = compiler.cohort();
    for (const OneOffCost& oneOff : scope.strategy().oneOffCosts) {
        const int node = compiler.add(oneOff.cost, strategyWhere + "/oneOffCosts/id=" + oneOff.id);
        const int state = oneOff.timing == OneOffTiming::counted ? stateIndex(structure, oneOff.state) : -1;
        cohort.oneOffCosts.push_back({node, state});
    }
    cohort.weight = compiler.add(scope.subgroup().weight, subgroupWhere + "/weight");
    cohort.costRate = compiler.add(structure.costDiscountRate, "/outcomes/costDiscountRate");
    cohort.effectRate = compiler.add(structure.effectDiscountRate, "/outcomes/effectDiscountRate");
    compiler.addStates();
    CohortProgram compiled = compiler.finished();
    for (const int node : compiled.initial) refuseCycle(compiled.program, node, "/outcomes/initial", found);
    for (const CohortOneOffCost& oneOff : compiled.oneOffCosts) {
        refuseCycle(compiled.program, oneOff.node, strategyWhere + "/oneOffCosts", found);
    }
    refuseCycle(compiled.program, compiled.weight, subgroupWhere + "/weight", found);
    refuseCycle(compiled.program, compiled.costRate, "/outcomes/costDiscountRate", found);
    refuseCycle(compiled.program, compiled.effectRate, "/outcomes/effectDiscountRate", found);
    explainClock(found);
    append(issues, found);
    return compiled;
}

}  // namespace kachi
