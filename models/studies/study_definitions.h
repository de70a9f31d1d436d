#pragma once

#include "models/studies/study.h"

namespace kachi {

// One per file; studies.cpp lists them.
StudyDefinition diagnosticStudy();
StudyDefinition metaStudy();
StudyDefinition networkStudy();
StudyDefinition summaryStudy();

}  // namespace kachi
