#pragma once

#include "models/core/result.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// Patients by where they live and where they are treated.
struct FlowMatrix {
    std::vector<std::string> areas;
    std::vector<std::vector<double>> patients;  ///< [area of residence][area of treatment], ≥ 0
};

/// Below which figures an area is to be looked at again when areas are redrawn. Empty: no criterion.
struct ReviewCriterion {
    double populationBelow = 0;
    double inflowBelow = 0;     ///< share
    double outflowAtLeast = 0;  ///< share
};

/// Shares are empty when their denominator is 0: nobody treated in the area, or no patient lives there.
struct AreaFlow {
    double residents = 0;                   ///< patients who live in the area
    double treated = 0;                     ///< patients treated in the area
    double within = 0;                      ///< both
    double inflow = 0;                      ///< treated here, living elsewhere
    double outflow = 0;                     ///< living here, treated elsewhere
    double net = 0;                         ///< inflow − outflow
    std::optional<double> inflowShare;      ///< of those treated
    std::optional<double> outflowShare;     ///< of residents
    std::optional<double> selfSufficiency;  ///< of residents: 1 − outflowShare
    std::optional<bool> review;             ///< meets every part of the criterion; empty: not known
};

struct PatientFlow {
    std::vector<AreaFlow> areas;
    double patients = 0;
    double movingShare = 0;  ///< of all patients, treated outside their area
};

/// @param populations [area], empty or with gaps where not known
/// Issues: patientFlow.shape (not a square of the areas), .negative (where "row/column" from 1), .noPatients
Result<PatientFlow> patientFlow(const FlowMatrix& matrix, const std::vector<std::optional<double>>& populations,
                                const std::optional<ReviewCriterion>& criterion);

}  // namespace kachi
