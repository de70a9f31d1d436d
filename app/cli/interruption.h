#pragma once

#include "app/interchange/read_progress.h"

#include <atomic>
#include <thread>

namespace kachi {

/// While it lives, Ctrl+C asks the running verb to stop instead of ending the program, so that nothing is left half
/// written; a second Ctrl+C ends it. Progress is shown on standard error when a person sees it.
class Interruption {
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    std::stop_token token() const { return m_stop.get_token(); }
    /// Ctrl+C was pressed: nothing is to be written any more.
    bool requested() const;

    /// Shows how far the work has come.
    std::function<void(std::size_t done, std::size_t total)> reporter();

private:
    std::stop_source m_stop;
    std::atomic<int> m_shown = -1;  ///< per cent last shown; reports come from any thread
    bool m_seen;                    ///< standard error is a terminal
    std::jthread m_watcher;         ///< a signal handler must not stop anything itself
};

}  // namespace kachi
