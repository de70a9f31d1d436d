#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace kachi {

/// Philox4x32-10: four words that look random, a pure function of counter and key.
/// Source: Salmon et al., Parallel random numbers: as easy as 1, 2, 3, SC11; through Random123.
std::array<std::uint32_t, 4> philoxBlock(const std::array<std::uint32_t, 4>& counter,
                                         const std::array<std::uint32_t, 2>& key);

/// 64-bit FNV-1a of the bytes of a parameter id. The same on every platform and in every version: it names the
/// parameter's stream of draws. Source: Fowler, Noll, Vo; IETF draft-eastlake-fnv.
std::uint64_t stableHash(std::string_view id);

/// Uniform of draw `draw` of the parameter whose id hashes to `idHash`: an odd multiple of 2^-53, so 52 random bits,
/// never 0 or 1, and 1 − u is exact. Depends on nothing but its three arguments.
double uniform(std::uint64_t seed, std::uint64_t idHash, std::uint64_t draw);

/// Two such uniforms from one block, for simulations that count patients and events rather than parameters.
std::array<double, 2> uniformPair(const std::array<std::uint32_t, 4>& counter, const std::array<std::uint32_t, 2>& key);

}  // namespace kachi
