#pragma once

#include "models/core/run_options.h"
#include "models/statistics/proportion_tests.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace kachi {

/// Counts of a table of groups by categories, [row][column]: whole numbers, every row and column with a count.
using CountTable = std::vector<std::vector<double>>;

/// Counts that the margins alone would give: row total × column total / total.
CountTable expectedCounts(const CountTable& counts);

/// Pearson's χ² of independence, without correction, as R's chisq.test(correct = FALSE).
ChiSquaredTest chiSquaredTest(const CountTable& counts);

/// Cramér's V: √(χ²/(n·(min(rows, columns) − 1))), 0 … 1. Cramér, Mathematical Methods of Statistics, 1946.
double cramersV(const ChiSquaredTest& test, const CountTable& counts);

/// Tables with the same margins, rare ones taken together, that the exact test counts; beyond them it is empty.
inline constexpr std::size_t mostExactTables = 2'000'000;

/// Exact test of independence with both margins fixed (Freeman & Halton, Biometrika 1951;38:141-149): probability of
/// all tables no more likely than the one observed (relative tolerance 1e-7), as R's fisher.test. Empty: there are more
/// than mostExactTables to count.
std::optional<double> exactTableTest(const CountTable& counts);

/// The same from tables drawn with these margins: (1 + tables no more likely) / (1 + replicates), as R's
/// fisher.test(simulate.p.value = TRUE). Standard error √(p(1 − p)/replicates). Same digits on any number of threads.
double simulatedTableTest(const CountTable& counts, std::size_t replicates, const RunOptions& options);

/// Draws when the tables are too many to count.
inline constexpr std::size_t tableReplicates = 10'000;

/// p value of the exact test, drawn where it cannot be counted. Empty beyond mostExactCounts.
struct TablePValue {
    double value = 0;
    bool drawn = false;
};
std::optional<TablePValue> tablePValue(const CountTable& counts, const RunOptions& options);

}  // namespace kachi
