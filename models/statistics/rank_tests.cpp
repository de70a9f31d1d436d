#include "models/statistics/rank_tests.h"

#include "models/statistics/distribution.h"
#include "models/statistics/reference_distributions.h"
#include "models/statistics/reported_level.h"
#include "models/statistics/summary.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace kachi {
namespace {

constexpr std::size_t exactBelow = 50;
constexpr double upperTail = 0.5 + reportedLevel / 2;

/// Ranks with ties at their mean, and Σ (t³ − t) over groups of t ties.
struct Ranks {
    std::vector<double> ranks;
    double tieSum = 0;
};

Ranks ranksOf(const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    Ranks made{std::vector<double>(values.size()), 0};
    for (std::size_t first = 0; first < order.size();) {
        std::size_t end = first;
        while (end < order.size() && values[order[end]] == values[order[first]]) ++end;
        const auto count = static_cast<double>(end - first);
        for (std::size_t index = first; index < end; ++index) {
            made.ranks[order[index]] = static_cast<double>(first + end + 1) / 2;
        }
        made.tieSum += count * count * count - count;
        first = end;
    }
    return made;
}

/// A rank statistic, centred on its expectation, and its standard deviation under no shift.
struct Centred {
    double statistic = 0;
    double value = 0;
    double deviation = 0;
    double tieSum = 0;
    std::size_t used = 0;

    double corrected() const {
        const double correction = value == 0 ? 0 : std::copysign(0.5, value);
        return (value - correction) / deviation;
    }
};

Centred rankSum(const std::vector<double>& first, const std::vector<double>& second, double shift) {
    std::vector<double> all;
    all.reserve(first.size() + second.size());
    for (const double value : first) all.push_back(value - shift);
    all.insert(all.end(), second.begin(), second.end());
    const Ranks ranked = ranksOf(all);
    const auto m = static_cast<double>(first.size());
    const auto n = static_cast<double>(second.size());
    const double sum =
        std::accumulate(ranked.ranks.begin(), ranked.ranks.begin() + static_cast<std::ptrdiff_t>(first.size()), 0.0);
    Centred made;
    made.statistic = sum - m * (m + 1) / 2;
    made.value = made.statistic - m * n / 2;
    made.tieSum = ranked.tieSum;
    made.deviation = std::sqrt(m * n / 12 * ((m + n + 1) - ranked.tieSum / ((m + n) * (m + n - 1))));
    made.used = all.size();
    return made;
}

Centred signedRanks(const std::vector<double>& differences, double shift) {
    std::vector<double> kept;
    std::vector<double> sizes;
    for (const double difference : differences) {
        if (difference == shift) continue;
        kept.push_back(difference - shift);
        sizes.push_back(std::abs(difference - shift));
    }
    const Ranks ranked = ranksOf(sizes);
    const auto n = static_cast<double>(kept.size());
    Centred made;
    for (std::size_t index = 0; index < kept.size(); ++index) {
        if (kept[index] > 0) made.statistic += ranked.ranks[index];
    }
    made.value = made.statistic - n * (n + 1) / 4;
    made.tieSum = ranked.tieSum;
    made.deviation = std::sqrt(n * (n + 1) * (2 * n + 1) / 24 - ranked.tieSum / 48);
    made.used = kept.size();
    return made;
}

/// Where a falling step function passes `level`: bisection until the bracket no longer shrinks.
double passing(const std::function<double(double)>& falling, double level, double low, double high, bool orEqual) {
    for (int count = 0; count < 200; ++count) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high) break;
        const double value = falling(middle);
        (value > level || (orEqual && value == level) ? low : high) = middle;
    }
    return low + (high - low) / 2;
}

/// Normal approximation of a rank test and its inversion over shifts between `low` and `high`.
RankTest normalRankTest(const std::function<Centred(double)>& at, double low, double high) {
    const Centred observed = at(0);
    RankTest test;
    test.statistic = observed.statistic;
    test.pValue = std::min(1.0, twoSidedNormal(observed.corrected()));
    const auto corrected = [&](double shift) {
        const Centred centred = at(shift);
        return centred.deviation > 0 ? centred.corrected() : 0;
    };
    const auto centredValue = [&](double shift) { return at(shift).value; };
    const double quantile = normalQuantile(upperTail);
    test.low = passing(corrected, quantile, low, high, false);
    test.high = passing(corrected, -quantile, low, high, false);
    // The middle of the shifts at which the ranks are balanced is the median of the pairwise shifts.
    test.estimate = (passing(centredValue, 0, low, high, false) + passing(centredValue, 0, low, high, true)) / 2;
    return test;
}

/// Exact test from the number of arrangements per value of the statistic; `shifts` are all pairwise ones.
RankTest exactRankTest(double statistic, const std::vector<double>& arrangements, std::vector<double> shifts) {
    std::vector<double> cumulated(arrangements.size());
    std::partial_sum(arrangements.begin(), arrangements.end(), cumulated.begin());
    const double total = cumulated.back();
    const auto at = static_cast<std::size_t>(std::llround(statistic));
    const double lower = cumulated[at] / total;
    const double upper = 1 - (at == 0 ? 0 : cumulated[at - 1] / total);
    std::sort(shifts.begin(), shifts.end());
    std::size_t quantile = 0;
    while (cumulated[quantile] / total < (1 - reportedLevel) / 2) ++quantile;
    quantile = std::max<std::size_t>(quantile, 1);
    RankTest test;
    test.statistic = statistic;
    test.pValue = std::min(1.0, 2 * std::min(lower, upper));
    test.low = shifts[quantile - 1];
    test.high = shifts[shifts.size() - quantile];
    test.estimate = sampleQuantile(shifts, 0.5);
    test.exact = true;
    return test;
}

}  // namespace

RankTest rankSumTest(const std::vector<double>& first, const std::vector<double>& second) {
    const Centred observed = rankSum(first, second, 0);
    const auto [lowFirst, highFirst] = std::minmax_element(first.begin(), first.end());
    const auto [lowSecond, highSecond] = std::minmax_element(second.begin(), second.end());
    if (first.size() >= exactBelow || second.size() >= exactBelow || observed.tieSum > 0) {
        return normalRankTest([&](double shift) { return rankSum(first, second, shift); }, *lowFirst - *highSecond,
                              *highFirst - *lowSecond);
    }
    // Ways to choose the ranks of the first sample, by their sum.
    const std::size_t m = first.size();
    const std::size_t all = m + second.size();
    const std::size_t least = m * (m + 1) / 2;
    const std::size_t most = least + m * second.size();
    std::vector<std::vector<double>> ways(m + 1, std::vector<double>(most + 1, 0.0));
    ways[0][0] = 1;
    for (std::size_t rank = 1; rank <= all; ++rank) {
        for (std::size_t chosen = std::min(rank, m); chosen > 0; --chosen) {
            for (std::size_t sum = most; sum >= rank; --sum) ways[chosen][sum] += ways[chosen - 1][sum - rank];
        }
    }
    std::vector<double> shifts;
    for (const double a : first) {
        for (const double b : second) shifts.push_back(a - b);
    }
    return exactRankTest(observed.statistic, {ways[m].begin() + static_cast<std::ptrdiff_t>(least), ways[m].end()},
                         std::move(shifts));
}

RankTest signedRankTest(const std::vector<double>& differences) {
    const Centred observed = signedRanks(differences, 0);
    const std::size_t count = differences.size();
    if (count >= exactBelow || observed.tieSum > 0 || observed.used < count) {
        std::vector<double> kept;
        for (const double difference : differences) {
            if (difference != 0) kept.push_back(difference);
        }
        const auto [low, high] = std::minmax_element(kept.begin(), kept.end());
        return normalRankTest([&](double shift) { return signedRanks(kept, shift); }, *low, *high);
    }
    const std::size_t most = count * (count + 1) / 2;
    std::vector<double> ways(most + 1, 0.0);
    ways[0] = 1;
    for (std::size_t rank = 1; rank <= count; ++rank) {
        for (std::size_t sum = most; sum >= rank; --sum) ways[sum] += ways[sum - rank];
    }
    std::vector<double> averages;
    for (std::size_t a = 0; a < count; ++a) {
        for (std::size_t b = a; b < count; ++b) averages.push_back((differences[a] + differences[b]) / 2);
    }
    return exactRankTest(observed.statistic, ways, std::move(averages));
}

}  // namespace kachi
