#pragma once

#include "models/outcomes/simulation_curves.h"
#include "models/outcomes/simulation_program.h"
#include "models/outcomes/simulation_values.h"
#include "models/statistics/quantile_table.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// Random numbers of one patient: pure functions of seed, subgroup, draw, patient, stay and place.
struct PatientStream {
    std::array<std::uint32_t, 2> key{};  ///< seed and subgroup
    std::uint32_t draw = 0;              ///< 0: the base case
    std::uint32_t patient = 0;

    /// @param stay 0: attributes and starting state; n: competing events of the n-th stay
    std::array<double, 2> uniforms(std::uint32_t stay, std::uint32_t pair) const;
};

/// The numbers of a simulation for the draw and the patient at hand. What varies with neither is worked out once per
/// draw. Functions answer false when a number is refused; fault() says which.
class SimulationNumbers {
public:
    struct State {
        double cost = 0;     ///< per year
        double utility = 0;  ///< per year
        bool alive = true;
        bool varies = false;  ///< by patient: enter() works it out
        bool followsTime = false;
        bool followsStateTime = false;
        std::size_t firstEvent = 0;
        std::size_t events = 0;
    };
    struct Event {
        EventTimes times;
        double cost = 0;
        double qaly = 0;
        bool varies = false;  ///< by patient: happen() works it out
        bool forward = false;
        std::size_t to = 0;
        std::size_t declared = 0;
    };

    SimulationNumbers(const SimulationProgram& program, const OutcomesStructure& structure, bool useDraws);

    bool beginDraw(std::size_t draw);
    /// Attributes and the values at the start.
    bool beginPatient(const PatientStream& stream);
    /// Numbers of a state and its events for a patient who enters it at `time`.
    bool enter(std::size_t state, double time);
    /// Cost and utility of the state as the stay goes on.
    bool revalue(std::size_t state, double time, double stateTime);
    /// Values of an event at its moment, and what it sets.
    bool happen(std::size_t event, double time, double stateTime);

    std::size_t startState(const PatientStream& stream) const;
    const State& state(std::size_t index) const { return m_states[index]; }
    const Event& event(std::size_t index) const { return m_events[index]; }
    double oneOffCost() const { return m_oneOffCost; }
    double weight() const { return m_values.at(m_program.weight); }
    double costRate() const { return m_values.at(m_program.costRate); }
    double effectRate() const { return m_values.at(m_program.effectRate); }

    const Issue& fault() const { return *m_fault; }
    /// A fault of the patient at hand. @param where place of the structure
    Issue patientIssue(const char* code, const std::string& where, double value, const std::string& limit) const;

private:
    struct Attribute {
        DistributionSpec spec;
        std::vector<double> arguments;  ///< that the distribution was made from
        std::optional<Distribution> distribution;
        std::optional<QuantileTable> table;  ///< when arguments vary neither by draw nor by patient
    };

    void setClock(double time, double stateTime);
    bool readAttribute(std::size_t index, double uniform);
    bool readDistribution(std::size_t index);
    bool readStart();
    bool readInitial();
    bool readValues(std::size_t index);
    bool readNumber(const SurvivalNumber& number, std::size_t event, double& value);
    bool readCurve(std::size_t index);
    bool readEvent(std::size_t index);
    bool readRate(int node, const char* where);

    bool finite(int node);
    bool refuseCurve(std::size_t event, const std::string& where, double value, const std::string& limit);
    bool fail(Issue issue);
    std::string drawText() const;

    const SimulationProgram& m_program;
    const OutcomesStructure& m_structure;
    const bool m_useDraws;
    PatientValues m_values;
    std::vector<State> m_states;
    std::vector<Event> m_events;                     ///< by state
    std::vector<const SimulationEvent*> m_compiled;  ///< [event]
    std::vector<Attribute> m_attributes;
    std::vector<CurvePiece> m_pieces;
    std::vector<double> m_set;  ///< new values of the attributes an event sets
    double m_oneOffCost = 0;
    std::size_t m_draw = 0;
    std::optional<std::uint32_t> m_patient;  ///< at hand; none while the draw is prepared
    std::optional<Issue> m_fault;
};

}  // namespace kachi
