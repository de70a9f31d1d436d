#pragma once

#include <string>
#include <vector>

namespace kachi {

/// The candidate with the fewest typing errors from `name`, the first of equals; empty without candidates.
std::string nearestName(const std::string& name, const std::vector<std::string>& candidates);

}  // namespace kachi
