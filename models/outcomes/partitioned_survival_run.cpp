#include "models/outcomes/partitioned_survival_run.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

/// By how much a survival probability may miss 1 at time 0, rise, or exceed the next curve without being reported.
constexpr double probabilityTolerance = 1e-9;
constexpr double crossingTolerance = 1e-12;

std::vector<std::vector<double>> cycleClock(const OutcomeTiming& timing) {
    std::vector<std::vector<double>> clock(2);
    for (int cycle = 0; cycle < timing.cycles; ++cycle) {
        clock[0].push_back(cycle + 1);
        clock[1].push_back(cycle * timing.cycleLengthYears);
    }
    return clock;
}

std::vector<double> pointTimes(const OutcomeTiming& timing) {
    std::vector<double> times;
    for (int point = 0; point <= timing.cycles; ++point) times.push_back(point * timing.cycleLengthYears);
    return times;
}

std::vector<ValuedState> valuedStates(const PreparedPartitionedSurvival& prepared) {
    std::vector<ValuedState> states;
    for (std::size_t state = 0; state < prepared.structure.states.size(); ++state) {
        states.push_back(
            {prepared.model.cost[state], prepared.model.utility[state], prepared.structure.states[state].alive});
    }
    return states;
}

bool variesOverDraws(const Program& program, int node) {
    const Variation variation = program.nodes[node].variation;
    return variation == Variation::draw || variation == Variation::both;
}

}  // namespace

PreparedPartitionedSurvival::PreparedPartitionedSurvival(PartitionedSurvivalProgram compiled,
                                                         const EngineInputs& inputs)
    : model(std::move(compiled)),
      structure(inputs.structure),
      useDraws(inputs.useDraws),
      roots(model.roots()),
      prepared(model.program, roots, cycleClock(structure.timing)),
      points(model.curves.size()) {
    for (std::size_t curve = 0; curve < points.size(); ++curve) {
        const auto& expression = model.expressions[curve];
        if (!expression) continue;
        points[curve].emplace(
            Points{{expression->program, {expression->node}, {pointTimes(structure.timing)}}, std::nullopt});
        if (expression->atPieceNode < 0) continue;
        points[curve]->atPiece.emplace(expression->atPieceProgram, std::vector<int>{expression->atPieceNode},
                                       std::vector<std::vector<double>>{});
    }
}

std::unique_ptr<OutcomeEngine> PreparedPartitionedSurvival::engine(std::size_t width) const {
    return std::make_unique<PartitionedSurvivalRun>(*this, width);
}

PartitionedSurvivalRun::PartitionedSurvivalRun(const PreparedPartitionedSurvival& prepared, std::size_t width)
    : m_prepared(prepared),
      m_model(prepared.model),
      m_width(width),
      m_length(prepared.structure.timing.cycleLengthYears),
      m_weighting(cycleWeighting(prepared.structure.timing)),
      m_evaluator(prepared.prepared, width),
      m_value(prepared.prepared, prepared.structure.timing, valuedStates(prepared), m_model.costRate,
              m_model.effectRate, width),
      m_applied(m_model.curves.size() * width),
      m_overall(width),
      m_scale(width),
      m_excess(width),
      m_occupancy(prepared.structure.states.size() * width),
      m_deaths(width),
      m_totals(width) {
    for (std::size_t i = 0; i < m_model.curves.size(); ++i) {
        Curve& curve = m_curves.emplace_back(m_model.curves[i], width);
        for (const SurvivalNumber& number : m_model.curves[i].numbers()) {
            curve.varies = curve.varies || variesOverDraws(m_model.program, number.node);
        }
        if (!prepared.points[i]) continue;
        const ExpressionCurve& expression = *m_model.expressions[i];
        curve.expression.emplace(prepared.points[i]->points, width);
        curve.varies = curve.varies || variesOverDraws(expression.program, expression.node);
        if (!prepared.points[i]->atPiece) continue;
        curve.atPiece.emplace(*prepared.points[i]->atPiece, width);
        curve.varies = curve.varies || variesOverDraws(expression.atPieceProgram, expression.atPieceNode);
    }
}

std::optional<Issue> PartitionedSurvivalRun::run(std::size_t first, std::size_t count, SubgroupOutcome* detail) {
    m_first = first;
    m_detail = detail;
    m_evaluator.begin(first, count);
    for (Curve& curve : m_curves) {
        if (curve.expression) curve.expression->begin(first, count);
        if (curve.atPiece) curve.atPiece->begin(first, count);
    }
    if (auto issue = enter(0)) return issue;
    if (auto issue = start()) return issue;
    if (auto issue = reach(0)) return issue;
    for (std::size_t cycle = 0; cycle < m_prepared.prepared.cycles(); ++cycle) {
        if (cycle > 0) {
            if (auto issue = enter(cycle)) return issue;
        }
        m_value.leave(cycle, m_occupancy.data());
        if (m_detail) {
            m_detail->cycleCost.push_back(m_value.firstCost(m_occupancy.data(), m_weighting.startWeight[cycle]));
            m_detail->cycleQaly.push_back(m_value.firstQaly(m_occupancy.data(), m_weighting.startWeight[cycle]));
        }
        if (cycle == 0) {
            chargeUpfront();
            chargeCounted(m_weighting.startWeight[0], m_weighting.startTime[0]);
        }
        if (auto issue = reach(cycle + 1)) return issue;
        if (m_detail) {
            m_detail->cycleCost.back() += m_value.firstCost(m_occupancy.data(), m_weighting.endWeight[cycle]);
            m_detail->cycleQaly.back() += m_value.firstQaly(m_occupancy.data(), m_weighting.endWeight[cycle]);
        }
        if (cycle == 0) chargeCounted(m_weighting.endWeight[0], m_weighting.endTime[0]);
        rewardDeaths(cycle);
    }
    for (std::size_t lane = 0; lane < m_width; ++lane) m_totals.crossed[lane] = m_excess[lane] > crossingTolerance;
    return overflow();
}

/// Moves to a cycle and checks what is new in it.
std::optional<Issue> PartitionedSurvivalRun::enter(std::size_t cycle) {
    m_cycle = cycle;
    m_evaluator.enter(cycle);
    for (const int root : m_prepared.roots) {
        if (!m_evaluator.changes(root)) continue;
        if (const auto lane = m_evaluator.failedLane(root)) return m_evaluator.failure(root, *lane);
    }
    if (m_model.mortality < 0 || !m_evaluator.changes(m_model.mortality)) return std::nullopt;
    return mortalityFault();
}

std::optional<Issue> PartitionedSurvivalRun::start() {
    if (auto issue = rateFault(m_model.costRate, "/outcomes/costDiscountRate")) return issue;
    if (auto issue = rateFault(m_model.effectRate, "/outcomes/effectDiscountRate")) return issue;
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        Curve& curve = m_curves[i];
        const double* atPiece = nullptr;
        if (curve.atPiece) {
            const int node = m_model.expressions[i]->atPieceNode;
            curve.atPiece->enter(0);
            if (const auto lane = curve.atPiece->failedLane(node)) return curve.atPiece->failure(node, *lane);
            atPiece = curve.atPiece->lanes(node);
            for (std::size_t lane = 0; lane < m_width; ++lane) {
                if (atPiece[lane] >= 0 && atPiece[lane] <= 1) continue;
                const SurvivalProgram& program = m_model.curves[i];
                Issue issue = fault("survival.probability", program.where + "/survival", atPiece[lane], "0–1", lane);
                issue.details["time"] = numberText(m_evaluator.lanes(program.pieces.front().from.node)[lane]);
                return issue;
            }
        }
        if (auto found = curve.lanes.begin(m_evaluator, atPiece)) {
            found->issue.details["strategy"] = m_prepared.structure.strategies[m_model.strategy].id;
            found->issue.details["draw"] = drawOf(found->lane);
            return found->issue;
        }
    }
    m_value.begin(m_evaluator, m_totals);
    std::copy_n(m_evaluator.lanes(m_model.weight), m_width, m_totals.weight.data());
    std::ranges::fill(m_scale, 1.0);
    std::ranges::fill(m_excess, 0.0);
    return std::nullopt;
}

/// Works out curves and states of a point and hands them over.
std::optional<Issue> PartitionedSurvivalRun::reach(std::size_t point) {
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        if (auto issue = fit(i, point)) return issue;
    }
    applyMortality(point);
    cap();
    partition();
    m_value.arrive(point, m_occupancy.data());
    if (m_detail) keepPoint(point);
    return std::nullopt;
}

/// The curve before mortality and caps.
std::optional<Issue> PartitionedSurvivalRun::fit(std::size_t index, std::size_t point) {
    Curve& curve = m_curves[index];
    curve.before.swap(curve.fitted);
    if (!curve.varies && point < curve.steady.size()) {
        std::ranges::fill(curve.fitted, curve.steady[point]);
        return std::nullopt;
    }
    const double* expression = nullptr;
    if (curve.expression) {
        const int node = m_model.expressions[index]->node;
        curve.expression->enter(point);
        if (const auto lane = curve.expression->failedLane(node)) {
            Issue issue = curve.expression->failure(node, *lane);
            if (issue.details["cycle"] != "–") issue.details["cycle"] = std::to_string(point);
            return issue;
        }
        expression = curve.expression->lanes(node);
    }
    curve.lanes.survival(timeOf(point), expression, curve.fitted.data());
    if (expression) {
        const std::string where = m_model.curves[index].where + "/survival";
        if (auto issue = expressionFault(curve, expression, point, where)) return issue;
    }
    if (!curve.varies) curve.steady.push_back(curve.fitted.front());
    return std::nullopt;
}

std::optional<Issue> PartitionedSurvivalRun::expressionFault(const Curve& curve, const double* values,
                                                             std::size_t point, const std::string& where) const {
    const auto at = [&](Issue issue) {
        issue.details["time"] = numberText(timeOf(point));
        return issue;
    };
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        const double value = values[lane];
        if (!(value >= 0 && value <= 1)) return at(fault("survival.probability", where, value, "0–1", lane));
        if (point == 0 && value < 1 - probabilityTolerance) {
            return at(fault("survival.start", where, value, "1", lane));
        }
        if (point > 0 && curve.fitted[lane] > curve.before[lane] + probabilityTolerance) {
            return at(fault("survival.rises", where, curve.fitted[lane], numberText(curve.before[lane]), lane));
        }
    }
    return std::nullopt;
}

/// The last curve under the mortality of the general population.
void PartitionedSurvivalRun::applyMortality(std::size_t point) {
    const Curve& last = m_curves.back();
    double* const overall = applied(m_curves.size() - 1);
    std::copy_n(overall, m_width, m_overall.data());
    std::ranges::copy(last.fitted, overall);
    if (m_model.mortality < 0 || point == 0) return;
    const double* const hazard = m_evaluator.lanes(m_model.mortality);
    const bool adds = m_prepared.structure.survival->mortalityRule == MortalityRule::add;
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        const double background = std::exp(-hazard[lane] * m_length);
        if (adds) {
            m_scale[lane] *= background;
        } else if (last.fitted[lane] > last.before[lane] * background) {
            m_scale[lane] = m_overall[lane] * background / last.fitted[lane];
        }
        overall[lane] *= m_scale[lane];
    }
}

/// No curve above the next one.
void PartitionedSurvivalRun::cap() {
    for (std::size_t i = m_curves.size() - 1; i-- > 0;) {
        const double* const fitted = m_curves[i].fitted.data();
        const double* const outer = applied(i + 1);
        double* const inner = applied(i);
        double* const most = m_excess.data();
        for (std::size_t lane = 0; lane < m_width; ++lane) {
            const double excess = fitted[lane] - outer[lane];
            most[lane] = most[lane] < excess ? excess : most[lane];
            inner[lane] = outer[lane] < fitted[lane] ? outer[lane] : fitted[lane];
        }
    }
}

void PartitionedSurvivalRun::partition() {
    const std::size_t curves = m_curves.size();
    std::copy_n(applied(0), m_width, m_occupancy.data());
    for (std::size_t i = 1; i < curves; ++i) {
        const double* const inner = applied(i - 1);
        const double* const outer = applied(i);
        double* const share = m_occupancy.data() + i * m_width;
        for (std::size_t lane = 0; lane < m_width; ++lane) share[lane] = outer[lane] - inner[lane];
    }
    const double* const overall = applied(curves - 1);
    double* const last = m_occupancy.data() + curves * m_width;
    for (std::size_t lane = 0; lane < m_width; ++lane) last[lane] = 1 - overall[lane];
}

void PartitionedSurvivalRun::chargeUpfront() {
    for (const SurvivalOneOffCost& oneOff : m_model.oneOffCosts) {
        if (oneOff.state >= 0) continue;
        const double* const cost = m_evaluator.lanes(oneOff.node);
        m_value.bookCost(cost, nullptr, 1, 0);
        if (m_detail) m_detail->cycleCost.back() += cost[0];
    }
}

/// Costs of the first cycle's occupancy of a state.
void PartitionedSurvivalRun::chargeCounted(double weight, double time) {
    for (const SurvivalOneOffCost& oneOff : m_model.oneOffCosts) {
        if (oneOff.state < 0 || weight == 0) continue;
        const double* const cost = m_evaluator.lanes(oneOff.node);
        const double* const share = m_occupancy.data() + static_cast<std::size_t>(oneOff.state) * m_width;
        m_value.bookCost(cost, share, weight, time);
        if (m_detail) m_detail->cycleCost.back() += weight * cost[0] * share[0];
    }
}

/// Transition rewards into the last state, at the end of the cycle or by year as the timing says.
void PartitionedSurvivalRun::rewardDeaths(std::size_t cycle) {
    if (m_model.deathRewards.empty()) return;
    const double* const overall = applied(m_curves.size() - 1);
    for (std::size_t lane = 0; lane < m_width; ++lane) m_deaths[lane] = m_overall[lane] - overall[lane];
    double weight = 1;
    if (m_prepared.structure.timing.transitionWeights == TransitionWeights::point) {
        weight = m_weighting.endWeight[cycle];
        if (cycle + 1 < m_prepared.prepared.cycles()) weight += m_weighting.startWeight[cycle + 1];
    }
    for (const DeathReward& reward : m_model.deathRewards) {
        const double* const cost = m_evaluator.lanes(reward.cost);
        const double* const qaly = m_evaluator.lanes(reward.qaly);
        m_value.bookCost(cost, m_deaths.data(), weight, m_weighting.endTime[cycle]);
        m_value.bookQaly(qaly, m_deaths.data(), weight, m_weighting.endTime[cycle]);
        if (!m_detail) continue;
        m_detail->cycleCost.back() += weight * cost[0] * m_deaths[0];
        m_detail->cycleQaly.back() += weight * qaly[0] * m_deaths[0];
    }
}

/// Occupancy and curves of the first lane.
void PartitionedSurvivalRun::keepPoint(std::size_t point) {
    std::vector<double>& occupancy = m_detail->occupancy.emplace_back();
    for (std::size_t i = 0; i < m_occupancy.size(); i += m_width) occupancy.push_back(m_occupancy[i]);
    m_detail->curves.resize(m_curves.size());
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        CurveValues& values = m_detail->curves[i];
        values.curve = m_model.curves[i].id;
        values.fitted.push_back(m_curves[i].fitted.front());
        values.applied.push_back(applied(i)[0]);
        if (i + 1 == m_curves.size()) continue;
        if (values.fitted.back() <= applied(i + 1)[0] + crossingTolerance) continue;
        if (std::ranges::find(m_detail->crossings, values.curve, &CurveCrossing::inner) != m_detail->crossings.end()) {
            continue;
        }
        m_detail->crossings.push_back({values.curve, m_model.curves[i + 1].id, timeOf(point)});
    }
}

std::optional<Issue> PartitionedSurvivalRun::mortalityFault() const {
    const double* const values = m_evaluator.lanes(m_model.mortality);
    const double* const negative = std::find_if(values, values + m_width, [](double value) { return value < 0; });
    if (negative == values + m_width) return std::nullopt;
    return fault("survival.mortality", "/outcomes/survival/mortality", *negative, "0",
                 static_cast<std::size_t>(negative - values));
}

std::optional<Issue> PartitionedSurvivalRun::rateFault(int node, const std::string& where) const {
    const double* const rates = m_evaluator.lanes(node);
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        if (!(rates[lane] >= 0 && rates[lane] < 1))
            return fault("outcomes.discountRate", where, rates[lane], "0–1", lane);
    }
    return std::nullopt;
}

std::optional<Issue> PartitionedSurvivalRun::overflow() const {
    for (const std::vector<double>* total : {&m_totals.cost, &m_totals.costUndiscounted, &m_totals.qaly,
                                             &m_totals.qalyUndiscounted, &m_totals.lifeYears}) {
        const auto failed = std::ranges::find_if_not(*total, isFinite);
        if (failed == total->end()) continue;
        return fault("outcomes.overflow", "/outcomes/states", *failed, "",
                     static_cast<std::size_t>(failed - total->begin()));
    }
    return std::nullopt;
}

Issue PartitionedSurvivalRun::fault(const char* code, const std::string& where, double value, const std::string& limit,
                                    std::size_t lane) const {
    const std::string subgroup = subgroupsOf(m_prepared.structure)[m_model.subgroup].id;
    Issue issue{code, Severity::error, where, numberText(value), limit, {}};
    issue.details = {{"strategy", m_prepared.structure.strategies[m_model.strategy].id},
                     {"subgroup", subgroup.empty() ? "–" : subgroup},
                     {"cycle", std::to_string(m_cycle + 1)},
                     {"draw", drawOf(lane)}};
    return issue;
}

std::string PartitionedSurvivalRun::drawOf(std::size_t lane) const {
    return m_prepared.useDraws ? std::to_string(m_first + lane + 1) : "0";
}

}  // namespace kachi
