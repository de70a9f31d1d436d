#include "models/statistics/truncated_normal.h"

#include "models/statistics/distribution.h"

#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kachi {

namespace {

/// ∫ f over [from, to] in equal panels of 30 Gauss–Legendre nodes each.
template <class Integrand>
double integral(Integrand f, double from, double to) {
    constexpr int panels = 8;
    const double width = (to - from) / panels;
    double sum = 0;
    for (int panel = 0; panel < panels; ++panel) {
        const double start = from + panel * width;
        sum += boost::math::quadrature::gauss<double, 30>::integrate(f, start, start + width);
    }
    return sum;
}

}  // namespace

TruncatedNormal::TruncatedNormal(double mean, double sd, double low, double high)
    : m_mean(mean), m_sd(sd), m_low(low), m_high(high), m_sign(low > mean ? -1 : 1) {
    m_lowZ = deviate(m_sign > 0 ? low : high);
    m_highZ = deviate(m_sign > 0 ? high : low);
}

double TruncatedNormal::mass() const {
    return normalCdf(m_highZ) - normalCdf(m_lowZ);
}

double TruncatedNormal::quantile(double lower, double upper) const {
    if (m_sign < 0) std::swap(lower, upper);
    const double below = upper * normalCdf(m_lowZ) + lower * normalCdf(m_highZ);
    const double above = upper * normalCdf(-m_lowZ) + lower * normalCdf(-m_highZ);
    const double z = below < above ? normalQuantile(below) : -normalQuantile(above);
    return std::clamp(m_mean + m_sign * m_sd * z, m_low, m_high);  // rounding alone could step over a bound
}

double TruncatedNormal::cdf(double x) const {
    const double z = deviate(x);
    return (m_sign > 0 ? normalCdf(z) - normalCdf(m_lowZ) : normalCdf(m_highZ) - normalCdf(z)) / mass();
}

double TruncatedNormal::pdf(double x) const {
    const double z = deviate(x);
    return std::exp(-z * z / 2) / (std::sqrt(2 * std::numbers::pi) * m_sd * mass());
}

double TruncatedNormal::mean() const {
    return m_mean + m_sign * m_sd * moments().mean;
}

double TruncatedNormal::standardDeviation() const {
    return m_sd * moments().sd;
}

/// Relative to the density at the peak, so that nothing underflows; beyond `reach` of the peak the density has fallen
/// to e^−45 of it.
TruncatedNormal::Moments TruncatedNormal::moments() const {
    const double peak = std::min(0.0, m_highZ);
    const double reach = 90 / (std::sqrt(peak * peak + 90) - peak);
    const double from = std::max(m_lowZ - peak, -reach);
    const double to = std::min(m_highZ - peak, reach);
    const auto density = [peak](double t) { return std::exp(-t * (t + 2 * peak) / 2); };
    const double total = integral(density, from, to);
    const double mean = integral([&](double t) { return t * density(t); }, from, to) / total;
    const double variance = integral([&](double t) { return (t - mean) * (t - mean) * density(t); }, from, to) / total;
    return {peak + mean, std::sqrt(variance)};
}

}  // namespace kachi
