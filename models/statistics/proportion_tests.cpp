#include "models/statistics/proportion_tests.h"

#include "models/statistics/distribution.h"
#include "models/statistics/reference_distributions.h"
#include "models/statistics/reported_level.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace kachi {
namespace {

constexpr double upperTail = 0.5 + reportedLevel / 2;

struct Margins {
    double events = 0;
    double total = 0;
};

Margins marginsOf(const std::vector<ObservedEvents>& groups) {
    Margins margins;
    for (const ObservedEvents& group : groups) {
        margins.events += group.events;
        margins.total += group.total;
    }
    return margins;
}

double logChoose(double total, double chosen) {
    return logGamma(total + 1) - logGamma(chosen + 1) - logGamma(total - chosen + 1);
}

/// Distribution of the events in the first group given all margins and an odds ratio.
class ConditionalEvents {
public:
    ConditionalEvents(const ObservedEvents& first, const ObservedEvents& second) {
        const double events = first.events + second.events;
        m_least = std::max(0.0, events - second.total);
        const double most = std::min(events, first.total);
        for (double count = m_least; count <= most; ++count) {
            m_logWays.push_back(logChoose(first.total, count) + logChoose(second.total, events - count));
        }
    }

    double least() const { return m_least; }
    double most() const { return m_least + static_cast<double>(m_logWays.size()) - 1; }

    std::vector<double> probabilities(double logOdds) const {
        std::vector<double> made;
        double largest = -INFINITY;
        for (std::size_t index = 0; index < m_logWays.size(); ++index) {
            made.push_back(m_logWays[index] + logOdds * static_cast<double>(index));
            largest = std::max(largest, made.back());
        }
        double sum = 0;
        for (double& value : made) sum += value = std::exp(value - largest);
        for (double& value : made) value /= sum;
        return made;
    }

    double mean(double logOdds) const {
        double sum = 0;
        double count = m_least;
        for (const double probability : probabilities(logOdds)) sum += probability * count++;
        return sum;
    }

    /// P(events ≥ count).
    double upper(double count, double logOdds) const {
        const std::vector<double> all = probabilities(logOdds);
        double sum = 0;
        for (auto index = static_cast<std::size_t>(count - m_least); index < all.size(); ++index) sum += all[index];
        return sum;
    }

private:
    double m_least = 0;
    std::vector<double> m_logWays;
};

/// Odds at which an increasing function of log odds reaches `level`.
double oddsAt(const std::function<double(double)>& increasing, double level) {
    double low = -700;
    double high = 700;
    for (int count = 0; count < 200 && high - low > 1e-14 * (1 + std::abs(low)); ++count) {
        const double middle = (low + high) / 2;
        (increasing(middle) < level ? low : high) = middle;
    }
    return std::exp((low + high) / 2);
}

ProportionContrast logInterval(double logEstimate, double variance) {
    const double error = std::sqrt(variance);
    const double width = normalQuantile(upperTail) * error;
    return {std::exp(logEstimate), std::exp(logEstimate - width), std::exp(logEstimate + width), error};
}

}  // namespace

ChiSquaredTest chiSquaredTest(const std::vector<ObservedEvents>& groups, bool yates) {
    const Margins margins = marginsOf(groups);
    const double share = margins.events / margins.total;
    ChiSquaredTest test;
    test.smallestExpected = margins.total;
    double correction = 0;
    if (yates && groups.size() == 2) {
        correction = std::min(0.5, std::abs(groups[0].events - groups[0].total * share));
    }
    for (const ObservedEvents& group : groups) {
        for (const auto& [observed, expected] : {std::pair{group.events, group.total * share},
                                                 std::pair{group.total - group.events, group.total * (1 - share)}}) {
            const double distance = std::abs(observed - expected) - correction;
            test.statistic += distance * distance / expected;
            test.smallestExpected = std::min(test.smallestExpected, expected);
        }
    }
    test.degrees = static_cast<double>(groups.size()) - 1;
    test.pValue = upperChiSquared(test.statistic, test.degrees);
    return test;
}

ChiSquaredTest trendTest(const std::vector<ObservedEvents>& groups, const std::vector<double>& scores) {
    const Margins margins = marginsOf(groups);
    const double share = margins.events / margins.total;
    double meanScore = 0;
    for (std::size_t index = 0; index < groups.size(); ++index) {
        meanScore += groups[index].total * scores[index] / margins.total;
    }
    double slope = 0;
    double spread = 0;
    for (std::size_t index = 0; index < groups.size(); ++index) {
        const double distance = scores[index] - meanScore;
        slope += (groups[index].events - groups[index].total * share) * distance;
        spread += groups[index].total * distance * distance;
    }
    ChiSquaredTest test;
    test.statistic = slope * slope / (share * (1 - share) * spread);
    test.degrees = 1;
    test.pValue = upperChiSquared(test.statistic, 1);
    return test;
}

ProportionContrast fisherOddsRatio(const ObservedEvents& first, const ObservedEvents& second) {
    const ConditionalEvents distribution(first, second);
    const bool atLeast = first.events == distribution.least();
    const bool atMost = first.events == distribution.most();
    const double tail = (1 - reportedLevel) / 2;
    ProportionContrast contrast;
    if (atLeast && atMost) return contrast;  // the margins alone fix the table
    if (atLeast) {
        contrast.estimate = 0;
    } else if (!atMost) {
        contrast.estimate = oddsAt([&](double odds) { return distribution.mean(odds); }, first.events);
    }
    contrast.low = 0;
    if (!atLeast) contrast.low = oddsAt([&](double odds) { return distribution.upper(first.events, odds); }, tail);
    if (!atMost) {
        contrast.high = oddsAt([&](double odds) { return distribution.upper(first.events + 1, odds); }, 1 - tail);
    }
    return contrast;
}

ProportionContrast wilsonInterval(const ObservedEvents& group) {
    const double z = normalQuantile(upperTail);
    const double share = group.events / group.total;
    const double scale = 1 + z * z / group.total;
    const double centre = (share + z * z / (2 * group.total)) / scale;
    const double width =
        z * std::sqrt(share * (1 - share) / group.total + z * z / (4 * group.total * group.total)) / scale;
    return {share, std::max(0.0, centre - width), std::min(1.0, centre + width), {}};
}

ProportionContrast riskDifference(const ObservedEvents& first, const ObservedEvents& second) {
    const ProportionContrast a = wilsonInterval(first);
    const ProportionContrast b = wilsonInterval(second);
    const double difference = *a.estimate - *b.estimate;
    return {difference,
            difference - std::hypot(*a.estimate - *a.low, *b.high - *b.estimate),
            difference + std::hypot(*a.high - *a.estimate, *b.estimate - *b.low),
            {}};
}

ProportionContrast riskRatio(const ObservedEvents& first, const ObservedEvents& second) {
    if (first.events == 0 || second.events == 0) return {};
    return logInterval(std::log(first.events / first.total / (second.events / second.total)),
                       1 / first.events - 1 / first.total + 1 / second.events - 1 / second.total);
}

ProportionContrast oddsRatio(const ObservedEvents& first, const ObservedEvents& second) {
    double log = 0;
    double variance = 0;
    for (const auto& [cell, sign] : {std::pair{first.events, 1.0}, std::pair{first.total - first.events, -1.0},
                                     std::pair{second.events, -1.0}, std::pair{second.total - second.events, 1.0}}) {
        if (cell == 0) return {};
        log += sign * std::log(cell);
        variance += 1 / cell;
    }
    return logInterval(log, variance);
}

McNemarTest mcNemarTest(const PairCounts& pairs) {
    McNemarTest test;
    const double discordant = pairs.onlyFirst + pairs.onlySecond;
    const double distance = std::max(0.0, std::abs(pairs.onlyFirst - pairs.onlySecond) - 1);
    test.statistic = distance * distance / discordant;
    test.pValue = upperChiSquared(test.statistic, 1);
    test.exactPValue = std::min(1.0, 2 * binomialCdf(std::min(pairs.onlyFirst, pairs.onlySecond), discordant, 0.5));

    const double tail = (1 - reportedLevel) / 2;
    const auto odds = [](double share) { return share / (1 - share); };
    if (pairs.onlySecond > 0) test.oddsRatio.estimate = pairs.onlyFirst / pairs.onlySecond;
    test.oddsRatio.low = pairs.onlyFirst == 0 ? 0 : odds(betaQuantile(tail, pairs.onlyFirst, pairs.onlySecond + 1));
    if (pairs.onlySecond > 0) {
        test.oddsRatio.high = odds(betaQuantile(1 - tail, pairs.onlyFirst + 1, pairs.onlySecond));
    }

    // The two Wilson intervals, joined with the correlation φ of the pairs.
    const double total = pairs.both + discordant + pairs.neither;
    const double first = pairs.both + pairs.onlyFirst;
    const double second = pairs.both + pairs.onlySecond;
    const ProportionContrast a = wilsonInterval({first, total});
    const ProportionContrast b = wilsonInterval({second, total});
    const double margins = first * (total - first) * second * (total - second);
    double product = pairs.both * pairs.neither - pairs.onlyFirst * pairs.onlySecond;
    if (product > 0) product = std::max(0.0, product - total / 2);  // continuity correction of φ
    const double correlation = margins > 0 ? product / std::sqrt(margins) : 0;
    const auto joined = [&](double x, double y) {
        return std::sqrt(std::max(0.0, x * x - 2 * correlation * x * y + y * y));
    };
    const double difference = (pairs.onlyFirst - pairs.onlySecond) / total;
    test.difference = {difference,
                       difference - joined(*a.estimate - *a.low, *b.high - *b.estimate),
                       difference + joined(*a.high - *a.estimate, *b.estimate - *b.low),
                       {}};
    return test;
}

}  // namespace kachi
