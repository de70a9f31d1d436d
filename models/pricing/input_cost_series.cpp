#include "models/pricing/input_cost_series.h"

#include "models/pricing/series_faults.h"
#include "models/statistics/random.h"
#include "models/statistics/summary.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kachi {
namespace {

constexpr int monthsPerYear = 12;

int firstMonth(const PriceSeries& series) {
    return *monthNumber(series.months.front());
}

int lastMonth(const PriceSeries& series) {
    return *monthNumber(series.months.back());
}

double published(const PriceSeries& series, int month) {
    return series.values[static_cast<std::size_t>(month - firstMonth(series))];
}

/// Means of all blocks of consecutive changes.
std::vector<double> blockMeansOf(const std::vector<double>& changes, std::size_t length) {
    std::vector<double> means;
    for (std::size_t start = 0; start + length <= changes.size(); ++start) {
        double sum = 0;
        for (std::size_t at = 0; at < length; ++at) sum += changes[start + at];
        means.push_back(sum / static_cast<double>(length));
    }
    return means;
}

}  // namespace

Result<SeriesProjection> SeriesProjection::prepare(SeriesOutlook outlook, int first, int last) {
    SeriesProjection projection;
    projection.m_outlook = std::move(outlook);
    projection.m_first = first;
    projection.m_last = last;
    projection.m_firstProjected = last + 1;
    if (const Done found = projection.findHistory(); !found) return found.issues();
    projection.estimateDrifts();
    return projection;
}

Done SeriesProjection::findHistory() {
    Issues issues;
    for (const SeriesAssumption& assumption : m_outlook.series) append(issues, seriesFaults(assumption.series));
    if (!issues.empty()) return issues;

    int from = m_outlook.historyFrom.value_or(0);
    int to = std::numeric_limits<int>::max();
    for (const SeriesAssumption& assumption : m_outlook.series) {
        const PriceSeries& series = assumption.series;
        if (m_first < firstMonth(series)) {
            issues.push_back({"inputCost.seriesTooShort",
                              Severity::error,
                              series.id,
                              monthText(m_first),
                              series.months.front(),
                              {}});
        }
        m_lastPublished.push_back(lastMonth(series));
        m_firstProjected = std::min(m_firstProjected, m_lastPublished.back() + 1);
        from = std::max(from, firstMonth(series) + 1);
        to = std::min(to, m_lastPublished.back());
    }
    for (const SeriesShock& shock : m_outlook.shocks) {
        if (projected(shock.series, shock.month)) continue;
        const PriceSeries& series = m_outlook.series[shock.series].series;
        issues.push_back(
            {"inputCost.shockPublished", Severity::error, series.id, monthText(shock.month), series.months.back(), {}});
    }
    const int common = m_outlook.series.empty() ? 0 : std::max(0, to - from + 1);
    if (projects() && common < std::max(m_outlook.blockMonths, 2)) {
        issues.push_back({"inputCost.tooFewMonths",
                          Severity::error,
                          "blockMonths",
                          std::to_string(m_outlook.blockMonths),
                          std::to_string(common),
                          {}});
    }
    if (!issues.empty()) return issues;

    for (const SeriesAssumption& assumption : m_outlook.series) {
        std::vector<double>& changes = m_changes.emplace_back();
        for (int month = from; month <= to; ++month) {
            changes.push_back(std::log(published(assumption.series, month) / published(assumption.series, month - 1)));
        }
        DriftEstimate& drift = m_drifts.emplace_back();
        drift.series = assumption.series.id;
        drift.from = from;
        drift.to = to;
    }
    return done();
}

void SeriesProjection::estimateDrifts() {
    const auto length = static_cast<std::size_t>(m_outlook.blockMonths);
    for (std::size_t at = 0; at < m_changes.size(); ++at) {
        const std::vector<double>& changes = m_changes[at];
        const SeriesAssumption& assumption = m_outlook.series[at];
        const std::vector<double> means = blockMeansOf(changes, length);
        DriftEstimate& drift = m_drifts[at];
        const double mean = changes.empty() ? 0 : sampleMean(changes);
        drift.yearlyMean = monthsPerYear * mean;
        if (means.size() > 1) {
            const double blocks = static_cast<double>(changes.size()) / static_cast<double>(length);
            drift.standardError = monthsPerYear * sampleStandardDeviation(means) / std::sqrt(blocks);
        }
        m_blockMeans.push_back(means.empty() ? 0 : sampleMean(means));
        switch (assumption.drift) {
            case DriftKind::historical:
                drift.used = drift.yearlyMean;
                break;
            case DriftKind::none:
                drift.used = 0;
                break;
            case DriftKind::own:
                drift.used = std::log1p(assumption.yearlyChange);
                break;
        }
    }
    const int projectedMonths = std::max(0, m_last - m_firstProjected + 1);
    const int blocks = (projectedMonths + m_outlook.blockMonths - 1) / m_outlook.blockMonths;
    for (int block = 0; block < blocks; ++block) {
        m_streams.push_back(stableHash("inputCost/block/" + std::to_string(block)));
    }
}

double SeriesProjection::shockFactor(std::size_t series, int month) const {
    double factor = 1;
    for (const SeriesShock& shock : m_outlook.shocks) {
        if (shock.series != series || month < shock.month) continue;
        const double left = shock.halfLifeMonths ? std::exp2(-(month - shock.month) / *shock.halfLifeMonths) : 1;
        factor *= 1 + shock.change * left;
    }
    return factor;
}

/// @param change  log change of a series in a month that is projected
template <class Change>
std::vector<std::vector<double>> SeriesProjection::levels(const Change& change) const {
    std::vector<std::vector<double>> all(seriesCount());
    for (std::size_t at = 0; at < all.size(); ++at) {
        const PriceSeries& series = m_outlook.series[at].series;
        std::vector<double>& levels = all[at];
        levels.reserve(static_cast<std::size_t>(m_last - m_first) + 1);
        double sum = 0;
        for (int month = std::min(m_first, m_lastPublished[at] + 1); month <= m_last; ++month) {
            const bool isProjected = projected(at, month);
            if (isProjected) sum += change(at, month);
            if (month < m_first) continue;
            levels.push_back(isProjected ? series.values.back() * std::exp(sum) * shockFactor(at, month)
                                         : published(series, month));
        }
    }
    return all;
}

std::vector<std::vector<double>> SeriesProjection::expectedLevels() const {
    return levels([&](std::size_t series, int) { return m_drifts[series].used / monthsPerYear; });
}

std::vector<std::vector<double>> SeriesProjection::drawnLevels(std::uint64_t seed, std::uint64_t draw) const {
    std::vector<std::size_t> starts;
    starts.reserve(m_streams.size());
    const auto length = static_cast<std::size_t>(m_outlook.blockMonths);
    for (const std::uint64_t stream : m_streams) {
        const auto count = static_cast<double>(m_changes.front().size() - length + 1);
        starts.push_back(static_cast<std::size_t>(uniform(seed, stream, draw) * count));
    }
    return levels([&](std::size_t series, int month) {
        const auto ahead = static_cast<std::size_t>(month - m_firstProjected);
        const double drawn = m_changes[series][starts[ahead / length] + ahead % length];
        return m_drifts[series].used / monthsPerYear + (drawn - m_blockMeans[series]);
    });
}

}  // namespace kachi
