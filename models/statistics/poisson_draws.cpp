#include "models/statistics/poisson_draws.h"

#include "models/statistics/reference_distributions.h"

#include <cmath>
#include <numbers>

namespace kachi {
namespace {

constexpr double smallMean = 10;

double standardNormal(EventUniforms& stream) {
    const double radius = std::sqrt(-2 * std::log(stream.next()));
    return radius * std::cos(2 * std::numbers::pi * stream.next());
}

}  // namespace

double EventUniforms::next() {
    if (m_second) {
        m_second = false;
        return m_pair[1];
    }
    m_pair = uniformPair(m_counter, m_key);
    ++m_counter[3];
    m_second = true;
    return m_pair[0];
}

PoissonSampler::PoissonSampler(double mean) : m_mean(mean) {
    if (mean < smallMean) return;
    m_logMean = std::log(mean);
    m_b = 0.931 + 2.53 * std::sqrt(mean);
    m_a = -0.059 + 0.02483 * m_b;
    m_logInverseAlpha = std::log(1.1239 + 1.1328 / (m_b - 3.4));
    m_squeeze = 0.9277 - 3.6224 / (m_b - 2);
}

double PoissonSampler::drawByInversion(double uniform) const {
    double probability = std::exp(-m_mean);
    double count = 0;
    // The bound is past the last count of positive probability; it ends the search when rounding leaves a remainder.
    while (uniform > probability && count < 200) {
        uniform -= probability;
        ++count;
        probability *= m_mean / count;
    }
    return count;
}

double PoissonSampler::draw(EventUniforms& stream) const {
    if (m_mean == 0) return 0;
    if (m_mean < smallMean) return drawByInversion(stream.next());
    for (;;) {
        const double u = stream.next() - 0.5;
        const double v = stream.next();
        const double fromEdge = 0.5 - std::abs(u);
        const double count = std::floor((2 * m_a / fromEdge + m_b) * u + m_mean + 0.43);
        if (fromEdge >= 0.07 && v <= m_squeeze) return count;
        if (count < 0 || (fromEdge < 0.013 && v > fromEdge)) continue;
        const double density = -m_mean + count * m_logMean - logGamma(count + 1);
        if (std::log(v) + m_logInverseAlpha - std::log(m_a / (fromEdge * fromEdge) + m_b) <= density) return count;
    }
}

double drawGamma(double shape, EventUniforms& stream) {
    if (shape < 1) {
        const double larger = drawGamma(shape + 1, stream);
        return larger * std::pow(stream.next(), 1 / shape);
    }
    const double d = shape - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = standardNormal(stream);
        const double cube = 1 + c * x;
        if (cube <= 0) continue;
        const double v = cube * cube * cube;
        if (std::log(stream.next()) < 0.5 * x * x + d * (1 - v + std::log(v))) return d * v;
    }
}

CountSampler::CountSampler(double mean, double overdispersion)
    : m_poisson(mean), m_mean(mean), m_overdispersion(overdispersion) {}

double CountSampler::draw(EventUniforms& stream) const {
    if (m_overdispersion == 1 || m_mean == 0) return m_poisson.draw(stream);
    const double extra = m_overdispersion - 1;
    return PoissonSampler(extra * drawGamma(m_mean / extra, stream)).draw(stream);
}

}  // namespace kachi
