#include "models/statistics/kaplan_meier.h"
#include "models/statistics/log_rank.h"
#include "models/statistics/random.h"
#include "models/statistics/survival_prediction.h"

#include <QtTest>

#include <cmath>

using namespace kachi;

namespace {

constexpr int sets = 2000;
constexpr int subjects = 150;
constexpr double shape = 1.4;
constexpr double scale = 3;
constexpr double horizon = 4;
const double logLogMedian = std::log(std::log(2.0));

/// Weibull times, censored evenly between 1 and 8: about a third of the subjects.
std::vector<SurvivalRecord> simulated(std::uint64_t set, std::uint64_t stream) {
    std::vector<SurvivalRecord> records;
    for (std::uint64_t i = 0; i < subjects; ++i) {
        const double time = scale * std::pow(-std::log(uniform(set, stream, 2 * i)), 1 / shape);
        const double end = 1 + 7 * uniform(set, stream, 2 * i + 1);
        records.push_back({std::min(time, end), time <= end, 0, 1});
    }
    return records;
}

/// Counts how often an interval holds the truth.
struct Coverage {
    int held = 0;
    void add(double low, double high, double truth) { held += low <= truth && truth <= high ? 1 : 0; }
    double share() const { return static_cast<double>(held) / sets; }
};

/// Nominal 0.95 over 2,000 sets has a Monte Carlo standard error of 0.0049. The band of ±0.02 is four of them, which a
/// correct interval leaves less than once in 10,000 runs, and leaves no room for one whose coverage is below 0.93.
void nominal(const Coverage& coverage, const char* what) {
    QVERIFY2(std::abs(coverage.share() - 0.95) <= 0.02,
             qPrintable(QStringLiteral("%1: coverage %2").arg(QLatin1String(what)).arg(coverage.share())));
}

}  // namespace

class SurvivalCoverageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// 95 % intervals of the fitted Weibull (shape, scale, survival, restricted mean), of the Kaplan–Meier estimate at
    /// the median on all three scales and of the restricted mean: 2,000 sets of 150 subjects, seeds 1 to 2,000.
    void intervals() {
        const double median = scale * std::exp(logLogMedian / shape);
        double trueMean = 0;  // by the trapezoidal rule, error 1e-8
        constexpr int steps = 20'000;
        const auto survival = [](double time) { return std::exp(-std::pow(time / scale, shape)); };
        for (int i = 0; i < steps; ++i) {
            const double width = horizon / steps;
            trueMean += width * (survival(width * i) + survival(width * (i + 1))) / 2;
        }
        const double z = 1.959963984540054;
        Coverage logShape, logScale, fittedSurvival, fittedMean, log, logLog, plain, mean;
        for (int set = 1; set <= sets; ++set) {
            SurvivalSample sample;
            sample.records = simulated(static_cast<std::uint64_t>(set), 1);
            const auto fit = fitSurvival({TimeFamily::weibull, {}, false}, sample, "data");
            QVERIFY(fit.ok());
            const auto width = [&](Eigen::Index i) { return z * std::sqrt(fit->covariance(i, i)); };
            logShape.add(fit->estimates[0] - width(0), fit->estimates[0] + width(0), std::log(shape));
            logScale.add(fit->estimates[1] - width(1), fit->estimates[1] + width(1), std::log(scale));
            const PredictedValue half = predictedSurvival(*fit, {}, median);
            fittedSurvival.add(half.low, half.high, 0.5);
            const MeanWithError area = predictedRestrictedMean(*fit, {}, horizon);
            fittedMean.add(area.value - z * area.standardError, area.value + z * area.standardError, trueMean);
            for (const auto& [interval, coverage] :
                 {std::pair{SurvivalInterval::log, &log}, std::pair{SurvivalInterval::logLog, &logLog},
                  std::pair{SurvivalInterval::plain, &plain}}) {
                const KaplanMeier curve = kaplanMeier(sample.records, interval);
                coverage->add(curve.at(median)->low.value(), curve.at(median)->high.value(), 0.5);
            }
            const auto restricted = restrictedMean(kaplanMeier(sample.records), horizon);
            QVERIFY(restricted.has_value());
            mean.add(restricted->value - z * restricted->standardError,
                     restricted->value + z * restricted->standardError, trueMean);
        }
        nominal(logShape, "shape");
        nominal(logScale, "scale");
        nominal(fittedSurvival, "fitted survival");
        nominal(fittedMean, "fitted restricted mean");
        nominal(log, "Kaplan–Meier, log");
        nominal(logLog, "Kaplan–Meier, log-log");
        nominal(plain, "Kaplan–Meier, plain");
        nominal(mean, "restricted mean");
    }

    /// The log-rank test rejects a true hypothesis in 5 % of the sets; the same band.
    void logRankLevel() {
        std::vector<int> groups(subjects, 0);
        groups.resize(2 * subjects, 1);
        for (const double rho : {0.0, 1.0}) {
            Coverage kept;
            for (int set = 1; set <= sets; ++set) {
                std::vector<SurvivalRecord> records = simulated(static_cast<std::uint64_t>(set), 2);
                const std::vector<SurvivalRecord> others = simulated(static_cast<std::uint64_t>(set), 3);
                records.insert(records.end(), others.begin(), others.end());
                const auto test = logRankTest(records, groups, 2, {}, rho, "data");
                kept.add(0.05, 1, test->pValue);
            }
            nominal(kept, rho == 0 ? "log-rank" : "Peto-Peto");
        }
    }
};

QTEST_APPLESS_MAIN(SurvivalCoverageTest)
#include "survival_coverage_test.moc"
