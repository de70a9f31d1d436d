#pragma once

#include "models/statistics/generalised_linear.h"

#include <string>
#include <vector>

namespace kachi {

/// Whose effect is estimated: everybody's (ATE) or that of those treated (ATT).
enum class Estimand { average, averageTreated };

inline constexpr ChoiceName<Estimand> estimandNames[] = {{Estimand::average, "ate"}, {Estimand::averageTreated, "att"}};

struct WeightingOptions {
    Estimand estimand = Estimand::average;
    bool stabilised = false;  ///< multiplied by the arm's share, so that weights average 1
    double truncation = 0;    ///< weights beyond the quantiles p and 1 − p are set to them; 0: none
};

struct PropensityWeights {
    RegressionFit propensity;
    std::vector<double> scores;   ///< [row] probability of treatment
    std::vector<double> weights;  ///< [row]
    std::size_t truncated = 0;    ///< rows whose weight was cut
};

/// Inverse probability of treatment weights from a logistic model of the treatment.
/// ATE: 1/e treated, 1/(1 − e) others; ATT: 1 and e/(1 − e).
/// @param model  response 1: treated
/// Issues: those of fitGeneralisedLinear.
/// Sources: Hernán & Robins, Causal Inference: What If, 2020, chapter 12; Austin & Stuart, Stat Med 2015;34:3661-3679.
Result<PropensityWeights> propensityWeights(const RegressionData& model, const WeightingOptions& options,
                                            const std::string& where);

/// Means of a covariate by arm before and after weighting, and their differences over the unweighted pooled standard
/// deviation √((s₁² + s₀²)/2) (Austin & Stuart 2015, as R's cobalt with s.d.denom = "pooled").
struct CovariateBalance {
    double treatedBefore = 0;
    double othersBefore = 0;
    double treatedAfter = 0;
    double othersAfter = 0;
    double differenceBefore = 0;  ///< standardised
    double differenceAfter = 0;
};

/// @param treated [row] 1 or 0. @pre the covariate varies within an arm
CovariateBalance covariateBalance(const std::vector<double>& covariate, const Eigen::VectorXd& treated,
                                  const std::vector<double>& weights);

/// (Σw)² / Σw² of the rows of one arm; Kish, Survey Sampling, 1965.
double effectiveSampleSize(const std::vector<double>& weights, const Eigen::VectorXd& treated, double arm);

}  // namespace kachi
