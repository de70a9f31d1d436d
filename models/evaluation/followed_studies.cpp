#include "models/evaluation/followed_studies.h"

#include "models/evaluation/case_studies.h"
#include "models/expressions/resolve.h"
#include "models/fields/field_cells.h"
#include "models/outcomes/outcome_scope.h"
#include "models/pricing/own_rules.h"
#include "models/studies/study_figure_name.h"

#include <algorithm>

namespace kachi {
namespace {

/// Figures of studies that expressions name, with the first parameter that does.
std::map<std::string, std::string> followedFigures(const ExpressionInputs& inputs) {
    std::map<std::string, std::string> figures;
    for (const auto& [id, text] : inputs.expressions) {
        if (text.find(studyFigureHead) == std::string::npos) continue;
        const Result<SyntaxNode> tree = parseExpression(text, id);
        if (!tree) continue;  // resolveExpressions says what is wrong
        for (const std::string& name : namesIn(*tree)) {
            if (name.starts_with(studyFigureHead)) figures.emplace(name, id);
        }
    }
    return figures;
}

/// Takes away what an earlier run worked out, so that nothing is read that belongs to other numbers.
void forgetWorkedOut(ParameterValues& values, const ExpressionInputs& inputs) {
    const auto isWorkedOut = [&inputs](const auto& entry) {
        return inputs.expressions.contains(entry.first) || entry.first.starts_with(studyFigureHead);
    };
    std::erase_if(values.base, isWorkedOut);
    std::erase_if(values.drawn, isWorkedOut);
}

/// Names in the cells of a study.
void collectCellNames(const nlohmann::json& cells, std::set<std::string>& names) {
    if (cells.is_string() && isCellName(cells.get_ref<const std::string&>())) names.insert(cells.get<std::string>());
    if (!cells.is_structured()) return;
    for (const nlohmann::json& part : cells) collectCellNames(part, names);
}

class FollowedStudies {
public:
    FollowedStudies(const Case& value, const RulePack& pack, const ExpressionInputs& inputs, const RunOptions& options)
        : m_case(value), m_pack(pack), m_inputs(inputs), m_options(options), m_waiting(followedFigures(inputs)) {
        if (value.outcomes) m_context = contextNames(*value.outcomes);
        m_options.progress = nullptr;
    }

    /// Those that were worked out.
    std::vector<CaseStudy> takeStudies() { return std::move(m_studies); }

    Result<ParameterValues> resolve(ParameterValues values) {
        std::vector<const StudyRequest*> studies;
        for (const StudyRequest& request : m_case.studies) {
            if (isFollowed(request)) studies.push_back(&request);
        }
        RulePack rules;
        if (!studies.empty()) {
            Issues ruleFaults;  // named where the case is evaluated
            rules = withOwnRules(m_pack, m_case.context.rules, "/context/rules/", ruleFaults);
        }
        while (!studies.empty()) {
            Issues faults;
            Issues circles;  // of studies that read what another one finds, which may only have failed
            const std::size_t before = studies.size();
            auto known = resolveExpressions(values, m_inputs, namesNotYetKnown());
            if (!known) return known.issues();
            std::erase_if(studies, [&](const StudyRequest* request) {
                const Issues issues = work(*request, rules, *known, values);
                const bool waits = std::ranges::find(issues, "studies.circle", &Issue::code) != issues.end();
                append(waits ? circles : faults, issues);
                return issues.empty();
            });
            if (m_options.stop.stop_requested()) return Issue{"core.cancelled", Severity::info, {}, {}, {}, {}};
            if (studies.size() == before) return faults.empty() ? circles : faults;
        }
        if (!m_waiting.empty()) return notFollowed();
        return resolveExpressions(std::move(values), m_inputs, m_context);
    }

private:
    bool isFollowed(const StudyRequest& request) const {
        const StudyDefinition* study = findStudy(request.method);
        const std::string head = studyFigureName(request.id, {});
        return study && study->overDraws &&
               std::ranges::any_of(m_waiting, [&head](const auto& figure) { return figure.first.starts_with(head); });
    }

    std::set<std::string> namesNotYetKnown() const {
        std::set<std::string> names = m_context;
        for (const auto& [name, parameter] : m_waiting) names.insert(name);
        return names;
    }

    /// Adds the figures of one study to the values. @return why it cannot be worked out yet; empty when it was
    Issues work(const StudyRequest& request, const RulePack& rules, const ParameterValues& known,
                ParameterValues& values) {
        CaseNumbers numbers(known);
        CaseStudy study = evaluateCaseStudy(request, rules, numbers, known.draws, m_options);
        if (!study.issues.empty() || !study.result) {
            Issues issues;
            for (const Issue& issue : study.issues) issues.push_back(explained(issue, study));
            return issues;
        }
        addStudyFigures(numbers, study);
        const NamedNumbers base = numbers.base();
        const std::string head = studyFigureName(request.id, {});
        std::erase_if(m_waiting, [&](const auto& figure) {
            const std::string& name = figure.first;
            const auto number = name.starts_with(head) ? base(name) : std::nullopt;
            if (!number) return false;
            values.base[name] = toDouble(*number);
            const auto drawn = study.figureDraws.find(name.substr(head.size()));
            if (drawn != study.figureDraws.end()) values.drawn[name] = drawn->second;
            return true;
        });
        m_studies.push_back(std::move(study));
        return {};
    }

    /// A name that is a parameter of the case is unknown only because it is not worked out yet. A fault of a draw names
    /// the draw, so that the others can go on without it.
    Issue explained(Issue issue, const CaseStudy& study) const {
        issue.severity = Severity::error;
        const Issue& first = study.issues.front();
        if (first.code == "studies.draw") issue.details["draw"] = first.value;
        if (issue.code != "field.unknownName" || !m_inputs.expressions.contains(issue.value)) return issue;
        return {"studies.circle", Severity::error, issue.where, issue.value, study.id, {}};
    }

    Issues notFollowed() const {
        Issues issues;
        for (const auto& [name, parameter] : m_waiting) {
            issues.push_back({"studies.notFollowed", Severity::error, parameter, name, {}, {}});
        }
        return issues;
    }

    const Case& m_case;
    const RulePack& m_pack;
    const ExpressionInputs& m_inputs;
    RunOptions m_options;
    std::map<std::string, std::string> m_waiting;
    std::set<std::string> m_context;
    std::vector<CaseStudy> m_studies;
};

}  // namespace

std::set<std::string> namesBehind(const Case& value, const std::string& name) {
    std::set<std::string> names;
    if (const auto parameter = value.parameters.find(name); parameter != value.parameters.end()) {
        const auto tree = parseExpression(parameter->second.expression, name);
        const std::vector<std::string> used = tree ? namesIn(*tree) : std::vector<std::string>{};
        names.insert(used.begin(), used.end());
    }
    for (const StudyRequest& study : value.studies) {
        if (!name.starts_with(studyFigureName(study.id, {}))) continue;
        visitInputs(study, [&names](const nlohmann::json& cells) { collectCellNames(cells, names); });
    }
    return names;
}

Result<ParameterValues> resolveParameters(const Case& value, const RulePack& pack, ParameterValues values,
                                          const ExpressionInputs& inputs, const RunOptions& options,
                                          std::vector<CaseStudy>* followed) {
    forgetWorkedOut(values, inputs);
    FollowedStudies studies(value, pack, inputs, options);
    auto resolved = studies.resolve(std::move(values));
    if (followed) *followed = studies.takeStudies();
    return resolved;
}

}  // namespace kachi
