#pragma once

#include "models/labour/staffing_rules.h"
#include "models/studies/labour_study_parts.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// Fields of the domains of ICT that must all be organised on the ward before the nurse standard is relaxed.
inline constexpr std::array nurseIctDomains{"ictMonitoring", "ictRecords", "ictSharing"};

/// One group of staff of the study staffingRules with its rule and what it costs.
struct StaffingGroup {
    std::string key;  ///< of its fields and figures: nurse, clerk
    Text name;
    StaffingEffect effect;
    std::optional<RuleNumber> rule;                      ///< of the relaxation, where it is known
    bool relaxed = false;                                ///< the rule applies
    std::array<bool, nurseIctDomains.size()> domains{};  ///< of nurses: organised on the ward
    bool dividesRequired = false;                        ///< the factor divides what is required; else it multiplies it
    StaffCost cost;
    std::string wageSource;

    std::string ruleField() const { return dividesRequired ? key + "Factor" : key + "Share"; }
    double yenPerPost() const { return cost.annualPay * (1 + cost.onCost); }
    double cashableYen() const { return effect.postsFreed() * yenPerPost() * cost.cashableShare; }
    double releasedHours() const { return effect.postsFreed() * cost.hoursPerYear * (1 - cost.cashableShare); }
};

/// The groups that were entered, nurses first. Issues: staffingRules.noGroup, labourStudies.ruleAbsent.
std::vector<StaffingGroup> readStaffingGroups(StudyReader& reader);

}  // namespace kachi
