#include "models/statistics/penalised_regression.h"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

#include <boost/math/tools/minima.hpp>

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace kachi {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Sums over observations that a fit needs; responses are centred at their means.
struct NormalEquations {
    MatrixXd gram;     ///< XᵀX
    MatrixXd cross;    ///< XᵀY
    MatrixXd squares;  ///< YᵀY
    VectorXd sum;      ///< Xᵀ1
    double observations = 0;
};

NormalEquations normalEquations(const RegressionBasis& basis, const MatrixXd& responses) {
    const auto count = static_cast<std::size_t>(responses.rows());
    const std::size_t blocks = (count + regressionBlock - 1) / regressionBlock;
    std::vector<NormalEquations> parts(blocks);
    forEachBlock(basis, count, [&](std::size_t block, std::size_t first, const MatrixXd& rows) {
        NormalEquations& part = parts[block];
        const auto values = responses.middleRows(static_cast<Index>(first), rows.rows());
        part.gram = MatrixXd::Zero(basis.functions, basis.functions);
        part.gram.selfadjointView<Eigen::Lower>().rankUpdate(rows.transpose());
        part.cross.noalias() = rows.transpose() * values;
        part.squares.noalias() = values.transpose() * values;
        part.sum = rows.colwise().sum().transpose();
    });
    NormalEquations total = std::move(parts.front());
    for (std::size_t block = 1; block < blocks; ++block) {
        total.gram += parts[block].gram;
        total.cross += parts[block].cross;
        total.squares += parts[block].squares;
        total.sum += parts[block].sum;
    }
    total.gram.triangularView<Eigen::StrictlyUpper>() = total.gram.transpose();
    total.observations = static_cast<double>(count);
    return total;
}

/// Coordinates in which Gram matrix and penalty are diagonal: with the columns t of `toCoefficients`, tᵀ gram t = share
/// and tᵀ penalty t = (1 − share)·scale. Share 1: not penalised; share 0: the observations say nothing about it.
struct Diagonalised {
    MatrixXd toCoefficients;
    VectorXd share;
    MatrixXd cross;             ///< in these coordinates, [coordinate][response]
    double logDeterminant = 0;  ///< of gram + scale·penalty
    double scale = 0;
};

Diagonalised diagonalise(const NormalEquations& equations, const MatrixXd& penalty) {
    const double scale = penalty.trace() > 0 ? equations.gram.trace() / penalty.trace() : 0;
    MatrixXd both = equations.gram + scale * penalty;
    // What neither observations nor penalty determine (a basis function that is a sum of others) is held at zero.
    both.diagonal().array() += 1e-12 * both.trace() / static_cast<double>(both.rows());
    const Eigen::LLT<MatrixXd> factor(both);
    const VectorXd pivots = factor.matrixLLT().diagonal();
    MatrixXd inner = factor.matrixL().solve(equations.gram);
    inner = factor.matrixL().solve(inner.transpose().eval());
    const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(inner);
    Diagonalised result;
    result.scale = scale;
    result.logDeterminant = 2 * pivots.array().log().sum();
    result.share = eigen.eigenvalues().cwiseMax(0.0).cwiseMin(1.0);
    result.toCoefficients = factor.matrixU().solve(eigen.eigenvectors());
    result.cross.noalias() = result.toCoefficients.transpose() * equations.cross;
    return result;
}

/// What the restricted likelihood of a penalty has beside the terms that depend on its weight, so that penalties can be
/// compared: log|gram + scale·penalty| − log|scale·penalty|, the latter over its range.
double penaltyConstant(const Diagonalised& diagonal, const MatrixXd& penalty, Index unpenalised) {
    const VectorXd values = Eigen::SelfAdjointEigenSolver<MatrixXd>(penalty, Eigen::EigenvaluesOnly).eigenvalues();
    const Index range = values.size() - unpenalised;
    return diagonal.logDeterminant - values.tail(range).array().log().sum() -
           static_cast<double>(range) * std::log(diagonal.scale);
}

/// Smoothness of one response.
struct Smoothness {
    double weight = 0;  ///< of the penalty, in units of the diagonalisation
    double criterion = std::numeric_limits<double>::infinity();
};

class RestrictedLikelihood {
public:
    RestrictedLikelihood(const Diagonalised& diagonal, Index response, double squares, double observations,
                         Index unpenalised)
        : m_diagonal(diagonal),
          m_response(response),
          m_squares(squares),
          m_degrees(observations - static_cast<double>(unpenalised)),
          m_unpenalised(unpenalised) {}

    /// −2 log restricted likelihood with the residual variance profiled out, up to a constant.
    double operator()(double logWeight) const {
        const double weight = std::exp(logWeight);
        const Index size = m_diagonal.share.size();
        double explained = 0;
        double determinant = 0;
        // Shares rise, so the last ones are what no penalty touches.
        for (Index j = 0; j < size; ++j) {
            const double share = m_diagonal.share[j];
            const double divisor = j < size - m_unpenalised ? share + weight * (1 - share) : share;
            if (!(divisor > 0)) continue;
            const double cross = m_diagonal.cross(j, m_response);
            explained += cross * cross / divisor;
            if (j < size - m_unpenalised) determinant += std::log(divisor) - logWeight;
        }
        // A deviance below the rounding of its two terms cannot be told from zero.
        const double deviance = std::max(m_squares - explained, 1e-14 * m_squares);
        return m_degrees * std::log(deviance) + determinant;
    }

    Smoothness best() const {
        if (m_squares == 0) return {1, 0};  // a constant response is fitted exactly at any weight
        constexpr double lowest = -23;      // e^−23: no smoothing to speak of
        constexpr double highest = 23;      // e^23: straight lines
        constexpr double step = 1;
        Smoothness best;
        for (double logWeight = lowest; logWeight <= highest; logWeight += step) {
            const double value = (*this)(logWeight);
            if (value < best.criterion) best = {logWeight, value};
        }
        constexpr int digits = std::numeric_limits<float>::digits;
        const auto [logWeight, value] =
            boost::math::tools::brent_find_minima(*this, best.weight - step, best.weight + step, digits);
        if (value < best.criterion) best = {logWeight, value};
        best.weight = std::exp(best.weight);
        return best;
    }

private:
    const Diagonalised& m_diagonal;
    Index m_response;
    double m_squares;
    double m_degrees;
    Index m_unpenalised;
};

/// Puts the fit of one response at its smoothness into `fit`.
void keep(const Diagonalised& diagonal, const Smoothness& smoothness, Index unpenalised, Index response,
          PenalisedFit& fit) {
    const Index size = diagonal.share.size();
    VectorXd inverse(size);
    double degrees = 0;
    for (Index j = 0; j < size; ++j) {
        const double share = diagonal.share[j];
        const double divisor = j < size - unpenalised ? share + smoothness.weight * (1 - share) : share;
        inverse[j] = divisor > 0 ? 1 / divisor : 0;
        degrees += share * inverse[j];
    }
    fit.coefficients.col(response) =
        diagonal.toCoefficients * (inverse.array() * diagonal.cross.col(response).array()).matrix();
    fit.effectiveDegrees[static_cast<std::size_t>(response)] = degrees;
    fit.rootCovariance[static_cast<std::size_t>(response)] = diagonal.toCoefficients * inverse.cwiseSqrt().asDiagonal();
}

/// Residual sums of squares and products over the degrees of freedom they have left.
MatrixXd residualCovariance(const NormalEquations& equations, const PenalisedFit& fit) {
    const MatrixXd explained = fit.coefficients.transpose() * equations.cross;
    const MatrixXd fitted = fit.coefficients.transpose() * equations.gram * fit.coefficients;
    MatrixXd covariance = equations.squares - explained - explained.transpose() + fitted;
    for (Index r = 0; r < covariance.rows(); ++r) {
        for (Index s = 0; s < covariance.cols(); ++s) {
            const double degrees = (fit.effectiveDegrees[static_cast<std::size_t>(r)] +
                                    fit.effectiveDegrees[static_cast<std::size_t>(s)]) /
                                   2;
            covariance(r, s) /= std::max(equations.observations - degrees, 1.0);
        }
    }
    return covariance;
}

/// The penalties to try: one, or two in ratios of powers of ten.
std::vector<MatrixXd> penaltyMixes(const RegressionBasis& basis) {
    if (basis.penalties.empty()) return {MatrixXd::Zero(basis.functions, basis.functions)};
    if (basis.penalties.size() == 1) return basis.penalties;
    std::vector<MatrixXd> mixes;
    for (const double ratio : {1e-4, 1e-3, 1e-2, 1e-1, 1.0, 1e1, 1e2, 1e3, 1e4}) {
        mixes.push_back(basis.penalties[0] + ratio * basis.penalties[1]);
    }
    return mixes;
}

}  // namespace

void forEachBlock(const RegressionBasis& basis, std::size_t observations,
                  const std::function<void(std::size_t, std::size_t, const MatrixXd&)>& work) {
    const std::size_t blocks = (observations + regressionBlock - 1) / regressionBlock;
    tbb::parallel_for(std::size_t{0}, blocks, [&](std::size_t block) {
        const std::size_t first = block * regressionBlock;
        MatrixXd rows(static_cast<Index>(std::min(regressionBlock, observations - first)), basis.functions);
        basis.evaluate(first, rows);
        work(block, first, rows);
    });
}

PenalisedFit fitPenalised(const RegressionBasis& basis, const MatrixXd& responses) {
    const Eigen::RowVectorXd means = responses.colwise().mean();
    const MatrixXd centred = responses.rowwise() - means;
    const NormalEquations equations = normalEquations(basis, centred);
    const Index count = responses.cols();

    PenalisedFit fit;
    fit.responseMeans = means;
    fit.criterion = std::numeric_limits<double>::infinity();
    Diagonalised best;
    std::vector<Smoothness> smoothness;
    const std::vector<MatrixXd> mixes = penaltyMixes(basis);
    for (const MatrixXd& penalty : mixes) {
        Diagonalised diagonal = diagonalise(equations, penalty);
        std::vector<Smoothness> found;
        double criterion = 0;
        if (mixes.size() > 1) {
            criterion = static_cast<double>(count) * penaltyConstant(diagonal, penalty, basis.unpenalised);
        }
        for (Index r = 0; r < count; ++r) {
            const RestrictedLikelihood likelihood(diagonal, r, equations.squares(r, r), equations.observations,
                                                  basis.unpenalised);
            found.push_back(likelihood.best());
            criterion += found.back().criterion;
        }
        if (!(criterion < fit.criterion)) continue;
        fit.criterion = criterion;
        smoothness = std::move(found);
        best = std::move(diagonal);
    }

    fit.coefficients.resize(basis.functions, count);
    fit.effectiveDegrees.resize(static_cast<std::size_t>(count));
    fit.rootCovariance.resize(static_cast<std::size_t>(count));
    for (Index r = 0; r < count; ++r) keep(best, smoothness[static_cast<std::size_t>(r)], basis.unpenalised, r, fit);
    fit.meanRow = equations.sum / equations.observations;
    fit.residualCovariance = residualCovariance(equations, fit);
    return fit;
}

double PenalisedFit::varianceOf(const MatrixXd& weights) const {
    const Index responses = weights.cols();
    std::vector<VectorXd> roots;
    for (Index r = 0; r < responses; ++r) {
        roots.push_back(rootCovariance[static_cast<std::size_t>(r)].transpose() * weights.col(r));
    }
    double variance = 0;
    for (Index r = 0; r < responses; ++r) {
        for (Index s = 0; s < responses; ++s) {
            variance +=
                residualCovariance(r, s) * roots[static_cast<std::size_t>(r)].dot(roots[static_cast<std::size_t>(s)]);
        }
    }
    return std::max(variance, 0.0);
}

}  // namespace kachi
