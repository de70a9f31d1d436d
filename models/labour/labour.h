#pragma once

#include "models/core/result.h"
#include "models/core/run_options.h"
#include "models/core/trace.h"
#include "models/labour/labour_params.h"
#include "models/labour/labour_structure.h"
#include "models/params/parameter_values.h"

#include <array>
#include <string>
#include <vector>

namespace kachi {

/// What the figures count: one procedure, one hospital's year, or the nation's year at the assumed adoption.
enum class LabourScale { procedure, hospital, nation };

Text labourScaleText(LabourScale scale);

/// Working time and its cost at one scale. A saving is before − after; work that grows longer is a negative saving.
struct LabourFigures {
    double minutesBefore = 0;
    double minutesAfter = 0;
    double fullTimeEquivalents = 0;  ///< saved minutes / (60 × hours of one full-time equivalent)
    double yenBefore = 0;            ///< minutes × capacity cost rate
    double yenAfter = 0;
    double cashableYen = 0;    ///< part of the saved yen that leaves the budget: saved yen × cashable share
    double releasedHours = 0;  ///< freed for other work, not valued in money: saved hours × (1 − cashable share)

    double minutesSaved() const { return minutesBefore - minutesAfter; }
    double hoursSaved() const { return minutesSaved() / 60; }
    double yenSaved() const { return yenBefore - yenAfter; }
};

/// The published figures, in the order they are shown. Cashable yen and released hours are never summed.
enum class LabourMetric { minutesSaved, hoursSaved, fullTimeEquivalents, yenSaved, cashableYen, releasedHours };

struct LabourMetricInfo {
    LabourMetric metric;
    const char* name;  ///< stable name in JSON and trace ids
    const char* ja;
    const char* en;
    Unit unit;
};

inline constexpr auto labourMetrics = std::to_array<LabourMetricInfo>({
    {LabourMetric::minutesSaved, "minutesSaved", "削減時間（分）", "Minutes saved", Unit::minutes},
    {LabourMetric::hoursSaved, "hoursSaved", "削減時間", "Hours saved", Unit::hours},
    {LabourMetric::fullTimeEquivalents, "fullTimeEquivalents", "削減時間の常勤換算", "Full-time equivalents saved",
     Unit::fte},
    {LabourMetric::yenSaved, "yenSaved", "削減時間の費用換算額（TDABC）", "Cost of the time saved (TDABC)", Unit::yen},
    {LabourMetric::cashableYen, "cashableYen", "実際に減る人件費", "Cashable yen", Unit::yen},
    {LabourMetric::releasedHours, "releasedHours", "他業務に充てられる時間", "Hours released for other work",
     Unit::hours},
});

double valueOf(const LabourFigures& figures, LabourMetric metric);

/// One staff category, or all staff together, at one scale.
struct LabourRow {
    LabourScale scale = LabourScale::procedure;
    std::string staff;  ///< id of the staff row; empty: all staff
    Text name;          ///< of the staff category, or 全職種
    LabourFigures base;
    std::vector<LabourFigures> draws;  ///< [draw]

    /// One figure in every draw, [draw], for a summary or a histogram.
    std::vector<double> series(LabourMetric metric) const;
};

/// One task in one procedure, base case.
struct LabourTaskRow {
    std::string task;
    std::string staff;
    double minutesBefore = 0;  ///< repetitions included
    double minutesAfter = 0;
    double yenSaved = 0;
};

/// Capacity cost rate of a staff category, base case.
struct LabourRateRow {
    std::string staff;
    double yenPerMinute = 0;
    Trace trace;
};

/// Cost of one procedure by time-driven costing: Σ rate × minutes, plus consumables where the structure has them.
struct LabourCaseCost {
    double before = 0;  ///< yen
    double after = 0;
    double paidLess = 0;  ///< what really leaves the budget: cashable yen of the staff and consumables no longer used
};

struct LabourResults {
    std::vector<LabourRateRow> rates;           ///< [staff]
    std::vector<LabourTaskRow> tasks;           ///< [task]
    std::vector<LabourRow> rows;                ///< scale by scale: every staff category, then all staff
    LabourCaseCost caseCost;                    ///< base case
    std::vector<LabourCaseCost> caseCostDraws;  ///< [draw]
    std::vector<Trace> traces;                  ///< all staff: one per scale and metric, "labour.<scale>.<metric>"
    Issues issues;                              ///< warnings: labour.longerWork

    /// @param staff empty: all staff. Null when the scale is not assessed.
    const LabourRow* find(LabourScale scale, const std::string& staff = {}) const;
};

/// Capacity cost rate of time-driven activity-based costing: annual cost / practical minutes.
/// @return yen per minute = annualPay (1 + onCost) / (hoursPerYear × practicalShare × 60)
/// Source: Kaplan & Anderson, Time-Driven Activity-Based Costing, Harvard Business Review 2004;82(11).
double capacityCostRate(double annualPay, double onCost, double hoursPerYear, double practicalShare);

/// All faults of structure and numbers: labour.noStaff, labour.noTasks, labour.rowId, labour.duplicateRow,
/// labour.unknownStaff, labour.nameMissing, and input.* for missing or impossible parameters.
Issues validate(const LabourStructure& structure, const ParameterValues& values);

/// Hours, full-time equivalents and yen saved per procedure, hospital and nation; base case and every draw.
/// Full-time equivalents count paid yearly hours (fteHours, else hoursPerYear), not practical capacity: the smaller
/// and so more careful number. National figures are volume × adoption; a hospital is one that has adopted.
/// The cashable share applies to savings and to extra work alike.
/// Issues: those of validate, core.cancelled.
Result<LabourResults> evaluateLabour(const LabourStructure& structure, const ParameterValues& values,
                                     const RunOptions& options);

}  // namespace kachi
