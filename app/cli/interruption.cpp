#include "app/cli/interruption.h"

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <mutex>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace kachi {
namespace {

constexpr std::chrono::milliseconds betweenLooks(50);

// Written by the signal handler, read by any thread.
std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void interrupt(int) {
    interrupted = true;
    std::signal(SIGINT, SIG_DFL);
}

/// Passes Ctrl+C on, until it came or nobody waits for it.
void watch(const std::stop_token& over, std::stop_source& stop) {
    std::mutex mutex;
    std::condition_variable_any pause;
    std::unique_lock lock(mutex);
    while (!over.stop_requested() && !interrupted) pause.wait_for(lock, over, betweenLooks, [] { return false; });
    if (interrupted) stop.request_stop();
}

bool standardErrorIsSeen() {
#ifdef _WIN32
    return _isatty(_fileno(stderr)) != 0;
#else
    return isatty(STDERR_FILENO) != 0;
#endif
}

}  // namespace

Interruption::Interruption() : m_seen(standardErrorIsSeen()) {
    interrupted = false;
    std::signal(SIGINT, interrupt);
    m_watcher = std::jthread([this](const std::stop_token& over) { watch(over, m_stop); });
}

Interruption::~Interruption() {
    std::signal(SIGINT, SIG_DFL);
    if (m_shown >= 0) std::fputs("\r     \r", stderr);
}

bool Interruption::requested() const {
    return interrupted;
}

std::function<void(std::size_t, std::size_t)> Interruption::reporter() {
    return [this](std::size_t done, std::size_t total) {
        if (!m_seen || total == 0) return;
        const int percent = static_cast<int>(100 * done / total);
        if (m_shown.exchange(percent) == percent) return;
        std::fprintf(stderr, "\r%3d %%", percent);
        std::fflush(stderr);
    };
}

}  // namespace kachi
