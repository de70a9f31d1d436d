#pragma once

#include <string>

namespace kachi {

/// Interface and report languages.
enum class Language { ja, en };

/// A label in both languages. Models carry labels so that a Japanese report can be printed from an English window.
struct Text {
    std::string ja;
    std::string en;

    const std::string& in(Language language) const { return language == Language::ja ? ja : en; }
    bool empty() const { return ja.empty() && en.empty(); }
    bool operator==(const Text&) const = default;
};

}  // namespace kachi
