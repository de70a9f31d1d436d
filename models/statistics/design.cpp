#include "models/statistics/design.h"

#include "models/statistics/random.h"

#include <boost/random/sobol.hpp>

#include <cmath>
#include <numeric>
#include <set>
#include <utility>

namespace kachi {

namespace {

constexpr int digits = 24;  ///< binary digits of strata; 2^24 = largestDesign

/// Mixes all bits of a word. Source: finaliser of SplitMix64; Steele, Lea, Flood, OOPSLA 2014.
std::uint64_t mixed(std::uint64_t word) {
    word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9u;
    word = (word ^ (word >> 27)) * 0x94d049bb133111ebu;
    return word ^ (word >> 31);
}

}  // namespace

SobolCoordinate::SobolCoordinate(int dimension) {
    const auto coordinate = static_cast<std::size_t>(dimension);
    boost::random::sobol_engine<std::uint32_t, 32> engine(coordinate);
    for (int bit = 0; bit < digits; ++bit) {
        // The engine follows the Gray code; point 2^(bit+1) − 1 of its sequence is direction number `bit` alone.
        engine.seed((std::uint32_t{2} << bit) - 2);
        engine.discard(coordinate - 1);
        m_directions[static_cast<std::size_t>(bit)] = engine() >> (32 - digits);
    }
}

std::uint32_t SobolCoordinate::operator()(std::uint32_t index) const {
    std::uint32_t point = 0;
    for (std::size_t bit = 0; index != 0; ++bit, index >>= 1) {
        if (index & 1) point ^= m_directions[bit];
    }
    return point;
}

UniformStream::UniformStream(const std::string& id, const RunOptions& options, int sobolDimension)
    : m_design(options.design), m_seed(options.seed), m_hash(stableHash(id)) {
    if (m_design == Design::latinHypercube) shuffleStrata(options.draws);
    if (m_design == Design::sobol) {
        m_sobol.emplace_back(sobolDimension);
        const std::array<std::uint32_t, 2> key = {static_cast<std::uint32_t>(m_seed),
                                                  static_cast<std::uint32_t>(m_seed >> 32)};
        const auto words = philoxBlock({static_cast<std::uint32_t>(sobolDimension), 0, 0, 0}, key);
        m_scrambleKey = (std::uint64_t{words[1]} << 32) | words[0];
    }
}

void UniformStream::fill(std::size_t begin, std::size_t end, double* uniforms) const {
    switch (m_design) {
        case Design::random:
            for (std::size_t draw = begin; draw < end; ++draw) *uniforms++ = uniform(m_seed, m_hash, draw);
            break;
        case Design::latinHypercube:
            for (std::size_t draw = begin; draw < end; ++draw) {
                *uniforms++ = (m_strata[draw] + jitter(draw)) / static_cast<double>(m_strata.size());
            }
            break;
        case Design::sobol:
            for (std::size_t draw = begin; draw < end; ++draw) *uniforms++ = scrambled(draw);
            break;
    }
}

/// Fisher–Yates. The counters (count, i) are beyond those of any draw.
void UniformStream::shuffleStrata(std::size_t count) {
    m_strata.resize(count);
    std::iota(m_strata.begin(), m_strata.end(), std::uint32_t{0});
    for (std::size_t i = count; i > 1; --i) {
        const double u = uniform(m_seed, m_hash, (std::uint64_t{count} << 32) | i);
        std::swap(m_strata[i - 1], m_strata[static_cast<std::size_t>(u * static_cast<double>(i))]);
    }
}

/// Each digit is flipped by a fair coin that belongs to the digits before it: a node of the binary tree of intervals.
double UniformStream::scrambled(std::size_t draw) const {
    const std::uint32_t point = m_sobol.front()(static_cast<std::uint32_t>(draw));
    std::uint32_t flips = 0;
    for (int digit = 0; digit < digits; ++digit) {
        const std::uint64_t node = (std::uint64_t{1} << digit) | (point >> (digits - digit));
        const std::uint64_t coin = mixed(m_scrambleKey + node * 0x9e3779b97f4a7c15u) >> 63;
        flips |= static_cast<std::uint32_t>(coin) << (digits - 1 - digit);
    }
    return ((point ^ flips) + jitter(draw)) * std::ldexp(1.0, -digits);
}

/// An odd multiple of 2^-25, so that adding it to a stratum is exact and dividing never reaches the next one.
double UniformStream::jitter(std::size_t draw) const {
    const double scale = std::ldexp(1.0, digits);
    return (std::floor(uniform(m_seed, m_hash, draw) * scale) + 0.5) / scale;
}

Result<std::map<std::string, int>> sobolDimensions(const std::vector<std::string>& ids,
                                                   const std::map<std::string, int>& stored) {
    const std::string range = "1 – " + std::to_string(largestSobolDimension);
    const auto fault = [](const char* code, const std::string& where, const std::string& value,
                          const std::string& limit) { return Issue{code, Severity::error, where, value, limit, {}}; };
    Issues issues;
    std::map<int, std::string> holders;
    for (const auto& [id, dimension] : stored) {
        if (dimension < 1 || dimension > largestSobolDimension) {
            issues.push_back(fault("statistics.sobolDimensionRange", id, std::to_string(dimension), range));
            continue;
        }
        const auto [holder, isFree] = holders.emplace(dimension, id);
        if (!isFree) {
            issues.push_back(fault("statistics.sobolDimensionTwice", id, std::to_string(dimension), holder->second));
        }
    }
    std::map<std::string, int> dimensions = stored;
    int next = 1;
    for (const std::string& id : std::set<std::string>(ids.begin(), ids.end())) {
        if (dimensions.contains(id)) continue;
        while (holders.contains(next)) ++next;
        if (next > largestSobolDimension) {
            issues.push_back(fault("statistics.sobolDimensionsExhausted", id, std::to_string(next), range));
            break;
        }
        dimensions[id] = next++;
    }
    if (!issues.empty()) return issues;
    return dimensions;
}

}  // namespace kachi
