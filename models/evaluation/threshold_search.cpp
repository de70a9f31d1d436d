#include "models/evaluation/sensitivity.h"
#include "models/evaluation/sensitivity_points.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

constexpr std::size_t gridPoints = 129;
constexpr std::size_t innerPoints = 31;  ///< per bracket and round, so that six rounds gain nine digits
constexpr double narrowEnough = 1e-10;   ///< of the value

struct Point {
    double at = 0;
    double netBenefit = 0;
};

struct Bracket {
    Point low;
    Point high;

    double width() const { return high.at - low.at; }
    bool narrow(double range) const {
        return width() <= std::max(narrowEnough * std::max(std::abs(low.at), std::abs(high.at)), 1e-14 * range);
    }
    /// Where the chord crosses zero.
    double root() const { return low.at + width() * (low.netBenefit / (low.netBenefit - high.netBenefit)); }
};

class Search {
public:
    Search(const Case& value, const RulePack& pack, const RunOptions& options, ThresholdSearch& search)
        : m_case(value), m_pack(pack), m_options(options), m_search(search) {}

    Done run(const OneWayRange& range) {
        std::vector<double> grid;
        for (std::size_t i = 0; i < gridPoints; ++i) {
            grid.push_back(range.low + (range.high - range.low) * static_cast<double>(i) / (gridPoints - 1));
        }
        grid.back() = range.high;
        const auto points = netBenefits(grid);
        if (!points) return points.issues();
        takeZeros(*points);
        std::vector<Bracket> brackets = signChanges(*points);
        while (
            std::ranges::any_of(brackets, [&](const Bracket& each) { return !each.narrow(range.high - range.low); })) {
            if (const Done narrowed = narrow(brackets); !narrowed) return narrowed.issues();
        }
        for (const Bracket& bracket : brackets) m_search.roots.push_back(bracket.root());
        std::ranges::sort(m_search.roots);
        return done();
    }

private:
    /// Net benefit at the values the model accepts.
    Result<std::vector<Point>> netBenefits(const std::vector<double>& values) {
        std::vector<ParameterPoint> points;
        for (const double x : values) points.push_back({{m_search.parameter, x}});
        const auto run = runPoints(m_case, m_pack, points, m_options);
        if (!run) return run.issues();
        if (!run->refused.empty() && m_search.notes.empty()) {
            const auto& [point, causes] = *run->refused.begin();
            m_search.notes.push_back(refusedPoint(points[point], causes));
        }
        std::vector<Point> results;
        for (std::size_t draw = 0; draw < run->ran.size(); ++draw) {
            const auto benefit = figureAt(resultAt(run->results, draw), OutcomeFigure::netBenefit, m_search.strategy,
                                          run->results.comparator, m_search.wtp);
            results.push_back({values[run->ran[draw]], *benefit});
        }
        return results;
    }

    /// Points that are zero themselves; of a stretch of zeros its ends. All zero: the strategies never differ.
    void takeZeros(const std::vector<Point>& points) {
        const auto zero = [&](std::size_t i) { return i < points.size() && points[i].netBenefit == 0; };
        if (std::ranges::all_of(points, [](const Point& point) { return point.netBenefit == 0; })) return;
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (zero(i) && !(i > 0 && zero(i - 1) && zero(i + 1))) m_search.roots.push_back(points[i].at);
        }
    }

    static std::vector<Bracket> signChanges(const std::vector<Point>& points) {
        std::vector<Bracket> brackets;
        for (std::size_t i = 0; i + 1 < points.size(); ++i) {
            const double low = points[i].netBenefit;
            const double high = points[i + 1].netBenefit;
            if ((low < 0 && high > 0) || (low > 0 && high < 0)) brackets.push_back({points[i], points[i + 1]});
        }
        return brackets;
    }

    /// All brackets at once: the points within each, then the first part in which the sign still changes.
    Done narrow(std::vector<Bracket>& brackets) {
        std::vector<double> inner;
        for (const Bracket& bracket : brackets) {
            for (std::size_t i = 1; i <= innerPoints; ++i) {
                inner.push_back(bracket.low.at + bracket.width() * static_cast<double>(i) / (innerPoints + 1));
            }
        }
        const auto points = netBenefits(inner);
        if (!points) return points.issues();
        for (Bracket& bracket : brackets) {
            std::vector<Point> within{bracket.low};
            for (const Point& point : *points) {
                if (point.at > bracket.low.at && point.at < bracket.high.at) within.push_back(point);
            }
            within.push_back(bracket.high);
            const auto zero = std::ranges::find(within, 0.0, &Point::netBenefit);
            if (zero != within.end()) {
                bracket = {{zero->at, 1}, {zero->at, -1}};  // no width: the root itself
            } else {
                bracket = signChanges(within).front();
            }
        }
        return done();
    }

    const Case& m_case;
    const RulePack& m_pack;
    const RunOptions& m_options;
    ThresholdSearch& m_search;
};

}  // namespace

Result<ThresholdSearch> thresholdSearch(const Case& value, const RulePack& pack, const std::string& parameter,
                                        const OneWayRange& range, std::size_t strategy, double wtp,
                                        const RunOptions& options) {
    Issues issues = rangeFaults(parameter, range);
    const std::vector<OutcomeStrategy>& strategies = value.outcomes->strategies;
    if (strategy >= strategies.size() || strategies[strategy].id == value.outcomes->comparator) {
        issues.push_back({"sensitivity.strategy",
                          Severity::error,
                          "/outcomes/strategies",
                          strategy < strategies.size() ? strategies[strategy].id : std::to_string(strategy),
                          {},
                          {}});
    }
    if (!std::isfinite(wtp) || wtp < 0) {
        issues.push_back({"outcomes.wtp", Severity::error, "/outcomes/wtp", numberText(wtp), "0", {}});
    }
    if (hasErrors(issues)) return issues;
    ThresholdSearch search{parameter, strategy, wtp, {}, {}};
    if (const Done found = Search(value, pack, options, search).run(range); !found) return found.issues();
    return search;
}

}  // namespace kachi
