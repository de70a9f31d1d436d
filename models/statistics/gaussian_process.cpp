#include "models/statistics/gaussian_process.h"

#include <Eigen/Cholesky>
#include <Eigen/QR>

#include <nlopt.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

namespace kachi {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Variables as columns with mean 0 and standard deviation 1.
class Standardised {
public:
    explicit Standardised(const std::vector<const std::vector<double>*>& variables) : m_variables(variables) {
        for (const std::vector<double>* values : variables) {
            const Eigen::Map<const Eigen::ArrayXd> column(values->data(), static_cast<Index>(values->size()));
            m_mean.push_back(column.mean());
            m_deviation.push_back(std::sqrt((column - m_mean.back()).square().mean()));
        }
    }

    Index count() const { return static_cast<Index>(m_variables.size()); }
    Index observations() const { return static_cast<Index>(m_variables.front()->size()); }

    double at(Index observation, Index variable) const {
        const auto v = static_cast<std::size_t>(variable);
        return ((*m_variables[v])[static_cast<std::size_t>(observation)] - m_mean[v]) / m_deviation[v];
    }

    MatrixXd rows(Index first, Index count) const {
        MatrixXd result(count, this->count());
        for (Index v = 0; v < this->count(); ++v) {
            for (Index row = 0; row < count; ++row) result(row, v) = at(first + row, v);
        }
        return result;
    }

    /// `wanted` observations spread evenly over the draws, or all of them when there are no more.
    std::vector<Index> evenly(Index wanted) const {
        const Index count = std::min(wanted, observations());
        std::vector<Index> chosen;
        for (Index i = 0; i < count; ++i) chosen.push_back(i * observations() / count);
        return chosen;
    }

private:
    std::vector<const std::vector<double>*> m_variables;
    std::vector<double> m_mean;
    std::vector<double> m_deviation;
};

MatrixXd pick(const Standardised& variables, const std::vector<Index>& observations) {
    MatrixXd rows(static_cast<Index>(observations.size()), variables.count());
    for (Index row = 0; row < rows.rows(); ++row) {
        for (Index v = 0; v < rows.cols(); ++v) rows(row, v) = variables.at(observations[row], v);
    }
    return rows;
}

/// Squared distances between the rows of two matrices.
MatrixXd squaredDistances(const MatrixXd& left, const MatrixXd& right) {
    MatrixXd result = -2 * left * right.transpose();
    result.colwise() += left.rowwise().squaredNorm();
    result.rowwise() += right.rowwise().squaredNorm().transpose();
    return result.cwiseMax(0.0);  // a negative square is rounding
}

/// Matérn 5/2, Rasmussen & Williams eq. 4.17, of scaled squared distances.
MatrixXd kernel(const MatrixXd& squared) {
    const Eigen::ArrayXXd root = (5 * squared.array()).sqrt();
    return ((1 + root + root.square() / 3) * (-root).exp()).matrix();
}

/// Minus log marginal likelihood of a subsample as a function of the logarithms of the length scales and of the noise
/// ratio; the variance of each response is profiled out.
class MarginalLikelihood {
public:
    MarginalLikelihood(MatrixXd rows, MatrixXd responses)
        : m_rows(std::move(rows)), m_responses(std::move(responses)) {}

    unsigned size() const { return static_cast<unsigned>(m_rows.cols() + 1); }

    double operator()(const double* logarithms, double* gradient) const {
        const Index variables = m_rows.cols();
        const auto count = static_cast<double>(m_rows.rows());
        const Eigen::Map<const VectorXd> logs(logarithms, variables + 1);
        const VectorXd inverse = (-logs.head(variables)).array().exp();
        const double noise = std::exp(logs[variables]);
        const MatrixXd scaled = m_rows * inverse.asDiagonal();
        const Eigen::ArrayXXd root = (5 * squaredDistances(scaled, scaled).array()).sqrt();
        const Eigen::ArrayXXd decay = (-root).exp();
        MatrixXd covariance = ((1 + root + root.square() / 3) * decay).matrix();
        covariance.diagonal().array() += noise;
        const Eigen::LLT<MatrixXd> factor(covariance);
        if (factor.info() != Eigen::Success) return std::numeric_limits<double>::infinity();

        const MatrixXd solved = factor.solve(m_responses);
        double value = 0;
        MatrixXd weight =
            static_cast<double>(m_responses.cols()) * factor.solve(MatrixXd::Identity(m_rows.rows(), m_rows.rows()));
        for (Index r = 0; r < m_responses.cols(); ++r) {
            const double square = m_responses.col(r).dot(solved.col(r));
            value += count * std::log(square / count);
            weight.noalias() -= count / square * solved.col(r) * solved.col(r).transpose();
        }
        const VectorXd pivots = factor.matrixLLT().diagonal();
        value += static_cast<double>(m_responses.cols()) * 2 * pivots.array().log().sum();
        if (gradient) {
            Eigen::Map<VectorXd> slope(gradient, variables + 1);
            slope[variables] = weight.trace() * noise / 2;
            weight.array() *= 5.0 / 3 * (1 + root) * decay;
            const VectorXd rowSums = weight.rowwise().sum();
            const MatrixXd product = weight * scaled;
            for (Index v = 0; v < variables; ++v) {
                slope[v] = scaled.col(v).cwiseAbs2().dot(rowSums) - scaled.col(v).dot(product.col(v));
            }
        }
        return value / 2;
    }

private:
    MatrixXd m_rows;
    MatrixXd m_responses;
};

double likelihoodAt(unsigned, const double* logarithms, double* gradient, void* likelihood) {
    return (*static_cast<const MarginalLikelihood*>(likelihood))(logarithms, gradient);
}

VectorXd lengthScales(const MarginalLikelihood& likelihood, int iterations) {
    const unsigned size = likelihood.size();
    const unsigned variables = size - 1;
    std::vector<double> lowest(size, std::log(0.3));
    std::vector<double> highest(size, std::log(100.0));
    lowest[variables] = std::log(1e-6);
    highest[variables] = std::log(1e3);
    std::vector<double> logs(size, std::log(3.0));
    logs[variables] = std::log(0.1);
    const std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> search(nlopt_create(NLOPT_LD_LBFGS, size), nlopt_destroy);
    nlopt_set_lower_bounds(search.get(), lowest.data());
    nlopt_set_upper_bounds(search.get(), highest.data());
    nlopt_set_min_objective(search.get(), likelihoodAt, const_cast<MarginalLikelihood*>(&likelihood));
    nlopt_set_maxeval(search.get(), iterations);
    nlopt_set_ftol_abs(search.get(), 0.05);
    double value = 0;
    // Whatever ends the search, `logs` holds the best point it saw.
    nlopt_optimize(search.get(), logs.data(), &value);
    return Eigen::Map<VectorXd>(logs.data(), variables).array().exp();
}

/// Kernel functions of a low-rank process: centres, and the triangular factor of the kernel between them.
struct Inducing {
    MatrixXd centres;
    MatrixXd factor;  ///< lower; kernel(centres, centres) = factor·factorᵀ
};

/// Centres by pivoted Cholesky decomposition: always the candidate whose value the centres before it leave most
/// uncertain, until `wanted` are found or nothing is left to explain. So the centres are never nearly dependent.
/// Source: Foster et al., J Mach Learn Res 2009;10:857-882.
Inducing chooseInducing(const MatrixXd& candidates, Index wanted) {
    constexpr double explained = 1e-7;  // of the prior variance
    const Index most = std::min(wanted, candidates.rows());
    VectorXd left = VectorXd::Ones(candidates.rows());
    MatrixXd columns(candidates.rows(), most);
    std::vector<Index> chosen;
    while (static_cast<Index>(chosen.size()) < most) {
        Index next = 0;
        if (left.maxCoeff(&next) < explained) break;
        const auto rank = static_cast<Index>(chosen.size());
        VectorXd column = kernel(squaredDistances(candidates, candidates.row(next)));
        column.noalias() -= columns.leftCols(rank) * columns.row(next).head(rank).transpose();
        columns.col(rank) = column / std::sqrt(left[next]);
        left -= columns.col(rank).cwiseAbs2();
        chosen.push_back(next);
    }
    const auto rank = static_cast<Index>(chosen.size());
    MatrixXd factor = columns(chosen, Eigen::seqN(0, rank)).triangularView<Eigen::Lower>();
    return {candidates(chosen, Eigen::all), std::move(factor)};
}

/// What is left of the responses after the regression on a plane, each with mean square 1.
MatrixXd withoutPlane(const MatrixXd& rows, const MatrixXd& responses) {
    MatrixXd plane(rows.rows(), rows.cols() + 1);
    plane << VectorXd::Ones(rows.rows()), rows;
    MatrixXd rest = responses - plane * plane.colPivHouseholderQr().solve(responses);
    for (Index r = 0; r < rest.cols(); ++r) {
        const double size = std::sqrt(rest.col(r).squaredNorm() / static_cast<double>(rest.rows()));
        if (size > 0) rest.col(r) /= size;
    }
    return rest;
}

}  // namespace

RegressionBasis gaussianProcessBasis(const std::vector<const std::vector<double>*>& variables,
                                     const MatrixXd& responses, const GaussianProcessSize& size) {
    const Standardised standardised(variables);
    const std::vector<Index> chosen = standardised.evenly(size.subsample);
    const MatrixXd rows = pick(standardised, chosen);
    const MatrixXd sampled = responses(chosen, Eigen::all);
    const VectorXd scales = lengthScales(MarginalLikelihood(rows, withoutPlane(rows, sampled)), size.iterations);
    const VectorXd inverse = scales.cwiseInverse();
    const MatrixXd candidates = pick(standardised, standardised.evenly(10 * size.inducing)) * inverse.asDiagonal();
    const Inducing inducing = chooseInducing(candidates, size.inducing);

    const Index plane = standardised.count() + 1;
    const Index rank = inducing.centres.rows();
    RegressionBasis basis;
    basis.functions = plane + rank;
    basis.unpenalised = plane;
    MatrixXd penalty = MatrixXd::Zero(basis.functions, basis.functions);
    penalty.bottomRightCorner(rank, rank).setIdentity();
    basis.penalties = {std::move(penalty)};
    basis.evaluate = [standardised, inverse, inducing, plane, rank](std::size_t first, MatrixXd& block) {
        const MatrixXd values = standardised.rows(static_cast<Index>(first), block.rows());
        block.col(0).setOnes();
        block.middleCols(1, plane - 1) = values;
        block.rightCols(rank) = kernel(squaredDistances(values * inverse.asDiagonal(), inducing.centres));
        auto functions = block.rightCols(rank);
        inducing.factor.transpose().triangularView<Eigen::Upper>().solveInPlace<Eigen::OnTheRight>(functions);
    };
    return basis;
}

}  // namespace kachi
