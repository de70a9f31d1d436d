#include "app/workbook/parameter_sheets.h"

#include "app/report/case_text.h"
#include "models/params/registry.h"

namespace kachi {
namespace {

constexpr int firstRow = 3;     ///< of every list
constexpr int valueColumn = 2;  ///< of the parameters

}  // namespace

ParameterSheets::ParameterSheets(WorkbookWriter& workbook, const Case& value, const Evaluation& evaluation,
                                 Language language)
    : m_case(value),
      m_evaluation(evaluation),
      m_language(language),
      m_parameters(workbook.sheet(words("パラメータ", "Parameters"))),
      m_tables(workbook.sheet(words("参照表", "Tables"))) {
    placeTables();
    placeParameters();
    writeParameters();
}

/// Parameters with a base value, the resolved expressions among them, one row each.
void ParameterSheets::placeParameters() {
    int row = firstRow + 1;
    for (const auto& [id, number] : m_evaluation.values.base) {
        m_rows[id] = row;
        m_places.base[id] = sheetPrefix(m_parameters.name()) + cellReference(row, valueColumn, true, true);
        ++row;
    }
}

void ParameterSheets::writeParameters() {
    m_parameters.text(0, 0, words("パラメータ", "Parameters"), CellLook::title);
    m_parameters.text(1, 0,
                      words("色の付いた欄を書き換えると、すべての計算が追随する。",
                            "Change a coloured cell and every calculation follows."),
                      CellLook::note);
    const std::string heads[] = {words("ID", "ID"), words("名称", "Name"), words("値", "Value"), words("単位", "Unit"),
                                 words("出典", "Source")};
    for (int column = 0; column < 5; ++column) {
        m_parameters.text(firstRow, column, heads[column], CellLook::header);
    }
    FormulaPlaces places = m_places.formulaPlaces(m_case.tables);
    places.reference = [this](const std::string& name) {
        const auto found = m_places.base.find(name);
        return found == m_places.base.end() ? std::string() : found->second;
    };
    for (const auto& [id, row] : m_rows) {
        const auto found = m_case.parameters.find(id);
        const double number = m_evaluation.values.base.at(id);
        m_parameters.text(row, 0, id);
        if (found == m_case.parameters.end()) {
            m_parameters.number(row, valueColumn, number);
            continue;
        }
        const Parameter& parameter = found->second;
        m_parameters.text(row, 1, parameterLabel(id, parameter).in(m_language));
        m_parameters.text(row, 3, caseUnitText(m_case, parameterUnit(id, parameter)).in(m_language));
        m_parameters.text(row, 4, sourceText(m_case, parameter).in(m_language));
        if (parameter.expression.empty()) {
            m_parameters.number(row, valueColumn, number, CellLook::input);
            continue;
        }
        const auto formula = spreadsheetFormula(parameter.expression, id, places);
        if (!formula) {
            append(m_issues, formula.issues());
            continue;
        }
        m_parameters.formula(row, valueColumn, *formula, number);
    }
    m_parameters.columnWidth(0, 1, 30);
    m_parameters.columnWidth(2, 2, 16);
    m_parameters.columnWidth(3, 3, 18);
    m_parameters.columnWidth(4, 4, 60);
    m_parameters.freeze(firstRow + 1, 0);
}

void ParameterSheets::placeTables() {
    m_tables.text(0, 0, words("参照表", "Lookup tables"), CellLook::title);
    int column = 0;
    for (const LookupTable& table : m_case.tables) {
        const auto range = [&](int at) {
            const int last = firstRow + static_cast<int>(table.keys.size());
            return sheetPrefix(m_tables.name()) + cellReference(firstRow + 1, at, true, true) + ":" +
                   cellReference(last, at, true, true);
        };
        const auto fill = [&](const std::string& head, const std::vector<double>& numbers) {
            m_tables.text(firstRow, column, head, CellLook::header);
            for (std::size_t i = 0; i < numbers.size(); ++i) {
                m_tables.number(firstRow + 1 + static_cast<int>(i), column, numbers[i], CellLook::input);
            }
        };
        m_tables.text(firstRow - 1, column, table.id);
        fill("key", table.keys);
        m_places.keyRanges[table.id] = range(column++);
        for (const auto& [name, numbers] : table.columns) {
            fill(name, numbers);
            m_places.columnRanges[table.id][name] = range(column++);
        }
        ++column;
    }
}

FormulaPlaces SheetPlaces::formulaPlaces(const std::vector<LookupTable>& tables) const {
    FormulaPlaces places;
    places.keyRanges = keyRanges;
    places.columnRanges = columnRanges;
    places.tables = &tables;
    return places;
}

}  // namespace kachi
