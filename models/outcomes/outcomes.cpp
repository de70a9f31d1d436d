#include "models/outcomes/outcomes.h"

#include "models/outcomes/outcome_draws.h"
#include "models/outcomes/outcome_traces.h"
#include "models/outcomes/structure_checks.h"

#include <algorithm>

namespace kachi {
namespace {

/// Lanes of the base case: one draw, padded to whole vectors.
constexpr std::size_t baseWidth = 8;

void appendNew(Issues& to, const Issues& from) {
    for (const Issue& issue : from) {
        if (std::ranges::find(to, issue) == to.end()) to.push_back(issue);
    }
}

/// Every strategy in every subgroup; faults are named once even when all of them share an expression.
PreparedOutcomes prepareAll(const OutcomesStructure& structure, const ExpressionInputs& inputs,
                            const ParameterValues& values, bool useDraws, const RunOptions& options, Issues& issues) {
    PreparedOutcomes prepared;
    EngineInputs engine{.structure = structure, .expressions = inputs, .values = values};
    engine.useDraws = useDraws;
    engine.seed = options.seed;
    engine.samePatients = options.samePatients;
    engine.stop = options.stop;
    const std::size_t subgroups = subgroupsOf(structure).size();
    for (engine.strategy = 0; engine.strategy < structure.strategies.size(); ++engine.strategy) {
        for (engine.subgroup = 0; engine.subgroup < subgroups; ++engine.subgroup) {
            Issues found;
            auto outcome = prepareOutcome(engine, found);
            appendNew(issues, found);
            if (outcome) prepared.push_back(std::move(outcome));
        }
    }
    return prepared;
}

/// Base case of every strategy in every subgroup, with the first fault of each.
std::vector<SubgroupOutcome> runBase(const PreparedOutcomes& prepared, Issues& issues) {
    std::vector<SubgroupOutcome> outcomes;
    for (const auto& one : prepared) {
        const auto engine = one->engine(baseWidth);
        SubgroupOutcome outcome;
        outcome.strategy = one->strategy();
        outcome.subgroup = one->subgroup();
        if (const auto issue = engine->run(0, 1, &outcome)) {
            appendNew(issues, {*issue});
            continue;
        }
        const BlockTotals& totals = engine->totals();
        outcome.weight = totals.weight.front();
        outcome.outcome = {totals.cost.front(),      totals.costUndiscounted.front(),
                           totals.qaly.front(),      totals.qalyUndiscounted.front(),
                           totals.lifeYears.front(), totals.lifeYearsDiscounted.front()};
        outcomes.push_back(std::move(outcome));
    }
    if (hasErrors(issues)) return outcomes;
    std::vector<std::vector<double>> weights;
    for (const SubgroupOutcome& outcome : outcomes) {
        if (outcome.strategy == 0) weights.push_back({outcome.weight});
    }
    std::vector<const std::vector<double>*> pointers;
    for (const std::vector<double>& weight : weights) pointers.push_back(&weight);
    if (const auto issue = weightFault(pointers, 0)) issues.push_back(*issue);
    return outcomes;
}

CohortOutcome weighted(const std::vector<SubgroupOutcome>& outcomes, std::size_t strategy) {
    CohortOutcome sum;
    for (const SubgroupOutcome& part : outcomes) {
        if (part.strategy != strategy) continue;
        sum.cost += part.weight * part.outcome.cost;
        sum.costUndiscounted += part.weight * part.outcome.costUndiscounted;
        sum.qaly += part.weight * part.outcome.qaly;
        sum.qalyUndiscounted += part.weight * part.outcome.qalyUndiscounted;
        sum.lifeYears += part.weight * part.outcome.lifeYears;
        sum.lifeYearsDiscounted += part.weight * part.outcome.lifeYearsDiscounted;
    }
    return sum;
}

double effectOf(const CohortOutcome& outcome, EffectMeasure effect) {
    switch (effect) {
        case EffectMeasure::qaly:
            return outcome.qaly;
        case EffectMeasure::lifeYears:
            return outcome.lifeYears;
        case EffectMeasure::discountedLifeYears:
            break;
    }
    return outcome.lifeYearsDiscounted;
}

OutcomesResults baseResults(const OutcomesStructure& structure, std::vector<SubgroupOutcome> outcomes) {
    OutcomesResults results;
    results.model = structure.model;
    for (const OutcomeStrategy& strategy : structure.strategies) results.strategies.push_back(strategy.id);
    for (const OutcomeSubgroup& subgroup : subgroupsOf(structure)) results.subgroups.push_back(subgroup.id);
    const auto comparator = std::ranges::find(results.strategies, structure.comparator);
    results.comparator = static_cast<std::size_t>(comparator - results.strategies.begin());
    results.effect = structure.effect;
    std::vector<double> costs;
    for (std::size_t s = 0; s < results.strategies.size(); ++s) {
        results.base.push_back(weighted(outcomes, s));
        results.baseEffect.push_back(effectOf(results.base[s], structure.effect));
        costs.push_back(results.base[s].cost);
    }
    results.subgroupBase = std::move(outcomes);
    results.frontier = efficiencyFrontier(costs, results.baseEffect);
    for (std::size_t s = 0; s < costs.size(); ++s) {
        if (s == results.comparator) continue;
        results.increments.push_back(increment(s, costs[s], results.baseEffect[s], costs[results.comparator],
                                               results.baseEffect[results.comparator]));
    }
    results.traces = outcomeTraces(structure, results);
    results.drawn.resize(results.strategies.size());
    return results;
}

}  // namespace

const std::vector<double>& OutcomesResults::effectDraws(std::size_t strategy) const {
    switch (effect) {
        case EffectMeasure::qaly:
            return drawn[strategy].qaly;
        case EffectMeasure::lifeYears:
            return drawn[strategy].lifeYears;
        case EffectMeasure::discountedLifeYears:
            break;
    }
    return drawn[strategy].lifeYearsDiscounted;
}

Issues validate(const OutcomesStructure& structure, const ExpressionInputs& inputs, const ParameterValues& values) {
    Issues issues = structureFaults(structure, inputs, values);
    const bool needsStates = structure.model != OutcomeModel::decisionTree;
    const bool nothingToRun = structure.strategies.empty() || (needsStates && structure.states.empty());
    if (hasErrors(issues) && nothingToRun) return issues;
    const bool structureHolds = !hasErrors(issues);
    const PreparedOutcomes prepared = prepareAll(structure, inputs, values, false, RunOptions{}, issues);
    if (structureHolds && !hasErrors(issues)) runBase(prepared, issues);
    return issues;
}

Result<OutcomesResults> evaluateOutcomes(const OutcomesStructure& structure, const ExpressionInputs& inputs,
                                         const ParameterValues& values, const RunOptions& options) {
    Issues issues = structureFaults(structure, inputs, values);
    if (hasErrors(issues)) return validate(structure, inputs, values);
    const PreparedOutcomes base = prepareAll(structure, inputs, values, false, options, issues);
    if (hasErrors(issues)) return issues;
    std::vector<SubgroupOutcome> outcomes = runBase(base, issues);
    if (hasErrors(issues)) return issues;
    OutcomesResults results = baseResults(structure, std::move(outcomes));
    results.draws = values.draws;
    if (values.draws == 0) return results;
    const PreparedOutcomes drawn = prepareAll(structure, inputs, values, true, options, issues);
    append(issues, runDraws(drawn, options, results));
    if (hasErrors(issues)) return issues;
    return results;
}

}  // namespace kachi
