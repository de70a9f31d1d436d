#pragma once

#include "models/labour/staff_time.h"
#include "models/studies/study_reader.h"
#include "models/studies/study_result.h"

namespace kachi {

// What the studies of labour have in common: columns of staff cost, their reading, steps and figures.

/// A number for sentences and labels of charts: at most `decimals` digits after the point.
std::string shortNumber(double value, int decimals = 2);

/// A name typed by the analyst, the same in both languages.
inline Text typedName(const std::string& name) {
    return {name, name};
}

/// Columns annualPay, onCost, hoursPerYear, practicalShare, fteHours, cashableShare, and the source of the wage.
std::vector<Field> staffCostFields();

/// The same columns of a row. Without fteHours, hoursPerYear makes one full-time equivalent.
StaffCost readStaffCost(FieldCells& row);

/// Columns of a table of minutes saved in one procedure: occupation, minutesSaved and those of staff cost.
std::vector<Field> savedTimeFields();

/// Minutes an occupation saves in one procedure.
struct SavedTime {
    std::string occupation;
    std::string path;  ///< of the row
    double minutes = 0;
    StaffCost cost;
    std::string wageSource = {};  ///< year and source of the pay as typed

    LabourFigures perProcedure() const { return staffTime(minutes, 0, cost); }
};

/// Rows of such a table. Issues: labourStudies.noRows, labourStudies.nameTwice.
std::vector<SavedTime> readSavedTime(StudyReader& reader, const std::string& table);

/// All occupations together, one procedure.
LabourFigures sumOf(const std::vector<SavedTime>& saved);

/// Minutes, rate, yen and hours of each occupation in one procedure.
StudyTable savedTimeTable(const std::vector<SavedTime>& saved);

/// An occupation with what its pay rests on.
struct PaidOccupation {
    Text name;
    StaffCost cost;
    std::string wageSource;  ///< year and source as typed
};

/// Pay, on-cost and hours of each occupation with year and source of the pay.
StudyTable payTable(const std::vector<PaidOccupation>& occupations);
StudyTable payTable(const std::vector<SavedTime>& saved);

/// Issue labourStudies.noRows when the table is empty.
void needRows(StudyReader& reader, const std::string& table);

/// A step of an explanation whose value is in double precision.
Trace labourStep(const std::string& id, const Text& label, const std::string& formula, double value, Unit unit);
TraceInput labourInput(const std::string& symbol, const Text& label, double value, const std::string& path = {});

/// Capacity cost rate of an occupation. @param path  of the row it was read from
Trace capacityRateTrace(const std::string& occupation, const StaffCost& cost, const std::string& path);

/// cashableYen = Σ minutes × rate × cashableShare over the occupations.
Trace cashableTrace(const std::vector<SavedTime>& saved, double cashableYen);

/// A figure of the value summary.
StudyFigure headlineFigure(const std::string& key, const Text& label, double value, Unit unit);

/// The number entered in a field, with the status user, else the rule of the pack.
/// Issue labourStudies.ruleAbsent when neither is there: where the field, limit the rule.
RuleNumber enteredOrRule(StudyReader& reader, const std::string& key, const std::string& rule);

/// The same, empty when neither is there.
std::optional<RuleNumber> enteredOrKnown(StudyReader& reader, const std::string& key, const std::string& rule);

/// Rules a result rests on: value, clause, document, date and how well it is known.
StudyTable ruleTable(const std::vector<RuleNumber>& rules);

/// Labels that several studies print.
namespace labour_text {
inline const Text occupation{"職種", "Occupation"};
inline const Text minutesSaved{"削減時間（分）", "Minutes saved"};
inline const Text hoursSaved{"削減時間", "Hours saved"};
inline const Text fullTimeEquivalents{"削減時間の常勤換算", "Full-time equivalents saved"};
inline const Text yenSaved{"削減時間の費用換算額（TDABC）", "Cost of the time saved (TDABC)"};
inline const Text cashableYen{"実際に減る人件費", "Cashable yen"};
inline const Text releasedHours{"他業務に充てられる時間", "Hours released for other work"};
inline const Text rate{"時間当たり生産能力費用", "Capacity cost rate"};
inline const Text cashableShare{"現金化割合", "Cashable share"};
inline const Text wageSource{"給与の年と出典", "Year and source of the pay"};
inline const Text total{"合計", "Total"};
inline const Text before{"導入前", "Before"};
inline const Text after{"導入後", "After"};
}  // namespace labour_text

/// Citation of time-driven costing.
inline const std::string timeDrivenCosting =
    "Kaplan RS, Anderson SR. Time-driven activity-based costing. Harvard Business Review 2004;82(11):131-138.";

}  // namespace kachi
