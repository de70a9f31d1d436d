#pragma once

namespace kachi {

/// An enumerator and its stable name in files, e.g. {Family::lognormal, "lognormal"}.
template <class Enum>
struct ChoiceName {
    Enum value;
    const char* name;
};

}  // namespace kachi
