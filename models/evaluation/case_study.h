#pragma once

#include "models/statistics/summary.h"
#include "models/studies/study.h"

#include <map>

namespace kachi {

/// One study of the case that belongs to every evaluation (StudyDefinition::overDraws), worked out.
struct CaseStudy {
    std::string id;  ///< of the request
    Text name;       ///< of the request, else of the study
    std::optional<StudyResult> result;
    Issues issues;                                           ///< why there is no result, or no draws
    std::map<std::string, std::vector<double>> figureDraws;  ///< by key of the figures defined in every draw, [draw]
    std::map<std::string, SampleSummary> drawn;              ///< of figureDraws
};

}  // namespace kachi
