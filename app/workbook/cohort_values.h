#pragma once

#include "app/workbook/cohort_occupancy.h"
#include "models/outcomes/cycle_weighting.h"

#include <optional>
#include <utility>

namespace kachi {

/// What a cohort costs and gains: rewards, weights, discount factors and values per cycle as columns of its sheet, and
/// the totals above them.
class CohortValues {
public:
    CohortValues(const OutcomesStructure& structure, CohortExpressions& expressions, const CohortOccupancy& occupancy,
                 SheetColumns& columns, Language language);

    /// Discount rates, weight, one-off costs, rewards, costs and utilities. @pre nothing has been evaluated
    void addExpressions();
    /// @pre the occupancy has its columns
    void addValues();
    CohortSheetTotals writeTotals(SheetWriter& sheet);

private:
    /// A transition reward and the columns of its figures.
    struct Reward {
        const TransitionReward* definition = nullptr;
        SheetFigure cost;
        SheetFigure qaly;
    };
    /// Columns of the figures before and after the transition.
    struct Ends {
        std::size_t before = 0;
        std::size_t after = 0;
    };

    std::string words(const char* ja, const char* en) const { return m_language == Language::ja ? ja : en; }
    const SheetStates& states() const { return m_occupancy.states(); }
    std::size_t cycles() const { return static_cast<std::size_t>(m_structure.timing.cycles); }
    std::string discountFormula(int rateRow, const std::string& time) const;
    std::size_t addDiscount(std::string header, int rateRow, const SingleNumber& rate, std::size_t timeColumn);
    std::vector<std::size_t> rewardedCycles(const TransitionReward& reward) const;
    std::size_t addStateSum(std::string header, const std::vector<SheetFigure>& figures, int shift);
    std::size_t addAliveSum(std::string header, int shift);
    bool applies(const TransitionReward& reward, std::size_t from, std::size_t to) const;
    std::size_t addRewardSum(std::string header, SheetFigure Reward::*figure);
    std::vector<double> rewardWeights() const;
    std::size_t addCycleValue(std::string header, Ends figures, std::size_t rewards, std::optional<Ends> factors);
    std::pair<std::string, double> oneOffCosts();

    const OutcomesStructure& m_structure;
    CohortExpressions& m_expressions;
    const CohortOccupancy& m_occupancy;
    SheetColumns& m_columns;
    Language m_language;
    CycleWeighting m_weighting;
    std::vector<Reward> m_rewards;
    SingleNumber m_weight;
    SingleNumber m_costRate;
    SingleNumber m_effectRate;
    std::vector<SingleNumber> m_oneOff;
    std::vector<SheetFigure> m_costs;      ///< [state]
    std::vector<SheetFigure> m_utilities;  ///< [state]
    Ends m_weights;
    std::size_t m_rewardWeight = 0;
    Ends m_costFactors;
    Ends m_effectFactors;
    std::size_t m_costColumn = 0;
    std::size_t m_qalyColumn = 0;
    std::size_t m_lifeColumn = 0;
    std::size_t m_lifeDiscountedColumn = 0;
};

}  // namespace kachi
