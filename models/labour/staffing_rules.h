#pragma once

namespace kachi {

/// Posts of an occupation against what the fee schedule asks for, before and after a relaxation. Full-time equivalents.
struct StaffingEffect {
    double requiredBefore = 0;
    double requiredAfter = 0;
    double actual = 0;

    bool metBefore() const { return actual >= requiredBefore; }
    bool metAfter() const { return actual >= requiredAfter; }
    double marginBefore() const { return actual - requiredBefore; }
    double marginAfter() const { return actual - requiredAfter; }
    /// Posts the standard held before and holds no longer: of those there are, not of those that were missing.
    double postsFreed() const;
};

/// Nurse numbers and ratio may fall to `share` of the standard.
StaffingEffect relaxedStaffing(double required, double actual, double share);

/// One clerk counts as `factor`: effective staff = actual × factor, so required / factor people are enough.
StaffingEffect countedStaffing(double required, double actual, double factor);

}  // namespace kachi
