#pragma once

#include "models/core/choice_name.h"
#include "models/core/result.h"

#include <Eigen/Core>

#include <cstdint>
#include <string>
#include <vector>

namespace kachi {

enum class CoxTies { efron, breslow };

inline constexpr ChoiceName<CoxTies> coxTiesNames[] = {{CoxTies::efron, "efron"}, {CoxTies::breslow, "breslow"}};

struct CoxData {
    std::vector<std::string> names;   ///< [column]
    Eigen::MatrixXd design;           ///< [row][column], without intercept
    std::vector<double> time;         ///< [row] of event or censoring, ≥ 0; events at 0 count like any other
    std::vector<std::uint8_t> event;  ///< [row] 1: event
    /// [row] observed after this time (delayed entry), before `time`; 0, or an empty list: from the start, 0 included
    std::vector<double> entry = {};
    std::vector<std::size_t> stratum = {};  ///< [row] 0, 1, …; empty: one
    std::vector<double> weights = {};       ///< [row] > 0; empty: 1
};

struct CoxFit {
    CoxTies ties = CoxTies::efron;
    Eigen::VectorXd coefficients;  ///< log hazard ratios
    Eigen::MatrixXd covariance;    ///< inverse observed information
    double logLikelihoodNull = 0;  ///< partial, coefficients 0
    double logLikelihood = 0;
    double likelihoodRatioTest = 0;  ///< χ², degrees of freedom = columns; also the next two
    double waldTest = 0;
    double scoreTest = 0;
    std::size_t events = 0;
};

/// Partial likelihood by Newton's method with halved steps; one pass over the rows sorted by time per iteration.
/// Tied events after Efron or Breslow; weights, strata and delayed entry as R's survival::coxph.
/// Issues: cox.noEvents, cox.monotone (an estimate is infinite: names the columns), cox.notConverged,
/// regression.collinear.
/// Sources: Cox, J R Stat Soc B 1972;34:187-220; Efron, JASA 1977;72:557-565; Therneau & Grambsch, Modeling Survival
/// Data, 2000, 3.1-3.3.
Result<CoxFit> fitCox(const CoxData& data, CoxTies ties, const std::string& where);

/// Robust covariance from weighted score residuals, summed within clusters (Lin & Wei, JASA 1989;84:1074-1078;
/// coxph(…, robust = TRUE)). @param clusters [row]; empty: every row is its own
Eigen::MatrixXd coxRobustCovariance(const CoxData& data, const CoxFit& fit, const std::vector<std::size_t>& clusters);

/// Cumulative baseline hazard of a stratum at the coefficients of the fit, for covariates 0.
struct CoxBaseline {
    std::vector<double> time;              ///< of events, ascending
    std::vector<double> cumulativeHazard;  ///< from this time on

    double hazardAt(double at) const;
};

/// One per stratum. Breslow's estimator, with Efron's correction where the fit has it.
std::vector<CoxBaseline> coxBaseline(const CoxData& data, const CoxFit& fit);

/// How time enters the test of proportional hazards: 1 − Kaplan–Meier of all rows before the event, or time itself.
enum class ProportionalityTime { kaplanMeier, identity };

/// Score test that a coefficient does not change with time, per column and in all; cox.zph of R's survival 3.x.
/// Source: Grambsch & Therneau, Biometrika 1994;81:515-526.
struct CoxProportionality {
    std::vector<double> chiSquared;  ///< [column], 1 degree of freedom each
    double globalChiSquared = 0;     ///< degrees of freedom = columns
};

CoxProportionality coxProportionality(const CoxData& data, const CoxFit& fit, ProportionalityTime scale);

}  // namespace kachi
