// label: golden
#include "models/statistics/survival_fit.h"

#include "models/statistics/survival_prediction.h"
#include "models/statistics/survival_profile.h"
#include "tests/models/statistics/survival_data_file.h"

#include <QtTest>

#include <cmath>

using namespace kachi;

namespace {

void close(double actual, double expected, double tolerance, const std::string& what) {
    QVERIFY2(std::abs(actual - expected) <= tolerance, qPrintable(QStringLiteral("%1: actual %2, expected %3 ± %4")
                                                                      .arg(QString::fromStdString(what))
                                                                      .arg(actual, 0, 'g', 17)
                                                                      .arg(expected, 0, 'g', 17)
                                                                      .arg(tolerance)));
}

struct DataSet {
    std::string folder;
    std::string time;
    std::string event;
    std::string covariate;
    std::string formula;
};

const DataSet lung{"survival-lung", "time", "status", "sex", "Surv(time,status)~factor(sex)"};
const DataSet breast{"survival-breast", "recyrs", "censrec", "group", "Surv(recyrs,censrec)~group"};

const DataSet& dataSet(const QString& name) {
    return name == QStringLiteral("lung") ? lung : breast;
}

SurvivalSample sampleOf(const DataSet& set, bool covariates) {
    SurvivalSample sample;
    sample.records = survival_file::records(set.folder + "/data.csv", set.time, set.event);
    if (!covariates) return sample;
    const auto cells = survival_file::columns(set.folder + "/data.csv").at(set.covariate);
    const std::vector<std::string> levels =
        set.covariate == "sex" ? std::vector<std::string>{"2"} : std::vector<std::string>{"Medium", "Poor"};
    for (const std::string& level : levels) {
        SurvivalCovariate covariate{level, {}, false};
        for (const std::string& cell : cells) covariate.values.push_back(cell == level ? 1 : 0);
        sample.covariates.push_back(covariate);
    }
    return sample;
}

const std::map<std::string, TimeFamily> goldenFamilies{{"exponential", TimeFamily::exponential},
                                                       {"weibull", TimeFamily::weibull},
                                                       {"gompertz", TimeFamily::gompertz},
                                                       {"lognormal", TimeFamily::lognormal},
                                                       {"loglogistic", TimeFamily::loglogistic},
                                                       {"gamma", TimeFamily::gamma},
                                                       {"generalised_gamma", TimeFamily::generalisedGamma}};

/// Values in the order of an object of the golden file, or a single number.
std::vector<double> inOrder(const nlohmann::ordered_json& values) {
    if (values.is_number()) return {values.get<double>()};
    std::vector<double> result;
    for (const auto& value : values) result.push_back(value.get<double>());
    return result;
}

nlohmann::ordered_json golden(const std::string& folder) {
    std::ifstream file(std::string(KACHI_TEST_DATA) + "/" + folder + "/case.json");
    return nlohmann::ordered_json::parse(file);
}

/// Parameters and covariance against the golden file; covariance relative to the standard errors of its row and column.
void checkEstimates(const SurvivalFit& fit, const nlohmann::ordered_json& estimates,
                    const nlohmann::ordered_json& covariance, double factor) {
    const std::vector<double> expected = inOrder(estimates);
    QCOMPARE(static_cast<std::size_t>(fit.estimates.size()), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const auto row = static_cast<Eigen::Index>(i);
        // A parameter near 0 has its relative tolerance from the size of its standard error.
        const double error = std::sqrt(covariance[i][i].get<double>());
        close(fit.estimates[row], expected[i], factor * 1e-4 * std::max(std::abs(expected[i]), error),
              fit.parameters[i].name);
        for (std::size_t j = 0; j < expected.size(); ++j) {
            const double scale = std::sqrt(covariance[i][i].get<double>() * covariance[j][j].get<double>());
            close(fit.covariance(row, static_cast<Eigen::Index>(j)), covariance[i][j], factor * 1e-3 * scale,
                  "covariance " + std::to_string(i) + "," + std::to_string(j));
        }
    }
}

/// Splitmix64, for simulated data of a test.
class Uniforms {
public:
    explicit Uniforms(std::uint64_t seed) : m_state(seed) {}
    double next() {
        m_state += 0x9e3779b97f4a7c15;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return (static_cast<double>((z ^ (z >> 31)) >> 11) + 0.5) * 0x1p-53;
    }

private:
    std::uint64_t m_state;
};

TimeModel modelOf(TimeFamily family, bool cured = false) {
    return {family, isSpline(family) ? std::vector<double>{-1.6, 0.3, 0.9, 1.9} : std::vector<double>{}, cured};
}

/// 2,000 subjects with a covariate on the time, delayed entry and weights; 30 % never have the event where `cured`.
/// Times are log-logistic for the generalised F, which then has an inner maximum (q = 0, P = 1), else Weibull.
SurvivalSample profileSample(TimeFamily family, bool cured) {
    Uniforms uniforms(29);
    SurvivalSample sample;
    SurvivalCovariate covariate{"x", {}, false};
    for (int i = 0; i < 2000; ++i) {
        const double u = uniforms.next();
        const double spread =
            family == TimeFamily::generalisedF ? std::pow(u / (1 - u), 1 / 3.0) : std::pow(-std::log(u), 1 / 1.5);
        const double x = i % 2;
        const double time = cured && uniforms.next() < 0.3 ? 1e9 : 2 * std::exp(0.3 * x) * spread;
        const double end = 6 + 8 * uniforms.next();
        const double entry = i % 3 == 0 ? 0.3 * uniforms.next() : 0;
        if (std::min(time, end) <= entry) continue;
        sample.records.push_back({std::min(time, end), time <= end, entry, i % 5 == 0 ? 2.0 : 1.0});
        covariate.values.push_back(x);
    }
    sample.covariates = {covariate};
    return sample;
}

}  // namespace

class SurvivalFitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// flexsurv 2.3.2, see PROVENANCE.md of the data; tolerances are those of the files.
    void golden_data() {
        QTest::addColumn<QString>("set");
        QTest::addColumn<QString>("family");
        for (const char* set : {"lung", "breast"}) {
            for (const auto& [name, family] : goldenFamilies) {
                QTest::addRow("%s %s", set, name.c_str()) << QString::fromLatin1(set) << QString::fromStdString(name);
            }
        }
    }
    void golden() {
        QFETCH(QString, set);
        QFETCH(QString, family);
        const DataSet& data = dataSet(set);
        const std::string name = family.toStdString();
        const auto file = ::golden(data.folder);
        const auto& expected = file["intercept_only_fits"][name];
        const SurvivalSample sample = sampleOf(data, false);
        const auto fit = fitSurvival({goldenFamilies.at(name), {}, false}, sample, "data");
        QVERIFY2(fit.ok(), fit.ok() ? "" : fit.issues().front().code.c_str());
        close(fit->logLikelihood, expected["loglik"], 1e-6, "log-likelihood");
        close(fit->aic, expected["AIC"], 2e-6, "AIC");
        close(fit->bic, expected["BIC"], 2e-6, "BIC");
        checkEstimates(*fit, expected["parameters_unconstrained"], expected["covariance_unconstrained"], 1);
        const auto& times = expected["survival"]["t"];
        for (std::size_t i = 0; i < times.size(); ++i) {
            close(predictedSurvival(*fit, {}, times[i]).value, expected["survival"]["S"][i], 1e-6, "survival");
            const double hazard = expected["survival"]["hazard"][i];
            close(predictedHazard(*fit, {}, times[i]), hazard, 1e-4 * hazard, "hazard");
        }
        // The reference is an area by R's integrate, relative error some 1e-4 of its default tolerance.
        const double mean = expected["rmst_to_last_t"];
        close(predictedRestrictedMean(*fit, {}, times.back()).value, mean, 1e-4 * mean, "restricted mean");
        const double median = expected["median"];
        close(predictedQuantile(*fit, {}, 0.5).value(), median, 1e-5 * median, "median");
    }

    void regression_data() { golden_data(); }
    void regression() {
        QFETCH(QString, set);
        QFETCH(QString, family);
        const DataSet& data = dataSet(set);
        const std::string name = family.toStdString();
        const auto file = ::golden(data.folder);
        const auto& expected = file["regression_fits"][data.formula][name];
        const auto fit = fitSurvival({goldenFamilies.at(name), {}, false}, sampleOf(data, true), "data");
        QVERIFY2(fit.ok(), fit.ok() ? "" : fit.issues().front().code.c_str());
        close(fit->logLikelihood, expected["loglik"], 1e-5, "log-likelihood");
        close(fit->aic, expected["AIC"], 2e-5, "AIC");
        checkEstimates(*fit, expected["coefficients_unconstrained"], expected["covariance_unconstrained"], 10);
    }

    /// flexsurv 2.3.2 flexsurvspline, tolerances of the file. Where the reference stopped before the maximum, ours may
    /// only be higher.
    void splines_data() {
        QTest::addColumn<QString>("name");
        const auto file = survival_file::json("survival-splines/case.json");
        for (const auto& item : file["expected"].items()) {
            QTest::newRow(item.key().c_str()) << QString::fromStdString(item.key());
        }
    }
    void splines() {
        QFETCH(QString, name);
        const auto file = survival_file::json("survival-splines/case.json");
        const auto& expected = file["expected"][name.toStdString()];
        SurvivalSample sample;
        sample.records = survival_file::records("survival-splines/data.csv", "recyrs", "censrec");
        std::vector<double> logTimes;
        for (const SurvivalRecord& record : sample.records) {
            if (record.event) logTimes.push_back(std::log(record.time));
        }
        const auto knots = splineKnots(logTimes, expected["internal_knots"], "data");
        QVERIFY(knots.ok());
        for (std::size_t i = 0; i < knots->size(); ++i) {
            close((*knots)[i], expected["log_time_knots"][i], 1e-12, "knot");
        }
        const std::map<std::string, TimeFamily> scales{{"hazard", TimeFamily::splineHazard},
                                                       {"odds", TimeFamily::splineOdds},
                                                       {"normal", TimeFamily::splineNormal}};
        const auto fit = fitSurvival({scales.at(expected["scale"]), *knots, false}, sample, "data");
        QVERIFY2(fit.ok(), fit.ok() ? "" : fit.issues().front().code.c_str());
        close(fit->logLikelihood, expected["loglik"], 1e-4, "log-likelihood");
        close(fit->aic, expected["AIC"], 2e-4, "AIC");
        for (std::size_t i = 0; i < file["times"].size(); ++i) {
            const double time = file["times"][i];
            close(predictedSurvival(*fit, {}, time).value, expected["survival"][i], 1e-4, "survival");
            close(predictedHazard(*fit, {}, time), expected["hazard"][i], 2e-3 * expected["hazard"][i].get<double>(),
                  "hazard");
        }
        close(predictedRestrictedMean(*fit, {}, file["times"].back()).value, expected["rmst"], 1e-3, "rmst");
    }

    /// Every gradient against central differences of the value: step 1e-5, error below 1e-6 of its size.
    void gradients_data() {
        QTest::addColumn<int>("family");
        QTest::addColumn<bool>("cured");
        QTest::addColumn<QList<double>>("at");
        const auto add = [](const char* name, TimeFamily family, const QList<double>& at) {
            QTest::newRow(name) << static_cast<int>(family) << false << at;
            QTest::newRow((std::string(name) + " cured").c_str())
                << static_cast<int>(family) << true << (at + QList<double>{-0.4});
        };
        add("exponential", TimeFamily::exponential, {-1});
        add("weibull", TimeFamily::weibull, {0.3, 1.2});
        add("weibullPh", TimeFamily::weibullPh, {0.3, -1.2});
        add("gompertz rising", TimeFamily::gompertz, {0.2, -1.5});
        add("gompertz flat", TimeFamily::gompertz, {1e-5, -1.5});
        add("gompertz falling", TimeFamily::gompertz, {-0.3, -1.5});
        add("lognormal", TimeFamily::lognormal, {1.1, -0.2});
        add("loglogistic", TimeFamily::loglogistic, {0.4, 1.2});
        add("gamma", TimeFamily::gamma, {0.4, -0.9});
        add("gamma, low shape", TimeFamily::gamma, {-0.9, -0.9});
        add("generalisedGamma", TimeFamily::generalisedGamma, {1.1, 0.1, 0.8});
        add("generalisedGamma, negative", TimeFamily::generalisedGamma, {1.1, 0.1, -0.7});
        add("generalisedGamma, near lognormal", TimeFamily::generalisedGamma, {1.1, 0.1, 0.01});
        add("generalisedGamma, large q", TimeFamily::generalisedGamma, {1.1, 0.1, 3});
        add("generalisedF", TimeFamily::generalisedF, {1.1, 0.1, 0.5, -0.7});
        add("generalisedF, negative", TimeFamily::generalisedF, {1.1, 0.1, -0.5, -2});
        add("generalisedF, near log-Laplace", TimeFamily::generalisedF, {1.1, -2.9, 1.5, 5});
        add("splineHazard", TimeFamily::splineHazard, {-1.7, 3.4, 0.57, -0.35});
        add("splineOdds", TimeFamily::splineOdds, {-1.7, 3.4, 0.56, -0.37});
        add("splineNormal", TimeFamily::splineNormal, {-1.2, 1.34, 0.075, -0.009});
    }
    void gradients() {
        QFETCH(int, family);
        QFETCH(bool, cured);
        QFETCH(QList<double>, at);
        const TimeModel model = modelOf(static_cast<TimeFamily>(family), cured);
        const std::vector<double> point(at.begin(), at.end());
        QCOMPARE(timeParameters(model).size(), point.size());
        constexpr double step = 1e-5;
        for (const double time : {0.25, 0.9, 2.0, 6.0}) {
            for (const bool density : {false, true}) {
                const auto term = [&](const std::vector<double>& parameters) {
                    return density ? logDensity(model, parameters, time) : logSurvival(model, parameters, time);
                };
                const LogTerm here = term(point);
                for (std::size_t i = 0; i < point.size(); ++i) {
                    std::vector<double> up = point;
                    std::vector<double> down = point;
                    up[i] += step;
                    down[i] -= step;
                    const double slope = (term(up).value - term(down).value) / (2 * step);
                    close(
                        here.slope[i], slope, 1e-6 * (1 + std::abs(slope)),
                        (density ? "ln f, t " : "ln S, t ") + numberText(time) + ", " + timeParameters(model)[i].name);
                }
            }
        }
    }

    /// −d ln S/dt = f/S: densities and survival belong together. Difference step 1e-5·t.
    void densityIsMinusSlope_data() { gradients_data(); }
    void densityIsMinusSlope() {
        QFETCH(int, family);
        QFETCH(bool, cured);
        QFETCH(QList<double>, at);
        const TimeModel model = modelOf(static_cast<TimeFamily>(family), cured);
        const std::vector<double> point(at.begin(), at.end());
        for (const double time : {0.25, 0.9, 2.0, 6.0}) {
            const double step = 1e-5 * time;
            const double slope =
                (logSurvival(model, point, time - step).value - logSurvival(model, point, time + step).value) /
                (2 * step);
            close(hazardOf(model, point, time), slope, 1e-6 * slope + 1e-9, "hazard at " + numberText(time));
        }
    }

    /// Likelihood of a sample with covariates on both parts, delayed entry, weights and background.
    void sampleGradient() {
        Uniforms uniforms(3);
        SurvivalSample sample;
        SurvivalCovariate first{"x", {}, false};
        SurvivalCovariate second{"z", {}, true};
        for (int i = 0; i < 40; ++i) {
            const double time = 0.2 + 4 * uniforms.next();
            sample.records.push_back({time, uniforms.next() < 0.6, i % 3 == 0 ? time * 0.4 : 0, 1.0 + (i % 2)});
            sample.background.push_back(i % 4 == 0 ? 0 : 0.02 * uniforms.next());
            first.values.push_back(uniforms.next());
            second.values.push_back(i % 2);
        }
        sample.covariates = {first, second};
        for (const auto& [family, name] : timeFamilyNames) {
            const TimeModel model = modelOf(family, true);
            Eigen::VectorXd at(static_cast<Eigen::Index>(timeParameters(model).size() + 2));
            at.setConstant(0.3);
            if (isSpline(family)) at.segment(2, 2).setZero();  // a straight line: survival falls everywhere
            Eigen::VectorXd gradient;
            survivalLogLikelihood(model, sample, at, gradient);
            Eigen::VectorXd unused;
            for (Eigen::Index i = 0; i < at.size(); ++i) {
                Eigen::VectorXd up = at;
                Eigen::VectorXd down = at;
                up[i] += 1e-5;
                down[i] -= 1e-5;
                const double slope = (survivalLogLikelihood(model, sample, up, unused) -
                                      survivalLogLikelihood(model, sample, down, unused)) /
                                     2e-5;
                close(gradient[i], slope, 1e-6 * (1 + std::abs(slope)), timeFamilyName(family));
            }
        }
    }

    /// Standard errors against the likelihood profile, which knows nothing of the covariance: a fifth of a standard
    /// error to either side, ln L loses z²/2 on average, but for terms of order z⁴; 0.5 %. Covariates, cured shares,
    /// delayed entry and weights are among the samples.
    void profiles_data() {
        QTest::addColumn<int>("family");
        QTest::addColumn<bool>("cured");
        for (const auto& [family, name] : timeFamilyNames) {
            QTest::newRow(name) << static_cast<int>(family) << false;
            QTest::newRow((std::string(name) + " cured").c_str()) << static_cast<int>(family) << true;
        }
    }
    void profiles() {
        QFETCH(int, family);
        QFETCH(bool, cured);
        const auto chosen = static_cast<TimeFamily>(family);
        const SurvivalSample sample = profileSample(chosen, cured);
        TimeModel model{chosen, {}, cured};
        if (isSpline(chosen)) {
            std::vector<double> logTimes;
            for (const SurvivalRecord& record : sample.records) {
                if (record.event) logTimes.push_back(std::log(record.time));
            }
            model.knots = splineKnots(logTimes, 1, "data").value();
        }
        const auto fit = fitSurvival(model, sample, "data");
        QVERIFY2(fit.ok(), fit.ok() ? "" : (fit.issues().front().code + " " + fit.issues().front().value).c_str());
        constexpr double z = 0.2;
        for (std::size_t i = 0; i < fit->parameters.size(); ++i) {
            const ProfileLoss loss = profileLoss(*fit, sample, i, z);
            close((loss.below + loss.above) / 2, z * z / 2, 0.005 * z * z / 2, fit->parameters[i].name);
        }
    }

    /// Where the data hardly determine a parameter the profile says so; where they do it is silent. Of four events
    /// among twelve no shape is known; of 686 patients it is.
    void profileDoubtsOfSmallSamples() {
        const auto large = fitSurvival({TimeFamily::weibull, {}, false}, sampleOf(breast, false), "data");
        QVERIFY(large.ok());
        QVERIFY(profileDoubts(*large, sampleOf(breast, false), 0.95, "data").empty());
        SurvivalSample small;
        for (int i = 1; i <= 12; ++i) small.records.push_back({1.0 * i, i == 2 || i == 5 || i == 9 || i == 12});
        const auto fit = fitSurvival({TimeFamily::weibull, {}, true}, small, "data");
        if (!fit) {
            QCOMPARE(QString::fromStdString(fit.issues().front().code), QStringLiteral("survivalFit.notIdentified"));
        } else {
            QVERIFY(!profileDoubts(*fit, small, 0.95, "data").empty());
        }
    }

    /// A covariance far too wide leads to values without a likelihood: one warning names them, no number is quoted.
    void profileThatCannotBeFollowed() {
        const SurvivalSample sample = sampleOf(breast, false);
        auto fit = fitSurvival({TimeFamily::weibull, {}, false}, sample, "data");
        QVERIFY(fit.ok());
        fit->covariance *= 1e12;
        const Issues doubts = profileDoubts(*fit, sample, 0.95, "data");
        QCOMPARE(doubts.size(), std::size_t(1));
        QCOMPARE(doubts.front().code, std::string("survivalFit.notProfiled"));
        QCOMPARE(doubts.front().value, fit->parameters[0].name + ", " + fit->parameters[1].name);
    }

    /// Both parametrisations of the Weibull are one model: equal likelihood, rate = scale^−shape, coefficients times
    /// −shape (Collett, Modelling Survival Data in Medical Research, 3rd ed., 5.6 and 6.4).
    void weibullOnBothScales() {
        const SurvivalSample sample = sampleOf(breast, true);
        const auto aft = fitSurvival({TimeFamily::weibull, {}, false}, sample, "data");
        const auto ph = fitSurvival({TimeFamily::weibullPh, {}, false}, sample, "data");
        QVERIFY(aft.ok() && ph.ok());
        close(ph->logLikelihood, aft->logLikelihood, 1e-8, "log-likelihood");
        const double shape = std::exp(aft->estimates[0]);
        close(ph->estimates[1], -shape * aft->estimates[1], 1e-5, "log rate");
        close(ph->estimates[2], -shape * aft->estimates[2], 1e-5, "Medium");
        close(ph->estimates[3], -shape * aft->estimates[3], 1e-5, "Poor");
    }

    /// The generalised F holds the generalised gamma (P → 0) and the log-logistic (Q = 0, P = 1): it fits at least as
    /// well as both (Cox, Stat Med 2008;27:4301-4312), or the data do not tell P.
    void generalisedF() {
        const SurvivalSample sample = sampleOf(breast, false);
        const auto f = fitSurvival({TimeFamily::generalisedF, {}, false}, sample, "data");
        if (!f) {
            QCOMPARE(QString::fromStdString(f.issues().front().code), QStringLiteral("survivalFit.notIdentified"));
            return;
        }
        const auto gamma = fitSurvival({TimeFamily::generalisedGamma, {}, false}, sample, "data");
        QVERIFY(f->logLikelihood >= gamma->logLikelihood - 1e-6);
    }

    /// Closed form: rate = events/exposure, variance of its logarithm 1/events; also with delayed entry and weights.
    void exponentialInClosedForm() {
        SurvivalSample sample;
        sample.records = {{3, true, 1, 2}, {4, false, 0, 1}, {2, true, 0.5, 1}, {6, true, 0, 3}};
        const auto fit = fitSurvival({TimeFamily::exponential, {}, false}, sample, "data");
        QVERIFY(fit.ok());
        const double exposure = 2 * 2 + 4 + 1.5 + 3 * 6;
        close(fit->estimates[0], std::log(6 / exposure), 1e-6, "log rate");
        close(fit->covariance(0, 0), 1.0 / 6, 1e-6, "variance");
    }

    /// Without covariates, a constant excess hazard above a constant background is the total rate less the background.
    void excessHazardInClosedForm() {
        SurvivalSample sample;
        sample.records = {{3, true}, {4, false}, {2, true}, {6, true}, {1, true}};
        sample.background.assign(5, 0.05);
        const auto fit = fitSurvival({TimeFamily::exponential, {}, false}, sample, "data");
        QVERIFY(fit.ok());
        close(std::exp(fit->estimates[0]), 4.0 / 16 - 0.05, 1e-6, "excess rate");
    }

    /// A cured share of 30 % and a Weibull latency, 4,000 subjects: estimates within 4 standard errors of the truth.
    void curedShare() {
        Uniforms uniforms(11);
        SurvivalSample sample;
        for (int i = 0; i < 4000; ++i) {
            const bool cured = uniforms.next() < 0.3;
            const double time = 2 * std::pow(-std::log(uniforms.next()), 1 / 1.5);
            const double end = 4 + 8 * uniforms.next();
            sample.records.push_back({cured ? end : std::min(time, end), !cured && time <= end, 0, 1});
        }
        const auto fit = fitSurvival({TimeFamily::weibull, {}, true}, sample, "data");
        QVERIFY(fit.ok());
        const std::vector<double> truth{std::log(1.5), std::log(2.0), std::log(0.3 / 0.7)};
        for (std::size_t i = 0; i < 3; ++i) {
            const auto row = static_cast<Eigen::Index>(i);
            close(fit->estimates[row], truth[i], 4 * std::sqrt(fit->covariance(row, row)), fit->parameters[i].name);
        }
        QVERIFY(std::sqrt(fit->covariance(2, 2)) < 0.06);
        QVERIFY(!predictedQuantile(*fit, {}, 0.9).has_value());
    }

    /// Vignette of the R package flexsurvcure 1.3.1 (2022-11-01): the German breast cancer data in days, weibullPH, the
    /// prognostic group on the logit of the cured share. Tolerances are half a unit of the printed digit; survival,
    /// which is printed beyond the convergence of the reference, to 1e-4.
    void curedShareOfBreastCancer() {
        const auto cells = survival_file::columns("survival-breast/data.csv").at("group");
        SurvivalSample sample;
        sample.records = survival_file::records("survival-breast/data.csv", "rectime", "censrec");
        for (const char* level : {"Medium", "Poor"}) {
            SurvivalCovariate covariate{level, {}, true};
            for (const std::string& cell : cells) covariate.values.push_back(cell == level ? 1 : 0);
            sample.covariates.push_back(covariate);
        }
        const auto fit = fitSurvival({TimeFamily::weibullPh, {}, true}, sample, "data");
        QVERIFY2(fit.ok(), fit.ok() ? "" : fit.issues().front().code.c_str());
        close(fit->logLikelihood, -2580.012, 5e-4, "log-likelihood");
        close(fit->aic, 5170.025, 5e-4, "AIC");
        close(naturalValue(fit->parameters[2], fit->estimates[2]), 0.673, 5e-4, "cured share");
        close(std::exp(fit->estimates[0]), 1.55, 5e-3, "shape");
        close(std::exp(fit->estimates[1]), 1.61e-5, 5e-8, "rate");
        close(fit->estimates[3], -1.23, 5e-3, "Medium");
        close(fit->estimates[4], -3.48, 5e-3, "Poor");
        close(std::sqrt(fit->covariance(3, 3)), 0.264, 5e-4, "standard error, Medium");
        close(std::sqrt(fit->covariance(4, 4)), 1.06, 5e-3, "standard error, Poor");
        close(predictedSurvival(*fit, {0, 0}, 1000).value, 0.83251996, 1e-4, "survival, 1,000 days");
        close(predictedSurvival(*fit, {0, 0}, 3000).value, 0.67959584, 1e-4, "survival, 3,000 days");
    }

    /// Weibull times leave no cured share: its logit runs to −∞, and the fit says so instead of giving a number.
    void curedShareAtItsEnd() {
        Uniforms uniforms(5);
        SurvivalSample sample;
        for (int i = 0; i < 500; ++i) {
            const double time = 3 * std::pow(-std::log(uniforms.next()), 1 / 1.4);
            const double end = 4 + 7 * uniforms.next();
            sample.records.push_back({std::min(time, end), time <= end, 0, 1});
        }
        const auto fit = fitSurvival({TimeFamily::weibull, {}, true}, sample, "data");
        if (fit) {
            // The sample itself may hold a share, but only one that nobody could tell from none.
            QVERIFY(fit->estimates[2] - 2 * std::sqrt(fit->covariance(2, 2)) < std::log(0.05));
            return;
        }
        QCOMPARE(fit.issues().front().code, std::string("survivalFit.notIdentified"));
        QCOMPARE(fit.issues().front().value, std::string("logitCured"));
    }

    void refusals_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("code");
        QTest::newRow("no events") << "censored"
                                   << "survivalFit.noEvents";
        QTest::newRow("event at 0") << "zero"
                                    << "survivalFit.timeZero";
        QTest::newRow("all events at one time") << "tied"
                                                << "survivalFit.notIdentified";
        QTest::newRow("collinear") << "collinear"
                                   << "survivalFit.collinear";
        QTest::newRow("constant") << "constant"
                                  << "survivalFit.collinear";
        QTest::newRow("no events at a level") << "separated"
                                              << "survivalFit.noEventsInLevel";
        QTest::newRow("not a time") << "infinite"
                                    << "survivalData.time";
        QTest::newRow("no records") << "empty"
                                    << "survivalData.noRecords";
    }
    void refusals() {
        QFETCH(QString, kind);
        QFETCH(QString, code);
        SurvivalSample sample;
        for (int i = 1; i <= 8 && kind != QStringLiteral("empty"); ++i) {
            sample.records.push_back({1.0 * i, i % 2 == 0, 0, 1});
        }
        const std::vector<double> x{1, 4, 2, 7, 5, 3, 9, 1};
        if (kind == QStringLiteral("censored")) {
            for (SurvivalRecord& record : sample.records) record.event = false;
        } else if (kind == QStringLiteral("zero")) {
            sample.records[1].time = 0;
        } else if (kind == QStringLiteral("tied")) {
            for (SurvivalRecord& record : sample.records) record = {3, true, 0, 1};
        } else if (kind == QStringLiteral("collinear")) {
            std::vector<double> twice = x;
            for (double& value : twice) value = 3 + 2 * value;
            sample.covariates = {{"x", x, false}, {"twice", twice, false}};
        } else if (kind == QStringLiteral("constant")) {
            sample.covariates = {{"one", std::vector<double>(8, 1), false}};
        } else if (kind == QStringLiteral("separated")) {
            sample.covariates = {{"late", {1, 0, 1, 0, 0, 0, 0, 0}, false}};
        } else if (kind == QStringLiteral("infinite")) {
            sample.records[3].time = std::numeric_limits<double>::infinity();
        }
        const auto fit = fitSurvival({TimeFamily::weibull, {}, false}, sample, "data");
        QVERIFY(!fit.ok());
        QCOMPARE(QString::fromStdString(fit.issues().front().code), code);
    }
};

QTEST_APPLESS_MAIN(SurvivalFitTest)
#include "survival_fit_test.moc"
