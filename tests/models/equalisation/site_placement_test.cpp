#include "models/equalisation/site_placement.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace kachi;

namespace {

/// Digits without a library's generator: the fractional parts of multiples of an irrational number.
double spread(std::size_t position) {
    const double value = static_cast<double>(position + 1) * 0.6180339887498949;
    return value - std::floor(value);
}

/// Areas and sites strewn over a square of 100 by 100 minutes.
PlacementProblem square(std::size_t areas, std::size_t sites, std::size_t seed, PlacementGoal goal) {
    PlacementProblem problem;
    problem.goal = goal;
    problem.decay.catchmentMinutes = 25;
    problem.travel = {areas, sites, {}};
    const auto coordinate = [seed](std::size_t i) { return 100 * spread(seed * 1000 + i * i + 7 * i); };
    for (std::size_t area = 0; area < areas; ++area) {
        problem.population.push_back(1000 + 50'000 * spread(seed * 77 + area * area));
        for (std::size_t site = 0; site < sites; ++site) {
            problem.travel.minutes.push_back(std::hypot(coordinate(2 * area) - coordinate(500 + 2 * site),
                                                        coordinate(2 * area + 1) - coordinate(501 + 2 * site)));
        }
    }
    problem.supply.assign(sites, 1);
    return problem;
}

double goalOf(const PlacementProblem& problem, const PlacementValue& value) {
    switch (problem.goal) {
        case PlacementGoal::coverage:
            return value.covered;
        case PlacementGoal::meanTravel:
            return value.meanMinutes;
        case PlacementGoal::inequality:
            break;
    }
    return *value.gini;
}

}  // namespace

class SitePlacementTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Four areas on a line at 0, 10, 20 and 100 minutes with 1, 1, 1 and 5 people; a site at each. Worked by hand.
    void line_data() {
        QTest::addColumn<int>("goal");
        QTest::addColumn<std::size_t>("devices");
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<double>("value");
        QTest::newRow("cover most with one")
            << int(PlacementGoal::coverage) << std::size_t(1) << QStringLiteral("3") << 5.0 / 8;
        QTest::newRow("cover all with two")
            << int(PlacementGoal::coverage) << std::size_t(2) << QStringLiteral("1,3") << 1.0;
        QTest::newRow("median of one") << int(PlacementGoal::meanTravel) << std::size_t(1) << QStringLiteral("3")
                                       << 270.0 / 8;
        QTest::newRow("median of two") << int(PlacementGoal::meanTravel) << std::size_t(2) << QStringLiteral("1,3")
                                       << 20.0 / 8;
    }

    void line() {
        QFETCH(int, goal);
        QFETCH(std::size_t, devices);
        QFETCH(QString, chosen);
        QFETCH(double, value);
        PlacementProblem problem;
        problem.goal = PlacementGoal(goal);
        problem.devices = devices;
        problem.decay.catchmentMinutes = 10;
        problem.population = {1, 1, 1, 5};
        problem.supply.assign(4, 1);
        problem.travel = {4, 4, {}};
        const double places[] = {0, 10, 20, 100};
        for (const double area : places) {
            for (const double site : places) problem.travel.minutes.push_back(std::abs(area - site));
        }
        for (const std::size_t limit : {std::size_t(0), std::size_t(1000)}) {  // heuristic, exhaustive
            problem.exhaustiveUpTo = limit;
            const auto results = placeSites(problem, {});
            QVERIFY(results.ok());
            const Placement& best = results->best.back();
            QCOMPARE(best.exhaustive, limit > 0);
            QStringList sites;
            for (const std::size_t site : best.chosen) sites.push_back(QString::number(site));
            QCOMPARE(sites.join(QLatin1Char(',')), chosen);
            QVERIFY(std::abs(goalOf(problem, best.value) - value) < 1e-12);
        }
    }

    void heuristicEqualsExhaustive_data() {
        QTest::addColumn<int>("goal");
        QTest::newRow("coverage") << int(PlacementGoal::coverage);
        QTest::newRow("mean travel") << int(PlacementGoal::meanTravel);
        QTest::newRow("inequality") << int(PlacementGoal::inequality);
    }

    /// On maps of 30 areas and 12 sites, up to four devices, one device there already in every second.
    void heuristicEqualsExhaustive() {
        QFETCH(int, goal);
        for (std::size_t seed = 1; seed <= 40; ++seed) {
            PlacementProblem problem = square(30, 12, seed, PlacementGoal(goal));
            problem.devices = 4;
            if (seed % 2 == 0) problem.existing = {seed % 12};
            const auto exact = placeSites(problem, {});
            problem.exhaustiveUpTo = 0;
            const auto found = placeSites(problem, {});
            QVERIFY(exact.ok() && found.ok());
            for (std::size_t i = 0; i < 4; ++i) {
                const double best = goalOf(problem, exact->best[i].value);
                const double reached = goalOf(problem, found->best[i].value);
                QVERIFY2(
                    std::abs(best - reached) < 1e-9,
                    qPrintable(
                        QStringLiteral("map %1, %2 devices: %3, best %4").arg(seed).arg(i + 1).arg(reached).arg(best)));
                QVERIFY(exact->best[i].exhaustive && !found->best[i].exhaustive);
                const auto bound = found->best[i].bound;
                if (problem.goal == PlacementGoal::coverage) QVERIFY(*bound >= best - 1e-12);
                if (problem.goal == PlacementGoal::meanTravel) QVERIFY(*bound <= best + 1e-12);
                if (problem.goal == PlacementGoal::inequality) QVERIFY(!bound);
            }
        }
    }

    /// Problem pmed1 of OR-Library: optimum 5819 with five medians.
    void published() {
        constexpr std::size_t count = 100;
        PlacementProblem problem;
        problem.goal = PlacementGoal::meanTravel;
        problem.devices = 5;
        problem.population.assign(count, 1);
        problem.supply.assign(count, 1);
        problem.travel = {count, count, std::vector<double>(count * count, INFINITY)};
        std::vector<double>& costs = problem.travel.minutes;
        std::ifstream file(std::string(KACHI_TEST_DATA) + "/site-placement/pmed1-edges.csv");
        std::string line;
        std::getline(file, line);
        std::size_t from = 0;
        std::size_t to = 0;
        double cost = 0;
        for (char comma = 0; file >> from >> comma >> to >> comma >> cost;) {
            costs[(from - 1) * count + to - 1] = cost;
            costs[(to - 1) * count + from - 1] = cost;
        }
        for (std::size_t i = 0; i < count; ++i) costs[i * count + i] = 0;
        for (std::size_t via = 0; via < count; ++via) {
            for (std::size_t i = 0; i < count; ++i) {
                for (std::size_t j = 0; j < count; ++j) {
                    costs[i * count + j] =
                        std::min(costs[i * count + j], costs[i * count + via] + costs[via * count + j]);
                }
            }
        }
        const auto results = placeSites(problem, {});
        QVERIFY(results.ok());
        const Placement& best = results->best.back();
        QVERIFY(!best.exhaustive);
        QVERIFY2(std::abs(best.value.meanMinutes * count - 5819) < 1e-9,
                 qPrintable(QString::number(best.value.meanMinutes * count)));
        QCOMPARE(best.chosen, (std::vector<std::size_t>{6, 12, 64, 90, 98}));
        const double bound = *best.bound * count;
        QVERIFY2(bound <= 5819 + 1e-9 && bound > 5700, qPrintable(QString::number(bound)));
    }

    void moreDevicesNeverCoverLess() {
        PlacementProblem problem = square(120, 60, 3, PlacementGoal::coverage);
        problem.devices = 8;
        const auto results = placeSites(problem, {});
        QVERIFY(results.ok());
        double last = results->before.covered;
        for (const Placement& placement : results->best) {
            QVERIFY(placement.value.covered >= last);
            QVERIFY(*placement.bound >= placement.value.covered - 1e-12);
            last = placement.value.covered;
        }
    }

    void unreachableAreas() {
        PlacementProblem problem;
        problem.goal = PlacementGoal::meanTravel;
        problem.population = {10, 1};
        problem.supply = {1, 1};
        problem.travel = {2, 2, {0, 500, INFINITY, 500}};
        const auto results = placeSites(problem, {});
        QVERIFY(results.ok());
        // Reaching everyone comes before the mean of those reached.
        QCOMPARE(results->best[0].chosen, std::vector<std::size_t>{1});
        QVERIFY(results->before.unreachable == 1);
    }

    void counts() {
        QCOMPARE(placementCount(12, 4, 1'000'000), std::size_t(495));
        QCOMPARE(placementCount(330, 10, 200'000), std::size_t(200'001));
        QCOMPARE(placementCount(5, 5, 10), std::size_t(1));
    }

    void stops() {
        std::stop_source source;
        source.request_stop();
        RunOptions options;
        options.stop = source.get_token();
        const auto results = placeSites(square(30, 12, 1, PlacementGoal::coverage), options);
        QVERIFY(!results.ok());
        QCOMPARE(results.issues().front().code, std::string("core.cancelled"));
    }
};

QTEST_APPLESS_MAIN(SitePlacementTest)
#include "site_placement_test.moc"
