#include "app/report/outcomes_json.h"

#include "models/outcomes/outcomes_fields.h"

namespace kachi {
namespace {

template <class Enum, std::size_t N>
const char* nameOf(Enum value, const ChoiceName<Enum> (&names)[N]) {
    for (const auto& candidate : names) {
        if (candidate.value == value) return candidate.name;
    }
    return "";
}

Json outcomeJson(const CohortOutcome& outcome) {
    return {{"cost", number(outcome.cost)},           {"costUndiscounted", number(outcome.costUndiscounted)},
            {"qaly", number(outcome.qaly)},           {"qalyUndiscounted", number(outcome.qalyUndiscounted)},
            {"lifeYears", number(outcome.lifeYears)}, {"lifeYearsDiscounted", number(outcome.lifeYearsDiscounted)}};
}

/// The clock the model ran on, beside every result.
Json timingJson(const OutcomeTiming& timing) {
    return {{"cycles", timing.cycles},
            {"cycleLengthYears", number(timing.cycleLengthYears)},
            {"discountForm", nameOf(timing.discountForm, discountFormNames)},
            {"discountMoment", nameOf(timing.discountMoment, discountMomentNames)},
            {"cycleWeights", nameOf(timing.cycleWeights, cycleWeightsNames)},
            {"transitionWeights", nameOf(timing.transitionWeights, transitionWeightsNames)}};
}

Json treeJson(const SubgroupOutcome& row) {
    Json json = Json::object();
    for (const TreePath& path : row.paths) {
        json["paths"].push_back({{"nodes", path.nodes},
                                 {"leaf", path.nodes.back()},
                                 {"probability", number(path.probability)},
                                 {"cost", number(path.cost)},
                                 {"qaly", number(path.qaly)},
                                 {"lifeYears", number(path.lifeYears)},
                                 {"state", path.state}});
    }
    for (const TreeNodeValue& node : row.nodes) {
        json["nodes"].push_back({{"node", node.node},
                                 {"probability", number(node.probability)},
                                 {"cost", number(node.cost)},
                                 {"qaly", number(node.qaly)},
                                 {"lifeYears", number(node.lifeYears)},
                                 {"chosen", node.chosen}});
    }
    return json;
}

/// What the engine of the model shows beyond its totals.
void addDetail(const Case& value, const SubgroupOutcome& row, Json& json) {
    for (const std::vector<double>& point : row.occupancy) {
        for (std::size_t state = 0; state < point.size() && state < value.outcomes->states.size(); ++state) {
            json["occupancy"][value.outcomes->states[state].id].push_back(number(point[state]));
        }
    }
    if (!row.cycleCost.empty()) json["cycleCost"] = numbers(row.cycleCost);
    if (!row.cycleQaly.empty()) json["cycleQaly"] = numbers(row.cycleQaly);
    if (!row.paths.empty()) json["tree"] = treeJson(row);
    for (const CurveValues& curve : row.curves) {
        json["curves"][curve.curve] = {{"fitted", numbers(curve.fitted)}, {"applied", numbers(curve.applied)}};
    }
    for (const CurveCrossing& crossing : row.crossings) {
        json["crossings"].push_back(
            {{"inner", crossing.inner}, {"outer", crossing.outer}, {"time", number(crossing.time)}});
    }
    if (row.monteCarlo) {
        json["monteCarloError"] = {{"patients", row.monteCarlo->patients},
                                   {"cost", number(row.monteCarlo->cost)},
                                   {"qaly", number(row.monteCarlo->qaly)},
                                   {"lifeYears", number(row.monteCarlo->lifeYears)}};
    }
    for (const EventCount& event : row.events) json["events"][event.event] = number(event.perPatient);
}

Json subgroupJson(const Case& value, const OutcomesResults& results, const SubgroupOutcome& row) {
    Json json = outcomeJson(row.outcome);
    json["strategy"] = results.strategies[row.strategy];
    json["subgroup"] = results.subgroups[row.subgroup];
    json["weight"] = number(row.weight);
    if (results.draws > 0) {
        json["meanCost"] = number(row.meanCost);
        json["meanQaly"] = number(row.meanQaly);
    }
    addDetail(value, row, json);
    return json;
}

Json frontierJson(const OutcomesResults& results, const std::vector<FrontierRow>& frontier) {
    Json json = Json::array();
    for (const FrontierRow& row : frontier) {
        json.push_back({{"strategy", results.strategies[row.strategy]},
                        {"cost", number(row.cost)},
                        {"effect", number(row.effect)},
                        {"standing", standingName(row.standing)},
                        {"incrementalCost", number(row.incrementalCost)},
                        {"incrementalEffect", number(row.incrementalEffect)},
                        {"icer", number(row.icer)}});
    }
    return json;
}

Json incrementJson(const OutcomesResults& results, const Increment& row) {
    return {{"strategy", results.strategies[row.strategy]},
            {"cost", number(row.cost)},
            {"effect", number(row.effect)},
            {"comparison", comparisonName(row.comparison)},
            {"icer", number(row.icer)}};
}

Json acceptabilityJson(const OutcomesResults& results, const AcceptabilityPoint& point) {
    Json json{{"wtp", number(point.wtp)},
              {"optimal", results.strategies[point.optimal]},
              {"frontierProbability", number(point.frontierProbability)},
              {"evpi", number(point.evpi)}};
    for (std::size_t i = 0; i < results.strategies.size(); ++i) {
        json["probability"][results.strategies[i]] = number(point.probability[i]);
        json["meanNetBenefit"][results.strategies[i]] = number(point.meanNetBenefit[i]);
        json["expectedLoss"][results.strategies[i]] = number(point.expectedLoss[i]);
    }
    return json;
}

Json summaryJson(const DrawSummary& summary) {
    return {{"mean", number(summary.mean)}, {"low95", number(summary.low)}, {"high95", number(summary.high)}};
}

Json fiellerJson(const FiellerRegion& region) {
    switch (region.kind) {
        case FiellerRegion::Kind::interval:
            return {{"kind", "interval"}, {"low95", number(region.low)}, {"high95", number(region.high)}};
        case FiellerRegion::Kind::outside:
            return {{"kind", "outside"}, {"low95", number(region.low)}, {"high95", number(region.high)}};
        case FiellerRegion::Kind::unbounded:
            break;
    }
    return {{"kind", "unbounded"}};
}

Json probabilisticJson(const OutcomesResults& results, const CostEffectivenessAnalysis& analysis) {
    Json json{{"frontier", frontierJson(results, analysis.frontier)}};
    for (std::size_t i = 0; i < analysis.increments.size(); ++i) {
        const IncrementDraws& row = analysis.increments[i];
        Json increment = incrementJson(results, row.ofMeans);
        increment["costSummary"] = summaryJson(row.costSummary);
        increment["effectSummary"] = summaryJson(row.effectSummary);
        increment["netBenefit"] = summaryJson(row.netBenefit);
        increment["covariance"] = {{"cost", number(row.covariance.cost)},
                                   {"effect", number(row.covariance.effect)},
                                   {"both", number(row.covariance.both)}};
        increment["icerRegion"] = fiellerJson(row.icerRegion);
        increment["monteCarloError"] = {{"cost", number(row.costStandardError)},
                                        {"effect", number(row.effectStandardError)},
                                        {"netBenefit", number(row.netBenefitStandardError)}};
        increment["quadrants"] = {{"northEast", number(row.quadrants.northEast)},
                                  {"northWest", number(row.quadrants.northWest)},
                                  {"southEast", number(row.quadrants.southEast)},
                                  {"southWest", number(row.quadrants.southWest)},
                                  {"onAxis", number(row.quadrants.onAxis)}};
        if (i < analysis.advice.size()) {
            increment["draws"] = {{"enough", analysis.advice[i].enough}, {"wanted", analysis.advice[i].wanted}};
        }
        json["increments"].push_back(std::move(increment));
    }
    for (const ConvergencePoint& point : analysis.convergence) {
        json["convergence"].push_back({{"draws", point.draws},
                                       {"netBenefit", numbers(point.netBenefit)},
                                       {"standardError", numbers(point.standardError)}});
    }
    return json;
}

Json sensitivityJson(const OutcomesResults& results, const SensitivityResult& result) {
    Json json;
    for (std::size_t i = 0; i < results.strategies.size(); ++i) {
        json["cost"][results.strategies[i]] = number(result.cost[i]);
        json["effect"][results.strategies[i]] = number(result.effect[i]);
    }
    return json;
}

const char* originName(OneWayRange::Origin origin) {
    if (origin == OneWayRange::Origin::stated) return "stated";
    return origin == OneWayRange::Origin::interval ? "interval95" : "share";
}

const char* checkName(CheckOutcome outcome) {
    switch (outcome) {
        case CheckOutcome::passed:
            return "passed";
        case CheckOutcome::warning:
            return "warning";
        case CheckOutcome::failed:
            return "failed";
        case CheckOutcome::notApplicable:
            break;
    }
    return "notApplicable";
}

Json informationJson(const ValueOfInformation& information) {
    Json json{{"wtp", number(information.wtp)}, {"evpi", number(information.evpi)}};
    for (const Evppi& row : information.single) {
        json["evppi"].push_back({{"parameters", row.parameters},
                                 {"method", row.method == EvppiMethod::spline ? "spline" : "gaussianProcess"},
                                 {"value", number(row.value)},
                                 {"standardError", number(row.standardError)},
                                 {"effectiveDegrees", number(row.effectiveDegrees)}});
    }
    return json;
}

void addAnalyses(const Evaluation& evaluation, Json& json) {
    const OutcomesResults& results = *evaluation.outcomes;
    if (evaluation.oneWay) {
        json["oneWay"]["base"] = sensitivityJson(results, evaluation.oneWay->base);
        for (const OneWayRow& row : evaluation.oneWay->rows) {
            json["oneWay"]["rows"].push_back({{"parameter", row.parameter},
                                              {"base", number(row.base)},
                                              {"low", number(row.range.low)},
                                              {"high", number(row.range.high)},
                                              {"origin", originName(row.range.origin)},
                                              {"atLow", sensitivityJson(results, row.atLow)},
                                              {"atHigh", sensitivityJson(results, row.atHigh)}});
        }
    }
    for (const ScenarioRow& row : evaluation.scenarios) {
        Json scenario = sensitivityJson(results, row.result);
        scenario["id"] = row.id;
        scenario["name"] = text(row.name);
        json["scenarios"].push_back(std::move(scenario));
    }
    for (const ModelCheck& check : evaluation.checks) {
        json["checks"].push_back({{"id", check.id},
                                  {"name", text(check.name)},
                                  {"outcome", checkName(check.outcome)},
                                  {"finding", text(check.finding)},
                                  {"where", check.where}});
    }
    if (evaluation.information) json["information"] = informationJson(*evaluation.information);
}

void addDraws(const OutcomesResults& results, Json& json) {
    for (std::size_t i = 0; i < results.strategies.size(); ++i) {
        const std::string& strategy = results.strategies[i];
        json["draws"]["cost"][strategy] = results.drawn[i].cost;
        json["draws"]["qaly"][strategy] = results.drawn[i].qaly;
        json["draws"]["lifeYears"][strategy] = results.drawn[i].lifeYears;
        json["draws"]["effect"][strategy] = results.effectDraws(i);
    }
}

}  // namespace

Json outcomesJson(const Case& value, const Evaluation& evaluation, bool perDraw) {
    const OutcomesResults& results = *evaluation.outcomes;
    Json json{{"model", nameOf(results.model, outcomeModelNames)},
              {"currency", value.outcomes->currency},
              {"priceYear", value.outcomes->priceYear},
              {"timing", timingJson(value.outcomes->timing)},
              {"effectMeasure", nameOf(results.effect, effectMeasureNames)},
              {"comparator", results.strategies[results.comparator]}};
    for (std::size_t i = 0; i < results.strategies.size(); ++i) {
        json["strategies"][results.strategies[i]] = outcomeJson(results.base[i]);
    }
    for (const SubgroupOutcome& row : results.subgroupBase) {
        json["subgroups"].push_back(subgroupJson(value, results, row));
    }
    json["frontier"] = frontierJson(results, results.frontier);
    for (const Increment& row : results.increments) json["increments"].push_back(incrementJson(results, row));
    if (results.model == OutcomeModel::partitionedSurvival && results.draws > 0) {
        json["drawsCrossing"] = results.drawsCrossing;
    }
    if (evaluation.threshold) {
        json["thresholdPrice"] = {{"strategy", evaluation.threshold->strategy},
                                  {"price", number(evaluation.threshold->price)},
                                  {"yen", number(evaluation.threshold->yen)}};
    }
    if (evaluation.costEffectiveness) {
        for (const AcceptabilityPoint& point : evaluation.costEffectiveness->acceptability) {
            json["acceptability"].push_back(acceptabilityJson(results, point));
        }
        json["reference"] = acceptabilityJson(results, evaluation.costEffectiveness->reference);
        json["probabilistic"] = probabilisticJson(results, *evaluation.costEffectiveness);
    }
    addAnalyses(evaluation, json);
    if (perDraw && results.draws > 0) addDraws(results, json);
    for (const Trace& trace : results.traces) json["traces"].push_back(traceJson(trace));
    return json;
}

Json budgetJson(const BudgetImpactResults& results) {
    Json json;
    for (const BudgetYear& year : results.base) {
        Json row{{"year", year.year},
                 {"eligible", number(year.eligible)},
                 {"uptake", number(year.uptake)},
                 {"onDevice", number(year.onDevice)},
                 {"costWithout", number(year.costWithout)},
                 {"costWith", number(year.costWith)},
                 {"impact", number(year.impact)},
                 {"impactDiscounted", number(year.impactDiscounted)},
                 {"sales", number(year.sales)}};
        for (std::size_t s = 0; s < results.strategies.size(); ++s) {
            row["patientsWithout"][results.strategies[s]] = number(year.without[s]);
            row["patientsWith"][results.strategies[s]] = number(year.with[s]);
        }
        json["years"].push_back(std::move(row));
    }
    for (const BudgetTotal& total : results.totals) {
        json["totals"].push_back({{"years", total.years},
                                  {"costWithout", number(total.costWithout)},
                                  {"costWith", number(total.costWith)},
                                  {"impact", number(total.impact)},
                                  {"impactDiscounted", number(total.impactDiscounted)},
                                  {"sales", number(total.sales)}});
    }
    for (const Trace& trace : results.traces) json["traces"].push_back(traceJson(trace));
    return json;
}

}  // namespace kachi
