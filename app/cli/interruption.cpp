#include "app/cli/interruption.h"

#include <csignal>
#include <cstdio>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace kachi {
namespace {

volatile std::sig_atomic_t interrupted = 0;

void interrupt(int) {
    interrupted = 1;
    std::signal(SIGINT, SIG_DFL);
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
    interrupted = 0;
    std::signal(SIGINT, interrupt);
}

Interruption::~Interruption() {
    std::signal(SIGINT, SIG_DFL);
    if (m_shown >= 0) std::fputs("\r     \r", stderr);
}

std::function<void(std::size_t, std::size_t)> Interruption::reporter() {
    return [this](std::size_t done, std::size_t total) {
        if (interrupted != 0) m_stop.request_stop();
        if (!m_seen || total == 0) return;
        const int percent = static_cast<int>(100 * done / total);
        if (m_shown.exchange(percent) == percent) return;
        std::fprintf(stderr, "\r%3d %%", percent);
        std::fflush(stderr);
    };
}

}  // namespace kachi
