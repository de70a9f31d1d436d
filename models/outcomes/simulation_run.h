#pragma once

#include "models/outcomes/outcome_engine.h"
#include "models/outcomes/simulation_numbers.h"
#include "models/outcomes/simulation_program.h"
#include "models/outcomes/simulation_record.h"

#include <array>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace kachi {

/// A compiled simulation; shared read-only by all threads.
class PreparedSimulation final : public PreparedOutcome {
public:
    PreparedSimulation(SimulationProgram compiled, const EngineInputs& inputs);
    PreparedSimulation(const PreparedSimulation&) = delete;
    PreparedSimulation& operator=(const PreparedSimulation&) = delete;

    std::size_t strategy() const override { return simulation.strategy; }
    std::size_t subgroup() const override { return simulation.subgroup; }
    std::unique_ptr<OutcomeEngine> engine(std::size_t width) const override;
    /// One draw holds thousands of patients, so draws are spread over threads one by one.
    std::size_t blockWidth() const override { return 1; }

    const SimulationProgram simulation;
    const OutcomesStructure& structure;
    const std::array<std::uint32_t, 2> key;  ///< of the random numbers: seed and subgroup
    const bool useDraws;
    const bool samePatients;
    const std::stop_token stop;
};

/// Present value of a steady stream of 1 a year while time passes.
class StreamDiscount {
public:
    /// @param rate per year. @pre the form is not simple
    void setRate(DiscountForm form, double rate);
    void restart() { m_factor = 1; }
    /// Value of the stream over the next `years`.
    double pass(double years);
    /// Present value of 1 now.
    double factor() const { return m_factor; }
    double rate() const { return m_rate; }

private:
    double m_rate = 0;  ///< continuous
    double m_factor = 1;
};

/// Simulates the patients of one strategy in one subgroup, draw by draw.
class SimulationRun final : public OutcomeEngine {
public:
    SimulationRun(const PreparedSimulation& prepared, std::size_t width);

    std::optional<Issue> run(std::size_t first, std::size_t count, SubgroupOutcome* detail) override;
    const BlockTotals& totals() const override { return m_totals; }

private:
    bool simulateDraw(std::size_t draw, std::size_t lane);
    bool simulatePatient();
    bool stay(std::size_t state, double from, double to);
    bool stayInSteps(std::size_t state, double from, double to);
    void accrue(const SimulationNumbers::State& state, double from, double to);
    bool happen(std::size_t event, double entered, double time);
    void charge(double cost, double qaly, double time);
    bool fail(Issue issue);
    void keepTotals(std::size_t lane, const SampleMoments& moments);

    const PreparedSimulation& m_prepared;
    SimulationNumbers m_numbers;
    StreamDiscount m_costDiscount;
    StreamDiscount m_effectDiscount;
    bool m_oneRate = false;  ///< costs are discounted like effects
    double m_cycleLength;
    double m_horizon;
    PatientStream m_stream;
    PatientTotals m_patient;                   ///< being simulated
    SubgroupOutcome* m_detail = nullptr;       ///< of the first lane, when asked for
    std::optional<SimulationRecord> m_record;  ///< kept while there is a detail
    std::vector<PatientTotals> m_chunk;
    std::optional<Issue> m_fault;
    BlockTotals m_totals;
};

}  // namespace kachi
