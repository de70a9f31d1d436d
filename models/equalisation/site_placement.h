#pragma once

#include "models/core/result.h"
#include "models/core/run_options.h"
#include "models/equalisation/spatial_access.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace kachi {

/// What a placement of devices is judged by.
enum class PlacementGoal {
    coverage,    ///< most people within the catchment of a device (maximal covering location problem)
    meanTravel,  ///< least mean minutes to the nearest device (p-median problem)
    inequality,  ///< least Gini coefficient of access, weighted by population
};

struct PlacementProblem {
    std::vector<double> population;     ///< [area] > 0
    std::vector<double> supply;         ///< [site] > 0, what a device there provides; used by `inequality`
    TravelTimes travel;                 ///< to existing and candidate sites
    std::vector<std::size_t> existing;  ///< sites that have a device already
    std::size_t devices = 1;            ///< to place among the other sites, 1 … their number
    PlacementGoal goal = PlacementGoal::coverage;
    DistanceDecay decay;  ///< catchment of `coverage`, weights of `inequality`
    FloatingCatchment steps = FloatingCatchment::twoStep;
    /// Placements are enumerated when there are no more than this many; otherwise greedy with exchange.
    std::size_t exhaustiveUpTo = 200'000;
};

/// How good a placement is. Every quantity over the whole population.
struct PlacementValue {
    double covered = 0;          ///< share of the population within the catchment
    double unreachable = 0;      ///< share of the population without a way to any device
    double meanMinutes = 0;      ///< to the nearest device, of those with a way
    std::optional<double> gini;  ///< of access, only of the goal `inequality`; empty when nobody has access
};

struct Placement {
    std::vector<std::size_t> chosen;  ///< sites of the new devices, ascending
    PlacementValue value;
    bool exhaustive = false;  ///< every placement was tried: no better one exists
    /// What no placement can be better than, in the quantity of the goal; the value itself when exhaustive. Empty: no
    /// bound is known (inequality).
    std::optional<double> bound;
};

struct PlacementResults {
    PlacementValue before;        ///< with the existing devices alone
    std::vector<Placement> best;  ///< [number of new devices − 1], for 1 … devices
};

/// The number of placements, or more than `limit`.
std::size_t placementCount(std::size_t candidates, std::size_t devices, std::size_t limit);

/// Of the existing sites and these.
PlacementValue placementValue(const PlacementProblem& problem, const std::vector<std::size_t>& sites);

/// Best places of 1 … N devices. Greedy addition, then exchange of one device at a time as long as any exchange helps
/// (Teitz and Bart), starting from the placement of one device less and from the twenty best single sites. Of equally
/// good placements the one with less mean travel wins, then the one found first in the order of the sites, so that the
/// result does not depend on chance.
///
/// Bounds of coverage and mean travel are by Lagrangian relaxation (placement_bound.h); a bound equal to the value
/// proves the placement the best one.
///
/// Sources: Church R, ReVelle C. Pap Reg Sci 1974;32:101-118; Teitz MB, Bart P. Oper Res 1968;16:955-961.
/// Checked: problem pmed1 of OR-Library; exhaustive search.
/// Issues: core.cancelled
Result<PlacementResults> placeSites(const PlacementProblem& problem, const RunOptions& options);

}  // namespace kachi
