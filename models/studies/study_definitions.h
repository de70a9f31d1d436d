#pragma once

#include "models/studies/study.h"

namespace kachi {

// One per file; studies.cpp lists them.
StudyDefinition summaryStudy();
StudyDefinition timeStudy();
StudyDefinition timeStudyPlanningStudy();
StudyDefinition learningCurveStudy();
StudyDefinition mixedModelStudy();
StudyDefinition agreementStudy();

}  // namespace kachi
