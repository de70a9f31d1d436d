#include "models/statistics/between_studies.h"

#include "models/statistics/boost_policy.h"
#include "models/statistics/reference_distributions.h"

#include <boost/math/tools/toms748_solve.hpp>

#include <Eigen/Cholesky>

#include <cmath>
#include <numbers>

namespace kachi {
namespace {

constexpr int mostSteps = 500;

Eigen::VectorXd inverse(const Eigen::VectorXd& variances, double tauSquared) {
    return (variances.array() + tauSquared).inverse().matrix();
}

double generalisedQ(const Eigen::VectorXd& effects, const Eigen::VectorXd& variances, const Eigen::MatrixXd& design,
                    double tauSquared) {
    return WeightedFit(effects, design, inverse(variances, tauSquared)).residualSum();
}

/// τ² at which the generalised Q, which falls in τ², equals `target`; 0 when it starts below.
double tauSquaredAtQ(const Eigen::VectorXd& effects, const Eigen::VectorXd& variances, const Eigen::MatrixXd& design,
                     double target) {
    const auto excess = [&](double tauSquared) {
        return generalisedQ(effects, variances, design, tauSquared) - target;
    };
    const double atZero = excess(0);
    if (atZero <= 0) return 0;
    double high = variances.mean();
    double atHigh = excess(high);
    while (atHigh > 0) {
        high *= 2;
        atHigh = excess(high);
    }
    if (atHigh == 0) return high;
    std::uintmax_t steps = mostSteps;
    const auto [low, up] = boost::math::tools::toms748_solve(
        excess, 0.0, high, atZero, atHigh, boost::math::tools::eps_tolerance<double>(50), steps, BoostPolicy());
    return (low + up) / 2;
}

double hedgesStart(const Eigen::VectorXd& effects, const Eigen::VectorXd& variances, const Eigen::MatrixXd& design) {
    const WeightedFit unweighted(effects, design, Eigen::VectorXd::Ones(effects.size()));
    const auto degrees = static_cast<double>(design.rows() - design.cols());
    return std::max(0.0, (unweighted.residualSum() - unweighted.tracePV(variances)) / degrees);
}

/// Fisher scoring for ML and REML. A step that would lower the likelihood is halved, one below 0 ends at 0; steps that
/// swing around the maximum are damped.
Result<double> scoredTauSquared(const Eigen::VectorXd& effects, const Eigen::VectorXd& variances,
                                const Eigen::MatrixXd& design, bool restricted) {
    double tauSquared = hedgesStart(effects, variances, design);
    double likelihood = metaLogLikelihood(effects, variances, design, tauSquared, restricted);
    double damping = 1;
    double before = 0;
    for (int step = 0; step < mostSteps; ++step) {
        const WeightedFit fit(effects, design, inverse(variances, tauSquared));
        const double sumOfSquares = fit.weights().squaredNorm();
        double change = restricted ? (fit.residualSumOfWeights() - fit.traceP()) / fit.tracePP()
                                   : (fit.residualSumOfWeights() - fit.weights().sum()) / sumOfSquares;
        change *= damping;
        if (!std::isfinite(change) || !std::isfinite(likelihood)) break;
        if (change * before < 0 && std::abs(change) > std::abs(before) / 2) {
            damping /= 2;
            change /= 2;
        }
        if (tauSquared + change <= 0) change = -tauSquared;
        const double small = 1e-11 * (tauSquared + variances.minCoeff());
        while (std::abs(change) > small) {
            const double tried = metaLogLikelihood(effects, variances, design, tauSquared + change, restricted);
            if (tried >= likelihood - 1e-12 * std::abs(likelihood)) {
                likelihood = tried;
                break;
            }
            change /= 2;
        }
        tauSquared += change;
        before = change;
        if (std::abs(change) <= small) return tauSquared;
    }
    return Issue{"synthesis.notConverged", Severity::error, {}, numberText(tauSquared), std::to_string(mostSteps), {}};
}

double sidikJonkmanStart(const Eigen::VectorXd& effects) {
    const double mean = effects.mean();
    return (effects.array() - mean).square().sum() / static_cast<double>(effects.size());
}

}  // namespace

WeightedFit::WeightedFit(const Eigen::VectorXd& effects, const Eigen::MatrixXd& design, const Eigen::VectorXd& weights)
    : m_design(design), m_weights(weights) {
    const Eigen::LDLT<Eigen::MatrixXd> information(design.transpose() * weights.asDiagonal() * design);
    m_covariance = information.solve(Eigen::MatrixXd::Identity(design.cols(), design.cols()));
    m_coefficients = information.solve(design.transpose() * weights.cwiseProduct(effects));
    m_residuals = effects - design * m_coefficients;
    m_logDeterminant = information.vectorD().array().log().sum();
}

Eigen::MatrixXd WeightedFit::crossed(const Eigen::VectorXd& diagonal) const {
    return m_covariance * (m_design.transpose() * diagonal.asDiagonal() * m_design);
}

double WeightedFit::traced(const Eigen::VectorXd& diagonal) const {
    return crossed(diagonal).trace();
}

double WeightedFit::residualSum() const {
    return m_weights.dot(m_residuals.cwiseAbs2());
}

double WeightedFit::residualSumOfWeights() const {
    return m_weights.cwiseProduct(m_residuals).squaredNorm();
}

double WeightedFit::traceP() const {
    return m_weights.sum() - traced(m_weights.cwiseAbs2());
}

double WeightedFit::tracePP() const {
    return tracePVP(Eigen::VectorXd::Ones(m_weights.size()));
}

double WeightedFit::tracePV(const Eigen::VectorXd& variances) const {
    return m_weights.dot(variances) - traced(m_weights.cwiseAbs2().cwiseProduct(variances));
}

double WeightedFit::tracePVP(const Eigen::VectorXd& variances) const {
    const Eigen::VectorXd squared = m_weights.cwiseAbs2();
    const Eigen::VectorXd weighted = squared.cwiseProduct(variances);
    return weighted.sum() - 2 * traced(weighted.cwiseProduct(m_weights)) +
           (crossed(squared) * crossed(weighted)).trace();
}

double WeightedFit::tracePVPV(const Eigen::VectorXd& variances) const {
    const Eigen::VectorXd ratio = m_weights.cwiseProduct(variances);
    const Eigen::MatrixXd inner = crossed(ratio.cwiseProduct(m_weights));
    return ratio.squaredNorm() - 2 * traced(ratio.cwiseAbs2().cwiseProduct(m_weights)) + (inner * inner).trace();
}

double metaLogLikelihood(const Eigen::VectorXd& effects, const Eigen::VectorXd& variances,
                         const Eigen::MatrixXd& design, double tauSquared, bool restricted) {
    const WeightedFit fit(effects, design, inverse(variances, tauSquared));
    const auto degrees = static_cast<double>(restricted ? design.rows() - design.cols() : design.rows());
    double likelihood =
        -(degrees * std::log(2 * std::numbers::pi) + (variances.array() + tauSquared).log().sum() + fit.residualSum()) /
        2;
    if (restricted) {
        const Eigen::LDLT<Eigen::MatrixXd> crossproduct(design.transpose() * design);
        likelihood += (crossproduct.vectorD().array().log().sum() - fit.logDeterminant()) / 2;
    }
    return likelihood;
}

Result<TauSquared> estimateTauSquared(const Eigen::VectorXd& effects, const Eigen::VectorXd& variances,
                                      const Eigen::MatrixXd& design, BetweenStudies estimator) {
    const auto studies = static_cast<double>(design.rows());
    const double degrees = studies - static_cast<double>(design.cols());
    const auto error = [](double variance) { return std::optional<double>(std::sqrt(variance)); };
    switch (estimator) {
        case BetweenStudies::none:
            return TauSquared{};
        case BetweenStudies::derSimonianLaird: {
            const WeightedFit fit(effects, design, inverse(variances, 0));
            const double trace = fit.traceP();
            const double value = std::max(0.0, (fit.residualSum() - degrees) / trace);
            return TauSquared{
                value, error((2 * degrees + 4 * value * trace + 2 * value * value * fit.tracePP()) / (trace * trace))};
        }
        case BetweenStudies::hunterSchmidt: {
            const WeightedFit fit(effects, design, inverse(variances, 0));
            const double sum = fit.weights().sum();
            const double value = std::max(0.0, (fit.residualSum() - studies) / sum);
            return TauSquared{
                value,
                error((2 * degrees + 4 * value * fit.traceP() + 2 * value * value * fit.tracePP()) / (sum * sum))};
        }
        case BetweenStudies::hedges: {
            const WeightedFit fit(effects, design, Eigen::VectorXd::Ones(effects.size()));
            const double value = hedgesStart(effects, variances, design);
            return TauSquared{value, error((2 * fit.tracePVPV(variances) + 4 * value * fit.tracePV(variances) +
                                            2 * value * value * degrees) /
                                           (degrees * degrees))};
        }
        case BetweenStudies::sidikJonkman: {
            const double start = sidikJonkmanStart(effects);
            if (start == 0) return TauSquared{0, 0};
            const WeightedFit fit(effects, design, inverse(variances, start));
            const double value = start * fit.residualSum() / degrees;
            return TauSquared{value, error(start * start *
                                           (2 * fit.tracePVPV(variances) + 4 * value * fit.tracePVP(variances) +
                                            2 * value * value * fit.tracePP()) /
                                           (degrees * degrees))};
        }
        case BetweenStudies::pauleMandel:
        case BetweenStudies::empiricalBayes: {
            const double value = tauSquaredAtQ(effects, variances, design, degrees);
            const double sum = inverse(variances, value).sum();
            return TauSquared{value, error(2 * studies * studies / degrees / (sum * sum))};
        }
        case BetweenStudies::ml:
        case BetweenStudies::reml: {
            const bool restricted = estimator == BetweenStudies::reml;
            const Result<double> value = scoredTauSquared(effects, variances, design, restricted);
            if (!value) return value.issues();
            const WeightedFit fit(effects, design, inverse(variances, *value));
            return TauSquared{*value, error(2 / (restricted ? fit.tracePP() : fit.weights().squaredNorm()))};
        }
    }
    return TauSquared{};
}

std::optional<TauSquaredInterval> tauSquaredInterval(const std::vector<EffectSize>& studies, double level,
                                                     const Eigen::MatrixXd& design) {
    const auto count = static_cast<Eigen::Index>(studies.size());
    Eigen::VectorXd effects(count);
    Eigen::VectorXd variances(count);
    for (Eigen::Index study = 0; study < count; ++study) {
        effects[study] = studies[static_cast<std::size_t>(study)].estimate;
        variances[study] = studies[static_cast<std::size_t>(study)].variance;
    }
    const Eigen::MatrixXd columns = design.size() == 0 ? Eigen::MatrixXd::Ones(count, 1).eval() : design;
    const auto degrees = static_cast<double>(count - columns.cols());
    if (degrees < 1) return std::nullopt;
    const double upper = chiSquaredQuantile((1 + level) / 2, degrees);
    const double lower = chiSquaredQuantile((1 - level) / 2, degrees);
    if (generalisedQ(effects, variances, columns, 0) < lower) return TauSquaredInterval{0, 0, true};
    return TauSquaredInterval{tauSquaredAtQ(effects, variances, columns, upper),
                              tauSquaredAtQ(effects, variances, columns, lower), false};
}

}  // namespace kachi
