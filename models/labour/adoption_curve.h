#pragma once

#include "models/core/result.h"

#include <array>
#include <vector>

namespace kachi {

enum class AdoptionFamily {
    bass,     ///< {innovation p, imitation q}: F(t) = (1 − e^−(p+q)t) / (1 + (q/p) e^−(p+q)t), 0 before launch
    logistic  ///< {rate k, middle time m}: F(t) = 1 / (1 + e^−k(t−m))
};

/// Spread of a technique from 0 to 1 over years since its launch.
/// Source: Bass, Management Science 1969;15:215-227; Griliches, Econometrica 1957;25:501-522.
struct AdoptionCurve {
    AdoptionFamily family = AdoptionFamily::bass;
    std::array<double, 2> values{};

    double at(double years) const;
};

struct AdoptionPoint {
    double years = 0;  ///< since launch
    double count = 0;  ///< procedures of that year
};

/// count(t) = ceiling × F(t) fitted by least squares.
struct AdoptionFit {
    AdoptionCurve curve;
    double ceiling = 0;
    /// Of the ceiling and the two values, from the Jacobian: residual variance × (JᵀJ)⁻¹.
    std::array<std::array<double, 3>, 3> covariance{};
    double residualDeviation = 0;  ///< √(RSS / (n − 3))
    std::vector<double> fitted;    ///< [point]

    double standardError(std::size_t parameter) const;
};

/// Ordinary least squares; the ceiling is worked out for each shape (variable projection), the shape by a Nelder-Mead
/// search from several starts.
/// @param where  place of the table, for issues
/// Issues: adoption.tooFew (fewer than four points), adoption.noSpread (all counts alike), adoption.notFound, and
/// adoption.noCeiling where growth has not slowed, so that the ceiling cannot be told.
Result<AdoptionFit> fitAdoption(AdoptionFamily family, const std::vector<AdoptionPoint>& points,
                                const std::string& where);

}  // namespace kachi
