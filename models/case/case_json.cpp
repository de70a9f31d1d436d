#include "models/case/case_json.h"

#include "models/case/case_fields.h"
#include "models/core/sha256.h"
#include "models/equalisation/equalisation_fields.h"
#include "models/evidence/evidence_fields.h"
#include "models/expressions/expressions_fields.h"
#include "models/labour/labour_fields.h"
#include "models/outcomes/outcomes_fields.h"
#include "models/price_routes/price_request_fields.h"
#include "models/pricing/price_series_fields.h"
#include "models/pricing/pricing_fields.h"
#include "models/pricing/recalculation_fields.h"
#include "models/studies/study_request_fields.h"

namespace kachi {
namespace {

constexpr const char* formatKey = "format";
constexpr const char* schemaKey = "schema";
constexpr const char* formatName = "kachi-case";

Issue fault(const char* code, std::string where, std::string value, std::string limit) {
    return {code, Severity::error, std::move(where), std::move(value), std::move(limit), {}};
}

bool isUtf8(const std::string& text, std::size_t& badByte) {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead < 0x80                   ? 1
                                   : lead >= 0xF0 && lead < 0xF5 ? 4
                                   : lead >= 0xE0                ? 3
                                   : lead >= 0xC2                ? 2
                                                                 : 0;
        bool good = length > 0 && at + length <= text.size() && lead < 0xF5;
        for (std::size_t i = 1; good && i < length; ++i) {
            good = (static_cast<unsigned char>(text[at + i]) & 0xC0U) == 0x80U;
        }
        if (!good) {
            badByte = at;
            return false;
        }
        at += length;
    }
    return true;
}

}  // namespace

Result<ReadCase> caseFromJson(const std::string& text) {
    std::size_t badByte = 0;
    if (!isUtf8(text, badByte)) return fault("case.notUtf8", "byte " + std::to_string(badByte), {}, "UTF-8");

    nlohmann::json json;
    try {
        json = nlohmann::json::parse(text);
    } catch (const nlohmann::json::parse_error& error) {
        const bool ended = error.byte > text.size();
        return fault(ended ? "case.truncated" : "case.notJson", "byte " + std::to_string(error.byte), {}, {});
    }

    if (!json.is_object() || json.value(formatKey, nlohmann::json()) != formatName) {
        return fault("case.notACase", std::string("/") + formatKey, {}, formatName);
    }
    const nlohmann::json schema = json.value(schemaKey, nlohmann::json());
    if (!schema.is_number_integer()) return fault("case.wrongType", "/schema", schema.dump(), "whole number");
    if (!isInt(schema) || schema.get<int>() > caseSchemaVersion || schema.get<int>() < 1) {
        return fault("case.newerSchema", "/schema", schema.dump(), std::to_string(caseSchemaVersion));
    }
    json.erase(formatKey);
    json.erase(schemaKey);

    ReadCase read;
    Issues issues;
    JsonReader reader(json, "", issues, read.value.unknownKeys);
    reader.object(read.value);
    if (hasErrors(issues)) return issues;
    read.warnings = std::move(issues);
    return read;
}

void writeCase(const Case& value, const TextSink& sink) {
    Case copy = value;  // describe() serves reading and writing alike and so wants a mutable value
    JsonWriter writer("", value.unknownKeys);
    nlohmann::json json = writer.object(copy);
    json[formatKey] = formatName;
    json[schemaKey] = caseSchemaVersion;
    std::vector<const StudyRequest*> studies;
    for (const StudyRequest& study : value.studies) studies.push_back(&study);
    writeWithRows(json.dump(2) + "\n", studies, sink);
}

std::string caseToJson(const Case& value) {
    std::string text;
    writeCase(value, [&text](std::string_view piece) { text += piece; });
    return text;
}

std::string caseDigest(const Case& value) {
    Sha256 sum;
    writeCase(value, [&sum](std::string_view piece) { sum.add(piece); });
    return sum.hex();
}

}  // namespace kachi
