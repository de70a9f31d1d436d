#pragma once

#include "models/core/result.h"
#include "models/core/run_options.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace kachi {

/// Largest number of draws of a Latin hypercube or Sobol design: digits kept for strata.
inline constexpr std::size_t largestDesign = std::size_t{1} << 24;

/// Largest Sobol dimension for which there are direction numbers.
inline constexpr int largestSobolDimension = 3667;

/// Coordinate of the Sobol sequence, not scrambled: bits of point `index` as a fraction of 2^24, in natural order (not
/// Gray-coded). Direction numbers of Joe and Kuo (SIAM J. Sci. Comput. 30, 2008) as Boost.Random carries them.
class SobolCoordinate {
public:
    /// @pre 1 <= dimension <= largestSobolDimension
    explicit SobolCoordinate(int dimension);

    /// @pre index < 2^24
    std::uint32_t operator()(std::uint32_t index) const;

private:
    std::array<std::uint32_t, 24> m_directions;
};

/// Uniforms of one parameter, draw by draw, under the design of a run. Every value is in (0, 1) and a pure function of
/// (design, seed, id, draw) and, for a Latin hypercube, the number of draws; Sobol: of the dimension as well.
///   random           uniform(seed, hash of id, draw) of random.h
///   latinHypercube   (stratum + jitter)/N: the strata 0 … N−1 in an order shuffled by (seed, id, N), the jitter from
///                    the random uniform of the draw. McKay, Beckman, Conover, Technometrics 21, 1979
///   sobol            the Sobol coordinate, nested uniform (Owen) scrambling by coins of (seed, dimension) over its
///                    first 24 binary digits, further digits from the random uniform. Owen, in Monte Carlo and
///                    Quasi-Monte Carlo Methods in Scientific Computing, Springer 1995
class UniformStream {
public:
    /// @param sobolDimension read by sobol only
    /// @pre latinHypercube, sobol: options.draws <= largestDesign
    UniformStream(const std::string& id, const RunOptions& options, int sobolDimension);

    /// Writes the uniforms of draws begin … end − 1 to uniforms[0] …
    void fill(std::size_t begin, std::size_t end, double* uniforms) const;

private:
    void shuffleStrata(std::size_t count);
    double scrambled(std::size_t draw) const;
    double jitter(std::size_t draw) const;

    Design m_design;
    std::uint64_t m_seed;
    std::uint64_t m_hash;
    std::vector<std::uint32_t> m_strata;   ///< latinHypercube: [draw]
    std::vector<SobolCoordinate> m_sobol;  ///< sobol: one
    std::uint64_t m_scrambleKey = 0;
};

/// Dimension of every id: the stored one; ids without one take the lowest dimensions that nobody holds, in the order
/// of their ids. So nothing moves while every id has its stored dimension, and a new id takes a free one.
/// Issues: statistics.sobolDimensionRange, sobolDimensionTwice, sobolDimensionsExhausted.
Result<std::map<std::string, int>> sobolDimensions(const std::vector<std::string>& ids,
                                                   const std::map<std::string, int>& stored);

}  // namespace kachi
