#pragma once

#include "models/core/issue.h"
#include "models/outcomes/outcome_scope.h"
#include "models/outcomes/outcomes.h"

#include <memory>
#include <optional>
#include <vector>

namespace kachi {

/// Totals of one block of draws, one lane per draw; each is per patient.
struct BlockTotals {
    explicit BlockTotals(std::size_t width)
        : cost(width),
          costUndiscounted(width),
          qaly(width),
          qalyUndiscounted(width),
          lifeYears(width),
          lifeYearsDiscounted(width),
          costErrorVariance(width),
          qalyErrorVariance(width),
          weight(width),
          crossed(width) {}

    void copyLane(std::size_t from, std::size_t to) {
        for (std::vector<double>* values : {&cost, &costUndiscounted, &qaly, &qalyUndiscounted, &lifeYears,
                                            &lifeYearsDiscounted, &costErrorVariance, &qalyErrorVariance, &weight}) {
            (*values)[to] = (*values)[from];
        }
        crossed[to] = crossed[from];
    }

    std::vector<double> cost;
    std::vector<double> costUndiscounted;
    std::vector<double> qaly;
    std::vector<double> qalyUndiscounted;
    std::vector<double> lifeYears;
    std::vector<double> lifeYearsDiscounted;
    std::vector<double> costErrorVariance;  ///< squared standard error over simulated patients, discounted; else 0
    std::vector<double> qalyErrorVariance;  ///< the same
    std::vector<double> weight;             ///< of the subgroup
    std::vector<char> crossed;              ///< partitioned survival: whether a curve was capped at the next
};

/// Runs one strategy in one subgroup, block after block; one per thread.
class OutcomeEngine {
public:
    virtual ~OutcomeEngine() = default;

    /// @param first,count draws of the block; without draws 0 and 1
    /// @param detail      when given, receives the detail of the first lane (SubgroupOutcome from `occupancy` on)
    /// @return the first fault of the block
    virtual std::optional<Issue> run(std::size_t first, std::size_t count, SubgroupOutcome* detail) = 0;

    virtual const BlockTotals& totals() const = 0;
};

/// One strategy in one subgroup, compiled; shared read-only by all threads.
class PreparedOutcome {
public:
    virtual ~PreparedOutcome() = default;

    virtual std::size_t strategy() const = 0;
    virtual std::size_t subgroup() const = 0;
    /// @param width lanes, one per draw of the largest block
    virtual std::unique_ptr<OutcomeEngine> engine(std::size_t width) const = 0;
    /// Draws per block: the lanes of a handful of arrays stay in the first-level cache. Part of the definition of
    /// subgroup means, which are summed block by block, so it must not follow the machine.
    virtual std::size_t blockWidth() const { return 256; }
};

/// The engine of the structure's model, or null with issues. What the inputs refer to must outlive it.
std::unique_ptr<PreparedOutcome> prepareOutcome(const EngineInputs& inputs, Issues& issues);

/// By strategy, then subgroup.
using PreparedOutcomes = std::vector<std::unique_ptr<PreparedOutcome>>;

}  // namespace kachi
