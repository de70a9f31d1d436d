// The study that turns what is known of a quantity into its distribution.
#include "models/studies/study.h"

#include <QFile>
#include <QtTest>

#include <cmath>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

using Json = nlohmann::json;

Result<StudyResult> run(const Json& inputs) {
    return runStudy({{}, "distributionFit", {}, {}, inputs}, StudySurroundings{});
}

std::string codeOf(const Json& inputs) {
    const auto result = run(inputs);
    return result ? "answered" : result.issues().front().code + " " + result.issues().front().where;
}

const DistributionSpec& estimate(const StudyResult& result, const std::string& key) {
    const auto found = std::ranges::find(result.estimates, key, &StudyEstimate::key);
    if (found == result.estimates.end()) qFatal("no estimate %s", key.c_str());
    return found->distribution;
}

bool near(double actual, double expected, double tolerance) {
    return std::abs(actual - expected) <= tolerance * std::max(1.0, std::abs(expected));
}

}  // namespace

class DistributionFitStudyTest : public QObject {
    Q_OBJECT

private:
    /// The chips and the candidates, the chosen one first and filled, none where the quantity cannot be.
    void checkDensities(const StudyResult& result) {
        const auto& densities = std::get<PlotChart>(result.charts.front().content);
        QVERIFY(result.estimates.size() > 1);
        QCOMPARE(densities.series.size(),
                 std::min(std::size_t(6), result.estimates.size()));  // an estimate of the chosen and of each
        const ChartSeries& chosen = densities.series[1];
        QCOMPARE(chosen.name.en, result.estimates.front().label.en);
        QVERIFY(chosen.name.en.starts_with("Chosen: "));
        QCOMPARE(chosen.high, chosen.y);
        for (const ChartSeries& series : densities.series) {
            QCOMPARE(&series == &chosen, !series.high.empty());
            QVERIFY(std::ranges::all_of(series.x, [](double x) { return x >= 0 && x <= 1; }));
        }
    }

private Q_SLOTS:
    /// Beta of mean 0.85 and sd 0.03 has shapes 119.5667 and 21.1 by the method of moments.
    void moments() {
        const auto result = run({{"known", "moments"}, {"mean", 0.85}, {"standardError", 0.03}, {"family", "beta"}});
        QVERIFY(result.ok());
        const Distribution beta = makeDistribution(estimate(*result, "chosen"), {}).value();
        QVERIFY(near(beta.mean(), 0.85, 1e-12));
        QCOMPARE(result->tables.front().rows.size(), std::size_t(4));
        QVERIFY(QString::fromStdString(result->tables.front().rows[3][2].text.en).startsWith(u"alpha 119.5666666"_s));
        // A deviation of 0.3 among 100 patients is a standard error of 0.03.
        const auto sampled = run({{"known", "moments"},
                                  {"mean", 0.85},
                                  {"standardDeviation", 0.3},
                                  {"subjects", 100},
                                  {"family", "normal"}});
        QVERIFY(sampled.ok());
        QVERIFY(near(estimate(*sampled, "chosen").args.at("sd"), 0.03, 1e-14));
    }

    /// A utility cannot exceed 1: what could is left out with a note, and cannot be asked for.
    void bounded() {
        Json inputs{{"known", "moments"}, {"mean", 0.85}, {"standardError", 0.03}, {"upper", 1}};
        const auto result = run(inputs);
        QVERIFY(result.ok());
        QCOMPARE(estimate(*result, "chosen").family, Family::beta);
        QCOMPARE(result->tables.front().rows.size(), std::size_t(1));
        QCOMPARE(result->notes.size(), std::size_t(1));
        QCOMPARE(result->notes.front().code, std::string("distributionFit.leavesBounds"));
        QCOMPARE(result->notes.front().limit, std::string("−∞ – 1"));
        QCOMPARE(result->notes.front().details.at("families.en"), std::string("Normal, Lognormal, Gamma"));
        inputs["family"] = "normal";
        QCOMPARE(codeOf(inputs), std::string("distributionFit.familyUnsuited /inputs/family"));
        inputs["mean"] = 1.2;
        QCOMPARE(codeOf(inputs), std::string("distributionFit.noFamily /inputs/known"));
    }

    /// A hazard ratio 0.70 (0.55 to 0.90): sdlog = (ln 0.90 − ln 0.55) / (2 · 1.959963984540054).
    void interval() {
        const auto result =
            run({{"known", "interval"}, {"estimate", 0.7}, {"low", 0.55}, {"high", 0.9}, {"family", "lognormal"}});
        QVERIFY(result.ok());
        const Distribution ratio = makeDistribution(estimate(*result, "chosen"), {}).value();
        QVERIFY(near(ratio.quantile(0.5), 0.7, 1e-12));
        const double sdlog = std::log(0.9 / 0.55) / (2 * 1.959963984540054);
        QVERIFY(near(ratio.standardDeviation() / ratio.mean(), std::sqrt(std::expm1(sdlog * sdlog)), 1e-10));
        // The Weibull through the same three points comes within a hundredth of each limit's probability.
        QVERIFY(near(makeDistribution(estimate(*result, "gamma"), {})->cdf(0.55), 0.025, 0.01));
    }

    void quantiles() {
        const auto result =
            run({{"known", "quantiles"},
                 {"quantiles", {{{"probability", 0.5}, {"value", 10}}, {{"probability", 0.9}, {"value", 20}}}}});
        QVERIFY(result.ok());
        // Two points are met by every family of two parameters.
        QVERIFY(near(makeDistribution(estimate(*result, "lognormal"), {})->quantile(0.9), 20, 1e-5));
        QVERIFY(near(estimate(*result, "lognormal").args.at("meanlog"), std::log(10.0), 1e-6));
        QCOMPARE(result->charts.size(), std::size_t(2));
    }

    /// Beta and gamma of counts by their definition; Jeffreys adds a half.
    void counts() {
        const auto share = run({{"known", "counts"}, {"events", 12}, {"subjects", 80}});
        QVERIFY(share.ok());
        QCOMPARE(estimate(*share, "chosen").args, (std::map<std::string, double>{{"alpha", 12}, {"beta", 68}}));
        const auto rate = run({{"known", "counts"}, {"events", 0}, {"personTime", 250}, {"prior", "jeffreys"}});
        QVERIFY(rate.ok());
        QCOMPARE(estimate(*rate, "chosen").args, (std::map<std::string, double>{{"shape", 0.5}, {"scale", 0.004}}));
    }

    void values() {
        const auto result =
            run({{"known", "values"},
                 {"data", {{"columns", {"minutes"}}, {"rows", {{3.0}, {4.5}, {nullptr}, {8.0}, {5.5}, {6.0}}}}},
                 {"column", "minutes"}});
        QVERIFY(result.ok());
        // Mean 5.4 with SE sd/√5; sd² = Σ(x − 5.4)²/4 = 3.425
        QVERIFY(near(estimate(*result, "meanOfValues").args.at("sd"), std::sqrt(3.425 / 5), 1e-12));
        QCOMPARE(estimate(*result, "empirical").values.size(), std::size_t(5));
        QCOMPARE(result->charts.back().key, std::string("quantiles"));
    }

    /// The example of the guide: weights 2 to 1 of means by hand; the pooled share up to 0.10 is (2 · 0.5 + 0.15)/3.
    void chips() {
        QFile file(QStringLiteral(KACHI_SOURCE_DIR "/resources/guide/examples/study-distributionFit.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        Json inputs = Json::parse(file.readAll().toStdString())["inputs"];
        const auto result = run(inputs);
        QVERIFY2(result.ok(), result.ok() ? "" : result.issues().front().code.c_str());
        const auto points = std::ranges::find(result->tables, "points", &StudyTable::key);
        QVERIFY(near(*points->rows[1][1].number, (2 * 0.5 + 0.15) / 3, 1e-12));
        const auto experts = std::ranges::find(result->tables, "experts", &StudyTable::key);
        QCOMPARE(experts->rows.size(), std::size_t(3));
        const double pooled = *experts->rows[2][4].number;
        QVERIFY(near(pooled, (2 * *experts->rows[0][4].number + *experts->rows[1][4].number) / 3, 1e-12));
        checkDensities(*result);
        inputs.erase("lower");  // without bounds there are more candidates than lines that can be told apart
        inputs.erase("upper");
        const auto open = run(inputs);
        QVERIFY(open.ok() && open->estimates.size() > 6);
        QCOMPARE(std::get<PlotChart>(open->charts.front().content).series.size(), std::size_t(6));
    }

    void refusals_data() {
        QTest::addColumn<QByteArray>("inputs");
        QTest::addColumn<QString>("codeAndPlace");
        const auto row = [](const char* inputs, const char* codeAndPlace) {
            QTest::newRow(codeAndPlace) << QByteArray(inputs) << QString::fromLatin1(codeAndPlace);
        };
        row(R"({"known": "moments", "mean": 1})", "distributionFit.oneSpread /inputs/standardError");
        row(R"({"known": "interval", "estimate": 3, "low": 1, "high": 2})",
            "distributionFit.estimateOutside /inputs/estimate");
        row(R"({"known": "counts", "events": 3})", "distributionFit.oneDenominator /inputs/subjects");
        row(R"({"known": "counts", "events": 9, "subjects": 8})", "distributionFit.eventsAboveSubjects /inputs/events");
        row(R"({"known": "counts", "events": 0, "subjects": 8})", "distributionFit.countAtEdge /inputs/prior");
        row(R"({"known": "moments", "mean": 3, "standardError": 1, "family": "beta"})",
            "distributionFit.familyUnsuited /inputs/family");
        row(R"({"known": "values", "column": "x", "data": {"columns": ["x"], "rows": [[2], [2], [2]]}})",
            "distributionFit.constantValues /inputs/column");
        row(R"({"known": "quantiles", "quantiles": [{"probability": 0.5, "value": 2}]})",
            "distributionFit.tooFewPoints /inputs/quantiles");
        row(R"({"known": "chips", "chips": [{"expert": "A", "low": 0, "high": 1, "chips": 5}]})",
            "distributionFit.tooFewPoints /inputs/chips");
        row(R"({"known": "chips", "chips": [{"expert": "A", "low": 0, "high": 1, "chips": 5},
                {"expert": "A", "low": 1, "high": 2, "chips": 5}, {"expert": "A", "low": 2, "high": 3, "chips": 5}],
                "weights": [{"expert": "C", "weight": 1}]})",
            "distributionFit.unknownExpert /inputs/weights/0/expert");
        row(R"({"known": "chips"})", "field.missing /inputs/chips");
    }
    void refusals() {
        QFETCH(QByteArray, inputs);
        QFETCH(QString, codeAndPlace);
        QCOMPARE(QString::fromStdString(codeOf(Json::parse(inputs.toStdString()))), codeAndPlace);
    }
};

QTEST_APPLESS_MAIN(DistributionFitStudyTest)
#include "distribution_fit_study_test.moc"
