#pragma once

#include "models/evaluation/case_numbers.h"

namespace kachi {

/// The studies of the case that belong to every evaluation, in its order: base case, then each draw for those that read
/// a number which varies. Each adds its figures to `numbers`, so that later studies and prices can name them.
/// A draw that is refused refuses the draws of that study with studies.draw; the base case stands.
/// @param known  studies already worked out with the same numbers and draws (followed_studies.h); they are taken over
std::vector<CaseStudy> evaluateCaseStudies(const Case& value, const RulePack& pack, CaseNumbers& numbers,
                                           std::size_t draws, const RunOptions& options, std::vector<CaseStudy> known);

/// One study: base case, then the draws when it reads a number that varies.
CaseStudy evaluateCaseStudy(const StudyRequest& request, const RulePack& pack, const CaseNumbers& numbers,
                            std::size_t draws, const RunOptions& options);

/// Adds the figures of an evaluated study to the numbers, as result.study.<study>.<figure>; not those that are
/// undefined in some draw.
void addStudyFigures(CaseNumbers& numbers, const CaseStudy& study);

}  // namespace kachi
