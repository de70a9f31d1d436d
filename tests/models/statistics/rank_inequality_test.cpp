// label: golden
#include "models/statistics/rank_inequality.h"
#include "models/statistics/percentile_ratio.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <sstream>

using namespace kachi;

namespace {

void close(const Measure& actual, double expected, double relative, const char* what) {
    QVERIFY2(actual.has_value(), what);
    const double deviation = std::abs(*actual - expected) / std::max(std::abs(expected), 1e-300);
    QVERIFY2(deviation <= relative, qPrintable(QStringLiteral("%1: expected %2, got %3")
                                                   .arg(QLatin1String(what))
                                                   .arg(expected, 0, 'g', 17)
                                                   .arg(*actual, 0, 'g', 17)));
}

struct Housing {
    std::vector<double> income, weight, bmi, highBmi;
};

Housing housing() {
    std::ifstream file(std::string(KACHI_TEST_DATA) + "/concentration-index/data.csv");
    std::string line;
    std::getline(file, line);
    std::vector<std::string> names;
    std::istringstream header(line);
    for (std::string name; std::getline(header, name, ',');) names.push_back(name);
    Housing data;
    while (std::getline(file, line)) {
        std::istringstream stream(line);
        std::size_t column = 0;
        for (std::string cell; std::getline(stream, cell, ','); ++column) {
            if (names[column] == "income") data.income.push_back(std::stod(cell));
            if (names[column] == "weight") data.weight.push_back(std::stod(cell));
            if (names[column] == "bmi") data.bmi.push_back(std::stod(cell));
            if (names[column] == "high_bmi") data.highBmi.push_back(std::stod(cell));
        }
    }
    return data;
}

RankedValues deprivation() {
    return RankedValues::make(std::vector<double>{60, 62, 65, 68, 70}, std::vector<double>{1, 2, 3, 4, 5}).value();
}

}  // namespace

class RankInequalityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Values of R's rineq and of the formulas stated in the file, see tests/data/concentration-index/PROVENANCE.md.
    void golden_data() {
        QTest::addColumn<QString>("weights");
        QTest::addColumn<QString>("variable");
        for (const char* weights : {"equal", "weighted"}) {
            for (const char* variable : {"bmi", "high_bmi"}) {
                QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(weights), QLatin1String(variable))))
                    << weights << variable;
            }
        }
    }
    void golden() {
        QFETCH(QString, weights);
        QFETCH(QString, variable);
        std::ifstream file(std::string(KACHI_TEST_DATA) + "/concentration-index/case.json");
        const auto reference = nlohmann::json::parse(file);
        const auto& expected = reference["expected"][weights.toStdString()][variable.toStdString()];
        const double tolerance = reference["tolerance"]["relative"];
        const Housing data = housing();
        const auto& values = variable == QLatin1String("bmi") ? data.bmi : data.highBmi;
        const RankedValues sample =
            RankedValues::make(values, data.income,
                               weights == QLatin1String("equal") ? std::vector<double>() : data.weight)
                .value();
        const ValueBounds bounds{expected["bounds"][0], expected["bounds"][1]};
        close(sample.mean(), expected["weighted_mean"], tolerance, "mean");
        close(concentrationIndex(sample), expected["CI"], tolerance, "index");
        close(generalisedConcentrationIndex(sample), expected["generalised_CI"], tolerance, "generalised");
        close(erreygersIndex(sample, bounds), expected["erreygers"], tolerance, "Erreygers");
        close(wagstaffIndex(sample, bounds), expected["wagstaff_bounded"], tolerance, "Wagstaff");
    }

    // Five equal groups from the most deprived with health 60 … 70: closed forms by hand.
    void fiveGroups() {
        const RankedValues sample = deprivation();
        const SlopeIndex slope = slopeIndex(sample);
        close(concentrationIndex(sample), 0.032, 1e-12, "C");
        close(slope.slope, 13.0, 1e-12, "SII");
        close(slope.intercept, 58.5, 1e-12, "intercept");
        close(slope.relativeMean, 0.2, 1e-12, "RII, mean form");
        close(slope.relativeRatio, 71.5 / 58.5, 1e-12, "RII, ratio form");
        // Residuals −0.2, −0.6… of the line 58.5 + 13 R: h − fitted = 0.2, −0.4, 0, 0.4, −0.2; SS 0.4, df 3,
        // Σ(R − ½)² = 0.4: standard error √(0.4/3/0.4).
        close(slope.slopeError, std::sqrt(1.0 / 3), 1e-9, "standard error");
        // By the delta method from the covariance matrix of intercept and slope of the same regression, at ln(1 + s/a).
        const double varSlope = 1.0 / 3;
        const double varMean = 0.4 / 3 / 5;
        const double g = 0.5 / 71.5 + 0.5 / 58.5;
        const double h = 1 / 71.5 - 1 / 58.5;
        close(slope.logRatioError, std::sqrt(g * g * varSlope + h * h * varMean), 1e-9, "error of ln RII");
        const auto curve = concentrationCurve(sample);
        QCOMPARE(curve.size(), std::size_t{6});
        close(curve[2].populationShare, 0.4, 1e-12, "population");
        close(curve[2].resourceShare, 122.0 / 325, 1e-12, "resource");
    }

    // Everyone in one of two tied groups: mid-ranks ¼ and ¾, C = 2 cov/μ by hand; order within ties does not matter.
    void ties() {
        const std::vector<double> ranking{1, 2, 1, 2};
        const RankedValues sample = RankedValues::make(std::vector<double>{1, 4, 3, 8}, ranking).value();
        for (std::size_t i = 0; i < 4; ++i) close(sample.fractionalRanks()[i], i % 2 ? 0.75 : 0.25, 1e-15, "rank");
        close(concentrationIndex(sample), 0.25, 1e-12, "C");
        const RankedValues turned = RankedValues::make(std::vector<double>{3, 8, 1, 4}, ranking).value();
        close(concentrationIndex(turned), 0.25, 1e-12, "C of the same people in another order");
        QCOMPARE(concentrationCurve(sample).size(), std::size_t{3});
    }

    // Ranked by itself the index is the Gini; turned round it changes sign; scale does not matter.
    void properties() {
        const std::vector<double> values{3, 1, 9, 4, 12};
        const std::vector<double> weights{2, 1, 4, 3, 5};
        const RankedValues own = RankedValues::make(values, values, weights).value();
        close(concentrationIndex(own), *gini(WeightedValues::make(values, weights).value()), 1e-12, "Gini");
        std::vector<double> reverse;
        std::vector<double> scaled;
        for (const double value : values) reverse.push_back(-value);
        for (const double value : values) scaled.push_back(7 * value);
        close(concentrationIndex(RankedValues::make(values, reverse, weights).value()), -*concentrationIndex(own),
              1e-12, "turned round");
        close(concentrationIndex(RankedValues::make(scaled, values, weights).value()), *concentrationIndex(own), 1e-12,
              "scaled");
        const RankedValues heavy =
            RankedValues::make(std::vector<double>{5, 5, 1}, std::vector<double>{2, 2, 1}).value();
        const RankedValues weighted =
            RankedValues::make(std::vector<double>{5, 1}, std::vector<double>{2, 1}, std::vector<double>{2, 1}).value();
        close(concentrationIndex(weighted), *concentrationIndex(heavy), 1e-12, "a weight of two is two people");
    }

    // Standard error of Kakwani, Wagstaff and van Doorslaer: the five groups by their eq. 14, done by hand in Python.
    void standardError() {
        close(rankIndexErrors(deprivation(), {}).concentration, 0.005019848886194404, 1e-9, "standard error");
    }

    // The errors of all indices against the jackknife (Efron, Stein, Ann Stat 1981;9:586-596): √((n−1)/n Σ(θ_i − θ̄)²),
    // which agrees with them up to terms of 1/n.
    void errorsLikeJackknife() {
        Housing data = housing();
        data.bmi.resize(300);
        data.income.resize(300);
        const ValueBounds bounds{10, 60};
        std::vector<std::vector<double>> left(4);
        for (std::size_t out = 0; out < data.bmi.size(); ++out) {
            std::vector<double> values = data.bmi;
            std::vector<double> ranking = data.income;
            values.erase(values.begin() + static_cast<std::ptrdiff_t>(out));
            ranking.erase(ranking.begin() + static_cast<std::ptrdiff_t>(out));
            const RankedValues sample = RankedValues::make(values, ranking).value();
            left[0].push_back(*concentrationIndex(sample));
            left[1].push_back(generalisedConcentrationIndex(sample));
            left[2].push_back(*erreygersIndex(sample, bounds));
            left[3].push_back(*wagstaffIndex(sample, bounds));
        }
        const RankIndexErrors errors = rankIndexErrors(RankedValues::make(data.bmi, data.income).value(), bounds);
        const Measure found[] = {errors.concentration, errors.generalised, errors.erreygers, errors.wagstaff};
        for (std::size_t k = 0; k < left.size(); ++k) {
            const auto n = static_cast<double>(left[k].size());
            double mean = 0;
            double squares = 0;
            for (const double value : left[k]) mean += value / n;
            for (const double value : left[k]) squares += (value - mean) * (value - mean);
            close(found[k], std::sqrt((n - 1) / n * squares), 0.01, "jackknife");
        }
    }

    void notDefined() {
        const RankedValues negative = RankedValues::make(std::vector<double>{-3, 1}, std::vector<double>{1, 2}).value();
        QVERIFY(!concentrationIndex(negative) && !rankIndexErrors(negative, {}).concentration);
        QVERIFY(concentrationCurve(negative).empty());
        QVERIFY(!slopeIndex(negative).relativeRatio && !slopeIndex(negative).slopeError);
        QVERIFY(!wagstaffIndex(deprivation(), {70, 80}));
        QVERIFY(!erreygersIndex(deprivation(), {1, 1}));
    }

    void refusals_data() {
        QTest::addColumn<std::vector<double>>("values");
        QTest::addColumn<std::vector<double>>("ranking");
        QTest::addColumn<std::vector<double>>("weights");
        QTest::addColumn<QString>("code");
        using List = std::vector<double>;
        QTest::newRow("none") << List{} << List{} << List{} << "inequality.noValues";
        QTest::newRow("rank short") << List{1, 2} << List{1} << List{} << "inequality.rankCount";
        QTest::newRow("weight short") << List{1, 2} << List{1, 2} << List{1} << "inequality.weightCount";
        QTest::newRow("weight zero") << List{1, 2} << List{1, 2} << List{1, 0} << "inequality.weightInvalid";
        QTest::newRow("rank constant") << List{1, 2} << List{3, 3} << List{} << "inequality.rankConstant";
        QTest::newRow("rank nan") << List{1, 2} << List{1, std::nan("")} << List{} << "inequality.rankInvalid";
        QTest::newRow("value nan") << List{1, std::nan("")} << List{1, 2} << List{} << "inequality.valueNotFinite";
    }
    void refusals() {
        QFETCH(std::vector<double>, values);
        QFETCH(std::vector<double>, ranking);
        QFETCH(std::vector<double>, weights);
        QFETCH(QString, code);
        const auto sample = RankedValues::make(values, ranking, weights);
        QVERIFY(!sample);
        QCOMPARE(QString::fromStdString(sample.issues().front().code), code);
    }

    // Type 1 quantiles of 1 … 10 (R: quantile(1:10, p, type = 1)): 1 and 9; weights count as so many people.
    void percentiles() {
        const std::vector<double> values{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        const WeightedValues sample = WeightedValues::make(values).value();
        close(weightedPercentile(sample, 0.1), 1, 0, "P10");
        close(weightedPercentile(sample, 0.9), 9, 0, "P90");
        close(percentileRatio(sample, 0.9, 0.1), 9, 0, "P90/P10");
        const WeightedValues weighted =
            WeightedValues::make(std::vector<double>{4, 1, 2}, std::vector<double>{1, 8, 1}).value();
        close(weightedPercentile(weighted, 0.9), 2, 0, "P90 of 8 × 1, 2, 4");
        QVERIFY(!percentileRatio(WeightedValues::make(std::vector<double>{0, 1, 2}).value(), 0.9, 0.1));
    }
};

QTEST_APPLESS_MAIN(RankInequalityTest)
#include "rank_inequality_test.moc"
