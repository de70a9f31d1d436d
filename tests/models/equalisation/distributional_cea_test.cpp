// label: golden
#include "models/equalisation/distributional_cea.h"

#include "models/equalisation/quality_adjusted_life.h"
#include "models/statistics/rank_inequality.h"

#include <nlohmann/json.hpp>

#include <QtTest>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

using namespace kachi;

namespace {

nlohmann::json readJson(const std::string& name) {
    std::ifstream file(std::string(KACHI_TEST_DATA) + "/distributional-cea/" + name);
    return nlohmann::json::parse(file);
}

std::vector<std::vector<std::string>> readRows(const std::string& name) {
    std::ifstream file(std::string(KACHI_TEST_DATA) + "/distributional-cea/" + name);
    std::vector<std::vector<std::string>> rows;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream stream(line);
        std::vector<std::string> cells;
        for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
        rows.push_back(cells);
    }
    return rows;
}

struct Nrt {
    std::vector<double> population;
    std::map<std::string, std::vector<double>> health;
};

Nrt nrt() {
    Nrt data;
    for (const auto& cells : readRows("nrt.csv")) {
        data.population.push_back(std::stod(cells[2]));
        data.health["NO_NRT"].push_back(std::stod(cells[3]));
        data.health["UNIVERSAL_NRT"].push_back(std::stod(cells[4]));
        data.health["PROPORTIONAL_UNIVERSAL_NRT"].push_back(std::stod(cells[5]));
    }
    return data;
}

WeightedValues weighted(const std::vector<double>& health, const std::vector<double>& population = {}) {
    return *WeightedValues::make(health, population);
}

/// Groups from the most to the least disadvantaged.
SlopeIndex slopeOf(const std::vector<double>& health, const std::vector<double>& population, SlopeWeights weights) {
    std::vector<double> ranking;
    for (std::size_t group = 0; group < health.size(); ++group) ranking.push_back(static_cast<double>(group));
    return slopeIndex(*RankedValues::make(health, ranking, population), weights);
}

double ede(const WeightedValues& health, WelfareFamily family, double aversion) {
    return *equallyDistributedEquivalent(health, family, aversion);
}

void compare(double actual, double expected, double tolerance, const std::string& what) {
    QVERIFY2(std::abs(actual - expected) <= tolerance, qPrintable(QStringLiteral("%1: %2, expected %3 ± %4")
                                                                      .arg(QString::fromStdString(what))
                                                                      .arg(actual, 0, 'g', 17)
                                                                      .arg(expected, 0, 'g', 17)
                                                                      .arg(tolerance)));
}

const std::map<std::string, WelfareFamily> families{{"atkinson", WelfareFamily::atkinson},
                                                    {"kolm", WelfareFamily::kolm},
                                                    {"extended_gini", WelfareFamily::extendedGini}};

}  // namespace

class DistributionalCeaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Five equal groups, gains and opportunity losses per person.
    void quintiles() {
        const nlohmann::json golden = readJson("quintiles.json")["dcea"];
        const auto baseline = golden["baseline_qale"].get<std::vector<double>>();
        const auto gains = golden["health_gain_per_person"].get<std::vector<double>>();
        const auto losses = golden["opportunity_cost_per_person"].get<std::vector<double>>();
        const std::vector<double> population(5, 1.0);
        std::vector<GroupEffect> effects(5);
        for (std::size_t i = 0; i < 5; ++i) {
            effects[i].gain = gains[i];
            effects[i].opportunityLoss = losses[i];
        }
        const std::vector<double> after = healthAfter(population, baseline, effects, 0, nullptr);
        for (std::size_t i = 0; i < 5; ++i) compare(after[i], golden["post_qale"][i], 1e-13, "post");
        const WeightedValues before = weighted(baseline);
        const WeightedValues then = weighted(after);
        compare(before.mean(), golden["mean_baseline"], 1e-12, "mean");
        for (const auto& row : golden["atkinson_ede"]) {
            const double epsilon = row["epsilon"];
            compare(ede(before, WelfareFamily::atkinson, epsilon), row["ede_baseline"], 1e-11, "before");
            compare(ede(then, WelfareFamily::atkinson, epsilon), row["ede_post"], 1e-11, "after");
            compare(ede(then, WelfareFamily::atkinson, epsilon) - ede(before, WelfareFamily::atkinson, epsilon),
                    row["change"], 2e-13, "change");
        }
        for (const auto& row : golden["kolm_ede"]) {
            const double alpha = row["alpha"];
            compare(ede(before, WelfareFamily::kolm, alpha), row["ede_baseline"], 1e-11, "before");
            compare(ede(then, WelfareFamily::kolm, alpha), row["ede_post"], 1e-11, "after");
        }
        const SlopeIndex slope = slopeOf(baseline, population, SlopeWeights::equal);
        compare(slope.slope, golden["slope_index_baseline"], 1e-12, "SII");
        compare(*slope.relativeMean, golden["relative_index_baseline"], 1e-13, "RII");
        compare(slopeOf(after, population, SlopeWeights::shares).slope, golden["slope_index_post"], 1e-12, "SII after");
    }

    void nicotineReplacement() {
        const nlohmann::json expected = readJson("expected.json")["dcea_nrt"];
        const Nrt data = nrt();
        double people = 0;
        for (const double count : data.population) people += count;
        for (const auto& [option, values] : expected["ede"].items()) {
            const WeightedValues health = weighted(data.health.at(option), data.population);
            compare(health.mean(), values["mean"], 1e-12, option);
            for (const auto& [name, family] : families) {
                for (const auto& [key, value] : values[name].items()) {
                    const double aversion = std::stod(key.substr(key.find_first_of("0123456789")));
                    compare(ede(health, family, aversion), value, 1e-11, option + " " + name + " " + key);
                }
            }
        }
        const WeightedValues none = weighted(data.health.at("NO_NRT"), data.population);
        for (const auto& [key, values] : expected["impact_vs_no_nrt_atkinson"].items()) {
            const auto split = key.rfind("_e");
            const double epsilon = std::stod(key.substr(split + 2));
            const WeightedValues health = weighted(data.health.at(key.substr(0, split)), data.population);
            const double total =
                people * (ede(health, WelfareFamily::atkinson, epsilon) - ede(none, WelfareFamily::atkinson, epsilon));
            compare(people * (health.mean() - none.mean()), values["health_impact"], 1e-4, key);
            compare(total, values["equity_weighted"], 1e-4, key);
        }
        const auto& baseline = data.health.at("NO_NRT");
        const nlohmann::json& inequality = expected["baseline_inequality"];
        compare(slopeOf(baseline, data.population, SlopeWeights::equal).slope, inequality["SII_unweighted_OLS"], 1e-10,
                "SII");
        compare(*slopeOf(baseline, data.population, SlopeWeights::equal).relativeMean, inequality["RII"], 1e-11, "RII");
        compare(slopeOf(baseline, data.population, SlopeWeights::shares).slope, inequality["SII_population_weighted"],
                1e-10, "SII");
    }

    /// The ranking of the two programmes turns between ε = 1 and 5, where their published totals cross.
    void switching() {
        const Nrt data = nrt();
        const WeightedValues universal = weighted(data.health.at("UNIVERSAL_NRT"), data.population);
        const WeightedValues proportionate = weighted(data.health.at("PROPORTIONAL_UNIVERSAL_NRT"), data.population);
        const auto crossings = switchingAversions(universal, proportionate, 15);
        QCOMPARE(crossings.size(), std::size_t(1));
        QVERIFY(crossings[0] > 1 && crossings[0] < 5);
        compare(ede(universal, WelfareFamily::atkinson, crossings[0]),
                ede(proportionate, WelfareFamily::atkinson, crossings[0]), 1e-11, "equal at the crossing");
        QVERIFY(switchingAversions(universal, universal, 15).empty());
        const WeightedValues none = weighted(data.health.at("NO_NRT"), data.population);
        QVERIFY(generalisedLorenzDominance(universal, none) == Dominance::first);
        QVERIFY(paretoDominance(none.values(), universal.values()) == Dominance::second);
        QVERIFY(generalisedLorenzDominance(universal, proportionate) == Dominance::neither);
        QVERIFY(generalisedLorenzDominance(none, none) == Dominance::equal);
    }

    /// Quality-adjusted life expectancy of South England by deprivation fifth.
    void lifeTables() {
        std::map<std::string, std::vector<AgeBand>> bands;
        for (const auto& cells : readRows("qale-age.csv")) {
            bands[cells[1]].push_back(
                {std::stod(cells[2]), std::stod(cells[3]), std::stod(cells[5]), std::stod(cells[6])});
        }
        const auto groups = readJson("expected.json")["dcea_qale_south"]["groups"];
        for (const auto& [group, expected] : groups.items()) {
            const auto life = qualityAdjustedLife(bands.at(group));
            QVERIFY(life.ok());
            compare(life->qale, expected["qale"], 1e-11, group);
            compare(life->qale, expected["published_qale"], 5e-5, group + " as published");
            compare(life->lifeExpectancy, expected["life_expectancy"], 1e-11, group);
        }
    }

    void lifeTableFaults() {
        QCOMPARE(qualityAdjustedLife({}).issues().front().code, std::string("distributional.noAgeBands"));
        const AgeBand gap[] = {{0, 4, 0.01, 1}, {6, 9, 0.01, 1}};
        QCOMPARE(qualityAdjustedLife(gap).issues().front().code, std::string("distributional.ageBands"));
        const AgeBand deadly[] = {{0, 4, 0.5, 1}, {5, 9, 0.01, 1}};
        QCOMPARE(qualityAdjustedLife(deadly).issues().front().code, std::string("distributional.mortalityTooHigh"));
    }

    /// England 2017-18 by deprivation fifth.
    void england() {
        const nlohmann::json expected = readJson("expected.json")["qale_england"];
        const auto qale = expected["qale"].get<std::vector<double>>();
        const WeightedValues health = weighted(qale);
        compare(ede(health, WelfareFamily::atkinson, 1), expected["EDE"]["e1"], 1e-11, "e1");
        compare(ede(health, WelfareFamily::atkinson, 5), expected["EDE"]["e5"], 1e-11, "e5");
        compare(ede(health, WelfareFamily::atkinson, 10.95), expected["EDE"]["e10_95"], 1e-11, "e10.95");
        compare(health.mean() - ede(health, WelfareFamily::kolm, 0.15), expected["kolm"]["a0_15"], 1e-11, "Kolm");
        const std::vector<double> population(5, 1.0);
        compare(slopeOf(qale, population, SlopeWeights::shares).slope, expected["SII"], 1e-11, "SII");
        const auto weights = marginalWeights(qale, WelfareFamily::atkinson, 10.95);
        for (std::size_t i = 0; i < 5; ++i) compare(weights[i], expected["weights_e10_95"][i], 1e-11, "weight");
    }

    /// Five equal groups with health 60, 62, 65, 68, 70: closed forms.
    void fiveGroups() {
        const std::vector<double> health{60, 62, 65, 68, 70};
        const std::vector<double> population(5, 2.0);
        const WeightedValues sample = weighted(health, population);
        compare(ede(sample, WelfareFamily::atkinson, 0), 65, 0, "e = 0 is the mean");
        compare(ede(sample, WelfareFamily::extendedGini, 1), 65, 1e-12, "η = 1 is the mean");
        compare(ede(sample, WelfareFamily::atkinson, 1), 64.895211, 5e-7, "e = 1");
        compare(ede(sample, WelfareFamily::atkinson, 2), 64.790413, 5e-7, "e = 2");
        compare(ede(sample, WelfareFamily::atkinson, 5), 64.478438, 5e-7, "e = 5");
        compare(ede(sample, WelfareFamily::atkinson, 10.95), 63.890216, 5e-7, "e = 10.95");
        compare(65 - ede(sample, WelfareFamily::kolm, 0.05), 0.338591, 5e-7, "α = 0.05");
        compare(65 - ede(sample, WelfareFamily::kolm, 0.15), 0.984070, 5e-7, "α = 0.15");
        const SlopeIndex slope = slopeOf(health, population, SlopeWeights::shares);
        compare(slope.slope, 13, 1e-12, "SII");
        compare(slope.intercept, 58.5, 1e-12, "intercept");
        compare(*slope.relativeMean, 0.2, 1e-13, "RII");
        compare(*slope.relativeRatio, 1.2222222222222, 1e-12, "RII, ratio");
        const auto weights = marginalWeights(health, WelfareFamily::atkinson, 10.95);
        const double expected[] = {5.4084, 3.7769, 2.2512, 1.3736, 1};
        for (std::size_t i = 0; i < 5; ++i) compare(weights[i], expected[i], 5e-5, "weight");
        for (double epsilon = 0.5, last = 65; epsilon < 40; epsilon += 0.5) {
            const double now = ede(sample, WelfareFamily::atkinson, epsilon);
            QVERIFY(now < last && now > 60);
            last = now;
        }
    }

    /// 12,000 × (0.45 − 12,600/13,000) = −6,230.77: the aggregate check of the R package dceasimR.
    void opportunityCosts() {
        const std::vector<double> population(5, 2400.0);
        const std::vector<double> baseline{63.19886, 67.67622, 69.99008, 73.18450, 75.07027};
        std::vector<GroupEffect> effects(5);
        for (GroupEffect& effect : effects) {
            effect.gain = 0.45;
            effect.cost = 12'600;
        }
        const OpportunityCost opportunity{13'000, {0.26, 0.22, 0.22, 0.16, 0.14}};
        const auto after = healthAfter(population, baseline, effects, 0, &opportunity);
        double total = 0;
        for (std::size_t i = 0; i < 5; ++i) total += population[i] * (after[i] - baseline[i]);
        compare(total, -6230.769230769, 1e-6, "net health benefit");
        compare(after[0] - baseline[0], 0.45 - 0.26 * 12'000 * 12'600 / 13'000 / 2400, 1e-12, "most deprived");
        compare(optionCost(population, effects, 1e6), 12'000 * 12'600.0 + 1e6, 1e-6, "cost");
    }

    void undefined() {
        const WeightedValues zero = weighted({0, 1});
        QVERIFY(!equallyDistributedEquivalent(zero, WelfareFamily::atkinson, 1));
        QVERIFY(!equallyDistributedEquivalent(zero, WelfareFamily::atkinson, -1));
        QVERIFY(!equallyDistributedEquivalent(zero, WelfareFamily::extendedGini, 0.5));
    }
};

QTEST_APPLESS_MAIN(DistributionalCeaTest)
#include "distributional_cea_test.moc"
