#include "app/workbook/case_workbook.h"

#include "app/workbook/cohort_workbook.h"
#include "app/workbook/labour_workbook.h"
#include "app/workbook/parameter_sheets.h"
#include "app/workbook/region_sheet.h"

namespace kachi {
namespace {

bool hasCohort(const Case& value, const Evaluation& evaluation) {
    return value.outcomes && value.outcomes->model == OutcomeModel::cohort && evaluation.outcomes;
}

/// Every figure that formulas give beside what the program has worked out, and how many differ.
void writeChecks(WorkbookWriter& workbook, const std::vector<SheetCheck>& checks, const Evaluation& evaluation,
                 Language language) {
    constexpr int formulaColumn = 2;
    constexpr int programColumn = 3;
    constexpr int verdictColumn = 5;
    SheetPage page(workbook, {"検算", "Checks"}, {"検算", "Checks"},
                   {"案件ダイジェスト: " + evaluation.caseDigest, "Case digest: " + evaluation.caseDigest}, language);
    const int summaryRow = page.nextRow();
    constexpr int titleHeaderAndSpace = 3;
    const int first = summaryRow + 1 + titleHeaderAndSpace;
    page.table({"差のある数値", "Figures that differ"}, {{{"", ""}}, {{"項目", "Item"}}, {{"件数", "Count"}}},
               {{pageWords(""),
                 pageWords(Text{"差が相対 1e-9 を超えるもの", "Apart by more than 1e-9 of the figure"}.in(language)),
                 pageFormula("SUM(" + page.range(first, checks.size(), verdictColumn) + ")", 0, CellLook::result)}});
    std::vector<std::vector<PageCell>> cells;
    for (const SheetCheck& check : checks) {
        const int row = first + static_cast<int>(cells.size());
        const std::string formula = cellReference(row, formulaColumn);
        const std::string program = cellReference(row, programColumn);
        cells.push_back(
            {pageNumber(static_cast<double>(cells.size() + 1)), pageWords(check.label),
             pageFormula(check.reference, check.value), pageNumber(check.value),
             pageFormula(formula + "-" + program, 0),
             pageFormula("IF(ABS(" + formula + "-" + program + ")>0.000000001*MAX(1,ABS(" + program + ")),1,0)", 0)});
    }
    page.table({"数式の結果と Kachi の値", "What the formulas give beside Kachi's own figures"},
               {{{"番号", "No."}},
                {{"項目", "Item"}},
                {{"数式", "By formula"}},
                {{"Kachi の値", "By Kachi"}},
                {{"差", "Difference"}},
                {{"差がある（1/0）", "Apart (1/0)"}}},
               cells);
}

}  // namespace

bool hasWorkbook(const Case& value, const Evaluation& evaluation) {
    return hasCohort(value, evaluation) || hasLabourSheets(evaluation) || evaluation.equalisation.has_value();
}

Result<QByteArray> caseWorkbook(const Case& value, const Evaluation& evaluation, const RulePack& pack,
                                Language language) {
    if (!hasWorkbook(value, evaluation)) {
        return Issue{"workbook.model", Severity::error, value.outcomes ? "/outcomes" : "/", {}, {}, {}};
    }
    WorkbookWriter workbook;
    std::optional<CohortWorkbook> cohort;
    if (hasCohort(value, evaluation)) cohort.emplace(workbook, value, evaluation, language);
    const ParameterSheets parameters(workbook, value, evaluation, language);
    Issues issues = parameters.issues();
    if (cohort) append(issues, cohort->write(parameters.places()));
    if (!issues.empty()) return issues;

    std::vector<SheetCheck> checks;
    const auto keep = [&checks](const std::vector<SheetCheck>& more) {
        checks.insert(checks.end(), more.begin(), more.end());
    };
    if (hasLabourSheets(evaluation)) {
        keep(writeLabourSheets(workbook, value, evaluation, pack, parameters.places(), language));
    }
    if (evaluation.equalisation) {
        keep(writeRegionSheet(workbook, value, evaluation, parameters.places(), language));
    }
    if (!checks.empty()) writeChecks(workbook, checks, evaluation, language);
    return workbook.finish();
}

}  // namespace kachi
