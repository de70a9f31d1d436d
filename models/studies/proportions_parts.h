#pragma once

#include "models/statistics/contingency_tests.h"
#include "models/studies/study_reader.h"
#include "models/studies/study_result.h"

namespace kachi {

// Parts of the study of proportions: what its files hand to each other.

/// "Fisher's exact test", and how often it was drawn where the tables could not be counted.
Text exactTestName(const TablePValue& exact);

/// The figure "pValue": that of χ², or the exact one with the note proportions.smallExpected where an expected count is
/// below 5 (Cochran, Biometrics 1954;10:417-451). Without an exact one the note proportions.exactLeftOut.
void addPrimaryPValue(StudyResult& result, const ChiSquaredTest& pearson, const std::optional<TablePValue>& exact);

/// Counts of groups by categories, typed as cells or counted from data. Issues: proportions.fewGroups,
/// proportions.manyLevels, proportions.repeatedCell, proportions.noCount.
Result<StudyResult> runCategories(StudyReader& reader);

}  // namespace kachi
