#pragma once

#include "models/case/archive.h"
#include "models/studies/study_request.h"

namespace kachi {

/// Rows of data are written as marks: the text goes through writeWithRows.
template <class Archive>
void describe(Archive& archive, StudyRequest& request) {
    archive.optional("id", request.id);
    archive.field("method", request.method);
    archive.optional("name", request.name);
    archive.optional("evidence", request.evidence);
    nlohmann::json inputs = Archive::reads ? nlohmann::json::object() : inputsWithMarks(request);
    archive.field("inputs", inputs);
    if constexpr (Archive::reads) setInputs(request, std::move(inputs));
}

}  // namespace kachi
