#pragma once

#include "app/workbook/sheet_columns.h"
#include "models/core/result.h"
#include "models/core/text.h"
#include "models/outcomes/outcomes_structure.h"

#include <string>
#include <vector>

namespace kachi {

/// Column of the yearly rate, or of the probability of a cycle, from one state to another.
struct RateCell {
    std::size_t from = 0;
    std::size_t to = 0;
    std::size_t column = 0;
};

/// Probabilities of a cycle from yearly rates, on a sheet of its own: the matrix exponential by the steps of
/// MatrixExponential (Taylor series of degree 14, then squarings) as array formulas with MMULT; one band of rows for
/// all cycles or, where rates follow the clock, one for each cycle. The step is eight times shorter than the base case
/// needs, so that rates can be raised; beyond that the cells say #N/A.
class RateMatrix {
public:
    /// @param sheet the sheet of the matrix; @param cohortSheet name of the sheet that the columns belong to
    RateMatrix(SheetWriter& sheet, const std::string& cohortSheet, const OutcomesStructure& structure,
               Language language);

    /// Writes the sheet, adds a column for every probability that may differ from 0, and returns these.
    /// @param constant whether the rates are the same in every cycle
    /// Errors: workbook.tooWide, workbook.tooLarge
    Result<std::vector<RateCell>> addProbabilities(const std::vector<RateCell>& rates, bool constant,
                                                   SheetColumns& columns);

private:
    using Matrix = std::vector<std::vector<double>>;  ///< [from][to]

    Matrix ratesOf(std::size_t cycle, const std::vector<RateCell>& rates, const SheetColumns& columns) const;
    void findStep(double highest);
    Issues sizeFaults(std::size_t bands) const;
    void writeHead(std::size_t bands, double highest);
    Matrix writeBand(std::size_t band, const std::vector<RateCell>& rates, const Matrix& values);
    Matrix writeSeries(int row, const Matrix& step);

    // Where things stand; blocks are square, one state after the other.
    int rowOf(std::size_t band) const { return m_headerRow + 1 + static_cast<int>(band * (m_states + 1)); }
    std::size_t sumsColumn() const { return 1 + m_states; }
    std::size_t stepColumn() const { return sumsColumn() + 2; }
    /// Of the block with `done` terms of the series.
    std::size_t seriesColumn(std::size_t done) const { return stepColumn() + done * m_states; }
    std::size_t squareColumn(std::size_t done) const;
    std::string highestCell(int row) const {
        return cellReference(row, static_cast<int>(sumsColumn()) + 1, true, true);
    }
    std::string block(int row, std::size_t column) const;
    void writeBlock(int row, std::size_t column, const std::string& formula, const Matrix& values);

    SheetWriter& m_sheet;
    std::string m_cohortSheet;
    const OutcomesStructure& m_structure;
    Language m_language;
    std::size_t m_states;
    int m_headerRow;
    std::size_t m_squarings = 0;
    double m_step = 0;  ///< years
};

}  // namespace kachi
