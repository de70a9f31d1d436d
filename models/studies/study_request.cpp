#include "models/studies/study_request.h"

#include "models/core/sha256.h"

namespace kachi {

std::string studyDigest(const StudyRequest& request) {
    return sha256Hex(request.method + "\n" + request.inputs.dump());
}

}  // namespace kachi
