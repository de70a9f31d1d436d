#pragma once

#include "models/statistics/penalised_regression.h"

#include <vector>

namespace kachi {

/// Settings of a low-rank Gaussian process. The defaults are what measurements on published models needed.
struct GaussianProcessSize {
    int inducing = 150;   ///< kernel functions, at most
    int subsample = 250;  ///< observations the length scales are found from
    int iterations = 30;  ///< of the search for the length scales
};

/// Regression on several variables: a plane plus a Gaussian process with a Matérn 5/2 kernel and a length scale for
/// each variable, held by kernel functions at well-spread observations (inducing points). Length scales maximise the
/// marginal likelihood of a subsample, common to all responses; the share of noise is left to fitPenalised on all
/// observations. Source: Rasmussen & Williams, Gaussian Processes for Machine Learning, ch. 5 and 8; Strong, Oakley,
/// Brennan, Med Decis Making 2014;34:311-326.
/// @param variables  [variable] → [observation], finite, none constant, none a linear function of the others
/// @param responses  [observation][response]
RegressionBasis gaussianProcessBasis(const std::vector<const std::vector<double>*>& variables,
                                     const Eigen::MatrixXd& responses, const GaussianProcessSize& size = {});

}  // namespace kachi
