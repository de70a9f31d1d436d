#include "models/uncertainty/net_benefit_density.h"

#include "models/statistics/summary.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kachi {
namespace {

constexpr double reach = 3;        ///< bandwidths beyond the outermost draws
constexpr double kernelReach = 8;  ///< bandwidths after which the kernel is below 1e-14 of its height
constexpr double finest = 0.5;     ///< bandwidths between grid points
constexpr std::size_t mostBins = 1 << 16;

/// Weight of each grid point, every draw shared between its two neighbours.
std::vector<double> linearBins(const std::vector<double>& values, double start, double step, std::size_t bins) {
    std::vector<double> weights(bins);
    for (const double value : values) {
        const double position = (value - start) / step;
        const auto below = std::min(static_cast<std::size_t>(position), bins - 2);
        const double share = position - static_cast<double>(below);
        weights[below] += 1 - share;
        weights[below + 1] += share;
    }
    return weights;
}

}  // namespace

double silvermanBandwidth(const std::vector<double>& values) {
    const double sd = sampleStandardDeviation(values);
    const SampleInterval quartiles = equalTailedInterval(values, 0.5);
    const double robust = (quartiles.high - quartiles.low) / 1.34;
    return 0.9 * (robust > 0 ? std::min(sd, robust) : sd) * std::pow(static_cast<double>(values.size()), -0.2);
}

std::vector<NetBenefitDensityPoint> kernelDensity(const std::vector<double>& values, std::size_t points) {
    if (values.size() < 2) return {};
    const double bandwidth = silvermanBandwidth(values);
    if (!(bandwidth > 0)) return {};
    const auto [smallest, largest] = std::ranges::minmax(values);
    const double start = smallest - reach * bandwidth;
    const double width = largest + reach * bandwidth - start;
    const double spacing = width / static_cast<double>(points - 1);
    const double wanted = std::ceil(spacing / (finest * bandwidth));
    const auto refinement = static_cast<std::size_t>(
        std::clamp(wanted, 1.0, std::max(1.0, static_cast<double>(mostBins) / static_cast<double>(points))));
    const std::size_t bins = (points - 1) * refinement + 1;
    const double step = width / static_cast<double>(bins - 1);
    const std::vector<double> weights = linearBins(values, start, step, bins);

    const auto half = std::min(static_cast<std::size_t>(std::ceil(kernelReach * bandwidth / step)), bins - 1);
    std::vector<double> kernel(half + 1);
    const double height = 1 / (static_cast<double>(values.size()) * bandwidth * std::sqrt(2 * std::numbers::pi));
    for (std::size_t k = 0; k <= half; ++k) {
        const double z = static_cast<double>(k) * step / bandwidth;
        kernel[k] = height * std::exp(-z * z / 2);
    }
    std::vector<NetBenefitDensityPoint> density;
    for (std::size_t i = 0; i < bins; i += refinement) {
        double sum = kernel[0] * weights[i];
        for (std::size_t k = 1; k <= half; ++k) {
            if (k <= i) sum += kernel[k] * weights[i - k];
            if (i + k < bins) sum += kernel[k] * weights[i + k];
        }
        density.push_back({start + static_cast<double>(i) * step, sum});
    }
    return density;
}

std::vector<NetBenefitDensityPoint> netBenefitDensity(const IncrementDraws& draws, double wtp, std::size_t points) {
    std::vector<double> benefit(draws.cost.size());
    for (std::size_t i = 0; i < benefit.size(); ++i) benefit[i] = wtp * draws.effect[i] - draws.cost[i];
    return kernelDensity(benefit, points);
}

}  // namespace kachi
