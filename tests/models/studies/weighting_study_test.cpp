#include "models/studies/study.h"
#include "tests/models/studies/study_test_data.h"

using namespace kachi;
using namespace kachi::study_test_data;

class WeightingStudyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Hernán & Robins, programs 12.2 and 12.3; R values of tests/data/comparisons (glm, geeglm).
    void smokingCessation_data() {
        QTest::addColumn<bool>("stabilised");
        QTest::newRow("unstabilised") << false;
        QTest::newRow("stabilised") << true;
    }

    void smokingCessation() {
        QFETCH(bool, stabilised);
        const auto known = expected().at("iptw_nhefs").at("computed");
        const auto effect = known.at(stabilised ? "stabilised" : "unstabilised");
        const auto result =
            runStudy(request("weighting", {{"data", dataOf("nhefs.csv")},
                                           {"treatment", "qsmk"},
                                           {"outcomeType", "continuous"},
                                           {"outcome", "wt82_71"},
                                           {"covariates", "sex, race, age, smokeintensity, smokeyrs, wt71"},
                                           {"factors", "education, exercise, active"},
                                           {"squares", {"age", "smokeintensity", "smokeyrs", "wt71"}},
                                           {"stabilised", stabilised}}),
                     {});
        QVERIFY2(result.ok(), sentences(result.issues()).c_str());
        close(valueOf(*result, "effect"), effect.at("b").get<double>(), 1e-8, "effect");
        close(*figureOf(*result, "effect").standardError, effect.at("se").get<double>(), 1e-8, "robust error");
        close(valueOf(*result, "effectiveTreated"), known.at("ess_treated").get<double>(), 1e-8, "effective size");
        close(valueOf(*result, "effectiveReference"), known.at("ess_control").get<double>(), 1e-8, "effective size");
        close(valueOf(*result, "weightMean"), known.at(stabilised ? "mean_sw" : "mean_w").get<double>(), 1e-8,
              "mean weight");
        for (const auto& [covariate, difference] : known.at("smd_before").items()) {
            close(cellOf(*result, "balance", covariate, "differenceBefore"), difference.get<double>(), 1e-8, covariate);
        }
        for (const auto& [covariate, difference] : known.at("smd_after").items()) {
            close(cellOf(*result, "balance", covariate, "differenceAfter"), difference.get<double>(), 1e-6, covariate);
        }
    }

    /// With one binary confounder the weighted risks are those standardised by its strata; worked out by hand:
    /// risks 0.25 and 0.5 (male), 0.5 and 0.75 (female) with 8 men and 12 women.
    void binaryOutcome() {
        nlohmann::json rows = nlohmann::json::array();
        const auto add = [&](int sex, int arm, int events, int others) {
            for (int row = 0; row < events + others; ++row) rows.push_back({sex, arm, row < events ? 1 : 0});
        };
        add(0, 0, 1, 3);
        add(0, 1, 2, 2);
        add(1, 0, 4, 4);
        add(1, 1, 3, 1);
        const auto result =
            runStudy(request("weighting", {{"data", {{"columns", {"sex", "arm", "event"}}, {"rows", rows}}},
                                           {"treatment", "arm"},
                                           {"outcomeType", "binary"},
                                           {"outcome", "event"},
                                           {"covariates", "sex"}}),
                     {});
        QVERIFY2(result.ok(), sentences(result.issues()).c_str());
        const double reference = (8 * 0.25 + 12 * 0.5) / 20;
        const double treated = (8 * 0.5 + 12 * 0.75) / 20;
        close(valueOf(*result, "referenceLevel"), reference, 1e-9, "reference risk");
        close(valueOf(*result, "treatedLevel"), treated, 1e-9, "treated risk");
        close(valueOf(*result, "effect"), treated - reference, 1e-9, "risk difference");
        close(valueOf(*result, "riskRatio"), treated / reference, 1e-9, "risk ratio");
        close(valueOf(*result, "oddsRatio"), treated / (1 - treated) / (reference / (1 - reference)), 1e-9,
              "odds ratio");
    }

    void refusals_data() {
        QTest::addColumn<QString>("changed");
        QTest::addColumn<QString>("code");
        QTest::newRow("separated") << R"({"covariates": "same"})"
                                   << "regression.separated";
        QTest::newRow("collinear") << R"({"covariates": "sex, double"})"
                                   << "regression.collinear";
        QTest::newRow("constant") << R"({"covariates": "one"})"
                                  << "studies.constantColumn";
        QTest::newRow("groups") << R"({"treatment": "double"})"
                                << "regression.notTwoGroups";
        QTest::newRow("reference") << R"({"reference": "7"})"
                                   << "regression.unknownGroup";
        QTest::newRow("binary") << R"({"outcome": "double", "outcomeType": "binary"})"
                                << "regression.notZeroOrOne";
        QTest::newRow("no confounders") << R"({"covariates": ""})"
                                        << "field.missing";
    }

    void refusals() {
        QFETCH(QString, changed);
        QFETCH(QString, code);
        nlohmann::json inputs{{"data",
                               {{"columns", {"sex", "double", "arm", "same", "one", "y"}},
                                {"rows",
                                 {{0, 1, 0, 0, 1, 3},
                                  {1, 3, 0, 0, 1, 4},
                                  {0, 1, 1, 1, 1, 6},
                                  {1, 3, 1, 1, 1, 5},
                                  {2, 5, 0, 0, 1, 5},
                                  {2, 5, 1, 1, 1, 8}}}}},
                              {"treatment", "arm"},
                              {"outcomeType", "continuous"},
                              {"outcome", "y"},
                              {"covariates", "sex"}};
        QVERIFY(runStudy(request("weighting", inputs), {}).ok());
        inputs.merge_patch(nlohmann::json::parse(changed.toStdString()));
        QCOMPARE(firstCode(runStudy(request("weighting", inputs), {})), code);
    }
};

QTEST_APPLESS_MAIN(WeightingStudyTest)
#include "weighting_study_test.moc"
