#pragma once

#include "models/statistics/distribution.h"

#include <array>
#include <vector>

namespace kachi {

/// Quantile function that draws are defined by: the tabulated one of beta and gamma, the direct one of the others,
/// whose closed forms are fast already. Built once per distribution and independent of the number of draws.
///
/// Over z = normal quantile of u, 20 pieces of width 0.5 on |z| < 5 hold log x (gamma) or logit x (beta) as Chebyshev
/// polynomials of degree 11. A piece that misses the direct quantile by more than 1e-11 of x at its check points, and
/// everything with |z| >= 5 (6 draws in ten million), goes direct.
class QuantileTable {
public:
    explicit QuantileTable(const Distribution& distribution);

    /// Value not exceeded with probability u, within 1e-10 of Distribution::quantile, relative. @pre 0 < u < 1
    /// Infinite or NaN where Distribution::quantile is.
    double operator()(double u) const;

    /// Pieces that answer from the table: 20, or 0 for families without one.
    int tabulatedPieces() const;

private:
    static constexpr int nodeCount = 12;

    struct Piece {
        bool tabulated = false;
        std::array<double, nodeCount> coefficients{};
    };

    Piece makePiece(double lowZ) const;
    double transformed(double value) const;
    double fromPiece(const Piece& piece, double position) const;

    Distribution m_distribution;
    std::vector<Piece> m_pieces;
};

}  // namespace kachi
