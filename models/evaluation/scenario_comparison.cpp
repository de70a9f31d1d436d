#include "models/evaluation/sensitivity.h"
#include "models/evaluation/sensitivity_points.h"

#include <algorithm>

namespace kachi {
namespace {

/// Every range at the end that is best (or worst) for the net benefit of the strategy.
ParameterPoint extreme(const OneWayAnalysis& oneWay, std::size_t strategy, std::size_t comparator, double wtp,
                       bool best) {
    ParameterPoint point;
    for (const OneWayRow& row : oneWay.rows) {
        if (row.groupFollows) continue;
        const double low = *figureAt(row.atLow, OutcomeFigure::netBenefit, strategy, comparator, wtp);
        const double high = *figureAt(row.atHigh, OutcomeFigure::netBenefit, strategy, comparator, wtp);
        if (low == high) continue;
        point[row.parameter] = (high > low) == best ? row.range.high : row.range.low;
    }
    return point;
}

/// A scenario replaces formulas too, which points of one run cannot.
bool replacesFormula(const Case& value, const ParameterPoint& values) {
    return std::ranges::any_of(values, [&](const auto& entry) {
        const auto found = value.parameters.find(entry.first);
        return found != value.parameters.end() && !found->second.expression.empty();
    });
}

Result<SensitivityResult> resultWith(const Case& value, const RulePack& pack, const ParameterPoint& values,
                                     const RunOptions& options) {
    Case changed = value;
    for (const auto& [id, number] : values) {
        changed.parameters[id].value = number;
        changed.parameters[id].expression.clear();
    }
    const auto results = outcomesAt(changed, pack, {}, options);
    if (!results) return results.issues();
    return baseResult(*results);
}

Issue refusedScenario(const ScenarioRow& row, const Issues& causes) {
    const Issue& cause = causes.front();
    return {"sensitivity.scenarioRefused",
            Severity::warning,
            row.id,
            cause.value,
            cause.limit,
            {{"nameJa", row.name.ja}, {"nameEn", row.name.en}, {"place", cause.where}, {"cause", cause.code}}};
}

}  // namespace

Result<ScenarioComparison> scenarioComparison(const Case& value, const RulePack& pack, const OneWayAnalysis& oneWay,
                                              const RunOptions& options) {
    using Kind = ScenarioRow::Kind;
    const OutcomesStructure& structure = *value.outcomes;
    std::vector<ScenarioRow> rows{{"base", {"基本分析", "Base case"}, {}, Kind::base, {}}};
    std::vector<ParameterPoint> points{{}};
    for (const Scenario& scenario : value.scenarios) {
        rows.push_back({scenario.id, scenario.name, {}, Kind::scenario, {}});
        points.push_back(scenario.values);
    }
    std::size_t comparator = 0;
    for (std::size_t s = 0; s < structure.strategies.size(); ++s) {
        if (structure.strategies[s].id == structure.comparator) comparator = s;
    }
    for (std::size_t s = 0; s < structure.strategies.size() && !oneWay.rows.empty(); ++s) {
        if (s == comparator) continue;
        const OutcomeStrategy& strategy = structure.strategies[s];
        rows.push_back({"best",
                        {strategy.name.ja + "に最も有利", "Most favourable to " + strategy.name.en},
                        {},
                        Kind::best,
                        strategy.id});
        points.push_back(extreme(oneWay, s, comparator, structure.referenceWtp, true));
        rows.push_back({"worst",
                        {strategy.name.ja + "に最も不利", "Least favourable to " + strategy.name.en},
                        {},
                        Kind::worst,
                        strategy.id});
        points.push_back(extreme(oneWay, s, comparator, structure.referenceWtp, false));
    }

    std::vector<ParameterPoint> plain = points;
    for (ParameterPoint& point : plain) {
        if (replacesFormula(value, point)) point.clear();
    }
    const auto run = runPoints(value, pack, plain, options);
    if (!run) return run.issues();
    const auto results = resultsByPoint(*run, points.size());
    ScenarioComparison comparison;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto result = replacesFormula(value, points[i]) ? resultWith(value, pack, points[i], options)
                            : results[i]                      ? Result<SensitivityResult>(*results[i])
                                                              : Result<SensitivityResult>(run->refused.at(i));
        if (result) {
            rows[i].result = *result;
            comparison.rows.push_back(std::move(rows[i]));
        } else {
            comparison.notes.push_back(refusedScenario(rows[i], result.issues()));
        }
    }
    return comparison;
}

}  // namespace kachi
