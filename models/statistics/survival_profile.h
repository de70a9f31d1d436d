#pragma once

#include "models/statistics/survival_fit.h"

namespace kachi {

/// What ln L loses where one parameter is z standard errors below and above its estimate and the others are at their
/// best there. A quadratic log-likelihood, on which standard errors and covariance rest, loses z²/2 on either side. A
/// negative loss means that the likelihood is greater there; infinite: the value is not possible.
struct ProfileLoss {
    double below = 0;
    double above = 0;
};

/// The likelihood profile of one parameter of a fit (Venzon & Moolgavkar, Appl Stat 1988;37:87-94).
/// @param sample     the one that was fitted
/// @param parameter  position in SurvivalFit::parameters
ProfileLoss profileLoss(const SurvivalFit& fit, const SurvivalSample& sample, std::size_t parameter, double z);

/// Loss at the ends of a Wald interval beyond which the interval misleads: half and twice z²/2.
inline constexpr double profileFactor = 2;

/// Parameters whose likelihood at the ends of the interval of `level` is not what their standard error says: they are
/// poorly identified or their uncertainty is far from normal. Warnings survivalFit.profile, one each: value the
/// parameter, limit z²/2, details "family", "below" and "above". One warning survivalFit.notProfiled names the
/// parameters (value) that have no likelihood at an end of their interval: the covariance of such a fit means nothing.
Issues profileDoubts(const SurvivalFit& fit, const SurvivalSample& sample, double level, const std::string& where);

}  // namespace kachi
