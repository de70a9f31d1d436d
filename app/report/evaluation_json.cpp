#include "app/report/evaluation_json.h"

#include "app/report/outcomes_json.h"
#include "app/report/route_json.h"
#include "app/report/study_json.h"
#include "models/evaluation/values.h"

namespace kachi {
namespace {

Json metricJson(const Metric& metric) {
    Json json{{"id", metric.id},
              {"model", metric.model},
              {"key", metric.key},
              {"label", text(metric.label)},
              {"unit", unitName(metric.unit)},
              {"base", number(metric.base)}};
    if (!metric.state.empty()) json["state"] = text(metric.state);
    if (metric.drawn) {
        json["mean"] = number(metric.drawn->mean);
        json["standardDeviation"] = number(metric.drawn->standardDeviation);
        json["monteCarloError"] = number(metric.drawn->monteCarloError);
        json["low95"] = number(metric.drawn->low95);
        json["median"] = number(metric.drawn->median);
        json["high95"] = number(metric.drawn->high95);
        json["draws"] = metric.drawn->count;
    }
    return json;
}

Json equalisationJson(const EqualisationResults& results) {
    Json json;
    for (const RegionRow& row : results.regions) {
        json["regions"].push_back({{"code", row.code},
                                   {"name", text(row.name)},
                                   {"population", number(row.population)},
                                   {"countBefore", number(row.countBefore)},
                                   {"countAfter", number(row.countAfter)},
                                   {"rateBefore", number(row.rateBefore)},
                                   {"rateAfter", number(row.rateAfter)}});
    }
    for (const ExcludedRegion& row : results.excluded) {
        json["excluded"].push_back({{"code", row.code}, {"name", text(row.name)}});
    }
    const auto decomposition = [](const std::optional<Decomposition>& parts) {
        return parts ? Json{{"within", number(parts->within)}, {"between", number(parts->between)}} : Json(nullptr);
    };
    for (const auto& [name, state] : {std::pair{"before", &results.before}, std::pair{"after", &results.after}}) {
        json[name] = {{"nationalRate", number(state->nationalRate)},
                      {"theilT", decomposition(state->theilT)},
                      {"theilL", decomposition(state->theilL)}};
    }
    for (const Trace& trace : results.traces) json["traces"].push_back(traceJson(trace));
    return json;
}

Json labourJson(const LabourResults& results) {
    Json json;
    for (const LabourRateRow& row : results.rates) json["yenPerMinute"][row.staff] = number(row.yenPerMinute);
    json["caseCost"] = {{"before", number(results.caseCost.before)}, {"after", number(results.caseCost.after)}};
    for (const Trace& trace : results.traces) json["traces"].push_back(traceJson(trace));
    return json;
}

Json pricingJson(const PricingResults& results) {
    Json json{{"rulePack", results.packId},
              {"price", results.price.text()},
              {"unrounded", rationalText(results.unrounded)},
              {"ceilingBinds", results.ceilingBinds},
              {"trace", traceJson(results.trace)}};
    if (results.temporaryPrice) json["temporaryPrice"] = results.temporaryPrice->text();
    for (const PremiumResult& premium : results.premiums) {
        json["premiums"].push_back({{"id", premium.id},
                                    {"kind", premium.kind},
                                    {"ratePercent", rationalText(premium.rate)},
                                    {"alpha", rationalText(premium.alpha.value, 9)}});
    }
    return json;
}

const char* judgementName(Judgement judgement) {
    switch (judgement) {
        case Judgement::met:
            return "met";
        case Judgement::notMet:
            return "notMet";
        case Judgement::notJudged:
            return "notJudged";
        case Judgement::notApplicable:
            break;
    }
    return "notApplicable";
}

Json recalculationJson(const RecalculationResults& results) {
    Json json{{"rulePack", results.packId},
              {"eligible", judgementName(results.eligibility.overall)},
              {"currentPrice", rationalText(results.currentPrice)},
              {"newPrice", results.newPrice.text()},
              {"breakEven", results.path.breakEven ? Json(*results.path.breakEven) : Json(nullptr)},
              {"trace", traceJson(results.trace)}};
    for (const EligibilityTest& test : results.eligibility.tests) {
        json["tests"].push_back({{"id", test.id},
                                 {"label", text(test.label)},
                                 {"judgement", judgementName(test.judgement)},
                                 {"reason", text(test.reason)}});
    }
    for (const MarginMonth& month : results.path.months) {
        json["path"].push_back({{"month", month.month},
                                {"projected", month.projected},
                                {"cost", number(month.cost)},
                                {"margin", number(month.margin)},
                                {"low95", number(month.marginLow)},
                                {"median", number(month.marginMedian)},
                                {"high95", number(month.marginHigh)}});
    }
    return json;
}

Json routeJson(const PricedRoute& priced) {
    Json json{{"id", priced.id},
              {"name", text(priced.name)},
              {"result", priced.result ? routeResultJson(*priced.result) : Json(nullptr)},
              {"low95", priced.drawn ? number(priced.drawn->low95) : Json(nullptr)},
              {"high95", priced.drawn ? number(priced.drawn->high95) : Json(nullptr)},
              {"underPacks", Json::array()}};
    for (const PriceUnderPack& other : priced.others) {
        json["underPacks"].push_back(
            {{"pack", other.pack}, {"price", other.price ? number(other.price->toDouble()) : Json(nullptr)}});
    }
    return json;
}

Json studyJson(const CaseStudy& study) {
    Json json{{"id", study.id},
              {"name", text(study.name)},
              {"result", study.result ? studyResultJson(*study.result) : Json(nullptr)},
              {"drawn", Json::object()}};
    for (const auto& [figure, summary] : study.drawn) {
        json["drawn"][figure] = {
            {"mean", number(summary.mean)}, {"low95", number(summary.low95)}, {"high95", number(summary.high95)}};
    }
    return json;
}

/// Draws, seed and design; the dimensions of a Sobol design, to be kept in the case where they must not move.
Json runJson(const Case& value, const Evaluation& evaluation) {
    Json run{{"draws", evaluation.draws},
             {"seed", evaluation.seed},
             {"sampled", evaluation.sampled},
             {"design", nullptr},
             {"sobolDimensions", nullptr}};
    for (const auto& [design, name] : designNames) {
        if (evaluation.design == design) run["design"] = name;
    }
    if (evaluation.design != Design::sobol) return run;
    if (const auto dimensions = sobolDimensions(value)) run["sobolDimensions"] = *dimensions;
    return run;
}

}  // namespace

std::string evaluationToJson(const Case& value, const Evaluation& evaluation, const EvaluationJsonOptions& options) {
    Json json{{"format", "kachi-evaluation"},
              {"schema", 1},
              {"program", KACHI_VERSION},
              {"case", {{"id", value.id}, {"title", text(value.title)}, {"digest", evaluation.caseDigest}}},
              {"rulePack", {{"id", evaluation.rulePack}, {"name", text(evaluation.rulePackName)}}},
              {"run", runJson(value, evaluation)},
              {"metrics", Json::array()},
              {"corridor", Json::array()},
              {"issues", Json::array()}};
    if (!value.context.rules.empty()) json["rulePack"]["ownValues"] = value.context.rules;
    for (const Metric& metric : evaluation.metrics) json["metrics"].push_back(metricJson(metric));
    for (const CorridorMark& mark : evaluation.corridor) {
        json["corridor"].push_back({{"id", mark.id},
                                    {"label", text(mark.label)},
                                    {"yen", number(mark.yen)},
                                    {"low", number(mark.low)},
                                    {"high", number(mark.high)},
                                    {"basis", text(mark.basis)}});
    }
    for (const Issue& issue : evaluation.issues) json["issues"].push_back(issueJson(issue));
    if (evaluation.outcomes) json["outcomes"] = outcomesJson(value, evaluation, options.perDraw);
    if (evaluation.budget) json["budget"] = budgetJson(*evaluation.budget);
    if (evaluation.labour) json["labour"] = labourJson(*evaluation.labour);
    if (evaluation.equalisation) json["equalisation"] = equalisationJson(*evaluation.equalisation);
    if (evaluation.pricing) json["pricing"] = pricingJson(*evaluation.pricing);
    if (evaluation.recalculation) json["recalculation"] = recalculationJson(*evaluation.recalculation);
    for (const CaseStudy& study : evaluation.studies) json["studies"].push_back(studyJson(study));
    for (const PricedRoute& priced : evaluation.routes) json["routes"].push_back(routeJson(priced));
    for (const ThresholdAt& threshold : evaluation.thresholds) {
        json["thresholds"].push_back({{"wtp", number(threshold.wtp)},
                                      {"strategy", threshold.strategy},
                                      {"yen", number(threshold.yen)},
                                      {"low95", number(threshold.low)},
                                      {"high95", number(threshold.high)}});
    }
    return json.dump(1) + "\n";
}

}  // namespace kachi
