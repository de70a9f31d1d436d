#include "models/labour/adoption_curve.h"

#include <Eigen/Dense>

#include <nlopt.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

namespace kachi {
namespace {

using Point = std::array<double, 2>;  ///< log p and log q, or log k and m

AdoptionCurve curveAt(AdoptionFamily family, const Point& point) {
    const double second = family == AdoptionFamily::bass ? std::exp(point[1]) : point[1];
    return {family, {std::exp(point[0]), second}};
}

/// Sum of squares of a shape with its best ceiling.
class Projection {
public:
    Projection(AdoptionFamily family, const std::vector<AdoptionPoint>& points) : m_family(family), m_points(points) {}

    double ceiling(const Point& shape) const {
        const AdoptionCurve curve = curveAt(m_family, shape);
        double product = 0;
        double square = 0;
        for (const AdoptionPoint& point : m_points) {
            const double level = curve.at(point.years);
            product += level * point.count;
            square += level * level;
        }
        return square > 0 ? product / square : 0;
    }

    double squares(const Point& shape) const {
        const AdoptionCurve curve = curveAt(m_family, shape);
        const double top = ceiling(shape);
        double sum = 0;
        for (const AdoptionPoint& point : m_points) {
            const double residual = point.count - top * curve.at(point.years);
            sum += residual * residual;
        }
        return std::isfinite(sum) ? sum : std::numeric_limits<double>::max();
    }

    std::vector<Point> starts() const {
        if (m_family == AdoptionFamily::bass) {
            return {{std::log(0.01), std::log(0.4)}, {std::log(0.1), std::log(0.2)}, {std::log(0.001), std::log(0.8)}};
        }
        const double first = m_points.front().years;
        const double last = m_points.back().years;
        const double rate = std::log(4 / (last - first));
        return {{rate, first + (last - first) / 2}, {rate, last}, {rate + 1, first + (last - first) / 3}};
    }

private:
    AdoptionFamily m_family;
    const std::vector<AdoptionPoint>& m_points;
};

double squaresAt(unsigned, const double* point, double*, void* projection) {
    return static_cast<const Projection*>(projection)->squares({point[0], point[1]});
}

/// One Nelder-Mead search from `point`. @return where it stopped
Point descend(const Projection& projection, Point point, double tolerance) {
    const std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> optimiser(nlopt_create(NLOPT_LN_NELDERMEAD, 2),
                                                                      nlopt_destroy);
    nlopt_set_min_objective(optimiser.get(), squaresAt, const_cast<Projection*>(&projection));
    nlopt_set_initial_step1(optimiser.get(), 0.3);
    nlopt_set_xtol_abs1(optimiser.get(), tolerance);
    nlopt_set_maxeval(optimiser.get(), 2'000);
    double value = 0;
    nlopt_optimize(optimiser.get(), point.data(), &value);
    return point;
}

/// Coarse from every start, then fine from the best; again from there, so that a collapsed simplex cannot end it.
Point search(const Projection& projection) {
    std::vector<Point> ends;
    for (const Point& start : projection.starts()) ends.push_back(descend(projection, start, 1e-4));
    const Point best = *std::ranges::min_element(ends, {}, [&](const Point& end) { return projection.squares(end); });
    return descend(projection, descend(projection, best, 1e-9), 1e-11);
}

/// Derivatives of the fitted counts by ceiling and the two values, central differences.
Eigen::MatrixXd jacobian(const AdoptionFit& fit, const std::vector<AdoptionPoint>& points) {
    Eigen::MatrixXd slopes(static_cast<Eigen::Index>(points.size()), 3);
    for (std::size_t row = 0; row < points.size(); ++row) {
        const auto at = static_cast<Eigen::Index>(row);
        slopes(at, 0) = fit.curve.at(points[row].years);
        for (std::size_t value = 0; value < 2; ++value) {
            const double step = 1e-6 * std::max(1e-3, std::abs(fit.curve.values[value]));
            AdoptionCurve higher = fit.curve;
            AdoptionCurve lower = fit.curve;
            higher.values[value] += step;
            lower.values[value] -= step;
            slopes(at, static_cast<Eigen::Index>(value) + 1) =
                fit.ceiling * (higher.at(points[row].years) - lower.at(points[row].years)) / (2 * step);
        }
    }
    return slopes;
}

Issue fault(const std::string& code, const std::string& where, double value, const std::string& limit) {
    return {code, Severity::error, where, numberText(value), limit, {}};
}

}  // namespace

double AdoptionCurve::at(double years) const {
    if (family == AdoptionFamily::logistic) return 1 / (1 + std::exp(-values[0] * (years - values[1])));
    if (years <= 0) return 0;
    const double fading = std::exp(-(values[0] + values[1]) * years);
    return (1 - fading) / (1 + values[1] / values[0] * fading);
}

double AdoptionFit::standardError(std::size_t parameter) const {
    return std::sqrt(covariance[parameter][parameter]);
}

Result<AdoptionFit> fitAdoption(AdoptionFamily family, const std::vector<AdoptionPoint>& points,
                                const std::string& where) {
    constexpr std::size_t fewest = 4;
    if (points.size() < fewest) return fault("adoption.tooFew", where, static_cast<double>(points.size()), "4");
    const auto [lowest, highest] = std::ranges::minmax(points, {}, &AdoptionPoint::count);
    if (lowest.count == highest.count) return fault("adoption.noSpread", where, lowest.count, {});

    const Projection projection(family, points);
    const Point shape = search(projection);
    AdoptionFit fit;
    fit.curve = curveAt(family, shape);
    fit.ceiling = projection.ceiling(shape);
    // A ceiling far above every count means that the points still bend upwards or run straight.
    constexpr double farAbove = 100;
    if (!(fit.ceiling < farAbove * highest.count)) {
        return fault("adoption.noCeiling", where, fit.ceiling, numberText(highest.count));
    }
    Eigen::MatrixXd slopes = jacobian(fit, points);
    const Eigen::RowVectorXd lengths = slopes.colwise().norm();  // of the columns, which differ by orders of magnitude
    slopes.array().rowwise() /= lengths.array();
    const Eigen::MatrixXd information = slopes.transpose() * slopes;
    const Eigen::FullPivLU<Eigen::MatrixXd> factors(information);
    if (!information.allFinite() || !factors.isInvertible()) {
        return fault("adoption.notFound", where, fit.ceiling, {});
    }
    const double variance = projection.squares(shape) / static_cast<double>(points.size() - 3);
    fit.residualDeviation = std::sqrt(variance);
    const Eigen::MatrixXd inverse = factors.inverse();
    for (Eigen::Index row = 0; row < 3; ++row) {
        for (Eigen::Index column = 0; column < 3; ++column) {
            fit.covariance[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)] =
                variance * inverse(row, column) / lengths(row) / lengths(column);
        }
    }
    for (const AdoptionPoint& point : points) fit.fitted.push_back(fit.ceiling * fit.curve.at(point.years));
    return fit;
}

}  // namespace kachi
