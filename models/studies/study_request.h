#pragma once

#include "models/core/text.h"

#include <nlohmann/json.hpp>

#include <string>

namespace kachi {

/// One analysis to be done: which method, of which data, with which settings. A row of a case, and the whole file of
/// `kachi stats`.
struct StudyRequest {
    std::string id;      ///< permanent row id in a case; empty in a file
    std::string method;  ///< id of a study, e.g. "survival"
    Text name;
    std::string evidence;  ///< id of the Evidence of the case the data come from; empty: not stated
    nlohmann::json inputs = nlohmann::json::object();  ///< by key of the method's fields, as typed

    bool operator==(const StudyRequest&) const = default;
};

/// SHA-256 of the method and the inputs, lower-case hex: results and numbers taken over are out of date when it
/// differs.
std::string studyDigest(const StudyRequest& request);

}  // namespace kachi
