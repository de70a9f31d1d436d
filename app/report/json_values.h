#pragma once

#include "models/core/issue.h"
#include "models/core/text.h"
#include "models/core/trace.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace kachi {

using Json = nlohmann::json;

/// A figure that is not defined is written as null.
Json number(double value);
Json number(const std::optional<double>& value);
Json numbers(const std::vector<double>& values);

Json text(const Text& value);
Json traceJson(const Trace& trace);

/// Code, place, value, limit, and the sentence in both languages.
Json issueJson(const Issue& issue);

}  // namespace kachi
