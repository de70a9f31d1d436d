#pragma once

#include "models/outcomes/outcomes.h"

#include <array>
#include <span>
#include <vector>

namespace kachi {

/// What one simulated patient costs and gains.
struct PatientTotals {
    double cost = 0;
    double costUndiscounted = 0;
    double qaly = 0;
    double qalyUndiscounted = 0;
    double lifeYears = 0;
    double lifeYearsDiscounted = 0;
};

/// Mean and squared deviations of every total over patients, added chunk by chunk.
/// Source: Chan, Golub, LeVeque, Algorithms for computing the sample variance, Am Stat 1983;37:242-247.
class SampleMoments {
public:
    static constexpr std::size_t totalCount = 6;

    void add(std::span<const PatientTotals> patients);

    PatientTotals means() const;
    /// Squared standard errors of the means; 0 for a single patient.
    PatientTotals errorVariances() const;

private:
    double m_count = 0;
    std::array<double, totalCount> m_mean{};
    std::array<double, totalCount> m_squares{};
};

/// What a base case shows beyond totals: where patients are at every point, what each cycle costs, how often events
/// happen.
class SimulationRecord {
public:
    SimulationRecord(const OutcomesStructure& structure);

    void stay(std::size_t state, double from, double to);
    /// Undiscounted cost and QALYs per year over a stretch of time.
    void stream(double cost, double utility, double from, double to);
    /// Undiscounted cost and QALYs at a moment.
    void once(double cost, double qaly, double time);
    void event(std::size_t declared) { m_eventCounts[declared] += 1; }

    void writeTo(SubgroupOutcome& outcome, const SampleMoments& moments) const;

private:
    std::size_t cycleAt(double time) const;
    std::size_t pointFrom(double time) const;

    const OutcomesStructure& m_structure;
    double m_length;
    double m_horizon;
    std::size_t m_cycles;
    std::vector<std::vector<double>> m_changes;  ///< [point][state] patients who came less those who left
    std::vector<double> m_cost;                  ///< [cycle]
    std::vector<double> m_qaly;                  ///< [cycle]
    std::vector<double> m_eventCounts;           ///< [event of the structure]
};

}  // namespace kachi
