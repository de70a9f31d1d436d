#include "models/equalisation/site_placement.h"

#include "models/equalisation/placement_bound.h"
#include "models/statistics/inequality.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace kachi {
namespace {

constexpr std::size_t mostStarts = 20;

/// Lower is better, the first that differs decides.
using Loss = std::array<double, 3>;

bool better(const Loss& loss, const Loss& than) {
    for (std::size_t i = 0; i < loss.size(); ++i) {
        const double least = 1e-12 * std::max({1.0, std::abs(loss[i]), std::abs(than[i])});  // rounding of the sums
        if (std::abs(loss[i] - than[i]) > least) return loss[i] < than[i];
    }
    return false;
}

class Placer {
public:
    Placer(const PlacementProblem& problem, const RunOptions& options)
        : m_problem(problem),
          m_options(options),
          m_weights(decayWeights(problem.travel, problem.decay)),
          m_people(std::accumulate(problem.population.begin(), problem.population.end(), 0.0)) {
        for (std::size_t site = 0; site < problem.travel.sites; ++site) {
            const auto& existing = problem.existing;
            if (std::find(existing.begin(), existing.end(), site) == existing.end()) m_candidates.push_back(site);
        }
    }

    const std::vector<std::size_t>& candidates() const { return m_candidates; }
    bool cancelled() const { return m_options.stop.stop_requested(); }

    /// Sites that stay while another is tried beside them.
    struct Kept {
        std::vector<std::size_t> sites;  ///< existing ones included
        std::vector<double> nearest;     ///< [area] minutes
    };

    Kept kept(const std::vector<std::size_t>& chosen) const {
        Kept kept{m_problem.existing, {}};
        kept.sites.insert(kept.sites.end(), chosen.begin(), chosen.end());
        for (std::size_t area = 0; area < m_problem.travel.areas; ++area) {
            double nearest = INFINITY;
            for (const std::size_t site : kept.sites) nearest = std::min(nearest, m_problem.travel.at(area, site));
            kept.nearest.push_back(nearest);
        }
        return kept;
    }

    PlacementValue value(const Kept& kept) const {
        PlacementValue value;
        double travelled = 0;
        for (std::size_t area = 0; area < m_problem.travel.areas; ++area) {
            const double nearest = kept.nearest[area];
            const double people = m_problem.population[area];
            if (!std::isfinite(nearest)) {
                value.unreachable += people;
                continue;
            }
            travelled += people * nearest;
            if (nearest <= m_problem.decay.catchmentMinutes) value.covered += people;
        }
        if (value.unreachable < m_people) value.meanMinutes = travelled / (m_people - value.unreachable);
        value.covered /= m_people;
        value.unreachable /= m_people;
        if (m_problem.goal == PlacementGoal::inequality) {
            const CatchmentAccess catchment =
                catchmentAccess(m_problem.population, m_problem.supply, m_weights, kept.sites, m_problem.steps);
            const auto sample = WeightedValues::make(catchment.access, m_problem.population);
            if (sample) value.gini = gini(*sample);
        }
        return value;
    }

    PlacementValue value(const std::vector<std::size_t>& chosen) const { return value(kept(chosen)); }

    /// Value with one more site.
    PlacementValue valueWith(const Kept& others, std::size_t site) const {
        Kept all = others;
        all.sites.push_back(site);
        for (std::size_t area = 0; area < all.nearest.size(); ++area) {
            all.nearest[area] = std::min(all.nearest[area], m_problem.travel.at(area, site));
        }
        return value(all);
    }

    Loss loss(const PlacementValue& value) const {
        switch (m_problem.goal) {
            case PlacementGoal::coverage:
                return {-value.covered, value.unreachable, value.meanMinutes};
            case PlacementGoal::meanTravel:
                return {value.unreachable, value.meanMinutes, -value.covered};
            case PlacementGoal::inequality:
                break;
        }
        return {value.gini.value_or(1), value.unreachable, value.meanMinutes};  // 1: nobody has access
    }

    Loss lossOf(const std::vector<std::size_t>& chosen) const { return loss(value(chosen)); }

    /// Candidates not yet chosen.
    std::vector<std::size_t> free(const std::vector<std::size_t>& chosen) const {
        std::vector<std::size_t> sites;
        for (const std::size_t site : m_candidates) {
            if (std::find(chosen.begin(), chosen.end(), site) == chosen.end()) sites.push_back(site);
        }
        return sites;
    }

    /// Adds the site that helps most until `devices` are placed.
    std::vector<std::size_t> greedy(std::vector<std::size_t> chosen, std::size_t devices) const {
        while (chosen.size() < devices && !cancelled()) {
            std::optional<Loss> best;
            std::size_t added = 0;
            const Kept before = kept(chosen);
            for (const std::size_t site : free(chosen)) {
                const Loss with = loss(valueWith(before, site));
                if (best && !better(with, *best)) continue;
                best = with;
                added = site;
            }
            chosen.push_back(added);
        }
        return chosen;
    }

    /// Makes the best exchange of one device until none helps.
    std::vector<std::size_t> exchanged(std::vector<std::size_t> chosen) const {
        Loss now = lossOf(chosen);
        for (bool improved = true; improved && !cancelled();) {
            improved = false;
            std::vector<std::size_t> best = chosen;
            for (std::size_t place = 0; place < chosen.size() && !cancelled(); ++place) {
                std::vector<std::size_t> others = chosen;
                others.erase(others.begin() + static_cast<std::ptrdiff_t>(place));
                const Kept stay = kept(others);
                for (const std::size_t site : free(chosen)) {
                    const Loss with = loss(valueWith(stay, site));
                    if (!better(with, now)) continue;
                    now = with;
                    best = others;
                    best.push_back(site);
                    improved = true;
                }
            }
            chosen = best;
        }
        return chosen;
    }

    /// @param fewer best placement found of one device less
    std::vector<std::size_t> heuristic(std::size_t devices, const std::vector<std::size_t>& fewer) const {
        std::vector<std::pair<Loss, std::size_t>> singles;
        for (const std::size_t site : m_candidates) singles.emplace_back(lossOf({site}), site);
        std::ranges::stable_sort(singles, {}, [](const auto& single) { return single.first; });
        std::vector<std::size_t> best = exchanged(greedy(fewer, devices));
        Loss bestLoss = lossOf(best);
        for (std::size_t start = 0; start < std::min(mostStarts, singles.size()) && !cancelled(); ++start) {
            const std::vector<std::size_t> found = exchanged(greedy({singles[start].second}, devices));
            const Loss with = lossOf(found);
            if (!better(with, bestLoss)) continue;
            bestLoss = with;
            best = found;
        }
        return best;
    }

    std::vector<std::size_t> everyPlacement(std::size_t devices) const {
        std::vector<std::size_t> positions(devices);
        std::iota(positions.begin(), positions.end(), std::size_t{0});
        std::vector<std::size_t> best;
        std::optional<Loss> bestLoss;
        while (!cancelled()) {
            std::vector<std::size_t> chosen;
            for (const std::size_t position : positions) chosen.push_back(m_candidates[position]);
            const Loss with = lossOf(chosen);
            if (!bestLoss || better(with, *bestLoss)) {
                bestLoss = with;
                best = chosen;
            }
            std::size_t turn = devices;  // the last position that can still move on
            while (turn > 0 && positions[turn - 1] == m_candidates.size() - devices + turn - 1) --turn;
            if (turn == 0) break;
            ++positions[turn - 1];
            for (std::size_t next = turn; next < devices; ++next) positions[next] = positions[next - 1] + 1;
        }
        return best;
    }

    /// The bound of a placement of which it is not known whether it is the best.
    std::optional<double> bound(const std::vector<std::size_t>& chosen, const PlacementValue& value) const {
        const bool coverage = m_problem.goal == PlacementGoal::coverage;
        if (m_problem.goal == PlacementGoal::inequality || (!coverage && value.unreachable > 0)) return {};
        const double catchment = m_problem.decay.catchmentMinutes;
        const auto cost = [&](std::size_t area, double minutes) {  // share not covered, or minutes of the mean
            return m_problem.population[area] / m_people * (coverage ? (minutes <= catchment ? 0.0 : 1.0) : minutes);
        };
        ServingProblem serving{m_problem.travel.areas, m_problem.travel.sites, {}, {}, chosen.size()};
        serving.existing.resize(serving.sites);
        for (const std::size_t site : m_problem.existing) serving.existing[site] = true;
        std::vector<double> servedAt;
        const Kept now = kept(chosen);
        for (std::size_t area = 0; area < serving.areas; ++area) {
            servedAt.push_back(cost(area, now.nearest[area]));
            for (std::size_t site = 0; site < serving.sites; ++site) {
                serving.costs.push_back(cost(area, m_problem.travel.at(area, site)));
            }
        }
        const double least = leastServingCost(serving, servedAt);
        return coverage ? 1 - least : least;
    }

private:
    const PlacementProblem& m_problem;
    const RunOptions& m_options;
    std::vector<double> m_weights;
    double m_people;
    std::vector<std::size_t> m_candidates;
};

std::optional<double> ownBound(const PlacementProblem& problem, const PlacementValue& value) {
    switch (problem.goal) {
        case PlacementGoal::coverage:
            return value.covered;
        case PlacementGoal::meanTravel:
            return value.meanMinutes;
        case PlacementGoal::inequality:
            break;
    }
    return value.gini;
}

}  // namespace

std::size_t placementCount(std::size_t candidates, std::size_t devices, std::size_t limit) {
    double count = 1;
    for (std::size_t i = 1; i <= devices; ++i) {
        count *= static_cast<double>(candidates - devices + i) / static_cast<double>(i);
        if (count > static_cast<double>(limit) + 0.5) return limit + 1;
    }
    return static_cast<std::size_t>(std::llround(count));
}

PlacementValue placementValue(const PlacementProblem& problem, const std::vector<std::size_t>& sites) {
    const RunOptions options;
    return Placer(problem, options).value(sites);
}

Result<PlacementResults> placeSites(const PlacementProblem& problem, const RunOptions& options) {
    const Placer placer(problem, options);
    PlacementResults results;
    results.before = placementValue(problem, {});
    for (std::size_t devices = 1; devices <= problem.devices; ++devices) {
        Placement placement;
        placement.exhaustive =
            placementCount(placer.candidates().size(), devices, problem.exhaustiveUpTo) <= problem.exhaustiveUpTo;
        const std::vector<std::size_t> fewer =
            results.best.empty() ? std::vector<std::size_t>{} : results.best.back().chosen;
        placement.chosen = placement.exhaustive ? placer.everyPlacement(devices) : placer.heuristic(devices, fewer);
        if (placer.cancelled()) return Issue{"core.cancelled", Severity::info, {}, {}, {}, {}};
        std::sort(placement.chosen.begin(), placement.chosen.end());
        placement.value = placer.value(placement.chosen);
        placement.bound =
            placement.exhaustive ? ownBound(problem, placement.value) : placer.bound(placement.chosen, placement.value);
        results.best.push_back(std::move(placement));
        if (options.progress) options.progress(devices, problem.devices);
    }
    return results;
}

}  // namespace kachi
