#pragma once

#include "models/statistics/meta_analysis.h"

namespace kachi {

/// Weighted least squares of study effects on a design, seen as metafor sees it: W = diag(weights),
/// S = (XᵀWX)⁻¹, P = W − WXSXᵀW. Traces of P are worked out without forming it.
class WeightedFit {
public:
    WeightedFit(const Eigen::VectorXd& effects, const Eigen::MatrixXd& design, const Eigen::VectorXd& weights);

    const Eigen::VectorXd& coefficients() const { return m_coefficients; }
    const Eigen::MatrixXd& covariance() const { return m_covariance; }  ///< S
    const Eigen::VectorXd& residuals() const { return m_residuals; }
    const Eigen::VectorXd& weights() const { return m_weights; }
    double logDeterminant() const { return m_logDeterminant; }  ///< ln|XᵀWX|

    double residualSum() const;           ///< yᵀPy = Σ w r²
    double residualSumOfWeights() const;  ///< yᵀPPy = Σ w² r²
    double traceP() const;
    double tracePP() const;
    double tracePV(const Eigen::VectorXd& variances) const;
    double tracePVP(const Eigen::VectorXd& variances) const;
    double tracePVPV(const Eigen::VectorXd& variances) const;

private:
    Eigen::MatrixXd crossed(const Eigen::VectorXd& diagonal) const;  ///< S Xᵀ diag X
    double traced(const Eigen::VectorXd& diagonal) const;            ///< tr(S Xᵀ diag X)

    const Eigen::MatrixXd& m_design;
    Eigen::VectorXd m_weights;
    Eigen::MatrixXd m_covariance;
    Eigen::VectorXd m_coefficients;
    Eigen::VectorXd m_residuals;
    double m_logDeterminant = 0;
};

/// τ² and its standard error.
struct TauSquared {
    double value = 0;
    std::optional<double> standardError;
};

/// @pre more studies than columns, variances > 0, design of full rank
/// Issue: synthesis.notConverged
Result<TauSquared> estimateTauSquared(const Eigen::VectorXd& effects, const Eigen::VectorXd& variances,
                                      const Eigen::MatrixXd& design, BetweenStudies estimator);

/// Log-likelihood of τ² with the coefficients at their best: restricted (metafor's constant) or full.
double metaLogLikelihood(const Eigen::VectorXd& effects, const Eigen::VectorXd& variances,
                         const Eigen::MatrixXd& design, double tauSquared, bool restricted);

}  // namespace kachi
