#pragma once

#include "models/labour/care_process.h"
#include "models/studies/labour_study_parts.h"

namespace kachi {

/// Inputs of the care process map as read, with the places they were read from.
struct CareInputs {
    CareProcess process;
    std::vector<std::string> occupationPaths;   ///< [occupation]
    std::vector<std::optional<double>> people;  ///< [occupation]
    std::vector<std::string> wageSources;       ///< [occupation]
    std::vector<std::string> activityPaths;     ///< [activity]
    /// [activity][term of its time equation]
    std::vector<std::vector<std::string>> termPaths;
    std::vector<std::string> consumablePaths;  ///< [consumable]
    std::optional<double> feeBefore;           ///< per case, yen; given both or neither
    std::optional<double> feeAfter;
    std::optional<double> casesPerYear;
};

/// Reads the inputs and collects every fault in the reader.
CareInputs readCareInputs(StudyReader& reader);

/// Fee and separately reimbursed materials, after − before, yen per case.
double payerCostDifference(const CareInputs& inputs, const CareProcessResult& result);

/// Cashable staff cost and consumables that the fee covers, after − before, yen per case.
double hospitalCashDifference(const CareProcessResult& result);

std::vector<StudyTable> careTables(const CareInputs& inputs, const CareProcessResult& result);
std::vector<StudyChart> careCharts(const CareInputs& inputs, const CareProcessResult& result);
std::vector<Trace> careTraces(const CareInputs& inputs, const CareProcessResult& result);

}  // namespace kachi
