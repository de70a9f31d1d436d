#include "models/statistics/kaplan_meier.h"

#include "models/statistics/distribution.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

/// Rounding error that two survival probabilities may differ by and still be equal, as R's survfit.
constexpr double sameSurvival = 1e-9;

/// Interval of a survival probability. @param logError standard error of ln S
void setInterval(KaplanMeierPoint& point, SurvivalInterval interval, double z, double logError) {
    const double survival = point.survival;
    if (survival <= 0) return;
    switch (interval) {
        case SurvivalInterval::log:
            point.low = survival * std::exp(-z * logError);
            point.high = std::min(1.0, survival * std::exp(z * logError));
            break;
        case SurvivalInterval::plain:
            point.low = std::max(0.0, survival * (1 - z * logError));
            point.high = std::min(1.0, survival * (1 + z * logError));
            break;
        case SurvivalInterval::logLog: {
            if (survival >= 1) return;
            const double logHazard = std::log(-std::log(survival));
            const double width = z * logError / std::log(survival);
            point.low = std::exp(-std::exp(logHazard - width));
            point.high = std::exp(-std::exp(logHazard + width));
            break;
        }
    }
}

/// Time at which a falling step curve crosses `level`. @param value of a point; empty: the curve is not known there
template <class Value>
std::optional<double> crossing(const std::vector<KaplanMeierPoint>& points, double level, Value value) {
    for (std::size_t i = 0; i < points.size(); ++i) {
        const std::optional<double> here = value(points[i]);
        if (!here || *here > level + sameSurvival) continue;
        if (*here < level - sameSurvival) return points[i].time;
        for (std::size_t next = i + 1; next < points.size(); ++next) {
            const std::optional<double> later = value(points[next]);
            if (!later || *later < level - sameSurvival) return (points[i].time + points[next].time) / 2;
        }
        return points[i].time;
    }
    return {};
}

}  // namespace

const KaplanMeierPoint* KaplanMeier::at(double time) const {
    const auto after = std::ranges::upper_bound(points, time, {}, &KaplanMeierPoint::time);
    return after == points.begin() ? nullptr : &*std::prev(after);
}

double KaplanMeier::survivalAt(double time) const {
    const KaplanMeierPoint* point = at(time);
    return point ? point->survival : 1;
}

KaplanMeier kaplanMeier(const std::vector<SurvivalRecord>& records, SurvivalInterval interval, double level) {
    KaplanMeier curve;
    const double z = normalQuantile(0.5 + level / 2);
    double survival = 1;
    double logVariance = 0;
    double hazard = 0;
    double hazardVariance = 0;
    for (const RiskSet& set : riskSets(records)) {
        KaplanMeierPoint point;
        point.time = set.time;
        point.atRisk = set.atRisk[0];
        point.events = set.events[0];
        point.censored = set.censored[0];
        curve.subjects += point.events + point.censored;
        curve.events += point.events;
        if (point.events > 0) {
            const double left = std::max(0.0, point.atRisk - point.events);
            survival = left <= sameSurvival * point.atRisk ? 0 : survival * left / point.atRisk;
            logVariance += point.events / (point.atRisk * left);
            hazard += point.events / point.atRisk;
            hazardVariance += point.events / (point.atRisk * point.atRisk);
        }
        point.survival = survival;
        if (survival > 0) point.standardError = survival * std::sqrt(logVariance);
        setInterval(point, interval, z, std::sqrt(logVariance));
        point.cumulativeHazard = hazard;
        point.cumulativeHazardStandardError = std::sqrt(hazardVariance);
        curve.points.push_back(point);
    }
    return curve;
}

SurvivalQuantile survivalQuantile(const KaplanMeier& curve, double probability) {
    const double level = 1 - probability;
    return {crossing(curve.points, level, [](const KaplanMeierPoint& point) { return std::optional(point.survival); }),
            crossing(curve.points, level, [](const KaplanMeierPoint& point) { return point.low; }),
            crossing(curve.points, level, [](const KaplanMeierPoint& point) { return point.high; })};
}

std::optional<MeanWithError> restrictedMean(const KaplanMeier& curve, double horizon) {
    if (curve.points.empty()) return {};
    if (curve.points.back().time < horizon && curve.points.back().survival > 0) return {};
    double area = 0;
    double variance = 0;
    double end = horizon;
    for (std::size_t i = curve.points.size(); i-- > 0;) {
        const KaplanMeierPoint& point = curve.points[i];
        if (point.time >= horizon) continue;
        area += point.survival * (end - point.time);
        end = point.time;
        const double left = point.atRisk - point.events;
        if (point.events > 0 && left > 0) variance += area * area * point.events / (point.atRisk * left);
    }
    return MeanWithError{area + end, std::sqrt(variance)};
}

}  // namespace kachi
