#pragma once

#include "app/workbook/cohort_sheet.h"
#include "app/workbook/sheet_columns.h"
#include "models/expressions/program.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace kachi {

/// A number of the whole run: written once, among the totals.
struct SingleNumber {
    std::string text;
    std::string where;
    std::size_t index = 0;  ///< among the single numbers
};

/// The expressions of one strategy in one subgroup as columns of its sheet: each name that changes with strategy,
/// subgroup or cycle gets a column of its own, before those that use it. Their values come from the program the engine
/// would run.
class CohortExpressions {
public:
    CohortExpressions(const EngineInputs& inputs, const SheetPlaces& places, SheetColumns& columns);

    /// The column of the expression.
    std::size_t add(std::string header, const std::string& text, const std::string& where);
    /// The column of 1 less the others.
    std::size_t addComplement(std::string header, const std::vector<std::size_t>& others, const std::string& where);
    SingleNumber single(const std::string& text, const std::string& where);
    /// Gives the names of an expression their columns ahead of the expression itself.
    void placeNames(const std::string& text, const std::string& where);

    /// Works out what has been added. @pre no issues
    void evaluate();
    double value(const SingleNumber& number) const { return m_singleValues[number.index]; }

    /// The expression as a formula of a row.
    std::string formula(const std::string& text, const std::string& where, int row);

    const OutcomeScope& scope() const { return m_scope; }
    const Issues& issues() const { return m_issues; }

private:
    const std::string* definitionOf(const std::string& name) const;
    std::string referenceOf(const std::string& name) const;

    const OutcomesStructure& m_structure;
    const ParameterValues& m_values;
    OutcomeScope m_scope;
    NameScope m_names;
    ProgramBuilder m_builder;
    const SheetPlaces& m_places;
    FormulaPlaces m_formulaPlaces;
    SheetColumns& m_columns;
    std::map<std::string, std::size_t> m_nameColumns;
    std::map<std::size_t, int> m_nodes;  ///< [column]
    std::vector<int> m_singleNodes;
    std::vector<double> m_singleValues;
    int m_row = sheetRow::firstCycle;  ///< of the formula being written
    Issues m_issues;
};

}  // namespace kachi
