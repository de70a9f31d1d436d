#include "models/case/case_fields.h"
#include "models/case/case_json.h"
#include "models/equalisation/equalisation_fields.h"
#include "models/expressions/expressions_fields.h"
#include "models/labour/labour_fields.h"
#include "models/outcomes/outcomes_fields.h"
#include "models/price_routes/price_request_fields.h"
#include "models/pricing/pricing_fields.h"
#include "models/pricing/recalculation_fields.h"
#include "tests/models/case/full_case.h"

#include <QtTest>

#include <algorithm>
#include <fstream>
#include <set>

using namespace kachi;
using Json = nlohmann::json;

namespace {

Json caseSchema() {
    return Json::parse(std::ifstream(KACHI_SOURCE_DIR "/resources/schema/case.schema.json"));
}

std::set<std::string> keysOf(const Json& object) {
    std::set<std::string> keys;
    for (const auto& item : object.items()) keys.insert(item.key());
    return keys;
}

/// Walks a case beside its schema and visits every object that the schema describes by keys.
class SchemaWalk {
public:
    explicit SchemaWalk(const Json& schema) : m_root(schema) {}

    template <class Visit>
    void walk(const Json& node, const Json& value, const Json::json_pointer& path, const Visit& visit) const {
        const Json& schema = described(node, value);
        if (value.is_array()) {
            for (std::size_t i = 0; i < value.size(); ++i) walk(schema.at("items"), value[i], path / i, visit);
        } else if (value.is_object() && schema.contains("properties")) {
            visit(schema, value, path);
            for (const auto& [key, child] : schema["properties"].items()) {
                if (value.contains(key)) walk(child, value[key], path / key, visit);
            }
        } else if (value.is_object()) {
            for (const auto& [key, child] : value.items()) {
                walk(schema.at("additionalProperties"), child, path / key, visit);
            }
        }
    }

private:
    /// The schema itself, behind references and alternatives: of those, the first that is of the value's type.
    const Json& described(const Json& node, const Json& value) const {
        if (node.contains("$ref")) {
            return described(m_root.at(Json::json_pointer(node["$ref"].get<std::string>().substr(1))), value);
        }
        if (!node.contains("anyOf")) return node;
        for (const Json& alternative : node["anyOf"]) {
            const Json& found = described(alternative, value);
            if (found.value("type", "") == value.type_name()) return found;
        }
        return node;
    }

    const Json& m_root;
};

template <class Enum, std::size_t N>
std::set<std::string> namesOf(const ChoiceName<Enum> (&names)[N]) {
    std::set<std::string> all;
    for (const auto& name : names) all.insert(name.name);
    return all;
}

}  // namespace

/// The published schema of the case file says what the program reads and writes.
class CaseSchemaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysAreThoseOfTheProgram() {
        const Json schema = caseSchema();
        const Json full = Json::parse(caseToJson(sample::fullCase()));
        std::set<std::string> visited;
        SchemaWalk(schema).walk(
            schema, full, Json::json_pointer(), [&](const Json& node, const Json& value, const auto& path) {
                visited.insert(node.value("description", ""));
                const std::string place = path.to_string();
                QVERIFY2(keysOf(value) == keysOf(node["properties"]), (place + ": " + value.dump()).c_str());
            });
        // Every definition with keys of its own was met, and the case itself.
        std::size_t described = 1;
        for (const Json& definition : schema["$defs"]) described += definition.contains("properties") ? 1 : 0;
        visited.erase("");  // the text, an alternative without a description of its own
        QCOMPARE(visited.size(), described);
    }

    /// A key is called required exactly when a file without it is refused.
    void requiredKeysAreThoseOfTheProgram() {
        const Json schema = caseSchema();
        const Json full = Json::parse(caseToJson(sample::fullCase()));
        SchemaWalk(schema).walk(
            schema, full, Json::json_pointer(), [&](const Json& node, const Json& value, const auto& path) {
                const Json required = node.value("required", Json::array());
                for (const std::string& key : keysOf(value)) {
                    Json without = full;
                    without[path].erase(key);
                    const bool refused = !caseFromJson(without.dump()).ok();
                    const bool listed = std::find(required.begin(), required.end(), key) != required.end();
                    QVERIFY2(refused == listed, (path / key).to_string().c_str());
                }
            });
    }

    void choicesAreThoseOfTheProgram() {
        const Json definitions = caseSchema()["$defs"];
        const auto check = [&](const char* path, const std::set<std::string>& names) {
            const Json::json_pointer place(path);
            QVERIFY2(definitions.contains(place), path);
            QVERIFY2(definitions[place]["enum"].get<std::set<std::string>>() == names, path);
        };
        check("/distribution/properties/family", namesOf(familyNames));
        check("/source/properties/kind", namesOf(sourceKindNames));
        check("/evidence/properties/kind", namesOf(evidenceKindNames));
        check("/jointGroup/properties/kind", namesOf(jointKindNames));
        check("/run/properties/design", namesOf(designNames));
        check("/table/properties/interpolation", namesOf(interpolationNames));
        check("/oneOffCost/properties/timing", namesOf(oneOffTimingNames));
        check("/timing/properties/discountForm", namesOf(discountFormNames));
        check("/timing/properties/discountMoment", namesOf(discountMomentNames));
        check("/timing/properties/cycleWeights", namesOf(cycleWeightsNames));
        check("/outcomes/properties/effect", namesOf(effectMeasureNames));
        check("/labour/properties/volume", namesOf(labourVolumeNames));
        check("/equalisation/properties/weighting", namesOf(regionWeightingNames));
        check("/equalisation/properties/missing", namesOf(missingRegionsNames));
        check("/equalisationScenario/properties/kind", namesOf(scenarioKindNames));
        check("/equalisationScenario/properties/target", namesOf(scenarioTargetNames));
        check("/pricing/properties/alphaLimits", namesOf(alphaLimitNames));
        check("/recalculation/properties/sharePattern", namesOf(sharePatternNames));
        check("/statement", namesOf(statementNames));
        check("/costLine/properties/kind", namesOf(costKindNames));
    }

    void unitsAreThoseOfTheProgram() {
        for (const char* file : {"case", "evaluation"}) {
            const std::string path = std::string(KACHI_SOURCE_DIR "/resources/schema/") + file + ".schema.json";
            const Json listed = Json::parse(std::ifstream(path))["$defs"]["unit"]["enum"];
            const auto last = static_cast<std::size_t>(Unit::yenPerForeign);
            QCOMPARE(listed.size(), last + 1);
            for (std::size_t i = 0; i <= last; ++i) {
                QCOMPARE(listed[i].get<std::string>(), std::string(unitName(static_cast<Unit>(i))));
            }
        }
    }

    void formatAndNumber() {
        const Json properties = caseSchema()["properties"];
        QCOMPARE(properties["schema"]["const"].get<int>(), caseSchemaVersion);
        QCOMPARE(properties["format"]["const"].get<std::string>(), std::string("kachi-case"));
    }
};

QTEST_APPLESS_MAIN(CaseSchemaTest)
#include "case_schema_test.moc"
