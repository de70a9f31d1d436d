#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>

namespace kachi {

/// How an evaluation runs. The seed is always explicit and saved with the results.
struct RunOptions {
    std::size_t draws = 10'000;  ///< probabilistic draws; 0 runs the base case only
    std::uint64_t seed = 1;
    unsigned threads = 0;            ///< 0: as many as the machine has; never changes a digit
    bool samePatients = false;       ///< simulations repeat the patients of the base case in every draw, so that draws
                                     ///< differ by their parameters alone (deterministic sensitivity analysis)
    bool valueOfInformation = true;  ///< work out EVPPI of every sampled parameter
    std::stop_token stop;
    std::function<void(std::size_t done, std::size_t total)> progress;  ///< may be called from any worker thread
};

}  // namespace kachi
