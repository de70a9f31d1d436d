#pragma once

#include "models/core/text.h"
#include "models/core/units.h"
#include "models/statistics/count_bootstrap.h"
#include "models/statistics/rank_inequality.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// One measure of regional difference as it is printed.
struct InequalityMeasureName {
    std::string key;  ///< "gini", "atkinson.0.5", …
    Text label;
    bool inUnitOfValues = false;  ///< absolute measures; the others are pure numbers
};

/// What is measured beside the fixed list.
struct InequalityMeasureSettings {
    std::vector<double> epsilons;       ///< of Atkinson
    std::vector<double> alphas;         ///< of Kolm, per unit of the values
    std::vector<double> ranking;        ///< [region] low = worst off; empty: no measures by rank
    std::optional<ValueBounds> bounds;  ///< of Erreygers and Wagstaff; empty: without them
    std::vector<std::string> groups;    ///< [region]; empty: no decomposition
};

/// The measures the study `inequality` gives: names, and the values of one set of rates, in the same order.
class InequalityMeasures {
public:
    explicit InequalityMeasures(InequalityMeasureSettings settings);

    const std::vector<InequalityMeasureName>& names() const { return m_names; }
    std::vector<Measure> of(const RegionalRates& sample) const;

private:
    void addDecomposition(const RegionalRates& sample, std::vector<Measure>& values) const;
    void addByRank(const RegionalRates& sample, std::vector<Measure>& values) const;

    InequalityMeasureSettings m_settings;
    std::vector<std::size_t> m_groupOf;  ///< [region]
    std::size_t m_groups = 0;
    std::vector<InequalityMeasureName> m_names;
};

}  // namespace kachi
