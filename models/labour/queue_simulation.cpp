#include "models/labour/queue_simulation.h"

#include "models/core/on_threads.h"
#include "models/statistics/distribution.h"
#include "models/statistics/random.h"
#include "models/statistics/summary.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace kachi {
namespace {

/// Minutes of service at a uniform.
class ServiceTime {
public:
    explicit ServiceTime(const Queue& queue) : m_mean(queue.minutesOfService), m_variation(queue.variation) {
        m_spread = std::sqrt(std::log1p(m_variation * m_variation));
    }

    double at(double uniform) const {
        if (m_variation == 0) return m_mean;
        if (m_variation == 1) return -m_mean * std::log(uniform);
        return m_mean * std::exp(m_spread * normalQuantile(uniform) - m_spread * m_spread / 2);
    }

private:
    double m_mean;
    double m_variation;
    double m_spread;  ///< standard deviation of the logarithm
};

struct Replication {
    double minutesWaiting = 0;
    double shareWaiting = 0;
};

Replication simulate(const Queue& queue, std::size_t patients, std::size_t number, std::uint64_t seed) {
    const ServiceTime service(queue);
    const double between = 60 / queue.arrivalsPerHour;
    const std::array<std::uint32_t, 2> key{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)};
    const std::size_t warmUp = patients / 10;
    std::vector<double> freeAt(static_cast<std::size_t>(queue.places));  // a heap, the earliest first
    double now = 0;
    double waiting = 0;
    std::size_t waited = 0;
    for (std::size_t patient = 0; patient < patients; ++patient) {
        const auto uniforms = uniformPair({static_cast<std::uint32_t>(patient), static_cast<std::uint32_t>(number),
                                           static_cast<std::uint32_t>(stableHash("queue")), 0},
                                          key);
        now -= between * std::log(uniforms[0]);
        std::ranges::pop_heap(freeAt, std::greater{});
        const double start = std::max(now, freeAt.back());
        freeAt.back() = start + service.at(uniforms[1]);
        std::ranges::push_heap(freeAt, std::greater{});
        if (patient < warmUp) continue;
        waiting += start - now;
        if (start > now) ++waited;
    }
    const auto counted = static_cast<double>(patients - warmUp);
    return {waiting / counted, static_cast<double>(waited) / counted};
}

}  // namespace

Result<QueueSimulation> simulateQueue(const Queue& queue, std::size_t patients, std::size_t replications,
                                      const RunOptions& options) {
    std::vector<double> waiting(replications);
    std::vector<double> share(replications);
    onThreads(options, [&] {
        tbb::parallel_for(std::size_t{0}, replications, [&](std::size_t number) {
            if (options.stop.stop_requested()) return;
            const Replication one = simulate(queue, patients, number, options.seed);
            waiting[number] = one.minutesWaiting;
            share[number] = one.shareWaiting;
        });
    });
    if (options.stop.stop_requested()) return Issue{"core.cancelled", Severity::error, {}, {}, {}, {}};
    const double root = std::sqrt(static_cast<double>(replications));
    QueueSimulation simulation{sampleMean(waiting), sampleStandardDeviation(waiting) / root, sampleMean(share),
                               sampleStandardDeviation(share) / root};
    simulation.replicationMinutes = std::move(waiting);
    return simulation;
}

}  // namespace kachi
