#pragma once

#include "models/statistics/mixed_model.h"

#include <Eigen/Dense>
#include <Eigen/Sparse>
#include <Eigen/SparseCholesky>

namespace kachi {

/// What the penalised least-squares problem gives at one θ. Coefficients belong to the orthonormal basis of X.
struct PenalisedSolution {
    double logDeterminant = 0;       ///< of Λ'Z'ZΛ + I
    double logFixedDeterminant = 0;  ///< of the precision of β over σ², for X as given
    double squares = 0;              ///< residual sum of squares with its penalty
    Eigen::VectorXd coefficients;    ///< γ, β = R⁻¹γ
    Eigen::VectorXd spherical;       ///< u, b = Λu
    Eigen::MatrixXd covariance;      ///< of γ over σ²
};

/// Profiled criterion of a linear mixed model over the relative covariance factor: Bates et al., J Stat Softw
/// 2015;67(1), eq. 34-41. X is replaced by its orthonormal basis Q (X = QR) and columns of Z by columns of root mean
/// square 1, so that the search does not see the units of the data.
/// θ lists, term by term, the lower triangle of the factor of that term by columns.
class MixedModelCriterion {
public:
    /// @pre the columns of X are independent, terms are not empty
    MixedModelCriterion(const MixedModelData& data, const Eigen::MatrixXd& fixedColumns, MixedModelMethod method);

    Eigen::Index rows() const { return m_basis.rows(); }
    Eigen::Index fixedCount() const { return m_basis.cols(); }
    Eigen::Index effectCount() const { return m_effects.cols(); }
    Eigen::Index size() const { return static_cast<Eigen::Index>(m_diagonal.size()); }
    bool isDiagonal(Eigen::Index parameter) const { return m_diagonal[static_cast<std::size_t>(parameter)]; }

    const Eigen::MatrixXd& basis() const { return m_basis; }                  ///< Q
    const Eigen::MatrixXd& triangle() const { return m_triangle; }            ///< R
    const Eigen::SparseMatrix<double>& effects() const { return m_effects; }  ///< Z, scaled
    const Eigen::SparseMatrix<double>& gram() const { return m_gram; }        ///< Z'Z
    /// Of the observations less, under REML, the fixed effects: the divisor of σ².
    double divisor() const;

    PenalisedSolution solve(const Eigen::VectorXd& theta);
    double operator()(const Eigen::VectorXd& theta);
    /// The criterion before σ is profiled out.
    double at(const PenalisedSolution& solution, double logSigma) const;

    Eigen::SparseMatrix<double> factor(const Eigen::VectorXd& theta) const;  ///< Λ
    /// Relative covariance factor of a term in the units of the data.
    Eigen::MatrixXd termFactor(const Eigen::VectorXd& theta, std::size_t term) const;
    /// (Λ'Z'ZΛ + I)⁻¹ times a vector, of the last solved θ.
    Eigen::VectorXd solveEffects(const Eigen::VectorXd& right) const { return m_cholesky.solve(right); }
    /// Root mean square of a column of Z before it was divided by it.
    double scale(std::size_t term, std::size_t column) const { return m_terms[term].scales[column]; }
    std::size_t termCount() const { return m_terms.size(); }
    Eigen::Index offset(std::size_t term) const { return m_terms[term].offset; }  ///< of its first random effect
    Eigen::Index width(std::size_t term) const { return m_terms[term].width; }    ///< columns
    Eigen::Index levels(std::size_t term) const { return m_terms[term].levels; }

private:
    struct Term {
        Eigen::Index offset = 0;  ///< of its first random effect
        Eigen::Index width = 0;   ///< columns
        Eigen::Index levels = 0;
        Eigen::Index theta = 0;  ///< its first parameter
        std::vector<double> scales;
    };

    void addTerm(const RandomTerm& term, std::vector<Eigen::Triplet<double>>& entries);
    Eigen::MatrixXd scaledFactor(const Eigen::VectorXd& theta, const Term& term) const;

    MixedModelMethod m_method;
    Eigen::VectorXd m_response;
    Eigen::MatrixXd m_basis;
    Eigen::MatrixXd m_triangle;
    double m_logTriangle = 0;
    Eigen::SparseMatrix<double> m_effects;
    Eigen::SparseMatrix<double> m_gram;
    Eigen::MatrixXd m_effectsBasis;     ///< Z'Q
    Eigen::VectorXd m_effectsResponse;  ///< Z'y
    std::vector<Term> m_terms;
    std::vector<bool> m_diagonal;
    Eigen::SimplicialLLT<Eigen::SparseMatrix<double>> m_cholesky;
    bool m_analysed = false;
};

}  // namespace kachi
