// The studies of access, placement, device scenario and distributional cost-effectiveness: examples and refusals.
#include "models/studies/study.h"

#include <nlohmann/json.hpp>

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace kachi;
using nlohmann::json;

namespace {

StudyRequest example(const std::string& method) {
    std::ifstream file(std::string(KACHI_SOURCE_DIR) + "/resources/guide/examples/study-" + method + ".json");
    const json content = json::parse(file);
    StudyRequest request;
    request.method = content["method"];
    request.inputs = content["inputs"];
    return request;
}

StudyResult result(const StudyRequest& request) {
    const auto made = runStudy(request, {});
    if (made) return *made;
    for (const Issue& issue : made.issues()) {
        qWarning("%s %s %s %s", issue.code.c_str(), issue.where.c_str(), issue.value.c_str(), issue.limit.c_str());
    }
    return {};
}

double figure(const StudyResult& result, const std::string& key) {
    const auto found = std::ranges::find(result.figures, key, &StudyFigure::key);
    return found == result.figures.end() ? NAN : found->value.value_or(NAN);
}

double cell(const StudyResult& result, const std::string& table, std::size_t row, const std::string& column) {
    const auto found = std::ranges::find(result.tables, table, &StudyTable::key);
    if (found == result.tables.end()) return NAN;
    const auto place = std::ranges::find(found->columns, column, &StudyColumn::key);
    if (place == found->columns.end()) return NAN;
    return found->rows.at(row).at(static_cast<std::size_t>(place - found->columns.begin())).number.value_or(NAN);
}

bool hasChart(const StudyResult& result, const std::string& key) {
    return std::ranges::find(result.charts, key, &StudyChart::key) != result.charts.end();
}

void compare(double actual, double expected, double tolerance) {
    QVERIFY2(std::abs(actual - expected) <= tolerance,
             qPrintable(QStringLiteral("%1, expected %2").arg(actual, 0, 'g', 17).arg(expected, 0, 'g', 17)));
}

/// Two areas, two sites, all pairs.
json smallAccess() {
    return json::parse(R"({
        "areas": {"columns": ["area", "population"], "rows": [["a", 100], ["b", 300]]},
        "sites": {"columns": ["site", "supply"], "rows": [["s", 4], ["t", 2]]},
        "travel": {"columns": ["area", "site", "minutes"],
                   "rows": [["a", "s", 10], ["a", "t", 50], ["b", "s", 45], ["b", "t", 20]]}})");
}

json smallDistribution() {
    return json::parse(R"({
        "groups": [{"group": "poor", "population": 1000, "baseline": 60, "opportunityShare": 0.6},
                   {"group": "rich", "population": 1000, "baseline": 70, "opportunityShare": 0.4}],
        "effects": [{"option": "device", "group": "poor", "gain": 0.5, "uptake": 0.2, "cost": 1000},
                    {"option": "device", "group": "rich", "gain": 0.5, "uptake": 0.4, "cost": 1000}],
        "options": [{"option": "device", "fixedCost": 400000}],
        "costPerQaly": 10000})");
}

json smallScenario() {
    return json::parse(R"({
        "regions": [{"region": "a", "population": 100, "need": 10, "treatedLocally": 5, "minutes": 30, "specialists": 1},
                    {"region": "b", "population": 300, "need": 30, "treatedLocally": 6, "minutes": 60, "specialists": 1}],
        "firstYear": 2027, "midpointYear": 2030, "speed": 1})");
}

}  // namespace

class AccessStudiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The worked example of the R package fca: minutes as a matrix of four decimals with sites down.
    void accessExample() {
        const StudyResult access = result(example("access"));
        const double published[] = {3.97260949, 0.03678999, 1.46747735, 0.01079342, 0.28782748,
                                    9.11410451, 0.19596873, 0.31194607, 0.37539987, 1.10349481};
        for (std::size_t area = 0; area < 10; ++area)
            compare(cell(access, "areas", area, "access"), published[area], 2e-4);
        compare(figure(access, "supplyInReach"), 1700, 1e-9);
        compare(figure(access, "within.20"), 1, 0);
        QVERIFY(hasChart(access, "coverage") && hasChart(access, "lorenz") && !hasChart(access, "map"));
        QVERIFY(!access.methodText.ja.empty() && !access.references.empty());
    }

    /// Long table, matrix with areas down and matrix with sites down are the same.
    void shapesOfTravel() {
        StudyRequest request;
        request.method = "access";
        request.inputs = smallAccess();
        const StudyResult longTable = result(request);
        compare(figure(longTable, "within.30"), 1, 0);
        compare(cell(longTable, "areas", 0, "access"), 4.0 / 100, 1e-15);
        compare(cell(longTable, "areas", 1, "access"), 2.0 / 300, 1e-15);
        request.inputs["travel"] =
            json::parse(R"({"columns": ["area", "s", "t"], "rows": [["a", 10, 50], ["b", 45, 20]]})");
        compare(cell(result(request), "areas", 1, "access"), 2.0 / 300, 1e-15);
        request.inputs["travel"] =
            json::parse(R"({"columns": ["site", "a", "b"], "rows": [["s", 10, 45], ["t", 50, 20]]})");
        compare(cell(result(request), "areas", 1, "nearestMinutes"), 20, 0);
    }

    void unreachableAreasAreNamed() {
        StudyRequest request;
        request.method = "access";
        request.inputs = smallAccess();
        request.inputs["travel"]["rows"] = json::parse(R"([["a", "s", 10], ["a", "t", 90]])");
        request.inputs["missingPairs"] = "unreachable";
        const StudyResult access = result(request);
        const auto note = std::ranges::find(access.notes, "access.unreachable", &Issue::code);
        QVERIFY(note != access.notes.end());
        QCOMPARE(note->value, std::string("b"));
        compare(figure(access, "within.60"), 0.25, 0);
        QVERIFY(std::ranges::find(access.notes, "access.siteWithoutPeople", &Issue::code) != access.notes.end());
    }

    void prefecturesMakeAMap() {
        StudyRequest request;
        request.method = "access";
        request.inputs = smallAccess();
        request.inputs["areas"]["rows"] = json::parse(R"([["東京", 100], ["大阪府", 300]])");
        request.inputs["travel"]["rows"] =
            json::parse(R"([["東京", "s", 10], ["東京", "t", 50], ["大阪府", "s", 45], ["大阪府", "t", 20]])");
        QVERIFY(hasChart(result(request), "map"));
    }

    /// Two more devices beside Sapporo; every one of the C(5, 2) placements is tried.
    void placementExample() {
        const StudyResult placement = result(example("placement"));
        QVERIFY(figure(placement, "after") < figure(placement, "before"));
        compare(figure(placement, "largestGap"), 0, 0);
        QVERIFY(cell(placement, "devices", 2, "meanMinutes") <= cell(placement, "devices", 1, "meanMinutes"));
        QVERIFY(hasChart(placement, "devices"));
    }

    void deviceScenarioExample() {
        const StudyResult scenario = result(example("deviceScenario"));
        QVERIFY(figure(scenario, "giniAfter") < figure(scenario, "giniBefore"));
        QVERIFY(figure(scenario, "travelHoursSaved") > 0);
        compare(figure(scenario, "shareMetBefore"), 2410.0 / 2755, 1e-12);
        QVERIFY(hasChart(scenario, "map"));
        QCOMPARE(scenario.tables[0].rows.size(), std::size_t(9));
    }

    /// The published totals of nicotine replacement, by the University of York.
    void distributionalExample() {
        const StudyResult equity = result(example("distributionalCea"));
        compare(figure(equity, "netHealth.universal"), 5148.79, 0.005);
        compare(figure(equity, "netHealth.proportionate"), 4941.43, 0.005);
        compare(figure(equity, "equityWeighted.universal.atkinson.1"), 5274.42, 0.005);
        compare(figure(equity, "equityWeighted.universal.atkinson.15"), 7223.07, 0.005);
        compare(figure(equity, "equityWeighted.proportionate.atkinson.5"), 6108.77, 0.005);
        compare(figure(equity, "equityWeighted.proportionate.atkinson.15"), 8658.00, 0.005);
        compare(figure(equity, "inequalityEffect.proportionate.atkinson.10"), 2477.88516340081, 1e-4);
        compare(figure(equity, "baselineMean"), 70.6262, 5e-5);
        compare(cell(equity, "inequality", 0, "gap"), 15.398, 5e-4);
        compare(cell(equity, "inequality", 0, "slopeUnweighted"), 16.098, 5e-4);
        compare(cell(equity, "inequality", 0, "slope"), 16.443, 5e-4);
        const double switching = cell(equity, "dominance", 2, "switching");
        QVERIFY(switching > 1 && switching < 5);
        QVERIFY(hasChart(equity, "plane") && hasChart(equity, "aversion") && hasChart(equity, "gains"));
    }

    /// By hand: cost 200 × 1000 + 400 × 1000 + 400,000 = 1,000,000, displaced 100 QALYs, 60 of the poor: per person
    /// 0.1 − 0.06 and 0.2 − 0.04.
    void opportunityCost() {
        StudyRequest request;
        request.method = "distributionalCea";
        request.inputs = smallDistribution();
        const StudyResult equity = result(request);
        compare(cell(equity, "options", 1, "cost"), 1'000'000, 1e-6);
        compare(cell(equity, "groups", 0, "change"), 0.04, 1e-12);
        compare(cell(equity, "groups", 1, "change"), 0.16, 1e-12);
        compare(figure(equity, "netHealth.device"), 200, 1e-9);
    }

    /// Cells of tables and numbers take parameters of the case, so that a case can work them out over its draws.
    void parametersOfTheCase() {
        StudyRequest request;
        request.method = "distributionalCea";
        request.inputs = smallDistribution();
        request.inputs["costPerQaly"] = "outcomes.threshold";
        request.inputs["effects"][1]["gain"] = "outcomes.gain";
        StudySurroundings surroundings;
        surroundings.named = [](const std::string& name) -> std::optional<Rational> {
            if (name == "outcomes.threshold") return Rational(20'000);
            if (name == "outcomes.gain") return Rational(1) / 4;
            return {};
        };
        const auto equity = runStudy(request, surroundings);
        QVERIFY(equity.ok());
        compare(figure(*equity, "netHealth.device"), 1000 * (0.1 + 0.1) - 50, 1e-9);
        QVERIFY(findStudy("distributionalCea")->overDraws && findStudy("deviceScenario")->overDraws);
    }

    /// Without aversion the worth of a change is the change of the mean, to the last digit.
    void noAversion() {
        StudyRequest request;
        request.method = "distributionalCea";
        request.inputs = smallDistribution();
        request.inputs["epsilons"] = "0";
        request.inputs["etas"] = "1, 2";
        const StudyResult equity = result(request);
        compare(figure(equity, "inequalityEffect.device.atkinson.0"), 0, 0);
        compare(figure(equity, "inequalityEffect.device.extendedGini.1"), 0, 0);
        QVERIFY(figure(equity, "inequalityEffect.device.extendedGini.2") < 0);
    }

    void refusals_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("patch");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("where");
        const auto add = [](const char* name, const char* method, const char* patch, const char* code,
                            const char* where) {
            QTest::newRow(name) << QString::fromUtf8(method) << QString::fromUtf8(patch) << QString::fromUtf8(code)
                                << QString::fromUtf8(where);
        };
        add("no people", "access", R"({"op": "replace", "path": "/areas/rows/1/1", "value": 0})", "access.notPositive",
            "/inputs/areas/rows/1/population");
        add("no supply", "access", R"({"op": "replace", "path": "/sites/rows/0/1", "value": -1})", "access.notPositive",
            "/inputs/sites/rows/0/supply");
        add("same area twice", "access", R"({"op": "replace", "path": "/areas/rows/1/0", "value": "a"})",
            "access.duplicateName", "/inputs/areas/rows/1/area");
        add("no name", "access", R"({"op": "replace", "path": "/sites/rows/1/0", "value": ""})", "access.nameMissing",
            "/inputs/sites/rows/1/site");
        add("negative minutes", "access", R"({"op": "replace", "path": "/travel/rows/2/2", "value": -5})",
            "access.negativeMinutes", "/inputs/travel/rows/2/minutes");
        add("minutes in thousands of years", "access", R"({"op": "replace", "path": "/travel/rows/2/2", "value": 1e9})",
            "access.numberTooLarge", "/inputs/travel/rows/2/minutes");
        add("more people than ever", "placement",
            R"([{"op": "add", "path": "/devices", "value": 1}, {"op": "add", "path": "/goal", "value": "coverage"},
                {"op": "replace", "path": "/areas/rows/0/1", "value": 1e308}])",
            "access.numberTooLarge", "/inputs/areas/rows/0/population");
        add("aversion beyond reason", "distributionalCea", R"({"op": "add", "path": "/epsilons", "value": "0, 1e300"})",
            "studies.badList", "/inputs/epsilons");
        add("a pair twice", "access", R"({"op": "replace", "path": "/travel/rows/1/1", "value": "s"})",
            "access.duplicatePair", "/inputs/travel/rows/1/minutes");
        add("a pair missing", "access", R"({"op": "remove", "path": "/travel/rows/3"})", "access.missingPairs",
            "/inputs/travel");
        add("no travel", "access", R"({"op": "remove", "path": "/travel"})", "access.noTravel", "/inputs/travel");
        add("a word for minutes", "access", R"({"op": "replace", "path": "/travel/rows/0/2", "value": "far"})",
            "studies.notANumber", "/inputs/travel/rows/0/minutes");
        add("no zones", "access", R"({"op": "add", "path": "/decay", "value": "zones"})", "field.missing",
            "/inputs/zones");
        add("thresholds", "access", R"({"op": "add", "path": "/thresholds", "value": "30, x"})", "studies.badList",
            "/inputs/thresholds");
        add("zones out of order", "access",
            R"([{"op": "add", "path": "/decay", "value": "zones"},
                {"op": "add", "path": "/zones", "value": [{"upTo": 20, "weight": 1}, {"upTo": 10, "weight": 0.5}]}])",
            "access.zones", "/inputs/zones");
        add("too many devices", "placement",
            R"([{"op": "add", "path": "/devices", "value": 3}, {"op": "add", "path": "/goal", "value": "coverage"}])",
            "access.tooManyDevices", "/inputs/devices");
        add("no goal", "placement", R"({"op": "add", "path": "/devices", "value": 1})", "field.missing",
            "/inputs/goal");
        add("more treated than need", "deviceScenario",
            R"({"op": "replace", "path": "/regions/0/treatedLocally", "value": 11})", "access.moreThanNeed",
            "/inputs/regions/0/treatedLocally");
        add("one region", "deviceScenario", R"({"op": "remove", "path": "/regions/1"})", "access.tooFewRegions",
            "/inputs/regions");
        add("a region twice", "deviceScenario", R"({"op": "replace", "path": "/regions/1/region", "value": "a"})",
            "access.duplicateRegion", "/inputs/regions/1/region");
        add("no need", "deviceScenario", R"({"op": "replace", "path": "/regions/1/need", "value": 0})", "field.outside",
            "/inputs/regions/1/need");
        add("one group", "distributionalCea", R"({"op": "remove", "path": "/groups/1"})", "distributional.tooFewGroups",
            "/inputs/groups");
        add("a group twice", "distributionalCea", R"({"op": "replace", "path": "/groups/1/group", "value": "poor"})",
            "distributional.duplicateGroup", "/inputs/groups/1/group");
        add("no baseline", "distributionalCea", R"({"op": "remove", "path": "/groups/0/baseline"})",
            "distributional.noBaseline", "/inputs/groups");
        add("shares not 1", "distributionalCea",
            R"({"op": "replace", "path": "/groups/0/opportunityShare", "value": 0.7})", "distributional.shares",
            "/inputs/groups");
        add("a group left out", "distributionalCea", R"({"op": "remove", "path": "/effects/1"})",
            "distributional.missingEffect", "/inputs/effects");
        add("an unknown group", "distributionalCea",
            R"({"op": "replace", "path": "/effects/1/group", "value": "middle"})", "distributional.unknownGroup",
            "/inputs/effects/1/group");
        add("gain and health", "distributionalCea", R"({"op": "add", "path": "/effects/0/healthAfter", "value": 61})",
            "distributional.healthOrGain", "/inputs/effects/0/gain");
        add("costs without threshold", "distributionalCea", R"({"op": "remove", "path": "/costPerQaly"})",
            "field.missing", "/inputs/costPerQaly");
        add("health below zero", "distributionalCea", R"({"op": "replace", "path": "/effects/0/gain", "value": -400})",
            "distributional.healthNotPositive", "/inputs/effects");
        add("ages with a gap", "distributionalCea",
            R"([{"op": "remove", "path": "/groups/0/baseline"},
                {"op": "add", "path": "/lifeTables", "value":
                 [{"group": "poor", "startAge": 0, "endAge": 39, "mortalityRate": 0.01, "utility": 0.9},
                  {"group": "poor", "startAge": 50, "endAge": 99, "mortalityRate": 0.03, "utility": 0.8}]}])",
            "distributional.ageBands", "/inputs/lifeTables");
        add("fixed cost of nothing", "distributionalCea",
            R"({"op": "replace", "path": "/options/0/option", "value": "other"})", "distributional.unknownOption",
            "/inputs/options/0/option");
    }

    void refusals() {
        QFETCH(QString, method);
        QFETCH(QString, patch);
        QFETCH(QString, code);
        QFETCH(QString, where);
        StudyRequest request;
        request.method = method.toStdString();
        json inputs = smallAccess();
        if (request.method == "deviceScenario") inputs = smallScenario();
        if (request.method == "distributionalCea") inputs = smallDistribution();
        json change = json::parse(patch.toStdString());
        if (change.is_object()) change = json::array({change});
        request.inputs = inputs.patch(change);
        const auto made = runStudy(request, {});
        QVERIFY(!made.ok());
        QString found;
        for (const Issue& issue : made.issues()) {
            found += QString::fromStdString(issue.code + " " + issue.where + "; ");
            if (issue.code == code.toStdString() && issue.where == where.toStdString()) return;
        }
        QFAIL(qPrintable(QStringLiteral("expected %1 at %2, found %3").arg(code, where, found)));
    }
};

QTEST_APPLESS_MAIN(AccessStudiesTest)
#include "access_studies_test.moc"
