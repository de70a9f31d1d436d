#pragma once

#include "models/evaluation/case_numbers.h"

namespace kachi {

/// The studies of the case that belong to every evaluation, in its order: base case, then each draw for those that read
/// a number which varies. Each adds its figures to `numbers`, so that later studies and prices can name them.
/// A draw that is refused refuses the draws of that study with studies.draw; the base case stands.
std::vector<CaseStudy> evaluateCaseStudies(const Case& value, const RulePack& pack, CaseNumbers& numbers,
                                           std::size_t draws, const RunOptions& options);

/// One study: base case, then the draws when it reads a number that varies. @param pack  null: without rules
CaseStudy evaluateCaseStudy(const StudyRequest& request, const RulePack* pack, const CaseNumbers& numbers,
                            std::size_t draws, const RunOptions& options);

/// Adds the figures of an evaluated study to the numbers, as result.study.<study>.<figure>; not those that are
/// undefined in some draw.
void addStudyFigures(CaseNumbers& numbers, const CaseStudy& study);

}  // namespace kachi
