#include "models/equalisation/spatial_access.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

namespace kachi {
namespace {

constexpr double earthRadiusKilometres = 6371.0088;

}  // namespace

double greatCircleKilometres(const GeoPoint& from, const GeoPoint& to) {
    const double radians = std::numbers::pi / 180;
    const double acrossLatitude = std::sin((to.latitude - from.latitude) * radians / 2);
    const double acrossLongitude = std::sin((to.longitude - from.longitude) * radians / 2);
    const double haversine = acrossLatitude * acrossLatitude + std::cos(from.latitude * radians) *
                                                                   std::cos(to.latitude * radians) * acrossLongitude *
                                                                   acrossLongitude;
    return 2 * earthRadiusKilometres * std::asin(std::sqrt(std::min(1.0, haversine)));
}

TravelTimes travelTimesByDistance(std::span<const GeoPoint> areas, std::span<const GeoPoint> sites,
                                  double speedKilometresPerHour, double detour) {
    TravelTimes travel{areas.size(), sites.size(), {}};
    travel.minutes.reserve(areas.size() * sites.size());
    for (const GeoPoint& area : areas) {
        for (const GeoPoint& site : sites) {
            travel.minutes.push_back(60 * greatCircleKilometres(area, site) * detour / speedKilometresPerHour);
        }
    }
    return travel;
}

double DistanceDecay::weight(double minutes) const {
    if (!std::isfinite(minutes)) return 0;
    if (shape == DecayShape::zones) {
        for (const DecayZone& zone : zones) {
            if (minutes <= zone.upToMinutes) return zone.weight;
        }
        return 0;
    }
    const bool goesOn = beyondCatchment && (shape == DecayShape::gaussian || shape == DecayShape::exponential);
    if (minutes > catchmentMinutes && !goesOn) return 0;
    const double part = minutes / catchmentMinutes;
    switch (shape) {
        case DecayShape::gaussian:
            return std::exp(std::log(0.01) * part * part);
        case DecayShape::gaussianToZero:
            return (std::exp(-0.5 * part * part) - std::exp(-0.5)) / (1 - std::exp(-0.5));
        case DecayShape::linear:
            return 1 - part;
        case DecayShape::epanechnikov:
            return 1 - part * part;
        case DecayShape::exponential:
            return std::exp(-ratePerMinute * minutes);
        case DecayShape::binary:
        case DecayShape::zones:
            break;
    }
    return 1;
}

std::vector<double> decayWeights(const TravelTimes& travel, const DistanceDecay& decay) {
    std::vector<double> weights;
    weights.reserve(travel.minutes.size());
    for (const double minutes : travel.minutes) weights.push_back(decay.weight(minutes));
    return weights;
}

WeightedTravel::WeightedTravel(TravelTimes times, DistanceDecay withDecay)
    : travel(std::move(times)), decay(std::move(withDecay)), weights(decayWeights(travel, decay)) {}

CatchmentAccess catchmentAccess(std::span<const double> population, std::span<const double> supply,
                                std::span<const double> weights, std::span<const std::size_t> sites,
                                FloatingCatchment steps) {
    const std::size_t areas = population.size();
    const std::size_t row = supply.size();
    CatchmentAccess result{std::vector<double>(areas), std::vector<double>(row), std::vector<double>(row), 0};
    std::vector<double> selection(areas, 1);  // G_ij / W_ij in three steps
    if (steps == FloatingCatchment::threeStep) {
        for (std::size_t area = 0; area < areas; ++area) {
            double total = 0;
            for (const std::size_t site : sites) total += weights[area * row + site];
            selection[area] = total > 0 ? 1 / total : 0;
        }
    }
    const auto share = [&](std::size_t area, std::size_t site) {
        const double weight = weights[area * row + site];
        return steps == FloatingCatchment::threeStep ? weight * (weight * selection[area]) : weight;
    };
    for (std::size_t area = 0; area < areas; ++area) {
        for (const std::size_t site : sites) result.demand[site] += population[area] * share(area, site);
    }
    for (const std::size_t site : sites) {
        const double ratio = supply[site] / result.demand[site];
        if (!(result.demand[site] > 0) || !std::isfinite(ratio)) continue;  // nobody, but for weights lost in rounding
        result.ratio[site] = ratio;
        result.supplyInReach += supply[site];
    }
    for (std::size_t area = 0; area < areas; ++area) {
        for (const std::size_t site : sites) result.access[area] += share(area, site) * result.ratio[site];
    }
    return result;
}

SpatialAccess spatialAccess(std::span<const double> population, std::span<const double> supply,
                            const WeightedTravel& ways, FloatingCatchment steps) {
    const TravelTimes& travel = ways.travel;
    SpatialAccess result;
    result.areas.resize(travel.areas);
    result.sites.resize(travel.sites);
    std::vector<std::size_t> all(travel.sites);
    std::iota(all.begin(), all.end(), std::size_t{0});
    const CatchmentAccess catchment = catchmentAccess(population, supply, ways.weights, all, steps);
    result.supplyInReach = catchment.supplyInReach;
    for (std::size_t site = 0; site < travel.sites; ++site) {
        result.sites[site].demand = catchment.demand[site];
        result.sites[site].ratio = catchment.ratio[site];
    }
    for (std::size_t area = 0; area < travel.areas; ++area) {
        AreaAccess& own = result.areas[area];
        own.access = catchment.access[area];
        for (std::size_t site = 0; site < travel.sites; ++site) {
            const double minutes = travel.at(area, site);
            if (minutes <= ways.decay.catchmentMinutes) {
                ++own.sitesWithin;
                result.sites[site].populationWithin += population[area];
            }
            if (std::isfinite(minutes) && (!own.nearestSite || minutes < own.nearestMinutes)) {
                own.nearestSite = site;
                own.nearestMinutes = minutes;
            }
        }
    }
    return result;
}

double populationWithin(std::span<const double> population, const std::vector<AreaAccess>& areas, double minutes) {
    double within = 0;
    double total = 0;
    for (std::size_t area = 0; area < areas.size(); ++area) {
        total += population[area];
        if (areas[area].nearestSite && areas[area].nearestMinutes <= minutes) within += population[area];
    }
    return within / total;
}

}  // namespace kachi
