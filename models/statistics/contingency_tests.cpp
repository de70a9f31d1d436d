#include "models/statistics/contingency_tests.h"

#include "models/core/on_threads.h"
#include "models/statistics/random.h"
#include "models/statistics/reference_distributions.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace kachi {
namespace {

/// Tables whose probabilities differ by less count as equally likely: of the exact test as R's, of drawn tables as R's
/// 64 machine epsilons of the sum of logarithms.
constexpr double exactTolerance = 1e-7;
constexpr double drawnTolerance = 64 * std::numeric_limits<double>::epsilon();

double logFactorial(double count) {
    constexpr std::size_t tabulated = 20'000;
    static const std::vector<double> table = [] {
        std::vector<double> made;
        for (std::size_t number = 0; number < tabulated; ++number) {
            made.push_back(logGamma(static_cast<double>(number) + 1));
        }
        return made;
    }();
    return count < tabulated ? table[static_cast<std::size_t>(count)] : logGamma(count + 1);
}

struct Margins {
    std::vector<double> rows;
    std::vector<double> columns;
    double total = 0;
};

Margins marginsOf(const CountTable& counts) {
    Margins margins{{}, std::vector<double>(counts.front().size(), 0), 0};
    for (const std::vector<double>& row : counts) {
        margins.rows.push_back(std::accumulate(row.begin(), row.end(), 0.0));
        margins.total += margins.rows.back();
        for (std::size_t column = 0; column < row.size(); ++column) margins.columns[column] += row[column];
    }
    return margins;
}

/// Σ ln of the factorials of the counts: the only part of a table's probability that its margins do not fix.
double logFactorials(const CountTable& counts) {
    double sum = 0;
    for (const std::vector<double>& row : counts) {
        for (const double count : row) sum += logFactorial(count);
    }
    return sum;
}

/// ln of (products of the factorials of the margins) / total!: ln of a table's probability is this − logFactorials.
double logMargins(const Margins& margins) {
    double sum = -logFactorial(margins.total);
    for (const double total : margins.rows) sum += logFactorial(total);
    for (const double total : margins.columns) sum += logFactorial(total);
    return sum;
}

/// Goes through all tables with given margins, cell by cell, and sums the probabilities of those rare enough.
class TableWalk {
public:
    TableWalk(const Margins& margins, double limit) : m_margins(margins), m_limit(limit), m_left(margins.columns) {}

    std::optional<double> sum() {
        fill(0, 0, m_margins.rows.front(), logMargins(m_margins));
        if (m_tables > mostExactTables) return {};
        return std::min(1.0, m_sum);
    }

private:
    /// @param rest  what the row still has to spread over this column and the following ones
    /// @param log   ln of the probability as far as it is known
    void fill(std::size_t row, std::size_t column, double rest, double log) {
        if (m_tables > mostExactTables) return;
        if (row + 1 == m_margins.rows.size()) {  // the last row takes what is left of the columns
            for (const double count : m_left) log -= logFactorial(count);
            ++m_tables;
            const double probability = std::exp(log);
            if (probability <= m_limit) m_sum += probability;
            return;
        }
        if (column == 0 && row > 0) {
            // All ways to go on together have this probability; none of them has more.
            const double together = std::exp(log + logWaysToGoOn(row));
            if (together <= m_limit) {
                ++m_tables;
                m_sum += together;
                return;
            }
        }
        double following = 0;
        for (std::size_t next = column + 1; next < m_left.size(); ++next) following += m_left[next];
        const double most = std::min(rest, m_left[column]);
        for (double count = std::max(0.0, rest - following); count <= most; ++count) {
            m_left[column] -= count;
            const double now = log - logFactorial(count);
            if (column + 1 == m_left.size()) {
                fill(row + 1, 0, m_margins.rows[row + 1], now);
            } else {
                fill(row, column + 1, rest - count, now);
            }
            m_left[column] += count;
            if (m_tables > mostExactTables) return;
        }
    }

    /// ln Σ 1/Π(counts!) over all ways to fill this row and the following ones.
    double logWaysToGoOn(std::size_t row) const {
        double total = 0;
        double log = 0;
        for (std::size_t next = row; next < m_margins.rows.size(); ++next) {
            total += m_margins.rows[next];
            log -= logFactorial(m_margins.rows[next]);
        }
        for (const double count : m_left) log -= logFactorial(count);
        return log + logFactorial(total);
    }

    const Margins& m_margins;
    double m_limit = 0;
    std::vector<double> m_left;  ///< of every column, for this row and the following ones
    std::size_t m_tables = 0;
    double m_sum = 0;
};

/// Marked ones among `drawn` of `total`, from a uniform: outcomes are laid out from the most likely one outwards.
double hypergeometricDraw(double uniform, double marked, double drawn, double total) {
    const double least = std::max(0.0, drawn + marked - total);
    const double most = std::min(drawn, marked);
    const double mode = std::clamp(std::floor((drawn + 1) * (marked + 1) / (total + 2)), least, most);
    const auto logWays = [&](double count) {
        return -logFactorial(count) - logFactorial(marked - count) - logFactorial(drawn - count) -
               logFactorial(total - marked - drawn + count);
    };
    double up = std::exp(logWays(mode) + logFactorial(marked) + logFactorial(total - marked) + logFactorial(drawn) +
                         logFactorial(total - drawn) - logFactorial(total));
    double down = up;
    double below = up;  // probability laid out so far
    double above = mode;
    double under = mode;
    if (uniform < below) return mode;
    while (above < most || under > least) {
        if (above < most) {
            up *= (marked - above) * (drawn - above) / ((above + 1) * (total - marked - drawn + above + 1));
            ++above;
            below += up;
            if (uniform < below) return above;
        }
        if (under > least) {
            down *= under * (total - marked - drawn + under) / ((marked - under + 1) * (drawn - under + 1));
            --under;
            below += down;
            if (uniform < below) return under;
        }
    }
    return mode;  // what rounding leaves of the last bit
}

/// logFactorials of a table drawn with these margins: every cell from its distribution given the cells before it
/// (Patefield, Appl Stat 1981;30:91-97, AS 159).
double drawnLogFactorials(const Margins& margins, std::uint64_t seed, std::uint64_t number) {
    static const std::uint64_t stream = stableHash("contingency table");
    std::vector<double> left = margins.columns;
    double remaining = margins.total;
    double sum = 0;
    std::uint64_t draw = number * margins.rows.size() * margins.columns.size();
    for (std::size_t row = 0; row + 1 < margins.rows.size(); ++row) {
        double rest = margins.rows[row];
        double pool = remaining;
        for (std::size_t column = 0; column < left.size(); ++column) {
            const double count = hypergeometricDraw(uniform(seed, stream, draw++), left[column], rest, pool);
            pool -= left[column];
            rest -= count;
            left[column] -= count;
            sum += logFactorial(count);
        }
        remaining -= margins.rows[row];
    }
    for (const double count : left) sum += logFactorial(count);
    return sum;
}

}  // namespace

CountTable expectedCounts(const CountTable& counts) {
    const Margins margins = marginsOf(counts);
    CountTable expected = counts;
    for (std::size_t row = 0; row < counts.size(); ++row) {
        for (std::size_t column = 0; column < margins.columns.size(); ++column) {
            expected[row][column] = margins.rows[row] * margins.columns[column] / margins.total;
        }
    }
    return expected;
}

ChiSquaredTest chiSquaredTest(const CountTable& counts) {
    const CountTable expected = expectedCounts(counts);
    ChiSquaredTest test;
    test.smallestExpected = expected.front().front();
    for (std::size_t row = 0; row < counts.size(); ++row) {
        for (std::size_t column = 0; column < counts[row].size(); ++column) {
            const double distance = counts[row][column] - expected[row][column];
            test.statistic += distance * distance / expected[row][column];
            test.smallestExpected = std::min(test.smallestExpected, expected[row][column]);
        }
    }
    test.degrees = static_cast<double>((counts.size() - 1) * (counts.front().size() - 1));
    test.pValue = upperChiSquared(test.statistic, test.degrees);
    return test;
}

double cramersV(const ChiSquaredTest& test, const CountTable& counts) {
    const auto smaller = static_cast<double>(std::min(counts.size(), counts.front().size()));
    return std::sqrt(test.statistic / (marginsOf(counts).total * (smaller - 1)));
}

std::optional<double> exactTableTest(const CountTable& counts) {
    const Margins margins = marginsOf(counts);
    const double observed = std::exp(logMargins(margins) - logFactorials(counts));
    return TableWalk(margins, observed * (1 + exactTolerance)).sum();
}

double simulatedTableTest(const CountTable& counts, std::size_t replicates, const RunOptions& options) {
    const Margins margins = marginsOf(counts);
    const double limit = logFactorials(counts) / (1 + drawnTolerance);
    std::vector<char> rarer(replicates);
    onThreads(options, [&] {
        tbb::parallel_for(std::size_t{0}, replicates, [&](std::size_t number) {
            rarer[number] = drawnLogFactorials(margins, options.seed, number) >= limit;
        });
    });
    const auto found = static_cast<double>(std::ranges::count(rarer, char{1}));
    return (1 + found) / (1 + static_cast<double>(replicates));
}

std::optional<TablePValue> tablePValue(const CountTable& counts, const RunOptions& options) {
    if (marginsOf(counts).total > mostExactCounts) return {};
    if (const auto exact = exactTableTest(counts)) return TablePValue{*exact, false};
    return TablePValue{simulatedTableTest(counts, tableReplicates, options), true};
}

}  // namespace kachi
