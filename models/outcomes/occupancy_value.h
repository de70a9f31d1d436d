#pragma once

#include "models/expressions/block_evaluator.h"
#include "models/outcomes/cycle_weighting.h"
#include "models/outcomes/outcome_engine.h"

#include <vector>

namespace kachi {

/// One thing that patients spend time in: a health state.
struct ValuedState {
    int cost = 0;     ///< node, currency per year
    int utility = 0;  ///< node, QALY per year
    bool alive = true;
};

/// Turns occupancies at the points of a model into totals, with the cycle weights and discounting of its timing.
/// Occupancy is added up, weighted and discounted, as long as a state's cost and utility stand, and multiplied by these
/// only then. Point k is the end of cycle k, counted from 1; the evaluator counts cycles from 0.
class OccupancyValue {
public:
    /// What the arguments refer to must outlive it. @param rates nodes of the discount rates, the same in every cycle
    OccupancyValue(const PreparedProgram& prepared, const OutcomeTiming& timing, std::vector<ValuedState> states,
                   int costRate, int effectRate, std::size_t width);

    void begin(const BlockEvaluator& evaluator, BlockTotals& totals);

    /// The block has reached a point; the evaluator stands in the cycle that ends there.
    void arrive(std::size_t point, const double* occupancy);
    /// The block goes on from the point; the evaluator stands in the cycle that begins there. Not after the last point.
    void leave(std::size_t point, const double* occupancy);

    /// Adds value[lane]·share[lane], discounted at `time` years; a share of null is 1.
    void bookCost(const double* value, const double* share, double weight, double time);
    void bookQaly(const double* value, const double* share, double weight, double time);

    /// Undiscounted cost and QALYs of the first lane for `weight` cycles of an occupancy, at the values of the cycle.
    double firstCost(const double* occupancy, double weight) const;
    double firstQaly(const double* occupancy, double weight) const;

private:
    /// Years that the occupancy of a point counts for: in all, and discounted.
    struct Weight {
        double plain = 0;
        double forCost = 0;    ///< where the rates are the same in every draw
        double forEffect = 0;  ///< where the rates are the same in every draw
    };

    struct Exposure {
        bool counts = false;
        std::vector<double> plain;
        std::vector<double> forCost;
        std::vector<double> forEffect;
    };

    Weight sharedWeight(double weight, double time) const;
    double factor(int rate, double time, std::size_t lane) const;
    void clearWeight();
    void addWeight(const Weight& shared, double time);
    void expose(Exposure& exposure, const double* occupancy) const;
    void settle(std::size_t state);
    bool changes(std::size_t state, std::size_t point) const;
    bool isZero(int node) const;

    const PreparedProgram& m_prepared;
    const OutcomeTiming& m_timing;
    const CycleWeighting m_weighting;
    const std::vector<ValuedState> m_states;
    const int m_costRate;
    const int m_effectRate;
    const std::size_t m_width;
    const bool m_sharedRates;
    const BlockEvaluator* m_evaluator = nullptr;
    BlockTotals* m_totals = nullptr;
    std::vector<Weight> m_startWeights;  ///< [cycle]
    std::vector<Weight> m_endWeights;    ///< [cycle]
    std::vector<Exposure> m_exposures;   ///< [state]
    Weight m_weight;                     ///< of the point at hand
    std::vector<double> m_costWeights;   ///< [lane], where rates vary over draws
    std::vector<double> m_effectWeights;
};

}  // namespace kachi
