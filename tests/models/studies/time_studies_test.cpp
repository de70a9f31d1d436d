// label: golden
#include "models/studies/study.h"
#include "models/studies/time_observations.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <sstream>

using namespace kachi;
using Json = nlohmann::json;

namespace {

Result<StudyResult> runOf(const std::string& method, const Json& inputs) {
    StudyRequest request;
    request.method = method;
    request.inputs = inputs;
    return runStudy(request, StudySurroundings{});
}

Json example(const std::string& method) {
    std::ifstream file(std::string(KACHI_SOURCE_DIR) + "/resources/guide/examples/study-" + method + ".json");
    return Json::parse(file)["inputs"];
}

const StudyFigure& figure(const StudyResult& result, const std::string& key) {
    const auto found = std::ranges::find(result.figures, key, &StudyFigure::key);
    if (found == result.figures.end()) qFatal("no figure %s", key.c_str());
    return *found;
}

const StudyTable& table(const StudyResult& result, const std::string& key) {
    const auto found = std::ranges::find(result.tables, key, &StudyTable::key);
    if (found == result.tables.end()) qFatal("no table %s", key.c_str());
    return *found;
}

const StudyEstimate& estimate(const StudyResult& result, const std::string& key) {
    const auto found = std::ranges::find(result.estimates, key, &StudyEstimate::key);
    if (found == result.estimates.end()) qFatal("no estimate %s", key.c_str());
    return *found;
}

bool has(const Issues& issues, const std::string& code, const std::string& where = {}) {
    return std::ranges::any_of(
        issues, [&](const Issue& issue) { return issue.code == code && (where.empty() || issue.where == where); });
}

void close(double actual, double expected, double relative) {
    QVERIFY2(std::abs(actual - expected) <= relative * std::abs(expected),
             qPrintable(QStringLiteral("expected %1, got %2").arg(expected, 0, 'g', 15).arg(actual, 0, 'g', 15)));
}

/// Every number of a result is finite, every table is rectangular.
void wellFormed(const StudyResult& result) {
    for (const StudyFigure& each : result.figures) {
        for (const auto& number : {each.value, each.low, each.high, each.standardError}) {
            QVERIFY2(!number || std::isfinite(*number), each.key.c_str());
        }
        QVERIFY2(each.value || !each.state.empty(), each.key.c_str());
    }
    for (const StudyTable& each : result.tables) {
        for (const auto& row : each.rows) {
            QCOMPARE(row.size(), each.columns.size());
            for (const StudyValue& cell : row) QVERIFY2(!cell.number || std::isfinite(*cell.number), each.key.c_str());
        }
    }
    for (const StudyEstimate& each : result.estimates) QVERIFY2(std::isfinite(each.value), each.key.c_str());
    QVERIFY(!result.methodText.empty());
    QVERIFY(!result.references.empty());
}

/// Data {"columns", "rows"} of a comma-separated file; cells that are numbers become numbers.
Json dataOf(const std::string& name) {
    std::ifstream file(std::string(KACHI_TEST_DATA) + "/" + name);
    Json data;
    std::string line;
    std::getline(file, line);
    const auto cells = [](const std::string& text) {
        Json row = Json::array();
        std::istringstream stream(text);
        for (std::string cell; std::getline(stream, cell, ',');) row.push_back(cell);
        return row;
    };
    data["columns"] = cells(line);
    while (std::getline(file, line)) data["rows"].push_back(cells(line));
    return data;
}

// Student's sleep data as times of two arms, the patient as the pair.
Json sleepInputs() {
    const double first[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    const double second[] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    Json data{{"columns", {"patient", "drug", "hours"}}, {"rows", Json::array()}};
    for (int patient = 0; patient < 10; ++patient) {
        data["rows"].push_back({patient + 1, "one", first[patient] + 10});  // 10 hours more: times are not negative
        data["rows"].push_back({patient + 1, "two", second[patient] + 10});
    }
    return {{"data", data},   {"time", "hours"},      {"unit", "hours"},       {"arm", "drug"},    {"before", "one"},
            {"after", "two"}, {"patient", "patient"}, {"pairedBy", "patient"}, {"replicates", 200}};
}

/// A valid small request to spoil.
Json smallInputs() {
    return {{"data",
             {{"columns", {"arm", "minutes", "start", "end"}},
              {"rows",
               {{"old", 10, "09:00", "09:10"},
                {"old", 12, "10:00", "10:12"},
                {"new", 7, "11:00", "11:07"},
                {"new", 9, "12:00:00", "12:09:00"}}}}},
            {"time", "minutes"},
            {"arm", "arm"},
            {"before", "old"},
            {"after", "new"},
            {"replicates", 50}};
}

}  // namespace

class TimeStudiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void examples_data() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"timeStudy", "timeStudyPlanning", "learningCurve", "mixedModel", "agreement"}) {
            QTest::newRow(method) << QString::fromLatin1(method);
        }
    }

    void examples() {
        QFETCH(QString, method);
        const auto result = runOf(method.toStdString(), example(method.toStdString()));
        QVERIFY2(result.ok(), result ? "" : result.issues().front().code.c_str());
        wellFormed(*result);
    }

    /// R: t.test of Student's sleep data, Welch and paired; in minutes, hours × 60. In this balanced layout the mixed
    /// model with a random patient is the paired test.
    void studentSleep() {
        const auto result = runOf("timeStudy", sleepInputs());
        QVERIFY(result.ok());
        wellFormed(*result);
        close(figure(*result, "difference").value.value(), 1.58 * 60, 1e-12);
        close(figure(*result, "differenceP").value.value(), 0.0793941401873582, 1e-9);
        close(figure(*result, "pairedDifference").low.value(), 0.700114236723018 * 60, 1e-9);
        close(figure(*result, "pairedP").value.value(), 0.00283289019738427, 1e-9);
        close(figure(*result, "modelDifference").value.value(), 1.58 * 60, 1e-9);
        close(figure(*result, "modelP").value.value(), 0.00283289019738427, 1e-5);
        close(figure(*result, "difference").high.value(), 3.3654832 * 60, 1e-6);
        close(figure(*result, "saving").high.value(), -0.700114236723018 * 60, 1e-5);
        // Before and after share the patients, so their saving is surer than the two alone.
        const StudyEstimate& saving = estimate(*result, "saving");
        close(saving.distribution.args.at("sd"), 1.58 * 60 / 4.06212768338204, 1e-6);
        const auto& covariance = result->joints.front().covariance;
        close(covariance[0][0] + covariance[1][1] - 2 * covariance[0][1],
              std::pow(saving.distribution.args.at("sd"), 2), 1e-9);
    }

    /// The log scale: the change of the model is the mean difference of logarithms of the pairs.
    void logScale() {
        Json inputs = sleepInputs();
        inputs["scale"] = "logarithm";
        const auto result = runOf("timeStudy", inputs);
        QVERIFY(result.ok());
        double sum = 0;
        for (std::size_t row = 0; row < 20; row += 2) {
            const auto& rows = inputs["data"]["rows"];
            sum += std::log(rows[row + 1][2].get<double>() / rows[row][2].get<double>()) / 10;
        }
        close(figure(*result, "modelRatio").value.value(), std::exp(sum), 1e-9);
        close(figure(*result, "geometricMeanRatio").value.value(), std::exp(sum), 1e-12);
        QCOMPARE(estimate(*result, "minutesBefore").distribution.family, Family::lognormal);
    }

    /// Minutes, and the clock readings of the same table, give the same answer.
    void clockReadings() {
        Json inputs = smallInputs();
        const auto minutes = runOf("timeStudy", inputs);
        inputs.erase("time");
        inputs["start"] = "start";
        inputs["end"] = "end";
        const auto clocks = runOf("timeStudy", inputs);
        QVERIFY(minutes.ok() && clocks.ok());
        close(figure(*clocks, "difference").value.value(), -3, 1e-12);
        close(figure(*clocks, "differenceP").value.value(), figure(*minutes, "differenceP").value.value(), 1e-12);
        inputs["data"]["rows"][0] = {"old", 0, "2026-02-28T23:55", "2026-03-01T00:05"};
        inputs["data"]["rows"][1] = {"old", 0, "2028-02-28 23:54", "2028-02-29 00:06"};
        QVERIFY(runOf("timeStudy", inputs).ok());
        close(figure(*runOf("timeStudy", inputs), "meanBefore").value.value(), 11, 1e-12);
    }

    void clockTimes_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("minutes");  // below 0: refused
        QTest::newRow("hours and minutes") << QStringLiteral("9:05") << 545.0;
        QTest::newRow("seconds") << QStringLiteral("00:00:30") << 0.5;
        QTest::newRow("end of the day") << QStringLiteral("24:00") << 1440.0;
        QTest::newRow("dated") << QStringLiteral("1970-01-02T00:01") << 1441.0;
        for (const char* text : {"", "9", "9:60", "25:00", "24:01", "9:5:61", "9:05 am", "-1:00", "2026-02-30T09:00"}) {
            QTest::newRow(qPrintable(QStringLiteral("refused '%1'").arg(QLatin1String(text))))
                << QString::fromLatin1(text) << -1.0;
        }
    }

    void clockTimes() {
        QFETCH(QString, text);
        QFETCH(double, minutes);
        const auto time = clockTime(text.toStdString());
        QCOMPARE(time.has_value(), minutes >= 0);
        if (time) close(time->minutes, minutes, 1e-12);
    }

    void hostileTables_data() {
        QTest::addColumn<QString>("change");  // merged into the inputs
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("where");
        const auto row = [](const char* name, const char* change, const char* code, const char* where) {
            QTest::newRow(name) << QString::fromUtf8(change) << QString::fromLatin1(code) << QString::fromLatin1(where);
        };
        row("negative time", R"({"/data/rows/1/1": -12})", "timeStudy.negativeTime", "/inputs/data/rows/1/minutes");
        row("Japanese unit", R"({"/data/rows/2/1": "5分"})", "studies.notANumber", "/inputs/data/rows/2/minutes");
        row("English unit", R"({"/data/rows/0/1": "300 s"})", "studies.notANumber", "/inputs/data/rows/0/minutes");
        row("unknown arm", R"({"/data/rows/3/0": "newer"})", "timeStudy.unknownArm", "/inputs/data/rows/3/arm");
        row("arm without rows", R"({"/after": "device"})", "timeStudy.unknownArm", "");
        row("one name", R"({"/after": "old"})", "timeStudy.sameArms", "/inputs/after");
        row("no time", R"({"/time": null})", "timeStudy.noTime", "/inputs/time");
        row("two times", R"({"/start": "start"})", "timeStudy.twoTimes", "/inputs/time");
        row("negative replicates", R"({"/replicates": -1})", "field.outside", "/inputs/replicates");
        row("end before start", R"({"/time": null, "/start": "start", "/end": "end", "/data/rows/1/3": "09:59"})",
            "timeStudy.endBeforeStart", "/inputs/data/rows/1/end");
        row("no clock", R"({"/time": null, "/start": "start", "/end": "end", "/data/rows/1/2": "10時"})",
            "timeStudy.badClock", "/inputs/data/rows/1/start");
        row("half a date", R"({"/time": null, "/start": "start", "/end": "end", "/data/rows/1/3": "2026-01-01T10:12"})",
            "timeStudy.clockForms", "/inputs/data/rows/1/end");
    }

    void hostileTables() {
        QFETCH(QString, change);
        QFETCH(QString, code);
        QFETCH(QString, where);
        Json inputs = smallInputs();
        const Json changes = Json::parse(change.toStdString());
        for (const auto& [pointer, value] : changes.items()) {
            if (value.is_null()) {
                inputs.erase(pointer.substr(1));
            } else {
                inputs[Json::json_pointer(pointer)] = value;
            }
        }
        const auto result = runOf("timeStudy", inputs);
        QVERIFY(!result.ok());
        QVERIFY2(
            has(result.issues(), code.toStdString(), where.toStdString()),
            qPrintable(QString::fromStdString(result.issues().front().code + " " + result.issues().front().where)));
    }

    /// Half of the rows without a time: analysed, with a warning that counts them.
    void halfMissing() {
        Json inputs = smallInputs();
        for (int copy = 0; copy < 4; ++copy) inputs["data"]["rows"].push_back({"old", nullptr, "", ""});
        const auto result = runOf("timeStudy", inputs);
        QVERIFY(result.ok());
        const auto note = std::ranges::find(result->notes, std::string("timeStudy.manyMissing"), &Issue::code);
        QVERIFY(note != result->notes.end());
        QCOMPARE(note->severity, Severity::warning);
        QCOMPARE(note->value, std::string("4"));
        QCOMPARE(note->limit, std::string("8"));
        close(figure(*result, "difference").value.value(), -3, 1e-12);
    }

    /// An arm with one measurement, constant times and a zero: what can be said is said, the rest is noted.
    void thinData() {
        Json inputs = smallInputs();
        inputs["data"]["rows"].erase(3);
        const auto single = runOf("timeStudy", inputs);
        QVERIFY(single.ok());
        wellFormed(*single);
        QVERIFY(has(single->notes, "timeStudy.comparisonLeftOut"));
        QVERIFY(has(single->notes, "twoSample.tooFew"));
        inputs = smallInputs();
        inputs["data"]["rows"][0][1] = 0;
        const auto zero = runOf("timeStudy", inputs);
        QVERIFY(zero.ok());
        wellFormed(*zero);
        QVERIFY(has(zero->notes, "timeStudy.zeroTimes"));
        for (auto& row : inputs["data"]["rows"]) row[1] = 5;
        const auto constant = runOf("timeStudy", inputs);
        QVERIFY(constant.ok());
        wellFormed(*constant);
        QVERIFY(has(constant->notes, "twoSample.noSpread"));
    }

    /// Groups that cannot be random effects are named; an activity of one arm is left to the whole.
    void groups() {
        Json inputs = smallInputs();
        inputs["data"]["columns"] = {"arm", "minutes", "site", "activity"};
        for (auto& row : inputs["data"]["rows"]) {
            row[2] = "only";
            row[3] = row[0] == "old" ? "check" : "scan";
        }
        inputs["site"] = "site";
        inputs["activity"] = "activity";
        const auto result = runOf("timeStudy", inputs);
        QVERIFY(result.ok());
        wellFormed(*result);
        QVERIFY(has(result->notes, "timeStudy.groupLeftOut"));
        QVERIFY(has(result->notes, "timeStudy.oneArmActivity"));
    }

    /// The excluded row is the only long one.
    void exclusions() {
        const auto result = runOf("timeStudy", example("timeStudy"));
        QVERIFY(result.ok());
        QVERIFY(has(result->notes, "timeStudy.excluded"));
        close(figure(*result, "countAfter").value.value(), 12, 1e-15);
        QVERIFY(table(*result, "summary").rows.size() == 6);  // all and two activities, two arms
        QVERIFY(estimate(*result, "minutesBefore.記録").value > estimate(*result, "minutesAfter.記録").value);
    }

    /// lme4 and pbkrtest, tests/data/mixed-model.
    void mixedModel() {
        const Json inputs{{"data", dataOf("mixed-model/sleepstudy.csv")},
                          {"outcome", "reaction_ms"},
                          {"fixed", {"day"}},
                          {"group", "subject"},
                          {"slopes", {"day"}}};
        const auto result = runOf("mixedModel", inputs);
        QVERIFY(result.ok());
        wellFormed(*result);
        close(figure(*result, "criterion").value.value(), 1743.62827195995, 1e-9);
        close(figure(*result, "aic").value.value(), 1755.62827195995, 1e-9);
        const auto& day = table(*result, "fixed").rows[1];
        close(day[1].number.value(), 10.467285959596, 1e-9);
        close(day[9].number.value(), 17, 1e-6);
        close(day[10].number.value(), 45.8529615558584, 1e-5);
        QCOMPARE(result->joints[0].estimates, (std::vector<std::string>{"(Intercept)", "day"}));
    }

    void mixedModelRefusals() {
        Json inputs = example("mixedModel");
        inputs["fixed"] = {"batch"};  // the fixed effects already hold the groups
        QVERIFY(runOf("mixedModel", inputs).ok());
        inputs = example("mixedModel");
        inputs["interaction"] = {"batch"};
        QVERIFY(has(runOf("mixedModel", inputs).issues(), "mixedModel.interaction", "/inputs/interaction"));
        inputs = example("mixedModel");
        inputs["logarithm"] = true;
        inputs["data"]["rows"][2][1] = -1440;
        QVERIFY(has(runOf("mixedModel", inputs).issues(), "mixedModel.noLogarithm", "/inputs/data/rows/2/yield"));
    }

    /// irrCAC's vignette (see agreement_test) by three shapes of the same ratings.
    void agreementShapes() {
        const auto result = runOf("agreement", example("agreement"));
        QVERIFY(result.ok());
        close(figure(*result, "cohenKappa").value.value(), 0.796409402183972, 1e-12);
        close(figure(*result, "cohenKappa").standardError.value(), 0.0589107183260815, 1e-9);
        const Json counts = example("agreement")["data"]["rows"];
        Json wide{{"columns", {"a", "b"}}, {"rows", Json::array()}};
        Json longer{{"columns", {"record", "who", "what"}}, {"rows", Json::array()}};
        const char* names[] = {"x", "y", "z"};
        for (int k = 0; k < 3; ++k) {
            for (int l = 0; l < 3; ++l) {
                for (int copy = 0; copy < counts[k][l].get<int>(); ++copy) {
                    const auto record = wide["rows"].size();
                    wide["rows"].push_back({names[k], names[l]});
                    longer["rows"].push_back({record, "first", names[k]});
                    longer["rows"].push_back({record, "second", names[l]});
                }
            }
        }
        const auto ofWide = runOf("agreement", {{"mode", "ratings"}, {"data", wide}, {"raters", {"a", "b"}}});
        const auto ofLong =
            runOf("agreement",
                  {{"mode", "ratings"}, {"data", longer}, {"subject", "record"}, {"rater", "who"}, {"rating", "what"}});
        QVERIFY(ofWide.ok() && ofLong.ok());
        for (const char* key : {"cohenKappa", "scottPi", "gwetAc1", "krippendorffAlpha"}) {
            close(figure(*ofWide, key).value.value(), figure(*result, key).value.value(), 1e-12);
            close(figure(*ofLong, key).value.value(), figure(*result, key).value.value(), 1e-12);
        }
        longer["rows"].push_back({0, "first", "x"});
        QVERIFY(has(
            runOf("agreement",
                  {{"mode", "ratings"}, {"data", longer}, {"subject", "record"}, {"rater", "who"}, {"rating", "what"}})
                .issues(),
            "agreement.ratedTwice"));
    }

    /// Shrout and Fleiss 1979.
    void intraclass() {
        const Json data{
            {"columns", {"a", "b", "c", "d"}},
            {"rows",
             {{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}, {6, 2, "", 7}}}};
        const auto result =
            runOf("agreement", {{"mode", "measurements"}, {"data", data}, {"raters", {"a", "b", "c", "d"}}});
        QVERIFY(result.ok());
        wellFormed(*result);
        close(figure(*result, "icc21").value.value(), 0.289763779527559, 1e-12);
        close(figure(*result, "icc3k").value.value(), 0.909315542377069, 1e-12);
        QVERIFY(has(result->notes, "agreement.incomplete"));
        const auto two = runOf("agreement", {{"mode", "measurements"}, {"data", data}, {"raters", {"a", "d"}}});
        QVERIFY(two.ok());
        close(figure(*two, "bias").value.value(), -5.0 / 7, 1e-12);
    }

    void planning() {
        const auto result = runOf("timeStudyPlanning", example("timeStudyPlanning"));
        QVERIFY(result.ok());
        close(figure(*result, "cycles").value.value(), 62, 1e-15);
        close(figure(*result, "workSampling").value.value(), 323, 1e-15);
        close(figure(*result, "perArm").value.value(), 64, 1e-15);  // power.t.test(delta = 0.5): 63.77
        close(figure(*result, "designEffect").value.value(), 1.45, 1e-12);
        close(figure(*result, "clustersPerArm").value.value(), 10, 1e-12);  // 92.46/10
        QVERIFY(has(runOf("timeStudyPlanning", Json::object()).issues(), "timePlanning.nothing"));
        QVERIFY(has(runOf("timeStudyPlanning", {{"mean", 10}}).issues(), "field.missing", "/inputs/relativeError"));
        QVERIFY(has(runOf("timeStudyPlanning", {{"difference", 1}, {"deviationBefore", 1}, {"power", 0.01}}).issues(),
                    "timePlanning.power", "/inputs/power"));
    }

    void learningCurve() {
        Json data{{"columns", {"n", "t", "who"}}, {"rows", Json::array()}};
        for (int n = 1; n <= 12; ++n) {
            data["rows"].push_back({n, 15 + 30 / std::sqrt(n) + (n % 2 ? 0.1 : -0.1), "A"});
            if (n < 3) data["rows"].push_back({n, 15 + 30 / std::sqrt(n), "B"});
        }
        Json inputs{{"data", data}, {"number", "n"}, {"time", "t"}, {"group", "who"}, {"share", 0.2}};
        const auto result = runOf("learningCurve", inputs);
        QVERIFY(result.ok());
        wellFormed(*result);
        QVERIFY(has(result->notes, "learningCurve.tooFewNumbers"));  // of B alone
        QVERIFY(figure(*result, "plateau").value.value() > 5);
        inputs["data"]["rows"][0][0] = 0;
        QVERIFY(has(runOf("learningCurve", inputs).issues(), "learningCurve.badNumberCell", "/inputs/data/rows/0/n"));
        inputs["data"]["rows"][0][0] = 1;
        for (auto& row : inputs["data"]["rows"]) row[1] = 20;
        QVERIFY(has(runOf("learningCurve", inputs).issues(), "learningCurve.notIdentified"));
    }
};

QTEST_APPLESS_MAIN(TimeStudiesTest)
#include "time_studies_test.moc"
