#include "app/workbook/cohort_expressions.h"

#include "models/expressions/block_evaluator.h"

namespace kachi {
namespace {

constexpr std::size_t lanes = 8;

}  // namespace

CohortExpressions::CohortExpressions(const EngineInputs& inputs, const SheetPlaces& places, SheetColumns& columns)
    : m_structure(inputs.structure),
      m_values(inputs.values),
      m_scope(inputs, {"cycle", "time"}),
      m_names(m_scope.names()),
      m_builder(m_names),
      m_places(places),
      m_formulaPlaces(places.formulaPlaces(inputs.expressions.tables)),
      m_columns(columns) {
    m_formulaPlaces.reference = [this](const std::string& name) { return referenceOf(name); };
}

/// Definition of a name that is not a plain parameter of the case.
const std::string* CohortExpressions::definitionOf(const std::string& name) const {
    for (std::size_t layer = 0; layer < m_names.layers.size(); ++layer) {
        const auto found = m_names.layers[layer].expressions->find(name);
        if (found == m_names.layers[layer].expressions->end()) continue;
        const bool overridden = layer < 2;
        return overridden || !m_values.has(name) ? &found->second : nullptr;
    }
    return nullptr;
}

std::string CohortExpressions::referenceOf(const std::string& name) const {
    if (const auto column = m_nameColumns.find(name); column != m_nameColumns.end())
        return SheetColumns::at(m_row, column->second);
    if (const auto base = m_places.base.find(name); base != m_places.base.end()) return base->second;
    if (name == "cycle") return cellReference(m_row, 0);
    if (name == "time") return cellReference(m_row, 1);
    return {};
}

void CohortExpressions::placeNames(const std::string& text, const std::string& where) {
    const auto tree = parseExpression(text, where);
    if (!tree) {
        append(m_issues, tree.issues());
        return;
    }
    for (const std::string& name : namesIn(*tree)) {
        if (name == "state_time") m_issues.push_back({"workbook.stateTime", Severity::error, where, {}, {}, {}});
        const std::string* const definition = definitionOf(name);
        if (!definition || m_nameColumns.contains(name)) continue;
        placeNames(*definition, name);
        m_nameColumns[name] = add(name, *definition, name);
    }
}

std::size_t CohortExpressions::add(std::string header, const std::string& text, const std::string& where) {
    placeNames(text, where);
    const std::size_t column = m_columns.add(
        {.header = std::move(header), .formula = [this, text, where](int row) { return formula(text, where, row); }});
    m_nodes[column] = m_builder.add(text, where, m_issues);
    return column;
}

std::size_t CohortExpressions::addComplement(std::string header, const std::vector<std::size_t>& others,
                                             const std::string& where) {
    std::vector<int> nodes;
    for (const std::size_t other : others) nodes.push_back(m_nodes.at(other));
    const std::size_t column = m_columns.add({.header = std::move(header), .formula = [others](int row) {
                                                  std::string formula = "1";
                                                  for (const std::size_t other : others) {
                                                      formula += "-" + SheetColumns::at(row, other);
                                                  }
                                                  return formula;
                                              }});
    m_nodes[column] = m_builder.complement(nodes, where);
    return column;
}

SingleNumber CohortExpressions::single(const std::string& text, const std::string& where) {
    placeNames(text, where);
    m_singleNodes.push_back(m_builder.add(text, where, m_issues));
    return {text, where, m_singleNodes.size() - 1};
}

void CohortExpressions::evaluate() {
    std::vector<int> roots = m_singleNodes;
    for (const auto& [column, node] : m_nodes) roots.push_back(node);
    std::vector<std::vector<double>> clock(2);
    for (int cycle = 0; cycle < m_structure.timing.cycles; ++cycle) {
        clock[0].push_back(cycle + 1);
        clock[1].push_back(cycle * m_structure.timing.cycleLengthYears);
    }
    const PreparedProgram prepared(m_builder.program(), roots, clock);
    BlockEvaluator evaluator(prepared, lanes);
    evaluator.begin(0, 1);
    for (std::size_t cycle = 0; cycle < prepared.cycles(); ++cycle) {
        evaluator.enter(cycle);
        for (const auto& [column, node] : m_nodes) m_columns[column].values.push_back(evaluator.lanes(node)[0]);
        if (cycle > 0) continue;
        for (const int node : m_singleNodes) m_singleValues.push_back(evaluator.lanes(node)[0]);
    }
}

std::string CohortExpressions::formula(const std::string& text, const std::string& where, int row) {
    m_row = row;
    auto written = spreadsheetFormula(text, where, m_formulaPlaces);
    if (written) return *written;
    append(m_issues, written.issues());
    return {};
}

}  // namespace kachi
