#include "models/outcomes/outcome_draws.h"

#include "models/core/on_threads.h"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <cmath>

namespace kachi {
namespace {

struct BlockOutcome {
    std::optional<Issue> issue;
    std::vector<double> costSum;                 ///< [outcome]
    std::vector<double> qalySum;                 ///< [outcome]
    std::vector<FirstOrderError> firstOrderSum;  ///< [strategy]
    std::size_t crossing = 0;                    ///< draws in which a survival curve was capped at the next
};

/// Lanes for few draws: no more than they need, padded to whole vectors.
std::size_t wholeVectors(std::size_t draws) {
    constexpr std::size_t vector = 8;
    return (draws + vector - 1) / vector * vector;
}

double sumOf(const std::vector<double>& lanes, std::size_t count) {
    double sum = 0;
    for (std::size_t lane = 0; lane < count; ++lane) sum += lanes[lane];
    return sum;
}

/// All draws of one evaluation; blocks write to disjoint slices of the results.
class DrawRunner {
public:
    DrawRunner(const PreparedOutcomes& prepared, const RunOptions& options, OutcomesResults& results)
        : m_prepared(prepared),
          m_options(options),
          m_results(results),
          m_blockWidth(std::min(prepared.front()->blockWidth(), wholeVectors(results.draws))),
          m_blocks((results.draws + m_blockWidth - 1) / m_blockWidth) {
        for (StrategyDraws& drawn : m_results.drawn) {
            for (std::vector<double>* values :
                 {&drawn.cost, &drawn.qaly, &drawn.lifeYears, &drawn.lifeYearsDiscounted}) {
                values->resize(results.draws);
            }
        }
    }

    Issues run() {
        onThreads(m_options, [&] {
            oneapi::tbb::parallel_for(std::size_t{0}, m_blocks.size(), [&](std::size_t block) { runBlock(block); });
        });
        if (m_options.stop.stop_requested()) return {{"core.cancelled", Severity::error, "/outcomes", {}, {}, {}}};
        for (const BlockOutcome& block : m_blocks) {
            if (block.issue) return {*block.issue};
        }
        fillMeans();
        return {};
    }

private:
    using Runs = std::vector<std::unique_ptr<OutcomeEngine>>;

    void runBlock(std::size_t block) {
        if (m_options.stop.stop_requested()) return;
        Runs& runs = m_runs.local();
        if (runs.empty()) {
            for (const auto& outcome : m_prepared) runs.push_back(outcome->engine(m_blockWidth));
        }
        const std::size_t first = block * m_blockWidth;
        const std::size_t count = std::min(m_blockWidth, m_results.draws - first);
        BlockOutcome& outcome = m_blocks[block];
        for (const auto& run : runs) {
            outcome.issue = run->run(first, count, nullptr);
            if (outcome.issue) return;
            outcome.costSum.push_back(sumOf(run->totals().cost, count));
            outcome.qalySum.push_back(sumOf(run->totals().qaly, count));
        }
        outcome.crossing = crossing(runs, count);
        outcome.issue = weigh(runs, first, count, outcome.firstOrderSum);
        const std::size_t done = m_done.fetch_add(count) + count;
        if (m_options.progress) m_options.progress(done, m_results.draws);
    }

    static std::size_t crossing(const Runs& runs, std::size_t count) {
        std::size_t draws = 0;
        for (std::size_t lane = 0; lane < count; ++lane) {
            draws += std::ranges::any_of(runs, [lane](const auto& run) { return run->totals().crossed[lane] != 0; });
        }
        return draws;
    }

    /// Weighted sum over subgroups, in their order; patients of subgroups are independent.
    std::optional<Issue> weigh(const Runs& runs, std::size_t first, std::size_t count,
                               std::vector<FirstOrderError>& firstOrder) {
        const std::size_t subgroups = m_results.subgroups.size();
        for (std::size_t s = 0; s < m_results.strategies.size(); ++s) {
            StrategyDraws& drawn = m_results.drawn[s];
            FirstOrderError& error = firstOrder.emplace_back();
            std::vector<const std::vector<double>*> weights;
            for (std::size_t g = 0; g < subgroups; ++g) {
                const BlockTotals& totals = runs[s * subgroups + g]->totals();
                weights.push_back(&totals.weight);
                for (std::size_t lane = 0; lane < count; ++lane) {
                    const double weight = totals.weight[lane];
                    drawn.cost[first + lane] += weight * totals.cost[lane];
                    drawn.qaly[first + lane] += weight * totals.qaly[lane];
                    drawn.lifeYears[first + lane] += weight * totals.lifeYears[lane];
                    drawn.lifeYearsDiscounted[first + lane] += weight * totals.lifeYearsDiscounted[lane];
                    error.costVariance += weight * weight * totals.costErrorVariance[lane];
                    error.qalyVariance += weight * weight * totals.qalyErrorVariance[lane];
                }
            }
            if (auto issue = weightFault(weights, first + 1)) return issue;
        }
        return std::nullopt;
    }

    void fillMeans() {
        for (const BlockOutcome& block : m_blocks) m_results.drawsCrossing += block.crossing;
        for (std::size_t outcome = 0; outcome < m_prepared.size(); ++outcome) {
            double cost = 0;
            double qaly = 0;
            for (const BlockOutcome& block : m_blocks) {
                cost += block.costSum[outcome];
                qaly += block.qalySum[outcome];
            }
            m_results.subgroupBase[outcome].meanCost = cost / static_cast<double>(m_results.draws);
            m_results.subgroupBase[outcome].meanQaly = qaly / static_cast<double>(m_results.draws);
        }
        m_results.firstOrder.resize(m_results.strategies.size());
        for (std::size_t s = 0; s < m_results.strategies.size(); ++s) {
            FirstOrderError& error = m_results.firstOrder[s];
            for (const BlockOutcome& block : m_blocks) {
                error.costVariance += block.firstOrderSum[s].costVariance / static_cast<double>(m_results.draws);
                error.qalyVariance += block.firstOrderSum[s].qalyVariance / static_cast<double>(m_results.draws);
            }
        }
    }

    const PreparedOutcomes& m_prepared;
    const RunOptions& m_options;
    OutcomesResults& m_results;
    std::size_t m_blockWidth;
    std::vector<BlockOutcome> m_blocks;
    std::atomic<std::size_t> m_done = 0;
    oneapi::tbb::enumerable_thread_specific<Runs> m_runs;
};

}  // namespace

std::optional<Issue> weightFault(const std::vector<const std::vector<double>*>& weights, std::size_t firstDraw) {
    for (std::size_t lane = 0; lane < weights.front()->size(); ++lane) {
        double sum = 0;
        bool negative = false;
        for (const std::vector<double>* weight : weights) {
            sum += (*weight)[lane];
            negative = negative || (*weight)[lane] < 0;
        }
        if (!negative && std::abs(sum - 1) <= 1e-9) continue;
        const std::size_t draw = firstDraw == 0 ? 0 : firstDraw + lane;
        return Issue{"outcomes.subgroupWeights",      Severity::error, "/outcomes/subgroups", numberText(sum), "1",
                     {{"draw", std::to_string(draw)}}};
    }
    return std::nullopt;
}

Issues runDraws(const PreparedOutcomes& prepared, const RunOptions& options, OutcomesResults& results) {
    return DrawRunner(prepared, options, results).run();
}

}  // namespace kachi
