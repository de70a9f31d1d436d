#pragma once

#include "models/case/archive.h"
#include "models/expressions/program.h"

namespace kachi {

inline constexpr ChoiceName<Interpolation> interpolationNames[] = {{Interpolation::step, "step"},
                                                                   {Interpolation::linear, "linear"}};

template <class Archive>
void describe(Archive& archive, LookupTable& table) {
    archive.field("id", table.id);
    archive.field("keys", table.keys);
    archive.field("columns", table.columns);
    archive.choice("interpolation", table.interpolation, interpolationNames);
    archive.optional("openEnded", table.openEnded);
}

}  // namespace kachi
