#include "models/outcomes/cohort_faults.h"

#include "models/outcomes/cohort_run.h"
#include "models/outcomes/lane_operations.h"

#include <algorithm>

namespace kachi {
namespace {

/// Largest miss of a sum of probabilities; the rounding of a sum of a few dozen decimals stays far below.
constexpr double sumTolerance = 1e-9;

/// Moves out of a state per cycle that the matrix exponential is asked for.
constexpr double mostMoves = 10'000;

}  // namespace

CohortFaults::CohortFaults(const PreparedCohort& prepared, const BlockEvaluator& evaluator)
    : m_prepared(prepared), m_cohort(prepared.cohort), m_evaluator(evaluator), m_sum(evaluator.width()) {}

std::optional<Issue> CohortFaults::find(std::size_t cycle, std::size_t first) {
    m_cycle = cycle;
    m_first = first;
    const bool allReached = m_cohort.rows.size() == m_prepared.structure.states.size();
    if (cycle > 0 && allReached && m_prepared.prepared.changed(cycle).empty()) return std::nullopt;
    if (auto issue = failed()) return issue;
    const std::span<const CohortTransition> transitions = m_cohort.transitions;
    for (std::size_t begin = 0; begin < transitions.size();) {
        const int from = transitions[begin].from;
        const auto firstCycle = static_cast<std::size_t>(m_cohort.rows[from].first);
        std::size_t end = begin;
        bool fresh = false;
        for (; end < transitions.size() && transitions[end].from == from; ++end) {
            fresh = fresh || isNew(transitions[end].node, firstCycle);
        }
        if (fresh) {
            if (auto issue = rowFault(transitions.subspan(begin, end - begin))) return issue;
        }
        begin = end;
    }
    if (cycle > 0) return std::nullopt;
    if (auto issue = initialFault()) return issue;
    if (auto issue = discountFault(m_cohort.costRate, "/outcomes/costDiscountRate")) return issue;
    return discountFault(m_cohort.effectRate, "/outcomes/effectDiscountRate");
}

std::optional<Issue> CohortFaults::overflow(const BlockTotals& totals) const {
    for (const std::vector<double>* total :
         {&totals.cost, &totals.costUndiscounted, &totals.qaly, &totals.qalyUndiscounted, &totals.lifeYears}) {
        const auto failed = std::ranges::find_if_not(*total, isFinite);
        if (failed == total->end()) continue;
        const auto lane = static_cast<std::size_t>(failed - total->begin());
        return drawIssue("outcomes.overflow", "/outcomes/states", *failed, "", 0, lane);
    }
    return std::nullopt;
}

/// Whether the value of a node that is read from `firstCycle` on has not been looked at before.
bool CohortFaults::isNew(int node, std::size_t firstCycle) const {
    if (m_cycle < firstCycle) return false;
    return m_cycle == firstCycle || m_evaluator.changes(node);
}

std::optional<Issue> CohortFaults::failed() const {
    const CohortRoots& roots = m_prepared.roots;
    for (std::size_t i = 0; i < roots.nodes.size(); ++i) {
        if (!isNew(roots.nodes[i], roots.firstCycles[i])) continue;
        if (const auto lane = m_evaluator.failedLane(roots.nodes[i])) {
            Issue issue = m_evaluator.failure(roots.nodes[i], *lane);
            issue.details["strategy"] = m_prepared.structure.strategies[m_cohort.strategy].id;
            issue.details["subgroup"] = subgroupName();
            if (const std::string user = userOf(i); user != issue.where) issue.details["usedBy"] = user;
            return issue;
        }
    }
    return std::nullopt;
}

/// Where the structure reads a root of the program, by the order of rootsOf.
std::string CohortFaults::userOf(std::size_t root) const {
    const OutcomesStructure& structure = m_prepared.structure;
    const std::string strategy = "/outcomes/strategies/id=" + structure.strategies[m_cohort.strategy].id;
    std::vector<std::string> users{"/outcomes/subgroups", "/outcomes/costDiscountRate", "/outcomes/effectDiscountRate"};
    for (const OutcomeState& state : structure.states) users.push_back("/outcomes/initial/" + state.id);
    for (const OneOffCost& oneOff : structure.strategies[m_cohort.strategy].oneOffCosts) {
        users.push_back(strategy + "/oneOffCosts/id=" + oneOff.id);
    }
    for (std::size_t row = 0; row < m_cohort.rows.size(); ++row) {
        const std::string state = "/outcomes/states/id=" + stateId(static_cast<int>(row));
        users.push_back(state + "/cost");
        users.push_back(state + "/utility");
    }
    for (const CohortTransition& cell : m_cohort.transitions) {
        users.push_back("/outcomes/transitions/" + stateId(cell.from) + "/" + stateId(cell.to));
    }
    return root < users.size() ? users[root] : "/outcomes/transitionRewards";
}

std::string CohortFaults::subgroupName() const {
    const std::string id = subgroupsOf(m_prepared.structure)[m_cohort.subgroup].id;
    return id.empty() ? "–" : id;
}

std::optional<Issue> CohortFaults::rowFault(std::span<const CohortTransition> cells) {
    const std::string where = "/outcomes/transitions/" + stateId(cells.front().from);
    return m_prepared.usesRates() ? rateFault(cells, where) : distributionFault(cells, where);
}

std::optional<Issue> CohortFaults::initialFault() {
    std::vector<CohortTransition> cells;
    for (std::size_t state = 0; state < m_cohort.initial.size(); ++state) {
        const auto declared = m_prepared.structure.initial.find(m_prepared.structure.states[state].id);
        const bool complement = declared != m_prepared.structure.initial.end() && declared->second == "#";
        cells.push_back({.to = m_cohort.firstRow[state], .node = m_cohort.initial[state], .complement = complement});
    }
    return distributionFault(cells, "/outcomes/initial");
}

std::optional<Issue> CohortFaults::discountFault(int node, const char* where) const {
    const double* const rates = m_evaluator.lanes(node);
    for (std::size_t lane = 0; lane < m_evaluator.width(); ++lane) {
        if (rates[lane] >= 0 && rates[lane] < 1) continue;
        return drawIssue("outcomes.discountRate", where, rates[lane], "0–1", 0, lane);
    }
    return std::nullopt;
}

std::optional<Issue> CohortFaults::distributionFault(std::span<const CohortTransition> cells,
                                                     const std::string& where) {
    const std::size_t width = m_evaluator.width();
    std::ranges::fill(m_sum, 0.0);
    for (const CohortTransition& cell : cells) {
        const double* const probability = m_evaluator.lanes(cell.node);
        const double lowest = cell.complement ? -sumTolerance : 0;
        addScaled(m_sum.data(), 1, probability, width);
        if (allWithin(probability, lowest, 1, width)) continue;
        const auto fails = [&](double value) { return !(value >= lowest && value <= 1); };
        const double* const found = std::find_if(probability, probability + width, fails);
        return drawIssue("outcomes.probability", where + "/" + stateId(cell.to), *found, "0–1", cell.from,
                         static_cast<std::size_t>(found - probability));
    }
    if (allWithin(m_sum.data(), 1 - sumTolerance, 1 + sumTolerance, width)) return std::nullopt;
    const auto misses = [](double sum) { return !(sum >= 1 - sumTolerance && sum <= 1 + sumTolerance); };
    const auto found = std::ranges::find_if(m_sum, misses);
    return drawIssue("outcomes.rowSum", where, *found, "1", cells.front().from,
                     static_cast<std::size_t>(found - m_sum.begin()));
}

std::optional<Issue> CohortFaults::rateFault(std::span<const CohortTransition> cells, const std::string& where) const {
    const double highest = mostMoves / m_prepared.structure.timing.cycleLengthYears;
    for (std::size_t lane = 0; lane < m_evaluator.width(); ++lane) {
        double sum = 0;
        for (const CohortTransition& cell : cells) {
            const double rate = m_evaluator.lanes(cell.node)[lane];
            sum += rate;
            if (rate >= 0 && sum <= highest) continue;
            return drawIssue("outcomes.rate", where + "/" + stateId(cell.to), rate, "0–" + numberText(highest),
                             cell.from, lane);
        }
    }
    return std::nullopt;
}

const std::string& CohortFaults::stateId(int row) const {
    return m_prepared.structure.states[m_cohort.rows[row].state].id;
}

/// @param row the row concerned, whose state_time the issue names when it is one of several tunnel states
Issue CohortFaults::drawIssue(const char* code, const std::string& where, double value, const std::string& limit,
                              int row, std::size_t lane) const {
    const OutcomesStructure& structure = m_prepared.structure;
    const bool hasDraws = !m_cohort.program.drawn.empty();
    const auto& rows = m_cohort.rows;
    const int state = rows[row].state;
    const bool tunnel = std::ranges::count(rows, state, &CohortRow::state) > 1;
    const std::string stateTime = numberText(rows[row].stay * structure.timing.cycleLengthYears);
    Issue issue{code, Severity::error, where, numberText(value), limit, {}};
    issue.details = {{"state", where.substr(where.rfind('/') + 1)},
                     {"strategy", structure.strategies[m_cohort.strategy].id},
                     {"subgroup", subgroupName()},
                     {"cycle", std::to_string(m_cycle + 1) + (tunnel ? ", state_time " + stateTime : "")},
                     {"draw", hasDraws ? std::to_string(m_first + lane + 1) : "0"}};
    return issue;
}

}  // namespace kachi
