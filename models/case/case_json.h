#pragma once

#include "models/case/case.h"
#include "models/core/result.h"

#include <string>

namespace kachi {

/// A case and what was noticed while reading it (unknown keys are warnings; they are kept).
struct ReadCase {
    Case value;
    Issues warnings;
};

/// Reads a case from its JSON text. Every fault is listed with its path; nothing is repaired.
/// Errors: case.notJson, case.truncated, case.notUtf8, case.newerSchema, case.missingKey, case.wrongType, …
Result<ReadCase> caseFromJson(const std::string& json);

/// Canonical text: sorted keys, two-space indent, shortest round-trip numbers, final newline.
/// Equal cases give equal text; the same text is stored, exported, compared and hashed.
std::string caseToJson(const Case& value);

/// The same text piece by piece.
void writeCase(const Case& value, const TextSink& sink);

/// SHA-256 of the canonical text, lower-case hexadecimal. Printed in every report.
std::string caseDigest(const Case& value);

}  // namespace kachi
