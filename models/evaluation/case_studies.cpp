#include "models/evaluation/case_studies.h"

#include "models/core/on_threads.h"
#include "models/studies/study_figure_name.h"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cmath>
#include <iterator>
#include <limits>

namespace kachi {
namespace {

Issue placed(Issue issue, const StudyRequest& request) {
    issue.where = "/studies/id=" + request.id + issue.where;
    return issue;
}

/// Headlines and prices are read by the rest of the evaluation; without one of them a draw is refused.
bool isNeeded(const StudyFigure& figure) {
    return figure.headline || figure.price;
}

std::vector<StudyFigure> figuresWithValue(const StudyResult& result) {
    std::vector<StudyFigure> figures;
    std::ranges::copy_if(result.figures, std::back_inserter(figures),
                         [](const StudyFigure& figure) { return figure.value.has_value(); });
    return figures;
}

std::optional<double> valueOf(const StudyResult& result, const std::string& key) {
    const auto found = std::ranges::find(result.figures, key, &StudyFigure::key);
    return found == result.figures.end() ? std::nullopt : found->value;
}

class StudyRun {
public:
    StudyRun(const StudyRequest& request, const RulePack& pack, const CaseNumbers& numbers, std::size_t draws,
             const RunOptions& options)
        : m_request(request), m_pack(pack), m_numbers(numbers), m_draws(draws), m_options(options) {}

    CaseStudy evaluate(const StudyDefinition& study) {
        m_study.id = m_request.id;
        m_study.name = m_request.name.empty() ? study.name : m_request.name;
        std::set<std::string> used;
        StudySurroundings ofBase = surroundings(m_numbers.base(&used));
        ofBase.keep = &m_kept;
        auto result = runStudy(m_request, ofBase);
        if (!result) {
            for (const Issue& issue : result.issues()) m_study.issues.push_back(placed(issue, m_request));
            return std::move(m_study);
        }
        m_study.result = std::move(result).value();
        for (Issue& note : m_study.result->notes) note = placed(note, m_request);
        const auto varies = [this](const std::string& name) { return m_numbers.varies(name); };
        if (m_draws > 0 && std::ranges::any_of(used, varies)) drawFigures();
        return std::move(m_study);
    }

private:
    StudySurroundings surroundings(NamedNumbers named) const { return {std::move(named), &m_pack, m_options}; }

    void drawFigures() {
        const std::vector<StudyFigure> figures = figuresWithValue(*m_study.result);
        if (figures.empty()) return;
        std::vector<std::vector<double>> drawn(figures.size(), std::vector<double>(m_draws));
        std::vector<Issues> faults(m_draws);
        std::atomic<std::size_t> firstFailed = m_draws;  // later draws are left out; it is the same on any threads
        onThreads(m_options, [&] {
            oneapi::tbb::parallel_for(std::size_t{0}, m_draws, [&](std::size_t draw) {
                if (draw > firstFailed || m_options.stop.stop_requested()) return;
                faults[draw] = drawOne(draw, figures, drawn);
                std::size_t known = firstFailed;
                while (!faults[draw].empty() && draw < known && !firstFailed.compare_exchange_weak(known, draw)) {
                }
            });
        });
        if (m_options.stop.stop_requested()) return;
        if (firstFailed < m_draws) {
            Issue cause = placed(faults[firstFailed].front(), m_request);
            cause.severity = Severity::warning;
            m_study.issues = {{"studies.draw",
                               Severity::warning,
                               "/studies/id=" + m_request.id,
                               std::to_string(firstFailed + 1),
                               cause.code,
                               {}},
                              cause};
            return;
        }
        for (std::size_t i = 0; i < figures.size(); ++i) {
            if (!std::ranges::all_of(drawn[i], [](double value) { return std::isfinite(value); })) continue;
            m_study.drawn[figures[i].key] = summarise(drawn[i]);
            m_study.figureDraws[figures[i].key] = std::move(drawn[i]);
        }
    }

    /// Faults of one draw; none when every needed figure has its value. Another one that has none is NaN there.
    Issues drawOne(std::size_t draw, const std::vector<StudyFigure>& figures,
                   std::vector<std::vector<double>>& drawn) const {
        StudySurroundings ofDraw = surroundings(m_numbers.draw(draw));
        ofDraw.options.threads = 1;
        ofDraw.kept = &m_kept;
        const auto result = runStudy(m_request, ofDraw);
        if (!result) return result.issues();
        for (std::size_t i = 0; i < figures.size(); ++i) {
            const auto value = valueOf(*result, figures[i].key);
            if (!value && isNeeded(figures[i])) {
                return {{"studies.noFigure", Severity::warning, "/" + figures[i].key, {}, {}, {}}};
            }
            drawn[i][draw] = value.value_or(std::numeric_limits<double>::quiet_NaN());
        }
        return {};
    }

    const StudyRequest& m_request;
    const RulePack& m_pack;
    const CaseNumbers& m_numbers;
    std::size_t m_draws;
    const RunOptions& m_options;
    KeptParts m_kept;  ///< what the draws need not read again
    CaseStudy m_study;
};

/// A figure of a study that could not be worked out is unknown because of that study alone, whose faults say why: each
/// study that reads it says once what it waits for.
void nameWhatIsWaitedFor(CaseStudy& study, const std::vector<CaseStudy>& earlier) {
    Issues issues;
    for (Issue& issue : study.issues) {
        const auto failed = std::ranges::find_if(earlier, [&issue](const CaseStudy& other) {
            return !other.result && issue.value.starts_with(studyFigureName(other.id, {}));
        });
        if (issue.code != "field.unknownName" || failed == earlier.end()) {
            issues.push_back(std::move(issue));
            continue;
        }
        const Issue waits{"studies.waits",
                          issue.severity,
                          "/studies/id=" + study.id,
                          failed->id,
                          {},
                          {{"study.ja", failed->name.ja}, {"study.en", failed->name.en}}};
        if (std::ranges::find(issues, waits) == issues.end()) issues.push_back(waits);
    }
    study.issues = std::move(issues);
}

}  // namespace

std::vector<CaseStudy> evaluateCaseStudies(const Case& value, const RulePack& pack, CaseNumbers& numbers,
                                           std::size_t draws, const RunOptions& options, std::vector<CaseStudy> known) {
    std::vector<CaseStudy> evaluated;
    for (const StudyRequest& request : value.studies) {
        const StudyDefinition* study = findStudy(request.method);
        if (!study || !study->overDraws) continue;
        if (options.stop.stop_requested()) break;
        const auto done = std::ranges::find(known, request.id, &CaseStudy::id);
        evaluated.push_back(done == known.end() ? evaluateCaseStudy(request, pack, numbers, draws, options)
                                                : std::move(*done));
        nameWhatIsWaitedFor(evaluated.back(), evaluated);
        addStudyFigures(numbers, evaluated.back());
    }
    return evaluated;
}

CaseStudy evaluateCaseStudy(const StudyRequest& request, const RulePack& pack, const CaseNumbers& numbers,
                            std::size_t draws, const RunOptions& options) {
    const StudyDefinition* study = findStudy(request.method);
    assert(study);
    return StudyRun(request, pack, numbers, draws, options).evaluate(*study);
}

void addStudyFigures(CaseNumbers& numbers, const CaseStudy& study) {
    if (!study.result) return;
    for (const StudyFigure& figure : figuresWithValue(*study.result)) {
        const auto drawn = study.figureDraws.find(figure.key);
        if (drawn == study.figureDraws.end() && !study.figureDraws.empty()) continue;  // not defined in every draw
        numbers.add(studyFigureName(study.id, figure.key), *figure.value,
                    drawn == study.figureDraws.end() ? std::vector<double>() : drawn->second);
    }
}

}  // namespace kachi
