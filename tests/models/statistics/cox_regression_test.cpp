#include "models/statistics/cox_regression.h"

#include "models/statistics/reference_distributions.h"
#include "tests/models/statistics/comparison_data.h"

using namespace kachi;
using namespace kachi::comparison_data;

namespace {

Eigen::MatrixXd designOf(const std::vector<std::vector<double>>& columns) {
    Eigen::MatrixXd design(columns.front().size(), columns.size());
    for (Eigen::Index column = 0; column < design.cols(); ++column) {
        for (Eigen::Index row = 0; row < design.rows(); ++row) {
            design(row, column) = columns[static_cast<std::size_t>(column)][static_cast<std::size_t>(row)];
        }
    }
    return design;
}

/// survival::ovarian; Edmonson et al., Cancer Treat Rep 1979;63:241-247.
CoxData ovarian() {
    return {{"age", "ecog"},
            designOf({{72.3315, 74.4932, 66.4658, 53.3644, 50.3397, 56.4301, 56.9370, 59.8548, 64.1753,
                       55.1781, 56.7562, 50.1096, 59.6301, 57.0521, 39.2712, 43.1233, 38.8932, 44.6000,
                       53.9068, 44.2055, 59.5890, 74.5041, 43.1370, 63.2192, 64.4247, 58.3096},
                      {1, 1, 2, 1, 1, 2, 2, 2, 1, 2, 2, 1, 2, 1, 1, 2, 2, 1, 1, 1, 2, 2, 1, 2, 1, 1}}),
            {59,  115, 156, 421,  431,  448,  464,  475,  477, 563, 638, 744, 769,
             770, 803, 855, 1040, 1106, 1129, 1206, 1227, 268, 329, 353, 365, 377},
            {1, 1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0}};
}

CoxData lung() {
    const auto file = columnsOf("lung.csv");
    CoxData data{{"sex"}, designOf({file.at("sex")}), file.at("time"), {}};
    for (const double status : file.at("status")) data.event.push_back(status == 1 ? 1 : 0);
    return data;
}

void same(const CoxFit& actual, const CoxFit& expected) {
    QVERIFY((actual.coefficients - expected.coefficients).norm() < 1e-8);
    QVERIFY((actual.covariance - expected.covariance).norm() < 1e-8 * expected.covariance.norm());
}

}  // namespace

class CoxRegressionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// R's survival 3.5.3 on survival::lung, tests/data/comparisons; coxph stops at a relative change of 1e-9.
    void tiedEventsAfterEfron() {
        const auto known = expected().at("lung");
        const auto fit = fitCox(lung(), CoxTies::efron, "");
        QVERIFY(fit.ok());
        close(fit->coefficients[0], known.at("cox_efron_coef").at("factor(sex)2").get<double>(), 1e-8, "coefficient");
        close(fit->covariance(0, 0), known.at("cox_efron_cov").at(0).at(0).get<double>(), 1e-8, "variance");
        close(fit->logLikelihoodNull, known.at("cox_loglik").at(0).get<double>(), 1e-12, "log likelihood at 0");
        close(fit->logLikelihood, known.at("cox_loglik").at(1).get<double>(), 1e-12, "log likelihood");
    }

    /// R documentation of cox.zph, survival 3.x, and of coxph, as printed.
    void proportionalHazards() {
        const CoxData data = ovarian();
        const auto fit = fitCox(data, CoxTies::efron, "");
        QVERIFY(fit.ok());
        close(fit->coefficients[0], 0.16150, 5e-5, "age");
        close(standardError(fit->covariance, 0), 0.04992, 2e-4, "its error");
        close(fit->coefficients[1], 0.01866, 5e-4, "performance status");
        close(standardError(fit->covariance, 1), 0.59908, 2e-5, "its error");
        close(fit->likelihoodRatioTest, 14.29, 4e-4, "likelihood ratio test");
        const CoxProportionality test = coxProportionality(data, *fit, ProportionalityTime::kaplanMeier);
        close(test.chiSquared[0], 0.698, 8e-4, "age");
        close(test.chiSquared[1], 2.371, 3e-4, "performance status");
        close(test.globalChiSquared, 3.633, 2e-4, "in all");
    }

    /// Follow-up cut in two with delayed entry, and rows repeated instead of weighted (Breslow), change nothing.
    void entriesAndWeights() {
        const CoxData whole = ovarian();
        CoxData cut = whole;
        cut.entry.assign(whole.time.size(), 0);
        const std::size_t rows = whole.time.size();
        cut.design.resize(static_cast<Eigen::Index>(2 * rows), 2);
        cut.design << whole.design, whole.design;
        for (std::size_t row = 0; row < rows; ++row) {
            const double half = whole.time[row] / 2;
            cut.time[row] = half;
            cut.event[row] = 0;
            cut.entry.push_back(half);
            cut.time.push_back(whole.time[row]);
            cut.event.push_back(whole.event[row]);
        }
        const auto expected = fitCox(whole, CoxTies::efron, "");
        const auto actual = fitCox(cut, CoxTies::efron, "");
        QVERIFY(expected.ok() && actual.ok());
        same(*actual, *expected);
        std::vector<std::size_t> patients;
        for (std::size_t row = 0; row < 2 * rows; ++row) patients.push_back(row % rows);
        const Eigen::MatrixXd robust = coxRobustCovariance(whole, *expected, {});
        QVERIFY((coxRobustCovariance(cut, *actual, patients) - robust).norm() < 1e-8 * robust.norm());
        close(coxBaseline(cut, *actual)[0].hazardAt(500), coxBaseline(whole, *expected)[0].hazardAt(500), 1e-8,
              "baseline hazard");

        CoxData repeated = whole;
        repeated.design.resize(static_cast<Eigen::Index>(2 * rows), 2);
        repeated.design << whole.design, whole.design;
        repeated.time.insert(repeated.time.end(), whole.time.begin(), whole.time.end());
        repeated.event.insert(repeated.event.end(), whole.event.begin(), whole.event.end());
        CoxData weighted = whole;
        weighted.weights.assign(rows, 2);
        same(*fitCox(repeated, CoxTies::breslow, ""), *fitCox(weighted, CoxTies::breslow, ""));
    }

    /// Two copies in two strata hold twice the information of one.
    void strata() {
        const CoxData whole = ovarian();
        CoxData both = whole;
        const std::size_t rows = whole.time.size();
        both.design.resize(static_cast<Eigen::Index>(2 * rows), 2);
        both.design << whole.design, whole.design;
        both.time.insert(both.time.end(), whole.time.begin(), whole.time.end());
        both.event.insert(both.event.end(), whole.event.begin(), whole.event.end());
        both.stratum.assign(rows, 0);
        both.stratum.insert(both.stratum.end(), rows, 1);
        const auto one = fitCox(whole, CoxTies::efron, "");
        const auto two = fitCox(both, CoxTies::efron, "");
        QVERIFY(one.ok() && two.ok());
        QVERIFY((one->coefficients - two->coefficients).norm() < 1e-8);
        QVERIFY((one->covariance - 2 * two->covariance).norm() < 1e-8 * one->covariance.norm());
    }

    /// The score residual times the covariance is the derivative of the estimate in the row's weight (Reid &
    /// Crépeau, Biometrika 1985;72:1-9); central differences.
    void robustIsTheInfinitesimalJackknife() {
        CoxData data = ovarian();
        data.weights.assign(data.time.size(), 1);
        for (std::size_t row = 0; row < data.weights.size(); ++row)
            data.weights[row] = 0.5 + 0.1 * static_cast<double>(row % 7);
        const auto fit = fitCox(data, CoxTies::efron, "");
        QVERIFY(fit.ok());
        Eigen::MatrixXd jackknife = Eigen::MatrixXd::Zero(2, 2);
        for (std::size_t row = 0; row < data.weights.size(); ++row) {
            CoxData changed = data;
            const double step = 1e-4;
            changed.weights[row] += step;
            const Eigen::VectorXd up = fitCox(changed, CoxTies::efron, "")->coefficients;
            changed.weights[row] -= 2 * step;
            const Eigen::VectorXd down = fitCox(changed, CoxTies::efron, "")->coefficients;
            const Eigen::VectorXd influence = data.weights[row] * (up - down) / (2 * step);
            jackknife += influence * influence.transpose();
        }
        QVERIFY((coxRobustCovariance(data, *fit, {}) - jackknife).norm() < 1e-5 * jackknife.norm());
    }

    /// Without an effect the baseline is the Nelson–Aalen estimate: 1/26 + 1/25 + 1/24 after three deaths.
    void baseline() {
        CoxData data = ovarian();
        auto fit = fitCox(data, CoxTies::breslow, "");
        QVERIFY(fit.ok());
        fit->coefficients.setZero();
        close(coxBaseline(data, *fit)[0].hazardAt(200), 1.0 / 26 + 1.0 / 25 + 1.0 / 24, 1e-12, "hazard");
        close(coxBaseline(data, *fit)[0].hazardAt(10), 0, 0, "before the first event");
    }

    void refusals() {
        CoxData none = ovarian();
        none.event.assign(none.event.size(), 0);
        QCOMPARE(fitCox(none, CoxTies::efron, "/inputs").issues().front().code, std::string("cox.noEvents"));

        CoxData constant = ovarian();
        constant.design.col(1).setConstant(3);
        QCOMPARE(fitCox(constant, CoxTies::efron, "").issues().front().code, std::string("regression.collinear"));

        CoxData separated{{"arm"}, designOf({{0, 0, 0, 1, 1, 1}}), {1, 2, 3, 4, 5, 6}, {1, 1, 1, 0, 0, 0}};
        const auto refused = fitCox(separated, CoxTies::efron, "");
        QVERIFY(!refused.ok());
        QCOMPARE(refused.issues().front().code, std::string("cox.monotone"));
        QCOMPARE(refused.issues().front().value, std::string("arm"));
    }
};

QTEST_APPLESS_MAIN(CoxRegressionTest)
#include "cox_regression_test.moc"
