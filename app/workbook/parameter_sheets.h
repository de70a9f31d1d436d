#pragma once

#include "app/workbook/cohort_sheet.h"
#include "models/evaluation/evaluation.h"

#include <map>
#include <string>

namespace kachi {

/// The sheets Parameters and Tables: every number of the case once, expressions as formulas, for all other sheets to
/// refer to.
class ParameterSheets {
public:
    ParameterSheets(WorkbookWriter& workbook, const Case& value, const Evaluation& evaluation, Language language);

    const SheetPlaces& places() const { return m_places; }
    /// Errors: workbook.noPlace (a name the workbook does not hold), those of parseExpression.
    const Issues& issues() const { return m_issues; }

private:
    std::string words(const char* ja, const char* en) const { return m_language == Language::ja ? ja : en; }
    void placeParameters();
    void placeTables();
    void writeParameters();

    const Case& m_case;
    const Evaluation& m_evaluation;
    Language m_language;
    SheetWriter m_parameters;
    SheetWriter m_tables;
    SheetPlaces m_places;
    std::map<std::string, int> m_rows;  ///< [parameter]
    Issues m_issues;
};

}  // namespace kachi
