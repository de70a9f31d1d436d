#include "models/studies/study_name.h"

#include "models/studies/study.h"

namespace kachi {

Text studyName(const StudyRequest& request) {
    if (!request.name.empty()) return request.name;
    const StudyDefinition* study = findStudy(request.method);
    return study ? study->name : Text{request.method, request.method};
}

}  // namespace kachi
