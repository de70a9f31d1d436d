#pragma once

#include "models/uncertainty/cost_effectiveness.h"

#include <cstddef>
#include <vector>

namespace kachi {

struct NetBenefitDensityPoint {
    double value = 0;
    double density = 0;
};

/// Silverman's rule of thumb, 0.9·min(sd, IQR/1.34)·n^(−1/5); the sd alone where the quartiles coincide, 0 where
/// nothing varies. Source: Silverman, Density Estimation, 1986, eq. 3.31 (bw.nrd0 of R). @pre at least two values
double silvermanBandwidth(const std::vector<double>& values);

/// Gaussian kernel density at `points` evenly spaced values from three bandwidths below the smallest draw to three
/// above the largest. Draws are shared between the two grid points beside them (linear binning: Wand, J Comput Graph
/// Stat 1994;3:433-445) on a grid of at most half a bandwidth, then smoothed: O(draws + grid).
/// Empty where the values do not vary: there is no density to draw. @pre points ≥ 2
std::vector<NetBenefitDensityPoint> kernelDensity(const std::vector<double>& values, std::size_t points = 256);

/// Density of the incremental net benefit at a willingness to pay.
std::vector<NetBenefitDensityPoint> netBenefitDensity(const IncrementDraws& draws, double wtp,
                                                      std::size_t points = 256);

}  // namespace kachi
