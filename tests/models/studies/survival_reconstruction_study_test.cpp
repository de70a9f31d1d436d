#include "models/studies/study.h"

#include "tests/models/statistics/survival_data_file.h"

#include <QtTest>

#include <cmath>
#include <fstream>

using namespace kachi;

namespace {

StudyRequest example() {
    std::ifstream file(KACHI_SOURCE_DIR "/resources/guide/examples/study-survivalReconstruction.json");
    const nlohmann::json json = nlohmann::json::parse(file);
    StudyRequest request;
    request.method = json["method"];
    request.inputs = json["inputs"];
    return request;
}

const StudyTable& table(const StudyResult& result, const std::string& key) {
    for (const StudyTable& candidate : result.tables) {
        if (candidate.key == key) return candidate;
    }
    qFatal("no table %s", key.c_str());
}

}  // namespace

class SurvivalReconstructionStudyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The example of the guide: 200 records, the reported 58 events of the control arm, medians where the curves read
    /// cross 0.5 (between 12 and 18 months, between 24 and 30), and a hazard ratio below 1 that a parameter can take
    /// over.
    void guideExample() {
        const auto result = runStudy(example(), {});
        QVERIFY2(result.ok(), result.ok() ? "" : result.issues().front().code.c_str());
        QCOMPARE(table(*result, "records").rows.size(), std::size_t(200));
        QCOMPARE(table(*result, "agreement").rows[0][2].number.value(), 58.0);
        for (const StudyFigure& figure : result->figures) {
            if (figure.key == "control.median") QCOMPARE(figure.value.value(), 18.0);
            if (figure.key == "device.median") QCOMPARE(figure.value.value(), 30.0);
            if (figure.key == "hazardRatio") QVERIFY(figure.value.value() > 0.4 && figure.high.value() < 1);
        }
        QCOMPARE(result->estimates.back().key, std::string("hazardRatio"));
        QCOMPARE(result->estimates.back().distribution.family, Family::lognormal);
        const auto& plot = std::get<PlotChart>(result->charts.front().content);
        QCOMPARE(plot.series.size(), std::size_t(4));
    }

    /// Bonner et al. 2006 as reconstructed by the R package IPDfromKM, and Cox regression of its records by R's
    /// survival: 0.7169 (0.5571 to 0.9227). Another rounding of the readings moves it by up to 0.03.
    void bonnerHazardRatio() {
        const auto curves = survival_file::columns("survival-reconstruction/sample-guyot-curves.csv");
        const auto times = survival_file::numbers(curves.at("time_months"));
        const auto percents = survival_file::numbers(curves.at("locoregional_control_pct"));
        nlohmann::json rows = nlohmann::json::array();
        for (std::size_t i = 0; i < times.size(); ++i) rows.push_back({curves.at("arm")[i], times[i], percents[i]});
        const auto risks = survival_file::columns("survival-reconstruction/sample-guyot-at-risk.csv");
        const auto riskTimes = survival_file::numbers(risks.at("time_months"));
        nlohmann::json atRisk = nlohmann::json::array();
        for (const char* arm : {"radiotherapy", "radiotherapy_plus_cetuximab"}) {
            const auto counts = survival_file::numbers(risks.at(arm));
            for (std::size_t i = 0; i < riskTimes.size(); ++i) {
                atRisk.push_back({{"group", arm}, {"time", riskTimes[i]}, {"count", counts[i]}});
            }
        }
        StudyRequest asked;
        asked.method = "survivalReconstruction";
        asked.inputs = {{"data", {{"columns", {"arm", "months", "control"}}, {"rows", rows}}},
                        {"time", "months"},
                        {"survival", "control"},
                        {"group", "arm"},
                        {"scale", "percent"},
                        {"atRisk", atRisk}};
        const auto result = runStudy(asked, {});
        QVERIFY2(result.ok(), result.ok() ? "" : result.issues().front().code.c_str());
        const auto ratio = std::ranges::find(result->figures, std::string("hazardRatio"), &StudyFigure::key);
        QVERIFY(ratio != result->figures.end());
        QVERIFY(std::abs(ratio->value.value() - 0.716939519668357) < 0.03);
        QVERIFY(std::abs(ratio->low.value() - 0.557056724633327) < 0.03);
        QVERIFY(std::abs(ratio->high.value() - 0.922710833803554) < 0.03);
    }

    void refusals_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("code");
        QTest::newRow("percent read as a share")
            << "data"
            << R"({"columns": ["arm", "months", "survival"], "rows": [["device", 0, 100]]})"
            << "reconstruction.survival";
        QTest::newRow("arm without numbers at risk") << "atRisk"
                                                     << R"([{"group": "control", "time": 0, "count": 100}])"
                                                     << "reconstruction.noRisk";
        QTest::newRow("arm without a curve") << "totals"
                                             << R"([{"group": "placebo", "events": 10}])"
                                             << "reconstruction.noCurve";
        QTest::newRow("more events than subjects") << "totals"
                                                   << R"([{"group": "control", "events": 110}])"
                                                   << "reconstruction.events";
    }
    void refusals() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, code);
        StudyRequest asked = example();
        asked.inputs[key.toStdString()] = nlohmann::json::parse(value.toStdString());
        const auto result = runStudy(asked, {});
        QVERIFY(!result.ok());
        QCOMPARE(QString::fromStdString(result.issues().front().code), code);
    }

    /// An impossible total of events is not hidden.
    void missedTotal() {
        StudyRequest asked = example();
        asked.inputs["totals"] = {{{"group", "control"}, {"events", 20}}};
        const auto result = runStudy(asked, {});
        QVERIFY(result.ok());
        QVERIFY(std::ranges::any_of(result->notes,
                                    [](const Issue& note) { return note.code == "reconstruction.eventsMissed"; }));
    }
};

QTEST_APPLESS_MAIN(SurvivalReconstructionStudyTest)
#include "survival_reconstruction_study_test.moc"
