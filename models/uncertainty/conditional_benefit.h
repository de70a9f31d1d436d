#pragma once

#include "models/core/result.h"
#include "models/statistics/penalised_regression.h"
#include "models/uncertainty/value_of_information.h"

#include <string>
#include <vector>

namespace kachi {

/// Expected incremental net benefits (against the first strategy) given the values of some parameters.
struct ConditionalBenefit {
    EvppiMethod method = EvppiMethod::spline;
    RegressionBasis basis;
    PenalisedFit fit;
    std::size_t draws = 0;
    std::size_t best = 0;  ///< strategy with the highest mean net benefit

    /// [draw][increment]
    Eigen::MatrixXd fitted() const;
};

/// Fits them by regression. Arguments and errors as evppi(). What the parameters point at must outlive the result.
Result<ConditionalBenefit> conditionalBenefit(const std::vector<std::vector<double>>& netBenefit,
                                              const std::vector<std::string>& ids,
                                              const std::vector<const std::vector<double>*>& parameters);

/// Value of deciding by the conditional expectations instead of their mean.
struct DecisionValue {
    double value = 0;
    double standardError = 0;
};

/// @param shrink [increment][increment] applied to the deviations of the fitted values from their means; the identity
///               gives the EVPPI
DecisionValue decisionValue(const ConditionalBenefit& benefit, const Eigen::MatrixXd& shrink);

}  // namespace kachi
