#pragma once

#include "models/case/archive.h"
#include "models/labour/labour_structure.h"

namespace kachi {

inline constexpr ChoiceName<LabourVolume> labourVolumeNames[] = {
    {LabourVolume::procedureOnly, "procedureOnly"},
    {LabourVolume::hospital, "hospital"},
    {LabourVolume::nation, "nation"},
    {LabourVolume::hospitalAndNation, "hospitalAndNation"},
};

template <class Archive>
void describe(Archive& archive, LabourStaff& staff) {
    archive.field("id", staff.id);
    archive.field("name", staff.name);
    archive.optional("note", staff.note);
}

template <class Archive>
void describe(Archive& archive, LabourTask& task) {
    archive.field("id", task.id);
    archive.field("name", task.name);
    archive.field("staff", task.staff);
    archive.optional("note", task.note);
}

template <class Archive>
void describe(Archive& archive, LabourStructure& labour) {
    archive.field("staff", labour.staff);
    archive.field("tasks", labour.tasks);
    archive.choice("volume", labour.volume, labourVolumeNames);
    archive.optional("consumables", labour.consumables);
}

}  // namespace kachi
