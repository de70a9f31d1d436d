// What every study shares: data of the analyst's own columns, refusals that name row and column, the digest.
#include "models/studies/study.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

using Json = nlohmann::json;

QString codesAndPlaces(const Issues& issues) {
    QStringList all;
    for (const Issue& issue : issues) all << QString::fromStdString(issue.code + " " + issue.where);
    return all.join(u"; "_s);
}

StudyRequest summaryOf(const Json& data, const Json& columns) {
    return {{}, "summary", {}, {}, {{"data", data}, {"columns", columns}}};
}

const StudyTable& summaryTable(const StudyResult& result) {
    return result.tables.front();
}

}  // namespace

class StudyReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// A cell of the data may name a parameter of the case; other words stay refused, codes of missing cells stay
    /// missing.
    void cellsNameParameters() {
        const StudyRequest request = summaryOf({{"columns", {"x"}}, {"rows", {{1}, {"case.two"}, {"NA"}}}}, {"x"});
        StudySurroundings surroundings;
        surroundings.named = [](const std::string& name) {
            return name == "case.two" ? std::optional<Rational>(2) : std::nullopt;
        };
        const auto result = runStudy(request, surroundings);
        QVERIFY2(result, qPrintable(codesAndPlaces(result.issues())));
        const StudyTable& table = summaryTable(*result);
        const auto mean = std::ranges::find(table.columns, std::string("mean"), &StudyColumn::key);
        QVERIFY(mean != table.columns.end());
        QCOMPARE(table.rows[0][static_cast<std::size_t>(mean - table.columns.begin())].number, std::optional(1.5));
        const auto refused = runStudy(request, {});
        QCOMPARE(codesAndPlaces(refused.issues()), u"studies.notANumber /inputs/data/rows/1/x"_s);
    }

    void refusals_data() {
        QTest::addColumn<QByteArray>("inputs");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("where");
        const auto row = [](const char* name, const char* inputs, const QString& code, const QString& where) {
            QTest::newRow(name) << QByteArray(inputs) << code << where;
        };
        row("no data", R"({"columns": "x"})", u"field.missing"_s, u"/inputs/data"_s);
        row("not a table", R"({"data": [1, 2], "columns": "x"})", u"studies.notData"_s, u"/inputs/data"_s);
        row("no columns", R"({"data": {"columns": [], "rows": [[]]}, "columns": "x"})", u"studies.noColumns"_s,
            u"/inputs/data"_s);
        row("no rows", R"({"data": {"columns": ["x"], "rows": []}, "columns": "x"})", u"studies.noRows"_s,
            u"/inputs/data"_s);
        row("unnamed column", R"({"data": {"columns": ["x", " "], "rows": [[1, 2]]}, "columns": "x"})",
            u"studies.emptyColumnName"_s, u"/inputs/data"_s);
        row("same column twice", R"({"data": {"columns": ["x", "x"], "rows": [[1, 2]]}, "columns": "x"})",
            u"studies.duplicateColumn"_s, u"/inputs/data"_s);
        row("ragged row", R"({"data": {"columns": ["x", "y"], "rows": [[1, 2], [3]]}, "columns": "x"})",
            u"studies.raggedRow"_s, u"/inputs/data/rows/1"_s);
        row("unknown column", R"({"data": {"columns": ["x"], "rows": [[1]]}, "columns": "z"})",
            u"studies.unknownColumn"_s, u"/inputs/columns"_s);
        row("words among numbers", R"({"data": {"columns": ["x"], "rows": [[1], ["five"]]}, "columns": ["x"]})",
            u"studies.notANumber"_s, u"/inputs/data/rows/1/x"_s);
        row("too large", R"({"data": {"columns": ["x"], "rows": [[1], [-2e60]]}, "columns": ["x"]})",
            u"studies.numberTooLarge"_s, u"/inputs/data/rows/1/x"_s);
        row("too close to 0", R"({"data": {"columns": ["x"], "rows": [[0], [1e-61]]}, "columns": ["x"]})",
            u"studies.numberTooSmall"_s, u"/inputs/data/rows/1/x"_s);
        row("unknown input", R"({"data": {"columns": ["x"], "rows": [[1]]}, "columns": "x", "grup": "x"})",
            u"field.unknown"_s, u"/inputs/grup"_s);
    }
    void refusals() {
        QFETCH(QByteArray, inputs);
        QFETCH(QString, code);
        QFETCH(QString, where);
        const auto result = runStudy({{}, "summary", {}, {}, Json::parse(inputs.toStdString())}, {});
        QVERIFY(!result.ok());
        QVERIFY2(codesAndPlaces(result.issues()).contains(code + u' ' + where),
                 qPrintable(codesAndPlaces(result.issues())));
    }

    /// Cells are quoted as the file has them: whole numbers without a fraction.
    void quotedCells() {
        const Json data{{"columns", {"id", "profile"}}, {"rows", {{1, 11161.0}, {2, -5.0}, {3, 1.5}}}};
        const auto result = runStudy({{}, "utilities", {}, {}, {{"data", data}, {"profile", "profile"}}}, {});
        QStringList quoted;
        for (const Issue& issue : result.issues()) {
            if (issue.where.starts_with("/inputs/data/rows/")) quoted << QString::fromStdString(issue.value);
        }
        QCOMPARE(quoted, (QStringList{u"11161"_s, u"-5"_s, u"1.5"_s}));
    }

    void unknownMethod() {
        const auto result = runStudy({{}, "sumary", {}, {}, Json::object()}, {});
        QVERIFY(!result.ok());
        QCOMPARE(result.issues().front().code, std::string("studies.unknown"));
        QVERIFY(result.issues().front().limit.find("summary") != std::string::npos);
    }

    /// Closed form: of 1, 2, 3, 4 the mean is 2.5, the variance 5/3, quartiles (type 7) 1.75 and 3.25.
    void summary() {
        const Json data{{"columns", {"x"}}, {"rows", {{1}, {"2"}, {nullptr}, {"NA"}, {3.0}, {4}}}};
        const auto result = runStudy(summaryOf(data, "x"), {});
        QVERIFY2(result.ok(), qPrintable(codesAndPlaces(result.issues())));
        const auto& row = summaryTable(*result).rows.front();
        const auto& columns = summaryTable(*result).columns;
        const auto value = [&](const char* key) {
            const auto at = std::ranges::find(columns, key, &StudyColumn::key) - columns.begin();
            return *row[static_cast<std::size_t>(at)].number;
        };
        QCOMPARE(value("count"), 4.0);
        QCOMPARE(value("missing"), 2.0);
        QCOMPARE(value("mean"), 2.5);
        QCOMPARE(value("standardDeviation"), std::sqrt(5.0 / 3.0));
        QCOMPARE(value("lowerQuartile"), 1.75);
        QCOMPARE(value("upperQuartile"), 3.25);
        // t(0.975, 3) = 3.182446305284263 (R 4.2.2, qt): half width of the interval of the mean.
        const double half = 3.182446305284263 * std::sqrt(5.0 / 3.0) / 2.0;
        QVERIFY(std::abs(value("low") - (2.5 - half)) < 1e-12);
        QVERIFY(std::abs(value("high") - (2.5 + half)) < 1e-12);
    }

    /// A word column becomes indicators of every level but the first in byte order.
    void designOfWords() {
        const std::vector<Field> fields{dataField("data", {"データ", "Data"})};
        const StudyRequest request{
            {},
            {},
            {},
            {},
            Json::parse(R"({"data": {"columns": ["sex", "age"], "rows": [["m", 60], ["f", 70], ["x", 50]]}})")};
        Issues issues;
        const StudySurroundings surroundings;
        StudyReader reader(fields, request, surroundings, issues);
        const auto design = reader.design({"sex", "age"}, {0, 1, 2});
        QCOMPARE(design.size(), std::size_t(3));
        QCOMPARE(design[0].name, std::string("sex=m"));
        QCOMPARE(design[0].values, (std::vector<double>{1, 0, 0}));
        QCOMPARE(design[1].name, std::string("sex=x"));
        QCOMPARE(design[2].values, (std::vector<double>{60, 70, 50}));
        QVERIFY(issues.empty());
        QVERIFY(reader.design({"sex"}, {1}).empty());
        QCOMPARE(issues.front().code, std::string("studies.constantColumn"));
    }

    void rowsLeftOutAreSaid() {
        const std::vector<Field> fields{dataField("data", {"データ", "Data"})};
        const StudyRequest request{
            {},
            {},
            {},
            {},
            Json::parse(R"({"data": {"columns": ["a", "b"], "rows": [[1, 2], ["-", 3], [4, "."], [5, 6]]}})")};
        Issues issues;
        const StudySurroundings surroundings;
        StudyReader reader(fields, request, surroundings, issues);
        QCOMPARE(reader.completeRows({"a", "b", ""}), (std::vector<std::size_t>{0, 3}));
        QCOMPARE(issues.front().code, std::string("studies.rowsLeftOut"));
        QCOMPARE(issues.front().value, std::string("2"));
        QVERIFY(!hasErrors(issues));
    }

    void digestFollowsMethodAndInputs() {
        StudyRequest request{"s1", "summary", {}, {}, {{"columns", "x"}}};
        const std::string digest = studyDigest(request);
        request.name = {"名", "name"};
        QCOMPARE(studyDigest(request), digest);
        request.inputs["columns"] = "y";
        QVERIFY(studyDigest(request) != digest);
    }

    /// Every declared study can be shown: names in both languages, keys that are not used twice.
    void declarations() {
        std::set<std::string> ids;
        for (const StudyDefinition& study : studies()) {
            QVERIFY2(ids.insert(study.id).second, study.id.c_str());
            QVERIFY2(!study.name.ja.empty() && !study.name.en.empty() && !study.purpose.ja.empty() &&
                         !study.purpose.en.empty(),
                     study.id.c_str());
            std::set<std::string> keys;
            for (const Field& field : study.fields) {
                QVERIFY2(keys.insert(field.key).second, (study.id + "." + field.key).c_str());
                QVERIFY2(!field.label.ja.empty() && !field.label.en.empty(), (study.id + "." + field.key).c_str());
            }
        }
    }
};

QTEST_APPLESS_MAIN(StudyReaderTest)
#include "study_reader_test.moc"
