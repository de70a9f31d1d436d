// label: golden
#include "tests/models/studies/region_study_data.h"

using namespace kachi;
using namespace kachi::test;

namespace {

nlohmann::json procedures(const std::string& item) {
    return {{"data", dataOfFile(std::string(KACHI_SOURCE_DIR) + "/resources/tables/ndb-procedures-2023.csv")},
            {"region", "code"},
            {"population", "population_2023"},
            {"count", item},
            {"replicates", "200"}};
}

nlohmann::json physicians() {
    return {{"data", dataOfFile(std::string(KACHI_TEST_DATA) + "/inequality-prefectures/physicians.csv")},
            {"region", "jis_code"},
            {"population", "population_2020"},
            {"group", "region_en"},
            {"replicates", "200"}};
}

nlohmann::json small(const std::string& rows) {
    return {{"data", {{"columns", {"region", "people", "count"}}, {"rows", nlohmann::json::parse(rows)}}},
            {"region", "region"},
            {"population", "people"},
            {"count", "count"},
            {"replicates", "200"}};
}

}  // namespace

class InequalityStudyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Measures of procedures by prefecture, 10th NDB open data, computed independently in Python from the published
    // formulas with population weights; the highest rates are those of the published table.
    void procedures_data() {
        QTest::addColumn<double>("mean");
        QTest::addColumn<double>("maximum");
        QTest::addColumn<double>("gini");
        QTest::addColumn<double>("theilT");
        QTest::addColumn<double>("theilL");
        QTest::addColumn<double>("atkinson");
        QTest::addColumn<double>("variation");
        QTest::addColumn<double>("ratio");
        QTest::newRow("tavi") << 11.724686979807 << 24.474474474474 << 0.1413601222424 << 0.03572711212586
                              << 0.03816769696012 << 0.03744848960638 << 0.2662175608531 << 6.622227997228;
        QTest::newRow("pacemaker_transvenous")
            << 29.666353043352 << 44.75138121547 << 0.1034292576198 << 0.01751494477863 << 0.01685741194268
            << 0.01671612082223 << 0.1918751047652 << 1.943639870542;
        QTest::newRow("pacemaker_leadless")
            << 7.060545382902 << 23.111684958037 << 0.2097181947702 << 0.08111363525317 << 0.07909596528486
            << 0.07604874705473 << 0.4343963699902 << 13.385517538197;
        QTest::newRow("robot_prostatectomy")
            << 21.073074232226 << 39.581719597211 << 0.1324659525665 << 0.0330456762831 << 0.03669377185308
            << 0.03602871470448 << 0.2526234173529 << 5.968137295296;
        QTest::newRow("tha") << 72.253986634822 << 97.172034564022 << 0.08704642810486 << 0.01279901242707
                             << 0.01332655709007 << 0.01323815167713 << 0.1579020360963 << 2.260221523959;
        QTest::newRow("ablation_af") << 82.811029890714 << 114.995034756703 << 0.1020448419512 << 0.01916071040618
                                     << 0.02110687600709 << 0.02088568485119 << 0.188582305615 << 2.840688155882;
    }
    void procedures() {
        const auto result = study("inequality", ::procedures(QTest::currentDataTag()));
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        QVERIFY(allFinite(*result));
        const auto check = [&](const char* key, const char* column) {
            const double expected = *static_cast<double*>(QTest::qData(column, qMetaTypeId<double>()));
            near(value(*result, key), expected, 1e-10 * expected, key);
        };
        check("mean", "mean");
        check("maximum", "maximum");
        check("gini", "gini");
        check("theilT", "theilT");
        check("theilL", "theilL");
        check("atkinson.1", "atkinson");
        check("coefficientOfVariation", "variation");
        check("maxOverMin", "ratio");
        const auto& map = std::get<MapChart>(chart(*result, "map")->content);
        QCOMPARE(map.values.size(), std::size_t{47});
        QVERIFY(!map.values[0].after);
        QVERIFY(figure(*result, "gini")->low && *figure(*result, "gini")->low < *figure(*result, "gini")->high);
    }

    // Physicians per 100,000 by eight regions, and the maldistribution indices, computed from the published formulas.
    void physiciansByBlock() {
        nlohmann::json inputs = physicians();
        inputs["count"] = "physicians_total_2020";
        const auto result = study("inequality", inputs);
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        near(value(*result, "mean"), 269.230, 5e-4);
        near(value(*result, "gini"), 0.102543, 5e-7);
        near(value(*result, "theilT"), 0.01606032, 5e-9);
        near(value(*result, "theilTWithin"), 0.01176351, 5e-9);
        near(value(*result, "theilTBetween"), 0.00429681, 5e-9);
        near(value(*result, "theilL"), 0.01625150, 5e-9);
        near(value(*result, "theilLWithin"), 0.01199166, 5e-9);
        near(value(*result, "theilLBetween"), 0.00425985, 5e-9);
        const StudyTable* groups = table(*result, "groups");
        QCOMPARE(groups->rows.size(), std::size_t{8});
        near(*cell(*result, "groups", 0, "mean").number, 262.8137, 5e-5);  // Hokkaido
        inputs["weighting"] = "equal";
        const auto equal = study("inequality", inputs);
        near(value(*equal, "gini"), 0.089796, 5e-7);
        near(value(*equal, "maxOverMin"), 1.9261, 5e-5);
    }

    void indexValues() {
        nlohmann::json inputs = physicians();
        inputs["value"] = "physician_maldistribution_index_2019";
        inputs["secondValue"] = "physician_maldistribution_index_2024";
        inputs["weighting"] = "equal";
        const auto result = study("inequality", inputs);
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        near(value(*result, "mean"), 230.464, 5e-4);
        near(value(*result, "gini"), 0.090856, 5e-7);
        near(value(*result, "gini.second"), 0.087186, 5e-7);
        near(value(*result, "gini.difference"), 0.087186 - 0.090856, 1e-6);
        near(value(*result, "theilT.second"), 0.011931, 5e-7);
        // Values that are no counts have no chance variation of their own.
        QVERIFY(!figure(*result, "gini")->low);
        inputs["superpopulation"] = true;
        const auto drawn = study("inequality", inputs);
        QVERIFY(drawn.ok() && figure(*drawn, "gini")->low && hasNote(*drawn, "regions.superpopulation"));
        inputs["weighting"] = "population";
        near(value(*study("inequality", inputs), "gini.second"), 0.105512, 5e-7);
    }

    // Beds of the 330 secondary medical areas: the ten without residents are left out and named; areas of one name are
    // told apart by prefecture; differences within and between prefectures add up.
    void medicalAreas() {
        nlohmann::json inputs{
            {"data", dataOfFile(std::string(KACHI_SOURCE_DIR) + "/resources/tables/medical-areas.csv")},
            {"region", "area_ja"},
            {"group", "prefecture_ja"},
            {"population", "population_2025"},
            {"count", "beds_2024"},
            {"replicates", "50"}};
        QCOMPARE(study("inequality", inputs).issues().size(), std::size_t{10});
        inputs["missing"] = "exclude";
        const auto result = study("inequality", inputs);
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        QCOMPARE(table(*result, "regions")->rows.size(), std::size_t{320});
        QCOMPARE(table(*result, "missing")->rows.size(), std::size_t{10});
        near(value(*result, "theilTWithin") + value(*result, "theilTBetween"), value(*result, "theilT"), 1e-12);
        // Σ s_g T_g of the table of groups is the part within.
        double within = 0;
        for (std::size_t g = 0; g < table(*result, "groups")->rows.size(); ++g) {
            within +=
                *cell(*result, "groups", g, "resourceShare").number * *cell(*result, "groups", g, "theilT").number;
        }
        near(within, value(*result, "theilTWithin"), 1e-12);
        inputs.erase("group");
        QVERIFY(faults(study("inequality", inputs)).join(u' ').contains(QStringLiteral("regions.duplicateRegion")));
    }

    // Values of 10 and 20 weigh 1:1 before and 1:3 after: means 15 and 17.5.
    void weightsOfEachPeriod() {
        nlohmann::json inputs{
            {"data",
             {{"columns", {"region", "value", "people", "later"}}, {"rows", {{"a", 10, 5, 1}, {"b", 20, 5, 3}}}}},
            {"region", "region"},
            {"value", "value"},
            {"secondValue", "value"},
            {"population", "people"},
            {"secondPopulation", "later"}};
        const auto result = study("inequality", inputs);
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        near(value(*result, "mean"), 15, 1e-12);
        near(value(*result, "mean.second"), 17.5, 1e-12);
        inputs.erase("secondValue");
        QCOMPARE(faults(study("inequality", inputs)), QStringList{QStringLiteral("field.missing /inputs/secondValue")});
    }

    // Rank by need: five equal groups with health 60 … 70; closed forms by hand.
    void rankMeasures() {
        const nlohmann::json inputs{
            {"data",
             {{"columns", {"group", "health", "rank"}},
              {"rows", {{"a", 60, 1}, {"b", 62, 2}, {"c", 65, 3}, {"d", 68, 4}, {"e", 70, 5}}}}},
            {"region", "group"},
            {"value", "health"},
            {"rank", "rank"},
            {"epsilons", "1, 2, 5, 10.95"},
            {"alphas", "0.05, 0.15"},
            {"boundLow", "0"},
            {"boundHigh", "100"}};
        const auto result = study("inequality", inputs);
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        near(value(*result, "concentrationIndex"), 0.032, 1e-12);
        near(value(*result, "slopeIndex"), 13, 1e-10);
        near(value(*result, "relativeIndexMean"), 0.2, 1e-12);
        near(value(*result, "relativeIndexRatio"), 1.222222, 5e-7);
        near(value(*result, "erreygers"), 4 * 65 * 0.032 / 100, 1e-12);
        near(value(*result, "wagstaff"), 0.032 * 100 * 65 / (35.0 * 65), 1e-12);
        near(65 * (1 - value(*result, "atkinson.10.95")), 63.890216, 5e-7);
        near(value(*result, "kolm.0.05"), 0.338591, 5e-7);
        near(value(*result, "kolm.0.15"), 0.984070, 5e-7);
        QVERIFY(chart(*result, "concentration") && !chart(*result, "map"));
    }

    // Gini of rates 1 … n is (n² − 1)/(3n(n + 1)) = (n − 1)/(3n); Theil of two equal groups by its formula.
    void closedForms() {
        nlohmann::json rows = nlohmann::json::array();
        for (int i = 1; i <= 20; ++i) rows.push_back({"r" + std::to_string(i), 100'000, i});
        near(value(*study("inequality", small(rows.dump())), "gini"), 19.0 / 60, 1e-12);
        const auto two = study("inequality", small(R"([["a", 100000, 1], ["b", 100000, 3]])"));
        near(value(*two, "theilT"), 0.25 * std::log(0.5) + 0.75 * std::log(1.5), 1e-12);
        near(value(*two, "theilL"), -0.5 * std::log(0.75), 1e-12);
    }

    // A transfer from a better to a worse provided region lowers every measure; scale changes none of the relative
    // ones.
    void transferAndScale() {
        const auto before = study("inequality", small(R"([["a", 1000, 10], ["b", 1000, 50], ["c", 2000, 60]])"));
        const auto after = study("inequality", small(R"([["a", 1000, 15], ["b", 1000, 45], ["c", 2000, 60]])"));
        const auto scaled = study("inequality", small(R"([["a", 1000, 100], ["b", 1000, 500], ["c", 2000, 600]])"));
        for (const char* key : {"gini", "theilT", "theilL", "atkinson.2", "coefficientOfVariation", "hoover"}) {
            QVERIFY2(value(*after, key) < value(*before, key), key);
            near(value(*scaled, key), value(*before, key), 1e-12, key);
        }
    }

    void change() {
        nlohmann::json inputs = small(R"([["北海道", 5092000, 900, 1900], ["青森", 1184000, 100, 420],
                                          ["岩手", 1163000, 60, 450], ["宮城", 2264000, 500, 900]])");
        inputs["data"]["columns"] = {"region", "people", "count", "later"};
        inputs["secondCount"] = "later";
        inputs["replicates"] = "2000";
        const auto result = study("inequality", inputs, 1);
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        QVERIFY(*figure(*result, "gini.difference")->high < 0);  // the gap closed beyond chance
        const auto p = cell(*result, "measures", 3, "p").number;
        QVERIFY(p && *p < 0.01);
        QVERIFY(std::get<MapChart>(chart(*result, "map")->content).values[0].after);
        QVERIFY(hasNote(*result, "regions.absentPrefectures"));
        const auto again = study("inequality", inputs, 2);
        QVERIFY(figure(*again, "gini.difference")->low == figure(*result, "gini.difference")->low);
    }

    void missing_data() {
        QTest::addColumn<QString>("choice");
        QTest::addColumn<double>("mean");  // per 1,000
        QTest::addColumn<int>("regions");
        // Counts 10, 20, 40 of 1,000 people each, and one masked: group x holds 10 and the masked one.
        QTest::newRow("excluded") << "exclude" << 70.0 / 3 << 3;
        QTest::newRow("national rate") << "fillNational" << 70.0 / 3 << 4;
        QTest::newRow("rate of the group") << "fillGroup" << 80.0 / 4 << 4;
    }
    void missing() {
        QFETCH(QString, choice);
        QFETCH(double, mean);
        QFETCH(int, regions);
        nlohmann::json inputs =
            small(R"([["a", 1000, 10, "x"], ["b", 1000, 20, "y"], ["c", 1000, 40, "y"], ["d", 1000, "-", "x"]])");
        inputs["data"]["columns"] = {"region", "people", "count", "group"};
        inputs["group"] = "group";
        inputs["rateBase"] = "1000";
        inputs["missing"] = choice.toStdString();
        const auto result = study("inequality", inputs);
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        near(value(*result, "mean"), mean, 1e-12);
        QCOMPARE(int(table(*result, "regions")->rows.size()), regions);
        QCOMPARE(table(*result, "missing")->rows.size(), std::size_t{1});
        QVERIFY(hasNote(*result, "regions.missingTreated"));
        inputs.erase("missing");
        QCOMPARE(faults(study("inequality", inputs)),
                 QStringList{QStringLiteral("regions.missingCell /inputs/data/rows/3/count")});
    }

    void hostile_data() {
        QTest::addColumn<QString>("rows");
        QTest::addColumn<QString>("choice");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char* name, const char* rows, const char* fault, const char* choice = "refuse") {
            QTest::newRow(name) << QString::fromUtf8(rows) << QString::fromUtf8(choice) << QString::fromUtf8(fault);
        };
        row("one prefecture twice", R"([["13", 10, 1], ["東京", 10, 2], ["大阪", 10, 2]])",
            "regions.duplicateRegion /inputs/data/rows/1/region");
        row("one area twice", R"([["富士・東部", 10, 1], ["富士東部医療圏", 10, 2]])",
            "regions.duplicateRegion /inputs/data/rows/1/region");
        row("no name", R"([["", 10, 1], ["b", 10, 2]])", "regions.nameMissing /inputs/data/rows/0/region");
        row("total", R"([["a", 10, 1], ["b", 10, 2], ["全国", 20, 3]])", "regions.totalRow /inputs/data/rows/2/region");
        row("nobody", R"([["a", 0, 1], ["b", 10, 2]])", "regions.populationNotPositive /inputs/data/rows/0/people");
        row("negative", R"([["a", 10, -1], ["b", 10, 2]])", "regions.negativeNumber /inputs/data/rows/0/count");
        row("mixed units", R"([["a", "12千人", 1], ["b", 10, 2]])", "studies.notANumber /inputs/data/rows/0/people");
        row("half missing", R"([["a", 10, 1], ["b", 10, "-"], ["c", 10, 2], ["d", 10, "-"]])",
            "regions.tooManyMissing /inputs/data/rows/1/count", "exclude");
        row("one region", R"([["a", 10, 1], ["b", 10, "-"], ["c", 10, "-"]])",
            "regions.tooManyMissing /inputs/data/rows/1/count", "fillNational");
        row("group without rate", R"([["a", 10, 1], ["b", 10, 2], ["c", 10, "-"]])", "field.missing /inputs/group",
            "fillGroup");
    }
    void hostile() {
        QFETCH(QString, rows);
        QFETCH(QString, choice);
        QFETCH(QString, fault);
        nlohmann::json inputs = small(rows.toStdString());
        inputs["missing"] = choice.toStdString();
        const auto result = study("inequality", inputs);
        QVERIFY(!result);
        QCOMPARE(faults(result), QStringList{fault});
    }

    void refusedInputs_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("entered");
        QTest::addColumn<QString>("code");
        QTest::newRow("count and value") << "value"
                                         << "count"
                                         << "regions.countAndValue";
        QTest::newRow("epsilon") << "epsilons"
                                 << "0.5, x"
                                 << "studies.badList";
        QTest::newRow("epsilon twice") << "epsilons"
                                       << "1, 1"
                                       << "studies.badList";
        QTest::newRow("alpha") << "alphas"
                               << "-1"
                               << "studies.badList";
        QTest::newRow("one bound") << "boundLow"
                                   << "0"
                                   << "field.missing";
        QTest::newRow("constant rank") << "rank"
                                       << "people"
                                       << "inequality.rankConstant";
        QTest::newRow("column") << "group"
                                << "nothing"
                                << "studies.unknownColumn";
    }
    void refusedInputs() {
        QFETCH(QString, key);
        QFETCH(QString, entered);
        QFETCH(QString, code);
        nlohmann::json inputs = small(R"([["a", 10, 1], ["b", 10, 2]])");
        inputs[key.toStdString()] = entered.toStdString();
        const auto result = study("inequality", inputs);
        QVERIFY(!result);
        QCOMPARE(QString::fromStdString(result.issues().front().code), code);
    }

    // Nobody treated anywhere: relative measures are not defined, and no number is made up.
    void nothingAnywhere() {
        const auto result = study("inequality", small(R"([["a", 10, 0], ["b", 10, 0]])"));
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        QVERIFY(allFinite(*result));
        QVERIFY(!figure(*result, "gini")->value && !figure(*result, "gini")->state.empty());
        QVERIFY(!chart(*result, "lorenz"));
    }
};

QTEST_APPLESS_MAIN(InequalityStudyTest)
#include "inequality_study_test.moc"
