#pragma once

#include "models/case/case.h"
#include "models/core/run_options.h"
#include "models/pricing/rule_pack.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// A parameter that calibration may move.
struct CalibratedParameter {
    std::string id;
    double low = 0;  ///< finite bounds, low < high
    double high = 1;
    bool ownPrior = false;  ///< prior: the parameter's distribution within the bounds; false: uniform between them
};

/// Which figure of the base case a target states.
enum class TargetFigure {
    occupancy,   ///< share of the cohort in a state at a time
    prevalence,  ///< share of those alive that are in a state at a time
    survival,    ///< share alive at a time
    cost,        ///< discounted, per patient
    qaly,        ///< discounted
    lifeYears,   ///< undiscounted
};

/// What was observed. The likelihood takes it as normal.
struct CalibrationTarget {
    std::string id;
    TargetFigure figure = TargetFigure::survival;
    std::string strategy;  ///< under which it was observed
    std::string subgroup;  ///< empty: the population, weighted over subgroups
    std::string state;     ///< for occupancy and prevalence
    double time = 0;       ///< years since start, at the end of a cycle; for occupancy, prevalence and survival
    double value = 0;
    double standardError = 1;
};

struct CalibrationSettings {
    int restarts = 10;             ///< searches: from the case's own values, then from points spread over the prior
    int evaluations = 1000;        ///< of the model per search, at most
    std::size_t proposals = 5000;  ///< points of the importance sample; 0: no posterior
    std::size_t rows = 1000;       ///< rows resampled from it
};

/// One search.
struct CalibrationSearch {
    std::vector<double> found;  ///< [parameter]
    double goodnessOfFit = 0;  ///< Σ((model − target) / standard error)²; infinite: no point of it could be evaluated
    bool finished = false;     ///< it stopped because nothing moved any more, not because of the limit
};

struct TargetFit {
    double model = 0;
    double residual = 0;  ///< (model − target) / standard error
};

/// A direction in which the targets do not tell the parameters apart: along it the 95 % interval is wider than the
/// whole prior.
struct OpenDirection {
    std::vector<std::string> parameters;  ///< that take part, largest share first
    std::vector<double> share;            ///< of the direction, in prior probability; signs tell opposite moves apart
};

/// Rows of a posterior sample, drawn together: what a joint group of posterior draws holds.
struct PosteriorSample {
    std::vector<std::vector<double>> rows;  ///< [row][parameter]
    double effectiveSize = 0;               ///< (Σ w)² / Σ w² of the proposals
};

struct Calibration {
    std::vector<std::string> parameters;
    std::vector<double> best;  ///< [parameter]
    double goodnessOfFit = 0;
    std::vector<TargetFit> targets;
    std::vector<CalibrationSearch> searches;
    int agreeing = 0;        ///< searches that reached the best fit within 0.1
    bool converged = false;  ///< the best search finished, and with more than one search another reached the same fit
    double conditionNumber = 0;       ///< of the information the targets hold, in prior probability; infinite: singular
    std::vector<OpenDirection> open;  ///< parameters that are not identified
    std::optional<PosteriorSample> posterior;
    std::size_t refusedPoints = 0;  ///< points that the model refused, for example for a probability above 1
    Issues notes;  ///< warnings: calibration.notConverged, atBound, unidentified, fewEffective, pointsRefused
};

/// Fits parameters of the outcome model to targets: Nelder-Mead searches in the prior's own probabilities, so that
/// bounds always hold; then a posterior sample by importance resampling (incremental mixture) with likelihood
/// exp(−goodness of fit / 2). Points that the model refuses count as
/// impossible. Deterministic in options.seed on any number of threads; progress counts evaluations of the model.
/// Source: Vanni et al., PharmacoEconomics 2011;29:35-49; Menzies et al., PharmacoEconomics 2017;35:613-624; Raftery &
/// Bao, Biometrics 2010;66:1162-1173.
/// Errors: calibration.noParameters, noTargets, unknownParameter, notANumber (an expression or no value), bounds,
/// prior, twice, unknownStrategy, unknownSubgroup, unknownState, time, standardError, noOccupancy, settings,
/// noPossiblePoint; core.cancelled. @pre value.outcomes
Result<Calibration> calibrate(const Case& value, const RulePack& pack,
                              const std::vector<CalibratedParameter>& parameters,
                              const std::vector<CalibrationTarget>& targets, const CalibrationSettings& settings,
                              const RunOptions& options);

}  // namespace kachi
