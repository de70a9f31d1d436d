#include "models/equalisation/placement_bound.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace kachi {
namespace {

constexpr int mostSteps = 600;
constexpr int patience = 15;           ///< steps without a better bound after which they get shorter
constexpr double closeEnough = 1e-12;  ///< of the known cost

/// Sites opened when every area pays its price to be served: the existing ones and those that save most.
class Relaxed {
public:
    Relaxed(const ServingProblem& problem, const std::vector<double>& prices) : m_serves(problem.areas, 0) {
        std::vector<double> savings(problem.sites, 0);
        for (std::size_t area = 0; area < problem.areas; ++area) {
            for (std::size_t site = 0; site < problem.sites; ++site) {
                savings[site] += std::max(0.0, prices[area] - problem.costs[area * problem.sites + site]);
            }
        }
        std::vector<std::size_t> open;
        std::vector<std::size_t> candidates;
        for (std::size_t site = 0; site < problem.sites; ++site) {
            (problem.existing[site] ? open : candidates).push_back(site);
        }
        std::ranges::stable_sort(candidates, std::greater{}, [&](std::size_t site) { return savings[site]; });
        open.insert(open.end(), candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(problem.devices));
        m_bound = std::accumulate(prices.begin(), prices.end(), 0.0);
        for (const std::size_t site : open) {
            m_bound -= savings[site];
            for (std::size_t area = 0; area < problem.areas; ++area) {
                if (problem.costs[area * problem.sites + site] < prices[area]) ++m_serves[area];
            }
        }
    }

    double bound() const { return m_bound; }
    int serves(std::size_t area) const { return m_serves[area]; }  ///< sites that serve the area

private:
    double m_bound = 0;
    std::vector<int> m_serves;
};

}  // namespace

double leastServingCost(const ServingProblem& problem, const std::vector<double>& servedAt) {
    const double found = std::accumulate(servedAt.begin(), servedAt.end(), 0.0);
    std::vector<double> prices = servedAt;
    double best = 0;
    double length = 1;
    int since = 0;
    for (int step = 0; step < mostSteps && best < found * (1 - closeEnough); ++step) {
        const Relaxed relaxed(problem, prices);
        if (relaxed.bound() > best) {
            best = relaxed.bound();
            since = 0;
        } else if (++since == patience) {
            length /= 2;
            since = 0;
        }
        double squares = 0;
        for (std::size_t area = 0; area < problem.areas; ++area) {
            const double once = 1 - relaxed.serves(area);
            squares += once * once;
        }
        if (squares == 0) break;  // each area is served once: the relaxed choice is the best one
        for (std::size_t area = 0; area < problem.areas; ++area) {
            const double change = length * (found - relaxed.bound()) / squares * (1 - relaxed.serves(area));
            prices[area] = std::max(0.0, prices[area] + change);
        }
    }
    return std::min(best, found);
}

}  // namespace kachi
