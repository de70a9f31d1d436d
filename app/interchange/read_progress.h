#pragma once

#include "app/interchange/issue_text.h"

#include <cstddef>
#include <functional>
#include <stop_token>

namespace kachi {

/// How far the reading of a file has come, and whether it is still wanted. Both may be empty.
struct ReadProgress {
    std::stop_token stop;
    std::function<void(std::size_t done, std::size_t total)> report;  ///< called from the reading thread

    bool cancelled() const { return stop.stop_requested(); }
    void operator()(qint64 done, qint64 total) const {
        if (report) report(static_cast<std::size_t>(done), static_cast<std::size_t>(total));
    }
};

inline Issue readingCancelled(const QString& fileName) {
    return interchangeIssue("core.cancelled", fileName, {}, {}, Severity::info);
}

}  // namespace kachi
