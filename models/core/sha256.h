#pragma once

#include <string>
#include <string_view>

namespace kachi {

/// SHA-256 (FIPS 180-4) of the bytes, lower-case hexadecimal: 64 characters.
std::string sha256Hex(std::string_view bytes);

}  // namespace kachi
