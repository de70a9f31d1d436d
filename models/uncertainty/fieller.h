#pragma once

#include <vector>

namespace kachi {

/// Set of ratios ΔC/ΔE that Fieller's method does not refuse.
struct FiellerRegion {
    enum class Kind {
        interval,   ///< low … high
        outside,    ///< −∞ … low and high … ∞: the effect may be zero; one end infinite: only the other part
        unbounded,  ///< every ratio: neither cost nor effect is known well enough, or the effect is always zero
    };
    Kind kind = Kind::unbounded;
    double low = 0;
    double high = 0;
};

/// Covariance of cost and effect differences over draws (parameter uncertainty, not divided by the number of draws).
struct IncrementCovariance {
    double cost = 0;    ///< variance
    double effect = 0;  ///< variance
    double both = 0;    ///< covariance
};

/// Ratios R with (C − R·E)² ≤ z²·(var C − 2R·cov + R²·var E), z the normal quantile of (1 + level)/2.
/// @param cost,effect means of the differences
/// @pre 0 < level < 1; the covariance is positive semi-definite
/// Source: Fieller EC, J R Stat Soc B 1954;16:175-185; Willan AR, O'Brien BJ, Health Econ 1996;5:297-305.
FiellerRegion fiellerRegion(double cost, double effect, const IncrementCovariance& covariance, double level = 0.95);

/// A point of the cost-effectiveness plane.
struct PlanePoint {
    double effect = 0;
    double cost = 0;
};

/// Ellipse that holds `level` of a bivariate normal distribution, counter-clockwise, first point not repeated:
/// centre + √(−2 ln(1 − level))·L·(cos, sin), L the triangular factor of the covariance.
std::vector<PlanePoint> confidenceEllipse(double cost, double effect, const IncrementCovariance& covariance,
                                          int points = 72, double level = 0.95);

}  // namespace kachi
