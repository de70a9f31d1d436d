#pragma once

#include "models/studies/study.h"

namespace kachi {

// One per file; studies.cpp lists them.
StudyDefinition accessStudy();
StudyDefinition deviceScenarioStudy();
StudyDefinition distributionFitStudy();
StudyDefinition distributionalCeaStudy();
StudyDefinition placementStudy();
StudyDefinition summaryStudy();
StudyDefinition careProcessStudy();
StudyDefinition workStyleStudy();
StudyDefinition staffingRulesStudy();
StudyDefinition labourScaleStudy();
StudyDefinition queueStudy();
StudyDefinition queueSimulationStudy();
StudyDefinition hospitalBreakEvenStudy();

}  // namespace kachi
