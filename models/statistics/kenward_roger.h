#pragma once

#include "models/statistics/mixed_model_criterion.h"

namespace kachi {

/// Covariance and degrees of freedom of fixed effects for small samples, with the expected information of the variance
/// parameters: Kenward and Roger, Biometrics 1997;53:983-997; Halekoh and Højsgaard, J Stat Softw 2014;59(9). For a
/// single coefficient the F of these papers is t² with λ = 1 and 2/A degrees of freedom.
class KenwardRoger {
public:
    /// @param criterion restricted likelihood; its last solved θ is `theta`
    KenwardRoger(const MixedModelCriterion& criterion, const Eigen::VectorXd& theta, const PenalisedSolution& solution,
                 double sigma);

    /// False when the information of the variance parameters cannot be inverted; nothing else may be asked then.
    bool ok() const { return m_ok; }
    /// @param contrast over the coefficients of the orthonormal basis
    double variance(const Eigen::VectorXd& contrast) const { return contrast.dot(m_adjusted * contrast); }
    double degrees(const Eigen::VectorXd& contrast) const;

private:
    bool m_ok = false;
    Eigen::MatrixXd m_covariance;                ///< Φ
    Eigen::MatrixXd m_adjusted;                  ///< Φ_A
    Eigen::MatrixXd m_weights;                   ///< W, covariance of the variance parameters
    std::vector<Eigen::MatrixXd> m_sensitivity;  ///< P of every variance parameter
};

}  // namespace kachi
