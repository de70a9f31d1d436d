#pragma once

#include <Eigen/Core>

#include <functional>

namespace kachi {

/// Log-likelihood at a point and its gradient; −∞ where the point is not possible, then the gradient is not used.
using LogLikelihood = std::function<double(const Eigen::VectorXd& at, Eigen::VectorXd& gradient)>;

/// Where a likelihood is greatest.
struct LikelihoodMaximum {
    Eigen::VectorXd at;
    double value = 0;
    Eigen::MatrixXd covariance;  ///< inverse of the observed information
    bool converged = false;      ///< a further Newton step would gain less than 1e-10
    bool identified = false;     ///< the likelihood falls in every direction from there
    Eigen::Index weakest = 0;    ///< where it is not: the parameter that most moves along the flattest direction
    int evaluations = 0;
};

/// Maximum of a likelihood from one start. NLopt's L-BFGS searches in coordinates in which the likelihood is round at
/// the start, within a box of a few of its widths; then the coordinates are made anew, until a Newton step would gain
/// nothing. The information is the central difference of the gradient in the last coordinates, that is with steps of a
/// thousandth of a standard error.
/// @param units rough size of a change of each parameter, > 0
LikelihoodMaximum maximiseLikelihood(const LogLikelihood& likelihood, const Eigen::VectorXd& start,
                                     const Eigen::VectorXd& units);

}  // namespace kachi
