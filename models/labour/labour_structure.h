#pragma once

#include "models/core/text.h"

#include <string>
#include <vector>

namespace kachi {

/// A staff category, e.g. nurse. Pay and hours are the parameters labour.staff.<id>.*
struct LabourStaff {
    std::string id;  ///< permanent row id
    Text name;
    std::string note;

    bool operator==(const LabourStaff&) const = default;
};

/// A task done by one staff category. Minutes and repetitions are the parameters labour.task.<id>.*
struct LabourTask {
    std::string id;  ///< permanent row id
    Text name;
    std::string staff;  ///< id of a LabourStaff row
    std::string note;

    bool operator==(const LabourTask&) const = default;
};

/// Which yearly volumes are assessed beside the single procedure.
enum class LabourVolume { procedureOnly, hospital, nation, hospitalAndNation };

inline bool usesHospital(LabourVolume volume) {
    return volume == LabourVolume::hospital || volume == LabourVolume::hospitalAndNation;
}
inline bool usesNation(LabourVolume volume) {
    return volume == LabourVolume::nation || volume == LabourVolume::hospitalAndNation;
}

/// What the labour model needs beyond numbers: who does what, and at which scale it counts.
struct LabourStructure {
    std::vector<LabourStaff> staff;
    std::vector<LabourTask> tasks;
    LabourVolume volume = LabourVolume::hospitalAndNation;
    bool consumables = false;  ///< consumables before and after belong to the cost of a procedure

    bool operator==(const LabourStructure&) const = default;
};

}  // namespace kachi
