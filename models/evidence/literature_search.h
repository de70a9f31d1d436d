#pragma once

#include "models/core/result.h"
#include "models/evidence/evidence.h"

namespace kachi {

/// What follows from the counts of a literature search, as the PRISMA 2020 flow diagram shows it.
/// Source: Page MJ, et al. BMJ 2021;372:n71, figure 1.
struct LiteratureFlow {
    int screened = 0;         ///< identified − duplicates − otherwise removed
    int sought = 0;           ///< screened − excluded on title and abstract
    int assessed = 0;         ///< sought − not retrieved
    int excludedReports = 0;  ///< over all reasons
    int included = 0;         ///< by databases and registers
    int includedInAll = 0;    ///< with those found elsewhere
};

/// One count that the analyst enters.
struct LiteratureCount {
    int LiteratureSearch::*count;
    std::string key;  ///< its place in a case is "/literature/" with it
    Text label;
};

/// The counts in the order of the search.
const std::vector<LiteratureCount>& literatureCounts();

/// Label of the count at a place of a case, or of the reports left out; empty: none lies there.
Text literatureCountLabel(const std::string& where);

/// Issues evidence.negativeCount for a count below 0, evidence.moreThanLeft where more is taken away than a step has
/// (value: what is taken away, limit: what is left).
Result<LiteratureFlow> literatureFlow(const LiteratureSearch& search);

}  // namespace kachi
