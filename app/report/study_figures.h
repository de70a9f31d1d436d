#pragma once

#include "app/report/figure.h"
#include "models/studies/study_result.h"

namespace kachi {

/// A chart of a study as a figure to paint. Its id is `id`.<key>; a map with values after a change gives three.
std::vector<Figure> studyFigures(const std::string& id, const StudyChart& chart);

/// Those of all charts of the result that have something to show.
std::vector<Figure> studyFigures(const std::string& id, const StudyResult& result);

}  // namespace kachi
