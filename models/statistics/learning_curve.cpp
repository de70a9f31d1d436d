#include "models/statistics/learning_curve.h"

#include "models/statistics/reference_distributions.h"
#include "models/statistics/reported_level.h"

#include <Eigen/Dense>

#include <cmath>
#include <set>

namespace kachi {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double flattest = 0.02;  // range of b that is searched with a plateau
constexpr double steepest = 8;

/// Values and slopes by (c, a, b), or (a, b) without a plateau.
struct Model {
    VectorXd logNumbers;
    VectorXd times;
    bool plateau = true;

    VectorXd values(const VectorXd& parameters) const {
        const Index a = plateau ? 1 : 0;
        VectorXd fitted = parameters[a] * (-parameters[a + 1] * logNumbers).array().exp().matrix();
        if (plateau) fitted.array() += parameters[0];
        return fitted;
    }

    MatrixXd slopes(const VectorXd& parameters) const {
        const Index a = plateau ? 1 : 0;
        const VectorXd power = (-parameters[a + 1] * logNumbers).array().exp();
        MatrixXd jacobian(times.size(), a + 2);
        if (plateau) jacobian.col(0).setOnes();
        jacobian.col(a) = power;
        jacobian.col(a + 1) = -parameters[a] * logNumbers.cwiseProduct(power);
        return jacobian;
    }

    double squares(const VectorXd& parameters) const { return (times - values(parameters)).squaredNorm(); }

    /// Best c and a for a given b.
    VectorXd linear(double exponent) const {
        MatrixXd columns(times.size(), plateau ? 2 : 1);
        if (plateau) columns.col(0).setOnes();
        columns.col(columns.cols() - 1) = (-exponent * logNumbers).array().exp();
        VectorXd parameters(columns.cols() + 1);
        parameters << columns.colPivHouseholderQr().solve(times), exponent;
        return parameters;
    }
};

/// The best point of a grid over b; empty when it is at an edge.
std::optional<VectorXd> gridStart(const Model& model) {
    constexpr int points = 120;
    VectorXd best;
    double lowest = HUGE_VAL;
    int where = 0;
    for (int i = 0; i <= points; ++i) {
        const VectorXd parameters = model.linear(flattest * std::pow(steepest / flattest, double(i) / points));
        const double squares = model.squares(parameters);
        if (squares >= lowest) continue;
        lowest = squares;
        best = parameters;
        where = i;
    }
    if (where == 0 || where == points) return {};
    return best;
}

/// From the straight line through (ln n, ln t) where all times are positive, else from a flat curve.
VectorXd powerStart(const Model& model) {
    double exponent = 0;
    if (model.times.minCoeff() > 0) {
        const VectorXd logs = model.times.array().log();
        const VectorXd centred = model.logNumbers.array() - model.logNumbers.mean();
        exponent = -centred.dot(logs) / centred.squaredNorm();
    }
    return model.linear(exponent);
}

/// Gauss-Newton. False when it does not settle or the slopes do not tell the parameters apart.
bool settle(const Model& model, VectorXd& parameters) {
    double squares = model.squares(parameters);
    for (int step = 0; step < 200; ++step) {
        const MatrixXd jacobian = model.slopes(parameters);
        const auto decomposition = jacobian.colPivHouseholderQr();
        if (decomposition.rank() < parameters.size()) return false;
        const VectorXd change = decomposition.solve(model.times - model.values(parameters));
        double share = 1;
        VectorXd next = parameters + change;
        while (share > 1e-10 && !(model.squares(next) <= squares * (1 + 1e-14))) {
            share /= 2;
            next = parameters + share * change;
        }
        if (share <= 1e-10) return true;  // no descent left: at the solution to rounding
        const double moved =
            (next - parameters).cwiseQuotient(parameters.cwiseAbs().array().max(1e-8).matrix()).cwiseAbs().maxCoeff();
        parameters = next;
        squares = model.squares(parameters);
        if (moved < 1e-11) return true;
    }
    return false;
}

LearningCurveParameter judged(double value, double variance, double quantile) {
    const double error = std::sqrt(std::max(variance, 0.0));
    return {value, error, value - quantile * error, value + quantile * error};
}

Issue fault(const char* code, const std::string& value, const std::string& limit) {
    return {code, Severity::error, {}, value, limit, {}};
}

Issues faultsOf(const std::vector<double>& numbers, const std::vector<double>& times, LearningCurveForm form) {
    Issues faults;
    for (const double number : numbers) {
        if (!(number >= 1)) faults.push_back(fault("learningCurve.badNumber", numberText(number), "1"));
    }
    for (const double time : times) {
        if (form != LearningCurveForm::logPower || time > 0) continue;
        faults.push_back(fault("learningCurve.badTime", numberText(time), "0"));
    }
    const std::size_t parameters = form == LearningCurveForm::plateau ? 3 : 2;
    const std::size_t distinct = std::set<double>(numbers.begin(), numbers.end()).size();
    if (distinct < parameters || numbers.size() <= parameters) {
        faults.push_back(
            fault("learningCurve.tooFewNumbers", std::to_string(distinct), std::to_string(parameters + 1)));
    }
    return faults;
}

/// The parameters named and judged. @param values (c, a, b), (a, b) or (ln a, b)
LearningCurve described(LearningCurveForm form, const VectorXd& values, const MatrixXd& slopes, double squares) {
    LearningCurve curve;
    curve.form = form;
    curve.observations = static_cast<std::size_t>(slopes.rows());
    curve.degrees = static_cast<double>(slopes.rows() - slopes.cols());
    const double variance = squares / curve.degrees;
    curve.residualStandardDeviation = std::sqrt(variance);
    const MatrixXd covariance =
        (slopes.transpose() * slopes).ldlt().solve(MatrixXd::Identity(slopes.cols(), slopes.cols())) * variance;
    for (Index row = 0; row < covariance.rows(); ++row) {
        curve.covariance.emplace_back();
        for (Index column = 0; column < covariance.cols(); ++column) {
            curve.covariance.back().push_back(covariance(row, column));
        }
    }
    const double quantile = studentTQuantile(0.5 + reportedLevel / 2, curve.degrees);
    const Index a = values.size() - 2;
    if (form == LearningCurveForm::plateau) curve.plateau = judged(values[0], covariance(0, 0), quantile);
    curve.gain = judged(values[a], covariance(a, a), quantile);
    if (form == LearningCurveForm::logPower) {
        const LearningCurveParameter logGain = curve.gain;
        const double gain = std::exp(logGain.value);
        curve.gain = {gain, gain * logGain.standardError, std::exp(logGain.low), std::exp(logGain.high)};
    }
    curve.exponent = judged(values[a + 1], covariance(a + 1, a + 1), quantile);
    const double rate = std::exp2(-curve.exponent.value);
    curve.learningRate = {rate, rate * std::log(2) * curve.exponent.standardError, std::exp2(-curve.exponent.high),
                          std::exp2(-curve.exponent.low)};
    return curve;
}

}  // namespace

double LearningCurve::at(double number) const {
    return (plateau ? plateau->value : 0) + gain.value * std::pow(number, -exponent.value);
}

std::optional<double> LearningCurve::casesToPlateau(double share) const {
    if (!plateau || !(plateau->value > 0) || !(gain.value > 0) || !(exponent.value > 0)) return {};
    return std::max(1.0, std::pow(gain.value / (share * plateau->value), 1 / exponent.value));
}

Result<LearningCurve> fitLearningCurve(const std::vector<double>& numbers, const std::vector<double>& times,
                                       LearningCurveForm form) {
    if (const Issues faults = faultsOf(numbers, times, form); !faults.empty()) return faults;
    const auto count = static_cast<Index>(numbers.size());
    Model model{Eigen::Map<const VectorXd>(numbers.data(), count).array().log(),
                Eigen::Map<const VectorXd>(times.data(), count), form == LearningCurveForm::plateau};
    if (form == LearningCurveForm::logPower) {
        MatrixXd columns(count, 2);
        columns.col(0).setOnes();
        columns.col(1) = -model.logNumbers;
        const VectorXd logs = model.times.array().log();
        const VectorXd parameters = columns.colPivHouseholderQr().solve(logs);
        return described(form, parameters, columns, (logs - columns * parameters).squaredNorm());
    }
    const Issue notIdentified = fault("learningCurve.notIdentified", numberText(flattest), numberText(steepest));
    if (model.times.maxCoeff() == model.times.minCoeff()) return notIdentified;
    const std::optional<VectorXd> start = model.plateau ? gridStart(model) : powerStart(model);
    if (!start) return notIdentified;
    VectorXd parameters = *start;
    if (!settle(model, parameters) || !parameters.allFinite()) return notIdentified;
    if (model.plateau && !(parameters[2] > flattest && parameters[2] < steepest)) return notIdentified;
    LearningCurve curve = described(form, parameters, model.slopes(parameters), model.squares(parameters));
    return curve;
}

}  // namespace kachi
