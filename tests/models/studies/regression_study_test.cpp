#include "tests/models/studies/study_test_data.h"

#include <cmath>

using namespace kachi;
using namespace kachi::study_test_data;

namespace {

nlohmann::json lungInputs() {
    return {{"data", dataOf("lung.csv")}, {"time", "time"}, {"event", "status"}, {"group", "sex"}};
}

/// Dobson's counts of R's help page of glm.
nlohmann::json dobson() {
    return {
        {"columns", {"counts", "outcome", "treatment"}},
        {"rows",
         {{18, 1, 1}, {17, 2, 1}, {15, 3, 1}, {20, 1, 2}, {10, 2, 2}, {20, 3, 2}, {25, 1, 3}, {13, 2, 3}, {12, 3, 3}}}};
}

}  // namespace

class RegressionStudyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// R documentation of glm: as printed.
    void poisson() {
        const auto result = runStudy(
            request(
                "regression",
                {{"data", dobson()}, {"family", "poisson"}, {"outcome", "counts"}, {"factors", "outcome, treatment"}}),
            {});
        QVERIFY2(result.ok(), sentences(result.issues()).c_str());
        close(cellOf(*result, "coefficients", "outcome=2", "estimate"), -0.4543, 1.2e-4, "coefficient");
        close(cellOf(*result, "coefficients", "outcome=2", "standardError"), 0.2022, 3e-4, "error");
        close(cellOf(*result, "coefficients", "outcome=2", "pValue"), 0.0246, 2.1e-3, "p");
        close(valueOf(*result, "aic"), 56.76, 1e-4, "AIC");
        QCOMPARE(result->joints.front().estimates.size(), std::size_t{5});
    }

    /// Without gaps the imputed data sets are the data: the pooled estimates are those of the complete cases.
    void imputationWithoutGaps() {
        nlohmann::json inputs{{"data", dobson()},
                              {"family", "poisson"},
                              {"outcome", "counts"},
                              {"factors", "treatment"},
                              {"missing", "imputation"}};
        const auto imputed = runStudy(request("regression", inputs), {});
        inputs["missing"] = "completeCase";
        const auto complete = runStudy(request("regression", inputs), {});
        QVERIFY2(imputed.ok() && complete.ok(), sentences(imputed.issues()).c_str());
        for (const char* column : {"estimate", "standardError"}) {
            close(cellOf(*imputed, "coefficients", "(intercept)", column),
                  cellOf(*complete, "coefficients", "(intercept)", column), 1e-9, column);
        }
    }

    void imputationKeepsRows() {
        const auto result = runStudy(request("regression", {{"data",
                                                             {{"columns", {"y", "age", "sex"}},
                                                              {"rows",
                                                               {{3, 30, "f"},
                                                                {4, nullptr, "m"},
                                                                {5, 52, "m"},
                                                                {5, 55, ""},
                                                                {6, 62, "f"},
                                                                {2, 28, "m"},
                                                                {4, 44, "f"},
                                                                {5, 49, "f"},
                                                                {4, 37, "m"},
                                                                {7, nullptr, "m"},
                                                                {nullptr, 50, "f"}}}}},
                                                            {"family", "linear"},
                                                            {"outcome", "y"},
                                                            {"covariates", "age, sex"},
                                                            {"missing", "imputation"}}),
                                     {});
        QVERIFY2(result.ok(), sentences(result.issues()).c_str());
        close(valueOf(*result, "rows"), 10, 0, "rows");
        QVERIFY(cellOf(*result, "coefficients", "age", "missingInformation") > 0);
    }

    /// One number is one level however it is spelled: means 3 and 6 of the two levels, by hand.
    void spellings() {
        nlohmann::json inputs{{"data",
                               {{"columns", {"y", "flag"}},
                                {"rows", {{2, "no"}, {4, "0"}, {5, "yes"}, {6, "1"}, {7, "1.0"}, {3, "no"}}}}},
                              {"family", "linear"},
                              {"outcome", "y"},
                              {"factors", "flag"}};
        const auto result = runStudy(request("regression", inputs), {});
        QVERIFY2(result.ok(), sentences(result.issues()).c_str());
        close(cellOf(*result, "coefficients", "flag=yes", "estimate"), 3, 1e-12, "difference");
    }

    void refusals_data() {
        QTest::addColumn<QString>("changed");
        QTest::addColumn<QString>("code");
        QTest::newRow("sound") << "{}"
                               << "ok";
        QTest::newRow("not counts") << R"({"family": "poisson", "outcome": "x"})"
                                    << "regression.notACount";
        QTest::newRow("not binary") << R"({"family": "logistic", "outcome": "x"})"
                                    << "regression.notZeroOrOne";
        QTest::newRow("separated") << R"({"family": "logistic", "outcome": "arm", "covariates": "y"})"
                                   << "regression.separated";
        QTest::newRow("exposure of line") << R"({"exposure": "x"})"
                                          << "regression.exposureWithoutCounts";
        QTest::newRow("negative exposure") << R"({"family": "poisson", "exposure": "x"})"
                                           << "regression.notPositive";
        QTest::newRow("constant outcome") << R"({"outcome": "one"})"
                                          << "regression.constantOutcome";
        QTest::newRow("square of words") << R"({"squares": "word"})"
                                         << "regression.squareOfWords";
        QTest::newRow("gaps in words") << R"({"covariates": "word", "missing": "imputation"})"
                                       << "regression.cannotImputeLevels";
        QTest::newRow("no overdispersion") << R"({"family": "negativeBinomial"})"
                                           << "regression.noOverdispersion";
    }

    void refusals() {
        QFETCH(QString, changed);
        QFETCH(QString, code);
        nlohmann::json inputs{{"data",
                               {{"columns", {"y", "x", "arm", "one", "word"}},
                                {"rows",
                                 {{1, -0.5, 0, 1, "a"},
                                  {2, 1.5, 0, 1, "b"},
                                  {3, 0.5, 0, 1, "c"},
                                  {4, 1.0, 1, 1, "a"},
                                  {6, 2.5, 1, 1, ""},
                                  {5, 1.2, 1, 1, "c"}}}}},
                              {"family", "linear"},
                              {"outcome", "y"},
                              {"covariates", "arm"}};
        inputs.merge_patch(nlohmann::json::parse(changed.toStdString()));
        QCOMPARE(firstCode(runStudy(request("regression", inputs), {})), code);
    }

    /// R's survival 3.5.3, tests/data/comparisons; the curves are those of the fit, averaged over no other covariate.
    void cox() {
        const auto known = expected().at("lung");
        const auto result = runStudy(request("cox", lungInputs()), {});
        QVERIFY2(result.ok(), sentences(result.issues()).c_str());
        const double log = known.at("cox_efron_coef").at("factor(sex)2").get<double>();
        close(valueOf(*result, "effect"), std::exp(log), 1e-8, "hazard ratio");
        close(valueOf(*result, "logLikelihood"), known.at("cox_loglik").at(1).get<double>(), 1e-12, "likelihood");
        const StudyTable& curves = result->tables.back();
        const auto& last = curves.rows.back();
        close(std::log(*last[2].number) / std::log(*last[1].number), std::exp(log), 1e-8, "proportional curves");
    }

    void coxRefusals_data() {
        QTest::addColumn<QString>("changed");
        QTest::addColumn<QString>("code");
        QTest::newRow("sound") << "{}"
                               << "ok";
        QTest::newRow("no events") << R"({"event": "none"})"
                                   << "cox.noEvents";
        QTest::newRow("event 2") << R"({"event": "time"})"
                                 << "regression.notZeroOrOne";
        QTest::newRow("time below 0") << R"({"time": "below"})"
                                      << "survivalData.time";
        QTest::newRow("event at 0") << R"({"time": "withZero"})"
                                    << "ok";
        QTest::newRow("late entry") << R"({"entry": "late"})"
                                    << "cox.entryNotBeforeTime";
        QTest::newRow("monotone") << R"({"group": "event"})"
                                  << "cox.monotone";
        QTest::newRow("one group") << R"({"group": "none"})"
                                   << "studies.constantColumn";
        QTest::newRow("nothing to fit") << R"({"group": ""})"
                                        << "field.missing";
        QTest::newRow("twice") << R"({"covariates": "arm"})"
                               << "regression.collinear";
    }

    void coxRefusals() {
        QFETCH(QString, changed);
        QFETCH(QString, code);
        nlohmann::json inputs{{"data",
                               {{"columns", {"time", "event", "arm", "none", "late", "below", "withZero"}},
                                {"rows",
                                 {{5, 1, 0, 0, 1, 5, 5},
                                  {8, 0, 0, 0, 1, 8, 8},
                                  {3, 1, 0, 0, 9, -3, 0},
                                  {9, 1, 1, 0, 1, 9, 9},
                                  {12, 0, 1, 0, 1, 12, 12},
                                  {4, 1, 1, 0, 1, 4, 0}}}}},
                              {"time", "time"},
                              {"event", "event"},
                              {"group", "arm"}};
        inputs.merge_patch(nlohmann::json::parse(changed.toStdString()));
        QCOMPARE(firstCode(runStudy(request("cox", inputs), {})), code);
    }
};

QTEST_APPLESS_MAIN(RegressionStudyTest)
#include "regression_study_test.moc"
