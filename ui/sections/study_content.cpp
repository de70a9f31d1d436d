#include "ui/sections/study_content.h"

#include "app/messages/repeated_issues.h"
#include "app/report/case_text.h"
#include "app/report/study_figures.h"
#include "app/report/study_tables.h"
#include "models/studies/study_name.h"
#include "ui/windows/language.h"

#include <QCoreApplication>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

QString words(const char* english) {
    return QCoreApplication::translate("kachi::StudyContent", english);
}

/// Intervals over the draws of the case, in place of none.
StudyResult withDraws(StudyResult result, const std::map<std::string, SampleSummary>& drawn) {
    for (StudyFigure& figure : result.figures) {
        const auto found = drawn.find(figure.key);
        if (found == drawn.end()) continue;
        figure.low = found->second.low95;
        figure.high = found->second.high95;
    }
    return result;
}

/// How it was done, with the works that describe it.
Table methodTable(const StudyResult& result) {
    Table table;
    table.title = {"方法", "Method"};
    table.columns = {{.header = {"方法と文献", "Method and references"}}};
    table.rows.push_back({.cells = {result.methodText}});
    for (const std::string& reference : result.references)
        table.rows.push_back({.cells = {Text{reference, reference}}});
    return table;
}

SectionResults sectionResults(const StudyRequest& request, const StudyResult& result) {
    SectionResults results;
    for (const StudyChart& chart : result.charts) {
        std::vector<Figure> figures = studyFigures("studies." + request.id, chart);
        std::erase_if(figures, [](const Figure& figure) { return isEmpty(figure); });
        if (!figures.empty()) results.figures.push_back({chart.title, std::move(figures)});
    }
    if (auto figures = studyFigureTable(result)) results.tables.push_back({std::move(*figures), {}});
    for (const StudyTable& table : result.tables) results.tables.push_back({studyResultTable(table), {}});
    if (auto estimates = studyEstimateTable(result)) results.tables.push_back({std::move(*estimates), {}});
    results.tables.push_back({methodTable(result), {}});
    results.traces = result.traces;
    return results;
}

/// What is entered first: what the study cannot do without, else what the form asks first.
const Field* firstField(const StudyDefinition& study) {
    const auto found = std::ranges::find_if(study.fields, &Field::required);
    if (found != study.fields.end()) return &*found;
    return study.fields.empty() ? nullptr : &study.fields.front();
}

}  // namespace

ShownRequest studyBeforeEntry(const StudyRequest& request) {
    ShownRequest content;
    content.id = request.id;
    content.label = shown(studyName(request));
    content.headline = words(QT_TRANSLATE_NOOP("kachi::StudyContent", "nothing entered yet"));
    const StudyDefinition* study = findStudy(request.method);
    if (!study) return content;
    content.rules = shown(study->purpose);
    if (const Field* first = firstField(*study)) {
        content.reasons.push_back(
            {Severity::info,
             words(QT_TRANSLATE_NOOP("kachi::StudyContent", "Begin with “%1”.")).arg(shown(first->label)),
             "/studies/id=" + request.id + "/inputs/" + first->key});
    }
    return content;
}

ShownRequest shownStudy(const StudyRequest& request, const Result<StudyResult>& result,
                        const std::map<std::string, SampleSummary>& drawn) {
    ShownRequest content;
    content.id = request.id;
    content.label = shown(studyName(request));
    content.hasResult = result.ok();
    Issues issues = result.issues();
    if (result) {
        const StudyResult withIntervals = withDraws(*result, drawn);
        issues = result->notes;
        if (const StudyFigure* first = leadingFigure(withIntervals)) {
            content.label = shown(first->label);
            StudyFigure figure = *first;
            figure.low.reset();
            content.headline = shown(studyFigureText(figure));
            if (hasInterval(*first)) {
                content.interval =
                    words(QT_TRANSLATE_NOOP("kachi::StudyContent", "95% interval %1"))
                        .arg(QString::fromStdString(readableInterval(*first->low, *first->high, uiLanguage())));
            }
        }
        content.results = sectionResults(request, withIntervals);
    } else {
        content.headline = words(QT_TRANSLATE_NOOP("kachi::StudyContent", "not worked out yet"));
    }
    for (const Issue& issue : withoutRepeats(issues)) {
        const std::string place =
            issue.where.starts_with("/studies/") ? issue.where : "/studies/id=" + request.id + issue.where;
        content.reasons.push_back({issue.severity, shown(studyIssueText(request, issue)), place});
    }
    return content;
}

}  // namespace kachi
