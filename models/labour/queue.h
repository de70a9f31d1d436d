#pragma once

#include "models/core/result.h"

namespace kachi {

/// Patients who arrive at random at a service with several equal places, first come first served.
struct Queue {
    double arrivalsPerHour = 0;   ///< Poisson
    double minutesOfService = 0;  ///< mean
    int places = 1;               ///< rooms, machines or teams that work side by side
    double variation = 1;         ///< coefficient of variation of the service time; 1: exponential, 0: constant

    double load() const { return arrivalsPerHour * minutesOfService / 60; }  ///< places busy on average
    double utilisation() const { return load() / places; }                   ///< ρ
};

struct QueueFigures {
    double utilisation = 0;
    double waitProbability = 0;  ///< Erlang C; exact for exponential service or one place
    double minutesWaiting = 0;   ///< mean of all patients
    double minutesInAll = 0;     ///< waiting and service
    double patientsWaiting = 0;  ///< mean length of the queue
};

/// M/M/c by Erlang C; other service times scale the waiting by (1 + variation²)/2, which is exact for one place
/// (Pollaczek-Khinchine) and Lee & Longton's approximation for several.
/// Source: Gross et al., Fundamentals of Queueing Theory, 4th ed., Wiley 2008; Lee & Longton, Oper Res Quart
/// 1959;10:56-73.
/// Issues: queue.unstable when ρ ≥ 1. @param where  place of the arrivals, for issues
Result<QueueFigures> queueFigures(const Queue& queue, const std::string& where);

/// Arrivals an hour at which the mean waiting is `minutesWaiting`; 0 ≤ arrivals < capacity. @pre minutesWaiting > 0
double arrivalsAtWaiting(const Queue& queue, double minutesWaiting);

}  // namespace kachi
