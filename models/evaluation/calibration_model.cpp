#include "models/evaluation/calibration_model.h"

#include "models/evaluation/followed_studies.h"
#include "models/evaluation/values.h"
#include "models/outcomes/outcomes.h"
#include "models/params/registry.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace kachi {
namespace {

bool isAtTime(TargetFigure figure) {
    return figure == TargetFigure::occupancy || figure == TargetFigure::prevalence || figure == TargetFigure::survival;
}

bool isOfState(TargetFigure figure) {
    return figure == TargetFigure::occupancy || figure == TargetFigure::prevalence;
}

template <class Rows>
bool hasId(const Rows& rows, const std::string& id) {
    return std::ranges::any_of(rows, [&](const auto& row) { return row.id == id; });
}

/// Point of the model at a time, or −1 when the time is not the end of a cycle.
int pointAt(const OutcomeTiming& timing, double time) {
    const double point = time / timing.cycleLengthYears;
    const double whole = std::round(point);
    if (!(std::abs(point - whole) <= 1e-9 * std::max(1.0, whole)) || whole < 0 || whole > timing.cycles) return -1;
    return static_cast<int>(whole);
}

class Faults {
public:
    explicit Faults(const Case& value) : m_case(value) {}

    void check(const CalibratedParameter& parameter) {
        if (!m_seen.insert(parameter.id).second) report("calibration.twice", parameter.id);
        const auto declared = m_case.parameters.find(parameter.id);
        if (declared == m_case.parameters.end()) {
            report("calibration.unknownParameter", parameter.id);
            return;
        }
        if (!declared->second.expression.empty() || !declared->second.value) {
            report("calibration.notANumber", parameter.id, declared->second.expression);
        }
        const ParamDef* definition = findDefinition(parameter.id);
        const ParamDef limits = definition ? *definition : declaredLimits(declared->second.unit);
        const bool holds = std::isfinite(parameter.low) && std::isfinite(parameter.high) &&
                           parameter.low < parameter.high && parameter.low >= limits.low &&
                           parameter.high <= limits.high;
        if (!holds) {
            report("calibration.bounds", parameter.id, rangeText(parameter.low, parameter.high),
                   rangeText(limits.low, limits.high));
        } else if (parameter.ownPrior) {
            checkPrior(parameter, declared->second.distribution);
        }
    }

    void check(const CalibrationTarget& target) {
        const OutcomesStructure& structure = *m_case.outcomes;
        if (!hasId(structure.strategies, target.strategy)) {
            report("calibration.unknownStrategy", target.id, target.strategy);
        }
        if (!target.subgroup.empty() && !hasId(structure.subgroups, target.subgroup)) {
            report("calibration.unknownSubgroup", target.id, target.subgroup);
        }
        if (isOfState(target.figure) && !hasId(structure.states, target.state)) {
            report("calibration.unknownState", target.id, target.state);
        }
        if (isAtTime(target.figure)) checkTime(target);
        if (!std::isfinite(target.value) || !std::isfinite(target.standardError) || target.standardError <= 0) {
            report("calibration.standardError", target.id,
                   numberText(target.value) + " ± " + numberText(target.standardError), "0");
        }
    }

    void check(const CalibrationSettings& settings) {
        const auto require = [&](bool holds, const char* field, double value, const char* limit) {
            if (holds) return;
            m_issues.push_back({"calibration.settings", Severity::error, field, numberText(value), limit, {}});
        };
        require(settings.restarts >= 1, "restarts", settings.restarts, ">= 1");
        require(settings.evaluations >= 10, "evaluations", settings.evaluations, ">= 10");
        require(settings.proposals == 0 || settings.proposals >= 100, "proposals",
                static_cast<double>(settings.proposals), ">= 100");
        require(settings.proposals == 0 || settings.rows >= 1, "rows", static_cast<double>(settings.rows), ">= 1");
    }

    void report(const char* code, const std::string& where, const std::string& value = {},
                const std::string& limit = {}) {
        m_issues.push_back({code, Severity::error, where, value, limit, {}});
    }

    Issues take() { return std::move(m_issues); }

private:
    static std::string rangeText(double low, double high) { return numberText(low) + " … " + numberText(high); }

    void checkPrior(const CalibratedParameter& parameter, const DistributionSpec& spec) {
        const auto distribution = makeDistribution(spec, parameter.id);
        if (!distribution) {
            append(m_issues, distribution.issues());
        } else if (!(distribution->cdf(parameter.high) - distribution->cdf(parameter.low) > 1e-9)) {
            report("calibration.prior", parameter.id, rangeText(parameter.low, parameter.high), "1e-9");
        }
    }

    void checkTime(const CalibrationTarget& target) {
        const OutcomeTiming& timing = m_case.outcomes->timing;
        if (m_case.outcomes->model == OutcomeModel::decisionTree) {
            report("calibration.noOccupancy", target.id);
        } else if (pointAt(timing, target.time) < 0) {
            m_issues.push_back({"calibration.time",
                                Severity::error,
                                target.id,
                                numberText(target.time),
                                numberText(timing.cycleLengthYears),
                                {{"horizon", numberText(timing.cycles * timing.cycleLengthYears)}}});
        }
    }

    const Case& m_case;
    std::set<std::string> m_seen;
    Issues m_issues;
};

}  // namespace

Issues calibrationFaults(const Case& value, const std::vector<CalibratedParameter>& parameters,
                         const std::vector<CalibrationTarget>& targets, const CalibrationSettings& settings) {
    Faults faults(value);
    if (parameters.empty()) faults.report("calibration.noParameters", {});
    if (targets.empty()) faults.report("calibration.noTargets", {});
    for (const CalibratedParameter& parameter : parameters) faults.check(parameter);
    for (const CalibrationTarget& target : targets) faults.check(target);
    faults.check(settings);
    return faults.take();
}

CalibrationModel::CalibrationModel(const Case& value, const RulePack& pack,
                                   const std::vector<CalibratedParameter>& parameters,
                                   const std::vector<CalibrationTarget>& targets, const RunOptions& options)
    : m_case(value), m_pack(pack), m_targets(targets), m_options(options), m_inputs(expressionInputs(value)) {
    for (const CalibratedParameter& parameter : parameters) {
        Prior& prior = m_parameters.emplace_back();
        prior.parameter = parameter;
        if (!parameter.ownPrior) continue;
        prior.own.push_back(*makeDistribution(value.parameters.at(parameter.id).distribution, parameter.id));
        prior.below = prior.own.front().cdf(parameter.low);
        prior.within = prior.own.front().cdf(parameter.high) - prior.below;
    }
    m_options.draws = 0;
    m_options.samePatients = true;
    m_options.progress = nullptr;
    for (const auto& [id, parameter] : value.parameters) {
        if (parameter.expression.empty() && parameter.value) m_base.base[id] = *parameter.value;
    }
}

std::vector<double> CalibrationModel::valuesAt(const std::vector<double>& probabilities) const {
    std::vector<double> values;
    for (std::size_t p = 0; p < m_parameters.size(); ++p) {
        const Prior& prior = m_parameters[p];
        const double low = prior.parameter.low;
        const double high = prior.parameter.high;
        if (prior.own.empty()) {
            values.push_back(low + probabilities[p] * (high - low));
        } else if (probabilities[p] <= 0 || probabilities[p] >= 1) {
            values.push_back(probabilities[p] <= 0 ? low : high);
        } else {
            values.push_back(prior.own.front().quantile(prior.below + probabilities[p] * prior.within));
        }
    }
    return values;
}

std::vector<double> CalibrationModel::ownProbabilities() const {
    std::vector<double> probabilities;
    for (const Prior& prior : m_parameters) {
        const double value = m_base.base.at(prior.parameter.id);
        const double low = prior.parameter.low;
        const double probability = prior.own.empty() ? (value - low) / (prior.parameter.high - low)
                                                     : (prior.own.front().cdf(value) - prior.below) / prior.within;
        probabilities.push_back(probability >= 0 && probability <= 1 ? probability : 0.5);
    }
    return probabilities;
}

Result<std::vector<double>> CalibrationModel::residualsAt(const std::vector<double>& probabilities) const {
    ParameterValues values = m_base;
    const std::vector<double> calibrated = valuesAt(probabilities);
    for (std::size_t p = 0; p < calibrated.size(); ++p) values.base[m_parameters[p].parameter.id] = calibrated[p];
    const auto resolved = resolveParameters(m_case, m_pack, std::move(values), m_inputs, m_options);
    if (!resolved) return resolved.issues();
    const auto results = evaluateOutcomes(*m_case.outcomes, m_inputs, *resolved, m_options);
    if (!results) return results.issues();
    std::vector<double> residuals;
    for (const CalibrationTarget& target : m_targets) {
        const double modelled = figure(target, *results);
        if (!std::isfinite(modelled)) {
            return Issue{"calibration.noOccupancy", Severity::error, target.id, numberText(modelled), {}, {}};
        }
        residuals.push_back((modelled - target.value) / target.standardError);
    }
    return residuals;
}

double CalibrationModel::figure(const CalibrationTarget& target, const OutcomesResults& results) const {
    const bool amongAlive = target.figure == TargetFigure::prevalence;
    double sum = 0;
    double alive = 0;
    for (const SubgroupOutcome& outcome : results.subgroupBase) {
        if (results.strategies[outcome.strategy] != target.strategy) continue;
        if (!target.subgroup.empty() && results.subgroups[outcome.subgroup] != target.subgroup) continue;
        const double weight = target.subgroup.empty() ? outcome.weight : 1;
        sum += weight * figure(target, outcome);
        if (amongAlive) alive += weight * share(outcome, target.time, {});
    }
    return amongAlive ? sum / alive : sum;
}

double CalibrationModel::figure(const CalibrationTarget& target, const SubgroupOutcome& outcome) const {
    switch (target.figure) {
        case TargetFigure::cost:
            return outcome.outcome.cost;
        case TargetFigure::qaly:
            return outcome.outcome.qaly;
        case TargetFigure::lifeYears:
            return outcome.outcome.lifeYears;
        case TargetFigure::survival:
            return share(outcome, target.time, {});
        case TargetFigure::occupancy:
        case TargetFigure::prevalence:
            break;
    }
    return share(outcome, target.time, target.state);
}

double CalibrationModel::share(const SubgroupOutcome& outcome, double time, const std::string& state) const {
    const auto point = static_cast<std::size_t>(pointAt(m_case.outcomes->timing, time));
    if (point >= outcome.occupancy.size()) return std::numeric_limits<double>::quiet_NaN();
    const std::vector<double>& shares = outcome.occupancy[point];
    double sum = 0;
    for (std::size_t s = 0; s < shares.size(); ++s) {
        const OutcomeState& declared = m_case.outcomes->states[s];
        if (state.empty() ? declared.alive : declared.id == state) sum += shares[s];
    }
    return sum;
}

}  // namespace kachi
