#pragma once

#include "models/studies/study.h"

namespace kachi {

// One per file; studies.cpp lists them.
StudyDefinition concentrationStudy();
StudyDefinition inequalityStudy();
StudyDefinition patientFlowStudy();
StudyDefinition physicianIndexStudy();
StudyDefinition standardisationStudy();
StudyDefinition summaryStudy();

}  // namespace kachi
