#include "models/case/validate.h"
#include "models/evaluation/sensitivity.h"
#include "models/evaluation/sensitivity_points.h"
#include "models/params/registry.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

Issue note(const char* code, const std::string& where, const std::string& value, const std::string& limit) {
    return {code, Severity::warning, where, value, limit, {}};
}

std::string rangeText(double low, double high) {
    return numberText(low) + " … " + numberText(high);
}

const JointGroup* dirichletOf(const Case& value, const std::string& id) {
    for (const JointGroup& group : value.jointGroups) {
        if (group.kind == JointKind::dirichlet && std::ranges::count(group.members, id) > 0) return &group;
    }
    return nullptr;
}

/// The member at x, the others sharing the rest in their base proportions.
ParameterPoint withGroup(const Case& value, const JointGroup& group, const std::string& id, double x) {
    ParameterPoint point{{id, x}};
    const double rest = 1 - *value.parameters.at(id).value;
    for (const std::string& member : group.members) {
        if (member != id) point[member] = *value.parameters.at(member).value * (1 - x) / rest;
    }
    return point;
}

/// What one range gives: both ends, or why the model refuses one of them.
struct Ends {
    std::optional<SensitivityResult> low;
    std::optional<SensitivityResult> high;
    Issues refused;
};

class OneWay {
public:
    OneWay(const Case& value, const RulePack& pack, const RunOptions& options)
        : m_case(value), m_pack(pack), m_options(options) {}

    Result<OneWayAnalysis> run(bool all) {
        for (const auto& [id, parameter] : m_case.parameters) collect(id, parameter, all);
        std::vector<ParameterPoint> points;
        for (const OneWayRow& row : m_rows) {
            points.push_back({{row.parameter, row.range.low}});
            points.push_back({{row.parameter, row.range.high}});
        }
        auto ends = endsOf(points);
        if (!ends) return ends.issues();
        if (const Done followed = letGroupsFollow(*ends); !followed) return followed.issues();
        for (std::size_t i = 0; i < m_rows.size(); ++i) keep(m_rows[i], (*ends)[i]);
        return std::move(m_analysis);
    }

private:
    void collect(const std::string& id, const Parameter& parameter, bool all) {
        if (!parameter.expression.empty() && parameter.range) {
            m_analysis.notes.push_back(note("sensitivity.expression", id, parameter.expression, {}));
        }
        if (all && sectionOf(id) != "outcomes" && !parameter.range && parameter.distribution.family == Family::fixed) {
            all = false;  // the other value models have numbers by the hundred
        }
        const auto range = oneWayRange(m_case, id, m_options, all);
        if (!range) {
            append(m_analysis.notes, range.issues());
            return;
        }
        if (!*range) return;
        const ParamDef* definition = findDefinition(id);
        const ParamDef limits = definition ? *definition : declaredLimits(parameter.unit);
        const OneWayRange& ends = **range;
        if (!(ends.low >= limits.low && ends.high <= limits.high && std::isfinite(ends.low) &&
              std::isfinite(ends.high))) {
            m_analysis.notes.push_back(note("sensitivity.rangeImpossible", id, rangeText(ends.low, ends.high),
                                            rangeText(limits.low, limits.high)));
            return;
        }
        m_rows.push_back({id, *parameter.value, ends, {}, {}});
    }

    /// @param points low and high end of one range after the other
    Result<std::vector<Ends>> endsOf(const std::vector<ParameterPoint>& points) {
        const auto run = runPoints(m_case, m_pack, points, m_options);
        if (!run) return run.issues();
        m_analysis.base = baseResult(run->results);
        const auto results = resultsByPoint(*run, points.size());
        std::vector<Ends> ends;
        for (std::size_t i = 0; i < points.size(); i += 2) {
            Ends& each = ends.emplace_back(Ends{results[i], results[i + 1], {}});
            for (const std::size_t point : {i, i + 1}) {
                const auto refused = run->refused.find(point);
                if (refused != run->refused.end()) each.refused = {refusedPoint(points[point], refused->second)};
            }
        }
        return ends;
    }

    /// Dirichlet members that cannot move alone move with their group.
    Done letGroupsFollow(std::vector<Ends>& ends) {
        std::vector<std::size_t> rows;
        std::vector<ParameterPoint> points;
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            const OneWayRow& row = m_rows[i];
            const JointGroup* group = dirichletOf(m_case, row.parameter);
            if (ends[i].refused.empty() || !group || !(row.base < 1) || !allHaveValues(*group)) continue;
            rows.push_back(i);
            points.push_back(withGroup(m_case, *group, row.parameter, row.range.low));
            points.push_back(withGroup(m_case, *group, row.parameter, row.range.high));
        }
        if (rows.empty()) return done();
        auto followed = endsOf(points);
        if (!followed) return followed.issues();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (!(*followed)[i].refused.empty()) continue;
            ends[rows[i]] = std::move((*followed)[i]);
            m_rows[rows[i]].groupFollows = true;
        }
        return done();
    }

    bool allHaveValues(const JointGroup& group) const {
        return std::ranges::all_of(group.members, [&](const std::string& member) {
            const auto found = m_case.parameters.find(member);
            return found != m_case.parameters.end() && found->second.value && found->second.expression.empty();
        });
    }

    void keep(OneWayRow row, Ends& ends) {
        if (!ends.refused.empty()) {
            append(m_analysis.notes, ends.refused);
            return;
        }
        row.atLow = std::move(*ends.low);
        row.atHigh = std::move(*ends.high);
        if (!(row.atLow == row.atHigh) || sectionOf(row.parameter) == "outcomes")
            m_analysis.rows.push_back(std::move(row));
    }

    const Case& m_case;
    const RulePack& m_pack;
    const RunOptions& m_options;
    std::vector<OneWayRow> m_rows;
    OneWayAnalysis m_analysis;
};

}  // namespace

Result<OneWayAnalysis> oneWayAnalysis(const Case& value, const RulePack& pack, const RunOptions& options, bool all) {
    return OneWay(value, pack, options).run(all);
}

}  // namespace kachi
