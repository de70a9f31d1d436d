#pragma once

#include "models/case/case.h"
#include "models/evaluation/case_study.h"
#include "ui/sections/request_results.h"

namespace kachi {

/// What is shown of a study without inputs: the question it answers and what to enter first.
ShownRequest studyBeforeEntry(const StudyRequest& request);

/// What is shown of a study of the case. @param drawn  of the evaluation; empty when nothing it reads varies
ShownRequest shownStudy(const StudyRequest& request, const Result<StudyResult>& result,
                        const std::map<std::string, SampleSummary>& drawn = {});

}  // namespace kachi
