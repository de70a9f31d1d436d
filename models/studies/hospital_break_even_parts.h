#pragma once

#include "models/studies/labour_study_parts.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// One term of the hospital's balance in a case, yen; costs are negative.
struct BreakEvenTerm {
    std::string key;
    Text label;
    double yen = 0;
    std::string path;  ///< of the input; empty for the staff cost that is worked out
};

/// Inputs of the study hospitalBreakEven, as its workbook needs them too.
struct BreakEvenInputs {
    std::vector<SavedTime> saved;
    std::vector<BreakEvenTerm> terms;  ///< cash of one case, the staff cost first
    std::optional<double> yearlyCosts;
    double casesPerYear = 0;  ///< with yearlyCosts
    double devices = 1;       ///< used in a case
    std::optional<double> yenPerReleasedHour;

    double cashPerCase() const;
};

/// Issues: hospitalBreakEven.nothing, labourStudies.*.
BreakEvenInputs readBreakEvenInputs(StudyReader& reader);

}  // namespace kachi
