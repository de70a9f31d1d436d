#pragma once

#include "models/statistics/random.h"

#include <array>
#include <cstdint>

namespace kachi {

/// The uniforms of one event, one after another: a pure function of seed and the three numbers that name the event.
class EventUniforms {
public:
    EventUniforms(std::uint64_t seed, const std::array<std::uint32_t, 3>& event)
        : m_counter{event[0], event[1], event[2], 0},
          m_key{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)} {}

    double next();

private:
    std::array<std::uint32_t, 4> m_counter;  ///< the last word counts pairs
    std::array<std::uint32_t, 2> m_key;
    std::array<double, 2> m_pair{};
    bool m_second = false;  ///< the second of the pair is still to be handed out
};

/// Poisson counts with one mean. Mean ≥ 10: transformed rejection with squeeze (PTRS); below: inversion.
/// Source: Hörmann, Insurance Math Econ 1993;12:39-45.
class PoissonSampler {
public:
    explicit PoissonSampler(double mean);  ///< @pre mean ≥ 0, finite
    double draw(EventUniforms& stream) const;

private:
    double drawByInversion(double uniform) const;

    double m_mean;
    double m_logMean = 0;
    double m_a = 0;
    double m_b = 0;
    double m_logInverseAlpha = 0;
    double m_squeeze = 0;
};

/// Gamma of that shape and scale 1. Source: Marsaglia, Tsang, ACM TOMS 2000;26:363-372. @pre shape > 0
double drawGamma(double shape, EventUniforms& stream);

/// Counts with mean μ and variance φμ: Poisson for φ = 1, else negative binomial, a Poisson whose mean is gamma with
/// shape μ/(φ − 1) and scale φ − 1.
class CountSampler {
public:
    CountSampler(double mean, double overdispersion);  ///< @pre mean ≥ 0, overdispersion ≥ 1
    double draw(EventUniforms& stream) const;

private:
    PoissonSampler m_poisson;
    double m_mean;
    double m_overdispersion;
};

}  // namespace kachi
