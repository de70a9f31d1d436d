#include "models/case/case_json.h"

#include "models/core/sha256.h"
#include "tests/models/case/full_case.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cfloat>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

using namespace kachi;
using Json = nlohmann::json;

namespace {

std::string fileText(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

Json fullJson() {
    return Json::parse(caseToJson(sample::fullCase()));
}

/// Errors of a text that must be refused, as "code where".
std::set<std::string> refusals(const std::string& text) {
    std::set<std::string> found;
    const Result<ReadCase> read = caseFromJson(text);
    for (const Issue& issue : read.issues()) {
        if (issue.severity == Severity::error) found.insert(issue.code + " " + issue.where);
    }
    return found;
}

/// Paths of every leaf, e.g. "/outcomes/states/0/cost".
std::vector<Json::json_pointer> leaves(const Json& json) {
    std::vector<Json::json_pointer> paths;
    const Json flat = json.flatten();
    for (const auto& item : flat.items()) paths.emplace_back(item.key());
    return paths;
}

}  // namespace

/// The file format of a case: nothing is lost, nothing false is accepted, equal cases have equal texts.
class CaseJsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrip() {
        const Case value = sample::fullCase();
        const Result<ReadCase> read = caseFromJson(caseToJson(value));
        QVERIFY(read.ok());
        QVERIFY(read->warnings.empty());
        QVERIFY(read->value == value);
    }

    void emptyCaseRoundTrip() {
        const Result<ReadCase> read = caseFromJson(caseToJson(Case{}));
        QVERIFY(read.ok());
        QVERIFY(read->value == Case{});
    }

    /// Tables of analyses lie apart in a case and among their inputs in its text.
    void tablesAreAmongTheInputs() {
        Json rows = Json::array();
        for (int row = 0; row < 2500; ++row) rows.push_back({row, row / 7.0, "\"rows\": <discarded>", nullptr});
        const Json inputs{{"columns", "x"},
                          {"data", {{"columns", {"a", "x", "c", "d"}}, {"rows", rows}, {"units", {{"x", "mm"}}}}},
                          {"other", {{"columns", {"b"}}, {"rows", Json::array()}}}};
        Json plain = fullJson();
        plain["studies"] = {{{"id", "s1"}, {"method", "summary"}, {"inputs", {{"columns", "\"rows\": <discarded>"}}}},
                            {{"id", "s2"}, {"method", "summary"}, {"inputs", inputs}},
                            {{"id", "s3"}, {"method", "cox"}, {"inputs", inputs}}};
        const std::string text = plain.dump(2) + "\n";
        const Result<ReadCase> read = caseFromJson(text);
        QVERIFY(read.ok());
        QCOMPARE(read->value.studies[1].rows.at("data").size(), std::size_t(2500));
        QVERIFY(caseToJson(read->value) == text);
        QCOMPARE(caseDigest(read->value), sha256Hex(text));
        QVERIFY(caseFromJson(caseToJson(read->value))->value == read->value);
    }

    void samplesAreStable_data() {
        QTest::addColumn<QString>("path");
        for (const auto& entry : std::filesystem::directory_iterator(KACHI_SOURCE_DIR "/resources/samples")) {
            if (entry.path().extension() != ".json") continue;
            QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().string());
        }
    }
    void samplesAreStable() {
        QFETCH(QString, path);
        const Result<ReadCase> read = caseFromJson(fileText(path.toStdString()));
        QVERIFY(read.ok());
        QVERIFY(read->warnings.empty());
        const std::string canonical = caseToJson(read->value);
        const Result<ReadCase> again = caseFromJson(canonical);
        QVERIFY(again.ok());
        QVERIFY(again->value == read->value);
        QCOMPARE(caseToJson(again->value), canonical);
    }

    void canonicalText() {
        const std::string text = caseToJson(sample::fullCase());
        QVERIFY(text.ends_with("}\n"));
        QVERIFY(text.starts_with("{\n  \"claims\": [\n    {\n      \"evidence\": [\n"));
        std::vector<std::string> keys;
        const auto json = nlohmann::ordered_json::parse(text);
        for (const auto& item : json.items()) keys.push_back(item.key());
        QVERIFY(std::is_sorted(keys.begin(), keys.end()));
        QVERIFY(text.find("和名") != std::string::npos);  // Japanese as itself, not as \u escapes
    }

    /// Expected: shortest decimal that reads back, by hand; the ends of the double range from <cfloat>.
    void shortestDoubles_data() {
        QTest::addColumn<double>("number");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("tenth") << 0.1 << QByteArray("0.1");
        QTest::newRow("sum") << 0.1 + 0.2 << QByteArray("0.30000000000000004");
        QTest::newRow("third") << 1.0 / 3.0 << QByteArray("0.3333333333333333");
        QTest::newRow("whole") << 138000.0 << QByteArray("138000.0");
        QTest::newRow("2^53") << 9007199254740992.0 << QByteArray("9.007199254740992e+15");
        QTest::newRow("largest") << DBL_MAX << QByteArray("1.7976931348623157e+308");
        QTest::newRow("smallest") << DBL_TRUE_MIN << QByteArray("5e-324");
    }
    void shortestDoubles() {
        QFETCH(double, number);
        QFETCH(QByteArray, text);
        Case value;
        value.parameters["outcomes.x"].value = number;
        const std::string json = caseToJson(value);
        QVERIFY2(json.find("\"value\": " + text.toStdString() + "\n") != std::string::npos, json.c_str());
        const Result<ReadCase> read = caseFromJson(json);
        QVERIFY(read.ok());
        QVERIFY(read->value.parameters.at("outcomes.x").value == number);
    }

    /// Any single change of content changes the digest.
    void digestFollowsEveryValue() {
        const Json full = fullJson();
        std::set<std::string> digests{caseDigest(sample::fullCase())};
        std::size_t changed = 0;
        for (const Json::json_pointer& path : leaves(full)) {
            Json other = full;
            Json& leaf = other[path];
            if (leaf.is_boolean()) {
                leaf = !leaf.get<bool>();
            } else if (leaf.is_number()) {
                leaf = leaf.is_number_integer() ? Json(leaf.get<int>() + 1) : Json(leaf.get<double>() + 0.25);
            } else {
                leaf = leaf.get<std::string>() + "x";
            }
            const Result<ReadCase> read = caseFromJson(other.dump());
            if (!read) continue;  // names of a fixed list, format and schema number
            ++changed;
            QVERIFY2(digests.insert(caseDigest(read->value)).second, path.to_string().c_str());
        }
        QVERIFY(changed > 100);
    }

    void digestIgnoresOrderAndLayout() {
        auto ordered = nlohmann::ordered_json::parse(fullJson().dump());
        nlohmann::ordered_json reversed = nlohmann::ordered_json::object();
        std::vector<std::string> keys;
        for (const auto& item : ordered.items()) keys.push_back(item.key());
        for (auto key = keys.rbegin(); key != keys.rend(); ++key) reversed[*key] = ordered[*key];
        const Result<ReadCase> read = caseFromJson(reversed.dump());
        QVERIFY(read.ok());
        QCOMPARE(caseDigest(read->value), caseDigest(sample::fullCase()));
        QCOMPARE(caseDigest(sample::fullCase()).size(), std::size_t{64});
    }

    void unknownKeysAreKept_data() {
        QTest::addColumn<QByteArray>("place");
        QTest::addColumn<QByteArray>("where");
        QTest::newRow("top") << QByteArray("") << QByteArray("");
        QTest::newRow("object") << QByteArray("/context") << QByteArray("/context");
        QTest::newRow("parameter") << QByteArray("/parameters/outcomes.cost")
                                   << QByteArray("/parameters/outcomes.cost");
        QTest::newRow("distribution") << QByteArray("/parameters/outcomes.cost/distribution")
                                      << QByteArray("/parameters/outcomes.cost/distribution");
        QTest::newRow("row") << QByteArray("/labour/tasks/0") << QByteArray("/labour/tasks/id=t1");
        QTest::newRow("row of a row") << QByteArray("/outcomes/strategies/0/oneOffCosts/0")
                                      << QByteArray("/outcomes/strategies/id=new/oneOffCosts/id=implant");
        QTest::newRow("text") << QByteArray("/product/name") << QByteArray("/product/name");
        QTest::newRow("text of a row") << QByteArray("/evidence/0/title") << QByteArray("/evidence/id=study1/title");
    }
    void unknownKeysAreKept() {
        QFETCH(QByteArray, place);
        QFETCH(QByteArray, where);
        Json json = fullJson();
        const Json::json_pointer pointer(place.toStdString());
        json[pointer]["fromTheFuture"] = {{"deep", {1, 2, "x"}}};
        const Result<ReadCase> read = caseFromJson(json.dump());
        QVERIFY(read.ok());
        QCOMPARE(read->warnings.size(), std::size_t{1});
        const Issue& warning = read->warnings.front();
        QCOMPARE(warning.code, std::string("case.unknownKey"));
        QVERIFY(warning.severity == Severity::warning);
        QCOMPARE(warning.where, where.toStdString());
        QCOMPARE(warning.value, std::string("fromTheFuture"));
        QVERIFY(Json::parse(caseToJson(read->value)) == json);
    }

    /// A row keeps its unknown keys when rows change places.
    void unknownKeysFollowTheirRow() {
        Json json = fullJson();
        Json second = json["labour"]["staff"][0];
        second["id"] = "doctor";
        json["labour"]["staff"].push_back(second);
        json["labour"]["staff"][0]["badge"] = 1;
        json["labour"]["staff"][1]["badge"] = 2;
        Result<ReadCase> read = caseFromJson(json.dump());
        QVERIFY(read.ok());
        std::swap(read->value.labour->staff[0], read->value.labour->staff[1]);
        const Json written = Json::parse(caseToJson(read->value));
        QCOMPARE(written["labour"]["staff"][0]["id"].get<std::string>(), std::string("doctor"));
        QCOMPARE(written["labour"]["staff"][0]["badge"].get<int>(), 2);
        QCOMPARE(written["labour"]["staff"][1]["badge"].get<int>(), 1);
    }

    /// A part that is otherwise as by default is still written when it carries something unknown.
    void unknownKeysOfDefaultParts() {
        Json json = Json::parse(caseToJson(Case{}));
        json["report"] = {{"theme", "blue"}};
        const Result<ReadCase> read = caseFromJson(json.dump());
        QVERIFY(read.ok());
        QCOMPARE(Json::parse(caseToJson(read->value)).value("/report/theme"_json_pointer, ""), std::string("blue"));
    }

    void everyFaultIsListed() {
        Json json = fullJson();
        json["id"] = 7;
        json["title"] = nullptr;
        json["run"]["draws"] = 1.5;
        json["run"]["seed"] = 5'000'000'000;
        json["context"].erase("rulePack");
        json["labour"]["tasks"][0]["staff"] = true;
        json["labour"]["volume"] = "city";
        json["outcomes"]["states"][0].erase("name");
        json["outcomes"]["timing"]["customWeights"][1] = "two";
        json["parameters"]["outcomes.cost"]["value"] = "0.1";
        json["parameters"]["outcomes.cost"]["unit"] = "yenPerDay";
        json["priceSeries"] = {{"id", "steel"}};
        const std::set<std::string> expected{"case.wrongType /id",
                                             "case.wrongType /title",
                                             "case.wrongType /run/draws",
                                             "case.wrongType /run/seed",
                                             "case.missingKey /context/rulePack",
                                             "case.wrongType /labour/tasks/id=t1/staff",
                                             "case.unknownChoice /labour/volume",
                                             "case.missingKey /outcomes/states/id=well/name",
                                             "case.wrongType /outcomes/timing/customWeights/1",
                                             "case.wrongType /parameters/outcomes.cost/value",
                                             "case.unknownUnit /parameters/outcomes.cost/unit",
                                             "case.wrongType /priceSeries"};
        const std::set<std::string> found = refusals(json.dump());
        for (const std::string& fault : expected) QVERIFY2(found.contains(fault), fault.c_str());
        QCOMPARE(found.size(), expected.size());
    }

    void everyRequiredKeyIsMissed() {
        const std::set<std::string> expected{"case.missingKey /context", "case.missingKey /id",
                                             "case.missingKey /parameters", "case.missingKey /product",
                                             "case.missingKey /title"};
        QVERIFY(refusals(R"({"format": "kachi-case", "schema": 1})") == expected);
    }

    void otherFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("refusal");
        const std::string whole = caseToJson(sample::fullCase());
        const auto row = [](const char* name, const std::string& text, const char* refusal) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(refusal);
        };
        row("cut in the middle", whole.substr(0, whole.size() / 2), "case.truncated byte");
        row("last brace lost", whole.substr(0, whole.size() - 2), "case.truncated byte");
        row("empty", "", "case.truncated byte");
        row("not JSON", "id,name\n1,2\n", "case.notJson byte");
        row("text after it", whole + "}", "case.notJson byte");
        row("comment", "// note\n" + whole, "case.notJson byte");
        row("NaN", R"({"format": "kachi-case", "schema": 1, "id": NaN})", "case.notJson byte");
        row("CP932", "{\"id\": \"\x89\xBF\x92\x6C\"}", "case.notUtf8 byte 8");  // 価値
        row("cut character", "{\"id\": \"\xE4\xBE", "case.notUtf8 byte 8");
        row("list", "[]", "case.notACase /format");
        row("other format", R"({"format": "kachi-evaluation", "schema": 1})", "case.notACase /format");
        row("newer", R"({"format": "kachi-case", "schema": 2})", "case.newerSchema /schema");
        row("far newer", R"({"format": "kachi-case", "schema": 4294967297})", "case.newerSchema /schema");
        row("schema zero", R"({"format": "kachi-case", "schema": 0})", "case.newerSchema /schema");
        row("schema text", R"({"format": "kachi-case", "schema": "1"})", "case.wrongType /schema");
        row("schema absent", R"({"format": "kachi-case"})", "case.wrongType /schema");
    }
    void otherFilesAreRefused() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, refusal);
        const std::set<std::string> found = refusals(text.toStdString());
        QCOMPARE(found.size(), std::size_t{1});
        QVERIFY2(found.begin()->starts_with(refusal.toStdString()), found.begin()->c_str());
    }
};

QTEST_APPLESS_MAIN(CaseJsonTest)
#include "case_json_test.moc"
