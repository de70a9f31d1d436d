#pragma once

#include "models/core/text.h"
#include "models/statistics/distribution.h"

#include <map>
#include <string>
#include <vector>

namespace kachi {

/// What distinguishes one simulated patient from another: drawn at the start, usable by its id in every expression of
/// the simulation, and changeable by events (history).
struct PatientAttribute {
    std::string id;  ///< a name of expressions; "age0" gives the age at the start
    Text name;
    Family family = Family::fixed;
    std::map<std::string, std::string> args;  ///< names of DistributionSpec::args → expression; fixed: {value}

    bool operator==(const PatientAttribute&) const = default;
};

/// Which clock an event's curve runs on.
enum class EventClock {
    reset,    ///< time since entry into the state
    forward,  ///< time since the start, given that the event has not happened before
};

/// A competing event: the patient leaves `from` by the event that comes first.
struct SimulatedEvent {
    std::string id;
    Text name;
    std::string from;   ///< state
    std::string to;     ///< state; may be the same one (a repeated event)
    std::string curve;  ///< id of a SurvivalCurve
    EventClock clock = EventClock::reset;
    std::string cost = "0";                   ///< expression, currency at the moment of the event
    std::string qaly = "0";                   ///< expression, QALYs gained (lost: negative) at that moment
    std::map<std::string, std::string> sets;  ///< attribute → expression of its new value

    bool operator==(const SimulatedEvent&) const = default;
};

/// Time-to-event simulation of single patients over the states of the outcome model. They start in the states of
/// `initial` and are followed for cycles × cycle length; a state that is not alive has no events. Time runs
/// continuously, so cycle weights and discount moment do not enter: costs and utilities of states accrue as they pass,
/// discounted by exp(−r·t) (continuous) or (1 + r)^−t (annual; simple is refused), values of events and transition
/// rewards count at their moment, one-off costs at time 0 (counted ones are refused).
/// A name in an expression means the attribute of the patient, else as elsewhere; `cycle` has no meaning here. The
/// clock stands at: curves – entry into the state (state_time, being 0 there, is refused); costs and utilities of
/// states – entry, and again every cycle boundary where they use time or age, every cycle length after entry where they
/// use state_time, holding in between; events, their values and `sets` – the moment of the event, state_time being the
/// stay. Patients are a pure function of seed, subgroup, draw and their number: strategies share them, and one
/// patient's n-th stay has the same random numbers under each.
struct IndividualSimulation {
    int patients = 10'000;  ///< per strategy and subgroup, in the base case and in every draw
    std::vector<PatientAttribute> attributes;
    std::vector<SimulatedEvent> events;

    bool operator==(const IndividualSimulation&) const = default;
};

}  // namespace kachi
