#include "models/statistics/rank_tests.h"

#include "tests/models/statistics/comparison_data.h"

using namespace kachi;
using namespace kachi::comparison_data;

namespace {

std::vector<double> sleepDifferences() {
    const auto file = columnsOf("student-sleep.csv");
    std::vector<double> differences;
    for (std::size_t row = 0; row < 10; ++row) {
        differences.push_back(file.at("drug1_h")[row] - file.at("drug2_h")[row]);
    }
    return differences;
}

}  // namespace

class RankTestsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// R's wilcox.test(paired, conf.int = TRUE) on sleep: interval [-2.949921, -1.050018], its search ends within 1e-4.
    void signedRanksWithTies() {
        const RankTest test = signedRankTest(sleepDifferences());
        QVERIFY(!test.exact);
        close(test.statistic, 0, 0, "V");
        close(test.pValue, expected().at("student_sleep").at("wilcoxon_signed_rank").at("p_normal_cc").get<double>(),
              1e-12, "p");
        close(test.low, -2.949921, 1e-4, "low");
        close(test.high, -1.050018, 1e-4, "high");
        close(test.estimate, -1.400031, 1e-4, "estimate");
    }

    /// R documentation of wilcox.test: depression scale (Hollander & Wolfe 1973, 29f): V = 40, p = 0.01953 one-sided,
    /// so 0.03906.
    void exactSignedRanks() {
        const std::vector<double> before{1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
        const std::vector<double> after{0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
        std::vector<double> differences;
        for (std::size_t row = 0; row < 9; ++row) differences.push_back(before[row] - after[row]);
        const RankTest test = signedRankTest(differences);
        QVERIFY(test.exact);
        close(test.statistic, 40, 0, "V");
        close(test.pValue, 2 * 0.01953, 2.6e-4, "p");  // half a unit of the last printed digit
        close(test.estimate, 0.46, 1e-9, "Hodges-Lehmann, Hollander & Wolfe example 3.3");
    }

    /// R documentation of wilcox.test: permeability (Hollander & Wolfe 1973, 69f): W = 35, p = 0.1272 one-sided.
    void exactRankSum() {
        const std::vector<double> term{0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
        const std::vector<double> early{1.15, 0.88, 0.90, 0.74, 1.21};
        const RankTest test = rankSumTest(term, early);
        QVERIFY(test.exact);
        close(test.statistic, 35, 0, "W");
        close(test.pValue, 2 * 0.1272, 5e-4, "p");
        close(test.estimate, 0.305, 1e-9, "Hodges-Lehmann, Hollander & Wolfe example 4.3");
        close(test.low, -0.15, 1e-9, "low");
        close(test.high, 0.76, 1e-9, "high");
    }

    /// Tie-corrected normal approximation worked out by hand: mid-ranks 1, 2.5, 4.5, 6 and 2.5, 4.5, 7.5, 7.5;
    /// W = 14 − 10 = 4, variance 16/12 (9 − 18/56).
    void rankSumWithTies() {
        const RankTest test = rankSumTest({1, 2, 3, 4}, {2, 3, 5, 5});
        QVERIFY(!test.exact);
        close(test.statistic, 4, 0, "W");
        const double z = (8 - 4 - 0.5) / std::sqrt(16.0 / 12 * (9 - 18.0 / 56));
        close(test.pValue, std::erfc(z / std::sqrt(2.0)), 1e-12, "p");
    }
};

QTEST_APPLESS_MAIN(RankTestsTest)
#include "rank_tests_test.moc"
