#pragma once

#include "models/core/issue.h"

#include <cassert>
#include <utility>
#include <variant>

namespace kachi {

/// A value, or the issues that prevent it. Warnings that accompany a value travel inside the value's own type.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_content(std::move(value)) {}
    Result(Issues issues) : m_content(std::move(issues)) { assert(!this->issues().empty()); }
    Result(Issue issue) : m_content(Issues{std::move(issue)}) {}

    bool ok() const { return std::holds_alternative<T>(m_content); }
    explicit operator bool() const { return ok(); }

    const T& value() const& { return std::get<T>(m_content); }
    T& value() & { return std::get<T>(m_content); }
    T&& value() && { return std::get<T>(std::move(m_content)); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }

    const Issues& issues() const {
        static const Issues none;
        const auto* held = std::get_if<Issues>(&m_content);
        return held ? *held : none;
    }

private:
    std::variant<T, Issues> m_content;
};

/// Result of an action that yields nothing.
using Done = Result<std::monostate>;
inline Done done() {
    return std::monostate{};
}

}  // namespace kachi
