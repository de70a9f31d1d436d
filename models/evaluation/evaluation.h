#pragma once

#include "models/case/case.h"
#include "models/core/run_options.h"
#include "models/core/special_members.h"
#include "models/core/trace.h"
#include "models/equalisation/equalisation.h"
#include "models/evaluation/case_study.h"
#include "models/evaluation/model_checks.h"
#include "models/evaluation/priced_route.h"
#include "models/evaluation/sensitivity.h"
#include "models/labour/labour.h"
#include "models/outcomes/budget_impact.h"
#include "models/outcomes/outcomes.h"
#include "models/params/parameter_values.h"
#include "models/pricing/pricing.h"
#include "models/pricing/recalculation.h"
#include "models/pricing/rule_pack.h"
#include "models/statistics/summary.h"
#include "models/uncertainty/cost_effectiveness.h"
#include "models/uncertainty/value_of_information.h"

#include <optional>

namespace kachi {

/// One headline figure of a value model, in tidy form: what screen, PDF, JSON and library rows share.
struct Metric {
    std::string id;     ///< "labour.hours.nation"; stable, documented in the user guide
    std::string model;  ///< outcomes, labour, equalisation, pricing, recalculation, studies, routes
    std::string key;    ///< strategy, occupation, country, …; empty for a total
    Text label;
    Text keyLabel;
    Unit unit = Unit::none;
    std::optional<double> base;          ///< empty: not defined (dominance, no break-even, …)
    Text state;                          ///< says why base is empty, or qualifies it ("dominant")
    std::optional<SampleSummary> drawn;  ///< interval over draws; empty when nothing it depends on varies
};

/// One mark of the price corridor: every price that matters, on one yen axis.
struct CorridorMark {
    std::string id;
    Text label;
    double yen = 0;
    std::optional<double> low;
    std::optional<double> high;
    Text basis;                ///< where the figure comes from
    std::string traceId = {};  ///< its explanation among explanations(); empty: none
};

/// Price of the device at which a strategy's incremental net benefit is zero at the reference willingness to pay.
struct ThresholdPrice {
    std::string strategy;
    double price = 0;           ///< model currency
    std::optional<double> yen;  ///< by the declared conversion; empty without one
};

/// Price in yen at which a strategy's incremental net benefit is zero at one willingness to pay of the rules.
struct ThresholdAt {
    double wtp = 0;  ///< yen per QALY
    std::string strategy;
    double yen = 0;
    std::optional<double> low;  ///< 95 % of the draws; empty when nothing varies
    std::optional<double> high;
};

/// Everything one run of a case gives. Value models the case does not use, or whose inputs have errors, are empty;
/// `issues` says why.
struct Evaluation {
    KACHI_SPECIAL_MEMBERS(Evaluation);

    std::string caseDigest;
    std::string rulePack;
    Text rulePackName;
    std::size_t draws = 0;
    std::uint64_t seed = 0;
    std::optional<Design> design;  ///< of the sampling; empty when the draws were given
    ParameterValues values;
    std::vector<std::string> sampled;  ///< ids that vary over draws, before formulas

    std::optional<OutcomesResults> outcomes;
    std::optional<CostEffectivenessAnalysis> costEffectiveness;  ///< empty without draws
    std::optional<ThresholdPrice> threshold;
    std::vector<ThresholdAt> thresholds;  ///< at the edges of the cost-effectiveness bands of the rule pack
    std::optional<OneWayAnalysis> oneWay;
    std::vector<ScenarioRow> scenarios;             ///< of the outcome model
    std::vector<ModelCheck> checks;                 ///< of the outcome model
    std::optional<ValueOfInformation> information;  ///< empty without draws, or when not asked for
    std::optional<BudgetImpactResults> budget;
    std::optional<LabourResults> labour;
    std::optional<EqualisationResults> equalisation;
    std::optional<PricingResults> pricing;
    std::optional<RecalculationResults> recalculation;
    std::vector<CaseStudy> studies;   ///< those that belong to every evaluation, in the order of the case
    std::vector<PricedRoute> routes;  ///< prices of the case, in its order

    std::vector<Metric> metrics;
    std::vector<CorridorMark> corridor;
    Issues issues;
};

/// Runs every value model the case uses: base case, then draws. Pure: no files, clock, locale or globals.
/// `givenDraws` replaces sampling: every sampled parameter must have its column, of equal length, and no other id.
/// `prices` holds what the prices of the case may use beside it.
/// A fault in one value model leaves the others running; only a cancelled run or unusable draws refuse the whole.
Result<Evaluation> evaluate(const Case& value, const RulePack& pack, const RunOptions& options,
                            const std::map<std::string, std::vector<double>>* givenDraws = nullptr,
                            const PriceSurroundings& prices = {});

/// Value of information of a finished run that left it out (RunOptions::valueOfInformation), so that a window can show
/// the draws first. Its faults become warnings. Nothing happens with fewer draws than fewestInformationDraws.
void addInformation(const Case& value, Evaluation& evaluation, const RunOptions& options);

const Metric* findMetric(const Evaluation& evaluation, const std::string& id, const std::string& key = {});

}  // namespace kachi
