#pragma once

#include <Eigen/Core>

#include <cstddef>
#include <functional>
#include <vector>

namespace kachi {

/// Functions of the explanatory variables that a regression adds up, and how their roughness is penalised.
struct RegressionBasis {
    Eigen::Index functions = 0;
    Eigen::Index unpenalised = 1;  ///< dimension of what no penalty touches: the constant at least
    /// Penalties to be added with weights of their own, one or two; symmetric, positive semi-definite. None: a plain
    /// least-squares fit.
    std::vector<Eigen::MatrixXd> penalties;
    /// Values of the functions at observations `first` onwards, [observation][function]. May be called from any thread.
    std::function<void(std::size_t first, Eigen::MatrixXd& rows)> evaluate;
};

/// Observations per block: the unit in which sums over observations are formed. Part of the definition of the sums'
/// digits, so it must not follow the machine.
inline constexpr std::size_t regressionBlock = 1024;

/// Calls `work(block, first, rows)` for every block of observations, in parallel.
void forEachBlock(const RegressionBasis& basis, std::size_t observations,
                  const std::function<void(std::size_t block, std::size_t first, const Eigen::MatrixXd& rows)>& work);

/// Penalised least-squares fit of several responses on one basis, each response with its own smoothness.
struct PenalisedFit {
    Eigen::RowVectorXd responseMeans;      ///< [response]; the basis is fitted to what deviates from them
    Eigen::MatrixXd coefficients;          ///< [function][response]
    std::vector<double> effectiveDegrees;  ///< [response] trace of the smoother
    Eigen::MatrixXd residualCovariance;    ///< [response][response]
    double criterion = 0;                  ///< sum of the restricted likelihood criteria (−2 log, up to a constant)
    Eigen::VectorXd meanRow;               ///< [function] mean of the functions over the observations
    std::vector<Eigen::MatrixXd>
        rootCovariance;  ///< [response] B with B Bᵀ = covariance of its coefficients / variance

    /// Variance of Σ over responses of weights.col(r)·coefficients.col(r): Bayesian covariance of the coefficients
    /// (Wood, Generalized Additive Models, 2nd ed., 6.10), correlated between responses as their residuals are.
    double varianceOf(const Eigen::MatrixXd& weights) const;
};

/// Smoothness by restricted maximum likelihood, response by response, searched without refitting, after Demmler and
/// Reinsch, by diagonalising Gram matrix and penalty together; the ratio of two penalties is the best of a grid of
/// powers of ten, common to all responses. Digits do not depend on the number of threads.
/// Source: Wood, J R Stat Soc B 2011;73:3-36; Wand & Ormerod, Aust N Z J Stat 2008;50:179-198.
/// @param responses [observation][response], each with some spread
PenalisedFit fitPenalised(const RegressionBasis& basis, const Eigen::MatrixXd& responses);

}  // namespace kachi
