#include "models/statistics/survival_fit.h"

#include "models/statistics/generalised_times.h"
#include "models/statistics/kaplan_meier.h"
#include "models/statistics/likelihood_search.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

namespace kachi {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// A standard error on the scale of estimation beyond which a parameter has run away to infinity.
constexpr double runawayError = 1e3;

/// Log-likelihood by which the end of a family must beat a maximum inside it for that one to be only a local one.
constexpr double endGain = 1e-4;

std::size_t targetOf(const TimeModel& model, const SurvivalCovariate& covariate, std::size_t parameters) {
    return covariate.onCured ? parameters - 1 : locationOf(model);
}

Index asIndex(std::size_t position) {
    return static_cast<Index>(position);
}

double mean(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

double rootMeanSquare(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value * value;
    return std::sqrt(sum / static_cast<double>(values.size()));
}

/// Log-likelihood of one record with its own parameters.
LogTerm recordTerm(const TimeModel& model, std::span<const double> parameters, const SurvivalRecord& record,
                   double background, std::size_t count) {
    LogTerm term;
    if (record.time > 0) {
        term = record.event && background == 0 ? logDensity(model, parameters, record.time)
                                               : logSurvival(model, parameters, record.time);
    }
    if (record.event && background > 0) {
        const LogTerm density = logDensity(model, parameters, record.time);
        const double hazard = std::exp(density.value - term.value);
        const double share = hazard / (hazard + background);
        for (std::size_t i = 0; i < count; ++i) term.slope[i] += share * (density.slope[i] - term.slope[i]);
        term.value += std::log(hazard + background);
    }
    if (record.entry > 0) {
        const LogTerm entered = logSurvival(model, parameters, record.entry);
        term.value -= entered.value;
        for (std::size_t i = 0; i < count; ++i) term.slope[i] -= entered.slope[i];
    }
    return term;
}

Issues sampleFaults(const TimeModel& model, const SurvivalSample& sample, const std::string& where) {
    Issues issues = validate(sample.records, where);
    if (!issues.empty()) return issues;
    const auto refuse = [&](const char* code, const std::string& value, const std::string& limit) {
        issues.push_back({code, Severity::error, where, value, limit, {}});
    };
    if (eventCount(sample.records) <= 0) refuse("survivalFit.noEvents", "0", "1");
    for (std::size_t i = 0; i < sample.records.size(); ++i) {
        if (sample.records[i].event && sample.records[i].time <= 0) {
            refuse("survivalFit.timeZero", std::to_string(i + 1), "> 0");
        }
    }
    for (const double hazard : sample.background) {
        if (!std::isfinite(hazard) || hazard < 0) {
            refuse("survivalFit.background", numberText(hazard), "≥ 0");
            break;
        }
    }
    for (const SurvivalCovariate& covariate : sample.covariates) {
        const auto [least, greatest] = std::ranges::minmax_element(covariate.values);
        double lowEvents = 0;
        double highEvents = 0;
        bool indicator = true;
        for (std::size_t i = 0; i < covariate.values.size(); ++i) {
            const double value = covariate.values[i];
            indicator = indicator && (value == *least || value == *greatest);
            if (sample.records[i].event) (value == *least ? lowEvents : highEvents) += sample.records[i].weight;
        }
        if (indicator && *least < *greatest && (lowEvents == 0 || highEvents == 0)) {
            refuse("survivalFit.noEventsInLevel", covariate.name, numberText(lowEvents == 0 ? *least : *greatest));
        }
    }
    for (const bool onCured : {false, true}) {
        std::vector<const SurvivalCovariate*> columns;
        for (const SurvivalCovariate& covariate : sample.covariates) {
            if (covariate.onCured == onCured) columns.push_back(&covariate);
        }
        MatrixXd design(asIndex(sample.records.size()), asIndex(columns.size()));
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const Eigen::Map<const VectorXd> values(columns[c]->values.data(), design.rows());
            design.col(asIndex(c)) = (values.array() - values.mean()).matrix();
            const double size = design.col(asIndex(c)).norm();
            if (size > 0) design.col(asIndex(c)) /= size;
        }
        if (columns.empty()) continue;
        Eigen::ColPivHouseholderQR<MatrixXd> factor(design);
        factor.setThreshold(1e-9);
        for (Index i = factor.rank(); i < design.cols(); ++i) {
            const auto column = static_cast<std::size_t>(factor.colsPermutation().indices()[i]);
            refuse("survivalFit.collinear", columns[column]->name, {});
        }
        if (onCured && !model.cured) refuse("survivalFit.noCuredShare", columns.front()->name, {});
    }
    return issues;
}

/// Where searches start: exposure and events give a rate, other parameters have a usual value.
struct Moments {
    double logRate = 0;
    double tail = 0;  ///< Kaplan–Meier estimate at the last time
    double longest = 0;
};

Moments momentsOf(const SurvivalSample& sample) {
    double exposure = 0;
    Moments moments;
    for (const SurvivalRecord& record : sample.records) {
        exposure += record.weight * (record.time - record.entry);
        moments.longest = std::max(moments.longest, record.time);
    }
    moments.logRate = std::log(eventCount(sample.records) / exposure);
    const KaplanMeier curve = kaplanMeier(sample.records);
    moments.tail = curve.points.back().survival;
    return moments;
}

/// A simpler model whose fit is a point of the model: its family and how its estimates read there. Covariates keep
/// their coefficients times `scale`.
struct Nested {
    TimeFamily family;
    std::vector<double> (*start)(const SurvivalFit& fit, std::size_t parameters);
    bool negated = false;  ///< coefficients become those of the log of the hazard: times −shape
    bool overSpread = false;
};

std::vector<double> lineStart(const SurvivalFit& fit, std::size_t parameters) {
    std::vector<double> start(parameters, 0);
    const double shape = std::exp(fit.estimates[0]);
    start[0] = -shape * fit.estimates[1];
    start[1] = shape;
    return start;
}

std::vector<double> normalLineStart(const SurvivalFit& fit, std::size_t parameters) {
    std::vector<double> start(parameters, 0);
    const double spread = std::exp(fit.estimates[1]);
    start[0] = -fit.estimates[0] / spread;
    start[1] = 1 / spread;
    return start;
}

std::vector<Nested> nestedIn(TimeFamily family) {
    switch (family) {
        case TimeFamily::weibullPh:
            return {{TimeFamily::weibull,
                     [](const SurvivalFit& fit, std::size_t) {
                         return std::vector<double>{fit.estimates[0], -std::exp(fit.estimates[0]) * fit.estimates[1]};
                     },
                     true}};
        case TimeFamily::generalisedGamma:
            return {{TimeFamily::weibull,
                     [](const SurvivalFit& fit, std::size_t) {
                         return std::vector<double>{fit.estimates[1], -fit.estimates[0], 1};
                     }},
                    {TimeFamily::lognormal, [](const SurvivalFit& fit, std::size_t) {
                         return std::vector<double>{fit.estimates[0], fit.estimates[1], 0};
                     }}};
        case TimeFamily::generalisedF:
            return {{TimeFamily::generalisedGamma,
                     [](const SurvivalFit& fit, std::size_t) {
                         return std::vector<double>{fit.estimates[0], fit.estimates[1], fit.estimates[2], -3};
                     }},
                    {TimeFamily::loglogistic,
                     [](const SurvivalFit& fit, std::size_t) {
                         return std::vector<double>{fit.estimates[1], 0.5 * std::log(2.0) - fit.estimates[0], 0, 0};
                     }},
                    // Near the log-Laplace distribution, where P grows and sigma falls: of the same spread, q = 0.
                    {TimeFamily::loglogistic, [](const SurvivalFit& fit, std::size_t) {
                         constexpr double logP = 5;
                         const double spread = std::numbers::pi / std::sqrt(6.0) * std::exp(-fit.estimates[0]);
                         const double logSigma = std::log(2 * spread) - 0.5 * (std::log(2.0) + logP);
                         return std::vector<double>{fit.estimates[1], logSigma, 0, logP};
                     }}};
        case TimeFamily::splineHazard:
            return {{TimeFamily::weibull, lineStart, true}};
        case TimeFamily::splineOdds:
            return {{TimeFamily::loglogistic, lineStart, true}};
        case TimeFamily::splineNormal:
            return {{TimeFamily::lognormal, normalLineStart, true, true}};
        default:
            return {};
    }
}

std::vector<std::vector<double>> plainStarts(TimeFamily family, const Moments& moments) {
    const double logMean = -moments.logRate;
    switch (family) {
        case TimeFamily::exponential:
            return {{moments.logRate}};
        case TimeFamily::weibull:
        case TimeFamily::loglogistic:
            return {{0.2, logMean}, {1, logMean}, {-0.7, logMean}};
        case TimeFamily::gompertz:
            return {{0, moments.logRate},
                    {2 / moments.longest, moments.logRate - 1},
                    {-1 / moments.longest, moments.logRate}};
        case TimeFamily::lognormal:
            return {{logMean - 0.3, 0}, {logMean, 0.7}, {logMean - 0.3, -0.7}};
        case TimeFamily::gamma:
            return {{0.2, moments.logRate + 0.2}, {1, moments.logRate + 1}, {-0.7, moments.logRate - 0.7}};
        default:
            return {};
    }
}

/// Starting points of the search, [start][parameter], without covariates' centres. The best come first.
std::vector<VectorXd> startsOf(const TimeModel& model, const SurvivalSample& sample, std::size_t count,
                               const std::string& where) {
    std::vector<VectorXd> starts;
    const std::size_t covariates = sample.covariates.size();
    const auto add = [&](const std::vector<double>& values, const VectorXd& effects) {
        VectorXd start(asIndex(count + covariates));
        start.head(asIndex(values.size())) = Eigen::Map<const VectorXd>(values.data(), asIndex(values.size()));
        start.tail(asIndex(covariates)) = effects;
        starts.push_back(start);
    };
    if (model.cured) {
        TimeModel whole = model;
        whole.cured = false;
        SurvivalSample latency = sample;
        std::erase_if(latency.covariates, [](const SurvivalCovariate& covariate) { return covariate.onCured; });
        // With the survivors of the tail taken out, what is left has events to the end.
        const double tail = std::clamp(momentsOf(sample).tail, 0.05, 0.9);
        SurvivalSample dying = latency;
        for (SurvivalRecord& record : dying.records) {
            if (!record.event) record.weight *= 1 - tail;
        }
        for (const SurvivalSample* source : {&dying, &latency}) {
            const auto fit = fitSurvival(whole, *source, where);
            if (!fit) continue;
            std::vector<double> values(fit->estimates.begin(), fit->estimates.begin() + asIndex(count) - 1);
            values.push_back(source == &dying ? std::log(tail / (1 - tail)) : -2);
            VectorXd effects = VectorXd::Zero(asIndex(covariates));
            for (std::size_t c = 0, from = count - 1; c < covariates; ++c) {
                if (!sample.covariates[c].onCured) effects[asIndex(c)] = fit->estimates[asIndex(from++)];
            }
            add(values, effects);
        }
        return starts;
    }
    for (const Nested& nested : nestedIn(model.family)) {
        const auto fit = fitSurvival({nested.family, {}, false}, sample, where);
        if (!fit) continue;
        VectorXd effects = fit->estimates.tail(asIndex(covariates));
        if (nested.overSpread) {
            effects /= -std::exp(fit->estimates[1]);
        } else if (nested.negated) {
            effects *= -std::exp(fit->estimates[0]);
        }
        add(nested.start(*fit, count), effects);
    }
    const Moments moments = momentsOf(sample);
    for (const std::vector<double>& values : plainStarts(model.family, moments)) {
        add(values, VectorXd::Zero(asIndex(covariates)));
    }
    return starts;
}

/// Rough size of a change of each parameter.
VectorXd unitsOf(const TimeModel& model, const SurvivalSample& sample, std::size_t count) {
    VectorXd units = VectorXd::Ones(asIndex(count + sample.covariates.size()));
    if (model.family == TimeFamily::gompertz) {
        units[0] = 0;
        for (const SurvivalRecord& record : sample.records) units[0] = std::max(units[0], record.time);
        units[0] = 1 / units[0];
    }
    if (isSpline(model.family)) {
        const SplineBasisValue end = survivalSplineBasis(model.knots, model.knots.back());
        const double length = model.knots.back() - model.knots.front();
        units[1] = 1 / length;
        for (std::size_t i = 2; i < model.knots.size(); ++i) {
            units[asIndex(i)] = 1 / std::max(std::abs(end.value[i]), 1e-12 + length * length * length * 1e-3);
        }
    }
    for (std::size_t c = 0; c < sample.covariates.size(); ++c) {
        units[asIndex(count + c)] = 1 / rootMeanSquare(sample.covariates[c].values);
    }
    return units;
}

/// The parameter of a generalised family that ran to where the family ends.
std::optional<std::size_t> parameterAtItsEnd(const TimeModel& model, const VectorXd& at) {
    const bool generalisedF = model.family == TimeFamily::generalisedF;
    constexpr double nearly = 0.99;
    if (!generalisedF && model.family != TimeFamily::generalisedGamma) return {};
    if (std::abs(at[2]) > nearly * greatestQ) return 2;
    if (generalisedF && std::abs(at[3]) > nearly * greatestLogP) return 3;
    return {};
}

/// The sample with covariates about their means: estimates that hardly correlate.
SurvivalSample centred(const SurvivalSample& sample) {
    SurvivalSample result = sample;
    for (SurvivalCovariate& covariate : result.covariates) {
        const double centre = mean(covariate.values);
        for (double& value : covariate.values) value -= centre;
    }
    return result;
}

}  // namespace

double survivalLogLikelihood(const TimeModel& model, const SurvivalSample& sample, const VectorXd& estimates,
                             VectorXd& gradient) {
    const std::size_t count = timeParameters(model).size();
    const std::size_t covariates = sample.covariates.size();
    gradient = VectorXd::Zero(estimates.size());
    std::vector<double> parameters(estimates.begin(), estimates.begin() + asIndex(count));
    const std::vector<double> baseline = parameters;
    double sum = 0;
    for (std::size_t i = 0; i < sample.records.size(); ++i) {
        const SurvivalRecord& record = sample.records[i];
        if (covariates > 0) parameters = baseline;
        for (std::size_t c = 0; c < covariates; ++c) {
            const SurvivalCovariate& covariate = sample.covariates[c];
            parameters[targetOf(model, covariate, count)] += estimates[asIndex(count + c)] * covariate.values[i];
        }
        const double background = sample.background.empty() ? 0 : sample.background[i];
        const LogTerm term = recordTerm(model, parameters, record, background, count);
        if (!std::isfinite(term.value)) return -std::numeric_limits<double>::infinity();
        sum += record.weight * term.value;
        for (std::size_t p = 0; p < count; ++p) gradient[asIndex(p)] += record.weight * term.slope[p];
        for (std::size_t c = 0; c < covariates; ++c) {
            const SurvivalCovariate& covariate = sample.covariates[c];
            gradient[asIndex(count + c)] +=
                record.weight * covariate.values[i] * term.slope[targetOf(model, covariate, count)];
        }
    }
    return sum;
}

Result<SurvivalFit> fitSurvival(const TimeModel& model, const SurvivalSample& sample, const std::string& where) {
    if (Issues faults = sampleFaults(model, sample, where); !faults.empty()) return faults;
    SurvivalFit fit;
    fit.model = model;
    fit.parameters = timeParameters(model);
    const std::size_t count = fit.parameters.size();
    const SurvivalSample about = centred(sample);
    const VectorXd units = unitsOf(model, about, count);
    const auto likelihood = [&](const VectorXd& at, VectorXd& gradient) {
        return survivalLogLikelihood(model, about, at, gradient);
    };

    LikelihoodMaximum best;
    std::optional<LikelihoodMaximum> atTheEnd;  ///< of a generalised family: the greatest value where it ends
    bool found = false;
    for (const VectorXd& start : startsOf(model, about, count, where)) {
        const LikelihoodMaximum maximum = maximiseLikelihood(likelihood, start, units);
        fit.evaluations += maximum.evaluations;
        if (!maximum.converged && parameterAtItsEnd(model, maximum.at) &&
            (!atTheEnd || maximum.value > atTheEnd->value)) {
            atTheEnd = maximum;
        }
        const bool better = maximum.converged == best.converged ? maximum.value > best.value : maximum.converged;
        if (!found || better) best = maximum;
        found = true;
        // One start is enough where the likelihood has one maximum; mixtures and nested families try every one.
        if (best.converged && !model.cured && nestedIn(model.family).size() < 2) break;
    }
    const auto fail = [&](const char* code, const std::string& parameter) {
        return Issue{code, Severity::error, where, parameter, {}, {{"family", timeFamilyName(model.family)}}};
    };
    if (!found) return fail("survivalFit.notIdentified", fit.parameters.back().name);

    for (const SurvivalCovariate& covariate : sample.covariates) {
        fit.actsOn.push_back(targetOf(model, covariate, count));
        fit.parameters.push_back({covariate.name, covariate.name});
    }
    if (best.converged && atTheEnd && atTheEnd->value > best.value + endGain) best = *atTheEnd;
    if (!best.converged) {
        if (const auto end = parameterAtItsEnd(model, best.at)) {
            return fail("survivalFit.notIdentified", fit.parameters[*end].name);
        }
        return fail(best.identified ? "survivalFit.notConverged" : "survivalFit.notIdentified",
                    fit.parameters[static_cast<std::size_t>(best.weakest)].name);
    }
    for (Index i = 0; i < best.at.size(); ++i) {
        if (std::sqrt(best.covariance(i, i)) < runawayError * units[i]) continue;
        return fail("survivalFit.notIdentified", fit.parameters[static_cast<std::size_t>(i)].name);
    }

    // Back from centred covariates: the location at 0 is the one at the means less the coefficients times the means.
    MatrixXd back = MatrixXd::Identity(best.at.size(), best.at.size());
    for (std::size_t c = 0; c < sample.covariates.size(); ++c) {
        back(asIndex(fit.actsOn[c]), asIndex(count + c)) = -mean(sample.covariates[c].values);
    }
    fit.estimates = back * best.at;
    fit.covariance = back * best.covariance * back.transpose();
    fit.logLikelihood = best.value;
    const auto free = static_cast<double>(best.at.size());
    fit.aic = 2 * free - 2 * best.value;
    fit.bic = free * std::log(static_cast<double>(sample.records.size())) - 2 * best.value;
    return fit;
}

std::vector<double> parametersFor(const SurvivalFit& fit, const std::vector<double>& profile) {
    const std::size_t count = fit.parameters.size() - fit.actsOn.size();
    std::vector<double> parameters(fit.estimates.begin(), fit.estimates.begin() + asIndex(count));
    for (std::size_t c = 0; c < profile.size(); ++c) {
        parameters[fit.actsOn[c]] += profile[c] * fit.estimates[asIndex(count + c)];
    }
    return parameters;
}

}  // namespace kachi
