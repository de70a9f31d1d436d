#pragma once

#include "models/studies/study_request.h"

namespace kachi {

/// Name of the study, or of its method where it has none of its own.
Text studyName(const StudyRequest& request);

}  // namespace kachi
