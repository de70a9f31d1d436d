#pragma once

#include "models/core/run_options.h"
#include "models/labour/queue.h"

#include <vector>

namespace kachi {

/// Waiting as simulated, with the standard error over independent replications.
struct QueueSimulation {
    double minutesWaiting = 0;
    double minutesWaitingError = 0;
    double waitProbability = 0;
    double waitProbabilityError = 0;
    std::vector<double> replicationMinutes = {};  ///< [replication] mean waiting, to pair with another queue
};

/// Patients of a queue one after the other (Kiefer-Wolfowitz). Service times are exponential for variation 1, constant
/// for 0, else lognormal. The first tenth of each replication is left out, so that the empty start does not count.
/// Random numbers depend on the seed, the replication and the patient alone, so a queue before and after a change meets
/// the same arrivals, and the threads change no digit.
/// @pre utilisation < 1, replications ≥ 2
/// Issues: core.cancelled.
Result<QueueSimulation> simulateQueue(const Queue& queue, std::size_t patients, std::size_t replications,
                                      const RunOptions& options);

}  // namespace kachi
