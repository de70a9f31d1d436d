#pragma once

#include "models/studies/study_result.h"

namespace kachi {

/// Takes numbers that are NaN or infinite out of a result, so that none is shown, saved or taken over: cells and
/// figures become empty, figures with a word why, estimates and charts with such a number are left out. The warning
/// studies.undefined names what was affected.
void emptyUndefined(StudyResult& result);

}  // namespace kachi
