#include "models/statistics/survival_reconstruction.h"

#include "models/statistics/kaplan_meier.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

/// Half away from zero as the program, never below 0.
double wholeCount(double value) {
    return std::max(0.0, std::round(value));
}

Issues faultsOf(const PublishedCurve& published, const std::string& where) {
    Issues issues;
    if (published.points.size() < 2) {
        issues.push_back({"reconstruction.noCurve", Severity::error, where, published.arm, "2", {}});
    }
    if (published.riskTimes.empty() || published.riskTimes.front() != 0) {
        issues.push_back({"reconstruction.noRisk", Severity::error, where, published.arm, {}, {}});
        return issues;
    }
    for (std::size_t i = 0; i < published.riskTimes.size(); ++i) {
        const double count = published.atRisk[i];
        const double most = i > 0 ? published.atRisk[i - 1] : count;
        const bool ascends = i == 0 || published.riskTimes[i] > published.riskTimes[i - 1];
        const bool counts = count >= (i == 0 ? 1 : 0) && count <= most && count == std::floor(count);
        if (ascends && counts) continue;
        issues.push_back({"reconstruction.risk",
                          Severity::error,
                          where,
                          numberText(count),
                          numberText(most),
                          {{"group", published.arm}, {"time", numberText(published.riskTimes[i])}}});
    }
    const double subjects = published.atRisk.front();
    const double events = published.events.value_or(1);
    if (!(events >= 1 && events <= subjects && events == std::floor(events))) {
        issues.push_back({"reconstruction.events",
                          Severity::error,
                          where,
                          numberText(events),
                          numberText(subjects),
                          {{"group", published.arm}}});
    }
    return issues;
}

/// State of the reconstruction at the points of the curve, and how one interval between numbers at risk is filled in.
class Reconstruction {
public:
    Reconstruction(std::vector<CurvePoint> curve, const PublishedCurve& published)
        : m_curve(std::move(curve)),
          m_events(m_curve.size(), 0),
          m_censored(m_curve.size(), 0),
          m_atRisk(m_curve.size(), published.atRisk.front()),
          m_estimate(m_curve.size(), 1) {
        m_atRisk.push_back(published.atRisk.front());
        const double end = m_curve.back().time;
        for (std::size_t i = 0; i < published.riskTimes.size(); ++i) {
            if (i > 0 && published.riskTimes[i] >= end) break;
            const auto first = std::ranges::find(m_curve, published.riskTimes[i], &CurvePoint::time);
            m_starts.push_back(static_cast<std::size_t>(first - m_curve.begin()));
            m_reported.push_back(published.atRisk[i]);
            m_lastFalls.push_back(0);
        }
    }

    void run(std::optional<double> totalEvents) {
        double censored = 0;
        for (std::size_t i = 0; i + 1 < m_starts.size(); ++i) {
            censored += meetNextRisk(i);
            m_lastFalls[i + 1] = m_lastFall;
        }
        const std::size_t last = m_starts.size() - 1;
        double count = 0;
        if (last > 0) {
            // The average rate of censoring of the intervals before.
            const double followed = m_curve[m_starts[last] - 1].time - m_curve.front().time;
            const double left = m_curve.back().time - m_curve[m_starts[last]].time;
            count = followed > 0 ? std::min(wholeCount(censored * left / followed), atRiskAt(last)) : 0;
        }
        fill(last, count);
        if (totalEvents) meetTotal(last, count, *totalEvents);
    }

    std::vector<SurvivalRecord> records() const {
        std::vector<SurvivalRecord> records;
        for (std::size_t k = 0; k < m_curve.size(); ++k) {
            const double next = k + 1 < m_curve.size() ? m_curve[k + 1].time : m_curve[k].time;
            records.insert(records.end(), static_cast<std::size_t>(m_events[k]), {m_curve[k].time, true, 0, 1});
            const double between = (m_curve[k].time + next) / 2;
            records.insert(records.end(), static_cast<std::size_t>(m_censored[k]), {between, false, 0, 1});
        }
        const double staying = std::max(0.0, m_atRisk.back());
        records.insert(records.end(), static_cast<std::size_t>(staying), {m_curve.back().time, false, 0, 1});
        std::ranges::stable_sort(records, {}, &SurvivalRecord::time);
        return records;
    }

private:
    /// One past the last point of an interval.
    std::size_t endOf(std::size_t interval) const {
        return interval + 1 < m_starts.size() ? m_starts[interval + 1] : m_curve.size();
    }

    double atRiskAt(std::size_t interval) const { return m_reported[interval]; }

    /// Censors `count` subjects evenly over an interval and gives every fall of the curve the events it asks for.
    void fill(std::size_t interval, double count) {
        const std::size_t start = m_starts[interval];
        const std::size_t end = endOf(interval);
        std::fill(m_censored.begin() + static_cast<std::ptrdiff_t>(start),
                  m_censored.begin() + static_cast<std::ptrdiff_t>(end), 0);
        const double from = m_curve[start].time;
        const double to = end < m_curve.size() ? m_curve[end].time : m_curve.back().time;
        std::size_t k = start;
        for (double j = 1; j <= count; ++j) {
            const double time = from + j * (to - from) / (count + 1);
            while (k + 1 < end && m_curve[k + 1].time < time) ++k;
            m_censored[k] += 1;
        }
        m_atRisk[start] = atRiskAt(interval);
        std::size_t last = m_lastFalls[interval];
        for (k = start; k < end; ++k) {
            const double before = m_estimate[last];
            const double fallen = k == 0 || before <= 0 ? 0 : m_atRisk[k] * (1 - m_curve[k].survival / before);
            m_events[k] = std::min(wholeCount(fallen), m_atRisk[k]);
            m_estimate[k] = m_atRisk[k] > 0 ? before * (1 - m_events[k] / m_atRisk[k]) : before;
            m_censored[k] = std::min(m_censored[k], m_atRisk[k] - m_events[k]);
            m_atRisk[k + 1] = m_atRisk[k] - m_events[k] - m_censored[k];
            if (m_events[k] > 0) last = k;
        }
        m_lastFall = last;
    }

    /// Searches the censorings of an interval until the next reported number at risk is met, or cannot be.
    double meetNextRisk(std::size_t interval) {
        const std::size_t next = m_starts[interval + 1];
        const double fall = m_curve[next].survival / std::max(m_curve[m_starts[interval]].survival, 1e-12);
        double count = wholeCount(atRiskAt(interval) * fall - m_reported[interval + 1]);
        fill(interval, count);
        // Each step changes the count by what is missing; rounding can make it swing between two counts.
        const auto most = static_cast<int>(m_reported.front()) + 10;
        for (int step = 0; step < most; ++step) {
            const double surplus = m_atRisk[next] - m_reported[interval + 1];
            if (surplus == 0 || (surplus < 0 && count <= 0)) break;
            count = std::max(0.0, count + surplus);
            fill(interval, count);
        }
        // Where too few are left, the reconstruction goes on with those there are.
        m_reported[interval + 1] = std::min(m_reported[interval + 1], m_atRisk[next]);
        return count;
    }

    double eventsSoFar(std::size_t end) const {
        double sum = 0;
        for (std::size_t k = 0; k < end; ++k) sum += m_events[k];
        return sum;
    }

    /// Searches the censorings of the last interval until the total of events is met, or cannot be.
    void meetTotal(std::size_t last, double count, double total) {
        const std::size_t start = m_starts[last];
        if (eventsSoFar(start) >= total) {
            // All events have happened: whoever is left is censored at the end.
            for (std::size_t k = start; k < m_curve.size(); ++k) {
                m_events[k] = 0;
                m_censored[k] = 0;
                m_atRisk[k + 1] = m_atRisk[k];
            }
            return;
        }
        const auto most = static_cast<int>(m_reported.front()) + 10;
        for (int step = 0; step < most; ++step) {
            const double surplus = eventsSoFar(m_curve.size()) - total;
            if (surplus == 0 || (surplus < 0 && count <= 0)) return;
            count = std::clamp(count + surplus, 0.0, atRiskAt(last));
            fill(last, count);
        }
    }

    std::vector<CurvePoint> m_curve;
    std::vector<double> m_events;          ///< [point]
    std::vector<double> m_censored;        ///< [point] from it to the next
    std::vector<double> m_atRisk;          ///< [point], and after the last
    std::vector<double> m_estimate;        ///< [point] Kaplan–Meier estimate of the records
    std::vector<std::size_t> m_starts;     ///< [interval] its first point
    std::vector<double> m_reported;        ///< [interval] number at risk at its start
    std::vector<std::size_t> m_lastFalls;  ///< [interval] last point with events before it
    std::size_t m_lastFall = 0;
};

}  // namespace

std::vector<CurvePoint> cleanCurve(const PublishedCurve& published) {
    std::vector<CurvePoint> points = published.points;
    std::erase_if(points, [](const CurvePoint& point) { return point.time < 0; });
    // Of several readings at one time, a fall, the lowest comes last.
    std::ranges::sort(points, [](const CurvePoint& a, const CurvePoint& b) {
        return a.time != b.time ? a.time < b.time : a.survival > b.survival;
    });
    std::vector<CurvePoint> curve{{0, 1}};
    for (const CurvePoint& point : points) {
        const double survival = std::clamp(point.survival, 0.0, curve.back().survival);
        if (point.time == curve.back().time && point.time > 0) {
            curve.back().survival = survival;
        } else if (point.time > 0) {
            curve.push_back({point.time, survival});
        }
    }
    const double end = curve.back().time;
    for (const double time : published.riskTimes) {
        if (time <= 0 || time >= end) continue;
        const auto after = std::ranges::lower_bound(curve, time, {}, &CurvePoint::time);
        if (after->time == time) continue;
        curve.insert(after, {time, std::prev(after)->survival});
    }
    return curve;
}

Result<ReconstructedArm> reconstructArm(const PublishedCurve& published, const std::string& where) {
    if (Issues faults = faultsOf(published, where); !faults.empty()) return faults;
    ReconstructedArm arm;
    arm.curve = cleanCurve(published);
    Reconstruction reconstruction(arm.curve, published);
    reconstruction.run(published.events);
    arm.records = reconstruction.records();

    const KaplanMeier estimate = kaplanMeier(arm.records);
    double squares = 0;
    for (const CurvePoint& point : arm.curve) {
        const double error = std::abs(estimate.survivalAt(point.time) - point.survival);
        squares += error * error;
        arm.greatestError = std::max(arm.greatestError, error);
    }
    arm.rootMeanSquareError = std::sqrt(squares / static_cast<double>(arm.curve.size()));
    for (std::size_t i = 0; i < published.riskTimes.size(); ++i) {
        const double count = numberAtRisk(arm.records, published.riskTimes[i]);
        if (count != published.atRisk[i]) {
            arm.deviations.push_back({published.riskTimes[i], published.atRisk[i], count});
        }
    }
    return arm;
}

}  // namespace kachi
