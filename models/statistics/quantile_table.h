#pragma once

#include "models/statistics/distribution.h"

#include <array>
#include <cstddef>
#include <vector>

namespace kachi {

/// Quantile function that draws are defined by: the tabulated one of beta, PERT and gamma, the direct one of the
/// others, whose closed forms are fast already. Built once per distribution and independent of the number of draws.
///
/// Over z = normal quantile of u, 20 pieces of width 0.5 on |z| < 5 hold log x (gamma) or the logit of the place of x
/// between its bounds (beta, PERT) as Chebyshev polynomials of degree 11. A piece that misses the direct quantile by
/// more than 1e-11 of x at its check points, and everything with |z| >= 5 (6 draws in ten million), goes direct.
class QuantileTable {
public:
    explicit QuantileTable(const Distribution& distribution);

    /// Value not exceeded with probability u, within 1e-10 of Distribution::quantile, relative. @pre 0 < u < 1
    /// Infinite or NaN where Distribution::quantile is.
    double operator()(double u) const;

    /// Puts the value of each probability in its place. The digits are those of one call per value; several polynomials
    /// are worked out side by side, because each alone waits for its own last step.
    void replace(double* probabilities, std::size_t count) const;

    /// Value at normal deviate z, so with probability Φ(z) not exceeded; keeps the digits of the upper tail.
    double atDeviate(double z) const;

    /// Pieces that answer from the table: 20, or 0 for families without one.
    int tabulatedPieces() const;

private:
    static constexpr int nodeCount = 12;

    struct Piece {
        bool tabulated = false;
        std::array<double, nodeCount> coefficients{};
    };

    void replaceSide(double* probabilities, const double* deviates, std::size_t count) const;
    Piece makePiece(double lowZ) const;
    const Piece* pieceOf(double z, double& position) const;
    double transformed(double value) const;
    double fromPiece(const Piece& piece, double position) const;
    double fromHeight(double height) const;

    Distribution m_distribution;
    double m_low = 0;  ///< beta, PERT: bounds
    double m_width = 1;
    std::vector<Piece> m_pieces;
};

}  // namespace kachi
