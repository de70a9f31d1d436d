#pragma once

#include "models/statistics/kaplan_meier.h"
#include "models/statistics/survival_fit.h"

#include <functional>

namespace kachi {

/// Hazard of other causes by age: rate[i] from age[i] up to the next, the last for ever.
struct LifeTableHazard {
    std::vector<double> ages;   ///< ascending, the first is the youngest age covered
    std::vector<double> rates;  ///< per unit of time

    double hazardAt(double age) const;
    double cumulative(double fromAge, double toAge) const;
};

/// Faults of a life table: survivalFit.lifeTable (ages not ascending, rates not finite or < 0, empty).
Issues validate(const LifeTableHazard& table, const std::string& where);

/// A number with the interval and standard error that the fit's covariance gives by the delta method.
struct PredictedValue {
    double value = 0;
    double standardError = 0;
    double low = 0;
    double high = 0;
};

/// Survival at a time for one profile of the covariates, its interval symmetric for ln(−ln S).
/// @param profile [covariate]
PredictedValue predictedSurvival(const SurvivalFit& fit, const std::vector<double>& profile, double time,
                                 double level = reportedLevel);

/// Hazard at a time. @pre time > 0
double predictedHazard(const SurvivalFit& fit, const std::vector<double>& profile, double time);

/// Time by which the share `probability` has had the event; empty where survival never falls so far (cured share,
/// falling Gompertz hazard).
std::optional<double> predictedQuantile(const SurvivalFit& fit, const std::vector<double>& profile, double probability);

/// ∫ S from 0 to the horizon by Gauss–Kronrod quadrature, its standard error by the delta method.
/// @param expected  survival of other causes that S is multiplied by; empty: none
MeanWithError predictedRestrictedMean(const SurvivalFit& fit, const std::vector<double>& profile, double horizon,
                                      const std::function<double(double time)>& expected = {});

}  // namespace kachi
