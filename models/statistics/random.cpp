#include "models/statistics/random.h"

#include <Random123/philox.h>

namespace kachi {
namespace {

/// Odd multiple of 2^-53 of the upper 52 of 64 bits.
double uniformOf(std::uint32_t low, std::uint32_t high) {
    const std::uint64_t bits = (std::uint64_t{high} << 32) | low;
    return static_cast<double>((bits >> 12) * 2 + 1) * 0x1p-53;
}

}  // namespace

std::array<std::uint32_t, 4> philoxBlock(const std::array<std::uint32_t, 4>& counter,
                                         const std::array<std::uint32_t, 2>& key) {
    const r123::Philox4x32::ctr_type words = {{counter[0], counter[1], counter[2], counter[3]}};
    const r123::Philox4x32::key_type keyWords = {{key[0], key[1]}};
    const r123::Philox4x32::ctr_type mixed = r123::Philox4x32()(words, keyWords);
    return {mixed[0], mixed[1], mixed[2], mixed[3]};
}

std::uint64_t stableHash(std::string_view id) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : id) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3u;
    }
    return hash;
}

double uniform(std::uint64_t seed, std::uint64_t idHash, std::uint64_t draw) {
    const auto low = [](std::uint64_t word) { return static_cast<std::uint32_t>(word); };
    const auto high = [](std::uint64_t word) { return static_cast<std::uint32_t>(word >> 32); };
    const std::array<std::uint32_t, 4> words =
        philoxBlock({low(draw), high(draw), low(idHash), high(idHash)}, {low(seed), high(seed)});
    return uniformOf(words[0], words[1]);
}

std::array<double, 2> uniformPair(const std::array<std::uint32_t, 4>& counter,
                                  const std::array<std::uint32_t, 2>& key) {
    const std::array<std::uint32_t, 4> words = philoxBlock(counter, key);
    return {uniformOf(words[0], words[1]), uniformOf(words[2], words[3])};
}

}  // namespace kachi
