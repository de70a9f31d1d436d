#include "models/outcomes/cohort_run.h"

#include <algorithm>

namespace kachi {
namespace {

/// Draws per block, so that what one cycle touches stays in the first-level cache.
constexpr std::size_t usualWidth = 128;
constexpr std::size_t widthWithTunnels = 32;
constexpr std::size_t manyRows = 100;

std::vector<std::vector<double>> clockOf(const OutcomeTiming& timing) {
    std::vector<std::vector<double>> clock(2);
    for (int cycle = 0; cycle < timing.cycles; ++cycle) {
        clock[0].push_back(cycle + 1);
        clock[1].push_back(cycle * timing.cycleLengthYears);
    }
    return clock;
}

/// Discount factors enter here where they are the same in every draw.
PointWeights pointWeights(const PreparedCohort& model) {
    const OutcomeTiming& timing = model.structure.timing;
    const bool sharedRates = model.hasSharedRates();
    const auto weigh = [&](double plain, double time) {
        PointWeight weight{plain, plain, plain, time};
        if (sharedRates) {
            weight.cost *= discountFactor(timing, model.prepared.shared(model.cohort.costRate, 0), time);
            weight.effect *= discountFactor(timing, model.prepared.shared(model.cohort.effectRate, 0), time);
        }
        return weight;
    };
    const CycleWeighting weighting = cycleWeighting(timing);
    const double length = timing.cycleLengthYears;
    const std::size_t cycles = model.prepared.cycles();
    PointWeights weights;
    for (std::size_t cycle = 0; cycle < cycles; ++cycle) {
        weights.start.push_back(weigh(weighting.startWeight[cycle] * length, weighting.startTime[cycle]));
        weights.end.push_back(weigh(weighting.endWeight[cycle] * length, weighting.endTime[cycle]));
        const double nextStart = cycle + 1 < cycles ? weighting.startWeight[cycle + 1] : 0;
        const bool perPoint = timing.transitionWeights == TransitionWeights::point;
        const double perMove = perPoint ? weighting.endWeight[cycle] + nextStart : 1;
        weights.transition.push_back(weigh(perMove, weighting.endTime[cycle]));
    }
    return weights;
}

}  // namespace

PreparedCohort::PreparedCohort(CohortProgram compiled, const OutcomesStructure& theStructure)
    : cohort(std::move(compiled)),
      structure(theStructure),
      roots(rootsOf(cohort)),
      prepared(cohort.program, roots.nodes, clockOf(structure.timing), roots.firstCycles),
      rewards(groupedRewards()) {}

std::unique_ptr<OutcomeEngine> PreparedCohort::engine(std::size_t width) const {
    return std::make_unique<CohortRun>(*this, width);
}

std::size_t PreparedCohort::blockWidth() const {
    return cohort.rows.size() > manyRows ? widthWithTunnels : usualWidth;
}

bool PreparedCohort::hasSharedRates() const {
    return !prepared.varies(cohort.costRate) && !prepared.varies(cohort.effectRate);
}

bool PreparedCohort::counts(const CohortRow& row) const {
    return structure.states[row.state].alive || !isZero(row.cost) || !isZero(row.utility);
}

bool PreparedCohort::isZero(int node) const {
    const ProgramNode& value = cohort.program.nodes[node];
    return value.variation == Variation::nothing && value.value == 0;
}

std::vector<RewardGroup> PreparedCohort::groupedRewards() const {
    std::vector<RewardGroup> groups;
    for (const CohortReward& reward : cohort.rewards) {
        const auto same = [&](const RewardGroup& group) {
            return group.cost == reward.cost && group.qaly == reward.qaly;
        };
        const auto found = std::ranges::find_if(groups, same);
        if (found == groups.end()) {
            groups.push_back({reward.cost, reward.qaly, {reward}});
        } else {
            found->moves.push_back(reward);
        }
    }
    return groups;
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
      m_cohort(prepared.cohort),
      m_weights(pointWeights(prepared)),
      m_width(width),
      m_evaluator(prepared.prepared, width),
      m_faults(prepared, m_evaluator),
      m_arrivals(m_cohort.rows.size()),
      m_now(m_cohort.rows.size() * width),
      m_before(m_cohort.rows.size() * width),
      m_flow(width),
      m_sharedRates(prepared.hasSharedRates()),
      m_oneRate(m_cohort.costRate == m_cohort.effectRate),
      m_costFactors(width),
      m_effectFactors(width),
      m_totals(width) {
    for (const CohortRow& row : m_cohort.rows) {
        m_rowExposures.push_back(exposure(row.cost, row.utility, prepared.structure.states[row.state].alive));
        m_rowExposures.back().counted = prepared.counts(row);
    }
    for (const RewardGroup& group : prepared.rewards) {
        m_rewardExposures.push_back(exposure(group.cost, group.qaly, false));
        m_rewardExposures.back().counted = true;
    }
    findArrivals();
}

CohortRun::Exposure CohortRun::exposure(int cost, int qaly, bool alive) const {
    Exposure exposure;
    exposure.cost = cost;
    exposure.qaly = qaly;
    exposure.alive = alive;
    exposure.plain.resize(m_width);
    exposure.forCost.resize(m_width);
    exposure.forEffect.resize(m_width);
    return exposure;
}

void CohortRun::findArrivals() {
    if (!m_prepared.usesRates()) {
        for (const CohortTransition& cell : m_cohort.transitions) {
            m_arrivals[cell.to].push_back({m_evaluator.lanes(cell.node), cell.from});
        }
        return;
    }
    std::vector<GeneratorCell> cells;
    for (const CohortTransition& cell : m_cohort.transitions) cells.push_back({cell.from, cell.to});
    const std::size_t states = m_cohort.rows.size();
    m_exponential.emplace(states, std::move(cells), m_width);
    for (int to = 0; to < static_cast<int>(states); ++to) {
        for (int from = 0; from < static_cast<int>(states); ++from) {
            if (m_exponential->reaches(from, to)) {
                m_arrivals[to].push_back({m_exponential->probabilities(from, to), from});
            }
        }
    }
}

std::optional<Issue> CohortRun::run(std::size_t first, std::size_t count, SubgroupOutcome* detail) {
    m_evaluator.begin(first, count);
    reset();
    const std::size_t cycles = m_prepared.prepared.cycles();
    for (m_cycle = 0; m_cycle < cycles; ++m_cycle) {
        if (m_cycle > 0) settleChanging();
        m_evaluator.enter(m_cycle);
        if (auto issue = m_faults.find(m_cycle, first)) return issue;
        if (m_cycle == 0) {
            start();
            chargeUpfront();
            if (detail) keepOccupancy(*detail);
        }
        countPoint();
        transit();
        countRewards();
        if (m_cycle == 0) {
            countOneOff(m_before, m_weights.start.front());
            countOneOff(m_now, m_weights.end.front());
        }
        if (detail) {
            keepOccupancy(*detail);
            keepCycle(*detail);
        }
    }
    settleAll();
    return m_faults.overflow(m_totals);
}

void CohortRun::reset() {
    for (std::vector<double>* total :
         {&m_totals.cost, &m_totals.costUndiscounted, &m_totals.qaly, &m_totals.qalyUndiscounted, &m_totals.lifeYears,
          &m_totals.lifeYearsDiscounted}) {
        std::ranges::fill(*total, 0.0);
    }
    std::ranges::fill(m_now, 0.0);
    std::ranges::fill(m_before, 0.0);
    for (std::vector<Exposure>* exposures : {&m_rowExposures, &m_rewardExposures}) {
        for (Exposure& exposure : *exposures) exposure.clear();
    }
    m_factorTime = -1;
}

void CohortRun::Exposure::clear() {
    for (std::vector<double>* sum : {&plain, &forCost, &forEffect}) std::ranges::fill(*sum, 0.0);
}

void CohortRun::start() {
    for (std::size_t state = 0; state < m_cohort.initial.size(); ++state) {
        std::copy_n(m_evaluator.lanes(m_cohort.initial[state]), m_width, row(m_now, m_cohort.firstRow[state]));
    }
    std::copy_n(m_evaluator.lanes(m_cohort.weight), m_width, m_totals.weight.data());
}

/// Whether anybody can be in the row before the transition of the cycle; later tunnel states are still empty.
bool CohortRun::isReached(int row, std::size_t cycle) const {
    return static_cast<std::size_t>(m_cohort.rows[row].first) <= cycle;
}

void CohortRun::transit() {
    if (m_exponential) updateRates();
    m_before.swap(m_now);
    for (std::size_t to = 0; to < m_arrivals.size(); ++to) {
        if (!isReached(static_cast<int>(to), m_cycle + 1)) continue;
        m_products.clear();
        for (const Arrival& arrival : m_arrivals[to]) {
            if (!isReached(arrival.from, m_cycle)) continue;
            m_products.push_back({arrival.probability, row(m_before, arrival.from)});
        }
        sumProducts(row(m_now, static_cast<int>(to)), m_products, m_width);
    }
}

void CohortRun::updateRates() {
    const auto changes = [this](const CohortTransition& cell) { return m_evaluator.changes(cell.node); };
    if (m_cycle > 0 && std::ranges::none_of(m_cohort.transitions, changes)) return;
    std::vector<const double*> rates;
    for (const CohortTransition& cell : m_cohort.transitions) rates.push_back(m_evaluator.lanes(cell.node));
    m_exponential->update(rates, m_prepared.structure.timing.cycleLengthYears);
}

/// Closes what is about to get new values: occupancy after the last transition still has the old ones.
void CohortRun::settleChanging() {
    for (std::size_t i = 0; i < m_rowExposures.size(); ++i) {
        Exposure& exposure = m_rowExposures[i];
        if (!isReached(static_cast<int>(i), m_cycle) || !valuesChange(exposure)) continue;
        expose(exposure, row(m_now, static_cast<int>(i)), m_weights.end[m_cycle - 1]);
        settle(exposure);
    }
    for (Exposure& exposure : m_rewardExposures) {
        if (valuesChange(exposure)) settle(exposure);
    }
}

/// Counts the occupancy between two cycles, as the end of the last and the start of this one.
void CohortRun::countPoint() {
    const PointWeight& start = m_weights.start[m_cycle];
    const PointWeight end = m_cycle == 0 ? PointWeight{} : m_weights.end[m_cycle - 1];
    const PointWeight both{start.plain + end.plain, start.cost + end.cost, start.effect + end.effect, start.time};
    const auto eachRow = [this](const auto& use) {
        for (std::size_t i = 0; i < m_rowExposures.size(); ++i) {
            if (!isReached(static_cast<int>(i), m_cycle)) continue;
            Exposure& exposure = m_rowExposures[i];
            use(exposure, row(m_now, static_cast<int>(i)), m_cycle == 0 || valuesChange(exposure));
        }
    };
    if (m_sharedRates) {
        eachRow([&](Exposure& exposure, const double* occupancy, bool settled) {
            expose(exposure, occupancy, settled ? start : both);
        });
        return;
    }
    eachRow([&](Exposure& exposure, const double* occupancy, bool settled) {
        if (!settled) expose(exposure, occupancy, end);
    });
    eachRow([&](Exposure& exposure, const double* occupancy, bool) { expose(exposure, occupancy, start); });
}

void CohortRun::countRewards() {
    for (std::size_t i = 0; i < m_rewardExposures.size(); ++i) {
        flowOf(m_prepared.rewards[i]);
        expose(m_rewardExposures[i], m_flow.data(), m_weights.transition[m_cycle]);
    }
}

/// Patients who make the moves of the group in this cycle.
void CohortRun::flowOf(const RewardGroup& group) {
    m_products.clear();
    for (const CohortReward& move : group.moves) {
        if (!isReached(move.from, m_cycle)) continue;
        for (const Arrival& arrival : m_arrivals[move.to]) {
            if (arrival.from == move.from) m_products.push_back({arrival.probability, row(m_before, move.from)});
        }
    }
    sumProducts(m_flow.data(), m_products, m_width);
}

/// One-off costs that count with the occupancy of a state in the first cycle.
void CohortRun::countOneOff(const std::vector<double>& occupancy, const PointWeight& weight) {
    const double perPatient = weight.plain / m_prepared.structure.timing.cycleLengthYears;
    if (perPatient == 0) return;
    findFactors(weight.time);
    for (const CohortOneOffCost& oneOff : m_cohort.oneOffCosts) {
        if (oneOff.state < 0) continue;
        const double* const cost = m_evaluator.lanes(oneOff.node);
        for (std::size_t i = 0; i < m_cohort.rows.size(); ++i) {
            if (m_cohort.rows[i].state != oneOff.state) continue;
            const double* const share = row(occupancy, static_cast<int>(i));
            for (std::size_t lane = 0; lane < m_width; ++lane) {
                const double charged = perPatient * cost[lane] * share[lane];
                m_totals.cost[lane] += m_costFactors[lane] * charged;
                m_totals.costUndiscounted[lane] += charged;
            }
        }
    }
}

void CohortRun::chargeUpfront() {
    for (const CohortOneOffCost& oneOff : m_cohort.oneOffCosts) {
        if (oneOff.state >= 0) continue;
        const double* const cost = m_evaluator.lanes(oneOff.node);
        addScaledTwice(m_totals.cost.data(), 1, m_totals.costUndiscounted.data(), 1, cost, m_width);
    }
}

void CohortRun::settleAll() {
    const PointWeight& end = m_weights.end.back();
    for (std::size_t i = 0; i < m_rowExposures.size(); ++i) {
        expose(m_rowExposures[i], row(m_now, static_cast<int>(i)), end);
        settle(m_rowExposures[i]);
    }
    for (Exposure& exposure : m_rewardExposures) settle(exposure);
}

bool CohortRun::valuesChange(const Exposure& exposure) const {
    return m_prepared.prepared.changes(exposure.cost, m_cycle) || m_prepared.prepared.changes(exposure.qaly, m_cycle);
}

void CohortRun::expose(Exposure& exposure, const double* value, const PointWeight& weight) {
    if (!exposure.counted || weight.plain == 0) return;
    if (m_sharedRates) {
        addScaledTwice(exposure.plain.data(), weight.plain, exposure.forCost.data(), weight.cost, value, m_width);
        if (!m_oneRate) addScaled(exposure.forEffect.data(), weight.effect, value, m_width);
        return;
    }
    findFactors(weight.time);
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        const double weighted = weight.plain * value[lane];
        exposure.plain[lane] += weighted;
        exposure.forCost[lane] += m_costFactors[lane] * weighted;
        exposure.forEffect[lane] += m_effectFactors[lane] * weighted;
    }
}

/// Multiplies what has been added up by its values and starts again from nothing.
void CohortRun::settle(Exposure& exposure) {
    if (!exposure.counted) return;
    const std::vector<double>& forEffect = m_sharedRates && m_oneRate ? exposure.forCost : exposure.forEffect;
    if (!m_prepared.isZero(exposure.cost)) {
        const double* const cost = m_evaluator.lanes(exposure.cost);
        addProduct(m_totals.cost.data(), cost, exposure.forCost.data(), m_width);
        addProduct(m_totals.costUndiscounted.data(), cost, exposure.plain.data(), m_width);
    }
    if (!m_prepared.isZero(exposure.qaly)) {
        const double* const qaly = m_evaluator.lanes(exposure.qaly);
        addProduct(m_totals.qaly.data(), qaly, forEffect.data(), m_width);
        addProduct(m_totals.qalyUndiscounted.data(), qaly, exposure.plain.data(), m_width);
    }
    if (exposure.alive) {
        addScaled(m_totals.lifeYears.data(), 1, exposure.plain.data(), m_width);
        addScaled(m_totals.lifeYearsDiscounted.data(), 1, forEffect.data(), m_width);
    }
    exposure.clear();
}

/// Discount factors of the lanes at `time`.
void CohortRun::findFactors(double time) {
    if (time == m_factorTime) return;
    const OutcomeTiming& timing = m_prepared.structure.timing;
    const double* const costRates = m_evaluator.lanes(m_cohort.costRate);
    const double* const effectRates = m_evaluator.lanes(m_cohort.effectRate);
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        m_costFactors[lane] = discountFactor(timing, costRates[lane], time);
        m_effectFactors[lane] = m_oneRate ? m_costFactors[lane] : discountFactor(timing, effectRates[lane], time);
    }
    m_factorTime = time;
}

void CohortRun::keepOccupancy(SubgroupOutcome& detail) const {
    std::vector<double>& point = detail.occupancy.emplace_back(m_prepared.structure.states.size());
    for (std::size_t i = 0; i < m_cohort.rows.size(); ++i) {
        point[m_cohort.rows[i].state] += row(m_now, static_cast<int>(i))[0];
    }
}

/// Undiscounted cost and QALYs of the cycle in the first lane.
void CohortRun::keepCycle(SubgroupOutcome& detail) {
    const double start = m_weights.start[m_cycle].plain;
    const double end = m_weights.end[m_cycle].plain;
    const double length = m_prepared.structure.timing.cycleLengthYears;
    double cost = 0;
    double qaly = 0;
    for (std::size_t i = 0; i < m_cohort.rows.size(); ++i) {
        const CohortRow& here = m_cohort.rows[i];
        if (!isReached(static_cast<int>(i), m_cycle + 1)) continue;
        const double years = start * row(m_before, static_cast<int>(i))[0] + end * row(m_now, static_cast<int>(i))[0];
        cost += years * m_evaluator.lanes(here.cost)[0];
        qaly += years * m_evaluator.lanes(here.utility)[0];
        for (const CohortOneOffCost& oneOff : m_cohort.oneOffCosts) {
            if (m_cycle > 0 || oneOff.state != here.state) continue;
            cost += years / length * m_evaluator.lanes(oneOff.node)[0];
        }
    }
    for (const CohortOneOffCost& oneOff : m_cohort.oneOffCosts) {
        if (m_cycle == 0 && oneOff.state < 0) cost += m_evaluator.lanes(oneOff.node)[0];
    }
    for (const RewardGroup& group : m_prepared.rewards) {
        flowOf(group);
        const double moves = m_weights.transition[m_cycle].plain * m_flow[0];
        cost += moves * m_evaluator.lanes(group.cost)[0];
        qaly += moves * m_evaluator.lanes(group.qaly)[0];
    }
    detail.cycleCost.push_back(cost);
    detail.cycleQaly.push_back(qaly);
}

}  // namespace kachi
