#pragma once

#include "models/core/result.h"
#include "models/uncertainty/cost_effectiveness.h"

#include <string>
#include <vector>

namespace kachi {

/// How the conditional expectation of the net benefit was fitted.
enum class EvppiMethod {
    spline,           ///< one or two parameters: penalised cubic regression splines
    gaussianProcess,  ///< three or more: plane and low-rank Gaussian process
};

/// Expected value of partial perfect information of a set of parameters.
struct Evppi {
    std::vector<std::string> parameters;
    EvppiMethod method = EvppiMethod::spline;
    double value = 0;             ///< currency per person, between 0 and EVPI
    double standardError = 0;     ///< from the covariance of the regression (delta method) and the spread over draws
    double effectiveDegrees = 0;  ///< of the regression of the least smooth increment
    bool limited = false;         ///< the estimate exceeded the EVPI of the same draws, which is given instead
};

/// Expected value of perfect information: mean over draws of the highest net benefit minus the highest mean.
/// @param netBenefit [strategy][draw], not empty
double expectedPerfectInformation(const std::vector<std::vector<double>>& netBenefit);

/// Fewest draws that a regression is fitted to.
inline constexpr std::size_t fewestEvppiDraws = 100;

/// EVPPI by regression of the incremental net benefits on the parameters; smoothness by restricted maximum likelihood.
/// A parameter that is a linear function of others of the set (the last of a row of probabilities) adds nothing and is
/// left out of the regression; a parameter with at most ten distinct values gets the mean of each of them.
/// Digits do not depend on the number of threads.
/// @param netBenefit [strategy][draw], at least two strategies
/// @param ids        [parameter], @param parameters [parameter] → [draw]
/// Sources: Strong, Oakley, Brennan, Med Decis Making 2014;34:311-326; Heath, Manolopoulou, Baio, Stat Med
/// 2016;35:4264-4280. Checked: R packages voi and BCEA on dampack's example; closed forms.
/// Errors: voi.strategies, voi.noParameters, voi.noDraws, voi.tooFewDraws, voi.length, voi.notFinite,
/// voi.constant (a parameter that does not vary).
Result<Evppi> evppi(const std::vector<std::vector<double>>& netBenefit, const std::vector<std::string>& ids,
                    const std::vector<const std::vector<double>*>& parameters);

/// Who profits from the information.
struct Beneficiaries {
    double perYear = 0;       ///< new patients a year
    double years = 10;        ///< over which the decision holds; the last may be a part of a year
    double discountRate = 0;  ///< per year; the first year is not discounted

    /// Discounted number of patients.
    double total() const;
};

/// A two-arm trial, or a sample of one group, that informs one parameter. The mean of an arm is taken as normal.
struct TrialDesign {
    std::string parameter;  ///< id of the parameter it informs
    double patientsPerArm = 0;
    double individualSd = 1;  ///< of one patient's outcome on the parameter's scale
    int arms = 1;             ///< 2: the parameter is a difference of two arms' means

    double samplingVariance() const { return arms * individualSd * individualSd / patientsPerArm; }
};

struct Evsi {
    TrialDesign design;
    double value = 0;  ///< currency per person
    double standardError = 0;
};

/// Expected value of sample information by moment matching: the fitted conditional expectation of the net benefits is
/// shrunk to the covariance that the posterior means will have after the trial. That covariance comes from 500
/// trial results spread over what the draws predict; each result weights the draws by their likelihood.
/// Source: Heath, Manolopoulou, Baio, Med Decis Making 2018;38:163-173. Checked: closed form of two normal decisions.
/// Errors: those of evppi; voi.trialDesign.
Result<Evsi> evsi(const std::vector<std::vector<double>>& netBenefit, const std::vector<double>& parameter,
                  const TrialDesign& design);

/// The same for several sizes, from one fit. @param sizes patients per arm, in place of the design's own number
Result<std::vector<Evsi>> evsiCurve(const std::vector<std::vector<double>>& netBenefit,
                                    const std::vector<double>& parameter, const TrialDesign& design,
                                    const std::vector<double>& sizes);

/// What a trial costs, in the currency of the net benefits.
struct TrialCost {
    double fixed = 0;
    double perPatient = 0;

    double total(const TrialDesign& design) const { return fixed + perPatient * design.arms * design.patientsPerArm; }
};

/// A trial of one size against its cost.
struct SamplingBenefit {
    double patientsPerArm = 0;
    double populationEvsi = 0;
    double cost = 0;
    double expectedNetBenefit = 0;  ///< populationEvsi − cost (ENBS); below 0 the trial is not worth its cost
};

/// Expected net benefit of sampling at every size of a curve. Source: Willan & Pinto, Stat Med 2005;24:1791-1806.
std::vector<SamplingBenefit> samplingBenefits(const std::vector<Evsi>& curve, const Beneficiaries& beneficiaries,
                                              const TrialCost& cost);

/// Index of the size with the highest expected net benefit; the smaller of equal ones. @pre not empty
std::size_t bestSampleSize(const std::vector<SamplingBenefit>& benefits);

/// Closed forms of two strategies with a normal incremental net benefit (Raiffa & Schlaifer 1961).
double unitNormalLoss(double z);                              ///< φ(z) − z·(1 − Φ(z))
double normalEvpi(double meanIncrement, double sdIncrement);  ///< sd·L(|mean|/sd); 0 when sd is 0

/// Parameters that are drawn together, as one set.
struct GroupInformation {
    std::string group;  ///< id of the joint group
    Evppi evppi;        ///< of its members
};

/// What an evaluation reports: every sampled parameter at the reference willingness to pay, largest first.
struct ValueOfInformation {
    double wtp = 0;
    double evpi = 0;
    std::vector<Evppi> single;             ///< one parameter each
    std::vector<GroupInformation> groups;  ///< largest first
};

}  // namespace kachi
