#include "app/workbook/cohort_sheet.h"

#include "app/workbook/cohort_expressions.h"
#include "app/workbook/cohort_occupancy.h"
#include "app/workbook/cohort_values.h"
#include "app/workbook/sheet_columns.h"
#include "models/core/units.h"

namespace kachi {
namespace {

/// Cycle and time, the columns every formula may refer to.
void writeClock(SheetWriter& sheet, const OutcomeTiming& timing, bool tunnels, Language language) {
    const auto words = [language](const char* ja, const char* en) { return language == Language::ja ? ja : en; };
    if (tunnels) sheet.text(sheetRow::stateTime, 0, words("state_time (年)", "state_time (years)"));
    sheet.text(sheetRow::header, 0, words("サイクル", "cycle"), CellLook::header);
    sheet.text(sheetRow::header, 1, words("時間(年)", "time (years)"), CellLook::header);
    for (int cycle = 0; cycle < timing.cycles; ++cycle) {
        const int row = sheetRow::firstCycle + cycle;
        sheet.number(row, 0, cycle + 1);
        sheet.formula(row, 1, "(" + cellReference(row, 0) + "-1)*" + numberText(timing.cycleLengthYears),
                      cycle * timing.cycleLengthYears);
    }
}

}  // namespace

Result<CohortSheetTotals> writeCohortSheet(SheetWriter& sheet, SheetWriter* rateSheet, const EngineInputs& inputs,
                                           const SheetPlaces& places, const std::string& title, Language language) {
    const OutcomesStructure& structure = inputs.structure;
    Issues issues;
    const CohortProgram cohort = compileCohort(OutcomeScope(inputs, {"cycle", "time"}), issues);
    if (hasErrors(issues)) return issues;
    const SheetStates states(structure, cohort.rows);
    SheetColumns columns;
    CohortExpressions expressions(inputs, places, states.mostStays(), columns);
    CohortOccupancy occupancy(structure, states, expressions, columns);
    CohortValues values(structure, expressions, occupancy, columns, language);
    occupancy.addExpressions();
    values.addExpressions();
    expressions.evaluate();
    if (hasErrors(expressions.issues())) return expressions.issues();
    if (rateSheet) {
        RateMatrix matrix(*rateSheet, sheet.name(), structure, language);
        if (issues = occupancy.addRateMatrix(matrix); !issues.empty()) return issues;
    }
    occupancy.addStates(language);
    values.addValues();
    if (issues = columns.sizeFaults(); !issues.empty()) return issues;
    sheet.text(0, 0, title, CellLook::title);
    writeClock(sheet, structure.timing, states.tunnels(), language);
    if (issues = columns.write(sheet); !issues.empty()) return issues;
    occupancy.writeStart(sheet);
    const CohortSheetTotals totals = values.writeTotals(sheet);
    sheet.columnWidth(0, 0, 28);
    sheet.columnWidth(1, static_cast<int>(columns.next()) - 1, 14);
    sheet.freeze(sheetRow::firstCycle, 2);
    if (hasErrors(expressions.issues())) return expressions.issues();
    return totals;
}

}  // namespace kachi
