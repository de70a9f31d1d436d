#pragma once

#include "models/core/choice_name.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <stop_token>
#include <string>

namespace kachi {

/// How the uniforms of the draws are laid out; models/statistics/design.h says how each is made.
enum class Design { random, latinHypercube, sobol };

/// Every design with its stable name in files and on the command line.
inline constexpr ChoiceName<Design> designNames[] = {
    {Design::random, "random"}, {Design::latinHypercube, "latinHypercube"}, {Design::sobol, "sobol"}};

/// How an evaluation runs. The seed is always explicit and saved with the results.
struct RunOptions {
    std::size_t draws = 10'000;  ///< probabilistic draws; 0 runs the base case only
    std::uint64_t seed = 1;
    Design design = Design::random;
    std::map<std::string, int> sobolDimensions;  ///< id → dimension from 1; the others are assigned (design.h)
    unsigned threads = 0;                        ///< 0: as many as the machine has; never changes a digit
    bool samePatients = false;       ///< simulations repeat the patients of the base case in every draw, so that draws
                                     ///< differ by their parameters alone (deterministic sensitivity analysis)
    bool valueOfInformation = true;  ///< work out EVPPI of every sampled parameter
    std::stop_token stop;
    std::function<void(std::size_t done, std::size_t total)> progress;  ///< may be called from any worker thread
};

}  // namespace kachi
