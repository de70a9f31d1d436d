#pragma once

#include "app/workbook/cohort_sheet.h"
#include "models/evaluation/evaluation.h"

#include <string>
#include <vector>

namespace kachi {

/// The cohort model with live formulas: one sheet per strategy and subgroup with every cycle, and a summary beside
/// Kachi's own figures, so that a reviewer can recompute and change it.
class CohortWorkbook {
public:
    /// Adds the summary; it stands before sheets that are added later. @pre evaluation.outcomes of a cohort model
    CohortWorkbook(WorkbookWriter& workbook, const Case& value, const Evaluation& evaluation, Language language);

    /// @param places  of the parameters and lookup tables
    /// Errors: workbook.tooWide, workbook.tooLarge, workbook.tooLong, workbook.noPlace.
    Issues write(const SheetPlaces& places);

private:
    struct StrategySheet {
        std::size_t strategy = 0;
        std::string name;
        CohortSheetTotals totals;
    };

    std::string words(const char* ja, const char* en) const { return m_language == Language::ja ? ja : en; }
    void writeCohort(const SubgroupOutcome& row, const SheetPlaces& places);
    /// Σ over the sheets of a strategy of weight × total.
    std::string weighted(std::size_t strategy, std::string CohortSheetTotals::*total) const;
    void writeSummary();

    WorkbookWriter& m_workbook;
    const Case& m_case;
    const Evaluation& m_evaluation;
    Language m_language;
    SheetWriter m_summary;
    std::vector<StrategySheet> m_sheets;
    Issues m_issues;
};

}  // namespace kachi
