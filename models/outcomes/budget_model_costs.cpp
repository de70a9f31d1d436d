#include "models/outcomes/budget_model_costs.h"

#include "models/core/on_threads.h"
#include "models/outcomes/outcome_engine.h"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <optional>

namespace kachi {
namespace {

/// Lanes of a single draw, padded to whole vectors.
constexpr std::size_t singleWidth = 8;

bool isTreated(const BudgetImpact& budget, const std::string& strategy) {
    return strategy == budget.device ||
           std::ranges::find(budget.current, strategy, &DisplacedTreatment::strategy) != budget.current.end();
}

/// Adds `weight` times the costs of the cycles to the years they fall in.
void addByYear(const std::vector<double>& cycleCost, double cycleLength, double weight, std::vector<double>& years) {
    for (std::size_t cycle = 0; cycle < cycleCost.size(); ++cycle) {
        const double begin = static_cast<double>(cycle) * cycleLength;
        const double end = static_cast<double>(cycle + 1) * cycleLength;
        for (std::size_t year = static_cast<std::size_t>(begin); year < years.size(); ++year) {
            const double overlap =
                std::min(end, static_cast<double>(year + 1)) - std::max(begin, static_cast<double>(year));
            if (overlap <= 0) break;
            years[year] += weight * cycleCost[cycle] * (overlap / (end - begin));
        }
    }
}

Issue noYearlyCosts() {
    return {"budget.yearlyCosts", Severity::error, "/outcomes/budget/costsFrom", {}, {}, {}};
}

/// Runs the treated strategies in all subgroups, one draw at a time.
class DrawnCosts {
public:
    DrawnCosts(const OutcomesStructure& structure, PreparedOutcomes prepared, std::size_t draws,
               const RunOptions& options)
        : m_structure(structure),
          m_prepared(std::move(prepared)),
          m_options(options),
          m_costs(draws),
          m_issues(draws) {}

    Result<std::vector<YearlyCosts>> run() {
        onThreads(m_options, [&] {
            oneapi::tbb::parallel_for(std::size_t{0}, m_costs.size(), [&](std::size_t draw) { runDraw(draw); });
        });
        if (m_options.stop.stop_requested()) {
            return Issues{{"core.cancelled", Severity::error, "/outcomes/budget", {}, {}, {}}};
        }
        for (const std::optional<Issue>& issue : m_issues) {
            if (issue) return Issues{*issue};
        }
        return std::move(m_costs);
    }

private:
    void runDraw(std::size_t draw) {
        if (m_options.stop.stop_requested()) return;
        auto& engines = m_engines.local();
        if (engines.empty()) {
            for (const auto& outcome : m_prepared) engines.push_back(outcome->engine(singleWidth));
        }
        YearlyCosts& costs = m_costs[draw];
        costs.resize(m_structure.strategies.size());
        for (std::size_t i = 0; i < engines.size(); ++i) {
            SubgroupOutcome detail;
            m_issues[draw] = engines[i]->run(draw, 1, &detail);
            if (!m_issues[draw] && detail.cycleCost.empty()) m_issues[draw] = noYearlyCosts();
            if (m_issues[draw]) return;
            std::vector<double>& years = costs[m_prepared[i]->strategy()];
            years.resize(static_cast<std::size_t>(m_structure.budget->years));
            addByYear(detail.cycleCost, m_structure.timing.cycleLengthYears, engines[i]->totals().weight.front(),
                      years);
        }
    }

    const OutcomesStructure& m_structure;
    PreparedOutcomes m_prepared;
    const RunOptions& m_options;
    std::vector<YearlyCosts> m_costs;            ///< [draw]
    std::vector<std::optional<Issue>> m_issues;  ///< [draw]
    oneapi::tbb::enumerable_thread_specific<std::vector<std::unique_ptr<OutcomeEngine>>> m_engines;
};

}  // namespace

Result<YearlyCosts> modelCosts(const OutcomesStructure& structure, const OutcomesResults& outcomes) {
    YearlyCosts costs(structure.strategies.size());
    for (const SubgroupOutcome& part : outcomes.subgroupBase) {
        if (!isTreated(*structure.budget, structure.strategies[part.strategy].id) || part.cycleCost.empty()) continue;
        std::vector<double>& years = costs[part.strategy];
        years.resize(static_cast<std::size_t>(structure.budget->years));
        addByYear(part.cycleCost, structure.timing.cycleLengthYears, part.weight, years);
    }
    for (std::size_t s = 0; s < costs.size(); ++s) {
        const bool treated = isTreated(*structure.budget, structure.strategies[s].id);
        if (treated && costs[s].empty()) return Issues{noYearlyCosts()};
    }
    return costs;
}

Result<std::vector<YearlyCosts>> drawnModelCosts(const OutcomesStructure& structure, const ExpressionInputs& inputs,
                                                 const ParameterValues& values, const RunOptions& options) {
    Issues issues;
    PreparedOutcomes prepared;
    EngineInputs engine{.structure = structure, .expressions = inputs, .values = values};
    engine.useDraws = true;
    engine.seed = options.seed;
    engine.samePatients = options.samePatients;
    const std::size_t subgroups = subgroupsOf(structure).size();
    for (engine.strategy = 0; engine.strategy < structure.strategies.size(); ++engine.strategy) {
        if (!isTreated(*structure.budget, structure.strategies[engine.strategy].id)) continue;
        for (engine.subgroup = 0; engine.subgroup < subgroups; ++engine.subgroup) {
            auto outcome = prepareOutcome(engine, issues);
            if (outcome) prepared.push_back(std::move(outcome));
        }
    }
    if (hasErrors(issues)) return issues;
    return DrawnCosts(structure, std::move(prepared), values.draws, options).run();
}

}  // namespace kachi
