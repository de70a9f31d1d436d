#pragma once

#include "app/workbook/cohort_expressions.h"
#include "app/workbook/rate_matrix.h"
#include "app/workbook/sheet_states.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// A cell of the transition matrix and where its probability stands; none: a state that keeps its patients.
struct SheetTransition {
    std::size_t from = 0;
    std::size_t to = 0;
    std::optional<SheetFigure> probability;
};

/// Who is in which state after every cycle, as columns of the sheet of one cohort: one per state, or one per cycle of
/// stay in it.
class CohortOccupancy {
public:
    CohortOccupancy(const OutcomesStructure& structure, const SheetStates& states, CohortExpressions& expressions,
                    SheetColumns& columns);

    /// Starting distribution and transition probabilities or rates. @pre nothing has been evaluated
    void addExpressions();
    /// Probabilities of rates. @pre the expressions are evaluated. Errors: those of RateMatrix
    Issues addRateMatrix(RateMatrix& matrix);
    /// @pre the expressions are evaluated, and rates have their matrix
    void addStates(Language language);
    /// The row of time 0.
    void writeStart(SheetWriter& sheet) const;

    const SheetStates& states() const { return m_states; }
    const std::vector<SheetTransition>& transitions() const { return m_transitions; }
    std::size_t column(std::size_t state, std::size_t stay = 0) const {
        return m_first + m_states.firstRow(state) + stay;
    }
    /// All who are in the state, from the row of that point.
    std::string shareFormula(std::size_t state, int row) const;
    double share(std::size_t state, std::size_t point) const;
    /// Σ over the times of stay of the occupancy in `occupancyRow` × the figures in `row`.
    std::string productFormula(std::size_t state, int occupancyRow, int row,
                               const std::vector<SheetFigure>& figures) const;
    /// The same at a point, with the figures of a cycle.
    double product(std::size_t state, std::size_t point, std::size_t cycle,
                   const std::vector<SheetFigure>& figures) const;

private:
    void work();
    double& shareOf(std::size_t point, std::size_t state, std::size_t stay) {
        return m_shares[point][m_states.firstRow(state) + stay];
    }
    bool leadsBack(std::size_t from, std::size_t to) const;
    std::string arrivals(std::size_t state, std::size_t stay, int row) const;

    const OutcomesStructure& m_structure;
    const SheetStates& m_states;
    CohortExpressions& m_expressions;
    SheetColumns& m_columns;
    std::map<std::string, SingleNumber> m_initial;
    std::vector<SheetTransition> m_transitions;
    std::vector<std::vector<double>> m_shares;  ///< [point][row]; point 0 is the start
    std::size_t m_first = 0;                    ///< column of the first state
};

}  // namespace kachi
