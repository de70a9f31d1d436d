#pragma once

#include <cstddef>
#include <vector>

namespace kachi {

/// A rate of the generator that may differ from 0.
struct GeneratorCell {
    int from = 0;
    int to = 0;
};

/// Transition probabilities of a continuous-time Markov chain over a span of years: exp(Q·years), where Q holds the
/// rates and, on its diagonal, minus their row sums. One lane per draw; what one lane gives does not depend on others.
/// Taylor series of Q·h + λ·h·I, which has no negative term, over h = years/2^s with λ·h ≤ 1/2, then s squarings; λ is
/// the highest row sum. The error grows with 2^s: up to λ·years = 10,000 it stays below 1e-10.
/// Source: Moler and Van Loan, SIAM Review 2003; 45: 3–49, methods 1 and 3. Checked: R package msm, MatrixExp.
class MatrixExponential {
public:
    MatrixExponential(std::size_t states, std::vector<GeneratorCell> cells, std::size_t width);

    /// Whether `to` can be reached from `from` at all.
    bool reaches(int from, int to) const { return m_reaches[from * m_states + to] != 0; }
    /// [lane], at the same place after every update.
    const double* probabilities(int from, int to) const { return entry(m_result, from, to); }

    /// @param rates [cell][lane] per year, ≥ 0
    void update(const std::vector<const double*>& rates, double years);

private:
    using Matrix = std::vector<double>;  ///< [from][to][lane]

    double* entry(Matrix& matrix, std::size_t from, std::size_t to) const {
        return matrix.data() + (from * m_states + to) * m_width;
    }
    const double* entry(const Matrix& matrix, std::size_t from, std::size_t to) const {
        return matrix.data() + (from * m_states + to) * m_width;
    }
    void prepareSteps(const std::vector<const double*>& rates, double years);
    void timesStep(double divisor);
    void square(int done);

    std::size_t m_states;
    std::vector<GeneratorCell> m_cells;
    std::size_t m_width;
    std::vector<char> m_reaches;  ///< [from][to]
    Matrix m_result;
    Matrix m_scratch;
    std::vector<double> m_step;      ///< [cell][lane] rate·h
    std::vector<double> m_diagonal;  ///< [state][lane] (λ − row sum)·h
    std::vector<double> m_shrink;    ///< [lane] exp(−λ·h)
    std::vector<int> m_squarings;    ///< [lane] s
};

}  // namespace kachi
