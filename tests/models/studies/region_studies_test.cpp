// label: golden
#include "tests/models/studies/region_study_data.h"

using namespace kachi;
using namespace kachi::test;

namespace {

const char* lip = R"([[9,1.4],[39,8.7],[11,3.0],[9,2.5],[15,4.3],[8,2.4],[26,8.1],[7,2.3],[6,2.0],[20,6.6],[13,4.4],
[5,1.8],[3,1.1],[8,3.3],[17,7.8],[9,4.6],[2,1.1],[7,4.2],[9,5.5],[7,4.4],[16,10.5],[31,22.7],[11,8.8],[7,5.6],
[19,15.5],[15,12.5],[7,6.0],[10,9.0],[16,14.4],[11,10.2],[5,4.8],[3,2.9],[7,7.0],[8,8.5],[11,12.3],[9,10.1],
[11,12.7],[8,9.4],[6,7.2],[4,5.3],[10,18.8],[8,15.8],[2,4.3],[6,14.6],[19,50.7],[3,8.2],[2,5.6],[3,9.3],[28,88.7],
[6,19.6],[1,3.4],[1,3.6],[1,5.7],[1,7.0],[0,4.2],[0,1.8]])";

nlohmann::json example(const std::string& method) {
    return jsonOfFile(std::string(KACHI_SOURCE_DIR) + "/resources/guide/examples/study-" + method + ".json");
}

nlohmann::json strata() {
    return {
        {"data",
         {{"columns", {"area", "age", "events", "people"}},
          {"rows", {{"a", "young", 2, 4000}, {"a", "old", 14, 2700}, {"b", "young", 5, 3500}, {"b", "old", 9, 600}}}}},
        {"region", "area"},
        {"events", "events"},
        {"people", "people"},
        {"strata", {"age"}}};
}

}  // namespace

/// Studies `concentration`, `standardisation`, `patientFlow` and `physicianIndex`, and the examples of the guide.
class RegionStudiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // R's rineq, see tests/data/concentration-index/PROVENANCE.md.
    void concentration() {
        const std::string folder = std::string(KACHI_TEST_DATA) + "/concentration-index/";
        const auto expected = jsonOfFile(folder + "case.json")["expected"]["weighted"]["high_bmi"];
        nlohmann::json inputs{{"data", dataOfFile(folder + "data.csv")},
                              {"value", "high_bmi"},
                              {"rank", "income"},
                              {"weight", "weight"},
                              {"boundLow", "0"},
                              {"boundHigh", "1"}};
        const auto result = study("concentration", inputs);
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        QVERIFY(allFinite(*result));
        near(value(*result, "mean"), expected["weighted_mean"], 1e-10);
        near(value(*result, "concentrationIndex"), expected["CI"], 1e-10);
        near(value(*result, "generalisedConcentrationIndex"), expected["generalised_CI"], 1e-10);
        near(value(*result, "erreygers"), expected["erreygers"], 1e-10);
        near(value(*result, "wagstaff"), expected["wagstaff_bounded"], 1e-10);
        const StudyFigure& index = *figure(*result, "concentrationIndex");
        near(*index.high - *index.low, 2 * 1.959963984540054 * *index.standardError, 1e-12);
        QVERIFY(chart(*result, "concentration"));

        inputs["boundHigh"] = "0.5";
        QVERIFY(faults(study("concentration", inputs))
                    .contains(QStringLiteral("regions.outsideBounds /inputs/data/rows/1/high_bmi")));
    }

    void concentrationRefusals() {
        nlohmann::json inputs{
            {"data", {{"columns", {"v", "r", "w"}}, {"rows", {{1, 1, 1}, {2, 1, 0}}}}}, {"value", "v"}, {"rank", "r"}};
        QCOMPARE(faults(study("concentration", inputs)),
                 QStringList{QStringLiteral("inequality.rankConstant /inputs/rank")});
        inputs["weight"] = "w";
        QCOMPARE(faults(study("concentration", inputs)),
                 QStringList{QStringLiteral("regions.weightNotPositive /inputs/data/rows/1/w")});
    }

    // Clayton and Kaldor's lip cancer data: ratios of table 1 (652.2, 450.3), gamma model 1.88/1.32.
    void observedAndExpected() {
        nlohmann::json rows = nlohmann::json::array();
        for (const auto& row : nlohmann::json::parse(lip)) {
            rows.push_back({"county " + std::to_string(rows.size() + 1), row[0], row[1]});
        }
        const nlohmann::json inputs{{"data", {{"columns", {"county", "o", "e"}}, {"rows", rows}}},
                                    {"region", "county"},
                                    {"events", "o"},
                                    {"expected", "e"}};
        const auto result = study("standardisation", inputs);
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        QVERIFY(allFinite(*result));
        near(*cell(*result, "ratios", 1, "ratio").number, 100 * 39 / 8.7, 1e-9);
        near(value(*result, "priorMean"), 1.4220599544619008, 1e-6);
        near(*cell(*result, "ratios", 0, "smoothed").number, 399.736234009902, 1e-3);
        QVERIFY(!table(*result, "rates") && chart(*result, "funnel"));
        QCOMPARE(QString::fromStdString(cell(*result, "ratios", 0, "funnel").text.en),
                 QStringLiteral("above 99.8 % limit"));
    }

    // By hand: pooled rates 7/7500 and 23/3300; expected events of a are 4000·7/7500 + 2700·23/3300, and so on.
    void stratified() {
        const auto result = study("standardisation", strata());
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        QVERIFY(allFinite(*result));
        const double expectedA = 4000 * 7.0 / 7500 + 2700 * 23.0 / 3300;
        near(*cell(*result, "ratios", 0, "expected").number, expectedA, 1e-12);
        near(*cell(*result, "ratios", 0, "ratio").number, 100 * 16 / expectedA, 1e-10);
        near(*cell(*result, "rates", 0, "crude").number, 1e5 * 16 / 6700, 1e-9);
        const double direct = (7500 * 2 / 4000.0 + 3300 * 14 / 2700.0) / 10800;
        near(*cell(*result, "rates", 0, "direct").number, 1e5 * direct, 1e-9);
        near(value(*result, "ratio"), 100, 1e-9);  // all regions are their own standard

        nlohmann::json inputs = strata();
        inputs["standard"] = {{"columns", {"age", "n", "d"}}, {"rows", {{"young", 9000, 9}, {"old", 1000, 5}}}};
        inputs["standardPeople"] = "n";
        inputs["standardEvents"] = "d";
        const auto own = study("standardisation", inputs);
        QVERIFY2(own.ok(), qPrintable(faults(own).join(u' ')));
        near(*cell(*own, "rates", 0, "direct").number, 1e5 * (0.9 * 2 / 4000 + 0.1 * 14 / 2700), 1e-9);
        near(*cell(*own, "ratios", 1, "expected").number, 3.5 + 3, 1e-12);
    }

    void mapsOfPrefectures() {
        nlohmann::json inputs = strata();
        for (std::size_t row = 0; row < 4; ++row) inputs["data"]["rows"][row][0] = row < 2 ? "東京" : "大阪府";
        const auto result = study("standardisation", inputs);
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        const auto& map = std::get<MapChart>(chart(*result, "map")->content);
        QCOMPARE(map.values[1].code, std::string("27"));
        near(*map.values[1].before, *cell(*result, "ratios", 1, "ratio").number, 0);
        QVERIFY(!map.values[1].after && chart(*result, "mapSmoothed"));
    }

    void stratifiedRefusals_data() {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("entered");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char* name, const char* pointer, const char* entered, const char* fault) {
            QTest::newRow(name) << QString::fromUtf8(pointer) << QString::fromUtf8(entered) << QString::fromUtf8(fault);
        };
        row("masked", "/data/rows/1/2", "\"-\"", "regions.missingStratum /inputs/data/rows/1/events");
        row("negative", "/data/rows/1/2", "-3", "regions.negativeNumber /inputs/data/rows/1/events");
        row("stratum twice", "/data/rows/1/1", "\"young\"", "regions.duplicateStratum /inputs/data/rows/1/area");
        row("nobody", "/data/rows/1/3", "0", "regions.eventsWithoutPeople /inputs/data/rows/1/events");
        row("no stratum", "/data/rows/1/1", "null", "regions.stratumMissing /inputs/data/rows/1/age");
        row("stratum without row", "/data/rows/1/1", "\"oldest\"",
            "regions.stratumWithoutRow /inputs/data/rows/0/area");
        row("words", "/data/rows/1/3", "\"12千人\"", "studies.notANumber /inputs/data/rows/1/people");
        row("expected too", "/expected", "\"people\"", "regions.expectedAndStrata /inputs/expected");
    }
    void stratifiedRefusals() {
        QFETCH(QString, pointer);
        QFETCH(QString, entered);
        QFETCH(QString, fault);
        nlohmann::json inputs = strata();
        inputs[nlohmann::json::json_pointer(pointer.toStdString())] = nlohmann::json::parse(entered.toStdString());
        const QStringList found = faults(study("standardisation", inputs));
        QVERIFY2(found.contains(fault), qPrintable(found.join(u' ')));
    }

    void leftOutRegion() {
        nlohmann::json inputs = strata();
        inputs["data"]["rows"][1][2] = "-";
        inputs["missing"] = "exclude";
        const auto result = study("standardisation", inputs);
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        QCOMPARE(table(*result, "ratios")->rows.size(), std::size_t{1});
        QVERIFY(hasNote(*result, "regions.regionsLeftOut"));
    }

    // Shares by hand: of 950 patients of the north 310 go elsewhere and nobody comes.
    void patientFlow() {
        const auto request = example("patientFlow");
        const auto result = study("patientFlow", request["inputs"]);
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        QVERIFY(allFinite(*result));
        near(*cell(*result, "areas", 0, "outflowShare").number, 310.0 / 950, 1e-12);
        near(*cell(*result, "areas", 0, "inflowShare").number, 0, 1e-12);
        near(value(*result, "movingShare"), 850.0 / 5320, 1e-12);
        near(value(*result, "areasForReview"), 2, 0);  // north and south: small, little inflow, much outflow
        QCOMPARE(cell(*result, "areas", 1, "review").text.en, std::string("not met"));

        // Who goes where, the largest flow first.
        const auto& flows = std::get<BarChart>(result->charts.front().content);
        QCOMPARE(flows.categories.size(), std::size_t{3});
        QCOMPARE(flows.categories[0].ja, std::string("南部 → 中央"));
        QCOMPARE(flows.categories[2].ja, std::string("中央 → 南部"));
        QCOMPARE(flows.series[0].values, (std::vector<double>{420, 310, 120}));
        QVERIFY(result->charts.front().caption.en.find("3 / 3, 100 %") != std::string::npos);

        nlohmann::json inputs = request["inputs"];
        inputs["data"]["rows"][1][2] = "-";
        QCOMPARE(faults(study("patientFlow", inputs)),
                 QStringList{QStringLiteral("regions.missingFlow /inputs/data/rows/1/patients")});
        inputs["missing"] = "exclude";
        QVERIFY(hasNote(*study("patientFlow", inputs), "regions.flowsLeftOut"));
        inputs["data"]["rows"][1] = {"北部", "北部医療圏", 1};  // the same area in other words
        QCOMPARE(faults(study("patientFlow", inputs)),
                 QStringList{QStringLiteral("regions.duplicateFlow /inputs/data/rows/1/to")});
    }

    // Published indices 282.4 and 205.5 from rounded inputs; the thresholds are those of the same publication.
    void physicianIndex() {
        const auto result = study("physicianIndex", example("physicianIndex")["inputs"]);
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        near(*cell(*result, "areas", 0, "index").number, 282.4, 0.15);
        near(*cell(*result, "areas", 1, "index").number, 205.5, 0.15);
        QCOMPARE(cell(*result, "areas", 0, "standing").text.en, std::string("many"));
        QCOMPARE(cell(*result, "areas", 1, "standing").text.en, std::string("between"));
    }

    // Two classes of 10 and 30 doctors at 60 and 40 hours a week: mean 45.
    void physiciansByClass() {
        nlohmann::json inputs{{"data",
                               {{"columns", {"area", "young", "old", "people", "ratio"}},
                                {"rows", {{"a", 4, 10, 100'000, 1}, {"b", 6, 20, 200'000, 0.9}}}}},
                              {"region", "area"},
                              {"population", "people"},
                              {"ratio", "ratio"},
                              {"classes", {"young", "old"}},
                              {"hours", {{{"class", "young"}, {"hours", "60"}}, {{"class", "old"}, {"hours", "40"}}}}};
        const auto result = study("physicianIndex", inputs);
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        near(value(*result, "highest"), (6 * 60 + 20 * 40) / 45.0 / 1.8, 1e-10);
        near(value(*result, "lowest"), (4 * 60 + 10 * 40) / 45.0, 1e-10);
        near(value(*result, "index"), 40 / 2.8, 1e-10);
        inputs["hours"].erase(1);
        QCOMPARE(faults(study("physicianIndex", inputs)),
                 QStringList{QStringLiteral("regions.classWithoutHours /inputs/hours")});
        inputs["data"]["rows"][0][3] = 0;
        QVERIFY(faults(study("physicianIndex", inputs))
                    .contains(QStringLiteral("regions.populationNotPositive /inputs/data/rows/0/people")));
    }

    void examples_data() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"inequality", "concentration", "standardisation", "patientFlow", "physicianIndex"}) {
            QTest::newRow(method) << method;
        }
    }
    void examples() {
        QFETCH(QString, method);
        const auto request = example(method.toStdString());
        QCOMPARE(request["method"].get<std::string>(), method.toStdString());
        const auto result = study(method.toStdString(), request["inputs"]);
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        QVERIFY(allFinite(*result));
        QVERIFY(!result->figures.empty() && !result->charts.empty());
        QVERIFY(!result->methodText.empty() && !result->references.empty());
    }
};

QTEST_APPLESS_MAIN(RegionStudiesTest)
#include "region_studies_test.moc"
