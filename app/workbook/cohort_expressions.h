#pragma once

#include "app/workbook/cohort_sheet.h"
#include "app/workbook/sheet_columns.h"
#include "models/expressions/program.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace kachi {

/// A number of the whole run: written once, among the totals.
struct SingleNumber {
    std::string text;
    std::string where;
    std::size_t index = 0;  ///< among the single numbers
};

/// The expressions of one strategy in one subgroup as columns of its sheet: each name that changes with strategy,
/// subgroup or cycle gets a column of its own, before those that use it; what rests on state_time gets one for each
/// time of stay. Their values come from the program the engine would run.
class CohortExpressions {
public:
    /// @param stays the most columns a state has
    CohortExpressions(const EngineInputs& inputs, const SheetPlaces& places, std::size_t stays, SheetColumns& columns);

    /// @param firstCycles [stay] cycle, from 0, from which the figure is used; its cells before that stay empty
    SheetFigure add(const std::string& header, const std::string& text, const std::string& where,
                    const std::vector<std::size_t>& firstCycles);
    /// 1 less the others.
    SheetFigure addComplement(const std::string& header, const std::vector<SheetFigure>& others,
                              const std::string& where, const std::vector<std::size_t>& firstCycles);
    SingleNumber single(const std::string& text, const std::string& where);
    /// Gives the names of an expression their columns ahead of the expression itself.
    void placeNames(const std::string& text, const std::string& where, const std::vector<std::size_t>& firstCycles);

    /// Works out what has been added, unless there are issues.
    void evaluate();
    double value(const SingleNumber& number) const { return m_singleValues[number.index]; }
    /// Whether the column gives the same in every cycle. @pre evaluated
    bool isConstant(std::size_t column) const;

    /// The expression as a formula of a row.
    std::string formula(const SingleNumber& number) { return formula(number.text, number.where, {}, 0); }

    const OutcomeScope& scope() const { return m_scope; }
    const Issues& issues() const { return m_issues; }

private:
    /// A column whose value an expression, or 1 less other columns, gives.
    struct Source {
        std::size_t column = 0;
        std::size_t stay = 0;
        std::string text{};
        std::string where{};
        bool complement = false;
        std::vector<std::size_t> others{};
        int node = -1;
    };
    /// The cell whose formula is being written.
    struct Cell {
        int row = sheetRow::firstCycle;
        std::size_t column = 0;
    };

    const std::string* definitionOf(const std::string& name) const;
    bool restsOnStateTime(const std::string& text) const;
    std::string referenceOf(const std::string& name) const;
    std::string formula(const std::string& text, const std::string& where, const Cell& cell, std::size_t stay);
    void addSource(std::string header, Source source, std::size_t firstCycle, bool byStay,
                   std::function<std::string(int row)> formula);
    bool useFrom(const SheetFigure& figure, const std::vector<std::size_t>& firstCycles);
    void compile();

    const OutcomesStructure& m_structure;
    const ParameterValues& m_values;
    OutcomeScope m_scope;
    NameScope m_names;
    ProgramBuilder m_builder;
    const SheetPlaces& m_places;
    FormulaPlaces m_formulaPlaces;
    std::size_t m_stays;
    SheetColumns& m_columns;
    std::map<std::string, SheetFigure> m_nameFigures;
    std::vector<Source> m_sources;  ///< by column
    std::vector<SingleNumber> m_singles;
    std::vector<double> m_singleValues;
    Cell m_cell;
    std::size_t m_stay = 0;  ///< of the cell
    Issues m_issues;
};

}  // namespace kachi
