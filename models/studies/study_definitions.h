#pragma once

#include "models/studies/study.h"

namespace kachi {

// One per file; studies.cpp lists them.
StudyDefinition comparisonStudy();
StudyDefinition summaryStudy();
StudyDefinition weightingStudy();

}  // namespace kachi
