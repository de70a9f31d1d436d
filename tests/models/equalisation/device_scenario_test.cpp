#include "models/equalisation/device_scenario.h"

#include <QtTest>

#include <cmath>

using namespace kachi;

namespace {

/// A large region with many specialists close to care, and a small one without.
DeviceScenario two() {
    DeviceScenario scenario;
    scenario.regions = {{1'000'000, 100, 80, 30, 50, {}}, {200'000, 40, 10, 120, 2, {}}};
    scenario.firstYear = 2027;
    scenario.years = 6;
    scenario.midpointYear = 2029;
    scenario.speed = 1;
    scenario.transferShare = 0.5;
    return scenario;
}

void compare(double actual, double expected, double tolerance = 1e-12) {
    QVERIFY2(std::abs(actual - expected) <= tolerance,
             qPrintable(QStringLiteral("%1, expected %2").arg(actual, 0, 'g', 17).arg(expected, 0, 'g', 17)));
}

}  // namespace

class DeviceScenarioTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Two values standardise to +1 and −1; the logistic curve at its midpoint is one half.
    void adoption() {
        DeviceScenario scenario = two();
        scenario.drivers.size = 0.5;
        const DeviceScenarioResults results = deviceScenario(scenario);
        compare(results.scores[0], 0.5);
        compare(results.scores[1], -0.5);
        compare(results.midpointYears[0], 2028.5);
        compare(results.years[2].regions[0].adoption, 1 / (1 + std::exp(-0.5)));
        compare(results.years[2].regions[1].adoption, 1 / (1 + std::exp(0.5)));
        scenario.drivers = {0, -2, 0};
        compare(deviceScenario(scenario).scores[1], -2);
        scenario.drivers = {0, 0, 3};
        compare(deviceScenario(scenario).scores[0], 3);
    }

    /// By hand: adoption 1/2 in 2029; the second region has 1 specialist per 100,000 of 2 required, remote use makes up
    /// 60 % of the half that is short: 0.8 of full use. Local 10 + 0.5 × 0.9 × 0.8 × 30 = 20.8.
    void pathway() {
        DeviceScenario scenario = two();
        scenario.treatableShare = 0.9;
        scenario.skillRequirement = 2;
        scenario.remoteShare = 0.6;
        scenario.tripsPerPatient = 3;
        const DeviceScenarioResults results = deviceScenario(scenario);
        compare(results.skill[0], 1);
        compare(results.skill[1], 0.8);
        const DeviceRegionYear& year = results.years[2].regions[1];
        compare(year.treatedLocally, 20.8);
        compare(year.transferred, 9.6);
        compare(year.untreated, 9.6);
        compare(year.travelHours, 9.6 * 3 * 2 * 120 / 60);
        compare(results.before.regions[1].transferred, 15);
        compare(results.before.total.travelHours, 10 * 3 * 1 + 15 * 3 * 4);
        // Shares met 0.8 and 0.25 with weights 100 and 40: mean 90/140, Gini Σ w w |x − y| / (2m).
        compare(results.before.inequality.mean, 90.0 / 140);
        compare(*results.before.inequality.gini, (100.0 / 140) * (40.0 / 140) * 0.55 / (90.0 / 140));
        compare(*results.before.inequality.maxOverMin, 3.2);
    }

    void knownYear() {
        DeviceScenario scenario = two();
        scenario.ceiling = 0.7;
        scenario.drivers.size = 1;
        scenario.regions[1].adoptionYear = 2030;
        const DeviceScenarioResults results = deviceScenario(scenario);
        compare(results.years[2].regions[1].adoption, 0);
        compare(results.years[3].regions[1].adoption, 0.7);
        compare(results.midpointYears[1], 2030);
    }

    /// Everyone of need is treated locally, transferred or untreated; more years never treat fewer.
    void balances() {
        DeviceScenario scenario = two();
        scenario.drivers = {0.4, -0.2, 0.9};
        double last = 90;
        for (const DeviceYear& year : deviceScenario(scenario).years) {
            compare(year.total.treatedLocally + year.total.transferred + year.total.untreated, 140, 1e-9);
            QVERIFY(year.total.treatedLocally >= last);
            last = year.total.treatedLocally;
        }
    }

    void driversWithoutDifference() {
        DeviceScenario scenario = two();
        scenario.regions[1].minutes = 30;
        scenario.drivers.distance = 1;
        const DeviceScenarioResults results = deviceScenario(scenario);
        QVERIFY(!results.distanceVaries && results.sizeVaries && results.specialistsVary);
        compare(results.scores[0], 0);
    }

    void nobodyTreated() {
        DeviceScenario scenario = two();
        for (DeviceRegion& region : scenario.regions) region.treatedLocally = 0;
        const DeviceScenarioResults results = deviceScenario(scenario);
        QVERIFY(!results.before.inequality.gini);
        compare(results.before.inequality.mean, 0);
    }
};

QTEST_APPLESS_MAIN(DeviceScenarioTest)
#include "device_scenario_test.moc"
