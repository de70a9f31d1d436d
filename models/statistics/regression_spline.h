#pragma once

#include "models/statistics/penalised_regression.h"

#include <vector>

namespace kachi {

/// Cubic B-splines of one variable with knots at quantiles of its distinct values and ∫f″² as penalty, as Wand &
/// Ormerod, Aust N Z J Stat 2008;50:179-198. A variable with few distinct values gets one function for each of them and
/// no penalty: the fit is the mean of every group.
/// @param values     [observation], finite, at least two distinct; must outlive the basis
/// @param functions  at most this many, at least 4
RegressionBasis splineBasis(const std::vector<double>& values, int functions = 30);

/// All products of the splines of two variables, penalised along each (tensor product smooth; Wood, Biometrics
/// 2006;62:1025-1036).
RegressionBasis tensorBasis(const std::vector<double>& first, const std::vector<double>& second, int functions = 9);

}  // namespace kachi
