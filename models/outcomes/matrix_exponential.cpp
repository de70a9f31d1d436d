#include "models/outcomes/matrix_exponential.h"

#include "models/outcomes/lane_operations.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

constexpr double longestStep = 0.5;
/// The first term left out is below 0.5^15/15! = 2.3e-17.
constexpr int degree = 14;

}  // namespace

MatrixExponential::MatrixExponential(std::size_t states, std::vector<GeneratorCell> cells, std::size_t width)
    : m_states(states),
      m_cells(std::move(cells)),
      m_width(width),
      m_reaches(states * states),
      m_result(states * states * width),
      m_scratch(states * states * width),
      m_step(m_cells.size() * width),
      m_diagonal(states * width),
      m_shrink(width),
      m_squarings(width) {
    for (std::size_t state = 0; state < states; ++state) m_reaches[state * states + state] = 1;
    for (const GeneratorCell& cell : m_cells) m_reaches[cell.from * states + cell.to] = 1;
    for (std::size_t via = 0; via < states; ++via) {
        for (std::size_t from = 0; from < states; ++from) {
            if (!m_reaches[from * states + via]) continue;
            for (std::size_t to = 0; to < states; ++to) {
                if (m_reaches[via * states + to]) m_reaches[from * states + to] = 1;
            }
        }
    }
}

void MatrixExponential::update(const std::vector<const double*>& rates, double years) {
    prepareSteps(rates, years);
    std::ranges::fill(m_result, 0.0);
    for (std::size_t state = 0; state < m_states; ++state) std::fill_n(entry(m_result, state, state), m_width, 1.0);
    for (int term = degree; term > 0; --term) timesStep(term);
    for (std::size_t i = 0; i < m_result.size(); ++i) m_result[i] *= m_shrink[i % m_width];
    const int most = *std::ranges::max_element(m_squarings);
    for (int done = 0; done < most; ++done) square(done);
}

/// Step length, rates and diagonal of each lane.
void MatrixExponential::prepareSteps(const std::vector<const double*>& rates, double years) {
    std::ranges::fill(m_diagonal, 0.0);
    for (std::size_t cell = 0; cell < m_cells.size(); ++cell) {
        addScaled(m_diagonal.data() + m_cells[cell].from * m_width, 1, rates[cell], m_width);
    }
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        double highest = 0;
        for (std::size_t state = 0; state < m_states; ++state) {
            highest = std::max(highest, m_diagonal[state * m_width + lane]);
        }
        int squarings = 0;
        double step = years;
        for (; highest * step > longestStep; step /= 2) ++squarings;
        m_squarings[lane] = squarings;
        m_shrink[lane] = std::exp(-highest * step);
        for (std::size_t state = 0; state < m_states; ++state) {
            double& diagonal = m_diagonal[state * m_width + lane];
            diagonal = (highest - diagonal) * step;
        }
        for (std::size_t cell = 0; cell < m_cells.size(); ++cell) {
            m_step[cell * m_width + lane] = rates[cell][lane] * step;
        }
    }
}

/// result = I + step·result/divisor, one stage of Horner's rule.
void MatrixExponential::timesStep(double divisor) {
    std::ranges::fill(m_scratch, 0.0);
    for (std::size_t from = 0; from < m_states; ++from) {
        for (std::size_t to = 0; to < m_states; ++to) {
            addProduct(entry(m_scratch, from, to), m_diagonal.data() + from * m_width, entry(m_result, from, to),
                       m_width);
        }
    }
    for (std::size_t cell = 0; cell < m_cells.size(); ++cell) {
        for (std::size_t to = 0; to < m_states; ++to) {
            if (!reaches(m_cells[cell].to, static_cast<int>(to))) continue;
            addProduct(entry(m_scratch, m_cells[cell].from, to), m_step.data() + cell * m_width,
                       entry(m_result, m_cells[cell].to, to), m_width);
        }
    }
    for (std::size_t i = 0; i < m_result.size(); ++i) m_result[i] = m_scratch[i] / divisor;
    for (std::size_t state = 0; state < m_states; ++state) {
        double* const diagonal = entry(m_result, state, state);
        for (std::size_t lane = 0; lane < m_width; ++lane) diagonal[lane] += 1;
    }
}

/// result = result², in the lanes that need more than `done` squarings.
void MatrixExponential::square(int done) {
    for (std::size_t from = 0; from < m_states; ++from) {
        for (std::size_t to = 0; to < m_states; ++to) {
            double* const sum = entry(m_scratch, from, to);
            std::fill_n(sum, m_width, 0.0);
            if (!reaches(static_cast<int>(from), static_cast<int>(to))) continue;
            for (std::size_t via = 0; via < m_states; ++via) {
                addProduct(sum, entry(m_result, from, via), entry(m_result, via, to), m_width);
            }
        }
    }
    for (std::size_t i = 0; i < m_result.size(); ++i) {
        if (m_squarings[i % m_width] > done) m_result[i] = m_scratch[i];
    }
}

}  // namespace kachi
