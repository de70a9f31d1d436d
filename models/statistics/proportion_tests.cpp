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

/// Distribution of the events in the first group given all margins and an odds ratio. Probabilities are followed from
/// the most likely count outwards by their ratios, so that great counts cost no digits and far ones no time.
class ConditionalEvents {
public:
    ConditionalEvents(const ObservedEvents& first, const ObservedEvents& second)
        : m_first(first.total),
          m_second(second.total),
          m_events(first.events + second.events),
          m_least(std::max(0.0, m_events - m_second)),
          m_most(std::min(m_events, m_first)) {}

    double least() const { return m_least; }
    double most() const { return m_most; }

    double mean(double logOdds) const {
        const Sums sums = sumsAt(logOdds, m_most);
        return sums.mode + sums.distance / sums.all;
    }

    /// P(events ≥ count).
    double upper(double count, double logOdds) const {
        const Sums sums = sumsAt(logOdds, count);
        return sums.upper / sums.all;
    }

private:
    /// Of probabilities over that of the mode.
    struct Sums {
        double mode = 0;
        double all = 1;
        double distance = 0;  ///< times count − mode
        double upper = 0;     ///< of counts from a given one on
    };

    /// Probability of one event more over that of `count`, at odds of 1; falls with the count.
    double ratio(double count) const {
        return (m_first - count) * (m_events - count) / ((count + 1) * (m_second - m_events + count + 1));
    }

    double modeAt(double odds) const {
        double low = m_least;
        double high = m_most;
        while (low < high) {
            const double middle = std::floor((low + high) / 2);
            if (ratio(middle) * odds > 1) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    Sums sumsAt(double logOdds, double from) const {
        constexpr double negligible = 1e-17;
        const double odds = std::exp(logOdds);
        Sums sums;
        sums.mode = modeAt(odds);
        sums.upper = sums.mode >= from ? 1 : 0;
        const auto add = [&](double count, double weight) {
            sums.all += weight;
            sums.distance += weight * (count - sums.mode);
            if (count >= from) sums.upper += weight;
            return weight > negligible * sums.all;
        };
        double weight = 1;
        for (double count = sums.mode; count < m_most; ++count) {
            weight *= ratio(count) * odds;
            if (!add(count + 1, weight)) break;
        }
        weight = 1;
        for (double count = sums.mode; count > m_least; --count) {
            weight /= ratio(count - 1) * odds;
            if (!add(count - 1, weight)) break;
        }
        return sums;
    }

    double m_first = 0;
    double m_second = 0;
    double m_events = 0;
    double m_least = 0;
    double m_most = 0;
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
