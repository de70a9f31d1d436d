#include "models/statistics/sample_size.h"

#include "tests/models/statistics/comparison_data.h"

using namespace kachi;
using namespace kachi::comparison_data;

class SampleSizeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// R documentation of power.t.test.
    void means() {
        const TestDesign design;
        close(powerOfMeans(design, 20, 1, 1), 0.8689528, 1e-7, "power");
        close(*sizeFor([&](double n) { return powerOfMeans(design, n, 1, 1); }, 0.90), 22.02110, 1e-6, "size");
        const TestDesign oneSided{0.05, false};
        close(*sizeFor([&](double n) { return powerOfMeans(oneSided, n, 1, 1); }, 0.90), 17.84713, 1e-6, "one-sided");
    }

    /// R documentation of power.prop.test; with correction Fleiss, Levin & Paik, equation 4.17 on the uncorrected size.
    void proportions() {
        const TestDesign design;
        close(powerOfProportions(design, 50, 0.5, 0.75, false), 0.7401659, 1e-6, "power");
        const double size = *sizeFor([&](double n) { return powerOfProportions(design, n, 0.5, 0.75, false); }, 0.90);
        close(size, 76.7, 1e-3, "size");
        const double corrected =
            *sizeFor([&](double n) { return powerOfProportions(design, n, 0.5, 0.75, true); }, 0.90);
        close(corrected, size / 4 * std::pow(1 + std::sqrt(1 + 4 / (size * 0.25)), 2), 1e-9, "corrected");
    }

    /// Hsieh & Lavori 2000: multiple myeloma, one-sided 5 %, power 80 %, log hazard ratio 1, σ 0.3126, R² 0.1837: 64
    /// events without and 78 with the other covariates.
    void covariate() {
        const TestDesign design{0.05, false};
        QCOMPARE(std::ceil(eventsForCovariate(design, 0.8, 1, 0.3126, 0)), 64.0);
        QCOMPARE(std::ceil(eventsForCovariate(design, 0.8, 1, 0.3126, 0.1837)), 78.0);
    }

    /// Closed forms: Schoenfeld 4 (z_α + z_β)²/log² HR with z 1.959964 and 0.8416212, Freedman ((1 + HR)/(1 − HR))².
    void events() {
        const TestDesign design;
        const double z = (1.9599639845 + 0.8416212336) * (1.9599639845 + 0.8416212336);
        close(eventsForHazardRatio(design, 0.8, 0.5, EventFormula::schoenfeld), 4 * z / std::pow(std::log(2.0), 2),
              1e-9, "Schoenfeld");
        close(eventsForHazardRatio(design, 0.8, 0.5, EventFormula::freedman), 9 * z, 1e-9, "Freedman");
        const double events = eventsForHazardRatio({0.05, true, 2}, 0.8, 0.6, EventFormula::freedman);
        close(powerOfEvents({0.05, true, 2}, events, 0.6, EventFormula::freedman), 0.8, 1e-9, "power");
    }

    /// Mean of 1 − exp(−λ(f + u)) over accrual times u, by the trapezoid of 100,000 steps.
    void accrual() {
        double sum = 0;
        const int steps = 100'000;
        for (int step = 0; step <= steps; ++step) {
            const double part = step == 0 || step == steps ? 0.5 : 1.0;
            sum += part * -std::expm1(-0.3 * (1.5 + 2.0 * step / steps)) / steps;
        }
        close(eventProbability(0.3, 2, 1.5), sum, 1e-9, "with accrual");
        close(eventProbability(0.3, 0, 1.5), 1 - std::exp(-0.45), 1e-12, "without");
    }

    /// Closed forms: Blackwelder (z_α + z_β)² 2 p q / δ² = 10.5074 · 0.255 / 0.01 = 267.94 per group, one-sided 2.5 %,
    /// power 90 %; Keene (z_α + z_β)² ((1/0.8 + 1/0.5)/1 + 2·0.7)/log²(0.5/0.8).
    void nonInferiorityAndRates() {
        const TestDesign oneSided{0.025, false};
        const double quantiles = std::pow(1.9599639845 + 1.2815515655, 2);
        close(*sizeFor([&](double n) { return powerOfNonInferiorProportions(oneSided, n, 0.85, 0.85, 0.1); }, 0.9),
              quantiles * 0.255 / 0.01, 1e-7, "non-inferiority");
        const TestDesign design;
        close(*sizeFor([&](double n) { return powerOfRates(design, n, 0.8, 0.5, 1, 0.7); }, 0.9),
              quantiles * (1 / 0.8 + 1 / 0.5 + 1.4) / std::pow(std::log(0.5 / 0.8), 2), 1e-7, "rates");
    }

    /// Buderer 1996: sensitivity 0.90 within 0.10: 1.96² · 0.09 / 0.01 = 35.
    void accuracy() { QCOMPARE(std::ceil(sizeForAccuracy(0.9, 0.1, 0.95)), 35.0); }
};

QTEST_APPLESS_MAIN(SampleSizeTest)
#include "sample_size_test.moc"
