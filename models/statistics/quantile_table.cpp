#include "models/statistics/quantile_table.h"

#include "models/core/wide_vectors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace kachi {

namespace {

constexpr double highestZ = 5;
constexpr double width = 0.5;
constexpr int pieceCount = 20;
constexpr double checkTolerance = 1e-11;

/// Direct quantile at normal deviate z, through the nearer tail.
double quantileAt(const Distribution& distribution, double z) {
    return z < 0 ? distribution.quantile(normalCdf(z)) : distribution.upperQuantile(normalCdf(-z));
}

constexpr std::size_t together = 256;  ///< values whose deviates are worked out together
constexpr std::size_t side = 16;       ///< values whose polynomials are

/// Normal deviates of at most `together` probabilities, in their places. Boost.Math has a formula for the middle half,
/// one for the quarter around it and others for the tails: values of one formula follow each other, so that the
/// processor foresees the branch.
void normalQuantiles(double* probabilities, std::size_t count) {
    std::array<std::array<std::size_t, together>, 3> places;
    std::array<std::size_t, 3> counts{};
    for (std::size_t i = 0; i < count; ++i) {
        const double distance = std::abs(probabilities[i] - 0.5);
        const std::size_t formula = (distance > 0.25) + (distance > 0.375);
        places[formula][counts[formula]++] = i;
    }
    for (std::size_t formula = 0; formula < places.size(); ++formula) {
        for (std::size_t i = 0; i < counts[formula]; ++i) {
            double& value = probabilities[places[formula][i]];
            value = normalQuantile(value);
        }
    }
}

/// Clenshaw's recurrence at several places of a polynomial each. @param coefficients [place][degree]
KACHI_WIDE_VECTORS
void sideBySide(const double* const* coefficients, const double* positions, std::size_t nodes, double* heights) {
    std::array<double, side> next{};
    std::array<double, side> afterNext{};
    for (std::size_t degree = nodes - 1; degree > 0; --degree) {
        for (std::size_t i = 0; i < side; ++i) {
            const double current = coefficients[i][degree] + 2 * positions[i] * next[i] - afterNext[i];
            afterNext[i] = next[i];
            next[i] = current;
        }
    }
    for (std::size_t i = 0; i < side; ++i) {
        heights[i] = coefficients[i][0] + positions[i] * next[i] - afterNext[i];
    }
}

}  // namespace

QuantileTable::QuantileTable(const Distribution& distribution) : m_distribution(distribution) {
    const Family family = distribution.family();
    if (family != Family::beta && family != Family::pert && family != Family::gamma) return;
    if (family == Family::pert) {
        const auto [low, high] = distribution.support();
        m_low = low;
        m_width = high - low;
    }
    m_pieces.reserve(pieceCount);
    for (int i = 0; i < pieceCount; ++i) m_pieces.push_back(makePiece(i * width - highestZ));
}

double QuantileTable::operator()(double u) const {
    if (m_pieces.empty()) return m_distribution.quantile(u);
    double position = 0;
    const Piece* piece = pieceOf(normalQuantile(u), position);
    return piece ? fromPiece(*piece, position) : m_distribution.quantile(u);
}

void QuantileTable::replace(double* probabilities, std::size_t count) const {
    if (m_pieces.empty()) {
        for (std::size_t i = 0; i < count; ++i) probabilities[i] = m_distribution.quantile(probabilities[i]);
        return;
    }
    std::array<double, together> deviates;
    for (std::size_t done = 0; done < count; done += together) {
        const std::size_t here = std::min(together, count - done);
        std::copy_n(probabilities + done, here, deviates.begin());
        normalQuantiles(deviates.data(), here);
        for (std::size_t first = 0; first < here; first += side) {
            replaceSide(probabilities + done + first, deviates.data() + first, std::min(side, here - first));
        }
    }
}

/// At most `side` values by their deviates; places without a piece are worked out as 0 and then directly.
void QuantileTable::replaceSide(double* probabilities, const double* deviates, std::size_t count) const {
    static constexpr std::array<double, nodeCount> noPiece{};
    std::array<const double*, side> coefficients;
    coefficients.fill(noPiece.data());
    std::array<double, side> positions{};
    for (std::size_t i = 0; i < count; ++i) {
        if (const Piece* const piece = pieceOf(deviates[i], positions[i])) coefficients[i] = piece->coefficients.data();
    }
    std::array<double, side> heights;
    sideBySide(coefficients.data(), positions.data(), nodeCount, heights.data());
    for (std::size_t i = 0; i < count; ++i) {
        const bool tabulated = coefficients[i] != noPiece.data();
        probabilities[i] = tabulated ? fromHeight(heights[i]) : m_distribution.quantile(probabilities[i]);
    }
}

double QuantileTable::atDeviate(double z) const {
    double position = 0;
    const Piece* piece = m_pieces.empty() ? nullptr : pieceOf(z, position);
    return piece ? fromPiece(*piece, position) : quantileAt(m_distribution, z);
}

int QuantileTable::tabulatedPieces() const {
    return static_cast<int>(
        std::count_if(m_pieces.begin(), m_pieces.end(), [](const Piece& piece) { return piece.tabulated; }));
}

/// Piece that answers for z, and −1 … 1 within it; null where the direct quantile does.
const QuantileTable::Piece* QuantileTable::pieceOf(double z, double& position) const {
    if (!(std::abs(z) < highestZ)) return nullptr;
    const double scaled = (z + highestZ) / width;
    const double index = std::min(std::floor(scaled), pieceCount - 1.0);
    position = 2 * (scaled - index) - 1;
    const Piece& piece = m_pieces[static_cast<std::size_t>(index)];
    return piece.tabulated ? &piece : nullptr;
}

/// Interpolates at the Chebyshev nodes cos((k + 1/2)π/n) of the piece that starts at `lowZ`.
QuantileTable::Piece QuantileTable::makePiece(double lowZ) const {
    const auto zAt = [lowZ](double position) { return lowZ + width * (position + 1) / 2; };
    Piece piece;
    for (int node = 0; node < nodeCount; ++node) {
        const double angle = (node + 0.5) * std::numbers::pi / nodeCount;
        const double height = transformed(quantileAt(m_distribution, zAt(std::cos(angle))));
        if (!std::isfinite(height)) return piece;
        for (int degree = 0; degree < nodeCount; ++degree) {
            piece.coefficients[degree] += (degree == 0 ? 1.0 : 2.0) / nodeCount * height * std::cos(degree * angle);
        }
    }
    for (const double position : {-0.9999, -0.95, -0.5, 0.02, 0.55, 0.93, 0.9999}) {
        const double direct = quantileAt(m_distribution, zAt(position));
        if (!(std::abs(fromPiece(piece, position) - direct) <= checkTolerance * std::abs(direct))) return piece;
    }
    piece.tabulated = true;
    return piece;
}

double QuantileTable::transformed(double value) const {
    if (m_distribution.family() == Family::gamma) return std::log(value);
    const double place = (value - m_low) / m_width;
    return std::log(place) - std::log1p(-place);
}

/// Clenshaw's recurrence, then back from the log or logit scale. @param position −1 … 1 within the piece
double QuantileTable::fromPiece(const Piece& piece, double position) const {
    double next = 0;
    double afterNext = 0;
    for (int degree = nodeCount - 1; degree > 0; --degree) {
        const double current = piece.coefficients[degree] + 2 * position * next - afterNext;
        afterNext = next;
        next = current;
    }
    return fromHeight(piece.coefficients[0] + position * next - afterNext);
}

double QuantileTable::fromHeight(double height) const {
    if (m_distribution.family() == Family::gamma) return std::exp(height);
    return m_low + m_width * (1 / (1 + std::exp(-height)));
}

}  // namespace kachi
