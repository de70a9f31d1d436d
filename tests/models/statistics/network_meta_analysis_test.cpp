// label: golden
// Networks against netmeta 3.3.1 (tests/data/golden-08-network), its published output and closed forms.
#include "models/statistics/network_meta_analysis.h"
#include "models/statistics/network_graph.h"

#include "models/statistics/meta_analysis.h"
#include "models/statistics/reference_distributions.h"

#include <Eigen/LU>
#include <nlohmann/json.hpp>

#include <QtTest>

#include <cmath>
#include <fstream>
#include <numbers>
#include <sstream>

using namespace kachi;
using nlohmann::json;

namespace {

bool near(double actual, double expected, double relative, const char* what) {
    const double allowed = relative * std::max(std::abs(expected), 1e-9);
    if (std::abs(actual - expected) <= allowed) return true;
    qWarning().noquote() << QStringLiteral("%1: actual %2, expected %3, allowed %4")
                                .arg(QLatin1String(what))
                                .arg(actual, 0, 'g', 17)
                                .arg(expected, 0, 'g', 17)
                                .arg(allowed, 0, 'g', 3);
    return false;
}

std::vector<NetworkComparison> diabetes() {
    std::ifstream file(KACHI_TEST_DATA "/golden-08-network/data.csv");
    std::string line;
    std::getline(file, line);
    std::vector<NetworkComparison> all;
    while (std::getline(file, line)) {
        std::vector<std::string> cells;
        std::stringstream stream(line);
        std::string cell;
        while (std::getline(stream, cell, ',')) cells.push_back(cell);
        all.push_back({cells[0], cells[1], cells[2], std::stod(cells[3]), std::stod(cells[4])});
    }
    return all;
}

json golden() {
    std::ifstream file(KACHI_TEST_DATA "/golden-08-network/case.json");
    return json::parse(file)["expected"];
}

std::string firstCode(const std::vector<NetworkComparison>& comparisons) {
    const auto result = networkMetaAnalysis(comparisons, {});
    return result ? std::string("none") : result.issues().front().code;
}

}  // namespace

class NetworkMetaAnalysisTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void diabetesNetwork() {
        const json expected = golden();
        const auto network = networkMetaAnalysis(diabetes(), {});
        QVERIFY(network.ok());
        for (const char* model : {"common", "random"}) {
            const json& numbers = expected[model];
            const NetworkEstimates& estimates = std::string(model) == "common" ? network->common : network->random;
            QVERIFY(network->treatments == numbers["treatments"].get<std::vector<std::string>>());
            for (std::size_t row = 0; row < network->treatments.size(); ++row) {
                const auto i = static_cast<Eigen::Index>(row);
                QVERIFY(near(estimates.pScores[row], numbers["p_score"][network->treatments[row]], 1e-6, "P-score"));
                for (std::size_t column = 0; column < network->treatments.size(); ++column) {
                    const auto j = static_cast<Eigen::Index>(column);
                    QVERIFY(near(estimates.effects(i, j), numbers["estimate_row_minus_column"][row][column], 1e-6,
                                 "effect"));
                    QVERIFY(near(estimates.standardErrors(i, j), numbers["se"][row][column], 1e-6, "SE"));
                }
            }
        }
        QVERIFY(near(network->random.tauSquared, expected["tau2"], 1e-6, "tau2"));
        QVERIFY(near(network->total.q, expected["Q"], 1e-6, "Q"));
        QVERIFY(near(network->total.degrees, expected["Q_df"], 1e-6, "df"));
        QVERIFY(near(*network->total.p, expected["Q_p"], 1e-6, "p"));
        QVERIFY(near(network->iSquared, expected["I2"], 1e-6, "I2"));
        QVERIFY(near(network->within.q, expected["Q_within"], 1e-6, "Q within"));
        QVERIFY(near(network->between.q, expected["Q_between"], 1e-6, "Q between"));
        QVERIFY(near(network->within.degrees, expected["df_within"], 1e-6, "df within"));
        QVERIFY(near(network->between.degrees, expected["df_between"], 1e-6, "df between"));
        // Full design-by-treatment interaction: Balduzzi S et al. J Stat Softw 2023;106(2), output of decomp.design for
        // these data: Q 2.19, 7 df, p 0.9483, tau.within 0.3797, tau2.within 0.1442.
        QVERIFY(near(network->betweenRandom.q, 2.19, 3e-3, "Q between, random"));
        QVERIFY(near(*network->betweenRandom.p, 0.9483, 1e-4, "p"));
        QVERIFY(near(*network->tauSquaredWithin, 0.1442, 4e-4, "tau2 within"));
    }

    /// Two treatments: the network is the pairwise meta-analysis (metafor-checked engine), moments and REML.
    void twoTreatments() {
        const std::vector<EffectSize> studies{{0.1, 0.04}, {0.5, 0.09}, {1.4, 0.06}, {-0.3, 0.1}};
        std::vector<NetworkComparison> comparisons;
        for (std::size_t study = 0; study < studies.size(); ++study) {
            comparisons.push_back(
                {std::to_string(study), "b", "a", studies[study].estimate, std::sqrt(studies[study].variance)});
        }
        for (const bool reml : {false, true}) {
            const auto pooled = fitMetaModel(studies, {reml ? BetweenStudies::reml : BetweenStudies::derSimonianLaird,
                                                       CoefficientTest::normal, 0.95});
            const auto network =
                networkMetaAnalysis(comparisons, {reml ? NetworkTau::reml : NetworkTau::moments, true, 0.95});
            QVERIFY(near(network->random.tauSquared, pooled->tauSquared, 1e-8, "tau2"));
            QVERIFY(near(network->random.effects(1, 0), pooled->coefficients.front().estimate, 1e-9, "effect"));
            QVERIFY(near(network->random.standardErrors(1, 0), pooled->coefficients.front().standardError, 1e-9, "SE"));
        }
    }

    /// Bucher's indirect comparison: A–B 1 (SE 0.3) and C–B 0.4 (SE 0.4) give A–C 0.6 with SE 0.5. A closed triangle
    /// with direct A–C 1 (SE 0.5) pools both halves: 0.8, SE 0.5/√2; direct share ½.
    void triangle() {
        std::vector<NetworkComparison> comparisons{{"1", "A", "B", 1, 0.3}, {"2", "C", "B", 0.4, 0.4}};
        const auto open = networkMetaAnalysis(comparisons, {});
        QVERIFY(near(open->common.effects(0, 2), 0.6, 1e-12, "indirect"));
        QVERIFY(near(open->common.standardErrors(0, 2), 0.5, 1e-12, "SE"));
        QVERIFY(!open->tauKnown);
        QVERIFY(!open->total.p);
        comparisons.push_back({"3", "A", "C", 1, 0.5});
        const auto closed = networkMetaAnalysis(comparisons, {});
        QVERIFY(near(closed->common.effects(0, 2), 0.8, 1e-12, "mixed"));
        QVERIFY(near(closed->common.standardErrors(0, 2), 0.5 / std::sqrt(2.0), 1e-12, "SE"));
        const auto& split = closed->commonSplits[1];
        QVERIFY(near(split.directShare, 0.5, 1e-12, "direct share"));
        QVERIFY(near(*split.indirect, 0.6, 1e-12, "indirect"));
        // z = 0.4/√0.5, one degree of freedom: the same as Q.
        QVERIFY(near(*split.differenceP, twoSidedNormal(0.4 / std::sqrt(0.5)), 1e-10, "p"));
        QVERIFY(near(closed->total.q, 0.32, 1e-12, "Q"));
    }

    /// One three-arm trial gives back its own effects and standard errors, however they are weighted.
    void threeArms() {
        const std::vector<NetworkComparison> comparisons{{"1", "A", "B", 0.5, std::sqrt(0.03)},
                                                         {"1", "A", "C", 0.8, std::sqrt(0.05)},
                                                         {"1", "B", "C", 0.3, std::sqrt(0.04)}};
        const auto network = networkMetaAnalysis(comparisons, {});
        QVERIFY(near(network->common.effects(0, 2), 0.8, 1e-12, "effect"));
        QVERIFY(near(network->common.standardErrors(0, 1), std::sqrt(0.03), 1e-12, "SE"));
        QVERIFY(near(network->common.standardErrors(0, 2), std::sqrt(0.05), 1e-12, "SE"));
        QVERIFY(near(network->common.standardErrors(1, 2), std::sqrt(0.04), 1e-12, "SE"));
        QCOMPARE(network->total.degrees, 0.0);
    }

    /// Score of the restricted likelihood against central differences of the likelihood written out:
    /// ½ Σ ln pdet Lₛ − ½ ln pdet L − ½ Q.
    void scoreAgainstDifferences() {
        const auto data = readNetwork(diabetes());
        const auto size = static_cast<Eigen::Index>(data->treatments.size());
        const auto logPseudo = [](const Eigen::MatrixXd& laplacian) {
            const auto n = laplacian.rows();
            return std::log((laplacian + Eigen::MatrixXd::Constant(n, n, 1.0 / static_cast<double>(n))).determinant());
        };
        const auto likelihood = [&](double tauSquared) {
            double sum = 0;
            for (const NetworkTrial& trial : data->trials) sum += logPseudo(trialLaplacian(trial, tauSquared));
            const NetworkFit fit = fitNetwork(data->trials, size, tauSquared);
            const auto n = static_cast<double>(size);
            const Eigen::MatrixXd inverse = fit.laplacianInverse + Eigen::MatrixXd::Constant(size, size, 1 / n);
            return (sum + std::log(inverse.determinant()) - fit.q) / 2;
        };
        for (const double tauSquared : {0.02, 0.1, 0.4}) {
            const double step = 1e-5;
            const double difference = (likelihood(tauSquared + step) - likelihood(tauSquared - step)) / (2 * step);
            // Differences of a likelihood of some 100 at this step carry an error of about 1e-6, and of
            // 1e-6 of it where it is steep.
            QVERIFY(std::abs(fitNetwork(data->trials, size, tauSquared).score - difference) <
                    2e-6 * std::max(1.0, std::abs(difference)));
        }
    }

    /// Two arms, three studies: Q has two degrees, the interval is that of a meta-analysis with t and k − 1 degrees.
    /// Without two degrees there is none.
    void prediction() {
        const std::vector<EffectSize> studies{{0.1, 0.04}, {0.9, 0.09}, {1.4, 0.06}};
        std::vector<NetworkComparison> comparisons;
        for (std::size_t study = 0; study < studies.size(); ++study) {
            comparisons.push_back(
                {std::to_string(study), "b", "a", studies[study].estimate, std::sqrt(studies[study].variance)});
        }
        const auto network = networkMetaAnalysis(comparisons, {});
        const auto pooled = fitMetaModel(studies, {BetweenStudies::derSimonianLaird, CoefficientTest::normal, 0.95});
        const double error = std::sqrt(pooled->tauSquared + pooled->covariance(0, 0));
        const double effect = pooled->coefficients.front().estimate;
        const auto check = [&](NetworkPredictionDegrees degrees, double quantile) {
            const auto interval = networkPrediction(*network, 1, 0, degrees);
            return near(interval->low, effect - quantile * error, 1e-8, "low") &&
                   near(interval->high, effect + quantile * error, 1e-8, "high");
        };
        // Quantiles of t with 2 and 1 degrees (√(2·0.95²/(1 − 0.95²)), tan(0.475 π)) and of the normal distribution.
        QVERIFY(check(NetworkPredictionDegrees::ofQ, std::sqrt(2 * 0.95 * 0.95 / (1 - 0.95 * 0.95))));
        QVERIFY(check(NetworkPredictionDegrees::ofQLessOne, std::tan(0.475 * std::numbers::pi)));
        QVERIFY(check(NetworkPredictionDegrees::normal, 1.959963984540054));
        comparisons.pop_back();
        QVERIFY(!networkPrediction(*networkMetaAnalysis(comparisons, {}), 1, 0, NetworkPredictionDegrees::ofQ));
    }

    /// Variances that are no sums over arms give a negative weight. Conductances 1, 1 and −0.0005 between three arms
    /// have the resistances 1/(1 − 0.0005/0.9995)…; netmeta's multiarm drops weights below 0.1 % of the sum and leaves
    /// two resistors in series.
    void tinyNegativeWeights() {
        Eigen::Matrix3d laplacian;
        const double tiny = -0.0005;
        laplacian << 1 + tiny, -1, -tiny, -1, 2, -1, -tiny, -1, 1 + tiny;
        const Eigen::Matrix3d inverse =
            (laplacian + Eigen::Matrix3d::Constant(1.0 / 3)).inverse() - Eigen::Matrix3d::Constant(1.0 / 3);
        NetworkTrial trial{"1", {0, 1, 2}, Eigen::Matrix3d::Zero(), Eigen::Matrix3d::Zero()};
        for (Eigen::Index i = 0; i < 3; ++i) {
            for (Eigen::Index j = 0; j < 3; ++j) {
                trial.variances(i, j) = inverse(i, i) + inverse(j, j) - 2 * inverse(i, j);
            }
        }
        QVERIFY(near(-trialLaplacian(trial, 0, TinyWeights::kept)(0, 2), tiny, 1e-9, "kept"));
        const Eigen::MatrixXd dropped = trialLaplacian(trial, 0);
        QCOMPARE(dropped(0, 2), 0.0);
        QVERIFY(near(-dropped(0, 1), 1, 1e-9, "the others"));
        QVERIFY(near(dropped(0, 0), 1, 1e-9, "diagonal"));
    }

    /// Arms as counts: each pair is the 2×2 table of escalc; a zero anywhere corrects every arm of the study.
    void armsToComparisons() {
        const std::vector<NetworkArm> arms{{"1", "A", 5, 50, 0, 0, 0},
                                           {"1", "B", 10, 50, 0, 0, 0},
                                           {"2", "A", 0, 20, 0, 0, 0},
                                           {"2", "B", 4, 20, 0, 0, 0},
                                           {"2", "C", 6, 20, 0, 0, 0}};
        const auto comparisons = networkComparisons(arms, SynthesisMeasure::oddsRatio, {});
        QCOMPARE(comparisons->size(), std::size_t(4));
        QVERIFY(near((*comparisons)[0].effect, std::log(5.0 * 40 / (45.0 * 10)), 1e-12, "ln OR"));
        QVERIFY(near((*comparisons)[1].effect, std::log(0.5 * 16.5 / (20.5 * 4.5)), 1e-12, "corrected"));
        QVERIFY(near((*comparisons)[3].effect, std::log(4.5 * 14.5 / (16.5 * 6.5)), 1e-12, "corrected third arm"));
        QVERIFY(networkMetaAnalysis(*comparisons, {}).ok());
        const ZeroCellRule drop{ZeroCells::allIfAnyZero, 0.5, true};
        const auto kept = networkComparisons({arms[0], arms[1], {"3", "A", 0, 9, 0, 0, 0}, {"3", "B", 0, 9, 0, 0, 0}},
                                             SynthesisMeasure::oddsRatio, drop);
        QCOMPARE(kept->size(), std::size_t(1));
        QVERIFY(near((*kept)[0].effect, std::log(5.0 * 40 / (45.0 * 10)), 1e-12, "a dropped study corrects no other"));
        QCOMPARE(
            networkComparisons({{"1", "A", 5, 50, 0, 0, 0}}, SynthesisMeasure::oddsRatio, {}).issues().front().code,
            std::string("synthesis.oneArm"));
    }

    void refusals() {
        const auto parts = networkMetaAnalysis({{"1", "A", "B", 1, 1}, {"2", "C", "D", 1, 1}}, {});
        QCOMPARE(parts.issues().front().code, std::string("synthesis.disconnected"));
        QCOMPARE(parts.issues().front().value, std::string("A, B | C, D"));
        QCOMPARE(firstCode({}), std::string("synthesis.noStudies"));
        QCOMPARE(firstCode({{"1", "A", "A", 1, 1}}), std::string("synthesis.sameTreatment"));
        QCOMPARE(firstCode({{"1", "A", "B", 1, 0}}), std::string("synthesis.errorNotPositive"));
        QCOMPARE(firstCode({{"1", "A", "B", 1, 1}, {"1", "B", "A", -1, 1}}), std::string("synthesis.pairTwice"));
        QCOMPARE(firstCode({{"1", "A", "B", 1, 1}, {"1", "A", "C", 1, 1}}), std::string("synthesis.pairMissing"));
        QCOMPARE(firstCode({{"1", "A", "B", 1, 1}, {"1", "A", "C", 1, 1}, {"1", "B", "C", 1, 1}}),
                 std::string("synthesis.effectsInconsistent"));
        QCOMPARE(firstCode({{"1", "A", "B", 1, 1}, {"1", "A", "C", 1, 1}, {"1", "B", "C", 0, 3}}),
                 std::string("synthesis.variancesInconsistent"));
    }
};

QTEST_APPLESS_MAIN(NetworkMetaAnalysisTest)

#include "network_meta_analysis_test.moc"
