#pragma once

#include "models/core/result.h"

#include <map>
#include <string>

namespace kachi {

/// Families a single parameter can be drawn from. Joint draws (Dirichlet, multivariate normal) are groups of
/// parameters.
enum class Family { fixed, normal, lognormal, beta, gamma, uniform, triangular };

/// Stable name written to files and JSON, e.g. "lognormal".
const char* familyName(Family family);

/// Family of that name, or false when there is none.
bool familyFromName(const std::string& name, Family& family);

/// A distribution as the analyst states it. Accepted argument sets:
///   normal {mean, sd} · lognormal {meanlog, sdlog} or {mean, sd} · beta {alpha, beta} or {mean, sd} ·
///   gamma {shape, scale} or {mean, sd} · uniform {low, high} · triangular {low, mode, high} · fixed {}
/// gamma is shape/scale, never rate. {mean, sd} is converted by the method of moments.
struct DistributionSpec {
    Family family = Family::fixed;
    std::map<std::string, double> args;

    bool operator==(const DistributionSpec&) const = default;
};

/// A validated continuous distribution over Boost.Math, which is included in distribution.cpp and nowhere else.
/// A plain value: cheap to copy, safe to share between threads. Made by makeDistribution.
class Distribution {
public:
    Family family() const { return m_family; }

    /// Value not exceeded with probability `probability`. @pre 0 < probability < 1
    /// Infinite when the value exceeds the range of double, NaN when Boost.Math does not converge; draws refuse both.
    double quantile(double probability) const;

    /// Value exceeded with probability `probability`; keeps its digits where 1 − probability would lose them.
    /// @pre 0 < probability < 1. Infinite or NaN as quantile.
    double upperQuantile(double probability) const;

    /// Probability of not exceeding x; 0 below and 1 above the support. @pre x is not NaN
    double cdf(double x) const;

    /// Density at x; 0 outside the support, infinite where the density is. @pre x is not NaN
    double pdf(double x) const;

    double mean() const;
    double standardDeviation() const;

private:
    friend Result<Distribution> makeDistribution(const DistributionSpec& spec, const std::string& where);
    Distribution(Family family, double first, double second, double third)
        : m_family(family), m_first(first), m_second(second), m_third(third) {}

    template <class Use>
    double apply(Use use) const;

    Family m_family;
    double m_first;   ///< mean · meanlog · alpha · shape · low
    double m_second;  ///< sd · sdlog · beta · scale · high (uniform), mode (triangular)
    double m_third;   ///< high (triangular)
};

/// All faults of a stated distribution; none for a sound one. `fixed` without arguments is sound.
/// Issues: statistics.unknownArgument, argumentSet, argumentNotFinite, argumentNotPositive, meanOutsideUnitInterval,
/// sdTooLargeForBeta, boundsReversed, modeOutsideBounds,
/// shapeOutOfRange (beta, gamma outside 1e-4 – 1e8), notRepresentable.
/// @param where parameter id or position the issues point at
Issues validate(const DistributionSpec& spec, const std::string& where);

/// The distribution of `spec`, or every fault of it: those of validate, and statistics.fixedNotSampled for `fixed`.
Result<Distribution> makeDistribution(const DistributionSpec& spec, const std::string& where);

/// Standard normal quantile and distribution function. @pre 0 < probability < 1
double normalQuantile(double probability);
double normalCdf(double x);

}  // namespace kachi
