#include "app/workbook/rate_matrix.h"

#include "models/core/units.h"
#include "models/outcomes/matrix_exponential.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kachi {
namespace {

constexpr double longestStep = 0.5;  ///< λ·step, as MatrixExponential has it
constexpr std::size_t degree = 14;
constexpr std::size_t spareSquarings = 3;

constexpr int stepRow = 2;
constexpr int highestRow = 3;
constexpr int identityRow = 5;
constexpr std::size_t firstColumn = 1;

const std::string stepCell = cellReference(stepRow, 1, true, true);

using Matrix = std::vector<std::vector<double>>;

Matrix identity(std::size_t size) {
    Matrix result(size, std::vector<double>(size));
    for (std::size_t i = 0; i < size; ++i) result[i][i] = 1;
    return result;
}

Matrix product(const Matrix& left, const Matrix& right) {
    Matrix result(left.size(), std::vector<double>(left.size()));
    for (std::size_t i = 0; i < left.size(); ++i) {
        for (std::size_t via = 0; via < left.size(); ++via) {
            for (std::size_t j = 0; j < left.size(); ++j) result[i][j] += left[i][via] * right[via][j];
        }
    }
    return result;
}

std::vector<double> rowSums(const Matrix& matrix) {
    std::vector<double> sums;
    for (const std::vector<double>& row : matrix) sums.push_back(std::accumulate(row.begin(), row.end(), 0.0));
    return sums;
}

double highestRate(const Matrix& rates) {
    return std::ranges::max(rowSums(rates));
}

}  // namespace

RateMatrix::RateMatrix(SheetWriter& sheet, const std::string& cohortSheet, const OutcomesStructure& structure,
                       Language language)
    : m_sheet(sheet),
      m_cohortSheet(cohortSheet),
      m_structure(structure),
      m_language(language),
      m_states(structure.states.size()),
      m_headerRow(identityRow + static_cast<int>(m_states) + 1) {}

std::size_t RateMatrix::squareColumn(std::size_t done) const {
    return seriesColumn(degree + 1) + done * m_states;
}

Matrix RateMatrix::ratesOf(std::size_t cycle, const std::vector<RateCell>& rates, const SheetColumns& columns) const {
    Matrix result(m_states, std::vector<double>(m_states));
    for (const RateCell& rate : rates) result[rate.from][rate.to] = columns.values(rate.column)[cycle];
    return result;
}

void RateMatrix::findStep(double highest) {
    const double years = m_structure.timing.cycleLengthYears;
    m_squarings = 0;
    for (m_step = years; highest * m_step > longestStep; m_step /= 2) ++m_squarings;
    m_squarings += spareSquarings;
    m_step = std::ldexp(years, -static_cast<int>(m_squarings));
}

Issues RateMatrix::sizeFaults(std::size_t bands) const {
    const std::size_t width = squareColumn(m_squarings + 1);
    return SheetColumns::sizeFaults(width, bands * m_states * width);
}

/// "$B$8:$E$11", the block that begins at a cell.
std::string RateMatrix::block(int row, std::size_t column) const {
    const int last = static_cast<int>(m_states) - 1;
    return cellReference(row, static_cast<int>(column), true, true) + ":" +
           cellReference(row + last, static_cast<int>(column) + last, true, true);
}

void RateMatrix::writeBlock(int row, std::size_t column, const std::string& formula, const Matrix& values) {
    m_sheet.arrayFormula(row, static_cast<int>(column), formula, values);
}

void RateMatrix::writeHead(std::size_t bands, double highest) {
    const auto words = [this](const char* ja, const char* en) { return m_language == Language::ja ? ja : en; };
    m_sheet.text(0, 0, words("年率から1サイクルの推移確率", "Probabilities of a cycle from yearly rates"),
                 CellLook::title);
    m_sheet.text(
        1, 0,
        words("行列指数 exp(Q·L)。A = (Q+λI)·刻み、テイラー級数14項、exp(−λ·刻み)を掛け、刻みがLになるまで2乗する。",
              "Matrix exponential exp(Q·L): A = (Q+λI)·step, Taylor series of 14 terms, times exp(−λ·step), "
              "squared until the step is L."),
        CellLook::note);
    m_sheet.text(stepRow, 0, words("刻み(年)", "step (years)"));
    m_sheet.formula(stepRow, 1,
                    numberText(m_structure.timing.cycleLengthYears) + "/POWER(2," + std::to_string(m_squarings) + ")",
                    m_step);
    m_sheet.text(highestRow, 0, words("λ×刻みの最大(0.5まで)", "highest λ × step (at most 0.5)"));
    const int lambda = static_cast<int>(sumsColumn()) + 1;
    const int lastRow = rowOf(bands) - 1;
    m_sheet.formula(
        highestRow, 1,
        "MAX(" + cellReference(m_headerRow + 1, lambda) + ":" + cellReference(lastRow, lambda) + ")*" + stepCell,
        highest * m_step);
    m_sheet.text(identityRow, 0, words("単位行列 I", "identity I"));
    for (std::size_t i = 0; i < m_states; ++i) {
        for (std::size_t j = 0; j < m_states; ++j) {
            m_sheet.number(identityRow + static_cast<int>(i), static_cast<int>(firstColumn + j), i == j ? 1 : 0);
        }
    }
    const auto head = [this](std::size_t column, const std::string& label) {
        m_sheet.text(m_headerRow, static_cast<int>(column), label, CellLook::header);
    };
    head(0, words("推移前の状態", "from state"));
    head(firstColumn, words("年率 Q", "rates Q"));
    head(sumsColumn(), words("行の和", "row sum"));
    head(sumsColumn() + 1, "λ");
    head(stepColumn(), "A");
    for (std::size_t done = 1; done <= degree; ++done)
        head(seriesColumn(done), "I+A·(…)/" + std::to_string(degree + 1 - done));
    head(squareColumn(0), words("刻みの確率", "probabilities of a step"));
    for (std::size_t done = 1; done < m_squarings; ++done) head(squareColumn(done), words("2乗", "squared"));
    head(squareColumn(m_squarings), words("1サイクルの確率", "probabilities of a cycle"));
    m_sheet.columnWidth(0, 0, 28);
    m_sheet.freeze(m_headerRow + 1, 1);
}

/// Horner's rule for the series, from the last term to the first.
Matrix RateMatrix::writeSeries(int row, const Matrix& step) {
    const Matrix one = identity(m_states);
    Matrix values = one;
    std::string before = block(identityRow, firstColumn);
    for (std::size_t done = 1; done <= degree; ++done) {
        const auto term = static_cast<double>(degree + 1 - done);
        values = product(step, values);
        for (std::size_t i = 0; i < m_states; ++i) {
            for (std::size_t j = 0; j < m_states; ++j) values[i][j] = one[i][j] + values[i][j] / term;
        }
        writeBlock(row, seriesColumn(done),
                   block(identityRow, firstColumn) + "+MMULT(" + block(row, stepColumn()) + "," + before + ")/" +
                       numberText(term),
                   values);
        before = block(row, seriesColumn(done));
    }
    return values;
}

/// One matrix: rates, their sums, the series and the squarings. Returns the probabilities of the cycle.
Matrix RateMatrix::writeBand(std::size_t band, const std::vector<RateCell>& rates, const Matrix& values) {
    const int row = rowOf(band);
    const std::vector<double> sums = rowSums(values);
    const double highest = std::ranges::max(sums);
    Matrix step = values;
    for (std::size_t i = 0; i < m_states; ++i) {
        const int here = row + static_cast<int>(i);
        m_sheet.text(here, 0, m_structure.states[i].name.in(m_language));
        const std::string sum = SheetColumns::at(here, sumsColumn());
        m_sheet.formula(here, static_cast<int>(sumsColumn()),
                        "SUM(" + SheetColumns::across(here, firstColumn, m_states) + ")", sums[i]);
        for (std::size_t j = 0; j < m_states; ++j) {
            const int column = static_cast<int>(firstColumn + j);
            const auto rate =
                std::ranges::find_if(rates, [&](const RateCell& cell) { return cell.from == i && cell.to == j; });
            if (rate == rates.end()) {
                m_sheet.number(here, column, 0);
            } else {
                m_sheet.formula(here, column,
                                "'" + m_cohortSheet + "'!" + SheetColumns::at(sheetRow::ofCycle(band), rate->column),
                                values[i][j]);
            }
            const std::string what = i == j ? "(" + highestCell(row) + "-" + sum + ")" : cellReference(here, column);
            step[i][j] = (i == j ? highest - sums[i] : values[i][j]) * m_step;
            m_sheet.formula(here, static_cast<int>(stepColumn() + j), what + "*" + stepCell, step[i][j]);
        }
    }
    m_sheet.formula(row, static_cast<int>(sumsColumn()) + 1,
                    "MAX(" + SheetColumns::at(row, sumsColumn()) + ":" +
                        SheetColumns::at(row + static_cast<int>(m_states) - 1, sumsColumn()) + ")",
                    highest);
    Matrix result = writeSeries(row, step);
    for (std::vector<double>& line : result) {
        for (double& value : line) value *= std::exp(-highest * m_step);
    }
    const std::string shrink = highestCell(row) + "*" + stepCell;
    writeBlock(row, squareColumn(0),
               "IF(" + shrink + "<=" + numberText(longestStep) + "," + block(row, seriesColumn(degree)) + "*EXP(0-" +
                   shrink + "),NA())",
               result);
    for (std::size_t done = 1; done <= m_squarings; ++done) {
        const std::string before = block(row, squareColumn(done - 1));
        result = product(result, result);
        writeBlock(row, squareColumn(done), "MMULT(" + before + "," + before + ")", result);
    }
    return result;
}

Result<std::vector<RateCell>> RateMatrix::addProbabilities(const std::vector<RateCell>& rates, bool constant,
                                                           SheetColumns& columns) {
    const auto cycles = static_cast<std::size_t>(m_structure.timing.cycles);
    const std::size_t bands = constant ? 1 : cycles;
    double highest = 0;
    for (std::size_t band = 0; band < bands; ++band) {
        highest = std::max(highest, highestRate(ratesOf(band, rates, columns)));
    }
    findStep(highest);
    if (Issues issues = sizeFaults(bands); !issues.empty()) return issues;
    writeHead(bands, highest);
    std::vector<Matrix> probabilities;
    for (std::size_t band = 0; band < bands; ++band) {
        probabilities.push_back(writeBand(band, rates, ratesOf(band, rates, columns)));
    }
    std::vector<GeneratorCell> generator;
    for (const RateCell& rate : rates) generator.push_back({static_cast<int>(rate.from), static_cast<int>(rate.to)});
    const MatrixExponential reach(m_states, generator, 1);
    std::vector<RateCell> result;
    for (std::size_t from = 0; from < m_states; ++from) {
        for (std::size_t to = 0; to < m_states; ++to) {
            if (!reach.reaches(static_cast<int>(from), static_cast<int>(to))) continue;
            SheetColumn column{.header = "P: " + m_structure.states[from].id + " → " + m_structure.states[to].id};
            for (std::size_t cycle = 0; cycle < cycles; ++cycle) {
                column.values.push_back(probabilities[constant ? 0 : cycle][from][to]);
            }
            const std::size_t place = squareColumn(m_squarings) + to;
            column.formula = [name = m_sheet.name(), place, from, constant, first = rowOf(0),
                              states = m_states](int row) {
                const std::size_t band = constant ? 0 : static_cast<std::size_t>(row - sheetRow::firstCycle);
                const int line = first + static_cast<int>(band * (states + 1) + from);
                return "'" + name + "'!" + SheetColumns::at(line, place);
            };
            result.push_back({from, to, columns.add(std::move(column))});
        }
    }
    return result;
}

}  // namespace kachi
