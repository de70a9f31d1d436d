#include "models/statistics/meta_analysis.h"

#include "models/statistics/between_studies.h"
#include "models/statistics/distribution.h"
#include "models/statistics/reference_distributions.h"

#include <Eigen/Cholesky>
#include <Eigen/QR>

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

Issues faultsOf(const std::vector<EffectSize>& studies, const Eigen::MatrixXd& design, CoefficientTest test) {
    Issues faults;
    if (studies.empty()) faults.push_back({"synthesis.noStudies", Severity::error, {}, "0", "1", {}});
    for (std::size_t study = 0; study < studies.size(); ++study) {
        const EffectSize& effect = studies[study];
        if (std::isfinite(effect.estimate) && std::isfinite(effect.variance) && effect.variance > 0) continue;
        faults.push_back({"synthesis.varianceNotPositive",
                          Severity::error,
                          {},
                          numberText(effect.variance),
                          "0",
                          {{"row", std::to_string(study + 1)}}});
    }
    if (!faults.empty()) return faults;
    const Eigen::Index columns = design.cols();
    // One study stands for itself; moderators, and tests by Student's t, need a residual.
    const bool needsSpread = columns > 1 || test != CoefficientTest::normal;
    if (design.rows() < columns + (needsSpread ? 1 : 0)) {
        faults.push_back({"synthesis.tooFewStudies",
                          Severity::error,
                          {},
                          std::to_string(design.rows()),
                          std::to_string(columns + (needsSpread ? 1 : 0)),
                          {}});
        return faults;
    }
    // Columns of length one, so that units of moderators do not decide about rank.
    Eigen::MatrixXd scaled = design;
    for (Eigen::Index column = 0; column < columns; ++column) {
        const double length = scaled.col(column).norm();
        if (length > 0) scaled.col(column) /= length;
    }
    Eigen::ColPivHouseholderQR<Eigen::MatrixXd> rank(scaled);
    rank.setThreshold(1e-9);
    if (rank.rank() < columns) {
        faults.push_back({"synthesis.collinearModerators",
                          Severity::error,
                          {},
                          std::to_string(columns),
                          std::to_string(rank.rank()),
                          {}});
    }
    return faults;
}

MetaHeterogeneity heterogeneityAround(const WeightedFit& common, double degrees,
                                      const std::optional<double>& tauSquared) {
    MetaHeterogeneity found;
    found.degrees = degrees;
    if (degrees < 1) return found;
    found.q = common.residualSum();
    found.p = upperChiSquared(found.q, degrees);
    if (tauSquared) {
        const double typical = degrees / common.traceP();
        found.iSquared = *tauSquared / (typical + *tauSquared);
        found.hSquared = *tauSquared / typical + 1;
    } else {
        found.iSquared = found.q > 0 ? std::max(0.0, (found.q - degrees) / found.q) : 0;
        found.hSquared = found.q / degrees;
    }
    return found;
}

bool isConstant(const Eigen::VectorXd& column) {
    return (column.array() == column[0]).all();
}

/// Wald test of all coefficients, or of all but the intercept where there are others.
void testModerators(MetaModel& model, const Eigen::MatrixXd& design, const Eigen::VectorXd& coefficients) {
    const Eigen::Index columns = design.cols();
    const Eigen::Index first = columns > 1 && isConstant(design.col(0)) ? 1 : 0;
    const Eigen::Index tested = columns - first;
    const Eigen::VectorXd part = coefficients.tail(tested);
    const Eigen::MatrixXd block = model.covariance.bottomRightCorner(tested, tested);
    const double wald = part.dot(block.ldlt().solve(part));
    model.moderatorDegrees = static_cast<double>(tested);
    model.moderatorTest = model.testDegrees ? wald / model.moderatorDegrees : wald;
    model.moderatorP = model.testDegrees ? upperF(model.moderatorTest, model.moderatorDegrees, *model.testDegrees)
                                         : upperChiSquared(wald, model.moderatorDegrees);
}

}  // namespace

Result<MetaModel> fitMetaModel(const std::vector<EffectSize>& studies, const MetaSettings& settings,
                               const Eigen::MatrixXd& design) {
    const auto count = static_cast<Eigen::Index>(studies.size());
    const Eigen::MatrixXd columns = design.size() == 0 ? Eigen::MatrixXd::Ones(count, 1).eval() : design;
    const Issues faults = faultsOf(studies, columns, settings.test);
    if (!faults.empty()) return faults;

    Eigen::VectorXd effects(count);
    Eigen::VectorXd variances(count);
    for (Eigen::Index study = 0; study < count; ++study) {
        effects[study] = studies[static_cast<std::size_t>(study)].estimate;
        variances[study] = studies[static_cast<std::size_t>(study)].variance;
    }
    const auto degrees = static_cast<double>(count - columns.cols());
    // One study leaves nothing to tell the variance between studies from.
    const BetweenStudies estimator = degrees < 1 ? BetweenStudies::none : settings.between;
    const Result<TauSquared> tau = estimateTauSquared(effects, variances, columns, estimator);
    if (!tau) return tau.issues();

    const WeightedFit fit(effects, columns, (variances.array() + tau->value).inverse().matrix());
    MetaModel model;
    model.tauSquared = tau->value;
    model.tauSquaredError = tau->standardError;
    model.covariance = fit.covariance();
    if (settings.test != CoefficientTest::normal) {
        double factor = fit.residualSum() / degrees;
        if (settings.test == CoefficientTest::hartungKnappAdHoc) factor = std::max(1.0, factor);
        model.covariance *= factor;
        model.testDegrees = degrees;
    }
    const WeightedFit common(effects, columns, variances.cwiseInverse());
    const std::optional<double> between =
        estimator == BetweenStudies::none ? std::nullopt : std::optional<double>(tau->value);
    model.heterogeneity = heterogeneityAround(common, degrees, between);
    model.logLikelihood =
        metaLogLikelihood(effects, variances, columns, tau->value, settings.between == BetweenStudies::reml);

    const double upper = (1 + settings.level) / 2;
    const double quantile = model.testDegrees ? studentTQuantile(upper, *model.testDegrees) : normalQuantile(upper);
    for (Eigen::Index column = 0; column < columns.cols(); ++column) {
        MetaCoefficient coefficient;
        coefficient.estimate = fit.coefficients()[column];
        coefficient.standardError = std::sqrt(model.covariance(column, column));
        if (coefficient.standardError > 0) {
            coefficient.statistic = coefficient.estimate / coefficient.standardError;
            coefficient.p = model.testDegrees ? twoSidedStudentT(coefficient.statistic, *model.testDegrees)
                                              : twoSidedNormal(coefficient.statistic);
        } else {
            coefficient.p = coefficient.estimate == 0 ? 1 : 0;
        }
        coefficient.low = coefficient.estimate - quantile * coefficient.standardError;
        coefficient.high = coefficient.estimate + quantile * coefficient.standardError;
        model.coefficients.push_back(coefficient);
    }
    if (model.covariance.diagonal().minCoeff() > 0) testModerators(model, columns, fit.coefficients());
    if (columns.cols() == 1 && isConstant(columns.col(0))) {
        const double sum = fit.weights().sum();
        for (const double weight : fit.weights()) model.weights.push_back(weight / sum);
    }
    return model;
}

std::optional<Prediction> predictionInterval(const MetaModel& pooled, std::size_t studies, PredictionDegrees degrees,
                                             double level) {
    const double upper = (1 + level) / 2;
    double quantile = 0;
    if (degrees == PredictionDegrees::studiesLessTwo) {
        if (studies < 3) return std::nullopt;
        quantile = studentTQuantile(upper, static_cast<double>(studies - 2));
    } else {
        quantile = pooled.testDegrees ? studentTQuantile(upper, *pooled.testDegrees) : normalQuantile(upper);
    }
    const MetaCoefficient& effect = pooled.coefficients.front();
    const double error = std::hypot(std::sqrt(pooled.tauSquared), effect.standardError);
    return Prediction{error, effect.estimate - quantile * error, effect.estimate + quantile * error};
}

std::optional<double> explainedHeterogeneity(const MetaModel& without, const MetaModel& with) {
    if (!(without.tauSquared > 0)) return std::nullopt;
    return std::max(0.0, (without.tauSquared - with.tauSquared) / without.tauSquared);
}

}  // namespace kachi
