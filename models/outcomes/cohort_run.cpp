#include "models/outcomes/cohort_run.h"

#include <algorithm>

namespace kachi {
namespace {

/// Largest miss of a sum of probabilities; the rounding of a sum of a few dozen decimals stays far below.
constexpr double sumTolerance = 1e-9;

std::vector<std::vector<double>> clockOf(const OutcomeTiming& timing) {
    std::vector<std::vector<double>> clock(2);
    for (int cycle = 0; cycle < timing.cycles; ++cycle) {
        clock[0].push_back(cycle + 1);
        clock[1].push_back(cycle * timing.cycleLengthYears);
    }
    return clock;
}

/// sum += factor·value, lane by lane.
void addProduct(double* sum, const double* factor, const double* value, std::size_t width) {
    for (std::size_t lane = 0; lane < width; ++lane) sum[lane] += factor[lane] * value[lane];
}

}  // namespace

PreparedCohort::PreparedCohort(CohortProgram compiled, const OutcomesStructure& theStructure)
    : cohort(std::move(compiled)),
      structure(theStructure),
      weighting(cycleWeighting(structure.timing)),
      roots(cohort.roots()),
      prepared(cohort.program, roots, clockOf(structure.timing)) {}

std::unique_ptr<OutcomeEngine> PreparedCohort::engine(std::size_t width) const {
    return std::make_unique<CohortRun>(*this, width);
}

std::unique_ptr<PreparedOutcome> prepareCohort(const EngineInputs& inputs, Issues& issues) {
    const OutcomeScope scope(inputs, {"cycle", "time"});
    Issues found;
    CohortProgram cohort = compileCohort(scope, found);
    const bool failed = hasErrors(found);
    append(issues, found);
    return failed ? nullptr : std::make_unique<PreparedCohort>(std::move(cohort), inputs.structure);
}

CohortRun::CohortRun(const PreparedCohort& prepared, std::size_t width)
    : m_prepared(prepared),
      m_width(width),
      m_states(prepared.structure.states.size()),
      m_evaluator(prepared.prepared, width),
      m_now(m_states * width),
      m_before(m_states * width),
      m_blend(m_states * width),
      m_costFactors(width),
      m_effectFactors(width),
      m_sum(width),
      m_totals(width) {}

std::optional<Issue> CohortRun::run(std::size_t first, std::size_t count, SubgroupOutcome* detail) {
    m_first = first;
    m_evaluator.begin(first, count);
    reset();
    for (m_cycle = 0; m_cycle < m_prepared.prepared.cycles(); ++m_cycle) {
        m_evaluator.enter(m_cycle);
        if (auto issue = fault(m_cycle)) return issue;
        if (m_cycle == 0) {
            start();
            chargeUpfront();
            if (detail) keepFirstLane(detail->occupancy);
        }
        transit();
        valueCycle();
        if (detail) keepFirstLane(detail->occupancy);
    }
    return overflow();
}

void CohortRun::reset() {
    for (std::vector<double>* total :
         {&m_totals.cost, &m_totals.costUndiscounted, &m_totals.qaly, &m_totals.qalyUndiscounted, &m_totals.lifeYears,
          &m_totals.lifeYearsDiscounted}) {
        std::ranges::fill(*total, 0.0);
    }
}

void CohortRun::start() {
    for (std::size_t state = 0; state < m_states; ++state) {
        std::copy_n(m_evaluator.lanes(m_prepared.cohort.initial[state]), m_width, m_now.data() + state * m_width);
    }
    std::copy_n(m_evaluator.lanes(m_prepared.cohort.weight), m_width, m_totals.weight.data());
}

void CohortRun::transit() {
    m_before.swap(m_now);
    std::ranges::fill(m_now, 0.0);
    for (const CohortTransition& transition : m_prepared.cohort.transitions) {
        addProduct(m_now.data() + transition.to * m_width, m_evaluator.lanes(transition.node),
                   m_before.data() + transition.from * m_width, m_width);
    }
}

/// Values the cycle with the occupancies before and after its transition; in one pass when both are discounted alike.
void CohortRun::valueCycle() {
    const CycleWeighting& weighting = m_prepared.weighting;
    const double length = m_prepared.structure.timing.cycleLengthYears;
    const double before = weighting.startWeight[m_cycle];
    const double after = weighting.endWeight[m_cycle];
    const double beforeTime = weighting.startTime[m_cycle];
    const double afterTime = weighting.endTime[m_cycle];
    if (before != 0 && after != 0 && beforeTime == afterTime) {
        for (std::size_t i = 0; i < m_now.size(); ++i) m_blend[i] = before * m_before[i] + after * m_now[i];
        value(m_blend, length, beforeTime);
        return;
    }
    if (before != 0) value(m_before, before * length, beforeTime);
    if (after != 0) value(m_now, after * length, afterTime);
}

void CohortRun::chargeUpfront() {
    for (const CohortOneOffCost& oneOff : m_prepared.cohort.oneOffCosts) {
        if (oneOff.state >= 0) continue;
        const double* const cost = m_evaluator.lanes(oneOff.node);
        for (std::size_t lane = 0; lane < m_width; ++lane) {
            m_totals.cost[lane] += cost[lane];
            m_totals.costUndiscounted[lane] += cost[lane];
        }
    }
}

/// Adds the value of an occupancy: `weight` years of it, discounted at `time`.
void CohortRun::value(const std::vector<double>& occupancy, double weight, double time) {
    const CohortProgram& cohort = m_prepared.cohort;
    const auto isZero = [&](int node) {
        return !m_prepared.prepared.varies(node) && m_prepared.prepared.shared(node, m_cycle) == 0;
    };
    const auto book = [&](const std::vector<double>& factors, std::vector<double>& discounted,
                          std::vector<double>& plain) {
        addProduct(discounted.data(), factors.data(), m_sum.data(), m_width);
        for (std::size_t lane = 0; lane < m_width; ++lane) plain[lane] += m_sum[lane];
    };
    const auto stateSum = [&](const std::vector<int>& perYear) {
        std::ranges::fill(m_sum, 0.0);
        for (std::size_t state = 0; state < m_states; ++state) {
            if (isZero(perYear[state])) continue;
            addProduct(m_sum.data(), m_evaluator.lanes(perYear[state]), occupancy.data() + state * m_width, m_width);
        }
        for (std::size_t lane = 0; lane < m_width; ++lane) m_sum[lane] *= weight;
    };
    discountFactors(cohort.costRate, time, m_costFactors);
    discountFactors(cohort.effectRate, time, m_effectFactors);

    stateSum(cohort.cost);
    const double perPatient = weight / m_prepared.structure.timing.cycleLengthYears;
    for (const CohortOneOffCost& oneOff : cohort.oneOffCosts) {
        if (oneOff.state < 0 || m_cycle > 0) continue;
        const double* const cost = m_evaluator.lanes(oneOff.node);
        const double* const share = occupancy.data() + static_cast<std::size_t>(oneOff.state) * m_width;
        for (std::size_t lane = 0; lane < m_width; ++lane) m_sum[lane] += perPatient * cost[lane] * share[lane];
    }
    book(m_costFactors, m_totals.cost, m_totals.costUndiscounted);

    stateSum(cohort.utility);
    book(m_effectFactors, m_totals.qaly, m_totals.qalyUndiscounted);

    std::ranges::fill(m_sum, 0.0);
    for (std::size_t state = 0; state < m_states; ++state) {
        if (!m_prepared.structure.states[state].alive) continue;
        const double* const share = occupancy.data() + state * m_width;
        for (std::size_t lane = 0; lane < m_width; ++lane) m_sum[lane] += weight * share[lane];
    }
    book(m_effectFactors, m_totals.lifeYearsDiscounted, m_totals.lifeYears);
}

void CohortRun::discountFactors(int rate, double time, std::vector<double>& factors) const {
    const OutcomeTiming& timing = m_prepared.structure.timing;
    if (!m_prepared.prepared.varies(rate)) {
        std::ranges::fill(factors, discountFactor(timing, m_prepared.prepared.shared(rate, m_cycle), time));
        return;
    }
    const double* const rates = m_evaluator.lanes(rate);
    for (std::size_t lane = 0; lane < m_width; ++lane) factors[lane] = discountFactor(timing, rates[lane], time);
}

void CohortRun::keepFirstLane(std::vector<std::vector<double>>& occupancy) const {
    std::vector<double>& point = occupancy.emplace_back();
    for (std::size_t state = 0; state < m_states; ++state) point.push_back(m_now[state * m_width]);
}

std::optional<Issue> CohortRun::fault(std::size_t cycle) const {
    const CohortProgram& cohort = m_prepared.cohort;
    for (const int root : m_prepared.roots) {
        if (!m_evaluator.changes(root)) continue;
        if (const auto lane = m_evaluator.failedLane(root)) return m_evaluator.failure(root, *lane);
    }
    if (auto issue = costFault()) return issue;
    const std::span<const CohortTransition> transitions = cohort.transitions;
    for (std::size_t begin = 0; begin < transitions.size();) {
        std::size_t end = begin;
        bool changed = false;
        while (end < transitions.size() && transitions[end].from == transitions[begin].from) {
            changed = changed || m_evaluator.changes(transitions[end].node);
            ++end;
        }
        const std::string& state = m_prepared.structure.states[transitions[begin].from].id;
        const auto row = transitions.subspan(begin, end - begin);
        if (changed) {
            if (auto issue = distributionFault(row, "/outcomes/transitions/" + state)) return issue;
        }
        begin = end;
    }
    if (cycle > 0) return std::nullopt;
    std::vector<CohortTransition> initial;
    for (const int node : cohort.initial) initial.push_back({.to = static_cast<int>(initial.size()), .node = node});
    for (CohortTransition& cell : initial) {
        const std::string& id = m_prepared.structure.states[cell.to].id;
        const auto declared = m_prepared.structure.initial.find(id);
        cell.complement = declared != m_prepared.structure.initial.end() && declared->second == "#";
    }
    if (auto issue = distributionFault(initial, "/outcomes/initial")) return issue;
    if (auto issue = rateFault(cohort.costRate, "/outcomes/costDiscountRate")) return issue;
    return rateFault(cohort.effectRate, "/outcomes/effectDiscountRate");
}

std::optional<Issue> CohortRun::costFault() const {
    const auto faultOf = [this](int node, const std::string& where) -> std::optional<Issue> {
        if (!m_evaluator.changes(node)) return std::nullopt;
        const double* const cost = m_evaluator.lanes(node);
        const double* const negative = std::find_if(cost, cost + m_width, [](double value) { return value < 0; });
        if (negative == cost + m_width) return std::nullopt;
        return drawIssue("outcomes.negativeCost", where, *negative, "0", static_cast<std::size_t>(negative - cost));
    };
    const CohortProgram& cohort = m_prepared.cohort;
    for (std::size_t state = 0; state < m_states; ++state) {
        const std::string where = "/outcomes/states/id=" + m_prepared.structure.states[state].id + "/cost";
        if (auto issue = faultOf(cohort.cost[state], where)) return issue;
    }
    const OutcomeStrategy& strategy = m_prepared.structure.strategies[cohort.strategy];
    for (std::size_t i = 0; i < cohort.oneOffCosts.size(); ++i) {
        const std::string where =
            "/outcomes/strategies/id=" + strategy.id + "/oneOffCosts/id=" + strategy.oneOffCosts[i].id;
        if (auto issue = faultOf(cohort.oneOffCosts[i].node, where)) return issue;
    }
    return std::nullopt;
}

std::optional<Issue> CohortRun::rateFault(int node, const char* where) const {
    const double* const rates = m_evaluator.lanes(node);
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        if (rates[lane] >= 0 && rates[lane] < 1) continue;
        return drawIssue("outcomes.discountRate", where, rates[lane], "0–1", lane);
    }
    return std::nullopt;
}

std::optional<Issue> CohortRun::distributionFault(std::span<const CohortTransition> row,
                                                  const std::string& where) const {
    std::vector<double> sum(m_width);
    for (const CohortTransition& cell : row) {
        const double* const probability = m_evaluator.lanes(cell.node);
        const double lowest = cell.complement ? -sumTolerance : 0;
        bool outside = false;
        for (std::size_t lane = 0; lane < m_width; ++lane) {
            outside |= !(probability[lane] >= lowest && probability[lane] <= 1);
            sum[lane] += probability[lane];
        }
        if (!outside) continue;
        const auto fails = [&](double value) { return !(value >= lowest && value <= 1); };
        const auto lane =
            static_cast<std::size_t>(std::find_if(probability, probability + m_width, fails) - probability);
        std::string cellWhere = where;
        cellWhere.append("/").append(m_prepared.structure.states[cell.to].id);
        return drawIssue("outcomes.probability", cellWhere, probability[lane], "0–1", lane);
    }
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        if (std::abs(sum[lane] - 1) <= sumTolerance) continue;
        return drawIssue("outcomes.rowSum", where, sum[lane], "1", lane);
    }
    return std::nullopt;
}

std::optional<Issue> CohortRun::overflow() const {
    for (const std::vector<double>* total : {&m_totals.cost, &m_totals.costUndiscounted, &m_totals.qaly,
                                             &m_totals.qalyUndiscounted, &m_totals.lifeYears}) {
        const auto failed = std::ranges::find_if_not(*total, isFinite);
        if (failed == total->end()) continue;
        const auto lane = static_cast<std::size_t>(failed - total->begin());
        return drawIssue("outcomes.overflow", "/outcomes/states", *failed, "", lane);
    }
    return std::nullopt;
}

Issue CohortRun::drawIssue(const char* code, const std::string& where, double value, const char* limit,
                           std::size_t lane) const {
    const CohortProgram& cohort = m_prepared.cohort;
    const bool hasDraws = !cohort.program.drawn.empty();
    const std::string subgroup = subgroupsOf(m_prepared.structure)[cohort.subgroup].id;
    Issue issue{code, Severity::error, where, numberText(value), limit, {}};
    issue.details = {{"state", where.substr(where.rfind('/') + 1)},
                     {"strategy", m_prepared.structure.strategies[cohort.strategy].id},
                     {"subgroup", subgroup.empty() ? "–" : subgroup},
                     {"cycle", std::to_string(m_cycle + 1)},
                     {"draw", hasDraws ? std::to_string(m_first + lane + 1) : "0"}};
    return issue;
}

}  // namespace kachi
