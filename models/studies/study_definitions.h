#pragma once

#include "models/studies/study.h"

namespace kachi {

// One per file; studies.cpp lists them.
StudyDefinition accessStudy();
StudyDefinition deviceScenarioStudy();
StudyDefinition distributionFitStudy();
StudyDefinition distributionalCeaStudy();
StudyDefinition placementStudy();
StudyDefinition concentrationStudy();
StudyDefinition inequalityStudy();
StudyDefinition patientFlowStudy();
StudyDefinition physicianIndexStudy();
StudyDefinition standardisationStudy();
StudyDefinition diagnosticStudy();
StudyDefinition metaStudy();
StudyDefinition networkStudy();
StudyDefinition summaryStudy();
StudyDefinition careProcessStudy();
StudyDefinition workStyleStudy();
StudyDefinition staffingRulesStudy();
StudyDefinition labourScaleStudy();
StudyDefinition queueStudy();
StudyDefinition queueSimulationStudy();
StudyDefinition hospitalBreakEvenStudy();
StudyDefinition survivalReconstructionStudy();
StudyDefinition survivalStudy();
StudyDefinition timeStudy();
StudyDefinition timeStudyPlanningStudy();
StudyDefinition learningCurveStudy();
StudyDefinition mixedModelStudy();
StudyDefinition agreementStudy();
StudyDefinition comparisonStudy();
StudyDefinition proportionsStudy();
StudyDefinition regressionStudy();
StudyDefinition coxStudy();
StudyDefinition utilitiesStudy();
StudyDefinition sampleSizeStudy();
StudyDefinition weightingStudy();

}  // namespace kachi
