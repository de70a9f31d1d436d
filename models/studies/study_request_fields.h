#pragma once

#include "models/case/archive.h"
#include "models/studies/study_request.h"

namespace kachi {

template <class Archive>
void describe(Archive& archive, StudyRequest& request) {
    archive.optional("id", request.id);
    archive.field("method", request.method);
    archive.optional("name", request.name);
    archive.optional("evidence", request.evidence);
    archive.field("inputs", request.inputs);
}

}  // namespace kachi
