#pragma once

#include "models/studies/study.h"

namespace kachi {

// One per file; studies.cpp lists them.
StudyDefinition comparisonStudy();
StudyDefinition proportionsStudy();
StudyDefinition regressionStudy();
StudyDefinition coxStudy();
StudyDefinition utilitiesStudy();
StudyDefinition sampleSizeStudy();
StudyDefinition summaryStudy();
StudyDefinition weightingStudy();

}  // namespace kachi
