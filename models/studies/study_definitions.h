#pragma once

#include "models/studies/study.h"

namespace kachi {

// One per file; studies.cpp lists them.
StudyDefinition summaryStudy();
StudyDefinition survivalReconstructionStudy();
StudyDefinition survivalStudy();

}  // namespace kachi
