#pragma once

#include "models/labour/staff_time.h"

#include <optional>

namespace kachi {

/// Pathways an activity or a consumable belongs to.
enum class CareArm { before, after, both };

inline bool inArm(CareArm arm, CareArm wanted) {
    return arm == wanted || arm == CareArm::both;
}

/// One driver of a time equation: minutes per unit of the driver × its value.
struct TimeTerm {
    std::string driver;
    double minutesPerUnit = 0;
    double value = 0;
};

/// One activity of the pathway of a case.
struct CareActivity {
    std::string name;
    CareArm arm = CareArm::both;
    std::size_t occupation = 0;  ///< who does it: index of CareProcess::occupations
    double baseMinutes = 0;
    std::vector<TimeTerm> terms;
    double probability = 1;  ///< of being done in a case
    double repetitions = 1;  ///< times done where it is done

    double minutesOnce() const;  ///< time equation t = b0 + Σ b·x
    double minutesPerCase() const { return minutesOnce() * probability * repetitions; }
};

struct CareConsumable {
    std::string name;
    CareArm arm = CareArm::both;
    double yen = 0;             ///< what the hospital pays for it in a case
    double paidSeparately = 0;  ///< what the payer pays for it beside the fee, yen; 0: the fee covers it
};

struct CareOccupation {
    std::string name;
    StaffCost cost;
};

struct CareProcess {
    std::vector<CareOccupation> occupations;
    std::vector<CareActivity> activities;  ///< in the order of the pathway
    std::vector<CareConsumable> consumables;
};

/// An activity followed from the pathway before to the one after; without `before` it is new, without `after` dropped.
struct CareStep {
    std::optional<std::size_t> before = {};  ///< index of CareProcess::activities
    std::optional<std::size_t> after = {};
    bool changed = false;  ///< new, dropped, another occupation, or other minutes, probability or repetitions
};

struct CareArmPair {
    double before = 0;
    double after = 0;
    double saved() const { return before - after; }
    double added() const { return after - before; }
};

struct CareProcessResult {
    std::vector<LabourFigures> byOccupation;  ///< of one case
    LabourFigures total;
    std::vector<CareStep> steps;  ///< in the order of the pathways, dropped ones where they stood
    /// Minutes of one case moved [from][to]: rows are the occupations and last what is new, columns the occupations and
    /// last what is saved. Row sums are the minutes before of an occupation, column sums its minutes after.
    std::vector<std::vector<double>> shift;
    CareArmPair consumables;     ///< cost to the hospital, yen per case
    CareArmPair paidSeparately;  ///< cost of consumables to the payer, yen per case

    double caseCostBefore() const { return total.yenBefore + consumables.before; }
    double caseCostAfter() const { return total.yenAfter + consumables.after; }
};

/// Time and cost of a case before and after by time-driven activity-based costing. An activity before is followed to
/// the activity after of the same name, of the same occupation first; minutes that both have are moved from the one
/// occupation to the other, the rest is saved or new.
/// Source: Kaplan & Anderson, Time-Driven Activity-Based Costing, Harvard Business Review 2004;82(11);
/// Keel et al., Health Policy 2017;121:755-763.
/// @pre occupations of activities exist, times are ≥ 0
CareProcessResult careProcess(const CareProcess& process);

/// Cost of capacity that is paid for and not used: cost − rate × minutes used, yen a year.
double unusedCapacityCost(double yearlyCost, double yenPerMinute, double minutesUsed);

}  // namespace kachi
