#include "models/labour/working_hours.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

/// Share of a class above these weekly hours, evenly spread inside; nothing inside an open class.
std::optional<double> shareOfClass(const FrequencyClass& one, double weekly) {
    constexpr double rounding = 1e-9;  // hours that come back from a year may miss a bound by their last digit
    if (weekly <= one.lower + rounding) return 1;
    if (weekly >= one.upper) return 0;
    if (std::isinf(one.upper)) return {};
    return (one.upper - weekly) / (one.upper - one.lower);
}

/// Delta method on Σ weight · S(overtime), five-point central differences in the two parameters.
double fittedError(const GroupedFit& fit, const std::vector<std::pair<double, double>>& weights,
                   const OvertimeYear& year) {
    const auto valueAt = [&](std::size_t moved, double by) {
        SurvivalParameters parameters = fit.parameters;
        parameters.values[moved] += by;
        double value = 0;
        for (const auto& [overtime, weight] : weights) {
            value += weight * survivalAt(parameters, year.weekly(overtime));
        }
        return value;
    };
    std::array<double, 2> slope{};
    for (std::size_t at = 0; at < slope.size(); ++at) {
        const double step = slopeStep * std::abs(fit.parameters.values[at]);
        slope[at] = (8 * (valueAt(at, step) - valueAt(at, -step)) - (valueAt(at, 2 * step) - valueAt(at, -2 * step))) /
                    (12 * step);
    }
    const auto squared = [](double value) { return value * value; };
    const double variance = squared(slope[0] * fit.standardErrors[0]) + squared(slope[1] * fit.standardErrors[1]) +
                            2 * slope[0] * slope[1] * fit.covariance;
    return std::sqrt(std::max(0.0, variance));
}

}  // namespace

OvertimeDistribution OvertimeDistribution::ofClasses(const std::vector<FrequencyClass>& weekly,
                                                     const OvertimeYear& year) {
    OvertimeDistribution distribution;
    distribution.m_source = weekly;
    distribution.m_year = year;
    return distribution;
}

OvertimeDistribution OvertimeDistribution::ofFamily(const GroupedFit& weekly, const OvertimeYear& year) {
    OvertimeDistribution distribution;
    distribution.m_source = weekly;
    distribution.m_year = year;
    return distribution;
}

OvertimeDistribution OvertimeDistribution::ofDoctors(std::vector<double> overtime) {
    OvertimeDistribution distribution;
    distribution.m_source = std::move(overtime);
    return distribution;
}

std::optional<double> OvertimeDistribution::shareAbove(double overtime) const {
    if (const auto* doctors = std::get_if<std::vector<double>>(&m_source)) {
        const auto above = std::ranges::count_if(*doctors, [&](double hours) { return hours > overtime; });
        return static_cast<double>(above) / static_cast<double>(doctors->size());
    }
    const double weekly = m_year.weekly(overtime);
    if (const auto* classes = std::get_if<Classes>(&m_source)) {
        double total = 0;
        double above = 0;
        for (const FrequencyClass& one : *classes) {
            const auto share = shareOfClass(one, weekly);
            if (!share) return {};
            total += one.weight;
            above += one.weight * *share;
        }
        return above / total;
    }
    return survivalAt(std::get<GroupedFit>(m_source).parameters, weekly);
}

std::optional<double> OvertimeDistribution::standardError(const std::vector<std::pair<double, double>>& weights,
                                                          double respondents) const {
    if (const auto* fit = std::get_if<GroupedFit>(&m_source)) return fittedError(*fit, weights, m_year);
    // Each respondent contributes Σ weight · (share of the own class above, or 1 when above): a mean of n values.
    double total = 0;
    double sum = 0;
    double squares = 0;
    const auto add = [&](double weight, double value) {
        total += weight;
        sum += weight * value;
        squares += weight * value * value;
    };
    if (const auto* doctors = std::get_if<std::vector<double>>(&m_source)) {
        for (const double hours : *doctors) {
            double value = 0;
            for (const auto& [overtime, weight] : weights) value += hours > overtime ? weight : 0;
            add(1, value);
        }
        respondents = static_cast<double>(doctors->size());
    } else {
        for (const FrequencyClass& one : std::get<Classes>(m_source)) {
            double value = 0;
            for (const auto& [overtime, weight] : weights) {
                const auto share = shareOfClass(one, m_year.weekly(overtime));
                if (!share) return {};
                value += weight * *share;
            }
            add(one.weight, value);
        }
    }
    const double mean = sum / total;
    return std::sqrt(std::max(0.0, squares / total - mean * mean) / respondents);
}

std::optional<double> OvertimeDistribution::meanTakenOff(double hours) const {
    if (const auto* doctors = std::get_if<std::vector<double>>(&m_source)) {
        double sum = 0;
        for (const double overtime : *doctors) sum += std::min(overtime, hours);
        return sum / static_cast<double>(doctors->size());
    }
    // E[min(O, h)] is the integral of the share above from 0 to h. Between the bounds of classes that share is a
    // straight line, which Simpson's rule integrates exactly; a family is smooth over the one piece.
    std::vector<double> bounds{0};
    int panels = 256;
    if (const auto* classes = std::get_if<Classes>(&m_source)) {
        panels = 2;
        for (const FrequencyClass& one : *classes) {
            for (const double weekly : {one.lower, one.upper}) {
                const double bound = m_year.overtime(weekly);
                if (bound > bounds.back() && bound < hours) bounds.push_back(bound);
            }
        }
    }
    bounds.push_back(hours);
    double integral = 0;
    for (std::size_t piece = 0; piece + 1 < bounds.size(); ++piece) {
        const double step = (bounds[piece + 1] - bounds[piece]) / panels;
        double sum = 0;
        for (int at = 0; at <= panels; ++at) {
            const std::optional<double> above = shareAbove(bounds[piece] + at * step);
            if (!above) return {};
            const bool isEnd = at == 0 || at == panels;
            sum += *above * (isEnd ? 1 : at % 2 == 1 ? 4 : 2);
        }
        integral += sum * step / 3;
    }
    return integral;
}

std::optional<CapEffect> capEffect(const OvertimeDistribution& overtime, double cap, double hoursSaved,
                                   double participation) {
    const auto before = overtime.shareAbove(cap);
    const auto participant = overtime.shareAbove(cap + hoursSaved);
    if (!before || !participant) return {};
    return CapEffect{cap, *before, (1 - participation) * *before + participation * *participant};
}

}  // namespace kachi
