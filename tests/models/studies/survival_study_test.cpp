#include "models/studies/survival_study.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace kachi;

namespace {

/// Freireich et al., Blood 1963;21:699-716, as printed in Cox & Oakes, Analysis of Survival Data, table 1.1.
nlohmann::json freireich() {
    nlohmann::json rows = nlohmann::json::array();
    const std::vector<std::pair<double, int>> treated{{6, 1},  {6, 1},  {6, 1},  {6, 0},  {7, 1},  {9, 0},  {10, 1},
                                                      {10, 0}, {11, 0}, {13, 1}, {16, 1}, {17, 0}, {19, 0}, {20, 0},
                                                      {22, 1}, {23, 1}, {25, 0}, {32, 0}, {32, 0}, {34, 0}, {35, 0}};
    for (const auto& [weeks, event] : treated) rows.push_back({weeks, event, "6-MP", 40, "m"});
    for (const int weeks : {1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23}) {
        rows.push_back({weeks, 1, "placebo", 40, "f"});
    }
    return {{"columns", {"weeks", "relapse", "arm", "age", "sex"}}, {"rows", rows}};
}

StudyRequest request() {
    StudyRequest made;
    made.method = "survival";
    made.inputs = {{"data", freireich()}, {"time", "weeks"}, {"event", "relapse"}, {"group", "arm"}};
    return made;
}

Result<StudyResult> ran(const StudyRequest& request) {
    return runStudy(request, {});
}

const StudyFigure& figure(const StudyResult& result, const std::string& key) {
    for (const StudyFigure& candidate : result.figures) {
        if (candidate.key == key) return candidate;
    }
    qFatal("no figure %s", key.c_str());
}

const StudyTable& table(const StudyResult& result, const std::string& key) {
    for (const StudyTable& candidate : result.tables) {
        if (candidate.key == key) return candidate;
    }
    qFatal("no table %s", key.c_str());
}

double estimate(const StudyResult& result, const std::string& key) {
    for (const StudyEstimate& candidate : result.estimates) {
        if (candidate.key == key) return candidate.value;
    }
    qFatal("no estimate %s", key.c_str());
}

void close(double actual, double expected, double tolerance) {
    QVERIFY2(std::abs(actual - expected) <= tolerance, qPrintable(QStringLiteral("actual %1, expected %2 ± %3")
                                                                      .arg(actual, 0, 'g', 17)
                                                                      .arg(expected, 0, 'g', 17)
                                                                      .arg(tolerance)));
}

}  // namespace

class SurvivalStudyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Medians 23 and 8 weeks, log-rank 16.79 (survdiff); Weibull regression of R's survreg on these data (Therneau,
    /// R help): intercept 2.248, treatment 1.267, scale 0.732.
    void groups() {
        StudyRequest asked = request();
        asked.inputs["groupEffect"] = "covariate";
        asked.inputs["families"] = "weibull, exponential";
        const auto result = ran(asked);
        QVERIFY2(result.ok(), result.ok() ? "" : result.issues().front().code.c_str());
        close(figure(*result, "6-MP.median").value.value(), 23, 0);
        close(figure(*result, "placebo.median").value.value(), 8, 0);
        close(figure(*result, "logRankChiSquared").value.value(), 16.79, 0.005);
        close(estimate(*result, "weibull.arm=placebo"), -1.267, 0.001);
        close(estimate(*result, "weibull.logScale"), 2.248 + 1.267, 0.001);
        close(std::exp(-estimate(*result, "weibull.logShape")), 0.732, 0.001);
        QCOMPARE(table(*result, "fits").rows.size(), std::size_t(2));
        QCOMPARE(result->joints.front().estimates.size(), std::size_t(3));
        QCOMPARE(result->joints.front().covariance.size(), std::size_t(3));
        QVERIFY(!result->charts.empty());
        QVERIFY(!result->methodText.ja.empty() && !result->references.empty());
    }

    /// Each arm by itself, every family: the exponential rate is events over weeks, 9/359 and 21/182.
    void separately() {
        StudyRequest asked = request();
        asked.inputs["horizon"] = 104;
        asked.inputs["times"] = "5, 10, 20";
        asked.inputs["families"] =
            "exponential weibull weibullPh gompertz lognormal loglogistic gamma generalisedGamma splineHazard "
            "splineOdds splineNormal";
        const auto result = ran(asked);
        QVERIFY2(result.ok(), result.ok() ? "" : result.issues().front().code.c_str());
        close(estimate(*result, "6-MP.exponential.logRate"), std::log(9.0 / 359), 1e-6);
        close(estimate(*result, "placebo.exponential.logRate"), std::log(21.0 / 182), 1e-6);
        QCOMPARE(table(*result, "survivalAtTimes").rows.size(), std::size_t(6));
        for (const StudyTable& each : result->tables) {
            for (const auto& row : each.rows) {
                QCOMPARE(row.size(), each.columns.size());
                for (const StudyValue& cell : row) QVERIFY(!cell.number || std::isfinite(*cell.number));
            }
        }
        for (const StudyChart& chart : result->charts) {
            for (const ChartSeries& series : std::get<PlotChart>(chart.content).series) {
                QCOMPARE(series.x.size(), series.y.size());
                QVERIFY(std::is_sorted(series.x.begin(), series.x.end()));
                for (const double y : series.y) QVERIFY(std::isfinite(y));
            }
        }
    }

    /// A life table of rate 0 changes nothing; one of a constant rate takes that rate from the exponential's.
    void background() {
        StudyRequest asked = request();
        asked.inputs.erase("group");
        asked.inputs["families"] = "exponential";
        asked.inputs["age"] = "age";
        asked.inputs["unitsPerYear"] = 52;
        asked.inputs["lifeTable"] = {{"columns", {"age", "rate"}}, {"rows", {{0, 0.52}, {60, 0.52}}}};
        const auto result = ran(asked);
        QVERIFY2(result.ok(), result.ok() ? "" : result.issues().front().code.c_str());
        close(std::exp(estimate(*result, "exponential.logRate")), 30.0 / 541 - 0.01, 1e-6);
        const StudyTable& predictions = table(*result, "predictions");
        QCOMPARE(predictions.columns[9].key, std::string("allCauseSurvival"));
        // Excess and background together are the total rate again.
        const auto& last = predictions.rows.back();
        close(last[9].number.value(), std::exp(-30.0 / 541 * last[2].number.value()), 1e-5);
        QVERIFY(last[10].number < last[9].number && last[9].number < last[11].number);
        // Mean and median of one row are of all causes, of the total rate 30/541; the net median is of the excess.
        const auto& means = table(*result, "fittedMeans").rows.front();
        const double horizon = means[2].number.value();
        close(means[3].number.value(), 541.0 / 30 * (1 - std::exp(-30.0 / 541 * horizon)), 1e-4);
        close(means[7].number.value(), std::log(2) * 541 / 30, 1e-4);
        close(means[8].number.value(), std::log(2) / (30.0 / 541 - 0.01), 1e-4);
        QCOMPARE(table(*result, "fittedMeans").columns[8].key, std::string("netMedian"));
        // Half of them live on where nobody asked for later times.
        asked.inputs["times"] = "1, 2";
        asked.inputs["horizon"] = 5;
        asked.inputs["restrictedHorizon"] = 5;
        QVERIFY(!table(*ran(asked), "fittedMeans").rows.front()[7].number);
    }

    /// Numbers at risk below the curves, 6-MP and placebo at 0, 5, 10, 15 and 20 weeks: counted in
    /// the data of Freireich et al. 1963 (Cox and Oakes, table 1.1), as R's survfit gives them too.
    void numbersAtRiskBelowTheCurve() {
        const StudyRequest asked = request();
        const auto result = ran(asked);
        const auto chart = std::ranges::find(result->charts, "kaplanMeier", &StudyChart::key);
        QVERIFY(chart != result->charts.end());
        const PlotChart& plot = std::get<PlotChart>(chart->content);
        QCOMPARE(plot.countsLabel.en, std::string("Number at risk"));
        const std::map<std::string, std::vector<double>> counted{{"6-MP", {21, 21, 15, 11, 8}},
                                                                 {"placebo", {21, 14, 8, 4, 2}}};
        QCOMPARE(plot.series.size(), std::size_t{2});
        for (const ChartSeries& series : plot.series) {
            for (int i = 0; i < 5; ++i) {
                const auto step = std::ranges::lower_bound(series.counts, 5.0 * i, {}, &ChartCount::x);
                QVERIFY(step != series.counts.end());
                QCOMPARE(step->count, counted.at(series.name.en)[static_cast<std::size_t>(i)]);
            }
        }
    }

    /// A fit whose likelihood cannot be followed stays in the comparison, without errors, intervals or estimates.
    void notProfiled() {
        SurvivalFits set;
        for (int i = 1; i <= 8; ++i) set.sample.records.push_back({1.0 * i, i % 2 == 0});
        set.fits.push_back(fitSurvival({TimeFamily::weibull, {}, false}, set.sample, "data").value());
        set.fits.push_back(fitSurvival({TimeFamily::exponential, {}, false}, set.sample, "data").value());
        set.doubts = {{{"survivalFit.notProfiled", Severity::warning, "data", "logShape", {}, {}}}, {}};
        const SurvivalGroup all{{}, set.sample.records, kaplanMeier(set.sample.records, SurvivalInterval::log, 0.95)};
        set.profiles.push_back({{}, {}, &all, {}, 0});
        SurvivalSettings settings;
        settings.times = {4};
        settings.restrictedHorizon = 8;
        StudyResult result;
        addFits(result, {set}, settings);
        QCOMPARE(result.estimates.size(), std::size_t(1));
        QCOMPARE(result.estimates.front().key, std::string("exponential.logRate"));
        QCOMPARE(result.joints.size(), std::size_t(1));
        const auto& weibull = table(result, "parameters").rows.front();
        QVERIFY(weibull[3].number && !weibull[4].number && !weibull[5].number && !weibull[10].number);
        QVERIFY(!table(result, "predictions").rows.front()[4].number);
        QVERIFY(!table(result, "fittedMeans").rows.front()[4].number);
        QVERIFY(table(result, "fits").rows.front()[7].text.en.find("not offered") != std::string::npos);
        // The family of least AIC is marked where it is not identified.
        const bool weibullLeast = set.fits[0].aic < set.fits[1].aic;
        QCOMPARE(result.figures.front().state.en.ends_with("(not identified)"), weibullLeast);
        if (!weibullLeast) std::swap(set.doubts[0], set.doubts[1]);
        StudyResult marked;
        addFits(marked, {set}, settings);
        QVERIFY(marked.figures.front().state.en.ends_with("(not identified)"));
    }

    /// Warnings name a family in words, with its group.
    void familiesInWords() {
        StudyRequest asked = request();
        asked.inputs["data"] = {{"columns", {"weeks", "relapse", "arm"}},
                                {"rows", {{1, 1, "a"}, {2, 1, "a"}, {5, 1, "a"}, {3, 1, "b"}, {4, 1, "b"}}}};
        asked.inputs["families"] = "exponential, generalisedGamma";
        const auto result = ran(asked);
        QVERIFY(result.ok());
        const auto named =
            std::ranges::find_if(result->notes, [](const Issue& note) { return note.details.contains("family.ja"); });
        QVERIFY(named != result->notes.end());
        QVERIFY2(named->details.at("family.ja").starts_with("一般化ガンマ（"), named->details.at("family.ja").c_str());
        QVERIFY(named->details.at("family.en").starts_with("Generalised gamma ("));
        QVERIFY(!named->details.contains("family"));
    }

    void refusals_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("where");
        QTest::newRow("family") << "families"
                                << "\"weibul\""
                                << "survivalFit.unknownFamily"
                                << "/inputs/families";
        QTest::newRow("times") << "times"
                               << "\"12, x\""
                               << "studies.badList"
                               << "/inputs/times";
        QTest::newRow("interval") << "interval"
                                  << "\"logg\""
                                  << "field.unknownChoice"
                                  << "/inputs/interval";
        QTest::newRow("event not 0 or 1") << "event"
                                          << "\"weeks\""
                                          << "survivalData.event"
                                          << "/inputs/data/rows/0/weeks";
        QTest::newRow("constant covariate") << "covariates"
                                            << "[\"age\"]"
                                            << "studies.constantColumn"
                                            << "/inputs/data";
        QTest::newRow("life table without ages") << "lifeTable"
                                                 << R"({"columns": ["age", "rate"], "rows": [[0, 0.1]]})"
                                                 << "field.missing"
                                                 << "/inputs/age";
        QTest::newRow("all censored") << "data"
                                      << R"({"columns": ["weeks", "relapse", "arm"],
            "rows": [[1, 0, "a"], [2, 0, "b"]]})"
                                      << "survivalFit.noEvents"
                                      << "/inputs/data/a";
        QTest::newRow("negative time") << "data"
                                       << R"({"columns": ["weeks", "relapse", "arm"],
            "rows": [[1, 1, "a"], [-2, 0, "b"]]})"
                                       << "survivalData.time"
                                       << "/inputs/data/rows/1/weeks";
        QTest::newRow("event at time 0 with families") << "data"
                                                       << R"({"columns": ["weeks", "relapse", "arm"],
            "rows": [[1, 1, "a"], [0, 1, "b"]]})"
                                                       << "survivalData.eventAtZero"
                                                       << "/inputs/data/rows/1/weeks";
    }
    void refusals() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, code);
        QFETCH(QString, where);
        StudyRequest asked = request();
        asked.inputs[key.toStdString()] = nlohmann::json::parse(value.toStdString());
        const auto result = ran(asked);
        QVERIFY(!result.ok());
        QCOMPARE(QString::fromStdString(result.issues().front().code), code);
        QCOMPARE(QString::fromStdString(result.issues().front().where), where);
    }

    /// Nobody had the event in one arm: the other is fitted, and a warning says so.
    void oneArmWithoutEvents() {
        StudyRequest asked = request();
        asked.inputs["data"] = {{"columns", {"weeks", "relapse", "arm"}},
                                {"rows", {{1, 1, "a"}, {2, 1, "a"}, {5, 1, "a"}, {3, 0, "b"}, {4, 0, "b"}}}};
        asked.inputs["families"] = "exponential";
        const auto result = ran(asked);
        QVERIFY(result.ok());
        QCOMPARE(result->notes.size(), std::size_t(1));
        QCOMPARE(result->notes.front().code, std::string("survivalFit.noEvents"));
        QCOMPARE(result->notes.front().severity, Severity::warning);
        QVERIFY(!figure(*result, "b.median").value);
    }
};

QTEST_APPLESS_MAIN(SurvivalStudyTest)
#include "survival_study_test.moc"
