#pragma once

#include "models/core/choice_name.h"
#include "models/core/result.h"

#include <array>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace kachi {

/// Families a single parameter can be drawn from. Joint draws are groups of parameters (joint_group.h).
enum class Family {
    fixed,
    normal,
    truncatedNormal,
    lognormal,
    beta,
    gamma,
    weibull,
    uniform,
    triangular,
    pert,
    empirical
};

/// Every family with its stable name in files and JSON.
inline constexpr ChoiceName<Family> familyNames[] = {
    {Family::fixed, "fixed"},         {Family::normal, "normal"},      {Family::truncatedNormal, "truncatedNormal"},
    {Family::lognormal, "lognormal"}, {Family::beta, "beta"},          {Family::gamma, "gamma"},
    {Family::weibull, "weibull"},     {Family::uniform, "uniform"},    {Family::triangular, "triangular"},
    {Family::pert, "pert"},           {Family::empirical, "empirical"}};

const char* familyName(Family family);

/// Family of that name, or false when there is none.
bool familyFromName(const std::string& name, Family& family);

/// A distribution as the analyst states it, by one of the argument sets of its family (distribution_arguments.h).
struct DistributionSpec {
    Family family = Family::fixed;
    std::map<std::string, double> args;
    std::vector<double> values = {};  ///< empirical only: equally likely values, in any order

    bool operator==(const DistributionSpec&) const = default;
};

/// A validated distribution over Boost.Math, which is included in distribution.cpp and truncated_normal.cpp and nowhere
/// else. A plain value: cheap to copy, safe to share between threads. Made by makeDistribution.
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

    /// Density at x; 0 outside the support, infinite where the density is, 0 for empirical, which has none.
    /// @pre x is not NaN
    double pdf(double x) const;

    double mean() const;
    double standardDeviation() const;

    /// Smallest and largest possible value, for an unbounded end of Boost.Math the largest double.
    std::pair<double, double> support() const;

private:
    friend Result<Distribution> makeDistribution(const DistributionSpec& spec, const std::string& where);
    Distribution(Family family, const std::array<double, 4>& parameters, std::vector<double> values);

    template <class Use>
    auto apply(Use use) const;

    Family m_family;
    std::array<double, 4> m_parameters;                   ///< as distributionParameters orders them
    std::shared_ptr<const std::vector<double>> m_values;  ///< empirical: ascending; null for the other families
};

/// All faults of a stated distribution; none for a sound one. `fixed` without arguments is sound.
/// Issues: statistics.unknownArgument, argumentSet, argumentNotFinite, argumentNotPositive, meanOutsideUnitInterval,
/// sdTooLargeForBeta, eventsOutsideCount, estimateOutsideInterval, levelOutsideUnitInterval, boundsReversed,
/// modeOutsideBounds, truncationEmpty, tooFewValues, valuesUnused,
/// shapeOutOfRange (beta, gamma, pert outside 1e-4 – 1e8), notRepresentable.
/// @param where parameter id or position the issues point at
Issues validate(const DistributionSpec& spec, const std::string& where);

/// The distribution of `spec`, or every fault of it: those of validate, and statistics.fixedNotSampled for `fixed`.
Result<Distribution> makeDistribution(const DistributionSpec& spec, const std::string& where);

/// Standard normal quantile and distribution function. @pre 0 < probability < 1
double normalQuantile(double probability);
double normalCdf(double x);

}  // namespace kachi
