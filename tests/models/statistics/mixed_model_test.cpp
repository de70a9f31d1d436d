// label: golden
#include "models/statistics/mixed_model.h"
#include "models/statistics/distribution.h"
#include "models/statistics/numerical_derivatives.h"
#include "models/statistics/random.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <sstream>

using namespace kachi;

namespace {

std::string dataFile(const std::string& name) {
    return std::string(KACHI_TEST_DATA) + "/mixed-model/" + name;
}

/// Columns of a comma-separated file of words, header row left out.
std::vector<std::vector<std::string>> columnsOf(const std::string& name) {
    std::ifstream file(dataFile(name));
    std::vector<std::vector<std::string>> columns;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream stream(line);
        std::size_t column = 0;
        for (std::string cell; std::getline(stream, cell, ','); ++column) {
            if (columns.size() <= column) columns.emplace_back();
            columns[column].push_back(cell);
        }
    }
    return columns;
}

std::vector<double> numbersOf(const std::vector<std::string>& words) {
    std::vector<double> numbers;
    for (const std::string& word : words) numbers.push_back(std::stod(word));
    return numbers;
}

nlohmann::json expected() {
    std::ifstream file(dataFile("expected.json"));
    return nlohmann::json::parse(file);
}

MixedModelData dyestuff() {
    const auto columns = columnsOf("dyestuff.csv");
    MixedModelData data;
    data.response = numbersOf(columns[1]);
    data.fixedNames = {"(Intercept)"};
    data.fixedColumns = {std::vector<double>(data.response.size(), 1.0)};
    data.random = {randomIntercept("Batch", columns[0])};
    return data;
}

/// @param slopes correlated, uncorrelated, or none
MixedModelData sleepstudy(const std::string& slopes) {
    const auto columns = columnsOf("sleepstudy.csv");
    const std::vector<double> days = numbersOf(columns[1]);
    MixedModelData data;
    data.response = numbersOf(columns[2]);
    data.fixedNames = {"(Intercept)", "Days"};
    data.fixedColumns = {std::vector<double>(days.size(), 1.0), days};
    data.random = {randomIntercept("Subject", columns[0])};
    if (slopes == "none") return data;
    if (slopes == "correlated") {
        data.random[0].columns.push_back("Days");
        data.random[0].values.push_back(days);
        return data;
    }
    data.random.push_back(data.random[0]);
    data.random[1].columns = {"Days"};
    data.random[1].values = {days};
    return data;
}

void close(double actual, double wanted, double relative, const std::string& what) {
    QVERIFY2(std::abs(actual - wanted) <= relative * std::abs(wanted),
             qPrintable(QStringLiteral("%1: expected %2, got %3, relative %4")
                            .arg(QString::fromStdString(what))
                            .arg(wanted, 0, 'g', 15)
                            .arg(actual, 0, 'g', 15)
                            .arg(std::abs(actual / wanted - 1))));
}

void closeTo(const MixedModelFit& fit, const nlohmann::json& golden) {
    // lme4 ends its search where the criterion no longer changes in its eighth digit, so its θ is good to some 1e-5.
    // Our criterion must not be above it.
    close(fit.criterion, golden["criterion"], 1e-10, "criterion");
    QVERIFY(fit.criterion <= golden["criterion"].get<double>() + 1e-10);
    close(fit.logLikelihood, golden["logLik"], 1e-10, "logLik");
    close(fit.aic, golden["AIC"], 1e-10, "AIC");
    for (const FixedEffect& effect : fit.fixed) {
        const nlohmann::json& row = golden["fixed"][effect.name];
        close(effect.estimate, row["estimate"], 1e-9, effect.name);
        close(effect.satterthwaite.standardError, row["se"], 3e-5, effect.name + " SE");
        close(effect.satterthwaite.statistic, row["t"], 3e-5, effect.name + " t");
    }
    for (const nlohmann::json& row : golden["random"]) {
        const std::string group = row["group"];
        if (group == "Residual") {
            close(fit.residualStandardDeviation, row["sdcor"], 5e-6, "residual SD");
            continue;
        }
        const VarianceTerm& term = fit.random[group.ends_with(".1") ? 1 : 0];
        const auto position = [&](const nlohmann::json& name) {
            return static_cast<std::size_t>(std::find(term.columns.begin(), term.columns.end(), name) -
                                            term.columns.begin());
        };
        const std::size_t first = position(row["var1"]);
        if (row["var2"].is_null()) {
            close(term.standardDeviation(first), row["sdcor"], 4e-5, group + " SD");
            continue;
        }
        close(term.correlation(first, position(row["var2"])).value(), row["sdcor"], 1e-3, "correlation");
    }
}

std::string refusal(const MixedModelData& data) {
    const auto fit = fitMixedModel(data);
    return fit ? "none" : fit.issues().front().code;
}

}  // namespace

class MixedModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lme4_data() {
        QTest::addColumn<QString>("set");
        QTest::addColumn<QString>("slopes");
        QTest::addColumn<QString>("row");
        QTest::addColumn<bool>("reml");
        QTest::newRow("(Days | Subject) REML") << "sleepstudy"
                                               << "correlated"
                                               << "random_slope_REML" << true;
        QTest::newRow("(Days | Subject) ML") << "sleepstudy"
                                             << "correlated"
                                             << "random_slope_ML" << false;
        QTest::newRow("(1 | Subject) REML") << "sleepstudy"
                                            << "none"
                                            << "random_intercept_REML" << true;
        QTest::newRow("(Days || Subject) REML") << "sleepstudy"
                                                << "uncorrelated"
                                                << "uncorrelated_REML" << true;
        QTest::newRow("dyestuff REML") << "dyestuff"
                                       << "none"
                                       << "REML" << true;
        QTest::newRow("dyestuff ML") << "dyestuff"
                                     << "none"
                                     << "ML" << false;
    }

    void lme4() {
        QFETCH(QString, set);
        QFETCH(QString, slopes);
        QFETCH(QString, row);
        QFETCH(bool, reml);
        const MixedModelData data = set == QStringLiteral("dyestuff") ? dyestuff() : sleepstudy(slopes.toStdString());
        const auto fit = fitMixedModel(data, reml ? MixedModelMethod::reml : MixedModelMethod::ml);
        QVERIFY(fit.ok());
        QVERIFY(fit->notes.empty());
        closeTo(*fit, expected()[set.toStdString()][row.toStdString()]);
    }

    /// pbkrtest: F = t² with 17 degrees of freedom; lmerTest gives 17 as well (balanced data).
    void kenwardRoger() {
        const auto fit = fitMixedModel(sleepstudy("correlated"));
        QVERIFY(fit.ok());
        const nlohmann::json golden = expected()["sleepstudy"]["kenward_roger_days"];
        const FixedEffect& days = fit->fixed[1];
        QVERIFY(days.kenwardRoger.has_value());
        close(std::pow(days.kenwardRoger->statistic, 2), golden["F"], 2e-6, "F");
        close(days.kenwardRoger->degrees, golden["ddf"], 1e-6, "degrees");
        close(days.kenwardRoger->p, golden["p"], 2e-5, "p");
        close(days.satterthwaite.degrees, 17, 1e-4, "Satterthwaite");
    }

    /// Balanced one-way layout: the mean has the degrees of freedom of the groups, and the variances are those of the
    /// analysis of variance, (MSB − MSW)/5 and MSW (closed form). Predictions shrink the means of the batches by
    /// nσb²/(nσb² + σ²).
    void balancedOneWay() {
        const MixedModelData data = dyestuff();
        const auto fit = fitMixedModel(data);
        QVERIFY(fit.ok());
        double grand = 0;
        std::vector<double> means(6);
        for (std::size_t row = 0; row < 30; ++row) {
            grand += data.response[row] / 30;
            means[data.random[0].levelOf[row]] += data.response[row] / 5;
        }
        double between = 0;
        double within = 0;
        for (const double mean : means) between += 5 * (mean - grand) * (mean - grand) / 5;
        for (std::size_t row = 0; row < 30; ++row) {
            within += std::pow(data.response[row] - means[data.random[0].levelOf[row]], 2) / 24;
        }
        const double variance = (between - within) / 5;
        close(fit->random[0].covariance[0][0], variance, 1e-7, "batch variance");
        close(std::pow(fit->residualStandardDeviation, 2), within, 1e-8, "residual variance");
        close(fit->fixed[0].satterthwaite.degrees, 5, 1e-5, "Satterthwaite");
        close(fit->fixed[0].kenwardRoger->degrees, 5, 1e-7, "Kenward-Roger");
        close(fit->fixed[0].kenwardRoger->standardError, std::sqrt(between / 30), 1e-7, "standard error");
        for (std::size_t level = 0; level < 6; ++level) {
            close(fit->random[0].effects[level][0], (means[level] - grand) * 5 * variance / (5 * variance + within),
                  1e-6, "prediction");
            close(fit->random[0].standardErrors[level][0], std::sqrt(variance * within / (5 * variance + within)), 1e-6,
                  "its error");
        }
    }

    /// Fewer differences between groups than chance gives: the variance is 0, the model is ordinary least squares with
    /// n − p degrees of freedom, and a note says so.
    void boundary() {
        MixedModelData data;
        data.response = {1, 5, 9, 1.5, 5.5, 8, 1.2, 4.5, 9.3, 0.9, 5.2, 8.9};
        data.fixedNames = {"(Intercept)"};
        data.fixedColumns = {std::vector<double>(12, 1.0)};
        data.random = {randomIntercept("site", {"a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"})};
        const auto fit = fitMixedModel(data);
        QVERIFY(fit.ok());
        QVERIFY(fit->singular);
        QCOMPARE(fit->notes.size(), std::size_t{1});
        QCOMPARE(fit->notes[0].code, std::string("mixedModel.zeroVariance"));
        QVERIFY(fit->random[0].covariance[0][0] == 0);
        close(fit->fixed[0].satterthwaite.degrees, 11, 1e-6, "degrees");
        close(fit->fixed[0].satterthwaite.standardError, fit->residualStandardDeviation / std::sqrt(12), 1e-9, "SE");
    }

    /// Units of the data change nothing but the units of the answer.
    void units() {
        MixedModelData data = sleepstudy("correlated");
        const auto plain = fitMixedModel(data);
        for (double& value : data.response) value = value / 60000;  // ms → min
        for (double& day : data.fixedColumns[1]) day *= 1440;       // days → min
        for (double& day : data.random[0].values[1]) day *= 1440;
        const auto scaled = fitMixedModel(data);
        QVERIFY(plain.ok() && scaled.ok());
        close(scaled->fixed[1].satterthwaite.statistic, plain->fixed[1].satterthwaite.statistic, 1e-6, "t");
        close(scaled->random[0].standardDeviation(1) * 60000 * 1440, plain->random[0].standardDeviation(1), 1e-6, "SD");
        close(scaled->random[0].correlation(0, 1).value(), plain->random[0].correlation(0, 1).value(), 1e-4,
              "correlation");
    }

    /// Balanced crossed factors: REML variances are those of the two-way analysis of variance (closed form). Data:
    /// Shrout and Fleiss, Psychol Bull 1979;86:420-428, 6 targets × 4 judges, mean squares 11.2416…, 32.4861…, 1.0194….
    void crossedFactors() {
        const double ratings[6][4] = {{9, 2, 5, 8}, {6, 1, 3, 2},  {8, 4, 6, 8},
                                      {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}};
        MixedModelData data;
        std::vector<std::string> targets;
        std::vector<std::string> judges;
        for (int target = 0; target < 6; ++target) {
            for (int judge = 0; judge < 4; ++judge) {
                data.response.push_back(ratings[target][judge]);
                targets.push_back(std::to_string(target));
                judges.push_back(std::to_string(judge));
            }
        }
        data.fixedNames = {"(Intercept)"};
        data.fixedColumns = {std::vector<double>(24, 1.0)};
        data.random = {randomIntercept("target", targets), randomIntercept("judge", judges)};
        const auto fit = fitMixedModel(data);
        QVERIFY(fit.ok());
        const double error = 1.01944444444444;
        close(fit->random[0].covariance[0][0], (11.2416666666667 - error) / 4, 1e-7, "target");
        close(fit->random[1].covariance[0][0], (32.4861111111111 - error) / 6, 1e-7, "judge");
        close(std::pow(fit->residualStandardDeviation, 2), error, 1e-7, "residual");
    }

    /// Groups that differ by a million residual variances: still the analysis of variance, without Kenward-Roger.
    void veryDifferentGroups() {
        MixedModelData data = dyestuff();
        std::vector<double> means(6);
        for (std::size_t row = 0; row < 30; ++row) {
            const std::size_t batch = data.random[0].levelOf[row];
            data.response[row] += 100000 * std::sin(static_cast<double>(batch));
            means[batch] += data.response[row] / 5;
        }
        double grand = 0;
        double between = 0;
        for (const double mean : means) grand += mean / 6;
        for (const double mean : means) between += (mean - grand) * (mean - grand) / 5;
        const auto fit = fitMixedModel(data);
        QVERIFY(fit.ok());
        close(fit->random[0].covariance[0][0], between - 2451.25 / 5, 1e-4, "batch variance");
        // At this ratio the criterion is so flat in θ that the search leaves some 1e-4 of it, and so 1e-6 of σ.
        close(fit->residualStandardDeviation, std::sqrt(2451.25), 5e-6, "residual");
        QVERIFY(!fit->fixed[0].kenwardRoger.has_value());
    }

    void refusals() {
        MixedModelData data = dyestuff();
        data.random.clear();
        QCOMPARE(refusal(data), std::string("mixedModel.noTerm"));
        data = dyestuff();
        data.random = {randomIntercept("batch", std::vector<std::string>(30, "A"))};
        QCOMPARE(refusal(data), std::string("mixedModel.oneLevel"));
        std::vector<std::string> every;
        for (int row = 0; row < 30; ++row) every.push_back(std::to_string(row));
        data.random = {randomIntercept("row", every)};
        QCOMPARE(refusal(data), std::string("mixedModel.levelPerRow"));
        data = sleepstudy("none");
        data.fixedNames.push_back("twice");
        data.fixedColumns.push_back(data.fixedColumns[1]);
        for (double& value : data.fixedColumns.back()) value = 2 * value + 3;
        const auto collinear = fitMixedModel(data);
        QCOMPARE(collinear.issues().front().code, std::string("mixedModel.collinear"));
        QCOMPARE(collinear.issues().front().value, std::string("twice"));
        data = dyestuff();
        data.response.assign(30, 7.0);
        QCOMPARE(refusal(data), std::string("mixedModel.noResidual"));
        for (std::size_t row = 0; row < 30; ++row) {
            data.response[row] = static_cast<double>(data.random[0].levelOf[row]);
        }
        QCOMPARE(refusal(data), std::string("mixedModel.noResidual"));
    }

    /// The restricted likelihood rises without end as the residual variance falls: lme4's deviance function is 28.3157,
    /// 28.2387, 28.23792 and 28.237916 with θ of the site at 10, 100, 1,000 and 10,000 and of the worker where it is
    /// lowest, 0.18 of it.
    void residualAtItsBound() {
        MixedModelData data;
        data.response = {6.819, 4.728, 4.442, 8.317, 29.751, 10.148};
        data.fixedNames = {"(Intercept)", "after"};
        data.fixedColumns = {std::vector<double>(6, 1.0), {0, 0, 0, 1, 1, 1}};
        data.random = {randomIntercept("site", {"s1", "s2", "s2", "s1", "s1", "s2"}),
                       randomIntercept("worker", {"w3", "w4", "w3", "w7", "w2", "w5"})};
        QCOMPARE(refusal(data), std::string("mixedModel.noResidual"));
    }

    void derivatives() {
        // f = x²y + e^y: gradient (2xy, x² + e^y), Hessian ((2y, 2x), (2x, e^y))
        const auto f = [](const Eigen::VectorXd& v) { return v[0] * v[0] * v[1] + std::exp(v[1]); };
        const Eigen::VectorXd at = Eigen::Vector2d(3, 0.5);
        const Eigen::VectorXd gradient = numericalGradient(f, at);
        const Eigen::MatrixXd hessian = numericalHessian(f, at);
        close(gradient[0], 3, 1e-9, "gradient");
        close(gradient[1], 9 + std::exp(0.5), 1e-9, "gradient");
        close(hessian(0, 0), 1, 1e-6, "Hessian");
        close(hessian(0, 1), 6, 1e-6, "Hessian");
        close(hessian(1, 1), std::exp(0.5), 1e-6, "Hessian");
    }

    /// 2,000 simulated sets of 8 groups of two, half of them treated: how often the 95 % intervals of REML hold the
    /// effect. Closed form: in balanced data both intervals are Student's over the means of groups, with 6 degrees, and
    /// exact unless the variance is estimated as 0, which at this ratio of variances is rare (1 set in 100). Band: 4
    /// binomial standard errors.
    void coverage() {
        constexpr int sets = 2000;
        constexpr std::uint64_t rows = 16;
        int satterthwaite = 0;
        int kenwardRoger = 0;
        for (std::uint64_t set = 0; set < sets; ++set) {
            const auto deviate = [&](const char* stream, std::uint64_t place) {
                return normalQuantile(uniform(11, stableHash(stream), set * rows + place));
            };
            MixedModelData data;
            data.fixedNames = {"(Intercept)", "treated"};
            data.fixedColumns = {std::vector<double>(rows, 1.0), {}};
            std::vector<std::string> groups;
            for (std::uint64_t row = 0; row < rows; ++row) {
                const std::uint64_t group = row / 2;
                groups.push_back(std::to_string(group));
                data.fixedColumns[1].push_back(group % 2 == 0 ? 1 : 0);
                data.response.push_back(10 + 0.7 * data.fixedColumns[1].back() + 2 * deviate("group", group) +
                                        deviate("row", row));
            }
            data.random = {randomIntercept("group", groups)};
            const auto fit = fitMixedModel(data);
            QVERIFY(fit.ok());
            const FixedEffect& effect = fit->fixed[1];
            QVERIFY(effect.kenwardRoger.has_value());
            satterthwaite += effect.satterthwaite.low <= 0.7 && 0.7 <= effect.satterthwaite.high;
            kenwardRoger += effect.kenwardRoger->low <= 0.7 && 0.7 <= effect.kenwardRoger->high;
        }
        qInfo() << "coverage, Satterthwaite" << satterthwaite << "Kenward-Roger" << kenwardRoger << "of" << sets;
        const double band = 4 * std::sqrt(0.95 * 0.05 * sets);
        QVERIFY(std::abs(satterthwaite - 0.95 * sets) < band);
        QVERIFY(std::abs(kenwardRoger - 0.95 * sets) < band);
    }
};

QTEST_APPLESS_MAIN(MixedModelTest)
#include "mixed_model_test.moc"
