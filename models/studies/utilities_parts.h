#pragma once

#include "models/statistics/eq5d.h"
#include "models/studies/study_result.h"

#include <string>
#include <vector>

namespace kachi {

// Parts of the study of utilities: what its files hand to each other.

/// One answered questionnaire.
struct UtilityAnswer {
    std::string subject;
    std::string arm;
    std::string visit;
    Eq5dProfile profile{};
    double utility = 0;
};

struct UtilityInputs {
    const Eq5dValueSet* values = &eq5dValueSets[0];
    std::vector<UtilityAnswer> answers;
    std::vector<std::string> arms;    ///< the reference first; one empty name when there are none
    std::vector<std::string> visits;  ///< the baseline first
    bool hasSubjects = false;
};

/// "difference.new.3": empty names are left out.
std::string utilityKey(const std::string& start, const std::string& arm, const std::string& visit);

/// Linear mixed model of all answers: arm, visit and arm × visit, a random intercept per person. Tables "mixedMeans",
/// "mixedDifferences" and "mixedVariances", an estimate of every mean and difference, the joint distribution of the
/// means. Where it cannot be fitted the note utilities.mixedModelLeftOut and the reasons.
/// @pre persons are named and there are two visits
void addMixedModel(StudyResult& result, const UtilityInputs& inputs);

}  // namespace kachi
