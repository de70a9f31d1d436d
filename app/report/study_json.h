#pragma once

#include "app/report/json_values.h"
#include "models/studies/study.h"

namespace kachi {

/// Everything a study gives but its charts, in full precision; what is not defined is null.
Json studyResultJson(const StudyResult& result);

/// The file of `kachi stats --json`.
std::string studyResultToJson(const StudyRequest& request, const StudyResult& result);

}  // namespace kachi
