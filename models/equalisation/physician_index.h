#pragma once

#include "models/core/result.h"

#include <optional>
#include <vector>

namespace kachi {

/// Physicians of one sex-age class over all areas.
struct PhysicianClass {
    double physicians = 0;    ///< in all areas, the weights of the mean working hours
    double workingHours = 0;  ///< mean of the class, e.g. per week
};

/// Physicians counted by the hours of their class: Σ physicians × (hours of the class/mean hours of all).
/// @param counts [class] of the area @param classes [class]
/// Issues: physicianIndex.classes (lists differ in length), .negative (where = class from 1), .noHours
Result<double> standardisedPhysicians(const std::vector<double>& counts, const std::vector<PhysicianClass>& classes);

/// Physician maldistribution index (医師偏在指標): standardised physicians over (population/100,000 × standardised
/// consultation ratio). A relative measure of areas, not of need in absolute terms.
/// Source: 医師確保計画策定ガイドライン (厚生労働省).
/// @param consultationRatio expected consultation rate of the area over that of the nation
/// @pre all > 0 except physicians ≥ 0
double physicianIndex(double standardisedPhysicians, double population, double consultationRatio);

}  // namespace kachi
