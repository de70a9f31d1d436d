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
};

QTEST_APPLESS_MAIN(ComparisonExamplesTest)
#include "comparison_examples_test.moc"
