#include "app/workbook/cohort_workbook.h"

#include "app/report/case_text.h"
#include "models/evaluation/values.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace kachi {
namespace {

constexpr int firstRow = 3;  ///< of the summary

}  // namespace

CohortWorkbook::CohortWorkbook(WorkbookWriter& workbook, const Case& value, const Evaluation& evaluation,
                               Language language)
    : m_workbook(workbook),
      m_case(value),
      m_evaluation(evaluation),
      m_language(language),
      m_summary(workbook.sheet(words("要約", "Summary"))) {}

Issues CohortWorkbook::write(const SheetPlaces& places) {
    for (const SubgroupOutcome& row : m_evaluation.outcomes->subgroupBase) writeCohort(row, places);
    if (m_issues.empty()) writeSummary();
    return m_issues;
}

void CohortWorkbook::writeCohort(const SubgroupOutcome& row, const SheetPlaces& places) {
    const OutcomesStructure& structure = *m_case.outcomes;
    const bool subgroups = m_evaluation.outcomes->subgroups.size() > 1;
    std::string name = "S" + std::to_string(row.strategy + 1);
    if (subgroups) name += "." + std::to_string(row.subgroup + 1);
    Text title = structure.strategies[row.strategy].name;
    if (subgroups) {
        const Text& subgroup = structure.subgroups[row.subgroup].name;
        title = {title.ja + "、" + subgroup.ja, title.en + ", " + subgroup.en};
    }
    const ExpressionInputs expressions = expressionInputs(m_case);
    EngineInputs inputs{.structure = structure, .expressions = expressions, .values = m_evaluation.values};
    inputs.strategy = row.strategy;
    inputs.subgroup = row.subgroup;
    SheetWriter sheet = m_workbook.sheet(name);
    std::optional<SheetWriter> rateSheet;
    if (structure.transitionUnit == TransitionUnit::rate) rateSheet = m_workbook.sheet(name + " exp");
    auto totals =
        writeCohortSheet(sheet, rateSheet ? &*rateSheet : nullptr, inputs, places, title.in(m_language), m_language);
    if (!totals) {
        for (const Issue& issue : totals.issues()) {
            if (std::ranges::find(m_issues, issue) == m_issues.end()) m_issues.push_back(issue);
        }
        return;
    }
    m_sheets.push_back({row.strategy, name, std::move(totals).value()});
}

std::string CohortWorkbook::weighted(std::size_t strategy, std::string CohortSheetTotals::*total) const {
    std::string sum;
    for (const StrategySheet& sheet : m_sheets) {
        if (sheet.strategy != strategy) continue;
        sum += (sum.empty() ? "" : "+") + ("'" + sheet.name + "'!" + sheet.totals.weight) + "*'" + sheet.name + "'!" +
               sheet.totals.*total;
    }
    return sum;
}

void CohortWorkbook::writeSummary() {
    const OutcomesResults& results = *m_evaluation.outcomes;
    m_summary.text(0, 0, m_case.title.in(m_language), CellLook::title);
    m_summary.text(1, 0, words("案件ダイジェスト: ", "Case digest: ") + m_evaluation.caseDigest, CellLook::note);
    const std::string currency = currencyText(m_case).in(m_language);
    const std::string heads[] = {words("戦略", "Strategy"),
                                 words("費用", "Cost") + " (" + currency + ")",
                                 words("QALY", "QALYs"),
                                 words("生存年(割引なし)", "Life-years, undiscounted"),
                                 words("生存年(割引後)", "Life-years, discounted"),
                                 words("増分費用", "Incremental cost"),
                                 words("増分効果", "Incremental effect"),
                                 "ICER",
                                 words("Kachiの費用", "Cost by Kachi"),
                                 words("差", "Difference"),
                                 words("KachiのQALY", "QALYs by Kachi"),
                                 words("差", "Difference")};
    for (int column = 0; column < 12; ++column) m_summary.text(firstRow, column, heads[column], CellLook::header);
    const int effectColumn = results.effect == EffectMeasure::qaly        ? 2
                             : results.effect == EffectMeasure::lifeYears ? 3
                                                                          : 4;
    const int comparatorRow = firstRow + 1 + static_cast<int>(results.comparator);
    for (std::size_t s = 0; s < results.strategies.size(); ++s) {
        const int row = firstRow + 1 + static_cast<int>(s);
        const CohortOutcome& base = results.base[s];
        m_summary.text(row, 0, m_case.outcomes->strategies[s].name.in(m_language));
        m_summary.formula(row, 1, weighted(s, &CohortSheetTotals::cost), base.cost, CellLook::result);
        m_summary.formula(row, 2, weighted(s, &CohortSheetTotals::qaly), base.qaly, CellLook::result);
        m_summary.formula(row, 3, weighted(s, &CohortSheetTotals::lifeYears), base.lifeYears);
        m_summary.formula(row, 4, weighted(s, &CohortSheetTotals::lifeYearsDiscounted), base.lifeYearsDiscounted);
        m_summary.number(row, 8, base.cost, CellLook::note);
        m_summary.formula(row, 9, cellReference(row, 1) + "-" + cellReference(row, 8), 0, CellLook::note);
        m_summary.number(row, 10, base.qaly, CellLook::note);
        m_summary.formula(row, 11, cellReference(row, 2) + "-" + cellReference(row, 10), 0, CellLook::note);
        if (s == results.comparator) continue;
        const auto change = std::ranges::find(results.increments, s, &Increment::strategy);
        const std::string cost = cellReference(row, 5);
        const std::string effect = cellReference(row, 6);
        m_summary.formula(row, 5, cellReference(row, 1) + "-" + cellReference(comparatorRow, 1, true), change->cost);
        m_summary.formula(row, 6,
                          cellReference(row, effectColumn) + "-" + cellReference(comparatorRow, effectColumn, true),
                          change->effect);
        m_summary.formula(row, 7, "IF(" + cost + "*" + effect + ">0," + cost + "/" + effect + ",\"–\")",
                          change->icer.value_or(0), CellLook::result);
    }
    m_summary.columnWidth(0, 0, 36);
    m_summary.columnWidth(1, 11, 18);
}

}  // namespace kachi
