#include "tests/models/studies/study_test_data.h"

using namespace kachi;
using namespace kachi::study_test_data;

class ComparisonStudyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// R's t.test and wilcox.test on sleep, tests/data/comparisons.
    void sleep() {
        const auto known = expected().at("student_sleep");
        nlohmann::json inputs{
            {"data", dataOf("student-sleep.csv")}, {"design", "paired"}, {"first", "drug1_h"}, {"second", "drug2_h"}};
        const auto paired = runStudy(request("comparison", inputs), {});
        QVERIFY2(paired.ok(), sentences(paired.issues()).c_str());
        close(valueOf(*paired, "effect"), -1.58, 1e-12, "difference");
        close(valueOf(*paired, "pValue"), known.at("paired").at("p").get<double>(), 1e-12, "p");
        inputs["test"] = "wilcoxon";
        const auto ranks = runStudy(request("comparison", inputs), {});
        QVERIFY(ranks.ok());
        close(valueOf(*ranks, "pValue"), known.at("wilcoxon_signed_rank").at("p_normal_cc").get<double>(), 1e-12, "p");

        nlohmann::json rows = nlohmann::json::array();
        const auto file = comparison_data::columnsOf("student-sleep.csv");
        for (const double value : file.at("drug1_h")) rows.push_back({"drug1", value});
        for (const double value : file.at("drug2_h")) rows.push_back({"drug2", value});
        const auto groups = runStudy(request("comparison", {{"data", {{"columns", {"drug", "hours"}}, {"rows", rows}}},
                                                            {"value", "hours"},
                                                            {"group", "drug"},
                                                            {"reference", "drug2"}}),
                                     {});
        QVERIFY(groups.ok());
        close(valueOf(*groups, "statistic"), known.at("welch").at("t").get<double>(), 1e-12, "t");
        close(valueOf(*groups, "pValue"), known.at("welch").at("p").get<double>(), 1e-12, "p");
    }

    void refusals_data() {
        QTest::addColumn<QString>("inputs");
        QTest::addColumn<QString>("code");
        const QString data = QStringLiteral(R"("data": {"columns": ["g", "h", "y", "z", "s"],
            "rows": [["a", "a", 1, 2, 5], ["a", "b", -2, -1, 5], ["b", "b", 3, 4, 5], ["b", "b", 4, 5, 5]]}, )");
        QTest::newRow("no value") << data + QStringLiteral(R"("group": "g")") << "field.missing";
        QTest::newRow("one of a group") << data + QStringLiteral(R"("group": "h", "value": "y")") << "twoSample.tooFew";
        QTest::newRow("constant") << data + QStringLiteral(R"("group": "g", "value": "s")") << "twoSample.noSpread";
        QTest::newRow("constant difference")
            << data + QStringLiteral(R"("design": "paired", "first": "y", "second": "z")") << "twoSample.noSpread";
        QTest::newRow("negative") << data + QStringLiteral(R"("group": "g", "value": "y", "test": "geometricMeans")")
                                  << "groupComparison.notPositive";
        QTest::newRow("pooled pairs") << data +
                                             QStringLiteral(
                                                 R"("design": "paired", "first": "y", "second": "s", "test": "pooled")")
                                      << "groupComparison.notForPairs";
        QTest::newRow("sound") << data + QStringLiteral(R"("group": "g", "value": "y")") << "ok";
    }

    void refusals() {
        QFETCH(QString, inputs);
        QFETCH(QString, code);
        const auto parsed = nlohmann::json::parse("{" + inputs.toStdString() + "}");
        QCOMPARE(firstCode(runStudy(request("comparison", parsed), {})), code);
    }

    /// The tea taster of R's fisher.test: p = 0.4857, one in two expected counts below 5.
    void proportions() {
        const auto result =
            runStudy(request("proportions", {{"groups",
                                              {{{"name", "tea first"}, {"events", "1"}, {"total", "4"}},
                                               {{"name", "milk first"}, {"events", "3"}, {"total", "4"}}}}}),
                     {});
        QVERIFY2(result.ok(), sentences(result.issues()).c_str());
        close(valueOf(*result, "pValue"), 34.0 / 70, 1e-12, "p");
        close(valueOf(*result, "conditionalOddsRatio"), 6.408309, 1e-5, "odds ratio");  // R searches to 1e-4
        close(valueOf(*result, "riskDifference"), 0.5, 1e-12, "difference");
        QCOMPARE(result->notes.front().code, std::string("proportions.smallExpected"));
    }

    /// Approval ratings of Agresti 1990, p. 350: χ² = (|150 − 86| − 1)²/236.
    void pairs() {
        const auto result = runStudy(request("proportions", {{"design", "paired"},
                                                             {"both", "794"},
                                                             {"onlyFirst", "150"},
                                                             {"onlySecond", "86"},
                                                             {"neither", "570"}}),
                                     {});
        QVERIFY2(result.ok(), sentences(result.issues()).c_str());
        close(valueOf(*result, "statistic"), 63.0 * 63 / 236, 1e-12, "statistic");
    }

    void proportionRefusals_data() {
        QTest::addColumn<QString>("inputs");
        QTest::addColumn<QString>("code");
        QTest::newRow("no events") << R"({"groups": [{"name": "a", "events": 0, "total": 4},
                                                     {"name": "b", "events": 0, "total": 5}]})"
                                   << "proportions.allTheSame";
        QTest::newRow("one group") << R"({"groups": [{"name": "a", "events": 1, "total": 4}]})"
                                   << "proportions.fewGroups";
        QTest::newRow("too many") << R"({"groups": [{"name": "a", "events": 5, "total": 4},
                                                    {"name": "b", "events": 0, "total": 5}]})"
                                  << "proportions.eventsAboveTotal";
        QTest::newRow("no discordant") << R"({"design": "paired", "both": 3, "onlyFirst": 0, "onlySecond": 0,
                                              "neither": 4})"
                                       << "proportions.noDiscordantPairs";
        QTest::newRow("nothing") << "{}"
                                 << "field.missing";
    }

    void proportionRefusals() {
        QFETCH(QString, inputs);
        QFETCH(QString, code);
        const auto result = runStudy(request("proportions", nlohmann::json::parse(inputs.toStdString())), {});
        QCOMPARE(firstCode(result), code);
    }
};

QTEST_APPLESS_MAIN(ComparisonStudyTest)
#include "comparison_study_test.moc"
