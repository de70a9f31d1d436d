#pragma once

#include "models/statistics/survival_data.h"
#include "models/statistics/time_model.h"

#include <Eigen/Core>

namespace kachi {

/// A covariate: its coefficient times its value is added to the location parameter of the family (locationOf), or to
/// the logit of the cured share.
struct SurvivalCovariate {
    std::string name;
    std::vector<double> values;  ///< [record]
    bool onCured = false;
};

struct SurvivalSample {
    std::vector<SurvivalRecord> records;
    std::vector<SurvivalCovariate> covariates;
    /// Hazard of other causes at the time of each record, e.g. of a life table; empty: none. The family then describes
    /// the excess hazard: an event has the hazard family + background (relative survival; Estève et al., Stat Med
    /// 1990;9:529-538).
    std::vector<double> background;
};

/// A model and its maximum likelihood estimates on the scale of estimation.
struct SurvivalFit {
    TimeModel model;
    std::vector<TimeParameter> parameters;  ///< those of the model, then the covariates by name
    Eigen::VectorXd estimates;              ///< [parameter]
    Eigen::MatrixXd covariance;             ///< inverse of the observed information
    std::vector<std::size_t> actsOn;        ///< [covariate] position of the parameter it is added to
    double logLikelihood = 0;
    double aic = 0;  ///< −2 ln L + 2k
    double bic = 0;  ///< −2 ln L + k·ln n, n the number of records (subjects, not events), as R's BIC of flexsurvreg
    int evaluations = 0;
};

/// Log-likelihood Σ weight·(event·ln h(t) + ln S(t) − ln S(entry)) and its gradient in the order of
/// SurvivalFit::parameters; −∞ where the parameters are not possible.
double survivalLogLikelihood(const TimeModel& model, const SurvivalSample& sample, const Eigen::VectorXd& estimates,
                             Eigen::VectorXd& gradient);

/// Fit by maximum likelihood from several starts: simple moments, and the fits of the families nested in the model.
/// Issues: those of validate(records); survivalFit.noEvents, survivalFit.timeZero (event at time 0),
/// survivalFit.collinear (covariates that others make up), survivalFit.noEventsInLevel (an indicator one of whose
/// levels has no event: its coefficient would be infinite), survivalFit.notIdentified (the likelihood has no single
/// maximum: flat, or at infinity; details "family", value the parameter that runs away), survivalFit.notConverged,
/// survivalFit.background.
Result<SurvivalFit> fitSurvival(const TimeModel& model, const SurvivalSample& sample, const std::string& where);

/// Parameters of the model for one profile of the covariates. @param profile [covariate]
std::vector<double> parametersFor(const SurvivalFit& fit, const std::vector<double>& profile);

}  // namespace kachi
