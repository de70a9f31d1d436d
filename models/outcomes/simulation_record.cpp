#include "models/outcomes/simulation_record.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

using Totals = std::array<double, SampleMoments::totalCount>;

Totals arrayOf(const PatientTotals& totals) {
    return {totals.cost,      totals.costUndiscounted,   totals.qaly, totals.qalyUndiscounted,
            totals.lifeYears, totals.lifeYearsDiscounted};
}

PatientTotals totalsOf(const Totals& values) {
    return {values[0], values[1], values[2], values[3], values[4], values[5]};
}

}  // namespace

void SampleMoments::add(std::span<const PatientTotals> patients) {
    const auto count = static_cast<double>(patients.size());
    Totals mean{};
    for (const PatientTotals& patient : patients) {
        const Totals values = arrayOf(patient);
        for (std::size_t i = 0; i < totalCount; ++i) mean[i] += values[i];
    }
    for (double& sum : mean) sum /= count;
    Totals squares{};
    for (const PatientTotals& patient : patients) {
        const Totals values = arrayOf(patient);
        for (std::size_t i = 0; i < totalCount; ++i) squares[i] += (values[i] - mean[i]) * (values[i] - mean[i]);
    }
    const double all = m_count + count;
    for (std::size_t i = 0; i < totalCount; ++i) {
        const double difference = mean[i] - m_mean[i];
        m_mean[i] += difference * (count / all);
        m_squares[i] += squares[i] + difference * difference * (m_count * count / all);
    }
    m_count = all;
}

PatientTotals SampleMoments::means() const {
    return totalsOf(m_mean);
}

PatientTotals SampleMoments::errorVariances() const {
    Totals variances{};
    if (m_count < 2) return totalsOf(variances);
    for (std::size_t i = 0; i < totalCount; ++i) variances[i] = m_squares[i] / (m_count - 1) / m_count;
    return totalsOf(variances);
}

SimulationRecord::SimulationRecord(const OutcomesStructure& structure)
    : m_structure(structure),
      m_length(structure.timing.cycleLengthYears),
      m_horizon(structure.timing.cycles * m_length),
      m_cycles(static_cast<std::size_t>(structure.timing.cycles)),
      m_changes(m_cycles + 1, std::vector<double>(structure.states.size())),
      m_cost(m_cycles),
      m_qaly(m_cycles),
      m_eventCounts(structure.simulation->events.size()) {}

/// Cycle that holds a moment; the division may round across a boundary, which is put right.
std::size_t SimulationRecord::cycleAt(double time) const {
    auto cycle = static_cast<std::size_t>(time / m_length);
    if (static_cast<double>(cycle) * m_length > time) --cycle;
    if (static_cast<double>(cycle + 1) * m_length <= time) ++cycle;
    return std::min(cycle, m_cycles - 1);
}

/// First point at or after a moment.
std::size_t SimulationRecord::pointFrom(double time) const {
    const std::size_t point = cycleAt(time);
    return static_cast<double>(point) * m_length < time ? point + 1 : point;
}

void SimulationRecord::stay(std::size_t state, double from, double to) {
    m_changes[pointFrom(from)][state] += 1;
    if (to < m_horizon) m_changes[pointFrom(to)][state] -= 1;
}

void SimulationRecord::stream(double cost, double utility, double from, double to) {
    if (cost == 0 && utility == 0) return;
    for (std::size_t cycle = cycleAt(from); cycle < m_cycles && from < to; ++cycle) {
        const double end = cycle + 1 == m_cycles ? to : std::min(to, static_cast<double>(cycle + 1) * m_length);
        m_cost[cycle] += cost * (end - from);
        m_qaly[cycle] += utility * (end - from);
        from = end;
    }
}

void SimulationRecord::once(double cost, double qaly, double time) {
    const std::size_t cycle = cycleAt(time);
    m_cost[cycle] += cost;
    m_qaly[cycle] += qaly;
}

void SimulationRecord::writeTo(SubgroupOutcome& outcome, const SampleMoments& moments) const {
    const int patients = m_structure.simulation->patients;
    const auto perPatient = [patients](double sum) { return sum / patients; };
    std::vector<double> there(m_structure.states.size());
    for (const std::vector<double>& changes : m_changes) {
        std::vector<double>& point = outcome.occupancy.emplace_back();
        for (std::size_t state = 0; state < there.size(); ++state) {
            there[state] += changes[state];
            point.push_back(perPatient(there[state]));
        }
    }
    outcome.cycleCost = m_cost;
    outcome.cycleQaly = m_qaly;
    std::ranges::transform(outcome.cycleCost, outcome.cycleCost.begin(), perPatient);
    std::ranges::transform(outcome.cycleQaly, outcome.cycleQaly.begin(), perPatient);
    const PatientTotals variances = moments.errorVariances();
    outcome.monteCarlo =
        MonteCarloError{patients, std::sqrt(variances.cost), std::sqrt(variances.qaly), std::sqrt(variances.lifeYears)};
    for (std::size_t i = 0; i < m_eventCounts.size(); ++i) {
        outcome.events.push_back({m_structure.simulation->events[i].id, perPatient(m_eventCounts[i])});
    }
}

}  // namespace kachi
