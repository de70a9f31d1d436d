#pragma once

#include "app/workbook/cohort_expressions.h"

#include <cstddef>
#include <string>
#include <vector>

namespace kachi {

/// A cell of the transition matrix and the column of its probability.
struct SheetTransition {
    int from = 0;
    int to = 0;
    std::size_t column = 0;
};

/// Who is in which state after every cycle, as columns of the sheet of one cohort.
class CohortOccupancy {
public:
    CohortOccupancy(const OutcomesStructure& structure, CohortExpressions& expressions, SheetColumns& columns);

    /// Starting distribution and transition probabilities. @pre nothing has been evaluated
    void addExpressions();
    /// One column per state. @pre the expressions are evaluated
    void addStates(Language language);
    /// The row of time 0.
    void writeStart(SheetWriter& sheet) const;

    const std::vector<SheetTransition>& transitions() const { return m_transitions; }
    /// Column of the first state; the others follow.
    std::size_t first() const { return m_first; }
    /// [point][state]; point 0 is the start.
    const std::vector<std::vector<double>>& shares() const { return m_shares; }

private:
    void work();
    std::string arrivals(std::size_t state, int row) const;

    const OutcomesStructure& m_structure;
    CohortExpressions& m_expressions;
    SheetColumns& m_columns;
    std::map<std::string, SingleNumber> m_initial;
    std::vector<SheetTransition> m_transitions;
    std::vector<std::vector<double>> m_shares;
    std::size_t m_first = 0;
};

}  // namespace kachi
