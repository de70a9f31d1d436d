#pragma once

#include "models/case/archive.h"
#include "models/statistics/distribution.h"

namespace kachi {

template <class Archive>
void describe(Archive& archive, DistributionSpec& distribution) {
    archive.choice("family", distribution.family, familyNames);
    archive.optional("args", distribution.args);
    archive.optional("values", distribution.values);
}

}  // namespace kachi
