#include "models/outcomes/simulation_run.h"

#include "models/expressions/operation.h"
#include "models/statistics/random.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

/// Patients between two questions whether to stop; part of the definition of sums.
constexpr std::size_t chunkSize = 256;

/// A patient with more events goes round in a loop that takes no time.
constexpr std::uint32_t mostEvents = 100'000;

/// Key of all patients of a subgroup: apart from the streams of parameters and of other subgroups.
std::array<std::uint32_t, 2> patientKey(std::uint64_t seed, const std::string& subgroup) {
    const auto low = [](std::uint64_t word) { return static_cast<std::uint32_t>(word); };
    const auto high = [](std::uint64_t word) { return static_cast<std::uint32_t>(word >> 32); };
    const std::uint64_t hash = stableHash("outcomes.simulation/" + subgroup);
    const auto words = philoxBlock({low(hash), high(hash), 0, 0}, {low(seed), high(seed)});
    return {words[0], words[1]};
}

}  // namespace

PreparedSimulation::PreparedSimulation(SimulationProgram compiled, const EngineInputs& inputs)
    : simulation(std::move(compiled)),
      structure(inputs.structure),
      key(patientKey(inputs.seed, subgroupsOf(structure)[simulation.subgroup].id)),
      useDraws(inputs.useDraws),
      samePatients(inputs.samePatients),
      stop(inputs.stop) {}

std::unique_ptr<OutcomeEngine> PreparedSimulation::engine(std::size_t width) const {
    return std::make_unique<SimulationRun>(*this, width);
}

void StreamDiscount::setRate(DiscountForm form, double rate) {
    m_rate = form == DiscountForm::annual ? std::log1p(rate) : rate;
}

/// ∫ exp(−r·t) over the next years, with expm1 so that a tiny rate loses no digits.
double StreamDiscount::pass(double years) {
    if (m_rate == 0) return years;
    const double lost = -m_factor * std::expm1(-m_rate * years);
    m_factor -= lost;
    return lost / m_rate;
}

SimulationRun::SimulationRun(const PreparedSimulation& prepared, std::size_t width)
    : m_prepared(prepared),
      m_numbers(prepared.simulation, prepared.structure, prepared.useDraws),
      m_cycleLength(prepared.structure.timing.cycleLengthYears),
      m_horizon(prepared.structure.timing.cycles * m_cycleLength),
      m_chunk(chunkSize),
      m_totals(width) {
    m_stream.key = prepared.key;
}

std::optional<Issue> SimulationRun::run(std::size_t first, std::size_t count, SubgroupOutcome* detail) {
    m_fault.reset();
    m_detail = detail;
    for (std::size_t lane = 0; lane < m_totals.cost.size(); ++lane) {
        const std::size_t source = std::min(lane, count - 1);
        if (lane == source) {
            if (!simulateDraw(first + lane, lane)) return m_fault;
        } else {
            m_totals.copyLane(source, lane);
        }
        m_detail = nullptr;
    }
    return std::nullopt;
}

bool SimulationRun::simulateDraw(std::size_t draw, std::size_t lane) {
    if (!m_numbers.beginDraw(draw)) return fail(m_numbers.fault());
    const DiscountForm form = m_prepared.structure.timing.discountForm;
    m_costDiscount.setRate(form, m_numbers.costRate());
    m_effectDiscount.setRate(form, m_numbers.effectRate());
    m_oneRate = m_costDiscount.rate() == m_effectDiscount.rate();
    const bool basePatients = !m_prepared.useDraws || m_prepared.samePatients;
    m_stream.draw = basePatients ? 0 : static_cast<std::uint32_t>(draw + 1);
    m_record.reset();
    if (m_detail) m_record.emplace(m_prepared.structure);

    const auto patients = static_cast<std::size_t>(m_prepared.structure.simulation->patients);
    SampleMoments moments;
    for (std::size_t first = 0; first < patients; first += chunkSize) {
        if (m_prepared.stop.stop_requested()) return fail({"core.cancelled", Severity::error, "/outcomes", {}, {}, {}});
        const std::size_t count = std::min(chunkSize, patients - first);
        for (std::size_t i = 0; i < count; ++i) {
            m_stream.patient = static_cast<std::uint32_t>(first + i);
            m_patient = {};
            if (!simulatePatient()) return false;
            m_chunk[i] = m_patient;
        }
        moments.add(std::span(m_chunk).first(count));
    }
    keepTotals(lane, moments);
    if (m_detail) m_record->writeTo(*m_detail, moments);
    return !m_fault;
}

bool SimulationRun::simulatePatient() {
    m_costDiscount.restart();
    m_effectDiscount.restart();
    if (!m_numbers.beginPatient(m_stream)) return fail(m_numbers.fault());
    charge(m_numbers.oneOffCost(), 0, 0);
    std::size_t state = m_numbers.startState(m_stream);
    double time = 0;
    for (std::uint32_t number = 1; number <= mostEvents; ++number) {
        const SimulationNumbers::State& now = m_numbers.state(state);
        if (now.varies && !m_numbers.enter(state, time)) return fail(m_numbers.fault());
        double earliest = m_horizon;
        std::size_t next = now.events;
        std::array<double, 2> uniforms{};
        for (std::size_t i = 0; i < now.events; ++i) {
            if (i % 2 == 0) uniforms = m_stream.uniforms(number, static_cast<std::uint32_t>(i / 2));
            const SimulationNumbers::Event& event = m_numbers.event(now.firstEvent + i);
            const double uniform = uniforms[i % 2];
            const double at = event.forward ? event.times.timeAfter(uniform, time) : time + event.times.time(uniform);
            if (at < earliest) {
                earliest = at;
                next = i;
            }
        }
        if (!stay(state, time, earliest)) return fail(m_numbers.fault());
        if (next == now.events) return true;
        const std::size_t event = now.firstEvent + next;
        if (!happen(event, time, earliest)) return fail(m_numbers.fault());
        state = m_numbers.event(event).to;
        time = earliest;
    }
    const std::string where = "/outcomes/states/id=" + m_prepared.structure.states[state].id;
    return fail(m_numbers.patientIssue("simulation.tooManyEvents", where, time, std::to_string(mostEvents)));
}

bool SimulationRun::stay(std::size_t state, double from, double to) {
    const SimulationNumbers::State& now = m_numbers.state(state);
    if (m_record) m_record->stay(state, from, to);
    if (now.followsTime || now.followsStateTime) return stayInSteps(state, from, to);
    if (now.alive || now.cost != 0 || now.utility != 0) accrue(now, from, to);
    return true;
}

/// Cost and utility are worked out anew at the boundaries of cycles, of the stay or both, and hold in between.
bool SimulationRun::stayInSteps(std::size_t state, double from, double to) {
    const SimulationNumbers::State& now = m_numbers.state(state);
    double reached = from;
    double step = 1;
    double cycle = std::floor(from / m_cycleLength);
    for (;;) {
        while (cycle * m_cycleLength <= reached) ++cycle;
        const double cycleEnd = now.followsTime ? cycle * m_cycleLength : to;
        const double stepEnd = now.followsStateTime ? from + step * m_cycleLength : to;
        const double end = std::min({to, cycleEnd, stepEnd});
        accrue(now, reached, end);
        if (end >= to) break;
        // On a boundary of the stay the time is a whole number of lengths, whatever entry time rounds to.
        const double stateTime = stepEnd <= end ? step++ * m_cycleLength : end - from;
        reached = end;
        if (!m_numbers.revalue(state, reached, stateTime)) return false;
    }
    return true;
}

void SimulationRun::accrue(const SimulationNumbers::State& state, double from, double to) {
    const double years = to - from;
    const double effectYears = m_effectDiscount.pass(years);
    const double costYears = m_oneRate ? effectYears : m_costDiscount.pass(years);
    m_patient.cost += state.cost * costYears;
    m_patient.costUndiscounted += state.cost * years;
    m_patient.qaly += state.utility * effectYears;
    m_patient.qalyUndiscounted += state.utility * years;
    if (state.alive) {
        m_patient.lifeYears += years;
        m_patient.lifeYearsDiscounted += effectYears;
    }
    if (m_record) m_record->stream(state.cost, state.utility, from, to);
}

bool SimulationRun::happen(std::size_t event, double entered, double time) {
    const SimulationNumbers::Event& happened = m_numbers.event(event);
    if (happened.varies && !m_numbers.happen(event, time, time - entered)) return false;
    charge(happened.cost, happened.qaly, time);
    if (m_record) m_record->event(happened.declared);
    return true;
}

/// Cost and QALYs at a moment, which is the one that discounting has reached.
void SimulationRun::charge(double cost, double qaly, double time) {
    const double effectFactor = m_effectDiscount.factor();
    m_patient.cost += cost * (m_oneRate ? effectFactor : m_costDiscount.factor());
    m_patient.costUndiscounted += cost;
    m_patient.qaly += qaly * effectFactor;
    m_patient.qalyUndiscounted += qaly;
    if (m_record) m_record->once(cost, qaly, time);
}

bool SimulationRun::fail(Issue issue) {
    m_fault = std::move(issue);
    return false;
}

void SimulationRun::keepTotals(std::size_t lane, const SampleMoments& moments) {
    const PatientTotals means = moments.means();
    const PatientTotals variances = moments.errorVariances();
    m_totals.cost[lane] = means.cost;
    m_totals.costUndiscounted[lane] = means.costUndiscounted;
    m_totals.qaly[lane] = means.qaly;
    m_totals.qalyUndiscounted[lane] = means.qalyUndiscounted;
    m_totals.lifeYears[lane] = means.lifeYears;
    m_totals.lifeYearsDiscounted[lane] = means.lifeYearsDiscounted;
    m_totals.costErrorVariance[lane] = variances.cost;
    m_totals.qalyErrorVariance[lane] = variances.qaly;
    m_totals.weight[lane] = m_numbers.weight();
    for (const double total : {means.cost, means.costUndiscounted, means.qaly, means.qalyUndiscounted}) {
        if (isFinite(total)) continue;
        fail(m_numbers.patientIssue("outcomes.overflow", "/outcomes/states", total, {}));
        return;
    }
}

}  // namespace kachi
