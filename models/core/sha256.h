#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace kachi {

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece.
class Sha256 {
public:
    Sha256();
    ~Sha256();

    void add(std::string_view bytes);
    /// Lower-case hexadecimal, 64 characters. Nothing can be added afterwards.
    std::string hex();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The same of bytes that are all there.
std::string sha256Hex(std::string_view bytes);

}  // namespace kachi
