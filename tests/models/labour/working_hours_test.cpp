#include "models/labour/working_hours.h"

#include "models/statistics/reference_distributions.h"
#include "tests/models/labour/near.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

using namespace kachi;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Weekly hours of full-time hospital doctors, percent: 中医協総会546回 総-5 p.20 (医師の勤務実態調査).
std::vector<FrequencyClass> survey(int year) {
    const std::vector<double> shares = year == 2016 ? std::vector<double>{16.1, 21.0, 23.7, 18.4, 11.1, 5.6, 2.5, 1.6}
                                                    : std::vector<double>{13.7, 22.3, 26.3, 18.9, 10.4, 5.0, 2.3, 1.2};
    std::vector<FrequencyClass> classes;
    for (std::size_t at = 0; at < shares.size(); ++at) {
        const double lower = at == 0 ? 0 : 30 + 10.0 * static_cast<double>(at);
        classes.push_back(
            {lower, at + 1 == shares.size() ? infinity : 40 + 10.0 * static_cast<double>(at), shares[at]});
    }
    return classes;
}

constexpr OvertimeYear surveyYear{40, 48};

}  // namespace

/// Grouped hours fitted and carried to the caps on overtime.
class WorkingHoursTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Published beside the table: ≥ 60 h a week is more than 960 h a year, ≥ 80 h more than 1,920 h.
    void publishedShares_data() {
        QTest::addColumn<int>("year");
        QTest::addColumn<double>("overtime");
        QTest::addColumn<double>("percent");
        QTest::newRow("2016, 960 h") << 2016 << 960.0 << 39.2;
        QTest::newRow("2016, 1,920 h") << 2016 << 1920.0 << 9.7;
        QTest::newRow("2019, 960 h") << 2019 << 960.0 << 37.8;
        QTest::newRow("2019, 1,920 h") << 2019 << 1920.0 << 8.5;
    }
    void publishedShares() {
        QFETCH(int, year);
        QFETCH(double, overtime);
        QFETCH(double, percent);
        const auto hours = OvertimeDistribution::ofClasses(survey(year), surveyYear);
        near(100 * *hours.shareAbove(overtime), percent, 0.05);  // printed to 0.1, and 2019 sums to 100.1
    }

    /// The same likelihood maximised by tests/data/labour-fits/grouped_likelihood.py.
    void surveyFits_data() {
        QTest::addColumn<int>("year");
        QTest::addColumn<int>("family");
        QTest::addColumn<double>("first");
        QTest::addColumn<double>("second");
        QTest::addColumn<double>("logLikelihood");
        QTest::addColumn<double>("above60");
        const auto row = [](const char* name, int year, SurvivalFamily family, double first, double second,
                            double likelihood, double above) {
            QTest::newRow(name) << year << static_cast<int>(family) << first << second << likelihood << above;
        };
        using enum SurvivalFamily;
        row("2016 lognormal", 2016, lognormal, 4.000458269, 0.2997385827, -184.16831694522, 0.3770540073);
        row("2016 gamma", 2016, SurvivalFamily::gamma, 10.9345714138, 5.2057915704, -183.84346022445, 0.3911998644);
        row("2016 weibull", 2016, weibull, 3.4208528359, 62.7020780107, -185.33798550379, 0.4231132330);
        row("2019 lognormal", 2019, lognormal, 4.003521396, 0.2781691418, -180.07194573846, 0.3720217645);
        row("2019 gamma", 2019, SurvivalFamily::gamma, 12.6949440644, 4.4750064442, -179.99322201130, 0.3860059998);
        row("2019 weibull", 2019, weibull, 3.6434383787, 62.4157174922, -182.47031646587, 0.4206108537);
    }
    void surveyFits() {
        QFETCH(int, year);
        QFETCH(int, family);
        QFETCH(double, first);
        QFETCH(double, second);
        QFETCH(double, logLikelihood);
        QFETCH(double, above60);
        const auto fit = fitGrouped(static_cast<SurvivalFamily>(family), survey(year), {});
        QVERIFY(fit.ok());
        near(fit->parameters.values[0], first, 1e-6 * first, "first");
        near(fit->parameters.values[1], second, 1e-6 * second, "second");
        near(fit->logLikelihood, logLikelihood, 1e-8, "log-likelihood");
        near(survivalAt(fit->parameters, 60), above60, 1e-7, "share above 60 h");
        near(std::accumulate(fit->probabilities.begin(), fit->probabilities.end(), 0.0), 1, 1e-12, "sum");
    }

    /// Three classes and two parameters: the fit meets both cumulated shares, so the parameters have a closed form.
    void threeClassesAreMetExactly() {
        const std::vector<FrequencyClass> classes{{0, 50, 30}, {50, 60, 45}, {60, infinity, 25}};
        const auto weibull = fitGrouped(SurvivalFamily::weibull, classes, {});
        QVERIFY(weibull.ok());
        const double shape = std::log(std::log(0.25) / std::log(0.7)) / std::log(60.0 / 50);
        near(weibull->parameters.values[0], shape, 1e-7 * shape, "shape");
        near(weibull->parameters.values[1], 50 / std::pow(-std::log(0.7), 1 / shape), 1e-6, "scale");
        near(weibull->deviance, 0, 1e-12, "deviance");
        QCOMPARE(weibull->degrees, std::size_t{0});
    }

    /// Counts of a million drawn without error give the parameters back, and errors of the size of 1/√n.
    void knownParametersComeBack() {
        const SurvivalParameters truth{SurvivalFamily::lognormal, {4, 0.3, 0}};
        std::vector<FrequencyClass> classes;
        for (int at = 0; at < 40; ++at) {
            const double lower = 5.0 * at;
            const double upper = at == 39 ? infinity : lower + 5;
            const double above = at == 39 ? 0 : survivalAt(truth, upper);
            classes.push_back({lower, upper, 1e6 * (survivalAt(truth, lower) - above)});
        }
        const auto fit = fitGrouped(SurvivalFamily::lognormal, classes, {});
        QVERIFY(fit.ok());
        near(fit->parameters.values[0], 4, 1e-8, "meanlog");
        near(fit->parameters.values[1], 0.3, 1e-8, "sdlog");
        // Grouping loses a little of σ/√n and σ/√2n: Kulldorff 1961.
        near(fit->standardErrors[0], 0.3e-3, 0.02e-3, "error of meanlog");
        near(fit->standardErrors[1], 0.3e-3 / std::sqrt(2.0), 0.02e-3, "error of sdlog");
    }

    void badClassesAreRefused_data() {
        QTest::addColumn<std::vector<FrequencyClass>>("classes");
        QTest::addColumn<std::string>("code");
        using Classes = std::vector<FrequencyClass>;
        QTest::newRow("gap") << Classes{{0, 40, 1}, {50, 60, 1}, {60, infinity, 1}}
                             << std::string("groupedFit.classes");
        QTest::newRow("reversed") << Classes{{0, 40, 1}, {40, 30, 1}, {30, 60, 1}} << std::string("groupedFit.classes");
        QTest::newRow("negative") << Classes{{0, 40, 1}, {40, 50, -1}, {50, 60, 1}}
                                  << std::string("groupedFit.classes");
        QTest::newRow("all in one") << Classes{{0, 40, 0}, {40, 50, 9}, {50, 60, 0}}
                                    << std::string("groupedFit.tooFew");
        QTest::newRow("cut off below") << Classes{{40, 50, 1}, {50, 60, 1}, {60, infinity, 1}}
                                       << std::string("groupedFit.start");
        QTest::newRow("empty") << Classes{} << std::string("groupedFit.tooFew");
    }
    void badClassesAreRefused() {
        QFETCH(std::vector<FrequencyClass>, classes);
        QFETCH(std::string, code);
        const auto fit = fitGrouped(SurvivalFamily::gamma, classes, "/x");
        QVERIFY(!fit.ok());
        QCOMPARE(fit.issues().front().code, code);
    }

    /// Five doctors by hand.
    void doctorByDoctor() {
        const auto hours = OvertimeDistribution::ofDoctors({0, 500, 960, 1000, 2000});
        const auto effect = capEffect(hours, 960, 100, 0.5);
        QVERIFY(effect.has_value());
        near(effect->shareBefore, 0.4, 1e-15);       // exactly 960 is not above
        near(effect->shareAfter, 0.4 - 0.1, 1e-15);  // half of the one with 1,000 h
        near(*hours.meanTakenOff(100), 80, 1e-12);   // nobody falls below 0
    }

    /// E[min(O, h)]: of hours evenly spread over 40 to 60 a week, closed form h − h²/(2·960).
    void takenOffInClosedForm() {
        const auto classes = OvertimeDistribution::ofClasses({{40, 50, 1}, {50, 60, 1}}, surveyYear);
        near(*classes.meanTakenOff(300), 300 - 300.0 * 300 / 1920, 1e-9, "classes");
        near(*classes.meanTakenOff(1500), 480, 1e-9, "all of it, though more is saved than anybody works");
        // Exponential weekly hours with scale 50: ∫ e^−(40 + x/48)/50 dx.
        GroupedFit fit;
        fit.parameters = {SurvivalFamily::weibull, {1, 50, 0}};
        const auto exponential = OvertimeDistribution::ofFamily(fit, surveyYear);
        const double closed = 48 * 50 * (std::exp(-0.8) - std::exp(-(40 + 100.0 / 48) / 50));
        near(*exponential.meanTakenOff(100), closed, 1e-9, "family");
    }

    /// A share of a sample has the standard error √(p (1 − p) / n); 11,466 doctors answered in 2022.
    void errorsOfTheSurvey() {
        const double n = 11'466;
        const auto classes = OvertimeDistribution::ofClasses(survey(2019), surveyYear);
        const double p = 37.8 / 100.1;
        near(*classes.standardError({{960, 1}}, n), std::sqrt(p * (1 - p) / n), 1e-12, "share of classes");
        near(*classes.standardError({{960, 0.5}, {1440, -0.5}}, n),
             0.5 * std::sqrt(18.9 / 100.1 * (1 - 18.9 / 100.1) / n), 1e-12, "one class moved by half of the doctors");
        const auto doctors = OvertimeDistribution::ofDoctors({0, 500, 960, 1000, 2000});
        near(*doctors.standardError({{960, 1}}, 0), std::sqrt(0.4 * 0.6 / 5), 1e-12, "doctors");
        QVERIFY(!classes.standardError({{3000, 1}}, n).has_value());
    }

    /// Finely grouped lognormal hours are as good as ungrouped ones: Var S(c) = φ(z)² (1 + z²/2) / n by the delta
    /// method.
    void errorOfAFittedFamily() {
        const double n = 10'000;
        const double spread = 0.3;
        const auto above = [&](double hours) {
            return 0.5 * std::erfc(std::log(hours / 50) / spread / std::sqrt(2.0));
        };
        std::vector<FrequencyClass> classes;
        for (double hours = 0; hours < 200; hours += 0.5) {
            const double upper = hours < 199.5 ? above(hours + 0.5) : 0;
            classes.push_back({hours, hours + 0.5, n * ((hours > 0 ? above(hours) : 1) - upper)});
        }
        const auto fit = fitGrouped(SurvivalFamily::lognormal, classes, "/x");
        QVERIFY(fit.ok());
        const auto overtime = OvertimeDistribution::ofFamily(*fit, surveyYear);
        for (const double cap : {960.0, 1920.0}) {
            const double z = std::log(surveyYear.weekly(cap) / 50) / spread;
            const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
            const double expected = density * std::sqrt((1 + z * z / 2) / n);
            near(*overtime.standardError({{cap, 1}}, n), expected, 2e-3 * expected, "family");  // grouping costs little
        }
    }

    void noReductionMovesNobody() {
        const auto hours = OvertimeDistribution::ofClasses(survey(2019), surveyYear);
        near(capEffect(hours, 960, 0, 1)->shareMoved(), 0, 0);
        near(capEffect(hours, 960, 100, 0)->shareMoved(), 0, 1e-15);
    }

    void openClassesAreNotGuessed() {
        const auto hours = OvertimeDistribution::ofClasses(survey(2019), surveyYear);
        QVERIFY(!hours.shareAbove(3000).has_value());
        QVERIFY(hours.shareAbove(2880).has_value());  // exactly 100 h a week
    }
};

QTEST_APPLESS_MAIN(WorkingHoursTest)
#include "working_hours_test.moc"
