// label: golden
// Whole studies on data sets that stand in no book, against R (tests/data/study-oracles, whose script names every
// call).
#include "tests/models/studies/study_test_data.h"

#include <QtTest>

#include <cmath>
#include <fstream>

using namespace kachi;
using nlohmann::json;

namespace {

json oracles(const QString& file) {
    std::ifstream stream(std::string(KACHI_TEST_DATA) + "/study-oracles/" + file.toStdString() + ".json");
    return json::parse(stream);
}

/// Numbers of a column, rows without one left out.
std::vector<double> columnOf(const StudyResult& result, const std::string& key, const std::string& column) {
    std::vector<double> numbers;
    for (const StudyTable& table : result.tables) {
        if (table.key != key) continue;
        const auto at = std::ranges::find(table.columns, column, &StudyColumn::key) - table.columns.begin();
        for (const auto& row : table.rows) {
            const StudyValue& cell = row[static_cast<std::size_t>(at)];
            if (cell.number) numbers.push_back(*cell.number);
        }
    }
    return numbers;
}

/// A value near 0 is compared with 1e-8 of the analysis' scale, below what any optimiser settles.
bool near(const std::string& what, std::optional<double> actual, double expected, double tolerance) {
    if (actual && std::abs(*actual - expected) <= tolerance * std::abs(expected) + 1e-8) return true;
    qWarning("%s: actual %.17g, expected %.17g", what.c_str(), actual.value_or(std::nan("")), expected);
    return false;
}

}  // namespace

class StudyOraclesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void againstR_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("place");
        for (const char* file :
             {"meta", "nma", "dta", "mixedModel", "regions", "time", "weighting", "survival", "regression"}) {
            const json sets = oracles(QString::fromLatin1(file));
            for (std::size_t place = 0; place < sets.size(); ++place) {
                QTest::addRow("%s: %s", file, sets[place]["name"].get<std::string>().c_str())
                    << QString::fromLatin1(file) << static_cast<int>(place);
            }
        }
    }
    void againstR() {
        QFETCH(QString, file);
        QFETCH(int, place);
        const json set = oracles(file)[static_cast<std::size_t>(place)];
        const Result<StudyResult> result = runStudy(study_test_data::request(set["method"], set["inputs"]), {});
        QVERIFY2(result.ok(), study_test_data::sentences(result ? Issues{} : result.issues()).c_str());
        const double tolerance = set["tolerance"];
        bool same = true;
        for (const auto& [key, parts] : set["figures"].items()) {
            const StudyFigure& figure = study_test_data::figureOf(*result, key);
            const std::map<std::string, std::optional<double>> actual{{"value", figure.value},
                                                                      {"low", figure.low},
                                                                      {"high", figure.high},
                                                                      {"standardError", figure.standardError}};
            for (const auto& [part, expected] : parts.items()) {
                same = near(key + "/" + part, actual.at(part), expected, tolerance) && same;
            }
        }
        for (const json& table : set["tables"]) {
            const std::string what = table["table"].get<std::string>() + "/" + table["column"].get<std::string>();
            const std::vector<double> expected = table["numbers"];
            const std::vector<double> actual = columnOf(*result, table["table"], table["column"]);
            QCOMPARE(actual.size(), expected.size());
            for (std::size_t row = 0; row < expected.size(); ++row) {
                same = near(what + "/" + std::to_string(row + 1), actual[row], expected[row], tolerance) && same;
            }
        }
        QVERIFY(same);
    }
};

QTEST_APPLESS_MAIN(StudyOraclesTest)

#include "study_oracles_test.moc"
