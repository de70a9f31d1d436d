// label: golden
#include "app/report/evaluation_json.h"
#include "app/rules/price_surroundings.h"
#include "models/case/case_json.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

using namespace kachi;
using Json = nlohmann::json;

namespace {

std::string resource(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(KACHI_SOURCE_DIR "/resources/" + path).rdbuf();
    return text.str();
}

Json evaluated(const std::string& sample) {
    const Case value = caseFromJson(resource("samples/" + sample)).value().value;
    const RulePack pack = parseRulePack(resource("rules/" + value.context.rulePack + ".json")).value();
    RunOptions options;
    options.draws = 1000;  // the fewest for the value of information
    Evaluation evaluation = evaluate(value, pack, options, nullptr, *priceSurroundings(RulePacks())).value();
    evaluation.issues.push_back({"core.cancelled", Severity::info, {}, {}, {}, {}});  // the samples raise none
    return Json::parse(evaluationToJson(value, evaluation, {.perDraw = true}));
}

/// Compares results with the schema: every key described, every required key there, and which keys were met.
class SchemaCheck {
public:
    explicit SchemaCheck(const Json& schema) : m_root(schema) {}

    void check(const Json& node, const Json& value, const std::string& path, const std::string& definition = "") {
        if (node.contains("$ref")) {
            const std::string target = node["$ref"].get<std::string>().substr(1);
            check(m_root.at(Json::json_pointer(target)), value, path, target.substr(target.rfind('/') + 1));
        } else if (node.contains("anyOf")) {
            if (!value.is_null()) check(node["anyOf"][0], value, path);
        } else if (value.is_array()) {
            for (const Json& row : value) check(node.at("items"), row, path + "/*");
        } else if (value.is_object() && node.contains("properties")) {
            for (const auto& [key, child] : value.items()) {
                m_met[definition].insert(key);
                if (!node["properties"].contains(key)) {
                    m_faults.insert(path + "/" + key + " is not described");
                } else {
                    check(node["properties"][key], child, path + "/" + key);
                }
            }
            for (const Json& key : node.value("required", Json::array())) {
                if (!value.contains(key)) m_faults.insert(path + "/" + key.get<std::string>() + " is missing");
            }
        } else if (value.is_object()) {
            for (const Json& child : value) check(node.at("additionalProperties"), child, path + "/*");
        }
    }

    const std::set<std::string>& faults() const { return m_faults; }

    /// Described keys that no result had, as "definition/key".
    std::set<std::string> unmet() const {
        std::set<std::string> keys;
        for (const auto& [definition, node] : m_root["$defs"].items()) {
            if (!node.contains("properties")) continue;
            const auto met = m_met.find(definition);
            for (const auto& item : node["properties"].items()) {
                if (met == m_met.end() || !met->second.contains(item.key())) keys.insert(definition + "/" + item.key());
            }
        }
        return keys;
    }

private:
    const Json& m_root;
    std::map<std::string, std::set<std::string>> m_met;
    std::set<std::string> m_faults;
};

}  // namespace

/// The published schema of the results says what the program writes.
class EvaluationJsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void resultsFollowTheSchema() {
        const Json schema = Json::parse(resource("schema/evaluation.schema.json"));
        SchemaCheck check(schema);
        for (const char* sample : {"hip-prosthesis.json", "premium-catheter.json", "unprofitable-cup.json",
                                   "migraine-tree.json", "oncology-survival.json", "illness-simulation.json",
                                   "capsule-reading-labour.json", "tavi-regions.json"}) {
            check.check(schema, evaluated(sample), sample);
        }
        for (const std::string& fault : check.faults()) QFAIL(fault.c_str());
        // Parts that no sample case has: a region without a count, the rapid introduction of a device, curves that
        // cross in the base case.
        const std::set<std::string> absent{
            "excluded/code",  "excluded/name",  "equalisation/excluded", "pricing/temporaryPrice",
            "crossing/inner", "crossing/outer", "crossing/time",         "subgroupOutcome/crossings"};
        QStringList unmet;
        for (const std::string& key : check.unmet()) {
            if (!absent.contains(key)) unmet.push_back(QString::fromStdString(key));
        }
        QVERIFY2(unmet.isEmpty(), qPrintable(unmet.join(QLatin1Char(' '))));
    }
};

QTEST_APPLESS_MAIN(EvaluationJsonTest)
#include "evaluation_json_test.moc"
