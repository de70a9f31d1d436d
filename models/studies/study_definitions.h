#pragma once

#include "models/studies/study.h"

namespace kachi {

// One per file; studies.cpp lists them.
StudyDefinition accessStudy();
StudyDefinition deviceScenarioStudy();
StudyDefinition distributionalCeaStudy();
StudyDefinition placementStudy();
StudyDefinition summaryStudy();

}  // namespace kachi
