#include "models/uncertainty/fieller.h"

#include "models/statistics/distribution.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace kachi {

FiellerRegion fiellerRegion(double cost, double effect, const IncrementCovariance& covariance, double level) {
    using Kind = FiellerRegion::Kind;
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const double z = normalQuantile((1 + level) / 2);
    // a·R² − 2b·R + c ≤ 0
    const double a = effect * effect - z * z * covariance.effect;
    const double b = effect * cost - z * z * covariance.both;
    const double c = cost * cost - z * z * covariance.cost;
    if (a == 0 && b == 0) return {};
    if (a == 0) {
        const double end = c / (2 * b);
        return b > 0 ? FiellerRegion{Kind::outside, -infinity, end} : FiellerRegion{Kind::outside, end, infinity};
    }
    const double discriminant = b * b - a * c;
    if (a < 0 && discriminant <= 0) return {};
    const double root = std::sqrt(std::max(discriminant, 0.0));  // a > 0: at least 0 but for rounding
    const double larger = b >= 0 ? b + root : b - root;
    const double first = larger / a;
    const double second = larger == 0 ? 0 : c / larger;
    return {a > 0 ? Kind::interval : Kind::outside, std::min(first, second), std::max(first, second)};
}

std::vector<PlanePoint> confidenceEllipse(double cost, double effect, const IncrementCovariance& covariance, int points,
                                          double level) {
    const double radius = std::sqrt(-2 * std::log1p(-level));
    const double effectSpread = std::sqrt(covariance.effect);
    const double slope = effectSpread > 0 ? covariance.both / effectSpread : 0;
    const double costSpread = std::sqrt(std::max(covariance.cost - slope * slope, 0.0));
    std::vector<PlanePoint> ellipse;
    for (int i = 0; i < points; ++i) {
        const double angle = 2 * std::numbers::pi * i / points;
        const double x = radius * std::cos(angle);
        const double y = radius * std::sin(angle);
        ellipse.push_back({effect + effectSpread * x, cost + slope * x + costSpread * y});
    }
    return ellipse;
}

}  // namespace kachi
