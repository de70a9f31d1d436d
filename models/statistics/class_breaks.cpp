#include "models/statistics/class_breaks.h"

#include "models/statistics/summary.h"

#include <algorithm>
#include <limits>

namespace kachi {
namespace {

/// Ascending without repeats.
std::vector<double> distinct(std::vector<double> limits) {
    std::ranges::sort(limits);
    limits.erase(std::unique(limits.begin(), limits.end()), limits.end());
    return limits;
}

}  // namespace

std::vector<double> quantileBreaks(std::vector<double> values, int count) {
    std::vector<double> limits;
    if (values.empty()) return limits;
    for (int i = 1; i <= count; ++i) limits.push_back(sampleQuantile(values, static_cast<double>(i) / count));
    limits.back() = *std::ranges::max_element(values);
    return distinct(std::move(limits));
}

std::vector<double> equalBreaks(const std::vector<double>& values, int count) {
    std::vector<double> limits;
    if (values.empty()) return limits;
    const auto [least, most] = std::ranges::minmax(values);
    for (int i = 1; i < count; ++i) limits.push_back(least + (most - least) * i / count);
    limits.push_back(most);
    return distinct(std::move(limits));
}

std::vector<double> naturalBreaks(std::vector<double> values, int count) {
    if (values.empty()) return {};
    std::ranges::sort(values);
    const std::size_t n = values.size();
    const std::size_t classes = std::min(static_cast<std::size_t>(count), distinct(values).size());
    std::vector<double> sum(n + 1, 0.0);
    std::vector<double> squares(n + 1, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
        const double centred = values[i] - values[n / 2];  // keeps the digits of large values
        sum[i + 1] = sum[i] + centred;
        squares[i + 1] = squares[i] + centred * centred;
    }
    const auto spread = [&](std::size_t first, std::size_t end) {
        const double total = sum[end] - sum[first];
        return squares[end] - squares[first] - total * total / static_cast<double>(end - first);
    };
    // best[k][end]: least spread of the first `end` values in k + 1 classes; from: where its last class begins.
    std::vector<std::vector<double>> best(classes, std::vector<double>(n + 1, std::numeric_limits<double>::infinity()));
    std::vector<std::vector<std::size_t>> from(classes, std::vector<std::size_t>(n + 1, 0));
    for (std::size_t end = 1; end <= n; ++end) best[0][end] = spread(0, end);
    for (std::size_t k = 1; k < classes; ++k) {
        for (std::size_t end = k + 1; end <= n; ++end) {
            for (std::size_t first = k; first < end; ++first) {
                const double total = best[k - 1][first] + spread(first, end);
                if (total < best[k][end]) {
                    best[k][end] = total;
                    from[k][end] = first;
                }
            }
        }
    }
    std::vector<double> limits;
    std::size_t end = n;
    for (std::size_t k = classes; k-- > 0;) {
        limits.push_back(values[end - 1]);
        end = from[k][end];
    }
    return distinct(std::move(limits));
}

}  // namespace kachi
