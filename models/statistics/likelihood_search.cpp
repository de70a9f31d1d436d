#include "models/statistics/likelihood_search.h"

#include <nlopt.h>
#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <vector>

namespace kachi {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int mostRounds = 40;
constexpr double enoughGain = 1e-10;  ///< of the log-likelihood
constexpr double boxHalfWidth = 4;    ///< standard errors that one round may go
constexpr double firstStep = 1e-4;    ///< of the first differences, in the caller's units
constexpr double roundStep = 1e-3;    ///< of later ones, in standard errors
constexpr double leastCurvature =
    1e-6;  ///< of a direction, relative to the round coordinates: flatter is not identified

/// Length of an axis, in the caller's units, beyond which a direction counts as flat: rounding errors of the gradient
/// would pass for curvature there.
constexpr double longestAxis = 1e3;

/// A likelihood seen from a point in coordinates of its own: parameters = origin + axes·coordinates.
struct View {
    const LogLikelihood* likelihood = nullptr;
    VectorXd origin;
    MatrixXd axes;
    double impossible = 0;  ///< what the search is told where the likelihood is −∞
    int evaluations = 0;

    /// Minus the log-likelihood and its gradient.
    double at(const VectorXd& coordinates, VectorXd& gradient) {
        ++evaluations;
        VectorXd slope = VectorXd::Zero(origin.size());
        const double value = (*likelihood)(origin + axes * coordinates, slope);
        gradient = -(axes.transpose() * slope);
        if (std::isfinite(value) && gradient.allFinite()) return -value;
        gradient.setZero();
        return impossible;
    }

    /// Second derivatives by central differences of the gradient.
    MatrixXd curvature(double step) {
        const Index count = origin.size();
        MatrixXd second(count, count);
        VectorXd up(count);
        VectorXd down(count);
        for (Index i = 0; i < count; ++i) {
            VectorXd point = VectorXd::Zero(count);
            point[i] = step;
            at(point, up);
            point[i] = -step;
            at(point, down);
            second.col(i) = (up - down) / (2 * step);
        }
        return 0.5 * (second + second.transpose());
    }
};

double objective(unsigned size, const double* point, double* gradient, void* data) {
    auto* view = static_cast<View*>(data);
    VectorXd slope(static_cast<Index>(size));
    const double value = view->at(Eigen::Map<const VectorXd>(point, static_cast<Index>(size)), slope);
    if (gradient) Eigen::Map<VectorXd>(gradient, static_cast<Index>(size)) = slope;
    return value;
}

/// Best point that NLopt finds near the origin of the view.
VectorXd searchNear(View& view) {
    const auto size = static_cast<unsigned>(view.origin.size());
    std::vector<double> point(size, 0);
    const std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> search(nlopt_create(NLOPT_LD_LBFGS, size), nlopt_destroy);
    nlopt_set_lower_bounds1(search.get(), -boxHalfWidth);
    nlopt_set_upper_bounds1(search.get(), boxHalfWidth);
    nlopt_set_min_objective(search.get(), objective, &view);
    nlopt_set_maxeval(search.get(), 100);
    nlopt_set_ftol_abs(search.get(), enoughGain);
    double value = 0;
    // Whatever ends the search, `point` holds the best it saw.
    nlopt_optimize(search.get(), point.data(), &value);
    return Eigen::Map<VectorXd>(point.data(), static_cast<Index>(size));
}

}  // namespace

LikelihoodMaximum maximiseLikelihood(const LogLikelihood& likelihood, const VectorXd& start, const VectorXd& units) {
    const Index count = start.size();
    View view{&likelihood, start, units.asDiagonal(), 0, 0};
    LikelihoodMaximum best{start, 0, MatrixXd::Zero(count, count), false, false, 0, 0};
    VectorXd gradient(count);
    view.impossible = std::numeric_limits<double>::infinity();
    double value = view.at(VectorXd::Zero(count), gradient);
    double step = std::isfinite(value) ? firstStep : 0;
    for (int round = 0; round < mostRounds && step > 0; ++round) {
        view.impossible = value + 1e4;
        const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(view.curvature(step));
        if (solver.info() != Eigen::Success || !solver.eigenvalues().allFinite()) break;
        const VectorXd curvatures = solver.eigenvalues();
        const VectorXd along = solver.eigenvectors().transpose() * gradient;
        // From the second round on the coordinates were round already, so a curvature is near 1 where they fit.
        best.identified = round > 0 && curvatures.minCoeff() > leastCurvature;
        const double gain = best.identified ? (along.array().square() / curvatures.array()).sum() / 2 : 1;
        const MatrixXd axes = view.axes * solver.eigenvectors();
        axes.col(0).cwiseQuotient(units).cwiseAbs().maxCoeff(&best.weakest);
        if (gain < enoughGain) {
            best.covariance = axes * curvatures.cwiseInverse().asDiagonal() * axes.transpose();
            best.converged = true;
            break;
        }
        // A direction that is flat or curved the wrong way keeps the width of its size of curvature.
        const double least = std::max(1e-8 * curvatures.cwiseAbs().maxCoeff(), 1e-300);
        view.axes = axes * curvatures.cwiseAbs().cwiseMax(least).cwiseSqrt().cwiseInverse().asDiagonal();
        for (Index i = 0; i < count; ++i) {
            const double length = view.axes.col(i).cwiseQuotient(units).norm();
            if (length > longestAxis) view.axes.col(i) *= longestAxis / length;
        }
        const double before = value;
        view.origin += view.axes * searchNear(view);
        value = view.at(VectorXd::Zero(count), gradient);
        if (round > 1 && !(value < before) && !best.identified) break;  // flat as far as can be seen
        step = roundStep;
    }
    best.at = view.origin;
    best.value = -value;
    best.evaluations = view.evaluations;
    return best;
}

}  // namespace kachi
