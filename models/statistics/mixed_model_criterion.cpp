#include "models/statistics/mixed_model_criterion.h"

#include <cmath>
#include <numbers>

namespace kachi {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::SparseMatrix;
using Eigen::VectorXd;

MixedModelCriterion::MixedModelCriterion(const MixedModelData& data, const MatrixXd& fixedColumns,
                                         MixedModelMethod method)
    : m_method(method),
      m_response(Eigen::Map<const VectorXd>(data.response.data(), static_cast<Index>(data.response.size()))) {
    const Eigen::HouseholderQR<MatrixXd> decomposition(fixedColumns);
    const Index columns = fixedColumns.cols();
    m_basis = decomposition.householderQ() * MatrixXd::Identity(fixedColumns.rows(), columns);
    m_triangle = decomposition.matrixQR().topRows(columns).triangularView<Eigen::Upper>();
    m_logTriangle = m_triangle.diagonal().array().abs().log().sum();

    std::vector<Eigen::Triplet<double>> entries;
    for (const RandomTerm& term : data.random) addTerm(term, entries);
    const Term& last = m_terms.back();
    m_effects.resize(m_response.size(), last.offset + last.width * last.levels);
    m_effects.setFromTriplets(entries.begin(), entries.end());
    m_gram = m_effects.transpose() * m_effects;
    m_effectsBasis = m_effects.transpose() * m_basis;
    m_effectsResponse = m_effects.transpose() * m_response;
}

void MixedModelCriterion::addTerm(const RandomTerm& term, std::vector<Eigen::Triplet<double>>& entries) {
    Term added;
    if (!m_terms.empty()) added.offset = m_terms.back().offset + m_terms.back().width * m_terms.back().levels;
    added.width = static_cast<Index>(term.columns.size());
    added.levels = static_cast<Index>(term.levels.size());
    added.theta = size();
    for (const std::vector<double>& column : term.values) {
        double squares = 0;
        for (const double value : column) squares += value * value;
        const double scale = std::sqrt(squares / static_cast<double>(column.size()));
        added.scales.push_back(scale > 0 ? scale : 1);
    }
    for (std::size_t row = 0; row < term.levelOf.size(); ++row) {
        for (Index column = 0; column < added.width; ++column) {
            const auto c = static_cast<std::size_t>(column);
            entries.emplace_back(
                static_cast<int>(row),
                static_cast<int>(added.offset + static_cast<Index>(term.levelOf[row]) * added.width + column),
                term.values[c][row] / added.scales[c]);
        }
    }
    for (Index column = 0; column < added.width; ++column) {
        for (Index row = column; row < added.width; ++row) m_diagonal.push_back(row == column);
    }
    m_terms.push_back(std::move(added));
}

double MixedModelCriterion::divisor() const {
    return static_cast<double>(m_method == MixedModelMethod::reml ? rows() - fixedCount() : rows());
}

MatrixXd MixedModelCriterion::scaledFactor(const VectorXd& theta, const Term& term) const {
    MatrixXd factor = MatrixXd::Zero(term.width, term.width);
    Index next = term.theta;
    for (Index column = 0; column < term.width; ++column) {
        for (Index row = column; row < term.width; ++row) factor(row, column) = theta[next++];
    }
    return factor;
}

MatrixXd MixedModelCriterion::termFactor(const VectorXd& theta, std::size_t term) const {
    MatrixXd factor = scaledFactor(theta, m_terms[term]);
    for (Index row = 0; row < factor.rows(); ++row)
        factor.row(row) /= m_terms[term].scales[static_cast<std::size_t>(row)];
    return factor;
}

SparseMatrix<double> MixedModelCriterion::factor(const VectorXd& theta) const {
    std::vector<Eigen::Triplet<double>> entries;
    for (const Term& term : m_terms) {
        const MatrixXd block = scaledFactor(theta, term);
        for (Index level = 0; level < term.levels; ++level) {
            const Index first = term.offset + level * term.width;
            for (Index column = 0; column < term.width; ++column) {
                for (Index row = column; row < term.width; ++row) {
                    entries.emplace_back(static_cast<int>(first + row), static_cast<int>(first + column),
                                         block(row, column));
                }
            }
        }
    }
    SparseMatrix<double> factor(effectCount(), effectCount());
    factor.setFromTriplets(entries.begin(), entries.end());
    return factor;
}

PenalisedSolution MixedModelCriterion::solve(const VectorXd& theta) {
    const SparseMatrix<double> lambda = factor(theta);
    SparseMatrix<double> identity(effectCount(), effectCount());
    identity.setIdentity();
    const SparseMatrix<double> scaledGram = m_gram * lambda;
    const SparseMatrix<double> system = SparseMatrix<double>(lambda.transpose() * scaledGram) + identity;
    if (!m_analysed) m_cholesky.analyzePattern(system);
    m_analysed = true;
    m_cholesky.factorize(system);

    PenalisedSolution solution;
    const SparseMatrix<double> lower = m_cholesky.matrixL();
    solution.logDeterminant = 2 * lower.diagonal().array().log().sum();
    const MatrixXd scaledBasis = lambda.transpose() * m_effectsBasis;
    const VectorXd scaledResponse = lambda.transpose() * m_effectsResponse;
    // Q'V⁻¹Q and Q'V⁻¹y, over σ²
    const MatrixXd precision =
        MatrixXd::Identity(fixedCount(), fixedCount()) - scaledBasis.transpose() * m_cholesky.solve(scaledBasis);
    const VectorXd right =
        m_basis.transpose() * m_response - scaledBasis.transpose() * m_cholesky.solve(scaledResponse);
    const Eigen::LLT<MatrixXd> fixedFactor(precision);
    solution.logFixedDeterminant = 2 * (fixedFactor.matrixLLT().diagonal().array().log().sum() + m_logTriangle);
    solution.covariance = fixedFactor.solve(MatrixXd::Identity(fixedCount(), fixedCount()));
    solution.coefficients = fixedFactor.solve(right);
    solution.spherical = m_cholesky.solve(scaledResponse - scaledBasis * solution.coefficients);
    const VectorXd effects = lambda * solution.spherical;
    const VectorXd residual = m_response - m_basis * solution.coefficients - m_effects * effects;
    solution.squares = residual.squaredNorm() + solution.spherical.squaredNorm();
    return solution;
}

double MixedModelCriterion::at(const PenalisedSolution& solution, double logSigma) const {
    double value = divisor() * (std::log(2 * std::numbers::pi) + 2 * logSigma) + solution.logDeterminant +
                   solution.squares * std::exp(-2 * logSigma);
    if (m_method == MixedModelMethod::reml) value += solution.logFixedDeterminant;
    return value;
}

double MixedModelCriterion::operator()(const VectorXd& theta) {
    const PenalisedSolution solution = solve(theta);
    return at(solution, std::log(solution.squares / divisor()) / 2);
}

}  // namespace kachi
