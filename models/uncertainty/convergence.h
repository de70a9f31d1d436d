#pragma once

#include <cstddef>
#include <vector>

namespace kachi {

/// How the means settle as draws are added.
struct ConvergencePoint {
    std::size_t draws = 0;
    std::vector<double> netBenefit;     ///< [increment] mean incremental net benefit of the first `draws`
    std::vector<double> standardError;  ///< [increment]
};

/// About 40 points spaced evenly on a logarithmic scale from 10 draws (or all, when fewer) to all of them.
/// @param netBenefit [increment][draw]
std::vector<ConvergencePoint> convergencePoints(const std::vector<std::vector<double>>& netBenefit);

/// Whether the draws are enough for the decision to rest on: the Monte Carlo error of the incremental net benefit
/// against its distance from zero.
struct DrawsAdvice {
    bool enough = true;
    std::size_t wanted = 0;  ///< draws at which two standard errors fall below 5 % of the distance; 0: enough now
};

/// Most draws that advice asks for; it stands for "no number of draws settles this".
inline constexpr std::size_t mostWantedDraws = 1'000'000'000;

/// (2·sd/(0.05·|mean|))² draws are wanted; `mostWantedDraws` where the mean is zero.
DrawsAdvice drawsAdvice(double mean, double standardDeviation, std::size_t draws);

}  // namespace kachi
