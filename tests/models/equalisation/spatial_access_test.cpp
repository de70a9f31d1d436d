// label: golden
#include "models/equalisation/spatial_access.h"

#include "models/statistics/inequality.h"

#include <nlohmann/json.hpp>

#include <QtTest>

#include <cmath>
#include <fstream>
#include <numeric>
#include <sstream>

using namespace kachi;

namespace {

nlohmann::json expectedOfPackage() {
    std::ifstream file(std::string(KACHI_TEST_DATA) + "/spatial-access/expected.json");
    return nlohmann::json::parse(file);
}

/// The worked example of the R package fca: ten areas, three sites.
TravelTimes exampleTravel() {
    TravelTimes travel{10, 3, std::vector<double>(30)};
    std::ifstream file(std::string(KACHI_TEST_DATA) + "/spatial-access/travel.csv");
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream cells(line);
        std::string site, area, minutes;
        std::getline(cells, site, ',');
        std::getline(cells, area, ',');
        std::getline(cells, minutes, ',');
        const auto row = static_cast<std::size_t>(area[0] - 'a');
        travel.minutes[row * 3 + std::stoul(site) - 1] = std::stod(minutes);
    }
    return travel;
}

SpatialAccess exampleAccess(const DistanceDecay& decay, FloatingCatchment steps) {
    const nlohmann::json expected = expectedOfPackage();
    return spatialAccess(expected["population"].get<std::vector<double>>(),
                         expected["supply"].get<std::vector<double>>(), {exampleTravel(), decay}, steps);
}

void compare(double actual, double expected, double tolerance, const char* what) {
    QVERIFY2(std::abs(actual - expected) <= tolerance, qPrintable(QStringLiteral("%1: %2, expected %3 ± %4")
                                                                      .arg(QString::fromUtf8(what))
                                                                      .arg(actual, 0, 'g', 17)
                                                                      .arg(expected, 0, 'g', 17)
                                                                      .arg(tolerance)));
}

}  // namespace

class SpatialAccessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void packageExample_data() {
        QTest::addColumn<int>("shape");
        QTest::addColumn<bool>("threeStep");
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("binary, 20 minutes")
            << int(DecayShape::binary) << false << QStringLiteral("/catchment_20/A") << 1e-13;
        QTest::newRow("enhanced, Gaussian")
            << int(DecayShape::gaussian) << false << QStringLiteral("/gaussian/A_E2SFCA") << 1e-12;
        QTest::newRow("three steps, computed")
            << int(DecayShape::gaussian) << true << QStringLiteral("/computed_3SFCA") << 1e-12;
        QTest::newRow("three steps, published")
            << int(DecayShape::gaussian) << true << QStringLiteral("/published_3SFCA") << 5e-9;
    }

    void packageExample() {
        QFETCH(int, shape);
        QFETCH(bool, threeStep);
        QFETCH(QString, pointer);
        QFETCH(double, tolerance);
        DistanceDecay decay;
        decay.shape = DecayShape(shape);
        decay.catchmentMinutes = 20;
        decay.beyondCatchment = true;
        const SpatialAccess access =
            exampleAccess(decay, threeStep ? FloatingCatchment::threeStep : FloatingCatchment::twoStep);
        const auto expected =
            expectedOfPackage()[nlohmann::json::json_pointer(pointer.toStdString())].get<std::vector<double>>();
        for (std::size_t area = 0; area < 10; ++area) {
            compare(access.areas[area].access, expected[area], tolerance, "area");
        }
        compare(access.supplyInReach, 1700, 1e-9, "supply");
    }

    /// S = (10, 20), P = (1000, 2000, 500): R = (10/3000, 20/2500), worked by hand.
    void threeAreas() {
        const TravelTimes travel{3, 2, {5, 99, 5, 5, 99, 5}};
        const SpatialAccess access = spatialAccess(std::vector<double>{1000, 2000, 500}, std::vector<double>{10, 20},
                                                   {travel, {}}, FloatingCatchment::twoStep);
        compare(access.areas[0].access, 10.0 / 3000, 1e-15, "first");
        compare(access.areas[1].access, 10.0 / 3000 + 20.0 / 2500, 1e-15, "second");
        compare(access.areas[2].access, 20.0 / 2500, 1e-15, "third");
        QCOMPARE(access.areas[1].sitesWithin, std::size_t(2));
        QCOMPARE(*access.areas[1].nearestSite, std::size_t(0));
    }

    void weights_data() {
        QTest::addColumn<int>("shape");
        QTest::addColumn<double>("minutes");
        QTest::addColumn<double>("expected");
        QTest::newRow("Gaussian at the catchment is 1 %") << int(DecayShape::gaussian) << 20.0 << 0.01;
        QTest::newRow("Gaussian beyond") << int(DecayShape::gaussian) << 20.1 << 0.0;
        QTest::newRow("Gaussian to zero at the catchment") << int(DecayShape::gaussianToZero) << 20.0 << 0.0;
        QTest::newRow("Gaussian to zero at the site") << int(DecayShape::gaussianToZero) << 0.0 << 1.0;
        QTest::newRow("linear half way") << int(DecayShape::linear) << 10.0 << 0.5;
        QTest::newRow("quadratic half way") << int(DecayShape::epanechnikov) << 10.0 << 0.75;
        QTest::newRow("exponential") << int(DecayShape::exponential) << 10.0 << std::exp(-1.0);
        // Luo and Qi 2009, slow decay
        QTest::newRow("first zone, inclusive") << int(DecayShape::zones) << 10.0 << 1.0;
        QTest::newRow("second zone") << int(DecayShape::zones) << 10.5 << 0.68;
        QTest::newRow("third zone") << int(DecayShape::zones) << 30.0 << 0.22;
        QTest::newRow("beyond the zones") << int(DecayShape::zones) << 30.5 << 0.0;
        QTest::newRow("no way") << int(DecayShape::binary) << double(INFINITY) << 0.0;
    }

    void weights() {
        QFETCH(int, shape);
        QFETCH(double, minutes);
        QFETCH(double, expected);
        DistanceDecay decay;
        decay.shape = DecayShape(shape);
        decay.catchmentMinutes = 20;
        decay.zones = {{10, 1}, {20, 0.68}, {30, 0.22}};
        decay.ratePerMinute = 0.1;
        compare(decay.weight(minutes), expected, 1e-15, "weight");
    }

    /// What every decay shares: Σ P A = Σ S, and supply scaled scales access while its inequality stays.
    void identities() {
        const nlohmann::json example = expectedOfPackage();
        const auto population = example["population"].get<std::vector<double>>();
        auto supply = example["supply"].get<std::vector<double>>();
        for (const DecayShape shape : {DecayShape::binary, DecayShape::gaussian, DecayShape::gaussianToZero,
                                       DecayShape::linear, DecayShape::epanechnikov}) {
            for (const auto steps : {FloatingCatchment::twoStep, FloatingCatchment::threeStep}) {
                DistanceDecay decay;
                decay.shape = shape;
                decay.catchmentMinutes = 25;
                const SpatialAccess one = spatialAccess(population, supply, {exampleTravel(), decay}, steps);
                double used = 0;
                std::vector<double> access;
                for (std::size_t area = 0; area < 10; ++area) {
                    used += population[area] * one.areas[area].access;
                    access.push_back(one.areas[area].access);
                }
                compare(used, 1700, 1e-9, "Σ P A");
                std::vector<double> tripled = supply;
                for (double& value : tripled) value *= 3;
                const SpatialAccess three = spatialAccess(population, tripled, {exampleTravel(), decay}, steps);
                std::vector<double> more;
                for (std::size_t area = 0; area < 10; ++area) {
                    more.push_back(three.areas[area].access);
                    compare(more[area], 3 * access[area], 1e-12, "scaled");
                }
                compare(*gini(*WeightedValues::make(more, population)),
                        *gini(*WeightedValues::make(access, population)), 1e-13, "Gini");
            }
        }
    }

    void nobodyReached() {
        const TravelTimes travel{2, 2, {5, 100, INFINITY, INFINITY}};
        const std::vector<double> population{100, 50};
        const SpatialAccess access =
            spatialAccess(population, std::vector<double>{1, 1}, {travel, {}}, FloatingCatchment::threeStep);
        compare(access.supplyInReach, 1, 0, "only the first site is reached");
        compare(access.sites[1].ratio, 0, 0, "second site");
        QVERIFY(!access.areas[1].nearestSite);
        compare(populationWithin(population, access.areas, 30), 2.0 / 3, 1e-15, "share within 30 minutes");
        compare(populationWithin(population, access.areas, 4), 0, 0, "share within 4 minutes");
    }

    /// A degree of longitude on the equator is 2πR/360 = 111.195 km, half the equator πR.
    void distances() {
        compare(greatCircleKilometres({0, 0}, {0, 1}), 6371.0088 * 3.14159265358979 / 180, 1e-9, "degree");
        compare(greatCircleKilometres({0, 0}, {0, 180}), 6371.0088 * 3.14159265358979, 1e-6, "half way round");
        const GeoPoint from[] = {{0, 0}};
        const GeoPoint to[] = {{0, 1}, {0, 0}};
        const TravelTimes travel = travelTimesByDistance(from, to, 40, 1.3);
        compare(travel.at(0, 0), 111.195080233533 * 1.3 / 40 * 60, 1e-6, "minutes");
        compare(travel.at(0, 1), 0, 0, "the same place");
    }
};

QTEST_APPLESS_MAIN(SpatialAccessTest)
#include "spatial_access_test.moc"
