#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace kachi {

/// Minutes from every area to every site, one way. Infinite: there is no way.
struct TravelTimes {
    std::size_t areas = 0;
    std::size_t sites = 0;
    std::vector<double> minutes;  ///< [area × sites + site], ≥ 0

    double at(std::size_t area, std::size_t site) const { return minutes[area * sites + site]; }
};

/// A place on the earth in degrees, north and east positive.
struct GeoPoint {
    double latitude = 0;
    double longitude = 0;
};

/// Great-circle distance by the haversine formula on a sphere of the IUGG mean radius, 6371.0088 km; within some 0.5 %
/// of the ellipsoid.
double greatCircleKilometres(const GeoPoint& from, const GeoPoint& to);

/// minutes = 60 × distance × detour / speed.
/// @param detour length of the way over the straight line, usually 1.2 to 1.4
/// @pre speedKilometresPerHour > 0, detour ≥ 1
TravelTimes travelTimesByDistance(std::span<const GeoPoint> areas, std::span<const GeoPoint> sites,
                                  double speedKilometresPerHour, double detour);

/// How a site counts less with d minutes to it; d0 is the catchment.
enum class DecayShape {
    binary,          ///< 1
    zones,           ///< weight of the zone d falls into
    gaussian,        ///< exp(−d²/b), b = −d0²/ln 0.01: 1 % at d0
    gaussianToZero,  ///< (exp(−½(d/d0)²) − exp(−½)) / (1 − exp(−½)): 0 at d0
    linear,          ///< 1 − d/d0
    epanechnikov,    ///< 1 − (d/d0)²: quadratic kernel, 1 at the site
    exponential,     ///< exp(−rate × d)
};

struct DecayZone {
    double upToMinutes = 0;  ///< inclusive
    double weight = 0;       ///< ≥ 0
};

struct DistanceDecay {
    DecayShape shape = DecayShape::binary;
    double catchmentMinutes = 30;  ///< d0 > 0; of zones the end of the last
    std::vector<DecayZone> zones;  ///< ascending, only of DecayShape::zones
    double ratePerMinute = 0;      ///< > 0, only of DecayShape::exponential
    /// Gaussian and exponential weights go on beyond d0, as in the R package fca; the others end there in any case.
    bool beyondCatchment = false;

    double weight(double minutes) const;
};

/// Two steps: 2SFCA with a binary decay, enhanced 2SFCA with another. Three steps: demand is shared between sites by
/// their weights before it is counted.
enum class FloatingCatchment { twoStep, threeStep };

struct AreaAccess {
    std::optional<std::size_t> nearestSite;  ///< the first of several equally near; empty: no way to any
    double nearestMinutes = 0;
    std::size_t sitesWithin = 0;  ///< of the catchment
    double access = 0;            ///< A_i, supply per person
};

struct SiteAccess {
    double populationWithin = 0;  ///< of the catchment
    double demand = 0;            ///< Σ_i P_i W_ij G_ij
    double ratio = 0;             ///< R_j = S_j / demand; 0 when nobody is reached
};

struct SpatialAccess {
    std::vector<AreaAccess> areas;
    std::vector<SiteAccess> sites;
    double supplyInReach = 0;  ///< Σ S_j of sites that reach someone = Σ_i P_i A_i
};

/// What the catchments of some of the sites give.
struct CatchmentAccess {
    std::vector<double> access;  ///< [area] A_i
    std::vector<double> demand;  ///< [site] Σ_i P_i W_ij G_ij; 0 of sites left out
    std::vector<double> ratio;   ///< [site] R_j; 0 of sites that reach nobody
    double supplyInReach = 0;    ///< Σ S_j of sites that reach someone = Σ_i P_i A_i
};

/// [area × sites + site] W_ij.
std::vector<double> decayWeights(const TravelTimes& travel, const DistanceDecay& decay);

/// Ways with the weights that a decay gives them.
struct WeightedTravel {
    WeightedTravel(TravelTimes times, DistanceDecay withDecay);

    TravelTimes travel;
    DistanceDecay decay;
    std::vector<double> weights;  ///< as of decayWeights
};

/// Floating catchment accessibility:
///     R_j = S_j / Σ_i P_i W_ij G_ij,   A_i = Σ_j W_ij G_ij R_j
/// with G = 1 in two steps and G_ij = W_ij / Σ_j W_ij in three.
/// Sources: Luo W, Wang F. Environ Plann B 2003;30:865-884; Luo W, Qi Y. Health Place 2009;15:1100-1107; Wan N, Zou B,
/// Sternberg T. Int J Geogr Inf Sci 2012;26:1073-1089. Checked: worked example of the R package fca.
/// @param population [area] > 0; @param supply [site] ≥ 0; @param weights as of decayWeights
/// @param sites those that count
CatchmentAccess catchmentAccess(std::span<const double> population, std::span<const double> supply,
                                std::span<const double> weights, std::span<const std::size_t> sites,
                                FloatingCatchment steps);

/// The same with all sites and the nearest site of every area.
/// @param population [area] > 0; @param supply [site] ≥ 0
SpatialAccess spatialAccess(std::span<const double> population, std::span<const double> supply,
                            const WeightedTravel& ways, FloatingCatchment steps);

/// Share of the population with a site within so many minutes.
double populationWithin(std::span<const double> population, const std::vector<AreaAccess>& areas, double minutes);

}  // namespace kachi
