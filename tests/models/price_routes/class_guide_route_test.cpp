// Class guide: every class by its answers, dates by the procedure, refusals of what is missing.
#include "tests/models/price_routes/route_test_data.h"

#include "models/pricing/application_dates.h"

#include <QtTest>

#include <set>

using namespace kachi;
using namespace Qt::StringLiterals;
using Json = nlohmann::json;

namespace {

/// Answers that lead to each class, by the definitions of 総会579回 総-4参考3 p. 27 (13011/27).
const Json& answersByClass() {
    static const Json answers = Json::parse(R"({
        "F": {"suited": false},
        "R": {"suited": true, "remanufactured": true, "originalInCategory": true},
        "C2": {"suited": true, "remanufactured": false, "techniqueCovered": false},
        "C1": {"suited": true, "remanufactured": false, "techniqueCovered": true, "evaluatedAs": "material",
               "categoryExists": false},
        "B3": {"suited": true, "remanufactured": false, "techniqueCovered": true, "evaluatedAs": "material",
               "categoryExists": true, "improvementClaim": true},
        "B2": {"suited": true, "remanufactured": false, "techniqueCovered": true, "evaluatedAs": "material",
               "categoryExists": true, "improvementClaim": false, "definitionChange": true},
        "B1": {"suited": true, "remanufactured": false, "techniqueCovered": true, "evaluatedAs": "material",
               "categoryExists": true, "improvementClaim": false, "definitionChange": false},
        "A3": {"suited": true, "remanufactured": false, "techniqueCovered": true, "evaluatedAs": "fee",
               "feeNotesChange": true},
        "A2": {"suited": true, "remanufactured": false, "techniqueCovered": true, "evaluatedAs": "specificFee",
               "feeNotesChange": false},
        "A1": {"suited": true, "remanufactured": false, "techniqueCovered": true, "evaluatedAs": "fee",
               "feeNotesChange": false}})");
    return answers;
}

QString english(const RouteResult& result, const std::string& key) {
    return QString::fromStdString(figureOf(result, key).text.en);
}

}  // namespace

class ClassGuideRouteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Council (中医協) discussion: B3, C1, C2 and R only (13011/27).
    void classes_data() {
        QTest::addColumn<QString>("applicationClass");
        for (const auto& [name, answers] : answersByClass().items()) {
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
        }
    }
    void classes() {
        QFETCH(QString, applicationClass);
        const std::string name = applicationClass.toStdString();
        for (const char* pack : {"jp-2022", "jp-2024", "jp-2026"}) {
            const auto result = priced("classGuide", pack, answersByClass()[name]);
            QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
            QVERIFY(!result->price);
            QCOMPARE(english(*result, "class"), applicationClass);
            const bool council = std::set<std::string>{"B3", "C1", "C2", "R"}.contains(name);
            QCOMPARE(english(*result, "council"), council ? u"needed"_s : u"not needed"_s);
            const RouteTable& reasons = tableOf(*result, "reasons");
            QCOMPARE(QString::fromStdString(reasons.rows.back()[2].text.en), applicationClass);
            for (const auto& row : reasons.rows) {
                for (const RouteValue& value : row) QVERIFY(!value.text.ja.empty() && !value.text.en.empty());
            }
            QCOMPARE(tableOf(*result, "submission").rows.empty(), name == "F");
        }
    }

    // The original not in a category: no R, the other questions decide.
    void remanufacturedWithoutCategory() {
        Json answers = answersByClass()["C2"];
        answers["remanufactured"] = true;
        answers["originalInCategory"] = false;
        const auto result = priced("classGuide", "jp-2026", answers);
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(english(*result, "class"), u"C2"_s);
    }

    // A1: 20 days. A2, B1: by the 10th → 1st of the next month (micjp.co.jp; 1038/27). A3, B2: 1st of the month after
    // the decision (1038/27). B3, C1, R 4 months and C2 5 months from the 1st of the month after submission (13010/3);
    // listings in March, June, September and December.
    void dates_data() {
        QTest::addColumn<QString>("applicationClass");
        QTest::addColumn<QString>("submitted");
        QTest::addColumn<QString>("decided");
        QTest::addColumn<QString>("decisionBy");
        QTest::addColumn<QString>("listing");
        const auto add = [](const char* name, const char* submitted, const char* decided, const char* decisionBy,
                            const char* listing) {
            QTest::addRow("%s %s %s", name, submitted, decided)
                << QString::fromUtf8(name) << QString::fromUtf8(submitted) << QString::fromUtf8(decided)
                << QString::fromUtf8(decisionBy) << QString::fromUtf8(listing);
        };
        add("A1", "2024-12-20", "", "", "2025-01-09");
        add("A2", "2025-01-10", "", "", "2025-02-01");
        add("A2", "2025-01-11", "", "", "2025-03-01");
        add("B1", "2024-12-10", "", "", "2025-01-01");
        add("B1", "2024-12-11", "", "", "2025-02-01");
        add("A3", "2025-01-10", "", "", "");
        add("A3", "2025-01-10", "2025-03-31", "", "2025-04-01");
        add("B2", "2025-01-10", "2025-12-01", "", "2026-01-01");
        add("C1", "2025-01-01", "", "2025-05-31", "2025-06-01");
        add("C1", "2025-01-31", "", "2025-05-31", "2025-06-01");
        add("C1", "2025-02-01", "", "2025-06-30", "2025-09-01");
        add("B3", "2024-10-15", "", "2025-02-28", "2025-03-01");
        add("R", "2024-09-30", "", "2025-01-31", "2025-03-01");
        add("C2", "2025-01-31", "", "2025-06-30", "2025-09-01");
        add("C2", "2024-12-31", "", "2025-05-31", "2025-06-01");
        add("C2", "2025-01-31", "2025-05-14", "2025-06-30", "2025-06-01");
        add("C2", "2025-01-31", "2025-06-01", "2025-06-30", "2025-09-01");
        add("C1", "2025-06-20", "2025-11-19", "2025-10-31", "2025-12-01");
    }
    void dates() {
        QFETCH(QString, applicationClass);
        QFETCH(QString, submitted);
        QFETCH(QString, decided);
        QFETCH(QString, decisionBy);
        QFETCH(QString, listing);
        const auto found = applicationDates(applicationClass.toStdString(), *calendarDay(submitted.toStdString()),
                                            calendarDay(decided.toStdString()), shippedPack("jp-2024"));
        QVERIFY2(found.ok(), qPrintable(codes(found.issues())));
        const auto text = [](const std::optional<CalendarDay>& day) {
            return day ? QString::fromStdString(dayText(*day)) : QString();
        };
        QCOMPARE(text(found->decisionBy), decisionBy);
        QCOMPARE(text(found->listing), listing);
    }

    void datesInTheResult() {
        Json answers = answersByClass()["C1"];
        answers["submissionDate"] = "2026-07-15";
        const auto result = priced("classGuide", "jp-2026", answers);
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(english(*result, "decisionBy"), u"2026-11-30"_s);
        QCOMPARE(english(*result, "listing"), u"2026-12-01"_s);
        QCOMPARE(QString::fromStdString(result->trace.value), u"C1"_s);
        QCOMPARE(QString::fromStdString(result->trace.steps.back().value), u"2026-12-01"_s);
        QCOMPARE(QString::fromStdString(result->trace.status), u"recalled"_s);  // the definition of F is
    }

    void refusals_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing answered") << R"({"suited": null})"
                                          << "route.answerMissing@/inputs/suited=\n";
        QTest::newRow("not said how evaluated") << R"({"evaluatedAs": null})"
                                                << "field.missing@/inputs/evaluatedAs=\n";
        QTest::newRow("category not answered") << R"({"categoryExists": null})"
                                               << "route.answerMissing@/inputs/categoryExists=\n";
        QTest::newRow("neither yes nor no") << R"({"categoryExists": "maybe"})"
                                            << "field.unknownChoice@/inputs/categoryExists=maybe\n";
        QTest::newRow("before the pack") << R"({"submissionDate": "2026-05-31"})"
                                         << "route.dayOutsideRules@/inputs/submissionDate=2026-05-31\n";
        QTest::newRow("no such day") << R"({"submissionDate": "2026-09-31"})"
                                     << "field.notADate@/inputs/submissionDate=2026-09-31\n";
        QTest::newRow("decided before submitted") << R"({"submissionDate": "2026-07-01", "decisionDate": "2026-06-30"})"
                                                  << "route.decisionBeforeSubmission@/inputs/decisionDate=2026-06-30\n";
    }
    void refusals() {
        QFETCH(QString, change);
        QFETCH(QString, expected);
        Json answers = answersByClass()["C1"];
        answers.update(Json::parse(change.toStdString()));
        const auto result = priced("classGuide", "jp-2026", answers);
        QVERIFY(!result.ok());
        QCOMPARE(codes(result.issues()), expected);
    }

    void rulesThatAreNoCounts() {
        RulePack pack = shippedPack("jp-2026");
        pack.numbers["timing.decisionMonths.C1"].value = Rational(9, 2);
        const auto found = applicationDates("C1", {2026, 7, 1}, {}, pack);
        QVERIFY(!found.ok());
        QCOMPARE(codes(found.issues()), u"route.ruleNotWhole@/rules/timing.decisionMonths.C1=4.5\n"_s);
    }
};

QTEST_APPLESS_MAIN(ClassGuideRouteTest)
#include "class_guide_route_test.moc"
