// Estimates of studies in parameters: taken over, out of date, taken over again; data as tables give them.
#include "app/studies/study_requests.h"

#include "app/studies/shipped_data.h"
#include "app/studies/study_data.h"
#include "app/studies/study_results.h"
#include "models/case/validate.h"
#include "tests/app/studies/queue_case.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

StudyResult resultWith(double first, double second) {
    StudyResult result;
    result.method = "summary";
    result.estimates = {normalEstimate("shape", {"形状", "shape"}, first, 0.1),
                        normalEstimate("scale", {"尺度", "scale"}, second, 0.2)};
    result.joints = {{"fit", {"当てはめ", "fit"}, {"shape", "scale"}, {{0.01, 0.005}, {0.005, 0.04}}}};
    return result;
}

Case caseWithStudy() {
    Case value;
    const std::string id = addStudy(value, "summary");
    findStudyRequest(value, id)->inputs = {{"columns", "x"}};
    return value;
}

/// Inputs of the example of the guide.
nlohmann::json exampleInputs(const char* method) {
    QFile file(
        QStringLiteral(KACHI_SOURCE_DIR "/resources/guide/examples/study-%1.json").arg(QLatin1StringView(method)));
    if (!file.open(QIODevice::ReadOnly)) qFatal("no example of %s", method);
    return nlohmann::json::parse(file.readAll().toStdString())["inputs"];
}

bool hasCode(const Issues& issues, const std::string& code, const std::string& where) {
    return std::ranges::any_of(issues, [&](const Issue& issue) { return issue.code == code && issue.where == where; });
}

}  // namespace

class StudyRequestsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takenOverAloneAndAgain() {
        Case value = caseWithStudy();
        const StudyResult result = resultWith(1.5, 20);
        takeOver(value, value.studies[0], result.estimates[0], "outcomes.minutes");
        const Parameter& parameter = value.parameters.at("outcomes.minutes");
        QCOMPARE(parameter.value, std::optional(1.5));
        QCOMPARE(parameter.distribution.family, Family::normal);
        QCOMPARE(parameter.evidence.study, std::string("s1"));
        QVERIFY(!isStale(value, parameter));
        QVERIFY(!hasCode(validate(value), "case.studyStale", "outcomes.minutes"));

        value.studies[0].inputs["columns"] = "y";
        QVERIFY(isStale(value, parameter));
        QVERIFY(hasCode(validate(value), "case.studyStale", "outcomes.minutes"));

        QVERIFY(takeOverAgain(value, value.studies[0], resultWith(1.7, 20)).empty());
        QCOMPARE(value.parameters.at("outcomes.minutes").value, std::optional(1.7));
        QVERIFY(!isStale(value, value.parameters.at("outcomes.minutes")));
    }

    /// A figure of a study that every evaluation works out is followed, not copied; other estimates are numbers.
    void followedFigures() {
        Case value;
        const std::string id = addQueue(value);
        StudyRequest& queue = *findStudyRequest(value, id);
        const StudyResult result = *runStudy(queue, {});
        const auto extra = std::ranges::find(result.estimates, "extraPatients", &StudyEstimate::key);
        QVERIFY(extra != result.estimates.end());
        QVERIFY(canBeFollowed(queue, result, *extra));
        follow(value, queue, *extra, "outcomes.morePatients");
        const Parameter& parameter = value.parameters.at("outcomes.morePatients");
        QCOMPARE(parameter.expression, "result.study." + id + ".extraPatients");
        QVERIFY(!parameter.value);
        QCOMPARE(parameter.unit, Unit::persons);
        QVERIFY(followsStudy(parameter));
        queue.inputs["minutesAfter"] = 12;
        QVERIFY(!isStale(value, parameter));
        QVERIFY(!hasCode(validate(value), "case.studyStale", "outcomes.morePatients"));
        QVERIFY(takeOverAgain(value, queue, result).empty());
        QVERIFY(followsStudy(parameter));

        queue.inputs["minutesAfter"] = "result.qaly.new";  // known only once the outcome model has run
        QVERIFY(!canBeFollowed(queue, result, *extra));
        Case fitted = caseWithStudy();
        QVERIFY(!canBeFollowed(fitted.studies[0], resultWith(1.5, 20), resultWith(1.5, 20).estimates[0]));
    }

    /// A name that a formula cannot hold would stop the whole case.
    void namesNoFormulaHoldsAreTakenOver() {
        StudyRequest queue{"q", "queue", {}, {}, exampleInputs("queue")};
        StudyResult result = *runStudy(queue, {});
        StudyEstimate estimate = result.estimates.front();
        QVERIFY(canBeFollowed(queue, result, estimate));
        queue.id = "study-1";
        QVERIFY(!canBeFollowed(queue, result, estimate));
        queue.id = "q";
        const auto figure = std::ranges::find(result.figures, estimate.key, &StudyFigure::key);
        figure->key = estimate.key = "netHealth.新機器";
        QVERIFY(!canBeFollowed(queue, result, estimate));
    }

    void numbersOfRulesAreFollowed() {
        const StudyRequest staffing{"s", "staffingRules", {}, {}, exampleInputs("staffingRules")};
        const StudyResult result = *runStudy(staffing, {});
        QVERIFY(!result.estimates.empty());
        for (const StudyEstimate& estimate : result.estimates) QVERIFY(canBeFollowed(staffing, result, estimate));
    }

    /// A result is kept only while the rules are the same: those of the pack, whatever its id, and the analyst's own.
    /// 39 nurses of a standard of 40: posts freed are 39 − 40 × share.
    void resultsFollowTheRules() {
        Case value;
        const std::string id = addStudy(value, "staffingRules");
        StudyRequest& staffing = *findStudyRequest(value, id);
        staffing.inputs = exampleInputs("staffingRules");
        staffing.inputs.erase("nurseShare");
        const std::string rule = "labour.nurse.ictStaffingShare";
        RulePack pack;
        pack.id = "own";
        StudyResults results;
        const auto freed = [&] {
            const auto result = results.get(value, staffing, pack, {});
            return result->value().figures.front().value.value_or(-1);
        };
        pack.numbers[rule] = userNumber(Rational(9, 10), Unit::ratio, {});
        QCOMPARE(freed(), 3.0);
        pack.numbers[rule] = userNumber(Rational(4, 5), Unit::ratio, {});
        QCOMPARE(freed(), 7.0);
        value.context.rules[rule] = "0.75";
        QCOMPARE(freed(), 9.0);
    }

    /// A follower by name, one in a longer formula, one of another study, one that only looks alike.
    void removalKeepsTheNumbersOfFollowers() {
        Case value;
        addQueue(value);
        addQueue(value);
        value.parameters["outcomes.a"].expression = "result.study.s1.extraPatients";
        value.parameters["outcomes.b"].expression = "1000 + 2 * result.study.s1.room";
        value.parameters["outcomes.c"].expression = "result.study.s2.room";
        value.parameters["outcomes.d"].expression = "outcomes.a + 1";
        QCOMPARE(followersOf(value, "s1"), (std::vector<std::string>{"outcomes.a", "outcomes.b"}));
        removeStudy(value, "s1", {{"outcomes.a", 1818.5}, {"outcomes.b", std::nullopt}});
        QCOMPARE(value.parameters.at("outcomes.a").value, std::optional(1818.5));
        QVERIFY(value.parameters.at("outcomes.a").expression.empty());
        QVERIFY(!value.parameters.at("outcomes.b").value);
        QVERIFY(value.parameters.at("outcomes.b").expression.empty());
        QCOMPARE(value.parameters.at("outcomes.c").expression, std::string("result.study.s2.room"));
        QVERIFY(followersOf(value, "s1").empty());
        QCOMPARE(value.studies.size(), std::size_t(1));
    }

    void jointUncertaintyBecomesAGroup() {
        Case value = caseWithStudy();
        const StudyResult result = resultWith(1.5, 20);
        takeOver(value, value.studies[0], result, result.joints[0], {"outcomes.shape", "outcomes.scale"});
        QCOMPARE(value.jointGroups.size(), std::size_t(1));
        QCOMPARE(value.jointGroups[0].covariance, result.joints[0].covariance);
        QCOMPARE(value.parameters.at("outcomes.shape").distribution.family, Family::fixed);  // the group draws it
        QVERIFY(!hasErrors(validate(value)));

        value.studies[0].inputs["columns"] = "y";
        StudyResult later = resultWith(2, 30);
        later.joints[0].covariance[0][0] = 0.02;
        QVERIFY(takeOverAgain(value, value.studies[0], later).empty());
        QCOMPARE(value.parameters.at("outcomes.scale").value, std::optional(30.0));
        QCOMPARE(value.jointGroups.size(), std::size_t(1));
        QCOMPARE(value.jointGroups[0].covariance[0][0], 0.02);
    }

    void estimateThatIsGoneIsNamed() {
        Case value = caseWithStudy();
        StudyResult result = resultWith(1.5, 20);
        takeOver(value, value.studies[0], result.estimates[1], "outcomes.scale");
        result.estimates.pop_back();
        QCOMPARE(takeOverAgain(value, value.studies[0], result), std::vector<std::string>{"outcomes.scale"});
        QCOMPARE(value.parameters.at("outcomes.scale").value, std::optional(20.0));
    }

    void removedStudyLeavesTheNumberWithAWarning() {
        Case value = caseWithStudy();
        takeOver(value, value.studies[0], resultWith(1.5, 20).estimates[0], "outcomes.minutes");
        removeStudy(value, "s1");
        QCOMPARE(value.parameters.at("outcomes.minutes").value, std::optional(1.5));
        QVERIFY(hasCode(validate(value), "case.studyMissing", "outcomes.minutes"));
    }

    void duplicateAndMove() {
        Case value = caseWithStudy();
        const std::string copy = duplicateStudy(value, "s1");
        QCOMPARE(value.studies[1].id, copy);
        QCOMPARE(value.studies[1].inputs, value.studies[0].inputs);
        moveStudy(value, copy, -1);
        QCOMPARE(value.studies[0].id, copy);
        moveStudy(value, copy, -1);
        QCOMPARE(value.studies[0].id, copy);
    }

    void dataOfAFileComeWithTheirDigest() {
        Case value = caseWithStudy();
        setStudyData(value, "s1", "data", {{"columns", {"x"}}, {"rows", {{1}}}}, "times.csv", "ab12cd34ef");
        QCOMPARE(value.evidence.size(), std::size_t(1));
        QCOMPARE(value.evidence[0].digest, std::string("ab12cd34ef"));
        QCOMPARE(value.studies[0].evidence, value.evidence[0].id);
        setStudyData(value, "s1", "data", {{"columns", {"x"}}, {"rows", {{1}}}}, "times.csv", "ab12cd34ef");
        QCOMPARE(value.evidence.size(), std::size_t(1));
    }

    /// Row counts as in their sources: 47 prefectures, 330 areas of the 8th medical plan.
    void shippedTables() {
        const std::vector<std::size_t> rows{47, 330, 47};
        QCOMPARE(shippedData().size(), rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            Case value = caseWithStudy();
            setShippedData(value, "s1", "data", shippedData()[i]);
            QCOMPARE(value.studies[0].rows.at("data").size(), rows[i]);
            QCOMPARE(value.evidence.size(), std::size_t(1));
            QCOMPARE(value.evidence[0].citation, shippedData()[i].citation);
            QCOMPARE(value.studies[0].evidence, value.evidence[0].id);
        }
    }

    /// Numbers are numbers only when every filled cell of the column is one.
    void tableToData() {
        RawTable table;
        table.rows = {{u"arm"_s, u"minutes"_s, u"mixed"_s},
                      {u"a"_s, u"1,234.5"_s, u"5"_s},
                      {u"b"_s, u"-"_s, u"five"_s},
                      {u"c"_s, u"2"_s, u""_s}};
        table.rowNumbers = {1, 2, 3, 4};
        table.decimalMark = u'.';
        const nlohmann::json data = *studyData(table);
        QCOMPARE(data["columns"], nlohmann::json({"arm", "minutes", "mixed"}));
        QCOMPARE(data["rows"][0], nlohmann::json({"a", 1234.5, "5"}));
        QCOMPARE(data["rows"][1], nlohmann::json({"b", nullptr, "five"}));
        QCOMPARE(data["rows"][2], nlohmann::json({"c", 2.0, nullptr}));
    }

    /// A result is kept until the inputs, or the parameters its cells name, change.
    void keptResults() {
        Case value = caseWithStudy();
        setInputs(value.studies[0], {{"columns", "x"}, {"data", {{"columns", {"x"}}, {"rows", {{1}, {2}}}}}});
        const RulePack pack;
        StudyResults results;
        const auto first = results.get(value, value.studies[0], pack, {});
        QVERIFY(first->ok());
        QCOMPARE(results.get(value, value.studies[0], pack, {}).get(), first.get());
        value.studies[0].rows["data"].edit(0, 1, [](std::size_t, nlohmann::json& cells) { cells[0] = 5; });
        QVERIFY(results.get(value, value.studies[0], pack, {}).get() != first.get());
    }
};

QTEST_MAIN(StudyRequestsTest)
#include "study_requests_test.moc"
