#include "models/labour/queue.h"

namespace kachi {
namespace {

/// Erlang C from Erlang B by its recursion, which neither overflows nor cancels.
double waitProbability(double load, int places) {
    double blocked = 1;
    for (int place = 1; place <= places; ++place) blocked = load * blocked / (place + load * blocked);
    const double utilisation = load / places;
    return blocked / (1 - utilisation * (1 - blocked));
}

QueueFigures figuresOf(const Queue& queue) {
    QueueFigures figures;
    figures.utilisation = queue.utilisation();
    figures.waitProbability = waitProbability(queue.load(), queue.places);
    const double exponential =
        figures.waitProbability * queue.minutesOfService / (queue.places * (1 - figures.utilisation));
    figures.minutesWaiting = exponential * (1 + queue.variation * queue.variation) / 2;
    figures.minutesInAll = figures.minutesWaiting + queue.minutesOfService;
    figures.patientsWaiting = queue.arrivalsPerHour * figures.minutesWaiting / 60;
    return figures;
}

}  // namespace

Result<QueueFigures> queueFigures(const Queue& queue, const std::string& where) {
    if (queue.utilisation() < 1) return figuresOf(queue);
    const double capacity = queue.places * 60 / queue.minutesOfService;
    return Issue{"queue.unstable",
                 Severity::error,
                 where,
                 numberText(queue.arrivalsPerHour),
                 numberText(capacity),
                 {{"places", std::to_string(static_cast<int>(queue.load()) + 1)}}};
}

double arrivalsAtWaiting(const Queue& queue, double minutesWaiting) {
    double low = 0;
    double high = queue.places * 60 / queue.minutesOfService;
    Queue tried = queue;
    for (int halving = 0; halving < 200; ++halving) {
        tried.arrivalsPerHour = low + (high - low) / 2;
        if (tried.arrivalsPerHour <= low || tried.arrivalsPerHour >= high) break;
        const bool tooMany = tried.utilisation() >= 1 || figuresOf(tried).minutesWaiting > minutesWaiting;
        (tooMany ? high : low) = tried.arrivalsPerHour;
    }
    return low;
}

}  // namespace kachi
