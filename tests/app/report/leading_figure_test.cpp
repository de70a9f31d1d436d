// The figure that stands large above a study: the answer to its question, for every example of the guide.
#include "app/report/study_tables.h"

#include <QtTest>

#include <set>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

const QString examples = QStringLiteral(KACHI_SOURCE_DIR "/resources/guide/examples/");

Result<StudyResult> exampleResult(const QString& name) {
    QFile file(examples + name);
    if (!file.open(QIODevice::ReadOnly)) qFatal("%s cannot be read", qPrintable(name));
    const auto json = nlohmann::json::parse(file.readAll().toStdString());
    StudyRequest request;
    request.id = "s1";
    request.method = json["method"];
    request.inputs = json["inputs"];
    return runStudy(request, {});
}

}  // namespace

class LeadingFigureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// How many there were is the answer only to a question of how many.
    void isNoCount_data() {
        QTest::addColumn<QString>("file");
        for (const QString& name : QDir(examples).entryList({u"study-*.json"_s}))
            QTest::newRow(qPrintable(name)) << name;
    }
    void isNoCount() {
        static const std::set<std::string> askHowMany{"sampleSize", "timeStudyPlanning", "placement"};
        QFETCH(QString, file);
        const auto result = exampleResult(file);
        QVERIFY2(result.ok(), result.ok() ? "" : result.issues().front().code.c_str());
        const StudyFigure* leading = leadingFigure(*result);
        QCOMPARE(leading == nullptr, result->method == "summary");  // which describes columns in its table alone
        if (!leading) return;
        const QByteArray shown =
            QByteArray::fromStdString(leading->key + ": " + leading->label.en + " " + studyFigureText(*leading).en);
        QVERIFY2(leading->unit != Unit::count || askHowMany.contains(result->method), shown.constData());
        QVERIFY2(leading->value || !leading->state.empty(), shown.constData());
    }

    void answers_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("words");  // in its English label
        QTest::newRow("network") << u"nma"_s << u"best"_s << u"Ranked first: "_s;
        QTest::newRow("mixed model") << u"mixedModel"_s << u"fixed.(Intercept)"_s << u"(Intercept)"_s;
        QTest::newRow("device") << u"deviceScenario"_s << u"shareMetChange"_s << u"Change"_s;
        QTest::newRow("sample size") << u"sampleSize"_s << u"total"_s << u"needed"_s;
        QTest::newRow("meta-analysis") << u"meta"_s << u"pooled"_s << QString();
        QTest::newRow("flow") << u"patientFlow"_s << u"movingShare"_s << u"Share"_s;
    }
    void answers() {
        QFETCH(QString, method);
        QFETCH(QString, words);
        const auto result = exampleResult(u"study-"_s + method + u".json"_s);
        QVERIFY(result.ok());
        const StudyFigure* leading = leadingFigure(*result);
        QTEST(QString::fromStdString(leading->key), "key");
        QVERIFY2(QString::fromStdString(leading->label.en).contains(words), leading->label.en.c_str());
    }

    /// A number that does not vary has no interval.
    void noIntervalOfWidthNothing() {
        StudyResult result;
        result.figures.push_back(studyFigure("count", {"数", "Count"}, 3));
        result.figures.push_back(studyFigure("same", {"同じ", "Same"}, 0.9144, 0.9144, 0.9144));
        result.figures.push_back(studyFigure("varies", {"変わる", "Varies"}, 0.9144, 0.9, 0.93));
        QCOMPARE(leadingFigure(result)->key, std::string("varies"));
        QCOMPARE(studyFigureText(result.figures[1]).en, std::string("0.9144"));
        QVERIFY(studyFigureText(result.figures[2]).en.starts_with("0.9144 ("));
        QVERIFY(!leadingFigure(StudyResult{}));
    }

    /// The unit of time that the study knows.
    void timeHasItsUnit() {
        StudyRequest request;
        request.id = "s1";
        request.method = "survival";
        request.inputs = nlohmann::json::parse(R"({
            "data": {"columns": ["t", "e"], "rows": [[10, 1], [20, 1], [30, 1], [40, 0]]},
            "time": "t", "event": "e", "timeUnit": "days"})");
        const auto result = runStudy(request, {});
        QVERIFY2(result.ok(), result.ok() ? "" : result.issues().front().code.c_str());
        const auto median = std::ranges::find(result->figures, "median", &StudyFigure::key);
        QVERIFY(median != result->figures.end());
        QCOMPARE(median->label.en, std::string("All: median survival time (days)"));
        QCOMPARE(median->label.ja, std::string("全体：生存時間中央値（日）"));
    }
};

QTEST_APPLESS_MAIN(LeadingFigureTest)
#include "leading_figure_test.moc"
