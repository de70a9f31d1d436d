#include "models/studies/study.h"
#include "tests/models/labour/near.h"
#include "tests/models/pricing/pricing_test_data.h"

#include <QDir>

#include <numeric>

using namespace kachi;

namespace {

const std::vector<std::string> methods{"careProcess", "workStyle",       "staffingRules",    "labourScale",
                                       "queue",       "queueSimulation", "hospitalBreakEven"};

nlohmann::json example(const std::string& method) {
    const QString path = QStringLiteral(KACHI_SOURCE_DIR "/resources/guide/examples/study-%1.json");
    return nlohmann::json::parse(fileText(path.arg(QString::fromStdString(method))))["inputs"];
}

Result<StudyResult> run(const std::string& method, const nlohmann::json& inputs, const RulePack* pack = nullptr,
                        const NamedNumbers& named = {}) {
    StudySurroundings surroundings;
    surroundings.pack = pack;
    surroundings.named = named;
    StudyRequest request;
    request.method = method;
    request.inputs = inputs;
    return runStudy(request, surroundings);
}

StudyResult runWell(const std::string& method, const nlohmann::json& inputs, const RulePack* pack = nullptr) {
    const auto result = run(method, inputs, pack);
    if (!result)
        qFatal("%s: %s at %s", method.c_str(), result.issues()[0].code.c_str(), result.issues()[0].where.c_str());
    return *result;
}

double figure(const StudyResult& result, const std::string& key) {
    for (const StudyFigure& one : result.figures) {
        if (one.key == key && one.value) return *one.value;
    }
    qFatal("no figure %s", key.c_str());
    return 0;
}

const StudyTable& table(const StudyResult& result, const std::string& key) {
    const auto found = std::ranges::find(result.tables, key, &StudyTable::key);
    if (found == result.tables.end()) qFatal("no table %s", key.c_str());
    return *found;
}

double cell(const StudyTable& table, std::size_t row, const std::string& column) {
    const auto found = std::ranges::find(table.columns, column, &StudyColumn::key);
    if (found == table.columns.end()) qFatal("no column %s", column.c_str());
    return table.rows[row][static_cast<std::size_t>(found - table.columns.begin())].number.value();
}

const StudyChart& chart(const StudyResult& result, const std::string& key) {
    const auto found = std::ranges::find(result.charts, key, &StudyChart::key);
    if (found == result.charts.end()) qFatal("no chart %s", key.c_str());
    return *found;
}

QString codesOf(const Issues& issues) {
    QStringList codes;
    for (const Issue& issue : issues) codes.push_back(QString::fromStdString(issue.code + " " + issue.where));
    return codes.join(u'\n');
}

}  // namespace

/// Studies of labour from the request to figures, tables, charts and refusals.
class LabourStudiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void examplesRun_data() {
        QTest::addColumn<std::string>("method");
        for (const std::string& method : methods) QTest::newRow(method.c_str()) << method;
    }
    void examplesRun() {
        QFETCH(std::string, method);
        const auto result = run(method, example(method));
        QVERIFY2(result.ok(), qPrintable(codesOf(result.issues())));
        QVERIFY(findStudy(method)->group == StudyGroup::labour);
        QVERIFY(!result->figures.empty() && !result->tables.empty() && !result->references.empty());
        QVERIFY(!result->methodText.ja.empty() && !result->methodText.en.empty());
        for (const StudyFigure& one : result->figures) {
            QVERIFY2(one.value && std::isfinite(*one.value), one.key.c_str());
            QVERIFY(!one.label.ja.empty() && !one.label.en.empty());
        }
        for (const StudyTable& one : result->tables) {
            for (const auto& row : one.rows) {
                QCOMPARE(row.size(), one.columns.size());
                for (const StudyValue& value : row) QVERIFY(!value.number || std::isfinite(*value.number));
            }
        }
    }

    /// A parameter of the case may stand in any cell of numbers.
    void parametersStandInCells() {
        nlohmann::json inputs = example("careProcess");
        inputs["activities"][1]["baseMinutes"] = "labour.reading";
        const NamedNumbers named = [](const std::string& name) {
            return name == "labour.reading" ? std::optional<Rational>(22) : std::nullopt;
        };
        const auto result = run("careProcess", inputs, nullptr, named);
        QVERIFY(result.ok());
        const double before = figure(runWell("careProcess", example("careProcess")), "minutesSaved");
        near(figure(*result, "minutesSaved") - before, 22 - 12.2, 1e-12);
    }

    /// By hand: 12.2 + 8 + 2 minutes of the doctor before, 3.1 after; nurse 17 before, 27 after.
    void careProcessFigures() {
        const StudyResult result = runWell("careProcess", example("careProcess"));
        const double doctor = 14'289'000 * 1.16 / (2200 * 0.8 * 60);
        const double nurse = 5'081'700 * 1.16 / (1900 * 0.8 * 60);
        near(figure(result, "minutesSaved"), 19.1 - 10, 1e-9);
        near(figure(result, "cashableYen"), -10 * nurse * 0.2, 1e-9);
        near(figure(result, "releasedHours"), 19.1 / 60 - 10 * 0.8 / 60, 1e-12);
        near(figure(result, "yenSaved"), 19.1 * doctor - 10 * nurse, 1e-8);
        near(figure(result, "hoursSavedPerYear"), 9.1 * 1200 / 60, 1e-9);
        near(figure(result, "ftePerYear"), 1200 * (19.1 / 60 / 2200 - 10.0 / 60 / 1900), 1e-9);
    }

    /// The table of perspectives rebuilds the payer's cost and the hospital's spending, each row in one of them at
    /// most.
    void perspectivesCountOnce() {
        const StudyResult result = runWell("careProcess", example("careProcess"));
        const StudyTable& items = table(result, "perspectives");
        double payer = 0;
        double hospital = 0;
        for (const auto& row : items.rows) {
            const std::string& counted = row[6].text.en;
            if (counted == "Payer's cost") payer += row[1].number.value();
            if (counted == "Hospital's spending") hospital += row[1].number.value();
            QCOMPARE(row[4].text.en == "Yes", counted == "Payer's cost");
        }
        near(payer, figure(result, "payerCostDifference"), 1e-9);
        near(hospital, figure(result, "hospitalCashDifference"), 1e-9);
        near(payer, 10'000, 1e-9);  // fee unchanged, device reimbursed at 10,000
        near(hospital, 2'000 - 3'000 - figure(result, "cashableYen"), 1e-9);
    }

    /// Hours and yen of every row follow from the other cells of the row.
    void tablesCanBeRecomputed() {
        const StudyResult result = runWell("careProcess", example("careProcess"));
        const StudyTable& activities = table(result, "activities");
        for (std::size_t row = 0; row < activities.rows.size(); ++row) {
            const double minutes = cell(activities, row, "minutesOnce") * cell(activities, row, "probability") *
                                   cell(activities, row, "repetitions");
            near(cell(activities, row, "minutes"), minutes, 1e-12);
            near(cell(activities, row, "yen"), minutes * cell(activities, row, "rate"), 1e-9);
        }
        const StudyTable& occupations = table(result, "occupations");
        for (std::size_t row = 0; row + 1 < occupations.rows.size(); ++row) {
            const double saved = cell(occupations, row, "minutesSaved");
            const double share = cell(occupations, row, "cashableShare");
            near(cell(occupations, row, "cashableYen"), saved * cell(occupations, row, "rate") * share, 1e-9);
            near(cell(occupations, row, "releasedHours"), saved / 60 * (1 - share), 1e-12);
        }
    }

    void waterfallsEndWhereTheyShould() {
        const StudyResult result = runWell("careProcess", example("careProcess"));
        for (const char* key : {"minutesWaterfall", "yenWaterfall"}) {
            const auto& steps = std::get<WaterfallChart>(chart(result, key).content).steps;
            double level = steps.front().value;
            for (std::size_t at = 1; at + 1 < steps.size(); ++at) level += steps[at].value;
            near(level, steps.back().value, 1e-8, key);
        }
    }

    void flowShowsBothPathways() {
        const StudyResult result = runWell("careProcess", example("careProcess"));
        const auto& flow = std::get<FlowChart>(chart(result, "flow").content);
        QCOMPARE(flow.steps.size(), std::size_t{2});
        QCOMPARE(flow.steps[0].size(), std::size_t{5});
        QCOMPARE(flow.steps[1].size(), std::size_t{4});
        QCOMPARE(flow.steps[0][1].lane.ja, std::string("医師"));
        QVERIFY(flow.steps[0][1].changed && !flow.steps[0][0].changed);
        QCOMPARE(flow.steps[0][3].note.en, std::string("20 min, probability 0.1"));
    }

    /// Shares at ≥ 60 and ≥ 80 hours as published; caps from the pack.
    void capsComeFromThePack() {
        const RulePack pack = shippedPack("jp-2026");
        nlohmann::json inputs = example("workStyle");
        for (const char* key : {"capA", "capB", "capC", "normalHours", "weeksPerYear"}) inputs.erase(key);
        inputs["distribution"] = "classes";
        const StudyResult result = runWell("workStyle", inputs, &pack);
        near(figure(result, "aboveCapBeforeA"), 0.378 / 1.001, 1e-12);
        const StudyTable& bands = table(result, "bands");
        near(cell(bands, 3, "observedAtLeast"), 37.8, 1e-9);
        near(cell(bands, 5, "observedAtLeast"), 8.5, 1e-9);
        near(cell(bands, 5, "overtime"), 1920, 1e-12);
        // Even spread inside 60 to 70 hours: 60 h a year are 1.25 h a week.
        near(figure(result, "movedUnderCapA"), 188'338 * 0.1 * 0.189 / 1.001 * 0.125, 1e-6);
        QCOMPARE(result.notes.front().code, std::string("workStyle.sharesRescaled"));
    }

    void absentRulesAreNamed() {
        nlohmann::json inputs = example("workStyle");
        inputs.erase("capA");
        const RulePack old = shippedPack("jp-2022");
        for (const RulePack* pack : {static_cast<const RulePack*>(nullptr), &old}) {
            const auto result = run("workStyle", inputs, pack);
            QVERIFY(!result.ok());
            QCOMPARE(result.issues().front().code, std::string("labourStudies.ruleAbsent"));
            QCOMPARE(result.issues().front().where, std::string("/inputs/capA"));
            QCOMPARE(result.issues().front().limit, std::string("labour.overtime.capA"));
        }
    }

    void staffingFollowsThePack() {
        const RulePack pack = shippedPack("jp-2026");
        nlohmann::json inputs = example("staffingRules");
        inputs.erase("nurseShare");
        inputs.erase("clerkFactor");
        StudyResult result = runWell("staffingRules", inputs, &pack);
        near(figure(result, "nursePostsFreed"), 3, 1e-12);
        near(figure(result, "clerkPostsFreed"), 2, 1e-12);
        near(figure(result, "clerkCashableYen"), 2 * 3'280'000 * 1.16 * 0.5, 1e-6);
        near(figure(result, "nurseReleasedHours"), 3 * 1900 * 0.75, 1e-9);
        QCOMPARE(QString::fromStdString(result.traces.front().status), QStringLiteral("secondary"));
        inputs["clerkTools"] = "furtherTools";
        inputs["ictSharing"] = false;
        result = runWell("staffingRules", inputs, &pack);
        near(figure(result, "clerkPostsFreed"), 12 - 12 / 1.3, 1e-12);
        near(figure(result, "nursePostsFreed"), 0, 0);
        QCOMPARE(result.notes.front().code, std::string("staffingRules.belowStandard"));
    }

    /// The table by year adds up to the figures over all years; the last year is the figure of each level.
    void scaleAddsUp() {
        const StudyResult result = runWell("labourScale", example("labourScale"));
        const StudyTable& years = table(result, "years");
        double hours = 0;
        for (std::size_t row = 5; row < 10; ++row) {
            near(cell(years, row, "hoursSaved"),
                 cell(years, row, "deviceProcedures") * cell(years, row, "minutesPerProcedure") / 60, 1e-9);
            near(cell(years, row, "deviceProcedures"), cell(years, row, "procedures") * cell(years, row, "share"),
                 1e-9);
            hours += cell(years, row, "hoursSaved");
        }
        near(hours, figure(result, "hoursSavedInAll"), 1e-7);
        near(cell(years, 9, "hoursSaved"), figure(result, "hoursSaved2"), 1e-9);
        near(cell(years, 4, "fte"), figure(result, "fte1"), 1e-12);
        near(cell(years, 9, "procedures"), 15'000 * std::pow(1.02, 4), 1e-8);
    }

    void adoptionTableIsInterpolated() {
        nlohmann::json inputs = example("labourScale");
        inputs["curve"] = "table";
        inputs["adoption"] = {{{"year", 2027}, {"share", 0.1}}, {{"year", 2029}, {"share", 0.5}}};
        const StudyResult result = runWell("labourScale", inputs);
        const std::vector<double> expected{0.1, 0.1, 0.3, 0.5, 0.5};
        for (std::size_t row = 0; row < 5; ++row)
            near(cell(table(result, "years"), row, "share"), expected[row], 1e-15);
    }

    /// At the arrivals with extra patients the waiting is as before; the freed hours are split, not doubled.
    void queueKeepsItsWaiting() {
        nlohmann::json inputs = example("queue");
        inputs.erase("unmetDemand");
        const StudyResult result = runWell("queue", inputs);
        const StudyTable& states = table(result, "queue");
        near(cell(states, 2, "waiting"), figure(result, "waitingBefore"), 1e-9);
        near(figure(result, "extraPatients"), (cell(states, 2, "arrivals") - 5) * 2000, 1e-9);
        const StudyTable& hours = table(result, "hours");
        near(cell(hours, 0, "hours"), 5 * 4 / 60.0 * 2000, 1e-9);
        near(cell(hours, 0, "hours"), cell(hours, 1, "hours") + cell(hours, 2, "hours"), 1e-9);
    }

    void unmetDemandLimitsThePatients() {
        nlohmann::json inputs = example("queue");
        inputs["unmetDemand"] = 100;
        near(figure(runWell("queue", inputs), "extraPatients"), 100, 1e-12);
    }

    /// The waiting saved is the mean difference over the same arrivals, so its error is below that of two separate
    /// runs.
    void simulatedWaitingSaved() {
        const StudyResult result = runWell("queueSimulation", example("queueSimulation"));
        const auto one = [&](const char* key) {
            return *std::ranges::find(result.figures, std::string(key), &StudyFigure::key);
        };
        near(figure(result, "waitingSaved"), figure(result, "waitingBefore") - figure(result, "waitingAfter"), 1e-9);
        QVERIFY(*one("waitingSaved").standardError <
                std::hypot(*one("waitingBefore").standardError, *one("waitingAfter").standardError));
        const auto estimate = std::ranges::find(result.estimates, std::string("waitingSaved"), &StudyEstimate::key);
        QCOMPARE(estimate->distribution.family, kachi::Family::normal);
    }

    /// Year and source of the pay are printed with the result.
    void payKeepsItsSource() {
        for (const char* method : {"careProcess", "labourScale", "hospitalBreakEven"}) {
            const StudyResult result = runWell(method, example(method));
            const StudyTable& pay = table(result, "pay");
            QVERIFY(pay.rows.back().back().text.ja.find("賃金構造基本統計調査") != std::string::npos);
        }
    }

    /// By hand: 30 minutes at 0.2 cashable + 2,000 + 1,500 − 300 − 240,000/1,200.
    void breakEvenPrice() {
        nlohmann::json inputs = example("hospitalBreakEven");
        StudyResult result = runWell("hospitalBreakEven", inputs);
        const double cashable = 30 * 0.2 * 5'081'700 * 1.16 / (1900 * 0.8 * 60);
        near(figure(result, "breakEvenPrice"), cashable + 2'000 + 1'500 - 300 - 200, 1e-9);
        near(figure(result, "priceWithHours"), figure(result, "breakEvenPrice") + 0.4 * 3'000, 1e-9);
        for (const StudyFigure& one : result.figures) QCOMPARE(one.price, one.key == "breakEvenPrice");
        inputs["devicesPerCase"] = 2;
        near(figure(runWell("hospitalBreakEven", inputs), "breakEvenPrice"), (cashable + 3'000) / 2, 1e-9);
    }

    void refusals_data() {
        QTest::addColumn<std::string>("method");
        QTest::addColumn<std::string>("patch");
        QTest::addColumn<std::string>("code");
        QTest::addColumn<std::string>("where");
        const auto row = [](const char* name, const char* method, const char* patch, const char* code,
                            const char* where) {
            QTest::newRow(name) << std::string(method) << std::string(patch) << std::string(code) << std::string(where);
        };
        row("no activities", "careProcess", R"({"activities": []})", "labourStudies.noRows", "/inputs/activities");
        row("unknown occupation", "careProcess",
            R"({"activities": [{"name": "a", "arm": "both", "occupation": "薬剤師", "baseMinutes": 1}]})",
            "careProcess.unknownOccupation", "/inputs/activities/0/occupation");
        row("unknown activity", "careProcess",
            R"({"terms": [{"activity": "x", "driver": "d", "minutesPerUnit": 1, "value": 1}]})",
            "careProcess.unknownActivity", "/inputs/terms/0/activity");
        row("negative time", "careProcess",
            R"({"terms": [{"activity": "記録", "driver": "d", "minutesPerUnit": -5, "value": 1}]})",
            "careProcess.negativeTime", "/inputs/activities/6/baseMinutes");
        row("one fee", "careProcess", R"({"feeAfter": null})", "careProcess.oneFee", "/inputs/feeAfter");
        row("shares of 90 %", "workStyle",
            R"({"bands": [{"lower": 0, "upper": 40, "share": 50}, {"lower": 40, "share": 40}]})", "workStyle.shareSum",
            "/inputs/bands");
        row("open in the middle", "workStyle",
            R"({"bands": [{"lower": 0, "share": 50}, {"lower": 40, "upper": 60, "share": 50}]})", "workStyle.openClass",
            "/inputs/bands/0/upper");
        row("overlap", "workStyle",
            R"({"distribution": "classes", "bands": [{"lower": 0, "upper": 60, "share": 50},
                {"lower": 40, "upper": 100, "share": 50}]})",
            "groupedFit.classes", "/inputs/bands/1");
        row("two classes", "workStyle",
            R"({"bands": [{"lower": 0, "upper": 40, "share": 50}, {"lower": 40, "share": 50}]})", "groupedFit.tooFew",
            "/inputs/bands");
        row("cap in the open class", "workStyle", R"({"distribution": "classes", "capB": 4000})",
            "workStyle.capInOpenClass", "/inputs/bands");
        row("split above 1", "workStyle", R"({"nightShare": 0.9})", "workStyle.splitSum", "/inputs/nightShare");
        row("hours twice", "workStyle", R"({"minutesPerCase": 5, "casesPerDoctor": 100})", "workStyle.giveOne",
            "/inputs/hoursSaved");
        row("nothing to staff", "staffingRules", R"({"nurseRequired": null, "clerkRequired": null})",
            "staffingRules.noGroup", "/inputs/nurseRequired");
        row("year twice", "labourScale",
            R"({"curve": "table", "adoption": [{"year": 2026, "share": 0}, {"year": 2026, "share": 1}]})",
            "labourScale.yearTwice", "/inputs/adoption/1/year");
        row("no launch", "labourScale", R"({"launchYear": null})", "field.missing", "/inputs/launchYear");
        row("overload", "queue", R"({"arrivalsPerHour": 6})", "queue.unstable", "/inputs/arrivalsPerHour");
        row("same occupation twice", "hospitalBreakEven",
            R"({"saved": [
                {"occupation": "a", "minutesSaved": 1, "annualPay": 1, "onCost": 0, "hoursPerYear": 1,
                 "practicalShare": 1, "cashableShare": 1},
                {"occupation": "a", "minutesSaved": 1, "annualPay": 1, "onCost": 0, "hoursPerYear": 1,
                 "practicalShare": 1, "cashableShare": 1}]})",
            "labourStudies.nameTwice", "/inputs/saved/1/occupation");
        row("nothing to pay with", "hospitalBreakEven",
            R"({"saved": null, "consumablesSaved": null, "feeDifference": null, "otherCosts": null,
                "yearlyCosts": null})",
            "hospitalBreakEven.nothing", "/inputs/saved");
        row("yearly costs without cases", "hospitalBreakEven", R"({"casesPerYear": null})", "field.missing",
            "/inputs/casesPerYear");
    }
    void refusals() {
        QFETCH(std::string, method);
        QFETCH(std::string, patch);
        QFETCH(std::string, code);
        QFETCH(std::string, where);
        nlohmann::json inputs = example(method);
        inputs.merge_patch(nlohmann::json::parse(patch));
        const auto result = run(method, inputs);
        QVERIFY(!result.ok());
        const bool found = std::ranges::any_of(
            result.issues(), [&](const Issue& issue) { return issue.code == code && issue.where == where; });
        QVERIFY2(found, qPrintable(codesOf(result.issues())));
    }

    /// Hours of single doctors, with a missing cell left out and said so.
    void doctorsFromData() {
        nlohmann::json inputs = example("workStyle");
        inputs.erase("bands");
        inputs["distribution"] = "doctors";
        inputs["data"] = {{"columns", {"hours"}}, {"rows", {{50}, {61}, {62}, {"-"}, {90}}}};
        inputs["hoursColumn"] = "hours";
        inputs["participation"] = 1;
        const StudyResult result = runWell("workStyle", inputs);
        near(figure(result, "aboveCapBeforeA"), 0.75, 1e-15);
        near(figure(result, "aboveCapAfterA"), 0.5, 1e-15);  // 61 h: 1,008 − 60 = 948
        near(figure(result, "movedUnderCapA"), 188'338 * 0.25, 1e-9);
        QVERIFY(!result.notes.empty());
    }
};

QTEST_APPLESS_MAIN(LabourStudiesTest)
#include "labour_studies_test.moc"
