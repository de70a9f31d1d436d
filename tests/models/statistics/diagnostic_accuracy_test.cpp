// label: golden
// Bivariate model against the AUDIT-C example of mada (tests/data/diagnostic-audit-c) and closed forms.
#include "models/statistics/diagnostic_accuracy.h"

#include <Eigen/LU>
#include <nlohmann/json.hpp>

#include <QtTest>

#include <cmath>
#include <fstream>
#include <sstream>

using namespace kachi;
using nlohmann::json;

namespace {

bool near(double actual, double expected, double absolute, const char* what) {
    if (std::abs(actual - expected) <= absolute) return true;
    qWarning().noquote() << QStringLiteral("%1: actual %2, expected %3, allowed %4")
                                .arg(QLatin1String(what))
                                .arg(actual, 0, 'g', 17)
                                .arg(expected, 0, 'g', 17)
                                .arg(absolute, 0, 'g', 3);
    return false;
}

std::vector<DiagnosticTable> auditC() {
    std::ifstream file(KACHI_TEST_DATA "/diagnostic-audit-c/data.csv");
    std::string line;
    std::getline(file, line);
    std::vector<DiagnosticTable> all;
    while (std::getline(file, line)) {
        std::vector<double> cells;
        std::stringstream stream(line);
        std::string cell;
        while (std::getline(stream, cell, ',')) cells.push_back(std::stod(cell));
        all.push_back({cells[1], cells[2], cells[3], cells[4]});
    }
    return all;
}

json expectedOf(const std::string& key) {
    std::ifstream file(KACHI_TEST_DATA "/diagnostic-audit-c/expected.json");
    return json::parse(file)[key];
}

DiagnosticSettings settingsOf(DiagnosticFit fit, DiagnosticCorrection correction) {
    DiagnosticSettings settings;
    settings.fit = fit;
    settings.correction = correction;
    return settings;
}

}  // namespace

class DiagnosticAccuracyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void auditC_data() {
        QTest::addColumn<std::string>("rule");
        QTest::addColumn<std::string>("method");
        for (const char* rule : {"correction_all_studies", "correction_only_studies_with_zero"}) {
            for (const char* method : {"REML", "ML"}) {
                QTest::addRow("%s %s", rule, method) << std::string(rule) << std::string(method);
            }
        }
    }
    void auditC() {
        QFETCH(std::string, rule);
        QFETCH(std::string, method);
        const json expected = expectedOf(rule)[method];
        const auto model = fitDiagnosticModel(
            ::auditC(),
            settingsOf(method == "REML" ? DiagnosticFit::reml : DiagnosticFit::ml,
                       rule == "correction_all_studies" ? DiagnosticCorrection::all : DiagnosticCorrection::single));
        QVERIFY(model.ok());
        // The stored fits stop at about 1e-6 of the variances.
        QVERIFY(near(model->mean[0], expected["logit_sens"], 1e-6, "logit sensitivity"));
        QVERIFY(near(std::sqrt(model->covariance(0, 0)), expected["se_logit_sens"], 1e-6, "SE"));
        QVERIFY(near(model->mean[1], expected["logit_fpr"], 1e-6, "logit false positive rate"));
        QVERIFY(near(std::sqrt(model->covariance(1, 1)), expected["se_logit_fpr"], 1e-6, "SE"));
        QVERIFY(near(model->between(0, 0), expected["tau2_sens"], 1e-5, "tau2 sensitivity"));
        QVERIFY(near(model->between(1, 1), expected["tau2_fpr"], 1e-5, "tau2 false positive rate"));
        QVERIFY(near(*model->correlation(), expected["rho"], 1e-5, "correlation"));
        QVERIFY(near(model->logLikelihood, expected["logLik"], 1e-6, "log-likelihood"));
    }

    /// Output printed in mada's vignette, to the digits printed.
    void publishedOutput() {
        const json published = expectedOf("published");
        const auto model = fitDiagnosticModel(::auditC(), {});
        QVERIFY(near(inverseLogit(model->mean[0]), published["sens"], 5e-4, "sensitivity"));
        QVERIFY(near(inverseLogit(model->mean[1]), published["fpr"], 5e-4, "false positive rate"));
        const double width = 1.959963984540054 * std::sqrt(model->covariance(0, 0));
        QVERIFY(near(inverseLogit(model->mean[0] - width), published["sens_ci95"][0], 5e-4, "low"));
        QVERIFY(near(inverseLogit(model->mean[0] + width), published["sens_ci95"][1], 5e-4, "high"));
        QVERIFY(near(std::sqrt(model->between(0, 0)), published["sd_sens"], 5e-4, "SD"));
        QVERIFY(near(std::sqrt(model->between(1, 1)), published["sd_fpr"], 5e-4, "SD"));
        QVERIFY(near(*srocArea(*model, SrocCurve::rutterGatsonis), published["AUC"], 5e-4, "AUC"));
        qInfo() << "RG" << *srocArea(*model, SrocCurve::rutterGatsonis) << "exact areas"
                << *srocExactArea(*model, SrocCurve::regression) << *srocExactArea(*model, SrocCurve::rutterGatsonis);
    }

    /// Analytic gradient of the likelihood against central differences.
    void gradient() {
        const auto model = fitDiagnosticModel(::auditC(), {});
        Eigen::Matrix2d between;
        between << 0.9, 0.2, 0.2, 0.5;
        for (const DiagnosticFit fit : {DiagnosticFit::reml, DiagnosticFit::ml}) {
            const auto at = [&](const Eigen::Matrix2d& matrix) {
                return diagnosticLikelihood(model->logits, model->logitVariances, matrix, fit);
            };
            const Eigen::Matrix2d analytic = at(between).gradient;
            for (int row = 0; row < 2; ++row) {
                for (int column = 0; column <= row; ++column) {
                    Eigen::Matrix2d step = Eigen::Matrix2d::Zero();
                    step(row, column) = step(column, row) = 1e-5;
                    const double difference = (at(between + step).value - at(between - step).value) / 2e-5;
                    const double expected = row == column ? analytic(row, row) : 2 * analytic(row, column);
                    QVERIFY(near(difference, expected, 1e-7, "gradient"));
                }
            }
        }
    }

    /// Without a correlation between the coordinates the bivariate likelihood is the sum of the two univariate ones, so
    /// that each mean and variance is that of fitMetaModel.
    void univariate() {
        DiagnosticSettings settings;
        settings.univariate = true;
        const auto model = fitDiagnosticModel(::auditC(), settings);
        QVERIFY(model->shape == DiagnosticShape::univariate);
        std::vector<EffectSize> effects;
        for (std::size_t study = 0; study < model->studies; ++study) {
            effects.push_back({model->logits[study][0], model->logitVariances[study][0]});
        }
        const auto pooled = fitMetaModel(effects, {BetweenStudies::reml, CoefficientTest::normal, 0.95});
        QVERIFY(near(model->mean[0], pooled->coefficients.front().estimate, 1e-9, "mean"));
        QVERIFY(near(model->covariance(0, 0), pooled->covariance(0, 0), 1e-9, "variance"));
    }

    void fewStudiesAndBoundaries() {
        const auto one = fitDiagnosticModel({{80, 20, 10, 90}}, {});
        QVERIFY(one->shape == DiagnosticShape::oneStudy);
        QVERIFY(near(one->mean[0], std::log(4), 1e-12, "logit"));
        QVERIFY(near(one->covariance(0, 0), 1 / 80.0 + 1 / 20.0, 1e-12, "variance"));
        QVERIFY(!srocArea(*one, SrocCurve::rutterGatsonis));
        const auto two = fitDiagnosticModel({{80, 20, 10, 90}, {60, 40, 5, 95}}, {});
        QVERIFY(two->shape == DiagnosticShape::univariate);
        // Equal tables: no variance between studies.
        const auto equal = fitDiagnosticModel({{80, 20, 10, 90}, {80, 20, 10, 90}, {80, 20, 10, 90}}, {});
        QVERIFY(equal->shape == DiagnosticShape::boundary);
        QVERIFY(near(equal->covariance(0, 0), (1 / 80.0 + 1 / 20.0) / 3, 1e-6, "variance"));
        // Sensitivity and false positive rate move together without noise: the correlation is 1.
        const auto together = fitDiagnosticModel(
            {{9000, 1000, 5000, 5000}, {8000, 2000, 3000, 7000}, {7000, 3000, 2000, 8000}, {6000, 4000, 1400, 8600}},
            {});
        QVERIFY(together.ok());
        QVERIFY(together->correlation().value_or(0) > 0.99);
        QCOMPARE(fitDiagnosticModel({}, {}).issues().front().code, std::string("synthesis.noStudies"));
        DiagnosticSettings none;
        none.correction = DiagnosticCorrection::none;
        QCOMPARE(fitDiagnosticModel({{10, 0, 1, 9}}, none).issues().front().code, std::string("synthesis.zeroCell"));
    }

    /// A table 90/10/20/80: LR+ 0.9/0.2 = 4.5, LR− 0.1/0.8 = 0.125, DOR 36; standard errors of the logarithms
    /// √(1/90 − 1/100 + 1/20 − 1/100) and Woolf's. By hand.
    void ratios() {
        const auto model = fitDiagnosticModel({{90, 10, 20, 80}}, {});
        const DiagnosticRatios ratios = diagnosticRatios(*model, 0.95, 1);
        const double z = 1.959963984540054;
        QVERIFY(near(ratios.positive.estimate, 4.5, 1e-12, "LR+"));
        QVERIFY(
            near(std::log(ratios.positive.high / 4.5) / z, std::sqrt(1 / 90.0 - 0.01 + 1 / 20.0 - 0.01), 1e-9, "SE"));
        QVERIFY(near(ratios.negative.estimate, 0.125, 1e-12, "LR−"));
        QVERIFY(near(ratios.odds.estimate, 36, 1e-10, "DOR"));
        QVERIFY(near(std::log(ratios.odds.high / 36) / z, std::sqrt(1 / 90.0 + 0.1 + 0.05 + 1 / 80.0), 1e-9, "Woolf"));
        // Draws: mean of the lognormal odds ratio, 36 exp(v/2), within 4 standard errors of 20,000 draws.
        const double v = 1 / 90.0 + 0.1 + 0.05 + 1 / 80.0;
        const double mean = 36 * std::exp(v / 2);
        QVERIFY(near(ratios.odds.drawnMean, mean, 4 * mean * std::sqrt(std::expm1(v) / 20000), "drawn mean"));
    }

    /// Every point of the region lies at the χ² quantile 5.991 from the mean.
    void region() {
        const auto model = fitDiagnosticModel(::auditC(), {});
        for (const auto& [rate, sensitivity] : diagnosticRegion(*model, false, 0.95)) {
            const Eigen::Vector2d away(std::log(sensitivity / (1 - sensitivity)) - model->mean[0],
                                       std::log(rate / (1 - rate)) - model->mean[1]);
            QVERIFY(near(away.dot(model->covariance.inverse() * away), 5.991464547107979, 1e-8, "distance"));
        }
    }
};

QTEST_APPLESS_MAIN(DiagnosticAccuracyTest)

#include "diagnostic_accuracy_test.moc"
