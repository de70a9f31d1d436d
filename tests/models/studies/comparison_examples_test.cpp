// Studies of utilities and sample sizes, and the examples of the guide.
#include "tests/models/studies/study_test_data.h"

using namespace kachi;
using namespace kachi::study_test_data;

namespace {

nlohmann::json answers() {
    return {{"columns", {"id", "arm", "month", "eq5d"}},
            {"rows",
             {{1, "new", 0, "21232"},
              {1, "new", 3, "11111"},
              {2, "new", 0, "33333"},
              {2, "new", 3, "21111"},
              {3, "old", 0, "21232"},
              {3, "old", 3, "11121"},
              {4, "old", 0, "44444"},
              {4, "old", 3, "33333"},
              {5, "old", 0, "11112"},
              {5, "old", 3, "11112"}}}};
}

/// Cell of the row with these first two cells.
double armCell(const StudyResult& result, const std::string& table, const std::string& first, const std::string& second,
               const std::string& column) {
    for (const StudyTable& candidate : result.tables) {
        if (candidate.key != table) continue;
        for (const auto& row : candidate.rows) {
            if (row[0].text.en != first || row[1].text.en != second) continue;
            for (std::size_t index = 0; index < row.size(); ++index) {
                if (candidate.columns[index].key == column && row[index].number) return *row[index].number;
            }
        }
    }
    qFatal("no cell %s", table.c_str());
}

}  // namespace

class ComparisonExamplesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void examples_data() {
        QTest::addColumn<QString>("method");
        for (const char* method :
             {"comparison", "proportions", "regression", "cox", "weighting", "utilities", "sampleSize"}) {
            QTest::newRow(method) << QString::fromLatin1(method);
        }
    }

    void examples() {
        QFETCH(QString, method);
        std::ifstream file(std::string(KACHI_SOURCE_DIR) + "/resources/guide/examples/study-" + method.toStdString() +
                           ".json");
        const auto json = nlohmann::json::parse(file);
        const auto result = runStudy(request(json.at("method"), json.at("inputs")), {});
        QVERIFY2(result.ok(), sentences(result.issues()).c_str());
        QCOMPARE(result->method, method.toStdString());
        QVERIFY(!result->methodText.ja.empty() && !result->references.empty());
        for (const StudyFigure& figure : result->figures) {
            for (const auto& value : {figure.value, figure.low, figure.high, figure.standardError}) {
                QVERIFY2(!value || std::isfinite(*value), figure.key.c_str());
            }
        }
        for (const StudyTable& table : result->tables) {
            for (const auto& row : table.rows) {
                QCOMPARE(row.size(), table.columns.size());
                for (const StudyValue& cell : row)
                    QVERIFY2(!cell.number || std::isfinite(*cell.number), table.key.c_str());
            }
        }
    }

    /// Means of the utilities of the published value set: new, baseline (0.6848 + 0.4800)/2; changes 0.3152 and 0.3952.
    void utilities() {
        const auto result = runStudy(request("utilities", {{"data", answers()},
                                                           {"profile", "eq5d"},
                                                           {"subject", "id"},
                                                           {"arm", "arm"},
                                                           {"reference", "old"},
                                                           {"visit", "month"}}),
                                     {});
        QVERIFY2(result.ok(), sentences(result.issues()).c_str());
        close(armCell(*result, "utilities", "new", "0", "mean"), (0.6848 + 0.4800) / 2, 1e-12, "mean");
        close(armCell(*result, "changes", "new", "3", "mean"), (0.3152 + 0.3952) / 2, 1e-12, "change");
        close(cellOf(*result, "profiles", "44444", "utility"), 0.1883, 1e-12, "profile");
        // Least squares on arm and baseline worked out from the within-arm slope.
        const double slope = [] {
            const double x[] = {0.6848, 0.4800, 0.6848, 0.1883, 0.8673};
            const double y[] = {1.0, 0.8752, 0.8946, 0.4800, 0.8673};
            double xy = 0;
            double xx = 0;
            for (const auto& [first, end] : {std::pair{0, 2}, std::pair{2, 5}}) {
                double meanX = 0;
                double meanY = 0;
                for (int row = first; row < end; ++row) {
                    meanX += x[row] / (end - first);
                    meanY += y[row] / (end - first);
                }
                for (int row = first; row < end; ++row) {
                    xy += (x[row] - meanX) * (y[row] - meanY);
                    xx += (x[row] - meanX) * (x[row] - meanX);
                }
            }
            return xy / xx;
        }();
        const double difference = (1.0 + 0.8752) / 2 - (0.8946 + 0.4800 + 0.8673) / 3 -
                                  slope * ((0.6848 + 0.4800) / 2 - (0.6848 + 0.1883 + 0.8673) / 3);
        close(armCell(*result, "adjusted", "3", "new", "difference"), difference, 1e-9, "adjusted difference");
    }

    void utilityRefusals_data() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("code");
        QTest::newRow("level 6") << "11611"
                                 << "utilities.invalidProfile";
        QTest::newRow("four digits") << "1111"
                                     << "utilities.invalidProfile";
        QTest::newRow("sound") << "11111"
                               << "ok";
    }

    void utilityRefusals() {
        QFETCH(QString, cell);
        QFETCH(QString, code);
        nlohmann::json data = answers();
        data["rows"][4][3] = cell.toStdString();
        const auto result = runStudy(request("utilities", {{"data", data}, {"profile", "eq5d"}}), {});
        QCOMPARE(firstCode(result), code);
        if (!result.ok()) QCOMPARE(result.issues().front().where, std::string("/inputs/data/rows/4/eq5d"));
    }

    void twiceAtAVisit() {
        const auto result =
            runStudy(request("utilities", {{"data", answers()}, {"profile", "eq5d"}, {"subject", "id"}}), {});
        QCOMPARE(firstCode(result), QStringLiteral("utilities.duplicateVisit"));
    }

    /// R documentation of power.t.test and power.prop.test.
    void sizes() {
        const auto power =
            runStudy(request("sampleSize",
                             {{"question", "means"}, {"size", "20"}, {"difference", "1"}, {"standardDeviation", "1"}}),
                     {});
        QVERIFY2(power.ok(), sentences(power.issues()).c_str());
        close(valueOf(*power, "power"), 0.8689528, 1e-7, "power");
        const auto size = runStudy(
            request("sampleSize",
                    {{"question", "means"}, {"power", "0.9"}, {"difference", "1"}, {"standardDeviation", "1"}}),
            {});
        QVERIFY(size.ok());
        close(valueOf(*size, "size"), 22.02110, 1e-6, "size");
        close(valueOf(*size, "total"), 46, 0, "patients");
    }

    void sizeRefusals_data() {
        QTest::addColumn<QString>("inputs");
        QTest::addColumn<QString>("code");
        QTest::newRow("no difference") << R"({"question": "means", "difference": "0", "standardDeviation": "1"})"
                                       << "sampleSize.noEffect";
        QTest::newRow("no ratio") << R"({"question": "survival", "hazardRatio": "1", "firstShare": "0.4",
                                         "secondShare": "0.5"})"
                                  << "sampleSize.noEffect";
        QTest::newRow("same shares") << R"({"question": "proportions", "firstShare": "0.3", "secondShare": "0.3"})"
                                     << "sampleSize.noEffect";
        QTest::newRow("below the margin") << R"({"question": "nonInferiorProportions", "firstShare": "0.8",
                                                 "secondShare": "0.6", "margin": "0.1"})"
                                          << "sampleSize.belowMargin";
        QTest::newRow("missing") << R"({"question": "rates", "firstRate": "1"})"
                                 << "field.missing";
        QTest::newRow("tiny power") << R"({"question": "means", "difference": "1", "standardDeviation": "1",
                                           "power": "0.01"})"
                                    << "sampleSize.powerBelowAlpha";
        QTest::newRow("tiny difference") << R"({"question": "means", "difference": "0.0000001",
                                                "standardDeviation": "1"})"
                                         << "sampleSize.tooLarge";
    }

    void sizeRefusals() {
        QFETCH(QString, inputs);
        QFETCH(QString, code);
        const auto result = runStudy(request("sampleSize", nlohmann::json::parse(inputs.toStdString())), {});
        QCOMPARE(firstCode(result), code);
    }

    /// The refusal names the ratio that was typed, not its logarithm.
    void noEffectNamesWhatWasTyped() {
        const auto result = runStudy(
            request("sampleSize",
                    {{"question", "survival"}, {"hazardRatio", "1"}, {"firstShare", "0.4"}, {"secondShare", "0.5"}}),
            {});
        QCOMPARE(result.issues().front().value, std::string("1"));
        QCOMPARE(result.issues().front().limit, std::string("1"));
    }

    /// lme4 and nlme of R on the same answers: tests/data/utilities-mixed. Tolerance 1e-7 of utilities between 0 and 1:
    /// where the searches for the variance end.
    void mixedModelOfUtilities() {
        std::ifstream file(std::string(KACHI_TEST_DATA) + "/utilities-mixed/case.json");
        const auto json = nlohmann::json::parse(file);
        const auto result = runStudy(request("utilities", json.at("inputs")), {});
        QVERIFY2(result.ok(), sentences(result.issues()).c_str());
        const auto tableOf = [&](const std::string& key) -> const StudyTable& {
            return *std::ranges::find(result->tables, key, &StudyTable::key);
        };
        const auto check = [](const std::vector<StudyValue>& row, double estimate, double error) {
            QVERIFY2(std::abs(*row[3].number - estimate) < 1e-7, qPrintable(QString::number(*row[3].number, 'g', 12)));
            QVERIFY2(std::abs(*row[4].number - error) < 1e-7, qPrintable(QString::number(*row[4].number, 'g', 12)));
        };
        const auto find = [](const StudyTable& table, const std::vector<std::string>& words) {
            return *std::ranges::find_if(table.rows, [&](const auto& row) {
                return row[0].text.en == words[0] && row[1].text.en == words[1] && row[2].text.en == words[2];
            });
        };
        for (const auto& row : json.at("expected").at("means")) {
            check(find(tableOf("mixedMeans"), {"mean", row[0], row[1]}), row[2], row[3]);
        }
        for (const auto& row : json.at("expected").at("changes")) {
            check(find(tableOf("mixedDifferences"), {row[0], row[1], row[2]}), row[3], row[4]);
        }
        const StudyTable& variances = tableOf("mixedVariances");
        for (std::size_t part = 0; part < 2; ++part) {
            const double expected = json.at("expected").at("variances")[part];
            QVERIFY(std::abs(*variances.rows[part][1].number - expected) < 1e-7);
        }
        QCOMPARE(result->joints.back().estimates.size(), std::size_t(6));
    }

    /// One answer each leaves nothing to repeat: the summary stays, the mixed model says why it is missing.
    void mixedModelLeftOut() {
        const nlohmann::json data{{"columns", {"id", "month", "eq5d"}}, {"rows", {{1, 0, "11111"}, {2, 3, "21232"}}}};
        const auto result = runStudy(
            request("utilities", {{"data", data}, {"subject", "id"}, {"visit", "month"}, {"profile", "eq5d"}}), {});
        QVERIFY2(result.ok(), sentences(result.issues()).c_str());
        QVERIFY(std::ranges::any_of(result->notes,
                                    [](const Issue& note) { return note.code == "utilities.mixedModelLeftOut"; }));
    }

    /// R 4.2.2: chisq.test and fisher.test of the 3 × 3 table, adjusted residual chisq.test(M)$stdres[1, 1] by hand:
    /// (8 − 10·9/34)/√(10·9/34·(1 − 10/34)(1 − 9/34)).
    void groupsByCategories() {
        nlohmann::json cells = nlohmann::json::array();
        const double counts[3][3] = {{8, 0, 2}, {1, 7, 4}, {0, 3, 9}};
        for (int group = 0; group < 3; ++group) {
            for (int category = 0; category < 3; ++category) {
                cells.push_back({{"group", "群" + std::to_string(group)},
                                 {"category", "c" + std::to_string(category)},
                                 {"count", counts[group][category]}});
            }
        }
        const auto result = runStudy(request("proportions", {{"design", "categories"}, {"cells", cells}}), {});
        QVERIFY2(result.ok(), sentences(result.issues()).c_str());
        QVERIFY(std::abs(*result->figures[0].value - 2.650386004900155e-05) < 1e-14);
        QVERIFY(std::abs(*result->figures[1].value - 26.15481481481482) < 1e-10);
        const double expected = 10.0 * 9 / 34;
        const double residual = (8 - expected) / std::sqrt(expected * (1 - 10.0 / 34) * (1 - 9.0 / 34));
        QVERIFY(std::abs(armCell(*result, "cells", "群0", "c0", "residual") - residual) < 1e-12);
        nlohmann::json forgotten = cells;
        forgotten.erase(4);
        const auto incomplete = runStudy(request("proportions", {{"design", "categories"}, {"cells", forgotten}}), {});
        QVERIFY(!incomplete.ok());
        QCOMPARE(QString::fromStdString(incomplete.issues().front().code), QStringLiteral("proportions.missingCell"));
        cells[1]["count"] = cells[4]["count"] = cells[7]["count"] = 0;
        const auto refused = runStudy(request("proportions", {{"design", "categories"}, {"cells", cells}}), {});
        QVERIFY(!refused.ok());
        QCOMPARE(QString::fromStdString(refused.issues().front().code), QStringLiteral("proportions.noCount"));
    }

    /// Sizes whose squares overflow are refused at their cell; what overflows later is empty and said so.
    void hugeNumbers() {
        const nlohmann::json huge{{"columns", {"v", "g"}}, {"rows", {{1e300, "a"}, {2, "a"}, {3, "b"}, {5, "b"}}}};
        const auto refused = runStudy(request("summary", {{"data", huge}, {"columns", {"v"}}}), {});
        QVERIFY(!refused.ok());
        QCOMPARE(QString::fromStdString(refused.issues().front().code), QStringLiteral("studies.numberTooLarge"));
        QCOMPARE(QString::fromStdString(refused.issues().front().details.at("row")), QStringLiteral("1"));
        const nlohmann::json one{{"columns", {"t", "e"}}, {"rows", {{1e59, 1}, {2e59, 0}}}};
        const auto result = runStudy(
            request("survival", {{"data", one}, {"time", "t"}, {"event", "e"}, {"families", "exponential"}}), {});
        QVERIFY2(result.ok(), sentences(result.issues()).c_str());
        for (const StudyTable& table : result->tables) {
            for (const auto& row : table.rows) {
                for (const StudyValue& cell : row) QVERIFY(!cell.number || std::isfinite(*cell.number));
            }
        }
    }

    /// Nobody is left to compare with at the only event, and a covariate that the strata fix: the partial likelihood is
    /// flat (R's coxph gives NA).
    void coxWithoutInformation() {
        const nlohmann::json data{{"columns", {"t", "e", "g", "s"}},
                                  {"rows", {{12.5, 1, "a", 1}, {12.4, 0, "b", 1}, {12.3, 0, "b", 2}}}};
        const nlohmann::json strata{{"columns", {"t", "e", "g", "s"}},
                                    {"rows", {{1, 1, "a", 1}, {2, 1, "a", 1}, {3, 1, "b", 2}, {4, 1, "b", 2}}}};
        for (const auto& [rows, more] : {std::pair{data, std::string()}, std::pair{strata, std::string("s")}}) {
            nlohmann::json inputs{{"data", rows}, {"time", "t"}, {"event", "e"}, {"group", "g"}};
            if (!more.empty()) inputs["strata"] = more;
            const auto refused = runStudy(request("cox", inputs), {});
            QVERIFY(!refused.ok());
            QCOMPARE(QString::fromStdString(refused.issues().front().code), QStringLiteral("cox.noInformation"));
        }
    }
};

QTEST_APPLESS_MAIN(ComparisonExamplesTest)
#include "comparison_examples_test.moc"
