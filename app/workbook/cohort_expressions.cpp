#include "app/workbook/cohort_expressions.h"

#include "models/expressions/block_evaluator.h"

#include <algorithm>

namespace kachi {
namespace {

constexpr std::size_t lanes = 8;
const std::string stateTime = "state_time";

}  // namespace

CohortExpressions::CohortExpressions(const EngineInputs& inputs, const SheetPlaces& places, std::size_t stays,
                                     SheetColumns& columns)
    : m_structure(inputs.structure),
      m_values(inputs.values),
      m_scope(inputs, {"cycle", "time"}),
      m_names(m_scope.names()),
      m_builder(m_names),
      m_places(places),
      m_formulaPlaces(places.formulaPlaces(inputs.expressions.tables)),
      m_stays(stays),
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

bool CohortExpressions::restsOnStateTime(const std::string& text) const {
    const auto tree = parseExpression(text, {});
    if (!tree) return false;
    return std::ranges::any_of(namesIn(*tree), [this](const std::string& name) {
        if (name == stateTime) return true;
        if (const auto placed = m_nameFigures.find(name); placed != m_nameFigures.end()) return placed->second.byStay;
        const std::string* const definition = definitionOf(name);
        return definition && restsOnStateTime(*definition);
    });
}

std::string CohortExpressions::referenceOf(const std::string& name) const {
    if (const auto figure = m_nameFigures.find(name); figure != m_nameFigures.end()) {
        return SheetColumns::at(m_cell.row, figure->second.at(m_stay));
    }
    if (const auto base = m_places.base.find(name); base != m_places.base.end()) return base->second;
    if (name == "cycle") return cellReference(m_cell.row, 0);
    if (name == "time") return cellReference(m_cell.row, 1);
    if (name == stateTime) return cellReference(sheetRow::stateTime, static_cast<int>(m_cell.column), true);
    return {};
}

/// Cells of the figure that are needed earlier than so far. Returns whether there are any.
bool CohortExpressions::useFrom(const SheetFigure& figure, const std::vector<std::size_t>& firstCycles) {
    bool earlier = false;
    for (std::size_t stay = 0; figure.byStay && stay < firstCycles.size(); ++stay) {
        std::size_t& first = m_columns[figure.at(stay)].firstCycle;
        earlier = earlier || firstCycles[stay] < first;
        first = std::min(first, firstCycles[stay]);
    }
    return earlier;
}

void CohortExpressions::placeNames(const std::string& text, const std::string& where,
                                   const std::vector<std::size_t>& firstCycles) {
    const auto tree = parseExpression(text, where);
    if (!tree) {
        append(m_issues, tree.issues());
        return;
    }
    for (const std::string& name : namesIn(*tree)) {
        const std::string* const definition = definitionOf(name);
        if (!definition) continue;
        if (!m_nameFigures.contains(name)) {
            const std::vector<std::size_t> unused(m_stays, static_cast<std::size_t>(m_structure.timing.cycles));
            const SheetFigure figure = add(name, *definition, name, unused);
            m_nameFigures[name] = figure;
        }
        if (useFrom(m_nameFigures.at(name), firstCycles)) placeNames(*definition, name, firstCycles);
    }
}

void CohortExpressions::addSource(std::string header, Source source, std::size_t firstCycle, bool byStay,
                                  std::function<std::string(int row)> formula) {
    SheetColumn column{.header = std::move(header), .formula = std::move(formula), .firstCycle = firstCycle};
    if (byStay) column.stateTime = static_cast<double>(source.stay) * m_structure.timing.cycleLengthYears;
    source.column = m_columns.add(std::move(column));
    m_sources.push_back(std::move(source));
}

SheetFigure CohortExpressions::add(const std::string& header, const std::string& text, const std::string& where,
                                   const std::vector<std::size_t>& firstCycles) {
    placeNames(text, where, firstCycles);
    const SheetFigure figure{m_columns.next(), restsOnStateTime(text)};
    const std::size_t count = figure.byStay ? firstCycles.size() : 1;
    for (std::size_t stay = 0; stay < count; ++stay) {
        const std::size_t column = figure.at(stay);
        addSource(header, {.stay = stay, .text = text, .where = where}, figure.byStay ? firstCycles[stay] : 0,
                  figure.byStay, [this, text, where, column, stay](int row) {
                      return formula(text, where, {row, column}, stay);
                  });
    }
    return figure;
}

SheetFigure CohortExpressions::addComplement(const std::string& header, const std::vector<SheetFigure>& others,
                                             const std::string& where, const std::vector<std::size_t>& firstCycles) {
    const SheetFigure figure{m_columns.next(), std::ranges::any_of(others, &SheetFigure::byStay)};
    const std::size_t count = figure.byStay ? firstCycles.size() : 1;
    for (std::size_t stay = 0; stay < count; ++stay) {
        std::vector<std::size_t> columns;
        for (const SheetFigure& other : others) columns.push_back(other.at(stay));
        addSource(header, {.stay = stay, .where = where, .complement = true, .others = columns},
                  figure.byStay ? firstCycles[stay] : 0, figure.byStay, [columns](int row) {
                      std::string formula = "1";
                      for (const std::size_t other : columns) formula += "-" + SheetColumns::at(row, other);
                      return formula;
                  });
    }
    return figure;
}

SingleNumber CohortExpressions::single(const std::string& text, const std::string& where) {
    placeNames(text, where, {0});
    m_singles.push_back({text, where, m_singles.size()});
    return m_singles.back();
}

/// Nodes of the columns that are used. Sources stand in the order of their columns, so that others come before.
void CohortExpressions::compile() {
    const auto cycles = static_cast<std::size_t>(m_structure.timing.cycles);
    std::map<std::size_t, int> nodes;
    for (Source& source : m_sources) {
        const SheetColumn& column = m_columns[source.column];
        if (column.firstCycle >= cycles) continue;
        m_builder.bind(stateTime, column.stateTime);
        std::vector<int> others;
        for (const std::size_t other : source.others) others.push_back(nodes.at(other));
        source.node = source.complement ? m_builder.complement(others, source.where)
                                        : m_builder.add(source.text, source.where, m_issues);
        nodes[source.column] = source.node;
    }
    m_builder.bind(stateTime, std::nullopt);
}

void CohortExpressions::evaluate() {
    compile();
    std::vector<int> roots;
    std::vector<std::size_t> firstCycles;
    for (const SingleNumber& number : m_singles) {
        roots.push_back(m_builder.add(number.text, number.where, m_issues));
        firstCycles.push_back(0);
    }
    for (const Source& source : m_sources) {
        if (source.node < 0) continue;
        roots.push_back(source.node);
        firstCycles.push_back(m_columns[source.column].firstCycle);
    }
    if (hasErrors(m_issues)) return;
    std::vector<std::vector<double>> clock(2);
    for (int cycle = 0; cycle < m_structure.timing.cycles; ++cycle) {
        clock[0].push_back(cycle + 1);
        clock[1].push_back(cycle * m_structure.timing.cycleLengthYears);
    }
    const PreparedProgram prepared(m_builder.program(), roots, clock, firstCycles);
    BlockEvaluator evaluator(prepared, lanes);
    evaluator.begin(0, 1);
    for (std::size_t cycle = 0; cycle < prepared.cycles(); ++cycle) {
        evaluator.enter(cycle);
        for (const Source& source : m_sources) {
            SheetColumn& column = m_columns[source.column];
            column.values.push_back(cycle < column.firstCycle ? 0.0 : evaluator.lanes(source.node)[0]);
        }
        if (cycle > 0) continue;
        for (std::size_t i = 0; i < m_singles.size(); ++i) m_singleValues.push_back(evaluator.lanes(roots[i])[0]);
    }
}

bool CohortExpressions::isConstant(std::size_t column) const {
    const auto source = std::ranges::find(m_sources, column, &Source::column);
    return m_builder.program().nodes[source->node].variation == Variation::nothing;
}

std::string CohortExpressions::formula(const std::string& text, const std::string& where, const Cell& cell,
                                       std::size_t stay) {
    m_cell = cell;
    m_stay = stay;
    auto written = spreadsheetFormula(text, where, m_formulaPlaces);
    if (written) return *written;
    append(m_issues, written.issues());
    return {};
}

}  // namespace kachi
