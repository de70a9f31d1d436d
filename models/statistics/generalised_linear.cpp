#include "models/statistics/generalised_linear.h"

#include "models/statistics/reference_distributions.h"

#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace kachi {
namespace {

constexpr int mostIterations = 100;
constexpr double convergedStep = 1e-9;       // of the linear predictor
constexpr double infinitePredictor = 25;     // a fitted probability or mean of e^-25 that still moves has no limit
constexpr double infiniteStep = 0.1;         // Newton's steps towards infinity tend to 1
constexpr double collinearTolerance = 1e-7;  // as R's lm

double yLog(double y, double ratio) {
    return y > 0 ? y * std::log(ratio) : 0;
}

/// log(1 + exp(x)) without overflow.
double softPlus(double x) {
    return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

/// One step of the iteration for a family with its θ.
class Iteration {
public:
    Iteration(RegressionFamily family, const RegressionData& data, double theta)
        : m_family(family), m_data(data), m_theta(theta) {}

    double weight(Eigen::Index row) const { return m_data.weights.size() == 0 ? 1 : m_data.weights[row]; }
    double offset(Eigen::Index row) const { return m_data.offset.size() == 0 ? 0 : m_data.offset[row]; }

    double mean(double predictor) const {
        if (m_family == RegressionFamily::linear) return predictor;
        if (m_family == RegressionFamily::logistic) return 1 / (1 + std::exp(-predictor));
        return std::exp(predictor);
    }

    /// d mean / d predictor.
    double slope(double predictor) const {
        if (m_family == RegressionFamily::linear) return 1;
        if (m_family == RegressionFamily::logistic) return mean(predictor) * mean(-predictor);
        return std::exp(predictor);
    }

    /// Information of one row about its predictor: slope² / variance.
    double information(double predictor) const {
        if (m_family == RegressionFamily::negativeBinomial) {
            const double mean = std::exp(predictor);
            return mean / (1 + mean / m_theta);
        }
        return slope(predictor);
    }

    double deviance(const Eigen::VectorXd& predictor) const {
        double sum = 0;
        for (Eigen::Index row = 0; row < predictor.size(); ++row) {
            sum += weight(row) * unitDeviance(m_data.response[row], predictor[row]);
        }
        return sum;
    }

    Eigen::VectorXd startingPredictor() const {
        Eigen::VectorXd predictor = m_data.response;
        for (Eigen::Index row = 0; row < predictor.size(); ++row) {
            const double y = m_data.response[row];
            if (m_family == RegressionFamily::logistic) predictor[row] = std::log((y + 0.5) / (1.5 - y));
            if (m_family == RegressionFamily::poisson || m_family == RegressionFamily::negativeBinomial) {
                predictor[row] = std::log(y + 0.1 + (y == 0 ? 1.0 / 6 : 0));
            }
        }
        return predictor;
    }

private:
    double unitDeviance(double y, double predictor) const {
        const double fitted = mean(predictor);
        if (m_family == RegressionFamily::linear) return (y - fitted) * (y - fitted);
        if (m_family == RegressionFamily::logistic) return 2 * (softPlus(predictor) - y * predictor);
        if (m_family == RegressionFamily::poisson) return 2 * (yLog(y, y / fitted) - (y - fitted));
        return 2 * (yLog(y, y / fitted) - (y + m_theta) * std::log((y + m_theta) / (fitted + m_theta)));
    }

    RegressionFamily m_family;
    const RegressionData& m_data;
    double m_theta;
};

/// Columns whose coefficient drives the predictor towards infinity.
std::string drivingColumns(const RegressionData& data, const Eigen::VectorXd& step) {
    std::string names;
    for (Eigen::Index column = 0; column < data.design.cols(); ++column) {
        const double spread = data.design.col(column).maxCoeff() - data.design.col(column).minCoeff();
        if (spread == 0 || std::abs(step[column]) * spread < infiniteStep) continue;
        names += (names.empty() ? "" : ", ") + data.names[static_cast<std::size_t>(column)];
    }
    return names.empty() ? data.names.front() : names;
}

struct Converged {
    Eigen::VectorXd coefficients;
    Eigen::VectorXd predictor;
    Eigen::MatrixXd unscaledCovariance;  ///< (Xᵀ W X)⁻¹
    double deviance = 0;
};

Result<Converged> iterate(RegressionFamily family, const RegressionData& data, double theta,
                          const std::optional<Eigen::VectorXd>& start, const std::string& where) {
    const Iteration iteration(family, data, theta);
    const Eigen::Index rows = data.design.rows();
    const Eigen::Index columns = data.design.cols();
    Eigen::VectorXd offset = data.offset.size() == 0 ? Eigen::VectorXd::Zero(rows) : data.offset;
    Converged state;
    bool first = !start;
    if (start) {
        state.coefficients = *start;
        state.predictor = data.design * *start + offset;
    } else {
        state.coefficients = Eigen::VectorXd::Zero(columns);
        state.predictor = iteration.startingPredictor();
    }
    state.deviance = iteration.deviance(state.predictor);
    Eigen::VectorXd rootWeights(rows);
    Eigen::VectorXd target(rows);
    for (int count = 0; count < mostIterations; ++count) {
        for (Eigen::Index row = 0; row < rows; ++row) {
            const double predictor = state.predictor[row];
            rootWeights[row] = std::sqrt(iteration.weight(row) * iteration.information(predictor));
            target[row] =
                predictor - offset[row] + (data.response[row] - iteration.mean(predictor)) / iteration.slope(predictor);
        }
        const Eigen::MatrixXd scaled = rootWeights.asDiagonal() * data.design;
        const Eigen::HouseholderQR<Eigen::MatrixXd> factor(scaled);
        Eigen::VectorXd coefficients = factor.solve(rootWeights.cwiseProduct(target));
        if (!coefficients.allFinite()) break;
        Eigen::VectorXd predictor = data.design * coefficients + offset;
        double deviance = iteration.deviance(predictor);
        for (int halved = 0; !first && halved < 30; ++halved) {
            if (std::isfinite(deviance) && deviance <= state.deviance * (1 + 1e-9) + 1e-9) break;
            coefficients = (coefficients + state.coefficients) / 2;
            predictor = (predictor + state.predictor) / 2;
            deviance = iteration.deviance(predictor);
        }
        const Eigen::VectorXd change = (predictor - state.predictor).cwiseAbs();
        const Eigen::VectorXd step = coefficients - state.coefficients;
        const bool settled = (change.array() <= convergedStep * (1 + predictor.array().abs())).all();
        state.coefficients = coefficients;
        state.predictor = predictor;
        state.deviance = deviance;
        if (settled || family == RegressionFamily::linear) {
            const Eigen::MatrixXd triangle = factor.matrixQR().topRows(columns).triangularView<Eigen::Upper>();
            const Eigen::MatrixXd inverse =
                triangle.triangularView<Eigen::Upper>().solve(Eigen::MatrixXd::Identity(columns, columns));
            state.unscaledCovariance = inverse * inverse.transpose();
            return state;
        }
        // Only small means matter for counts: large ones are seldom, but they do have a limit.
        const double extreme =
            family == RegressionFamily::logistic ? predictor.cwiseAbs().maxCoeff() : -predictor.minCoeff();
        if (!first && extreme > infinitePredictor && change.maxCoeff() > infiniteStep) {
            return Issue{"regression.separated", Severity::error, where, drivingColumns(data, step), {}, {}};
        }
        first = false;
    }
    return Issue{"regression.notConverged", Severity::error, where, std::to_string(mostIterations), {}, {}};
}

/// Derivative of the log-likelihood in θ and its negative second derivative; Venables & Ripley, function theta.ml.
std::pair<double, double> thetaScore(const RegressionData& data, const Eigen::VectorXd& mean, double theta) {
    double score = 0;
    double information = 0;
    const double digammaTheta = digamma(theta);
    const double trigammaTheta = trigamma(theta);
    for (Eigen::Index row = 0; row < mean.size(); ++row) {
        const double y = data.response[row];
        const double weight = data.weights.size() == 0 ? 1 : data.weights[row];
        const double sum = mean[row] + theta;
        score += weight * (digamma(theta + y) - digammaTheta + std::log(theta) + 1 - std::log(sum) - (y + theta) / sum);
        information += weight * (trigammaTheta - trigamma(theta + y) - 1 / theta + 2 / sum - (y + theta) / (sum * sum));
    }
    return {score, information};
}

/// θ of greatest likelihood at given means: Newton's method in log θ with bounded steps.
double bestTheta(const RegressionData& data, const Eigen::VectorXd& mean, double theta) {
    for (int count = 0; count < mostIterations; ++count) {
        const auto [score, information] = thetaScore(data, mean, theta);
        const double slope = theta * score;
        const double curvature = theta * theta * information - theta * score;
        const double step = std::clamp(curvature > 0 ? slope / curvature : std::copysign(1.0, slope), -1.0, 1.0);
        theta *= std::exp(step);
        if (std::abs(step) < 1e-11) break;
    }
    return theta;
}

double logLikelihoodOf(const RegressionFit& fit, const RegressionData& data) {
    const auto rows = static_cast<double>(data.response.size());
    double sum = 0;
    for (Eigen::Index row = 0; row < data.response.size(); ++row) {
        const double y = data.response[row];
        const double mean = fit.mean[row];
        const double weight = data.weights.size() == 0 ? 1 : data.weights[row];
        switch (fit.family) {
            case RegressionFamily::linear:
                sum += 0.5 * std::log(weight);
                break;
            case RegressionFamily::logistic:
                sum += weight * (y * fit.predictor[row] - softPlus(fit.predictor[row]));
                break;
            case RegressionFamily::poisson:
                sum += weight * (y * fit.predictor[row] - mean - logGamma(y + 1));
                break;
            case RegressionFamily::negativeBinomial: {
                const double theta = *fit.theta;
                sum += weight * (logGamma(theta + y) - logGamma(theta) - logGamma(y + 1) + theta * std::log(theta) +
                                 y * fit.predictor[row] - (theta + y) * std::log(theta + mean));
                break;
            }
        }
    }
    if (fit.family != RegressionFamily::linear) return sum;
    return sum - rows / 2 * (std::log(2 * std::numbers::pi * fit.deviance / rows) + 1);
}

}  // namespace

Issues collinearColumns(const Eigen::MatrixXd& design, const std::vector<std::string>& names,
                        const std::string& where) {
    Issues issues;
    Eigen::MatrixXd basis(design.rows(), design.cols());
    std::vector<Eigen::Index> kept;
    for (Eigen::Index column = 0; column < design.cols(); ++column) {
        Eigen::VectorXd rest = design.col(column);
        const double length = rest.norm();
        const auto used = static_cast<Eigen::Index>(kept.size());
        for (int pass = 0; pass < 2; ++pass) {  // twice is enough: Giraud et al., Numer Math 2005;101:87-100
            rest -= basis.leftCols(used) * (basis.leftCols(used).transpose() * rest);
        }
        const double remaining = rest.norm();
        if (remaining > collinearTolerance * length) {
            basis.col(used) = rest / remaining;
            kept.push_back(column);
            continue;
        }
        Eigen::MatrixXd earlier(design.rows(), used);
        for (Eigen::Index index = 0; index < used; ++index) earlier.col(index) = design.col(kept[index]);
        std::string from;
        if (used > 0) {
            const Eigen::VectorXd parts = earlier.householderQr().solve(design.col(column));
            for (Eigen::Index index = 0; index < used; ++index) {
                if (std::abs(parts[index]) * earlier.col(index).norm() < 1e-6 * length) continue;
                from += (from.empty() ? "" : ", ") + names[static_cast<std::size_t>(kept[index])];
            }
        }
        issues.push_back({"regression.collinear",
                          Severity::error,
                          where,
                          names[static_cast<std::size_t>(column)],
                          from.empty() ? "0" : from,
                          {}});
    }
    return issues;
}

Result<RegressionFit> fitGeneralisedLinear(RegressionFamily family, const RegressionData& data,
                                           const std::string& where) {
    const Eigen::Index rows = data.design.rows();
    const Eigen::Index columns = data.design.cols();
    if (rows <= columns) {
        return Issue{"regression.tooFewRows", Severity::error,         where,
                     std::to_string(rows),    std::to_string(columns), {}};
    }
    if (const Issues issues = collinearColumns(data.design, data.names, where); !issues.empty()) return issues;

    const bool overdispersed = family == RegressionFamily::negativeBinomial;
    Result<Converged> found = iterate(overdispersed ? RegressionFamily::poisson : family, data, 0, {}, where);
    if (!found) return found.issues();
    RegressionFit fit;
    fit.family = family;
    const Iteration iteration(family, data, 0);
    const auto meansOf = [&](const Eigen::VectorXd& predictor) {
        return Eigen::VectorXd(predictor.unaryExpr([&](double value) { return iteration.mean(value); }));
    };
    if (overdispersed) {
        Eigen::VectorXd mean = meansOf(found->predictor);
        double excess = 0;
        double scale = 0;
        for (Eigen::Index row = 0; row < rows; ++row) {
            const double residual = data.response[row] - mean[row];
            excess += iteration.weight(row) * (residual * residual - data.response[row]);
            scale += iteration.weight(row) * mean[row] * mean[row];
        }
        // The slope of the likelihood in 1/θ at 0 has the sign of `excess`; Cameron & Trivedi 1998, 3.4.
        if (!(excess > 0)) {
            return Issue{"regression.noOverdispersion", Severity::error, where, numberText(excess / scale), {}, {}};
        }
        double theta = bestTheta(data, mean, scale / excess);
        for (int count = 0; count < mostIterations; ++count) {
            found = iterate(family, data, theta, found->coefficients, where);
            if (!found) return found.issues();
            mean = meansOf(found->predictor);
            const double next = bestTheta(data, mean, theta);
            const bool settled = std::abs(next - theta) <= 1e-9 * theta;
            theta = next;
            if (settled) break;
        }
        fit.theta = theta;
        fit.thetaStandardError = 1 / std::sqrt(thetaScore(data, mean, theta).second);
    }
    fit.coefficients = found->coefficients;
    fit.predictor = found->predictor;
    fit.mean = meansOf(fit.predictor);
    fit.deviance = found->deviance;
    fit.residualDegrees = static_cast<double>(rows - columns);
    if (family == RegressionFamily::linear) {
        fit.dispersion = fit.deviance / fit.residualDegrees;
        const double total = (data.response.array() - data.response.mean()).matrix().squaredNorm();
        if (!(fit.deviance > 1e-24 * total)) {
            return Issue{"regression.perfectFit", Severity::error, where, numberText(fit.deviance), {}, {}};
        }
    }
    fit.covariance = fit.dispersion * found->unscaledCovariance;
    fit.logLikelihood = logLikelihoodOf(fit, data);
    const bool extra = family == RegressionFamily::linear || overdispersed;
    const double parameters = static_cast<double>(columns) + (extra ? 1 : 0);
    fit.aic = -2 * fit.logLikelihood + 2 * parameters;
    fit.bic = -2 * fit.logLikelihood + std::log(static_cast<double>(rows)) * parameters;
    return fit;
}

Eigen::MatrixXd clusteredProducts(const Eigen::MatrixXd& contributions, const std::vector<std::size_t>& clusters) {
    if (clusters.empty()) return contributions.transpose() * contributions;
    std::map<std::size_t, Eigen::RowVectorXd> sums;
    for (Eigen::Index row = 0; row < contributions.rows(); ++row) {
        const auto [sum, isNew] = sums.try_emplace(clusters[static_cast<std::size_t>(row)], contributions.row(row));
        if (!isNew) sum->second += contributions.row(row);
    }
    Eigen::MatrixXd products = Eigen::MatrixXd::Zero(contributions.cols(), contributions.cols());
    for (const auto& [cluster, sum] : sums) products += sum.transpose() * sum;
    return products;
}

Eigen::MatrixXd robustCovariance(const RegressionData& data, const RegressionFit& fit,
                                 const std::vector<std::size_t>& clusters) {
    const Iteration iteration(fit.family, data, fit.theta.value_or(0));
    Eigen::VectorXd scores(fit.predictor.size());
    for (Eigen::Index row = 0; row < scores.size(); ++row) {
        const double predictor = fit.predictor[row];
        scores[row] = iteration.weight(row) * (data.response[row] - fit.mean[row]) *
                      (iteration.information(predictor) / iteration.slope(predictor));
    }
    const Eigen::MatrixXd bread = fit.covariance / fit.dispersion;
    return bread * clusteredProducts(scores.asDiagonal() * data.design, clusters) * bread;
}

}  // namespace kachi
