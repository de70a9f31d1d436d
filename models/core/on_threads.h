#pragma once

#include "models/core/run_options.h"

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>

namespace kachi {

/// Runs `work`, and the parallel loops in it, on as many threads as the options ask for.
template <class Work>
void onThreads(const RunOptions& options, Work&& work) {
    const std::size_t atMost = std::max<std::size_t>(
        options.threads, tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism));
    const tbb::global_control control(tbb::global_control::max_allowed_parallelism, atMost);
    tbb::task_arena arena(options.threads == 0 ? tbb::task_arena::automatic : static_cast<int>(options.threads));
    arena.execute(work);
}

}  // namespace kachi
