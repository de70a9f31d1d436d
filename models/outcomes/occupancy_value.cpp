#include "models/outcomes/occupancy_value.h"

#include <algorithm>

namespace kachi {

OccupancyValue::OccupancyValue(const PreparedProgram& prepared, const OutcomeTiming& timing,
                               std::vector<ValuedState> states, int costRate, int effectRate, std::size_t width)
    : m_prepared(prepared),
      m_timing(timing),
      m_weighting(cycleWeighting(timing)),
      m_states(std::move(states)),
      m_costRate(costRate),
      m_effectRate(effectRate),
      m_width(width),
      m_sharedRates(!prepared.varies(costRate) && !prepared.varies(effectRate)),
      m_exposures(m_states.size()),
      m_costWeights(width),
      m_effectWeights(width) {
    for (std::size_t state = 0; state < m_states.size(); ++state) {
        const ValuedState& valued = m_states[state];
        Exposure& exposure = m_exposures[state];
        exposure.counts = valued.alive || !isZero(valued.cost) || !isZero(valued.utility);
        for (std::vector<double>* lanes : {&exposure.plain, &exposure.forCost, &exposure.forEffect}) {
            lanes->resize(width);
        }
    }
    for (std::size_t cycle = 0; cycle < m_prepared.cycles(); ++cycle) {
        m_startWeights.push_back(sharedWeight(m_weighting.startWeight[cycle], m_weighting.startTime[cycle]));
        m_endWeights.push_back(sharedWeight(m_weighting.endWeight[cycle], m_weighting.endTime[cycle]));
    }
}

void OccupancyValue::begin(const BlockEvaluator& evaluator, BlockTotals& totals) {
    m_evaluator = &evaluator;
    m_totals = &totals;
    for (std::vector<double>* total : {&totals.cost, &totals.costUndiscounted, &totals.qaly, &totals.qalyUndiscounted,
                                       &totals.lifeYears, &totals.lifeYearsDiscounted}) {
        std::ranges::fill(*total, 0.0);
    }
    for (Exposure& exposure : m_exposures) {
        for (std::vector<double>* lanes : {&exposure.plain, &exposure.forCost, &exposure.forEffect}) {
            std::ranges::fill(*lanes, 0.0);
        }
    }
}

void OccupancyValue::arrive(std::size_t point, const double* occupancy) {
    clearWeight();
    if (point == 0) return;
    addWeight(m_endWeights[point - 1], m_weighting.endTime[point - 1]);
    for (std::size_t state = 0; state < m_states.size(); ++state) {
        if (!m_exposures[state].counts || !changes(state, point)) continue;
        expose(m_exposures[state], occupancy + state * m_width);
        settle(state);
    }
}

/// Where the values of a state stand, the end of one cycle and the start of the next are counted together.
void OccupancyValue::leave(std::size_t point, const double* occupancy) {
    addWeight(m_startWeights[point], m_weighting.startTime[point]);
    bool anyChange = false;
    for (std::size_t state = 0; state < m_states.size(); ++state) {
        if (!m_exposures[state].counts) continue;
        if (changes(state, point)) {
            anyChange = true;
        } else {
            expose(m_exposures[state], occupancy + state * m_width);
        }
    }
    if (!anyChange) return;
    clearWeight();
    addWeight(m_startWeights[point], m_weighting.startTime[point]);
    for (std::size_t state = 0; state < m_states.size(); ++state) {
        if (m_exposures[state].counts && changes(state, point)) {
            expose(m_exposures[state], occupancy + state * m_width);
        }
    }
}

void OccupancyValue::bookCost(const double* value, const double* share, double weight, double time) {
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        const double cost = weight * value[lane] * (share ? share[lane] : 1);
        m_totals->costUndiscounted[lane] += cost;
        m_totals->cost[lane] += cost * factor(m_costRate, time, lane);
    }
}

void OccupancyValue::bookQaly(const double* value, const double* share, double weight, double time) {
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        const double qaly = weight * value[lane] * (share ? share[lane] : 1);
        m_totals->qalyUndiscounted[lane] += qaly;
        m_totals->qaly[lane] += qaly * factor(m_effectRate, time, lane);
    }
}

double OccupancyValue::firstCost(const double* occupancy, double weight) const {
    double sum = 0;
    for (std::size_t state = 0; state < m_states.size(); ++state) {
        sum += m_evaluator->lanes(m_states[state].cost)[0] * occupancy[state * m_width];
    }
    return sum * weight * m_timing.cycleLengthYears;
}

double OccupancyValue::firstQaly(const double* occupancy, double weight) const {
    double sum = 0;
    for (std::size_t state = 0; state < m_states.size(); ++state) {
        sum += m_evaluator->lanes(m_states[state].utility)[0] * occupancy[state * m_width];
    }
    return sum * weight * m_timing.cycleLengthYears;
}

OccupancyValue::Weight OccupancyValue::sharedWeight(double weight, double time) const {
    const double years = weight * m_timing.cycleLengthYears;
    if (!m_sharedRates || years == 0) return {years, 0, 0};
    return {years, years * discountFactor(m_timing, m_prepared.shared(m_costRate, 0), time),
            years * discountFactor(m_timing, m_prepared.shared(m_effectRate, 0), time)};
}

double OccupancyValue::factor(int rate, double time, std::size_t lane) const {
    return discountFactor(m_timing, m_evaluator->lanes(rate)[lane], time);
}

void OccupancyValue::clearWeight() {
    m_weight = {};
    if (m_sharedRates) return;
    std::ranges::fill(m_costWeights, 0.0);
    std::ranges::fill(m_effectWeights, 0.0);
}

void OccupancyValue::addWeight(const Weight& shared, double time) {
    m_weight.plain += shared.plain;
    m_weight.forCost += shared.forCost;
    m_weight.forEffect += shared.forEffect;
    if (m_sharedRates || shared.plain == 0) return;
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        m_costWeights[lane] += shared.plain * factor(m_costRate, time, lane);
        m_effectWeights[lane] += shared.plain * factor(m_effectRate, time, lane);
    }
}

void OccupancyValue::expose(Exposure& exposure, const double* occupancy) const {
    if (m_weight.plain == 0) return;
    double* const plain = exposure.plain.data();
    double* const forCost = exposure.forCost.data();
    double* const forEffect = exposure.forEffect.data();
    if (m_sharedRates) {
        const Weight weight = m_weight;
        for (std::size_t lane = 0; lane < m_width; ++lane) {
            const double share = occupancy[lane];
            plain[lane] += weight.plain * share;
            forCost[lane] += weight.forCost * share;
            forEffect[lane] += weight.forEffect * share;
        }
        return;
    }
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        const double share = occupancy[lane];
        plain[lane] += m_weight.plain * share;
        forCost[lane] += m_costWeights[lane] * share;
        forEffect[lane] += m_effectWeights[lane] * share;
    }
}

void OccupancyValue::settle(std::size_t state) {
    const ValuedState& valued = m_states[state];
    Exposure& exposure = m_exposures[state];
    const double* const cost = m_evaluator->lanes(valued.cost);
    const double* const utility = m_evaluator->lanes(valued.utility);
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        m_totals->cost[lane] += cost[lane] * exposure.forCost[lane];
        m_totals->costUndiscounted[lane] += cost[lane] * exposure.plain[lane];
        m_totals->qaly[lane] += utility[lane] * exposure.forEffect[lane];
        m_totals->qalyUndiscounted[lane] += utility[lane] * exposure.plain[lane];
    }
    if (valued.alive) {
        for (std::size_t lane = 0; lane < m_width; ++lane) {
            m_totals->lifeYears[lane] += exposure.plain[lane];
            m_totals->lifeYearsDiscounted[lane] += exposure.forEffect[lane];
        }
    }
    for (std::vector<double>* lanes : {&exposure.plain, &exposure.forCost, &exposure.forEffect}) {
        std::ranges::fill(*lanes, 0.0);
    }
}

/// Whether the values of a state end at a point.
bool OccupancyValue::changes(std::size_t state, std::size_t point) const {
    if (point == 0) return false;
    if (point == m_prepared.cycles()) return true;
    return m_prepared.changes(m_states[state].cost, point) || m_prepared.changes(m_states[state].utility, point);
}

bool OccupancyValue::isZero(int node) const {
    const ProgramNode& declared = m_prepared.program().nodes[node];
    return declared.variation == Variation::nothing && declared.value == 0;
}

}  // namespace kachi
