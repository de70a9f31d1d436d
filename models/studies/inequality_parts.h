#pragma once

#include "models/studies/inequality_measures.h"
#include "models/studies/regional_table.h"
#include "models/studies/study_result.h"

namespace kachi {

// What the study of regional inequality reads, and its tables.

struct InequalityRequest {
    RegionalTable table;
    InequalityMeasureSettings measures;
    CountBootstrapSettings bootstrap;
    double rateBase = 0;
    bool weightedByPopulation = true;
    Text first;  ///< name of the first period; not shown when it is the only one
    Text second;

    bool hasSecond() const { return !table.second.empty(); }
};

struct InequalityPeriod {
    Text name;
    WeightedValues sample;
};

/// A label with the period in brackets.
Text inPeriod(const Text& label, const Text& period);

StudyTable inequalityMeasureTable(const InequalityRequest& request, const InequalityMeasures& measures,
                                  const std::vector<CountBootstrapResult>& found);
StudyTable inequalityRegionTable(const InequalityRequest& request, const RegionalCounts& counts);
StudyTable inequalityMissingTable(const RegionalTable& data);

/// Members, means and Theil indices of the groups, one period.
StudyTable inequalityGroupTable(const WeightedValues& sample, const std::vector<std::string>& groups,
                                const std::string& key, const Text& title);

}  // namespace kachi
