#include "models/pricing/margin_path.h"

#include "models/pricing/cost_sheet.h"
#include "models/pricing/recalculation_params.h"
#include "models/pricing/row_checks.h"
#include "models/pricing/series_faults.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

using namespace recalculation_ids;

constexpr int longestPathMonths = 1200;  // a century: bounds the memory of a mistyped year

const PriceSeries* findSeries(const std::vector<PriceSeries>& series, const std::string& id) {
    const auto found =
        std::find_if(series.begin(), series.end(), [&](const PriceSeries& candidate) { return candidate.id == id; });
    return found == series.end() ? nullptr : &*found;
}

/// One cost line with its series cut to the months the path needs.
struct LinePath {
    const CostLine* line = nullptr;
    const PriceSeries* series = nullptr;  ///< none: the line stays as it is
    int first = 0;                        ///< month of levels[0]
    int lastPublished = 0;
    std::vector<double> levels;  ///< [month]
};

struct Period {
    int cost = 0;
    int from = 0;
    int to = 0;
};

Period periodOf(const RecalculationStructure& structure) {
    return {*monthNumber(structure.costMonth), *monthNumber(structure.pathFrom), *monthNumber(structure.pathTo)};
}

bool needsDrift(const LinePath& path) {
    return path.series && path.first + static_cast<int>(path.levels.size()) - 1 > path.lastPublished;
}

/// Published values, then the user's drift: I(m + k) = I(m)·(1 + g)^(k/12).
void fillLevels(LinePath& path, double driftPercent) {
    const int firstPublished = *monthNumber(path.series->months.front());
    const double monthly = std::pow(1 + driftPercent / 100, 1 / 12.0);
    double level = path.series->values.back();
    for (int month = path.lastPublished + 1; month < path.first; ++month) level *= monthly;
    for (std::size_t at = 0; at < path.levels.size(); ++at) {
        const int month = path.first + static_cast<int>(at);
        if (month > path.lastPublished) level *= monthly;
        path.levels[at] =
            month > path.lastPublished ? level : path.series->values[static_cast<std::size_t>(month - firstPublished)];
    }
}

std::vector<LinePath> linePaths(const RecalculationStructure& structure, const std::vector<PriceSeries>& series,
                                const Period& period) {
    std::vector<LinePath> paths;
    for (const CostLine& line : structure.lines) {
        LinePath& path = paths.emplace_back();
        path.line = &line;
        if (line.series.empty()) continue;
        path.series = findSeries(series, line.series);
        path.first = std::min(period.cost, period.from) - line.lagMonths;
        path.lastPublished = *monthNumber(path.series->months.back());
        const int last = std::max(period.cost, period.to) - line.lagMonths;
        path.levels.resize(static_cast<std::size_t>(last - path.first) + 1);
    }
    return paths;
}

/// Costs of all months, yen per unit, [month of the path]; `read` gives a parameter's value.
template <class Read>
std::vector<double> monthlyCosts(std::vector<LinePath>& paths, const Period& period, const Read& read) {
    std::vector<double> costs(static_cast<std::size_t>(period.to - period.from) + 1, 0.0);
    for (LinePath& path : paths) {
        const double entered = read(amount(path.line->id));
        if (!path.series) {
            for (double& cost : costs) cost += entered;
            continue;
        }
        fillLevels(path, needsDrift(path) ? read(drift(path.series->id)) : 0);
        const int offset = path.line->lagMonths + path.first;
        const double then = path.levels[static_cast<std::size_t>(period.cost - offset)];
        const double following = entered * read(indexWeight(path.line->id));
        for (std::size_t month = 0; month < costs.size(); ++month) {
            const std::size_t at = month + static_cast<std::size_t>(period.from - offset);
            costs[month] += entered - following + following * path.levels[at] / then;
        }
    }
    return costs;
}

/// Linear interpolation between order statistics, (n − 1)·p. Reorders the values.
double quantile(std::vector<double>& values, double probability) {
    const double position = probability * static_cast<double>(values.size() - 1);
    const auto lower = values.begin() + static_cast<std::ptrdiff_t>(std::floor(position));
    std::nth_element(values.begin(), lower, values.end());
    const double low = *lower;
    const double part = position - std::floor(position);
    if (part == 0) return low;
    return low + part * (*std::min_element(lower + 1, values.end()) - low);
}

/// Month by which the given share of the draws is unprofitable; later than the path: none.
std::optional<std::string> monthOfShare(const std::vector<int>& breakEvens, double share, int from) {
    std::vector<int> reached;
    for (const int month : breakEvens) {
        if (month >= 0) reached.push_back(month);
    }
    std::sort(reached.begin(), reached.end());
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(breakEvens.size())));
    if (rank == 0 || rank > reached.size()) return std::nullopt;
    return monthText(from + reached[rank - 1]);
}

Done addDraws(MarginPath& path, std::vector<LinePath>& lines, const Period& period, const ParameterValues& values,
              const CostRates& rates, const RunOptions& options) {
    std::vector<std::vector<double>> margins(path.months.size(), std::vector<double>(values.draws));
    std::size_t unprofitable = 0;
    path.breakEvenDraws.assign(values.draws, -1);
    for (std::size_t draw = 0; draw < values.draws; ++draw) {
        if (options.stop.stop_requested()) return Issue{"core.cancelled", Severity::error, {}, {}, {}, {}};
        const auto read = [&](const std::string& id) { return values.at(id, draw); };
        const double revenue = netRevenue(read(currentPrice), costRatesOfDraw(rates, values, draw));
        const std::vector<double> costs = monthlyCosts(lines, period, read);
        for (std::size_t month = 0; month < costs.size(); ++month) {
            margins[month][draw] = revenue - costs[month];
            if (margins[month][draw] < 0 && path.breakEvenDraws[draw] < 0) {
                path.breakEvenDraws[draw] = static_cast<int>(month);
                ++unprofitable;
            }
        }
    }
    for (std::size_t month = 0; month < path.months.size(); ++month) {
        path.months[month].marginLow = quantile(margins[month], 0.025);
        path.months[month].marginMedian = quantile(margins[month], 0.5);
        path.months[month].marginHigh = quantile(margins[month], 0.975);
    }
    path.breakEvenLow = monthOfShare(path.breakEvenDraws, 0.025, period.from);
    path.breakEvenMedian = monthOfShare(path.breakEvenDraws, 0.5, period.from);
    path.breakEvenHigh = monthOfShare(path.breakEvenDraws, 0.975, period.from);
    path.shareUnprofitable = static_cast<double>(unprofitable) / static_cast<double>(values.draws);
    return done();
}

}  // namespace

Issues validateMarginPath(const RecalculationStructure& structure, const ParameterValues& values,
                          const std::vector<PriceSeries>& series) {
    Issues issues;
    const std::pair<const char*, const std::string*> months[] = {
        {"costMonth", &structure.costMonth}, {"pathFrom", &structure.pathFrom}, {"pathTo", &structure.pathTo}};
    for (const auto& [name, text] : months) {
        if (!monthNumber(*text)) {
            issues.push_back({"pricing.monthInvalid", Severity::error, name, *text, "YYYY-MM", {}});
        }
    }
    for (const CostLine& line : structure.lines) {
        if (line.lagMonths < 0) {
            issues.push_back({"pricing.numberOutside",
                              Severity::error,
                              "lines/" + line.id + "/lagMonths",
                              std::to_string(line.lagMonths),
                              "≥ 0",
                              {}});
        }
        if (!line.series.empty() && !findSeries(series, line.series)) {
            issues.push_back(
                {"pricing.seriesUnknown", Severity::error, "lines/" + line.id + "/series", line.series, {}, {}});
        }
    }
    std::set<std::string> checked;
    for (const CostLine& line : structure.lines) {
        const PriceSeries* used = findSeries(series, line.series);
        if (used && checked.insert(used->id).second) append(issues, seriesFaults(*used));
    }
    if (!issues.empty()) return issues;

    const Period period = periodOf(structure);
    if (period.to < period.from || period.to - period.from >= longestPathMonths) {
        const std::string limit = structure.pathFrom + " – " + monthText(period.from + longestPathMonths - 1);
        issues.push_back({"pricing.pathLength", Severity::error, "pathTo", structure.pathTo, limit, {}});
        return issues;
    }
    std::set<std::string> drifts;
    for (const LinePath& path : linePaths(structure, series, period)) {
        if (!path.series) continue;
        checkNumber(indexWeight(path.line->id), values, {.atLeast = 0, .atMost = 1}, issues);
        if (path.first < *monthNumber(path.series->months.front())) {
            issues.push_back({"pricing.seriesTooShort",
                              Severity::error,
                              path.series->id,
                              monthText(path.first),
                              path.series->months.front(),
                              {}});
        }
        const std::string driftId = drift(path.series->id);
        if (!needsDrift(path) || !drifts.insert(driftId).second) continue;
        if (values.has(driftId)) {
            checkNumber(driftId, values, {.above = -100}, issues);
        } else {
            issues.push_back(
                {"pricing.driftMissing", Severity::error, driftId, structure.pathTo, path.series->months.back(), {}});
        }
    }
    return issues;
}

Result<MarginPath> marginPath(const RecalculationStructure& structure, const ParameterValues& values,
                              const CostRates& rates, const std::vector<PriceSeries>& series,
                              const RunOptions& options) {
    const Period period = periodOf(structure);
    std::vector<LinePath> lines = linePaths(structure, series, period);
    MarginPath path;
    const auto read = [&](const std::string& id) { return values.baseOf(id); };
    path.netRevenue = netRevenue(read(currentPrice), costRateValues(rates));

    const std::vector<double> costs = monthlyCosts(lines, period, read);
    for (std::size_t at = 0; at < costs.size(); ++at) {
        const int month = period.from + static_cast<int>(at);
        MarginMonth& point = path.months.emplace_back();
        point.month = monthText(month);
        for (const LinePath& line : lines) {
            if (!line.series) continue;
            const int newest = std::max(month, period.cost) - line.line->lagMonths;
            point.projected = point.projected || newest > line.lastPublished;
        }
        point.cost = costs[at];
        point.margin = path.netRevenue - costs[at];
        if (point.margin < 0 && !path.breakEven) path.breakEven = point.month;
    }

    std::vector<std::string> ids = costSheetParameters(structure);
    ids.push_back(currentPrice);
    for (const LinePath& line : lines) {
        if (!line.series) continue;
        ids.push_back(indexWeight(line.line->id));
        if (needsDrift(line)) ids.push_back(drift(line.series->id));
    }
    if (values.draws == 0 || !anyVaries(ids, values)) return path;
    const Done drawn = addDraws(path, lines, period, values, rates, options);
    if (!drawn) return drawn.issues();
    return path;
}

}  // namespace kachi
