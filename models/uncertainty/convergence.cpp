#include "models/uncertainty/convergence.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

constexpr int steps = 40;
constexpr std::size_t firstPoint = 10;

std::vector<std::size_t> pointsUpTo(std::size_t draws) {
    const std::size_t first = std::min(firstPoint, draws);
    const double ratio = static_cast<double>(draws) / static_cast<double>(first);
    std::vector<std::size_t> points;
    for (int i = 0; i < steps; ++i) {
        const double at = static_cast<double>(first) * std::pow(ratio, static_cast<double>(i) / (steps - 1));
        const auto point = std::min(static_cast<std::size_t>(std::llround(at)), draws);
        if (points.empty() || point > points.back()) points.push_back(point);
    }
    points.back() = draws;
    return points;
}

/// Sums about the first value, so that squares lose no digits to the mean.
struct RunningSums {
    double origin = 0;
    double sum = 0;
    double squares = 0;

    void add(double value) {
        const double away = value - origin;
        sum += away;
        squares += away * away;
    }
};

}  // namespace

std::vector<ConvergencePoint> convergencePoints(const std::vector<std::vector<double>>& netBenefit) {
    if (netBenefit.empty() || netBenefit.front().empty()) return {};
    std::vector<ConvergencePoint> points;
    for (const std::size_t draws : pointsUpTo(netBenefit.front().size())) points.push_back({draws, {}, {}});
    for (const std::vector<double>& values : netBenefit) {
        RunningSums sums{values.front()};
        std::size_t i = 0;
        for (ConvergencePoint& point : points) {
            for (; i < point.draws; ++i) sums.add(values[i]);
            const auto n = static_cast<double>(point.draws);
            const double away = sums.sum / n;
            const double variance = point.draws > 1 ? std::max(sums.squares - n * away * away, 0.0) / (n - 1) : 0;
            point.netBenefit.push_back(sums.origin + away);
            point.standardError.push_back(std::sqrt(variance / n));
        }
    }
    return points;
}

DrawsAdvice drawsAdvice(double mean, double standardDeviation, std::size_t draws) {
    if (standardDeviation == 0) return {};
    const double root = 2 * standardDeviation / (0.05 * std::abs(mean));
    const double wanted = std::ceil(root * root);
    if (wanted <= static_cast<double>(draws)) return {};
    const bool countable = wanted < static_cast<double>(mostWantedDraws);
    return {false, countable ? static_cast<std::size_t>(wanted) : mostWantedDraws};
}

}  // namespace kachi
