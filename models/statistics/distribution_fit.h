#pragma once

#include "models/statistics/distribution.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kachi {

/// A point of a cumulative distribution function: the quantity does not exceed `value` with this probability.
struct CumulativePoint {
    double value = 0;
    double probability = 0;
};

/// Values a quantity cannot leave; unset: no such limit is known.
struct FitBounds {
    std::optional<double> low = {};
    std::optional<double> high = {};
};

/// A family matched to what is known, with the measures that its way of fitting has.
struct FittedDistribution {
    DistributionSpec spec;
    int parameters = 0;                  ///< fitted ones
    std::optional<double> squares = {};  ///< sum of squares of F(x) − p over the points
    std::optional<double> logLikelihood = {};
    std::optional<double> aic = {};
    std::optional<double> bic = {};
    std::optional<double> kolmogorovSmirnov = {};
    std::optional<double> cramerVonMises = {};
    std::optional<double> andersonDarling = {};  ///< empty where F is 0 or 1 at a value
};

/// Every family that suits, best first, and those that would suit but were not fitted or leave the bounds.
struct DistributionFits {
    std::vector<FittedDistribution> fitted;
    std::vector<Family> notFitted;
    std::vector<Family> outsideBounds;  ///< fitted, but possible values lie outside the bounds
};

/// The same without families that can take values outside the bounds; these are named in outsideBounds.
DistributionFits withinBounds(DistributionFits fits, const FitBounds& bounds);

/// Families fitted to points of the cumulative distribution by least squares, min Σ (F(x) − p)², the criterion of R's
/// SHELF (Oakley) and rriskDistributions. Points with p of 0 or 1 take no part. Tried: normal, uniform; lognormal,
/// gamma, Weibull where values are positive; beta for values within 0 to 1; truncated normal with a bound; PERT with
/// free weight (a beta with both shapes above 1 on the bounds) and triangular with both; of these, the ones that stay
/// within the bounds. Equally good fits keep this order. PERT on 0 to 1 is the beta and not listed again.
/// Issues: distributionFit.tooFewPoints, distributionFit.pointsNotAscending, distributionFit.outsideBounds,
/// distributionFit.boundsReversed.
Result<DistributionFits> fitPoints(const std::vector<CumulativePoint>& points, const FitBounds& bounds,
                                   const std::string& where);

/// Families fitted to independent values by maximum likelihood, ordered by AIC: normal and uniform; lognormal, gamma,
/// Weibull for positive values; beta for values between 0 and 1; PERT with both bounds other than 0 and 1, where both
/// its shapes exceed 1; of these, the ones that stay within the bounds.
/// Distances as R's fitdistrplus::gofstat (Delignette-Muller and Dutang 2015).
/// Issues: distributionFit.tooFewValues, distributionFit.constantValues, distributionFit.outsideBounds,
/// distributionFit.boundsReversed.
Result<DistributionFits> fitValues(const std::vector<double>& values, const FitBounds& bounds,
                                   const std::string& where);

/// Chips an expert laid on a range of values (roulette method).
struct ChipBin {
    double low = 0;
    double high = 0;
    double chips = 0;
};

/// Cumulative shares at the upper edges of the bins, in ascending order.
/// Issues: distributionFit.binReversed, distributionFit.binsOverlap, distributionFit.noChips.
Result<std::vector<CumulativePoint>> chipPoints(std::vector<ChipBin> bins, const std::string& where);

/// Share of the chips up to `value`, spread evenly within their bin. @pre chipPoints(bins) succeeds
double chipShare(const std::vector<ChipBin>& bins, double value);

/// A weighted linear pool, F = Σ w F. @pre not empty; weights are positive
class LinearPool {
public:
    explicit LinearPool(std::vector<std::pair<double, Distribution>> members);

    double cdf(double value) const;
    double pdf(double value) const;
    double mean() const;
    double standardDeviation() const;
    double quantile(double probability) const;  ///< by bisection, to 1e-12 of the range

private:
    std::vector<std::pair<double, Distribution>> m_members;  ///< weights sum to 1
};

}  // namespace kachi
