#include "models/equalisation/equalisation.h"

#include "models/equalisation/equalisation_trace.h"
#include "models/equalisation/prefecture_names.h"
#include "models/params/model_inputs.h"

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <numeric>
#include <set>

namespace kachi {
namespace {

bool isMissing(const EqualisationRegion& region, const ParameterValues& values) {
    return !values.has(cellId("equalisation.region.*.count", region.id));
}

/// Rates of all included regions in one draw, before and after the scenario.
struct Rates {
    std::vector<double> populations;  ///< [included region]
    std::vector<double> before;       ///< per rate base
    std::vector<double> after;
    std::optional<double> target;
    double nationalBefore = 0;
    double nationalAfter = 0;
    double additionalProcedures = 0;
};

class EqualisationModel {
public:
    EqualisationModel(const EqualisationStructure& structure, const ParameterValues& values)
        : m_structure(structure), m_epsilon(values, "equalisation.atkinson.epsilon") {
        for (const EqualisationRegion& region : structure.regions) {
            if (isMissing(region, values)) continue;
            m_included.push_back(&region);
            m_populations.emplace_back(values, cellId("equalisation.region.*.population", region.id));
            m_counts.emplace_back(values, cellId("equalisation.region.*.count", region.id));
        }
        if (structure.scenario.kind == ScenarioKind::none) return;
        m_gapClosure.emplace(values, "equalisation.scenario.gapClosure");
        if (structure.scenario.target == ScenarioTarget::percentile) {
            m_targetPercentile.emplace(values, "equalisation.scenario.targetPercentile");
        }
        if (structure.scenario.target == ScenarioTarget::fixedRate) {
            m_targetRate.emplace(values, "equalisation.scenario.targetRate");
        }
    }

    const std::vector<const EqualisationRegion*>& included() const { return m_included; }
    double rateBase() const { return m_structure.rateBase; }
    double count(std::size_t region) const { return m_counts[region].at(baseCase); }

    /// Whether measures before the scenario differ between draws, and whether anything does.
    bool beforeVaries() const {
        const auto varies = [](const ModelInput& input) { return input.varies(); };
        return m_epsilon.varies() || std::any_of(m_populations.begin(), m_populations.end(), varies) ||
               std::any_of(m_counts.begin(), m_counts.end(), varies);
    }
    bool anyVaries() const {
        const auto varies = [](const std::optional<ModelInput>& input) { return input && input->varies(); };
        return beforeVaries() || varies(m_gapClosure) || varies(m_targetPercentile) || varies(m_targetRate);
    }

    Rates rates(std::size_t draw) const {
        Rates rates;
        double people = 0;
        double procedures = 0;
        for (std::size_t i = 0; i < m_included.size(); ++i) {
            const double population = m_populations[i].at(draw);
            const double count = m_counts[i].at(draw);
            people += population;
            procedures += count;
            rates.populations.push_back(population);
            rates.before.push_back(count * m_structure.rateBase / population);
        }
        rates.nationalBefore = procedures * m_structure.rateBase / people;
        rates.nationalAfter = rates.nationalBefore;
        rates.after = rates.before;
        if (m_structure.scenario.kind == ScenarioKind::none) return rates;

        const double target = targetRate(rates, draw);
        const double share = m_gapClosure->at(draw);
        rates.target = target;
        for (std::size_t i = 0; i < m_included.size(); ++i) {
            if (rates.before[i] >= target) continue;
            const double rise = share * (target - rates.before[i]);
            rates.after[i] += rise;
            rates.additionalProcedures += rise * rates.populations[i] / m_structure.rateBase;
        }
        rates.nationalAfter = (procedures + rates.additionalProcedures) * m_structure.rateBase / people;
        return rates;
    }

    WeightedValues sample(const std::vector<double>& rates, const std::vector<double>& populations) const {
        const bool byPopulation = m_structure.weighting == RegionWeighting::population;
        return WeightedValues::make(rates,
                                    byPopulation ? std::span<const double>(populations) : std::span<const double>())
            .value();
    }

    Measure measure(RegionalMeasure which, const WeightedValues& sample, std::size_t draw) const {
        switch (which) {
            case RegionalMeasure::gini:
                return gini(sample);
            case RegionalMeasure::theilT:
                return theilT(sample);
            case RegionalMeasure::theilL:
                return theilL(sample);
            case RegionalMeasure::atkinson:
                return atkinson(sample, m_epsilon.at(draw));
            case RegionalMeasure::coefficientOfVariation:
                return coefficientOfVariation(sample);
            case RegionalMeasure::hoover:
                return hoover(sample);
            case RegionalMeasure::maxOverMin:
                return maxOverMin(sample);
        }
        return std::nullopt;
    }

private:
    double targetRate(const Rates& rates, std::size_t draw) const {
        switch (m_structure.scenario.target) {
            case ScenarioTarget::nationalRate:
                return rates.nationalBefore;
            case ScenarioTarget::maximum:
                return *std::max_element(rates.before.begin(), rates.before.end());
            case ScenarioTarget::fixedRate:
                return m_targetRate->at(draw);
            case ScenarioTarget::percentile:
                return percentileRate(rates, m_targetPercentile->at(draw) / 100);
        }
        return rates.nationalBefore;
    }

    /// Lowest rate such that regions at or below it hold at least `share` of the population.
    static double percentileRate(const Rates& rates, double share) {
        std::vector<std::size_t> order(rates.before.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return rates.before[a] < rates.before[b]; });
        const double people = std::accumulate(rates.populations.begin(), rates.populations.end(), 0.0);
        double below = 0;
        for (const std::size_t i : order) {
            below += rates.populations[i];
            if (below >= share * people) return rates.before[i];
        }
        return rates.before[order.back()];
    }

    const EqualisationStructure& m_structure;
    ModelInput m_epsilon;
    std::vector<const EqualisationRegion*> m_included;
    std::vector<ModelInput> m_populations;  ///< [included region]
    std::vector<ModelInput> m_counts;
    std::optional<ModelInput> m_gapClosure;  ///< the following: only where the scenario uses them
    std::optional<ModelInput> m_targetPercentile;
    std::optional<ModelInput> m_targetRate;
};

RegionalState stateOf(const EqualisationModel& model, const std::vector<double>& rates, const Rates& all,
                      double nationalRate) {
    std::vector<std::string> groups;
    for (const EqualisationRegion* region : model.included()) groups.push_back(region->group);
    const WeightedValues sample = model.sample(rates, all.populations);
    RegionalState state;
    state.nationalRate = nationalRate;
    state.meanRate = sample.mean();
    state.lowestRate = *std::min_element(rates.begin(), rates.end());
    state.highestRate = *std::max_element(rates.begin(), rates.end());
    state.theilT = decomposeTheilT(sample, groups);
    state.theilL = decomposeTheilL(sample, groups);
    state.lorenz = lorenzCurve(sample);
    return state;
}

/// Fills regions, states, measures and additional procedures of the base case.
void evaluateBase(const EqualisationModel& model, EqualisationResults& results) {
    const Rates rates = model.rates(baseCase);
    for (std::size_t i = 0; i < model.included().size(); ++i) {
        const EqualisationRegion& region = *model.included()[i];
        const double count = model.count(i);
        const double rise = rates.after[i] - rates.before[i];
        results.regionsRaised += rise > 0 ? 1 : 0;
        results.regions.push_back({region.id, region.code, region.name, region.group, rates.populations[i], count,
                                   count + rise * rates.populations[i] / model.rateBase(), rates.before[i],
                                   rates.after[i]});
    }
    results.targetRate = rates.target;
    results.additionalProcedures = rates.additionalProcedures;
    results.before = stateOf(model, rates.before, rates, rates.nationalBefore);
    results.after = stateOf(model, rates.after, rates, rates.nationalAfter);
    const WeightedValues before = model.sample(rates.before, rates.populations);
    const WeightedValues after = model.sample(rates.after, rates.populations);
    for (const RegionalMeasureInfo& info : regionalMeasures) {
        results.measures.push_back({info.measure,
                                    model.measure(info.measure, before, baseCase),
                                    model.measure(info.measure, after, baseCase),
                                    {},
                                    {}});
    }
}

/// Measures of every draw, [measure][draw].
struct MeasureDraws {
    std::vector<std::vector<Measure>> before;
    std::vector<std::vector<Measure>> after;
};

/// Runs all draws on options.threads threads; each draw writes its own cells, so the digits do not depend on them.
/// @return whether it ran to the end
bool evaluateDraws(const EqualisationModel& model, std::size_t draws, const RunOptions& options,
                   EqualisationResults& results, MeasureDraws& measures) {
    for (const MeasureResult& base : results.measures) {
        measures.before.emplace_back(draws, base.before);
        measures.after.emplace_back(draws, base.after);
    }
    results.additionalProceduresDraws.assign(draws, results.additionalProcedures);
    if (!model.anyVaries()) return !options.stop.stop_requested();

    const bool beforeVaries = model.beforeVaries();
    const auto run = [&](std::size_t draw) {
        const Rates rates = model.rates(draw);
        results.additionalProceduresDraws[draw] = rates.additionalProcedures;
        const WeightedValues before = model.sample(rates.before, rates.populations);
        const WeightedValues after = model.sample(rates.after, rates.populations);
        for (std::size_t m = 0; m < regionalMeasures.size(); ++m) {
            if (beforeVaries) measures.before[m][draw] = model.measure(regionalMeasures[m].measure, before, draw);
            measures.after[m][draw] = model.measure(regionalMeasures[m].measure, after, draw);
        }
    };
    const auto available = tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism);
    const std::size_t threads = options.threads == 0 ? available : std::min<std::size_t>(options.threads, available);
    tbb::task_arena arena(static_cast<int>(threads));
    arena.execute([&] {
        tbb::parallel_for(std::size_t{0}, draws, [&](std::size_t draw) {
            if (!options.stop.stop_requested()) run(draw);
        });
    });
    return !options.stop.stop_requested();
}

/// Copies the draws of a measure when it is defined in all of them, else warns and leaves them out.
void keepDraws(const std::string& where, const std::vector<Measure>& draws, std::vector<double>& kept, Issues& issues) {
    std::size_t undefined = 0;
    for (const Measure& value : draws) undefined += value ? 0 : 1;
    if (undefined > 0) {
        issues.push_back({"equalisation.notDefinedInDraws",
                          Severity::warning,
                          where,
                          std::to_string(undefined),
                          std::to_string(draws.size()),
                          {}});
        return;
    }
    kept.reserve(draws.size());
    for (const Measure& value : draws) kept.push_back(*value);
}

/// Warnings about measures that are not defined, and the draws of those that are.
void publishMeasures(const MeasureDraws& draws, EqualisationResults& results) {
    for (std::size_t m = 0; m < results.measures.size(); ++m) {
        MeasureResult& result = results.measures[m];
        const std::string name = regionalMeasures[m].name;
        const auto publish = [&](const std::string& where, const Measure& base, const std::vector<Measure>& drawn,
                                 std::vector<double>& kept) {
            if (!base) {
                results.issues.push_back({"equalisation.notDefined", Severity::warning, where, {}, {}, {}});
            } else {
                keepDraws(where, drawn, kept, results.issues);
            }
        };
        publish("equalisation.before." + name, result.before, draws.before[m], result.drawsBefore);
        publish("equalisation.after." + name, result.after, draws.after[m], result.drawsAfter);
    }
}

/// Row ids are usable and occur once; names are given.
template <class Rows>
void checkRows(const Rows& rows, const std::string& table, Issues& issues) {
    std::set<std::string> seen;
    for (const auto& row : rows) {
        const std::string where = "/equalisation/" + table + "/id=" + row.id;
        if (!isRowId(row.id)) issues.push_back({"equalisation.rowId", Severity::error, where, row.id, {}, {}});
        if (!seen.insert(row.id).second) {
            issues.push_back({"equalisation.duplicateRow", Severity::error, where, row.id, {}, {}});
        }
        if (row.name.empty()) issues.push_back({"equalisation.nameMissing", Severity::error, where, row.id, {}, {}});
    }
}

/// Codes occur once, groups exist, numbers are possible. @return how many regions have a count
std::size_t checkRegions(const EqualisationStructure& structure, const ParameterValues& values, Issues& issues) {
    const auto check = [&](std::string_view column, const std::string& row) {
        checkInput(definitionOf(equalisationParams(), column), cellId(column, row), values, issues);
    };
    std::set<std::string> groups;
    for (const RegionGroup& group : structure.groups) groups.insert(group.id);
    std::set<std::string> codes;
    std::size_t counted = 0;
    for (const EqualisationRegion& region : structure.regions) {
        const std::string where = "/equalisation/regions/id=" + region.id;
        if (!region.code.empty() && !codes.insert(region.code).second) {
            issues.push_back({"equalisation.duplicateCode", Severity::error, where, region.code, {}, {}});
        }
        if (!groups.contains(region.group)) {
            issues.push_back({"equalisation.unknownGroup", Severity::error, where, region.group, {}, {}});
        }
        check("equalisation.region.*.population", region.id);
        if (!isMissing(region, values)) {
            check("equalisation.region.*.count", region.id);
            ++counted;
            continue;
        }
        const bool refuse = structure.missing == MissingRegions::refuse;
        issues.push_back({refuse ? "equalisation.missingCount" : "equalisation.missingRegion",
                          refuse ? Severity::error : Severity::warning,
                          cellId("equalisation.region.*.count", region.id),
                          region.code,
                          {},
                          {{"nameJa", region.name.ja}, {"nameEn", region.name.en}}});
    }
    return counted;
}

/// A table that holds most prefectures is meant to be the whole country, so those it lacks are named.
void checkCountry(const EqualisationStructure& structure, Issues& issues) {
    std::set<std::string_view> present;
    for (const EqualisationRegion& region : structure.regions) {
        if (const Prefecture* prefecture = resolvePrefecture(region.code)) present.insert(prefecture->code);
    }
    if (2 * present.size() <= prefectures.size() || present.size() == prefectures.size()) return;
    Text missing;
    for (const Prefecture& prefecture : prefectures) {
        if (present.contains(prefecture.code)) continue;
        missing.ja += (missing.ja.empty() ? "" : "、") + std::string(prefecture.ja);
        missing.en += (missing.en.empty() ? "" : ", ") + std::string(prefecture.en);
    }
    issues.push_back({"equalisation.prefecturesAbsent",
                      Severity::warning,
                      "/equalisation/regions",
                      std::to_string(present.size()),
                      std::to_string(prefectures.size()),
                      {{"nameJa", missing.ja}, {"nameEn", missing.en}}});
}

}  // namespace

const MeasureResult& EqualisationResults::measure(RegionalMeasure which) const {
    return *std::find_if(measures.begin(), measures.end(),
                         [which](const MeasureResult& result) { return result.measure == which; });
}

Issues validate(const EqualisationStructure& structure, const ParameterValues& values) {
    Issues issues;
    if (structure.rateBase < 1) {
        issues.push_back({"equalisation.rateBase",
                          Severity::error,
                          "/equalisation/rateBase",
                          std::to_string(structure.rateBase),
                          "1",
                          {}});
    }
    checkRows(structure.groups, "groups", issues);
    checkRows(structure.regions, "regions", issues);
    const std::size_t counted = checkRegions(structure, values, issues);
    checkCountry(structure, issues);
    if (counted < 2) {
        issues.push_back(
            {"equalisation.tooFewRegions", Severity::error, "/equalisation/regions", std::to_string(counted), "2", {}});
    }

    const auto check = [&](const char* id) { checkInput(definitionOf(equalisationParams(), id), id, values, issues); };
    check("equalisation.atkinson.epsilon");
    if (structure.scenario.kind == ScenarioKind::none) return issues;
    check("equalisation.scenario.gapClosure");
    if (structure.scenario.target == ScenarioTarget::percentile) check("equalisation.scenario.targetPercentile");
    if (structure.scenario.target == ScenarioTarget::fixedRate) check("equalisation.scenario.targetRate");
    return issues;
}

Result<EqualisationResults> evaluateEqualisation(const EqualisationStructure& structure, const ParameterValues& values,
                                                 const RunOptions& options) {
    Issues issues = validate(structure, values);
    if (hasErrors(issues)) return issues;

    const EqualisationModel model(structure, values);
    EqualisationResults results;
    results.issues = std::move(issues);
    for (const EqualisationRegion& region : structure.regions) {
        if (!isMissing(region, values)) continue;
        results.excluded.push_back({region.id, region.code, region.name,
                                    values.baseOf(cellId("equalisation.region.*.population", region.id))});
    }
    evaluateBase(model, results);
    MeasureDraws draws;
    if (!evaluateDraws(model, values.draws, options, results, draws)) {
        return Issue{"core.cancelled", Severity::error, {}, {}, {}, {}};
    }
    publishMeasures(draws, results);
    results.traces = equalisationTraces(structure, values, results);
    return results;
}

}  // namespace kachi
