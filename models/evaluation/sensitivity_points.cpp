#include "models/evaluation/sensitivity_points.h"

#include "models/evaluation/followed_studies.h"
#include "models/evaluation/values.h"

#include <charconv>
#include <cmath>
#include <set>

namespace kachi {
namespace {

Issues pointFaults(const Case& value, const std::vector<ParameterPoint>& points, const ParameterValues& base) {
    Issues issues;
    std::set<std::string> reported;
    const auto report = [&](const char* code, const std::string& id, const std::string& number) {
        if (reported.insert(id).second) issues.push_back({code, Severity::error, id, number, {}, {}});
    };
    for (const ParameterPoint& point : points) {
        for (const auto& [id, number] : point) {
            const auto parameter = value.parameters.find(id);
            if (parameter == value.parameters.end()) {
                report("sensitivity.unknownParameter", id, {});
            } else if (!parameter->second.expression.empty()) {
                report("sensitivity.expression", id, parameter->second.expression);
            } else if (!base.has(id)) {
                report("sensitivity.unknownParameter", id, {});
            } else if (!std::isfinite(number)) {
                report("sensitivity.notFinite", id, numberText(number));
            }
        }
    }
    return issues;
}

/// Number of the draw a fault names, from 1; 0 when it names the base case or none.
std::size_t drawOf(const Issue& issue) {
    const auto detail = issue.details.find("draw");
    if (detail == issue.details.end()) return 0;
    std::size_t draw = 0;
    const std::string& text = detail->second;
    std::from_chars(text.data(), text.data() + text.size(), draw);
    return draw;
}

bool isCancelled(const Issues& issues) {
    return !issues.empty() && issues.front().code == "core.cancelled";
}

}  // namespace

Result<OutcomesResults> outcomesAt(const Case& value, const RulePack& pack, const std::vector<ParameterPoint>& points,
                                   const RunOptions& options) {
    RunOptions run = options;
    run.draws = 0;
    run.samePatients = true;
    run.progress = nullptr;
    auto base = parameterValues(value, pack, run, nullptr);
    if (!base) return base.issues();
    ParameterValues values = std::move(base).value();
    if (Issues issues = pointFaults(value, points, values); !issues.empty()) return issues;

    values.draws = points.size();
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (const auto& [id, number] : points[i]) {
            values.drawn.try_emplace(id, points.size(), values.base.at(id)).first->second[i] = number;
        }
    }
    const ExpressionInputs inputs = expressionInputs(value);
    const auto resolved = resolveParameters(value, pack, std::move(values), inputs, run);
    if (!resolved) return resolved.issues();
    return evaluateOutcomes(*value.outcomes, inputs, *resolved, run);
}

Result<PointRun> runPoints(const Case& value, const RulePack& pack, const std::vector<ParameterPoint>& points,
                           const RunOptions& options) {
    PointRun run;
    for (std::size_t i = 0; i < points.size(); ++i) run.ran.push_back(i);
    for (;;) {
        std::vector<ParameterPoint> left;
        for (const std::size_t i : run.ran) left.push_back(points[i]);
        auto results = outcomesAt(value, pack, left, options);
        if (results) {
            run.results = std::move(results).value();
            return run;
        }
        if (isCancelled(results.issues())) return results.issues();
        std::set<std::size_t> failed;  // draws, from 1
        for (const Issue& issue : results.issues()) {
            const std::size_t draw = drawOf(issue);
            if (draw == 0 || draw > run.ran.size()) return results.issues();
            failed.insert(draw);
            run.refused[run.ran[draw - 1]].push_back(issue);
        }
        for (auto draw = failed.rbegin(); draw != failed.rend(); ++draw) {
            run.ran.erase(run.ran.begin() + static_cast<std::ptrdiff_t>(*draw - 1));
        }
    }
}

SensitivityResult resultAt(const OutcomesResults& results, std::size_t draw) {
    SensitivityResult result;
    for (std::size_t s = 0; s < results.strategies.size(); ++s) {
        result.cost.push_back(results.drawn[s].cost[draw]);
        result.effect.push_back(results.effectDraws(s)[draw]);
    }
    return result;
}

SensitivityResult baseResult(const OutcomesResults& results) {
    SensitivityResult result;
    for (const CohortOutcome& outcome : results.base) result.cost.push_back(outcome.cost);
    result.effect = results.baseEffect;
    return result;
}

std::vector<std::optional<SensitivityResult>> resultsByPoint(const PointRun& run, std::size_t points) {
    std::vector<std::optional<SensitivityResult>> results(points);
    for (std::size_t draw = 0; draw < run.ran.size(); ++draw) results[run.ran[draw]] = resultAt(run.results, draw);
    return results;
}

Issues rangeFaults(const std::string& parameter, const OneWayRange& range) {
    if (std::isfinite(range.low) && std::isfinite(range.high) && range.low < range.high) return {};
    return {{"sensitivity.range",
             Severity::error,
             parameter,
             numberText(range.low) + " … " + numberText(range.high),
             {},
             {}}};
}

Issue refusedPoint(const ParameterPoint& point, const Issues& causes) {
    std::string ids;
    std::string numbers;
    for (const auto& [id, number] : point) {
        ids += (ids.empty() ? "" : ", ") + id;
        numbers += (numbers.empty() ? "" : ", ") + numberText(number);
    }
    const Issue& cause = causes.front();
    return {"sensitivity.pointRefused",
            Severity::warning,
            ids,
            numbers,
            cause.limit,
            {{"place", cause.where}, {"found", cause.value}, {"cause", cause.code}}};
}

}  // namespace kachi
