// Draws of the studies of a case: what a base case has read once gives the digits of reading everything again.
// Expected values: the study run alone with the numbers of the draw, which keeps nothing.
#include "models/evaluation/case_studies.h"

#include "models/evaluation/evaluation.h"

#include <QtTest>

#include <cmath>

using namespace kachi;

namespace {

constexpr std::size_t draws = 40;

/// Three areas, two sites, the ways between them as a table.
const nlohmann::json access = nlohmann::json::parse(R"({
    "areas": {"columns": ["area", "population", "latitude", "longitude"],
              "rows": [["a", 1000, 35.1, 139.2], ["b", 3000, 35.4, 139.9], ["c", 500, 36.2, 140.1]]},
    "sites": {"columns": ["site", "supply", "latitude", "longitude"],
              "rows": [["s", 4, 35.2, 139.3], ["t", 7, 35.9, 140.0]]},
    "travel": {"columns": ["area", "site", "minutes"],
               "rows": [["a", "s", 10], ["a", "t", 50], ["b", "s", 45], ["b", "t", 20], ["c", "s", 70], ["c", "t", 28]]},
    "decay": "linear", "catchment": 60, "perPeople": 1000})");

const nlohmann::json device = nlohmann::json::parse(R"({
    "regions": [
        {"region": "a", "population": 14000, "need": 140, "treatedLocally": 100, "minutes": 20, "specialists": 4},
        {"region": "b", "population": 8800, "need": 90, "treatedLocally": 30, "minutes": 25, "specialists": 2},
        {"region": "c", "population": 550, "need": 75, "treatedLocally": 30, "minutes": 150, "specialists": 9}],
    "sizeWeight": 0.8, "firstYear": 2027, "years": 8, "midpointYear": 2030, "speed": 0.9, "transferShare": 0.5})");

const nlohmann::json distributional = nlohmann::json::parse(R"({
    "groups": [{"group": "a", "population": 1000, "baseline": 60}, {"group": "b", "population": 2000}],
    "lifeTables": [{"group": "b", "startAge": 0, "endAge": 49, "mortalityRate": 0.002, "utility": 0.9},
                   {"group": "b", "startAge": 50, "endAge": 99, "mortalityRate": 0.03, "utility": 0.7}],
    "effects": [{"option": "new", "group": "a", "gain": 0.1}, {"option": "new", "group": "b", "gain": 0.2}]})");

const nlohmann::json& inputsOf(const std::string& method) {
    return method == "access" ? access : method == "deviceScenario" ? device : distributional;
}

/// A case whose only study reads outcomes.x, drawn between two numbers.
Case caseOf(const std::string& method, const nlohmann::json& inputs, double low, double high) {
    Case value;
    Parameter& x = value.parameters["outcomes.x"];
    x.value = (low + high) / 2;
    x.distribution.family = Family::uniform;
    x.distribution.args = {{"low", low}, {"high", high}};
    value.studies.push_back({"s", method, {}, {}, inputs});
    return value;
}

}  // namespace

class CaseStudiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// An analysis that lacks an input is the one cause of what the analyses that read it cannot do.
    void waitsForAnother() {
        Case value;
        const nlohmann::json readsQueue{{"arrivalsPerHour", "result.study.first.extraPatients"},
                                        {"minutesBefore", "result.study.first.extraPatients"},
                                        {"minutesAfter", 15},
                                        {"places", 1},
                                        {"openHours", 2000}};
        value.studies.push_back({"first", "queue", {"待ち", "Queue"}, {}, {{"places", 1}}});
        value.studies.push_back({"second", "queue", {}, {}, readsQueue});
        CaseNumbers numbers(ParameterValues{});
        const auto studies = evaluateCaseStudies(value, {}, numbers, 0, {}, {});
        QCOMPARE(studies.size(), std::size_t{2});
        QVERIFY(!studies[0].issues.empty() && studies[0].issues.front().code == "field.missing");
        QCOMPARE(studies[1].issues.size(), std::size_t{1});
        QCOMPARE(studies[1].issues.front().code, std::string("studies.waits"));
        QCOMPARE(studies[1].issues.front().details.at("study.en"), std::string("Queue"));
    }

    void drawsReadWhatVaries_data() {
        QTest::addColumn<std::string>("method");
        QTest::addColumn<std::string>("place");  ///< of the cell that names the parameter
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        const auto row = [](const char* name, const char* method, const char* place, double low, double high) {
            QTest::newRow(name) << std::string(method) << std::string(place) << low << high;
        };
        row("supply of a site", "access", "/sites/rows/1/1", 1, 9);
        row("people of an area", "access", "/areas/rows/2/1", 100, 900);
        row("a way", "access", "/travel/rows/3/2", 5, 80);
        row("catchment", "access", "/catchment", 15, 90);
        row("speed", "access", "/speed", 20, 60);
        row("unit of access", "access", "/perPeople", 1, 1000);
        row("share treatable", "deviceScenario", "/treatableShare", 0.2, 0.9);
        row("need of a region", "deviceScenario", "/regions/1/need", 50, 120);
        row("health of a group", "distributionalCea", "/groups/0/baseline", 50, 70);
        row("mortality", "distributionalCea", "/lifeTables/1/mortalityRate", 0.01, 0.035);
    }
    void drawsReadWhatVaries() {
        QFETCH(std::string, method);
        QFETCH(std::string, place);
        QFETCH(double, low);
        QFETCH(double, high);
        nlohmann::json inputs = inputsOf(method);
        inputs[nlohmann::json::json_pointer(place)] = "outcomes.x";
        if (place == "/speed") inputs.erase("travel");
        const Case value = caseOf(method, inputs, low, high);
        for (const unsigned threads : {1U, 2U}) {
            RunOptions options;
            options.draws = draws;
            options.seed = 11;
            options.threads = threads;
            const auto run = evaluate(value, RulePack{}, options);
            QVERIFY(run);
            QCOMPARE(run->studies.size(), std::size_t(1));
            QVERIFY(run->studies[0].issues.empty());
            const auto& drawn = run->studies[0].figureDraws;
            QVERIFY(!drawn.empty());
            const CaseNumbers numbers(run->values);
            for (std::size_t draw = 0; draw < draws; ++draw) {
                const auto alone = runStudy(value.studies[0], {numbers.draw(draw), nullptr, {}});
                QVERIFY(alone);
                for (const StudyFigure& figure : alone->figures) {
                    if (!drawn.contains(figure.key)) continue;
                    QVERIFY2(figure.value == drawn.at(figure.key)[draw], figure.key.c_str());
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(CaseStudiesTest)
#include "case_studies_test.moc"
