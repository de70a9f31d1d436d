#include "models/labour/working_hours.h"

#include <algorithm>
#include <cmath>

namespace kachi {

OvertimeDistribution OvertimeDistribution::ofClasses(const std::vector<FrequencyClass>& weekly,
                                                     const OvertimeYear& year) {
    OvertimeDistribution distribution;
    distribution.m_source = weekly;
    distribution.m_year = year;
    return distribution;
}

OvertimeDistribution OvertimeDistribution::ofFamily(const SurvivalParameters& weekly, const OvertimeYear& year) {
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

std::optional<double> OvertimeDistribution::shareInClasses(const Classes& classes, double weekly) const {
    constexpr double rounding = 1e-9;  // hours that come back from a year may miss a bound by their last digit
    double total = 0;
    double above = 0;
    for (const FrequencyClass& one : classes) {
        total += one.weight;
        if (weekly <= one.lower + rounding) {
            above += one.weight;
        } else if (weekly < one.upper) {
            if (std::isinf(one.upper)) return {};
            above += one.weight * (one.upper - weekly) / (one.upper - one.lower);
        }
    }
    return above / total;
}

std::optional<double> OvertimeDistribution::shareAbove(double overtime) const {
    if (const auto* doctors = std::get_if<std::vector<double>>(&m_source)) {
        const auto above = std::ranges::count_if(*doctors, [&](double hours) { return hours > overtime; });
        return static_cast<double>(above) / static_cast<double>(doctors->size());
    }
    const double weekly = m_year.weekly(overtime);
    if (const auto* classes = std::get_if<Classes>(&m_source)) return shareInClasses(*classes, weekly);
    return survivalAt(std::get<SurvivalParameters>(m_source), weekly);
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
            const double bound = m_year.overtime(one.lower);
            if (bound > bounds.back() && bound < hours) bounds.push_back(bound);
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
