#pragma once

#include "models/core/result.h"
#include "models/uncertainty/cost_effectiveness.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace kachi {

/// How the conditional expectation of the net benefit was fitted.
enum class EvppiMethod {
    spline,           ///< one or two parameters: penalised regression splines, smoothness by REML or GCV
    gaussianProcess,  ///< three or more: low-rank Gaussian process
};

/// Expected value of partial perfect information of a set of parameters.
struct Evppi {
    std::vector<std::string> parameters;
    EvppiMethod method = EvppiMethod::spline;
    double value = 0;          ///< currency per person, between 0 and EVPI
    double standardError = 0;  ///< of the estimate, from the regression
    double effectiveDegrees = 0;
};

/// EVPPI by regression of the incremental net benefits on the parameters.
/// @param netBenefit [strategy][draw], @param parameters [parameter][draw]
/// Sources: Strong, Oakley, Brennan, Med Decis Making 2014;34:311-326; Heath, Manolopoulou, Baio, Stat Med
/// 2016;35:4264-4280.
/// Errors: voi.noDraws, voi.tooFewDraws, voi.length, voi.constant (a parameter that does not vary).
Result<Evppi> evppi(const std::vector<std::vector<double>>& netBenefit, const std::vector<std::string>& ids,
                    const std::vector<const std::vector<double>*>& parameters);

/// Who profits from the information.
struct Beneficiaries {
    double perYear = 0;       ///< new patients a year
    double years = 10;        ///< over which the decision holds
    double discountRate = 0;  ///< per year; the first year is not discounted

    /// Discounted number of patients.
    double total() const;
};

/// A two-arm trial, or a sample of one group, that informs one parameter.
struct TrialDesign {
    std::string parameter;  ///< id of the parameter it informs
    double patientsPerArm = 0;
    double individualSd = 1;  ///< of one patient's outcome on the parameter's scale
    int arms = 1;             ///< 2: the parameter is a difference of two arms' means
};

struct Evsi {
    TrialDesign design;
    double value = 0;  ///< currency per person
};

/// Expected value of sample information by moment matching: the fitted conditional expectation is shrunk to the
/// variance the trial is expected to explain. Source: Heath, Manolopoulou, Baio, Med Decis Making 2018;38:163-173; the
/// variance of the posterior mean from the normal conjugate update of the parameter's own draws.
Result<Evsi> evsi(const std::vector<std::vector<double>>& netBenefit, const std::vector<double>& parameter,
                  const TrialDesign& design);

/// Closed forms of two strategies with a normal incremental net benefit (Raiffa & Schlaifer 1961).
double unitNormalLoss(double z);                              ///< φ(z) − z·(1 − Φ(z))
double normalEvpi(double meanIncrement, double sdIncrement);  ///< sd·L(|mean|/sd)

/// What an evaluation reports: every sampled parameter at the reference willingness to pay, largest first.
struct ValueOfInformation {
    double wtp = 0;
    double evpi = 0;
    std::vector<Evppi> single;
};

}  // namespace kachi
