#include "models/statistics/survival_profile.h"

#include "models/statistics/distribution.h"

#include <cmath>
#include <limits>

namespace kachi {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int mostSteps = 40;
constexpr double enoughGain = 1e-7;  ///< of the log-likelihood
constexpr int mostHalvings = 30;

/// Greatest log-likelihood with one parameter held at its place in `at`: steps of the covariance that the others have
/// given that parameter, along the gradient, halved until they lead up.
double greatestGiven(const SurvivalFit& fit, const SurvivalSample& sample, Index held, VectorXd at) {
    const VectorXd column = fit.covariance.col(held);
    const MatrixXd given = fit.covariance - column * column.transpose() / column[held];
    VectorXd gradient;
    double value = survivalLogLikelihood(fit.model, sample, at, gradient);
    for (int step = 0; step < mostSteps && std::isfinite(value); ++step) {
        VectorXd move = given * gradient;
        move[held] = 0;
        if (gradient.dot(move) / 2 < enoughGain) break;
        VectorXd slope;
        double next = -std::numeric_limits<double>::infinity();
        for (int halving = 0; halving < mostHalvings && !(next > value); ++halving) {
            next = survivalLogLikelihood(fit.model, sample, at + move, slope);
            if (!(next > value)) move /= 2;
        }
        if (!(next > value)) break;
        at += move;
        value = next;
        gradient = slope;
    }
    return value;
}

}  // namespace

ProfileLoss profileLoss(const SurvivalFit& fit, const SurvivalSample& sample, std::size_t parameter, double z) {
    const auto held = static_cast<Index>(parameter);
    const VectorXd along = fit.covariance.col(held) / std::sqrt(fit.covariance(held, held));
    return {fit.logLikelihood - greatestGiven(fit, sample, held, fit.estimates - z * along),
            fit.logLikelihood - greatestGiven(fit, sample, held, fit.estimates + z * along)};
}

Issues profileDoubts(const SurvivalFit& fit, const SurvivalSample& sample, double level, const std::string& where) {
    const double z = normalQuantile(0.5 + level / 2);
    const double expected = z * z / 2;
    const auto fits = [expected](double loss) {
        return loss > expected / profileFactor && loss < expected * profileFactor;
    };
    Issues doubts;
    std::string notFollowed;
    for (std::size_t i = 0; i < fit.parameters.size(); ++i) {
        const ProfileLoss loss = profileLoss(fit, sample, i, z);
        if (fits(loss.below) && fits(loss.above)) continue;
        if (!std::isfinite(loss.below) || !std::isfinite(loss.above)) {
            notFollowed += (notFollowed.empty() ? "" : ", ") + fit.parameters[i].name;
            continue;
        }
        doubts.push_back({"survivalFit.profile",
                          Severity::warning,
                          where,
                          fit.parameters[i].name,
                          numberText(expected),
                          {{"family", timeFamilyName(fit.model.family)},
                           {"below", numberText(loss.below)},
                           {"above", numberText(loss.above)}}});
    }
    if (!notFollowed.empty()) {
        doubts.push_back({"survivalFit.notProfiled",
                          Severity::warning,
                          where,
                          notFollowed,
                          {},
                          {{"family", timeFamilyName(fit.model.family)}}});
    }
    return doubts;
}

}  // namespace kachi
