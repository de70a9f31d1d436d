#pragma once

#include "models/equalisation/distributional_cea.h"
#include "models/studies/study_reader.h"

namespace kachi {

/// An option of a distributional cost-effectiveness analysis; the first one is the baseline without any.
struct DistributionalOption {
    std::string name;
    double cost = 0;             ///< extra cost to the payer; only where effects are given, not health after
    std::vector<double> health;  ///< [group] of a person, after
};

/// What the study of distributional cost-effectiveness works on.
struct DistributionalInputs {
    std::vector<std::string> groups;
    std::vector<double> population;
    std::vector<double> baseline;                ///< [group]
    std::vector<std::size_t> fromDisadvantaged;  ///< groups in the order of ranks
    std::vector<DistributionalOption> options;
    std::vector<double> epsilons;
    std::vector<double> alphas;
    std::vector<double> etas;
    double switchingUpTo = 30;
};

std::vector<Field> distributionalFields();

/// Issues: distributional.tooFewGroups, .duplicateGroup, .unknownGroup, .noBaseline, .twoBaselines, .duplicateEffect,
/// .missingEffect, .healthOrGain, .healthAndCost, .healthNotPositive, .unknownOption, .duplicateOption, .shares, those
/// of qualityAdjustedLife, studies.badList; info .sharesByPopulation
DistributionalInputs readDistributionalInputs(StudyReader& reader);

}  // namespace kachi
