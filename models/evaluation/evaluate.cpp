#include "models/case/case_json.h"
#include "models/case/validate.h"
#include "models/evaluation/case_studies.h"
#include "models/evaluation/evaluation.h"
#include "models/evaluation/information.h"
#include "models/evaluation/metrics.h"
#include "models/evaluation/price_routes.h"
#include "models/evaluation/threshold_price.h"
#include "models/evaluation/values.h"
#include "models/params/model_inputs.h"
#include "models/params/registry.h"
#include "models/pricing/own_rules.h"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <set>

namespace kachi {
namespace {

/// Sections that must not run because validation found errors in them; errors of no section stop none.
std::set<std::string> sectionsWithErrors(const Issues& issues) {
    std::set<std::string> sections;
    for (const Issue& issue : issues) {
        if (issue.severity == Severity::error) sections.insert(sectionOf(issue.where));
    }
    return sections;
}

CostEffectivenessDraws drawsOf(const OutcomesResults& outcomes) {
    CostEffectivenessDraws draws;
    draws.strategies = outcomes.strategies;
    for (std::size_t strategy = 0; strategy < outcomes.strategies.size(); ++strategy) {
        draws.cost.push_back(outcomes.drawn[strategy].cost);
        draws.effect.push_back(outcomes.effectDraws(strategy));
    }
    return draws;
}

class Run {
public:
    /// @param pack        with the analyst's own values in it
    /// @param ruleFaults  why some of these values cannot be; no price is worked out by the rules of the case then
    Run(const Case& value, const RulePack& pack, const Issues& ruleFaults, const RunOptions& options,
        const PriceSurroundings& prices)
        : m_case(value), m_pack(pack), m_ruleFaults(ruleFaults), m_options(options), m_prices(prices) {}

    Result<Evaluation> evaluate(const std::map<std::string, std::vector<double>>* givenDraws) {
        m_result.caseDigest = caseDigest(m_case);
        m_result.rulePack = m_pack.id;
        m_result.rulePackName = m_pack.name;
        m_result.seed = m_options.seed;
        if (!givenDraws) m_result.design = m_options.design;
        m_result.sampled = sampledIds(m_case);
        m_result.issues = validate(m_case);
        m_blocked = sectionsWithErrors(m_result.issues);
        append(m_result.issues, m_ruleFaults);
        if (!m_ruleFaults.empty()) m_blocked.insert({"pricing", "recalculation"});

        if (const Done sampled = drawValues(givenDraws); !sampled) return sampled.issues();

        if (m_case.outcomes) runOutcomes();
        if (m_case.labour) {
            runModel("labour", m_result.labour,
                     [&] { return evaluateLabour(*m_case.labour, m_result.values, m_options); });
        }
        if (m_case.equalisation) {
            runModel("equalisation", m_result.equalisation,
                     [&] { return evaluateEqualisation(*m_case.equalisation, m_result.values, m_options); });
        }
        if (m_case.pricing) {
            runModel("pricing", m_result.pricing,
                     [&] { return evaluatePricing(*m_case.pricing, m_result.values, m_pack, m_options); });
        }
        if (m_case.recalculation) {
            runModel("recalculation", m_result.recalculation, [&] {
                return evaluateRecalculation(*m_case.recalculation, m_result.values, m_pack, m_case.priceSeries,
                                             m_options);
            });
        }
        runStudiesAndRoutes();
        if (m_options.stop.stop_requested()) return Issue{"core.cancelled", Severity::info, {}, {}, {}, {}};
        m_result.metrics = collectMetrics(m_case, m_result);
        m_result.corridor = collectCorridor(m_case, m_result);
        return std::move(m_result);
    }

private:
    /// Draws that cannot be made leave the base case running; draws handed in must fit or the run is refused.
    Done drawValues(const std::map<std::string, std::vector<double>>* givenDraws) {
        auto values = parameterValues(m_case, m_pack, m_options, givenDraws, &m_followed);
        if (!values && (givenDraws || m_options.stop.stop_requested())) return values.issues();
        if (!values && m_options.draws > 0) {
            noteNew(values.issues());
            RunOptions baseOnly = m_options;
            baseOnly.draws = 0;
            values = parameterValues(m_case, m_pack, baseOnly, nullptr, &m_followed);
        }
        if (!values) {
            noteNew(values.issues());
            return m_result.issues;
        }
        m_result.values = std::move(values).value();
        m_result.draws = m_result.values.draws;
        return done();
    }

    /// The analyst's own parameters have limits too: no negative cost, no probability above 1, in any draw.
    void checkOutcomeDraws() {
        std::vector<Issues> found(m_result.sampled.size());
        oneapi::tbb::parallel_for(std::size_t{0}, found.size(), [&](std::size_t i) {
            const std::string& id = m_result.sampled[i];
            if (sectionOf(id) != "outcomes" || findDefinition(id) || !m_result.values.has(id)) return;
            checkInput(declaredLimits(m_case.parameters.at(id).unit), id, m_result.values, found[i]);
        });
        Issues issues;
        for (const Issues& ofOne : found) append(issues, ofOne);
        if (!issues.empty()) m_blocked.insert("outcomes");
        noteNew(issues);
    }

    void runOutcomes() {
        checkOutcomeDraws();
        runModel("outcomes", m_result.outcomes, [&] {
            return evaluateOutcomes(*m_case.outcomes, expressionInputs(m_case), m_result.values, m_options);
        });
        if (!m_result.outcomes) return;
        analyseBaseCase(*m_result.outcomes);
        if (m_result.outcomes->draws > 0) analyseDraws(*m_result.outcomes);
        if (m_case.outcomes->budget) runBudget();
    }

    void runStudiesAndRoutes() {
        CaseNumbers numbers(m_case, m_result);
        m_result.studies =
            evaluateCaseStudies(m_case, m_pack, numbers, m_result.draws, m_options, std::move(m_followed));
        for (const CaseStudy& study : m_result.studies) {
            noteNew(study.issues);
            if (study.result) noteNew(study.result->notes);
        }
        m_result.routes = priceCaseRoutes(m_case, m_pack, m_ruleFaults, m_prices, numbers, m_result.draws, m_options);
        for (const PricedRoute& priced : m_result.routes) {
            noteNew(priced.issues);
            if (priced.result) noteNew(priced.result->notes);
        }
    }

    void runBudget() {
        const ExpressionInputs inputs = expressionInputs(m_case);
        const Issues faults = validateBudget(*m_case.outcomes, inputs, m_result.values);
        noteNew(faults);
        if (hasErrors(faults)) return;
        runModel("outcomes", m_result.budget, [&] {
            return evaluateBudget(*m_case.outcomes, inputs, m_result.values, &*m_result.outcomes, m_options);
        });
    }

    void analyseBaseCase(const OutcomesResults& outcomes) {
        m_result.checks = checkOutcomeModel(m_case, m_pack, outcomes, m_options);
        if (!m_case.outcomes->devicePrice.empty()) {
            sideAnalysis(m_result.threshold, [&] { return thresholdPrice(m_case, m_pack, outcomes, m_options); });
            runThresholds(outcomes);
        }
        sideAnalysis(m_result.oneWay, [&] { return oneWayAnalysis(m_case, m_pack, m_options); });
        if (!m_result.oneWay) return;
        std::optional<ScenarioComparison> comparison;
        sideAnalysis(comparison, [&] { return scenarioComparison(m_case, m_pack, *m_result.oneWay, m_options); });
        if (comparison) m_result.scenarios = std::move(comparison->rows);
    }

    void runThresholds(const OutcomesResults& outcomes) {
        if (!m_result.threshold) return;
        std::vector<double> wtp;
        for (const auto& [key, rule] : m_pack.numbers) {
            if (key.starts_with("cea.edge.")) wtp.push_back(toDouble(rule.value));
        }
        auto thresholds =
            thresholdPrices(m_case, m_pack, outcomes, m_result.values, *m_result.threshold, wtp, m_options);
        if (thresholds) m_result.thresholds = std::move(thresholds).value();
    }

    void analyseDraws(const OutcomesResults& outcomes) {
        const CostEffectivenessDraws draws = drawsOf(outcomes);
        sideAnalysis(m_result.costEffectiveness, [&] {
            return analyseCostEffectiveness(draws, outcomes.comparator, m_case.outcomes->wtp,
                                            m_case.outcomes->referenceWtp);
        });
        if (!m_options.valueOfInformation || outcomes.draws < fewestInformationDraws) return;
        sideAnalysis(m_result.information,
                     [&] { return valueOfInformation(m_case, m_result.values, draws, m_options); });
    }

    /// An analysis of the outcome model's results. They stand without it, so its faults are only warnings.
    template <class Results, class Analysis>
    void sideAnalysis(std::optional<Results>& into, Analysis&& analysis) {
        if (m_options.stop.stop_requested()) return;
        Result<Results> results = analysis();
        Issues issues = results.issues();
        if constexpr (requires { results->notes; }) {
            if (results) issues = results->notes;
        }
        for (Issue& issue : issues) issue.severity = std::min(issue.severity, Severity::warning);
        noteNew(issues);
        if (results) into = std::move(results).value();
    }

    /// Keeps the results of one value model, or the issues that refuse it.
    template <class Results, class Model>
    void runModel(const std::string& section, std::optional<Results>& into, Model&& model) {
        if (m_blocked.contains(section) || m_options.stop.stop_requested()) return;
        Result<Results> results = model();
        if (!results) {
            noteNew(results.issues());
            return;
        }
        if constexpr (requires { results->issues; }) noteNew(results->issues);
        if constexpr (requires { results->notes; }) noteNew(results->notes);
        into = std::move(results).value();
    }

    void noteNew(const Issues& issues) {
        for (const Issue& issue : issues) {
            const bool known =
                std::find(m_result.issues.begin(), m_result.issues.end(), issue) != m_result.issues.end();
            if (!known) m_result.issues.push_back(issue);
        }
    }

    const Case& m_case;
    const RulePack& m_pack;
    const Issues& m_ruleFaults;
    const RunOptions& m_options;
    const PriceSurroundings& m_prices;
    Evaluation m_result;
    std::vector<CaseStudy> m_followed;  ///< worked out with the values
    std::set<std::string> m_blocked;
};

}  // namespace

Result<Evaluation> evaluate(const Case& value, const RulePack& pack, const RunOptions& options,
                            const std::map<std::string, std::vector<double>>* givenDraws,
                            const PriceSurroundings& prices) {
    Issues ruleFaults;
    const RulePack own = withOwnRules(pack, value.context.rules, "/context/rules/", ruleFaults);
    return Run(value, own, ruleFaults, options, prices).evaluate(givenDraws);
}

void addInformation(const Case& value, Evaluation& evaluation, const RunOptions& options) {
    if (!evaluation.outcomes || evaluation.outcomes->draws < fewestInformationDraws) return;
    auto information = valueOfInformation(value, evaluation.values, drawsOf(*evaluation.outcomes), options);
    if (information) {
        evaluation.information = std::move(information).value();
        return;
    }
    for (Issue issue : information.issues()) {
        issue.severity = std::min(issue.severity, Severity::warning);
        evaluation.issues.push_back(std::move(issue));
    }
}

const Metric* findMetric(const Evaluation& evaluation, const std::string& id, const std::string& key) {
    for (const Metric& metric : evaluation.metrics) {
        if (metric.id == id && metric.key == key) return &metric;
    }
    return nullptr;
}

}  // namespace kachi
