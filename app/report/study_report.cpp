#include "app/report/study_report.h"

#include "app/report/case_text.h"
#include "app/report/field_tables.h"
#include "app/report/study_figures.h"
#include "app/report/study_tables.h"
#include "app/report/trace_table.h"
#include "app/studies/study_requests.h"
#include "app/studies/study_results.h"
#include "models/studies/study_name.h"

#include <algorithm>

namespace kachi {
namespace {

constexpr std::size_t mostPrintedRows = 60;

/// A long table of results is printed in part, and says so.
Table printedTable(Table table) {
    if (table.rows.size() > mostPrintedRows) {
        const std::string all = groupDigits(std::to_string(table.rows.size()));
        const std::string printed = std::to_string(mostPrintedRows);
        table.rows.resize(mostPrintedRows);
        table.notes.push_back(
            {all + " 行のうち最初の " + printed + " 行。全行は画面の解析の表と kachi stats の JSON にある。",
             "The first " + printed + " of " + all +
                 " rows; all of them are in the table of the analysis on screen and in the JSON of kachi stats."});
    }
    return turnedWhenWide(table);
}

class StudyPrint {
public:
    StudyPrint(const Case& value, const Evaluation& evaluation, const RulePack& pack, bool traces)
        : m_case(value),
          m_evaluation(evaluation),
          m_named(namedNumbers(value, evaluation)),
          m_pack(pack),
          m_traces(traces) {}

    std::vector<ReportBlock> print() {
        for (const StudyRequest& request : m_case.studies) study(request);
        return std::move(m_blocks);
    }

private:
    void add(ReportBlock block) { m_blocks.push_back(std::move(block)); }

    void study(const StudyRequest& request) {
        add(Heading{2, studyName(request)});
        if (const StudyDefinition* definition = findStudy(request.method)) {
            add(Paragraph{{definition->name.ja + "。" + definition->purpose.ja,
                           definition->name.en + ". " + definition->purpose.en}});
        }
        source(request);
        for (Table& inputs : studyInputTables(request, m_named)) add(std::move(inputs));
        const auto evaluated = std::ranges::find(m_evaluation.studies, request.id, &CaseStudy::id);
        if (evaluated != m_evaluation.studies.end()) {
            findings(request, evaluated->issues);
            if (evaluated->result) result(request, *evaluated->result, evaluated->drawn);
            return;
        }
        RunOptions options;
        options.seed = m_evaluation.seed;
        const auto worked = StudyResults::shared().get(m_case, request, m_pack, options);
        if (*worked) {
            result(request, **worked, {});
        } else {
            findings(request, worked->issues());
        }
    }

    void source(const StudyRequest& request) {
        const auto evidence = std::ranges::find(m_case.evidence, request.evidence, &Evidence::id);
        if (evidence == m_case.evidence.end()) return;
        const std::string citation = evidence->citation.empty() ? "" : " — " + evidence->citation;
        const std::string digest = evidence->digest.empty() ? "" : " (SHA-256 " + evidence->digest.substr(0, 16) + "…)";
        add(Paragraph{{"データの出典: " + evidence->title.ja + citation + digest,
                       "Data from: " + evidence->title.en + citation + digest}});
    }

    void findings(const StudyRequest& request, const Issues& issues) {
        IssueList list;
        for (const Issue& issue : issues) {
            if (issue.severity == Severity::info) continue;
            list.issues.push_back({issue.severity, studyIssueText(request, issue)});
        }
        if (!list.issues.empty()) add(std::move(list));
    }

    void result(const StudyRequest& request, const StudyResult& found,
                const std::map<std::string, SampleSummary>& drawn) {
        findings(request, found.notes);
        StudyResult shown = found;
        for (StudyFigure& figure : shown.figures) {
            const auto summary = drawn.find(figure.key);
            if (summary == drawn.end()) continue;
            figure.low = summary->second.low95;
            figure.high = summary->second.high95;
        }
        if (auto figures = studyFigureTable(shown)) add(std::move(*figures));
        for (const StudyTable& table : shown.tables) add(printedTable(studyResultTable(table)));
        charts("studies." + request.id, shown);
        taken(request);
        if (m_traces) {
            for (const Trace& trace : shown.traces) add(traceTable(trace, TraceDigits::modelled));
        }
        add(Paragraph{{"方法: " + shown.methodText.ja, "Method: " + shown.methodText.en}});
        if (shown.references.empty()) return;
        std::string references;
        for (const std::string& reference : shown.references)
            references += (references.empty() ? "" : "; ") + reference;
        add(Paragraph{{"文献: " + references, "References: " + references}});
    }

    /// Charts with a row per item take the whole width, others stand two by two.
    static bool standsAlone(const Figure& figure) {
        const auto* bars = std::get_if<BarFigure>(&figure.content);
        return std::holds_alternative<ForestFigure>(figure.content) ||
               std::holds_alternative<FlowFigure>(figure.content) ||
               std::holds_alternative<NetworkFigure>(figure.content) ||
               std::holds_alternative<WaterfallFigure>(figure.content) || (bars && bars->horizontal);
    }

    void charts(const std::string& id, const StudyResult& shown) {
        FigureRow row;
        const auto flush = [this, &row] {
            if (!row.figures.empty()) add(std::move(row));
            row = {};
        };
        for (Figure& figure : studyFigures(id, shown)) {
            const bool alone = standsAlone(figure);
            if (alone) flush();
            row.figures.push_back(std::move(figure));
            if (alone || row.figures.size() == 2) flush();
        }
        flush();
    }

    void taken(const StudyRequest& request) {
        Table table;
        table.title = {"この解析から引き継いだパラメータ", "Parameters that took numbers over from this analysis"};
        table.columns = {
            {.header = {"パラメータ", "Parameter"}}, {.header = {"推定値", "Estimate"}}, {.header = {"状態", "State"}}};
        for (const auto& [id, estimate] : takenOver(m_case, request.id)) {
            const Parameter& parameter = m_case.parameters.at(id);
            table.rows.push_back(
                {.cells = {parameterName(m_case, id), Text{estimate, estimate},
                           isStale(m_case, parameter) ? Text{"解析の入力が変わり、未更新", "out of date"}
                           : followsStudy(parameter)  ? Text{"解析に追随", "follows the analysis"}
                                                      : Text{"最新", "up to date"}}});
        }
        if (!table.rows.empty()) add(std::move(table));
    }

    const Case& m_case;
    const Evaluation& m_evaluation;
    Parameters m_named;  ///< that cells of inputs may name
    const RulePack& m_pack;
    bool m_traces;
    std::vector<ReportBlock> m_blocks;
};

}  // namespace

std::vector<ReportBlock> studyBlocks(const Case& value, const Evaluation& evaluation, const RulePack& pack,
                                     bool traces) {
    return StudyPrint(value, evaluation, pack, traces).print();
}

}  // namespace kachi
