#pragma once

#include "models/core/result.h"

#include <string>
#include <vector>

namespace kachi {

/// Follow-up of one subject: under observation after `entry` and up to and including `time`.
struct SurvivalRecord {
    double time = 0;  ///< of the event, or of the last observation
    bool event = false;
    double entry = 0;   ///< delayed entry (left truncation)
    double weight = 1;  ///< case weight: this many subjects alike

    bool operator==(const SurvivalRecord&) const = default;
};

/// Faults of records, all of them: survivalData.noRecords, and per record survivalData.time (not finite, or < 0),
/// survivalData.entry (not finite, < 0, or not before the time), survivalData.weight (not finite, or ≤ 0); details
/// "row" counted from 1.
Issues validate(const std::vector<SurvivalRecord>& records, const std::string& where);

/// The records of one group. @param groups [record]
std::vector<SurvivalRecord> recordsOfGroup(const std::vector<SurvivalRecord>& records, const std::vector<int>& groups,
                                           int group);

/// Subjects at risk, events and censorings of each group at one time.
struct RiskSet {
    double time = 0;
    std::vector<double> atRisk;    ///< [group] weighted; entered before `time` and still observed at it
    std::vector<double> events;    ///< [group]
    std::vector<double> censored;  ///< [group]
};

/// Risk sets at every distinct time of the records, ascending. Those censored at a time are at risk at it.
/// @param groups [record] from 0; empty: one group
std::vector<RiskSet> riskSets(const std::vector<SurvivalRecord>& records, const std::vector<int>& groups = {},
                              int groupCount = 1);

/// Weighted number at risk at a time: entered before it (or at 0) and not yet gone.
double numberAtRisk(const std::vector<SurvivalRecord>& records, double time);

/// The number at risk after the step before (from 0 on: at the first step) and up to and including `time`.
struct AtRiskStep {
    double time = 0;
    double atRisk = 0;  ///< weighted
};

/// numberAtRisk at all times from 0 on as steps, ascending, at every distinct entry and time; 0 after the last.
std::vector<AtRiskStep> atRiskSteps(const std::vector<SurvivalRecord>& records);

double eventCount(const std::vector<SurvivalRecord>& records);  ///< weighted

}  // namespace kachi
