#include "models/equalisation/device_scenario.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

constexpr double densityBase = 100'000;

/// (x − mean) / sd; all 0 when x does not vary.
std::vector<double> standardised(const std::vector<double>& values) {
    const auto count = static_cast<double>(values.size());
    double mean = 0;
    for (const double value : values) mean += value / count;
    double variance = 0;
    for (const double value : values) variance += (value - mean) * (value - mean) / count;
    const double deviation = std::sqrt(variance);
    const bool varies = deviation > 1e-12 * std::max(1.0, std::abs(mean));
    std::vector<double> result;
    for (const double value : values) result.push_back(varies ? (value - mean) / deviation : 0);
    return result;
}

bool varies(const std::vector<double>& standardised) {
    return std::ranges::any_of(standardised, [](double value) { return value != 0; });
}

double density(const DeviceRegion& region) {
    return region.specialists / region.population * densityBase;
}

double logistic(double x) {
    return 1 / (1 + std::exp(-x));
}

/// Where patients go when so many are treated in their region.
DeviceRegionYear pathways(const DeviceScenario& scenario, const DeviceRegion& region, double treatedLocally) {
    DeviceRegionYear year;
    year.treatedLocally = treatedLocally;
    const double elsewhere = region.need - treatedLocally;
    year.transferred = scenario.transferShare * elsewhere;
    year.untreated = elsewhere - year.transferred;
    year.travelHours = year.transferred * scenario.tripsPerPatient * 2 * region.minutes / 60;
    return year;
}

void summarise(const DeviceScenario& scenario, DeviceYear& year) {
    std::vector<double> shares;
    std::vector<double> needs;
    double need = 0;
    for (std::size_t i = 0; i < scenario.regions.size(); ++i) {
        const DeviceRegion& region = scenario.regions[i];
        const DeviceRegionYear& own = year.regions[i];
        shares.push_back(own.treatedLocally / region.need);
        needs.push_back(region.need);
        need += region.need;
        year.total.adoption += own.adoption * region.need;
        year.total.treatedLocally += own.treatedLocally;
        year.total.transferred += own.transferred;
        year.total.untreated += own.untreated;
        year.total.travelHours += own.travelHours;
    }
    year.total.adoption /= need;
    const auto sample = WeightedValues::make(shares, needs);
    if (!sample) return;
    year.inequality = {sample->mean(), gini(*sample), coefficientOfVariation(*sample), maxOverMin(*sample)};
}

}  // namespace

DeviceScenarioResults deviceScenario(const DeviceScenario& scenario) {
    std::vector<double> sizes;
    std::vector<double> distances;
    std::vector<double> densities;
    for (const DeviceRegion& region : scenario.regions) {
        sizes.push_back(std::log(region.population));
        distances.push_back(region.minutes);
        densities.push_back(density(region));
    }
    sizes = standardised(sizes);
    distances = standardised(distances);
    densities = standardised(densities);

    DeviceScenarioResults results;
    results.sizeVaries = varies(sizes);
    results.distanceVaries = varies(distances);
    results.specialistsVary = varies(densities);
    results.before.year = scenario.firstYear - 1;
    for (std::size_t i = 0; i < scenario.regions.size(); ++i) {
        const DeviceRegion& region = scenario.regions[i];
        const UptakeDrivers& drivers = scenario.drivers;
        const double score = region.adoptionYear ? 0
                                                 : drivers.size * sizes[i] + drivers.distance * distances[i] +
                                                       drivers.specialists * densities[i];
        results.scores.push_back(score);
        results.midpointYears.push_back(region.adoptionYear.value_or(scenario.midpointYear - score / scenario.speed));
        const double own =
            scenario.skillRequirement > 0 ? std::min(1.0, density(region) / scenario.skillRequirement) : 1;
        results.skill.push_back(own + scenario.remoteShare * (1 - own));
        results.before.regions.push_back(pathways(scenario, region, region.treatedLocally));
    }
    summarise(scenario, results.before);

    for (int year = scenario.firstYear; year < scenario.firstYear + scenario.years; ++year) {
        DeviceYear result;
        result.year = year;
        for (std::size_t i = 0; i < scenario.regions.size(); ++i) {
            const DeviceRegion& region = scenario.regions[i];
            const double adopted = region.adoptionYear
                                       ? (year >= *region.adoptionYear ? 1.0 : 0.0)
                                       : logistic(scenario.speed * (year - scenario.midpointYear) + results.scores[i]);
            const double adoption = scenario.ceiling * adopted;
            const double elsewhere = region.need - region.treatedLocally;
            DeviceRegionYear own =
                pathways(scenario, region,
                         region.treatedLocally + adoption * scenario.treatableShare * results.skill[i] * elsewhere);
            own.adoption = adoption;
            result.regions.push_back(own);
        }
        summarise(scenario, result);
        results.years.push_back(std::move(result));
    }
    return results;
}

}  // namespace kachi
