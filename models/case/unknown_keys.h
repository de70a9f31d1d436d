#pragma once

#include <map>
#include <string>

namespace kachi {

/// Keys of a case file that this version does not know: path → JSON text. Kept, reported and written back.
using UnknownKeys = std::map<std::string, std::string>;

}  // namespace kachi
