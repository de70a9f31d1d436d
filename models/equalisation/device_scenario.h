#pragma once

#include "models/statistics/inequality.h"

#include <optional>
#include <vector>

namespace kachi {

/// A region whose patients are treated there, travel to another one, or go without.
struct DeviceRegion {
    double population = 0;                    ///< > 0
    double need = 0;                          ///< patients of the region a year who should have the procedure, > 0
    double treatedLocally = 0;                ///< of them now treated in the region, 0 … need
    double minutes = 0;                       ///< one way to where the others travel, ≥ 0
    double specialists = 0;                   ///< who can do the procedure, ≥ 0
    std::optional<double> adoptionYear = {};  ///< when it is known: from then on the ceiling, before it nothing
};

/// How strongly each standardised driver moves the adoption score. Usually size and specialists > 0; distance > 0 where
/// remote regions take the device first, < 0 where they come last.
struct UptakeDrivers {
    double size = 0;         ///< of ln(population)
    double distance = 0;     ///< of minutes
    double specialists = 0;  ///< of specialists per 100,000 people
};

struct DeviceScenario {
    std::vector<DeviceRegion> regions;
    UptakeDrivers drivers;
    int firstYear = 0;
    int years = 1;
    double midpointYear = 0;    ///< half the ceiling in a region of average score
    double speed = 1;           ///< logit a year, > 0
    double ceiling = 1;         ///< adoption in the end, 0 … 1
    double treatableShare = 1;  ///< of patients not treated locally, whom the device lets a skilled region treat
    double skillRequirement =
        0;                       ///< specialists per 100,000 people for full use; fewer give their share of it; 0: none
    double remoteShare = 0;      ///< of the skill that is short, made up by remote use
    double transferShare = 0;    ///< of patients not treated locally, who travel; the rest go without
    double tripsPerPatient = 1;  ///< there and back
};

struct DeviceRegionYear {
    double adoption = 0;  ///< 0 … ceiling
    double treatedLocally = 0;
    double transferred = 0;
    double untreated = 0;
    double travelHours = 0;
};

/// Inequality of the share of need treated locally, regions weighted by need. Empty: not defined.
struct ProvisionInequality {
    double mean = 0;
    Measure gini;
    Measure coefficientOfVariation;
    Measure maxOverMin;
};

struct DeviceYear {
    int year = 0;
    std::vector<DeviceRegionYear> regions;
    DeviceRegionYear total;  ///< adoption: weighted by need
    ProvisionInequality inequality;
};

struct DeviceScenarioResults {
    std::vector<double> scores;         ///< [region]; 0 where the year of adoption is known
    std::vector<double> midpointYears;  ///< [region] half the ceiling, or the known year
    std::vector<double> skill;          ///< [region] share of full use, remote use included
    DeviceYear before;                  ///< without the device; year is that before the first
    std::vector<DeviceYear> years;
    bool sizeVaries = true;  ///< a driver that is the same everywhere moves no score
    bool distanceVaries = true;
    bool specialistsVary = true;
};

/// Adoption, provision, transfer and travel by region and year.
///     score_r  = Σ_k weight_k (x_rk − mean_k) / sd_k                     over regions, sd with divisor n
///     a_r(t)   = ceiling / (1 + exp(−(speed (t − midpoint) + score_r)))   logistic diffusion
///     skill_r  = s_r + remote (1 − s_r),  s_r = min(1, specialists per 100,000 / requirement)
///     local_r(t) = local_r + a_r(t) treatable skill_r (need_r − local_r)
///     transferred = transfer share × (need − local);  hours = transferred × trips × 2 minutes / 60
/// Source of the diffusion curve: Griliches Z. Econometrica 1957;25:501-522.
/// @pre two or more regions, each within the limits of DeviceRegion
DeviceScenarioResults deviceScenario(const DeviceScenario& scenario);

}  // namespace kachi
