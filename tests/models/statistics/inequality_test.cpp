// label: golden
#include "models/statistics/inequality.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <sstream>

using namespace kachi;

namespace {

std::string dataFile(const std::string& name) {
    return std::string(KACHI_TEST_DATA) + "/" + name;
}

/// Cells of a comma-separated file without quotes, header row first.
std::vector<std::vector<std::string>> readTable(const std::string& name) {
    std::ifstream file(dataFile(name));
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(file, line);) {
        std::vector<std::string> cells;
        std::istringstream stream(line);
        for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
        rows.push_back(cells);
    }
    return rows;
}

nlohmann::json golden() {
    std::ifstream file(dataFile("inequality-income/case.json"));
    return nlohmann::json::parse(file);
}

WeightedValues equal(const std::vector<double>& values) {
    return WeightedValues::make(values).value();
}

/// Values divided by their mean, as golden Kolm values are stated.
WeightedValues overMean(const WeightedValues& sample) {
    std::vector<double> ratios;
    for (const double value : sample.values()) ratios.push_back(value / sample.mean());
    return equal(ratios);
}

void close(const Measure& actual, double expected, double relative, const std::string& what) {
    const QString name = QString::fromStdString(what);
    QVERIFY2(actual.has_value(), qPrintable(name + QStringLiteral(": not defined")));
    const double deviation = std::abs(*actual - expected) / std::max(std::abs(expected), 1e-300);
    QVERIFY2(deviation <= relative, qPrintable(QStringLiteral("%1: expected %2, got %3, relative %4 > %5")
                                                   .arg(name)
                                                   .arg(expected, 0, 'g', 17)
                                                   .arg(*actual, 0, 'g', 17)
                                                   .arg(deviation)
                                                   .arg(relative)));
}

/// Half a unit of the last printed digit.
void printed(const Measure& actual, const QString& expected) {
    QVERIFY(actual.has_value());
    const auto point = expected.indexOf(QLatin1Char('.'));
    const int decimals = point < 0 ? 0 : static_cast<int>(expected.size() - point - 1);
    QCOMPARE(QString::number(*actual, 'f', decimals), expected);
}

void checkGoldenBlock(const WeightedValues& sample, const nlohmann::json& expected, double tolerance) {
    close(sample.mean(), expected["mean"], tolerance, "mean");
    close(gini(sample), expected["gini_population"], tolerance, "gini");
    close(giniSampleCorrected(sample), expected["gini_sample_corrected"], tolerance, "gini, sample-corrected");
    // The file exchanges the names of T and L against its own definitions, see its PROVENANCE.md.
    close(theilT(sample), expected["theil_L_mean_log_deviation"], tolerance, "Theil T");
    close(theilL(sample), expected["theil_T"], tolerance, "Theil L");
    close(atkinson(sample, 1), 1 - std::exp(-*theilL(sample)), tolerance, "Atkinson(1) = 1 - exp(-L)");
    close(herfindahl(sample), expected["herfindahl"], tolerance, "Herfindahl");
    close(hoover(sample), expected["ricci_schutz_hoover"], tolerance, "Hoover");
    close(coefficientOfVariation(sample), expected["coefficient_of_variation"], tolerance, "CV");
    close(kolm(overMean(sample), 0.5), expected["kolm"]["alpha_0.5_on_x_over_mean"], tolerance, "Kolm 0.5");
    close(kolm(overMean(sample), 1), expected["kolm"]["alpha_1_on_x_over_mean"], tolerance, "Kolm 1");
    for (const auto& [key, value] : expected["atkinson"].items()) {
        close(atkinson(sample, std::stod(key.substr(8))), value, tolerance, "Atkinson " + key);
    }
    for (const auto& [key, value] : expected["generalised_entropy"].items()) {
        close(generalisedEntropy(sample, std::stod(key.substr(6))), value, tolerance, "entropy " + key);
    }
    const auto curve = lorenzCurve(sample);
    for (const auto& [key, value] : expected["lorenz_deciles"].items()) {
        close(lorenzAt(curve, std::stod(key.substr(1)) / 100), value, tolerance, "Lorenz " + key);
    }
}

}  // namespace

class InequalityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goldenIncome() {
        const auto reference = golden();
        const double tolerance = reference["tolerance"]["relative"];
        const auto table = readTable("inequality-income/data.csv");
        std::vector<double> incomes;
        std::vector<std::string> provinces;
        for (std::size_t row = 1; row < table.size(); ++row) {
            incomes.push_back(std::stod(table[row][0]));
            provinces.push_back(table[row][1]);
        }
        QCOMPARE(static_cast<int>(incomes.size()), reference["expected"]["n"].get<int>());
        const WeightedValues sample = equal(incomes);
        checkGoldenBlock(sample, reference["expected"], tolerance);

        // Σ s_g T_g + Σ s_g ln(m_g/m) and Σ p_g L_g + Σ p_g ln(m/m_g), summed by Python's math.fsum.
        const auto split = decomposeTheilT(sample, provinces);
        const auto splitL = decomposeTheilL(sample, provinces);
        QVERIFY(split.has_value() && splitL.has_value());
        close(split->within, 0.31884163763455525, tolerance, "T within");
        close(split->between, 0.0010742145291441508, tolerance, "T between");
        close(splitL->within, 0.30076908522228263, tolerance, "L within");
        close(splitL->between, 0.0010659210056676582, tolerance, "L between");
        double goldenWithin = 0;
        for (const GroupInequality& group : splitL->groups) goldenWithin += group.resourceShare * *group.inside;
        close(goldenWithin, reference["theil_T_decomposition"]["within"], tolerance, "income shares over L");
        close(*theilL(sample) - goldenWithin, reference["theil_T_decomposition"]["between"], tolerance, "rest of L");

        QCOMPARE(split->groups.size(), reference["by_province"].size());
        for (std::size_t g = 0; g < split->groups.size(); ++g) {
            const GroupInequality& group = split->groups[g];
            const auto& expected = reference["by_province"][group.group];
            QCOMPARE(group.members, expected["n"].get<std::size_t>());
            close(group.mean, expected["mean"], tolerance, group.group + " mean");
            close(group.inside, expected["theil_L"], tolerance, group.group + " T");
            close(splitL->groups[g].inside, expected["theil_T"], tolerance, group.group + " L");
            std::vector<double> members;
            for (std::size_t i = 0; i < incomes.size(); ++i) {
                if (provinces[i] == group.group) members.push_back(incomes[i]);
            }
            close(gini(equal(members)), expected["gini"], tolerance, group.group + " Gini");
        }
    }

    void goldenSmallVector() {
        const auto reference = golden();
        const auto values = reference["small_vector"]["x"].get<std::vector<double>>();
        checkGoldenBlock(equal(values), reference["small_vector"]["expected"], reference["tolerance"]["relative"]);
    }

    // Vector of R package ineq (help page of Gini, ineq), and (1,2,3,4) by hand; seven printed digits.
    void textbookVectors() {
        const WeightedValues ineq = equal({541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261});
        printed(gini(ineq), QStringLiteral("0.4620911"));
        printed(theilT(ineq), QStringLiteral("0.3623412"));
        printed(theilL(ineq), QStringLiteral("0.4335946"));
        printed(coefficientOfVariation(ineq), QStringLiteral("0.9169582"));
        printed(atkinson(ineq, 0.5), QStringLiteral("0.1796591"));
        printed(atkinson(ineq, 1), QStringLiteral("0.3518251"));
        printed(atkinson(ineq, 2), QStringLiteral("0.6290111"));
        const WeightedValues four = equal({4, 2, 1, 3});
        printed(gini(four), QStringLiteral("0.250000"));
        printed(theilT(four), QStringLiteral("0.106440"));
        printed(theilL(four), QStringLiteral("0.121777"));
        printed(coefficientOfVariation(four), QStringLiteral("0.447214"));
        printed(atkinson(four, 0.5), QStringLiteral("0.055586"));
        printed(atkinson(four, 1), QStringLiteral("0.114654"));
        printed(atkinson(four, 2), QStringLiteral("0.232000"));
        printed(kolm(four, 0.5), QStringLiteral("0.302089"));

        const std::vector<std::string> groups{"low", "low", "low", "high", "high"};
        const WeightedValues five = equal({10, 20, 30, 40, 60});
        printed(gini(five), QStringLiteral("0.300000"));
        printed(decomposeTheilT(five, groups)->within, QStringLiteral("0.04528770"));
        printed(decomposeTheilT(five, groups)->between, QStringLiteral("0.10267808"));
        printed(decomposeTheilL(five, groups)->within, QStringLiteral("0.06570081"));
        printed(decomposeTheilL(five, groups)->between, QStringLiteral("0.10348734"));
    }

    // 医師偏在指標 and physicians per 100,000 by prefecture: computed with independent software, printed digits.
    void physiciansByPrefecture_data() {
        QTest::addColumn<int>("numerator");  // column of physicians.csv
        QTest::addColumn<bool>("perPopulation");
        QTest::addColumn<bool>("populationWeights");
        QTest::addColumn<QStringList>("expected");  // mean, Gini, T, L, CV, Atkinson(1), max/min
        const auto list = [](const char* text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); };
        QTest::newRow("index 2024, equal")
            << 5 << false << false << list("247.898 0.087186 0.011931 0.011997 0.154861 0.011926 1.9392");
        QTest::newRow("index 2024, population")
            << 5 << false << true << list("257.183 0.105512 0.017328 0.017131 0.188400 0.016985 1.9392");
        QTest::newRow("index 2019, equal")
            << 4 << false << false << list("230.464 0.090856 0.012949 0.012967 0.161727 0.012883 1.9433");
        QTest::newRow("physicians per 100,000, equal")
            << 3 << true << false << list("274.033 0.089796 0.012291 0.012433 0.156590 0.012356 1.9261");
        QTest::newRow("physicians per 100,000, population")
            << 3 << true << true << list("269.230 0.102543 0.016060 0.016252 0.179124 0.016120 1.9261");
    }
    void physiciansByPrefecture() {
        QFETCH(int, numerator);
        QFETCH(bool, perPopulation);
        QFETCH(bool, populationWeights);
        QFETCH(QStringList, expected);
        const auto table = readTable("inequality-prefectures/physicians.csv");
        std::vector<double> values;
        std::vector<double> populations;
        std::vector<std::string> regions;
        for (std::size_t row = 1; row < table.size(); ++row) {
            populations.push_back(std::stod(table[row][2]));
            const double value = std::stod(table[row][static_cast<std::size_t>(numerator)]);
            values.push_back(perPopulation ? value / populations.back() * 100'000 : value);
            regions.push_back(table[row][1]);
        }
        QCOMPARE(values.size(), std::size_t{47});
        const std::vector<double> equalWeights;
        const auto sample = WeightedValues::make(values, populationWeights ? populations : equalWeights).value();
        printed(sample.mean(), expected[0]);
        printed(gini(sample), expected[1]);
        printed(theilT(sample), expected[2]);
        printed(theilL(sample), expected[3]);
        printed(coefficientOfVariation(sample), expected[4]);
        printed(atkinson(sample, 1), expected[5]);
        printed(maxOverMin(sample), expected[6]);
        if (!perPopulation || !populationWeights) return;

        // Eight regions, population weights.
        const auto splitT = decomposeTheilT(sample, regions);
        printed(splitT->within, QStringLiteral("0.01176351"));
        printed(splitT->between, QStringLiteral("0.00429681"));
        const auto splitL = decomposeTheilL(sample, regions);
        printed(splitL->within, QStringLiteral("0.01199166"));
        printed(splitL->between, QStringLiteral("0.00425985"));
        const QStringList means = list("262.8137 237.2841 256.0966 242.1337 292.5148 299.8873 313.9736 307.6699");
        QCOMPARE(splitT->groups.size(), std::size_t{8});
        for (std::size_t g = 0; g < 8; ++g) printed(splitT->groups[g].mean, means[static_cast<int>(g)]);
    }

    // A weight of k counts like k equal members (the principle of population).
    void weightsCountLikeCopies() {
        const std::vector<double> values{1, 3, 8};
        const std::vector<double> weights{2, 3, 1};
        const auto weighted = WeightedValues::make(values, weights).value();
        const auto copies = equal({1, 1, 3, 3, 3, 8});
        close(gini(weighted), *gini(copies), 1e-14, "Gini");
        close(theilT(weighted), *theilT(copies), 1e-14, "T");
        close(theilL(weighted), *theilL(copies), 1e-14, "L");
        close(atkinson(weighted, 10.95), *atkinson(copies, 10.95), 1e-14, "Atkinson");
        close(hoover(weighted), *hoover(copies), 1e-14, "Hoover");
        QVERIFY(!giniSampleCorrected(weighted).has_value());
    }

    // Closed form: a share q holds nothing, the rest is equal: Gini = q, T = −ln(1−q), Hoover = q,
    // Atkinson(½) = q because EDE/m = ((1−q)·(1/(1−q))^½)² = 1−q.
    void zeros() {
        const std::vector<double> weights{0.25, 0.75};
        const auto sample = WeightedValues::make(std::vector<double>{0, 6}, weights).value();
        close(gini(sample), 0.25, 1e-14, "Gini");
        close(theilT(sample), -std::log(0.75), 1e-14, "T");
        close(hoover(sample), 0.25, 1e-14, "Hoover");
        close(atkinson(sample, 0.5), 0.25, 1e-14, "Atkinson");
        QVERIFY(!theilL(sample).has_value());
        QVERIFY(!atkinson(sample, 1).has_value());
        QVERIFY(!atkinson(sample, 2).has_value());
        QVERIFY(!generalisedEntropy(sample, 0).has_value());
        QVERIFY(!generalisedEntropy(sample, -1).has_value());
        QVERIFY(!maxOverMin(sample).has_value());
        QVERIFY(!decomposeTheilL(sample, std::vector<std::string>{"a", "b"}).has_value());
        const auto split = decomposeTheilT(sample, std::vector<std::string>{"a", "b"});
        close(split->between, -std::log(0.75), 1e-14, "between");
        QCOMPARE(split->within, 0.0);
        QCOMPARE(split->groups[0].inside.has_value(), false);
    }

    void nothingIsShared() {
        const auto sample = equal({0, 0, 0});
        QVERIFY(!gini(sample) && !theilT(sample) && !theilL(sample) && !atkinson(sample, 0.5));
        QVERIFY(!coefficientOfVariation(sample) && !hoover(sample) && !herfindahl(sample) && !maxOverMin(sample));
        QVERIFY(lorenzCurve(sample).empty());
        close(kolm(equal({0, 2}), 1), std::log(std::cosh(1.0)), 1e-14, "Kolm is absolute: zeros are values");
    }

    // Equal values: exactly no inequality, whatever the rounding of their mean.
    void equality() {
        const auto sample = equal(std::vector<double>(7, 0.1));
        QCOMPARE(*gini(sample), 0.0);
        QVERIFY(*theilT(sample) >= 0 && *theilT(sample) < 1e-30);
        QVERIFY(*theilL(sample) >= 0 && *theilL(sample) < 1e-30);
        QVERIFY(std::abs(*atkinson(sample, 2)) < 1e-15);
    }

    // Theil T, Theil L and Atkinson(1) are limits of their families.
    void limits() {
        const auto sample = equal({1, 2, 4, 8, 16});
        close(generalisedEntropy(sample, 1 + 1e-9), *theilT(sample), 1e-8, "α → 1");
        close(generalisedEntropy(sample, 1e-9), *theilL(sample), 1e-8, "α → 0");
        close(atkinson(sample, 1 + 1e-9), *atkinson(sample, 1), 1e-8, "ε → 1");
        close(atkinson(sample, 1e6), 1 - 1 / 6.2, 1e-5, "ε → ∞: 1 − min/mean");
    }

    void refusals_data() {
        QTest::addColumn<QList<double>>("values");
        QTest::addColumn<QList<double>>("weights");
        QTest::addColumn<QString>("code");
        const double nan = std::nan("");
        QTest::newRow("nothing") << QList<double>{} << QList<double>{} << QStringLiteral("inequality.noValues");
        QTest::newRow("negative") << QList<double>{1, -1} << QList<double>{}
                                  << QStringLiteral("inequality.valueInvalid");
        QTest::newRow("not a number") << QList<double>{1, nan} << QList<double>{}
                                      << QStringLiteral("inequality.valueInvalid");
        QTest::newRow("weights missing") << QList<double>{1, 2} << QList<double>{1}
                                         << QStringLiteral("inequality.weightCount");
        QTest::newRow("zero weight") << QList<double>{1, 2} << QList<double>{1, 0}
                                     << QStringLiteral("inequality.weightInvalid");
        QTest::newRow("overflow") << QList<double>{1, 2} << QList<double>{1e308, 1e308}
                                  << QStringLiteral("inequality.sumTooLarge");
    }
    void refusals() {
        QFETCH(QList<double>, values);
        QFETCH(QList<double>, weights);
        QFETCH(QString, code);
        const auto result = WeightedValues::make(std::vector<double>(values.begin(), values.end()),
                                                 std::vector<double>(weights.begin(), weights.end()));
        QVERIFY(!result.ok());
        QCOMPARE(QString::fromStdString(result.issues().front().code), code);
    }

private:
    static QStringList list(const char* text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); }
};

QTEST_APPLESS_MAIN(InequalityTest)
#include "inequality_test.moc"
