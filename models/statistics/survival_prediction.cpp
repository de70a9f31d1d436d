#include "models/statistics/survival_prediction.h"

#include "models/statistics/distribution.h"

#include <boost/math/quadrature/gauss_kronrod.hpp>

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

using Eigen::Index;
using Eigen::VectorXd;

/// ln S(t) and its gradient over the estimates of the fit.
double logSurvivalOf(const SurvivalFit& fit, const std::vector<double>& profile, double time, VectorXd& gradient) {
    const LogTerm term = logSurvival(fit.model, parametersFor(fit, profile), time);
    const std::size_t count = fit.parameters.size() - fit.actsOn.size();
    gradient.resize(fit.estimates.size());
    for (std::size_t i = 0; i < count; ++i) gradient[static_cast<Index>(i)] = term.slope[i];
    for (std::size_t c = 0; c < profile.size(); ++c) {
        gradient[static_cast<Index>(count + c)] = profile[c] * term.slope[fit.actsOn[c]];
    }
    return term.value;
}

double errorOf(const SurvivalFit& fit, const VectorXd& gradient) {
    return std::sqrt(std::max(0.0, gradient.dot(fit.covariance * gradient)));
}

template <class Function>
double integral(Function function, double end) {
    constexpr int deepest = 12;
    constexpr double tolerance = 1e-10;
    return boost::math::quadrature::gauss_kronrod<double, 31>::integrate(function, 0.0, end, deepest, tolerance);
}

}  // namespace

double LifeTableHazard::hazardAt(double age) const {
    const auto after = std::ranges::upper_bound(ages, age);
    return after == ages.begin() ? rates.front() : rates[static_cast<std::size_t>(after - ages.begin()) - 1];
}

double LifeTableHazard::cumulative(double fromAge, double toAge) const {
    double sum = 0;
    double age = fromAge;
    while (age < toAge) {
        const auto after = std::ranges::upper_bound(ages, age);
        const double end = after == ages.end() ? toAge : std::min(toAge, *after);
        sum += hazardAt(age) * (end - age);
        age = end;
    }
    return sum;
}

Issues validate(const LifeTableHazard& table, const std::string& where) {
    Issues issues;
    const auto refuse = [&](const std::string& value, std::size_t row) {
        issues.push_back(
            {"survivalFit.lifeTable", Severity::error, where, value, {}, {{"row", std::to_string(row + 1)}}});
    };
    if (table.ages.empty()) refuse({}, 0);
    for (std::size_t i = 0; i < table.ages.size(); ++i) {
        const bool rises = i == 0 ? std::isfinite(table.ages[i]) : table.ages[i] > table.ages[i - 1];
        if (!rises) refuse(numberText(table.ages[i]), i);
        if (!(std::isfinite(table.rates[i]) && table.rates[i] >= 0)) refuse(numberText(table.rates[i]), i);
    }
    return issues;
}

PredictedValue predictedSurvival(const SurvivalFit& fit, const std::vector<double>& profile, double time,
                                 double level) {
    if (time <= 0) return {1, 0, 1, 1};
    VectorXd gradient;
    const double logValue = logSurvivalOf(fit, profile, time, gradient);
    const double survival = std::exp(logValue);
    const double error = errorOf(fit, gradient);  // of ln S
    PredictedValue predicted{survival, survival * error, survival, survival};
    if (!(logValue < 0) || !std::isfinite(logValue)) return predicted;
    const double width = normalQuantile(0.5 + level / 2) * error / -logValue;
    predicted.low = std::exp(logValue * std::exp(width));
    predicted.high = std::exp(logValue * std::exp(-width));
    return predicted;
}

double predictedHazard(const SurvivalFit& fit, const std::vector<double>& profile, double time) {
    return hazardOf(fit.model, parametersFor(fit, profile), time);
}

std::optional<double> predictedQuantile(const SurvivalFit& fit, const std::vector<double>& profile,
                                        double probability) {
    const std::vector<double> parameters = parametersFor(fit, profile);
    const double target = std::log1p(-probability);
    const auto tooEarly = [&](double logTime) {
        return logSurvival(fit.model, parameters, std::exp(logTime)).value > target;
    };
    double low = -100;
    double high = 100;
    if (!tooEarly(low) || tooEarly(high)) return {};
    while (high - low > 1e-14 * std::max(1.0, std::abs(low))) {
        const double middle = (low + high) / 2;
        if (middle <= low || middle >= high) break;
        (tooEarly(middle) ? low : high) = middle;
    }
    return std::exp((low + high) / 2);
}

MeanWithError predictedRestrictedMean(const SurvivalFit& fit, const std::vector<double>& profile, double horizon,
                                      const std::function<double(double time)>& expected) {
    VectorXd slope;
    const auto survival = [&](double time) {
        if (time <= 0) return 1.0;
        const double own = std::exp(logSurvivalOf(fit, profile, time, slope));
        return expected ? own * expected(time) : own;
    };
    VectorXd gradient(fit.estimates.size());
    for (Index i = 0; i < gradient.size(); ++i) {
        gradient[i] = integral([&](double time) { return time <= 0 ? 0.0 : survival(time) * slope[i]; }, horizon);
    }
    return {integral(survival, horizon), errorOf(fit, gradient)};
}

}  // namespace kachi
