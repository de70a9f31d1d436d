#include "models/statistics/kenward_roger.h"

namespace kachi {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Derivative of the covariance of y by a variance or covariance of random effects: Z E Z', where E links pairs of
/// random effects of the same level. The residual variance has no pairs: its derivative is the identity.
struct Component {
    std::vector<std::pair<Index, Index>> pairs;

    bool residual() const { return pairs.empty(); }

    /// E · matrix
    MatrixXd times(const MatrixXd& matrix) const {
        MatrixXd product = MatrixXd::Zero(matrix.rows(), matrix.cols());
        for (const auto& [first, second] : pairs) {
            product.row(first) += matrix.row(second);
            if (first != second) product.row(second) += matrix.row(first);
        }
        return product;
    }
};

std::vector<Component> componentsOf(const MixedModelCriterion& criterion) {
    std::vector<Component> components;
    for (std::size_t term = 0; term < criterion.termCount(); ++term) {
        const Index width = criterion.width(term);
        for (Index column = 0; column < width; ++column) {
            for (Index row = column; row < width; ++row) {
                Component component;
                for (Index level = 0; level < criterion.levels(term); ++level) {
                    const Index first = criterion.offset(term) + level * width;
                    component.pairs.emplace_back(first + row, first + column);
                }
                components.push_back(std::move(component));
            }
        }
    }
    components.push_back({});
    return components;
}

}  // namespace

KenwardRoger::KenwardRoger(const MixedModelCriterion& criterion, const VectorXd& theta,
                           const PenalisedSolution& solution, double sigma) {
    const double variance = sigma * sigma;
    const Index effects = criterion.effectCount();
    m_covariance = solution.covariance * variance;

    // V⁻¹ = σ⁻²(I − Z B Z') with B = Λ A⁻¹ Λ'
    const Eigen::SparseMatrix<double> lambda = criterion.factor(theta);
    MatrixXd inner(effects, effects);
    for (Index column = 0; column < effects; ++column) {
        inner.col(column) = lambda * criterion.solveEffects(lambda.transpose() * VectorXd::Unit(effects, column));
    }
    const MatrixXd gram = criterion.gram();
    const MatrixXd shrunk = inner * gram;                                           // BC
    const MatrixXd left = MatrixXd::Identity(effects, effects) - shrunk;            // V⁻¹Z = σ⁻²Z·left
    const MatrixXd once = gram * left / variance;                                   // Z'V⁻¹Z
    const MatrixXd twice = left.transpose() * gram * left / (variance * variance);  // Z'V⁻²Z
    const double residualTrace =
        (static_cast<double>(criterion.rows()) - 2 * shrunk.trace() + (shrunk * shrunk).trace()) /
        (variance * variance);  // tr V⁻²

    const auto inverseTimes = [&](const MatrixXd& matrix) {
        return MatrixXd((matrix - criterion.effects() * (inner * (criterion.effects().transpose() * matrix))) /
                        variance);
    };
    const MatrixXd first = inverseTimes(criterion.basis());                  // V⁻¹Q
    const MatrixXd second = inverseTimes(first);                             // V⁻²Q
    const MatrixXd throughOnce = criterion.effects().transpose() * first;    // Z'V⁻¹Q
    const MatrixXd throughTwice = criterion.effects().transpose() * second;  // Z'V⁻²Q

    const std::vector<Component> components = componentsOf(criterion);
    const std::size_t count = components.size();
    std::vector<MatrixXd> linked(count);       // E Z'V⁻¹Z
    std::vector<MatrixXd> linkedBasis(count);  // E Z'V⁻¹Q
    for (std::size_t i = 0; i < count; ++i) {
        if (components[i].residual()) {
            m_sensitivity.push_back(-first.transpose() * first);
            continue;
        }
        linked[i] = components[i].times(once);
        linkedBasis[i] = components[i].times(throughOnce);
        m_sensitivity.push_back(-throughOnce.transpose() * linkedBasis[i]);
    }

    // Q'V⁻¹ G_i V⁻¹ G_j V⁻¹Q and tr(G_i V⁻¹ G_j V⁻¹)
    std::vector<std::vector<MatrixXd>> pairs(count, std::vector<MatrixXd>(count));
    MatrixXd information(count, count);
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = 0; j < count; ++j) {
            double trace = residualTrace;
            if (components[i].residual() && components[j].residual()) {
                pairs[i][j] = first.transpose() * second;
            } else if (components[i].residual()) {
                pairs[i][j] = throughTwice.transpose() * linkedBasis[j];
                trace = components[j].times(twice).trace();
            } else if (components[j].residual()) {
                pairs[i][j] = linkedBasis[i].transpose() * throughTwice;
                trace = components[i].times(twice).trace();
            } else {
                pairs[i][j] = linkedBasis[i].transpose() * once * linkedBasis[j];
                trace = linked[i].cwiseProduct(linked[j].transpose()).sum();
            }
            const double overlap = (m_covariance * pairs[i][j]).trace();
            const double squared = (m_covariance * m_sensitivity[i] * m_covariance * m_sensitivity[j]).trace();
            information(static_cast<Index>(i), static_cast<Index>(j)) = trace - 2 * overlap + squared;
        }
    }
    const MatrixXd symmetric = (information + information.transpose()) / 2;
    const Eigen::FullPivLU<MatrixXd> inverse(symmetric);
    if (!inverse.isInvertible()) return;
    m_weights = 2 * inverse.inverse();

    MatrixXd correction = MatrixXd::Zero(m_covariance.rows(), m_covariance.cols());
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = 0; j < count; ++j) {
            correction += m_weights(static_cast<Index>(i), static_cast<Index>(j)) *
                          (pairs[i][j] - m_sensitivity[i] * m_covariance * m_sensitivity[j]);
        }
    }
    m_adjusted = m_covariance + 2 * m_covariance * correction * m_covariance;
    m_ok = m_adjusted.allFinite() && m_adjusted.diagonal().minCoeff() > 0;
}

double KenwardRoger::degrees(const VectorXd& contrast) const {
    const VectorXd spread = m_covariance * contrast;
    const auto count = static_cast<Index>(m_sensitivity.size());
    VectorXd slopes(count);
    for (Index i = 0; i < count; ++i) slopes[i] = spread.dot(m_sensitivity[static_cast<std::size_t>(i)] * spread);
    const double variance = contrast.dot(spread);
    return 2 * variance * variance / slopes.dot(m_weights * slopes);
}

}  // namespace kachi
