#include "models/statistics/generalised_linear.h"

#include "models/statistics/distribution.h"
#include "models/statistics/random.h"
#include "models/statistics/reference_distributions.h"
#include "tests/models/statistics/comparison_data.h"

using namespace kachi;
using namespace kachi::comparison_data;

namespace {

std::vector<double> repeated(const std::vector<std::pair<double, int>>& counts) {
    std::vector<double> values;
    for (const auto& [value, times] : counts) values.insert(values.end(), static_cast<std::size_t>(times), value);
    return values;
}

/// Dobson's counts of R's help page of glm, by outcome and treatment.
RegressionData dobson() {
    return regressionData({{"outcome2", {0, 1, 0, 0, 1, 0, 0, 1, 0}},
                           {"outcome3", {0, 0, 1, 0, 0, 1, 0, 0, 1}},
                           {"treatment2", {0, 0, 0, 1, 1, 1, 0, 0, 0}},
                           {"treatment3", {0, 0, 0, 0, 0, 0, 1, 1, 1}}},
                          {18, 17, 15, 20, 10, 20, 25, 13, 12});
}

/// Terms of the propensity model of Hernán & Robins, program 12.2.
RegressionData nhefs() {
    const auto file = columnsOf("nhefs.csv");
    std::vector<std::pair<std::string, std::vector<double>>> columns;
    const auto squared = [](std::vector<double> values) {
        for (double& value : values) value *= value;
        return values;
    };
    for (const char* name : {"sex", "race", "age", "smokeintensity", "smokeyrs", "wt71"}) {
        columns.emplace_back(name, file.at(name));
    }
    for (const char* name : {"age", "smokeintensity", "smokeyrs", "wt71"}) {
        columns.emplace_back("I(" + std::string(name) + "^2)", squared(file.at(name)));
    }
    const std::pair<const char*, std::vector<double>> factors[] = {
        {"education", {2, 3, 4, 5}}, {"exercise", {1, 2}}, {"active", {1, 2}}};
    for (const auto& [name, levels] : factors) {
        for (const double level : levels) {
            std::vector<double> indicator;
            for (const double value : file.at(name)) indicator.push_back(value == level ? 1 : 0);
            columns.emplace_back("factor(" + std::string(name) + ")" + std::to_string(static_cast<int>(level)),
                                 indicator);
        }
    }
    return regressionData(columns, file.at("qsmk"));
}

}  // namespace

class GeneralisedLinearTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Certified values of NIST's Statistical Reference Datasets, Longley (higher level of difficulty).
    void linearKeepsItsDigits() {
        const RegressionData data = regressionData(
            {{"x1",
              {83.0, 88.5, 88.2, 89.5, 96.2, 98.1, 99.0, 100.0, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7,
               116.9}},
             {"x2",
              {234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112, 397469, 419180, 442769, 444546, 482704,
               502601, 518173, 554894}},
             {"x3", {2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813, 3931, 4806, 4007}},
             {"x4", {1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552, 2514, 2572, 2827}},
             {"x5",
              {107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219, 117388, 118734, 120445, 121950, 123366,
               125368, 127852, 130081}},
             {"x6", {1947, 1948, 1949, 1950, 1951, 1952, 1953, 1954, 1955, 1956, 1957, 1958, 1959, 1960, 1961, 1962}}},
            {60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655, 69564, 69331,
             70551});
        const auto fit = fitGeneralisedLinear(RegressionFamily::linear, data, "");
        QVERIFY(fit.ok());
        const double coefficients[] = {-3482258.63459582, 15.0618722713733,  -0.358191792925910E-01,
                                       -2.02022980381683, -1.03322686717359, -0.511041056535807E-01,
                                       1829.15146461355};
        const double errors[] = {890420.383607373,  84.9149257747669,  0.334910077722432E-01, 0.488399681651699,
                                 0.214274163161675, 0.226073200069370, 455.478499142212};
        for (Eigen::Index index = 0; index < 7; ++index) {
            close(fit->coefficients[index], coefficients[index], 1e-8, data.names[static_cast<std::size_t>(index)]);
            close(standardError(fit->covariance, index), errors[index], 1e-8, "standard error");
        }
        close(std::sqrt(fit->dispersion), 304.854073561965, 1e-9, "residual standard deviation");
    }

    /// R's glm, coefficients of the propensity model in tests/data/comparisons.
    void logistic() {
        const auto known = expected().at("iptw_nhefs").at("computed").at("ps_coef");
        const RegressionData data = nhefs();
        const auto fit = fitGeneralisedLinear(RegressionFamily::logistic, data, "");
        QVERIFY(fit.ok());
        close(fit->coefficients[0], known.at("(Intercept)").get<double>(), 1e-7, "intercept");
        for (std::size_t index = 1; index < data.names.size(); ++index) {
            close(fit->coefficients[static_cast<Eigen::Index>(index)], known.at(data.names[index]).get<double>(), 1e-7,
                  data.names[index]);
        }
    }

    /// R documentation of glm (Dobson 1990, p. 93): printed to four digits; deviance 5.1291, AIC 56.76.
    void poisson() {
        const auto fit = fitGeneralisedLinear(RegressionFamily::poisson, dobson(), "");
        QVERIFY(fit.ok());
        const double coefficients[] = {3.045, -0.4543, -0.2930, 0, 0};
        const double errors[] = {0.1709, 0.2022, 0.1927, 0.2000, 0.2000};
        for (Eigen::Index index = 0; index < 5; ++index) {
            close(fit->coefficients[index], coefficients[index], 2e-4, "coefficient");
            close(standardError(fit->covariance, index), errors[index], 3e-4, "standard error");
        }
        close(fit->deviance, 5.1291, 1e-5, "deviance");
        close(fit->aic, 56.76, 1e-4, "AIC");
    }

    /// Rates of two groups, closed form: log((30/100)/(12/80)), variance 1/30 + 1/12; the same rows weighted.
    void exposureAndWeights() {
        RegressionData data = regressionData({{"group", {0, 1}}}, {12, 30});
        data.design.conservativeResize(4, 2);
        data.design << 1, 0, 1, 0, 1, 1, 1, 1;
        data.response = Eigen::Vector4d(5, 7, 10, 20);
        data.offset = Eigen::Vector4d(30, 50, 40, 60).array().log();
        const auto fit = fitGeneralisedLinear(RegressionFamily::poisson, data, "");
        QVERIFY(fit.ok());
        close(fit->coefficients[1], std::log(2.0), 1e-9, "log rate ratio");
        close(fit->covariance(1, 1), 1.0 / 30 + 1.0 / 12, 1e-9, "variance");
        data.weights = Eigen::Vector4d::Constant(3);
        const auto weighted = fitGeneralisedLinear(RegressionFamily::poisson, data, "");
        QVERIFY(weighted.ok());
        close(weighted->covariance(1, 1), (1.0 / 30 + 1.0 / 12) / 3, 1e-9, "variance of threefold data");
    }

    /// Mites on 150 apple leaves: k = 1.02459 by maximum likelihood. Bliss & Fisher, Biometrics 1953;9:176-200.
    void negativeBinomial() {
        const std::vector<double> mites =
            repeated({{0, 70}, {1, 38}, {2, 17}, {3, 10}, {4, 9}, {5, 3}, {6, 2}, {7, 1}});
        const auto fit = fitGeneralisedLinear(RegressionFamily::negativeBinomial, regressionData({}, mites), "");
        QVERIFY(fit.ok());
        close(*fit->theta, 1.02459, 1e-5, "theta");
        close(std::exp(fit->coefficients[0]), 172.0 / 150, 1e-9, "mean");
        // Variance of the log mean with θ known: (1/μ + 1/θ)/n.
        close(fit->covariance(0, 0), (150.0 / 172 + 1 / *fit->theta) / 150, 1e-8, "variance");
    }

    /// Inverse probability weights 1/e: geepack::geeglm, tests/data/comparisons.
    void robustAsGeneralisedEstimatingEquations() {
        const auto known = expected().at("iptw_nhefs").at("computed").at("unstabilised");
        const RegressionData model = nhefs();
        const auto propensity = fitGeneralisedLinear(RegressionFamily::logistic, model, "");
        QVERIFY(propensity.ok());
        const auto file = columnsOf("nhefs.csv");
        RegressionData data = regressionData({{"qsmk", file.at("qsmk")}}, file.at("wt82_71"));
        data.weights = (model.response.array() == 1)
                           .select(propensity->mean.array().inverse(), (1 - propensity->mean.array()).inverse());
        const auto fit = fitGeneralisedLinear(RegressionFamily::linear, data, "");
        QVERIFY(fit.ok());
        const Eigen::MatrixXd covariance = robustCovariance(data, *fit);
        close(fit->coefficients[1], known.at("b").get<double>(), 1e-8, "effect");
        close(standardError(covariance, 1), known.at("se").get<double>(), 1e-8, "robust standard error");
        close(standardError(covariance, 0), known.at("se0").get<double>(), 1e-8, "of the intercept");
    }

    /// One cluster per row is no cluster; rows doubled within clusters give the covariance of the single rows.
    void clusters() {
        const RegressionData single = dobson();
        const auto fit = fitGeneralisedLinear(RegressionFamily::poisson, single, "");
        RegressionData doubled = single;
        doubled.design.resize(18, 5);
        doubled.design << single.design, single.design;
        doubled.response.resize(18);
        doubled.response << single.response, single.response;
        const auto twice = fitGeneralisedLinear(RegressionFamily::poisson, doubled, "");
        QVERIFY(fit.ok() && twice.ok());
        std::vector<std::size_t> clusters;
        for (std::size_t row = 0; row < 18; ++row) clusters.push_back(row % 9);
        const Eigen::MatrixXd expected = robustCovariance(single, *fit);
        const Eigen::MatrixXd actual = robustCovariance(doubled, *twice, clusters);
        QVERIFY((expected - actual).norm() < 1e-9 * expected.norm());
    }

    void refusals_data() {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("names");
        QTest::newRow("collinear") << "regression.collinear"
                                   << "total";
        QTest::newRow("complete") << "regression.separated"
                                  << "x";
        QTest::newRow("quasi") << "regression.separated"
                               << "x";
        QTest::newRow("noCounts") << "regression.separated"
                                  << "group";
        QTest::newRow("underdispersed") << "regression.noOverdispersion"
                                        << "-0.5";
        QTest::newRow("few") << "regression.tooFewRows"
                             << "2";
        QTest::newRow("exact") << "regression.perfectFit"
                               << "0";
    }

    void refusals() {
        QFETCH(QString, code);
        QFETCH(QString, names);
        const std::map<std::string, std::pair<RegressionFamily, RegressionData>> cases{
            {"collinear",
             {RegressionFamily::linear,
              regressionData({{"a", {1, 2, 3, 5, 8}}, {"b", {2, 1, 4, 1, 5}}, {"total", {3, 3, 7, 6, 13}}},
                             {1, 4, 2, 8, 5})}},
            {"complete", {RegressionFamily::logistic, regressionData({{"x", {1, 2, 3, 4, 5}}}, {0, 0, 0, 1, 1})}},
            {"quasi",
             {RegressionFamily::logistic, regressionData({{"x", {0, 0, 0, 0, 1, 1, 1}}}, {0, 1, 0, 1, 1, 1, 1})}},
            {"noCounts", {RegressionFamily::poisson, regressionData({{"group", {0, 0, 1, 1}}}, {3, 4, 0, 0})}},
            {"underdispersed", {RegressionFamily::negativeBinomial, regressionData({}, {2, 2, 2, 2})}},
            {"few", {RegressionFamily::linear, regressionData({{"x", {1, 2}}}, {1, 4})}},
            {"exact", {RegressionFamily::linear, regressionData({}, {0, 0, 0})}},
        };
        const auto& [family, data] = cases.at(QTest::currentDataTag());
        const auto fit = fitGeneralisedLinear(family, data, "/inputs");
        QVERIFY(!fit.ok());
        QCOMPARE(QString::fromStdString(fit.issues().front().code), code);
        QCOMPARE(QString::fromStdString(fit.issues().front().value), names);
    }

    /// 2,000 simulated data sets of 150 patients; the 95 % interval of the log odds ratio should hold the true value in
    /// 95 %, Monte Carlo error 0.5 %; Wald intervals are a little conservative at this size.
    void coverage() {
        int covered = 0;
        for (std::uint64_t set = 0; set < 2000; ++set) {
            std::vector<double> group;
            std::vector<double> age;
            std::vector<double> response;
            for (std::uint64_t row = 0; row < 150; ++row) {
                group.push_back(static_cast<double>(row % 2));
                age.push_back(normalQuantile(uniform(7, 1, set * 150 + row)));
                const double predictor = -0.4 + 0.7 * group.back() + 0.5 * age.back();
                response.push_back(uniform(7, 2, set * 150 + row) < 1 / (1 + std::exp(-predictor)) ? 1 : 0);
            }
            const auto fit = fitGeneralisedLinear(RegressionFamily::logistic,
                                                  regressionData({{"group", group}, {"age", age}}, response), "");
            QVERIFY(fit.ok());
            covered += std::abs(fit->coefficients[1] - 0.7) <= 1.959964 * standardError(fit->covariance, 1) ? 1 : 0;
        }
        QVERIFY2(covered >= 1880 && covered <= 1925, qPrintable(QString::number(covered)));
    }
};

QTEST_APPLESS_MAIN(GeneralisedLinearTest)
#include "generalised_linear_test.moc"
