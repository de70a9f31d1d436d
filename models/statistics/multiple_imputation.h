#pragma once

#include "models/core/result.h"

#include <Eigen/Core>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kachi {

struct ImputationColumn {
    std::string name;
    bool isBinary = false;                      ///< 0 or 1
    std::vector<std::optional<double>> values;  ///< [row]
};

struct ImputationOptions {
    std::size_t imputation = 0;  ///< number of this completed data set; each has draws of its own
    std::size_t iterations = 10;
    std::uint64_t seed = 1;
};

/// One completed data set by chained equations: columns with gaps are drawn in turn given all others, numbers by
/// predictive mean matching (five donors), binary ones by a logistic model with drawn coefficients.
/// Sources: van Buuren & Groothuis-Oudshoorn, J Stat Softw 2011;45(3) (mice); Little, J Bus Econ Stat 1988;6:287-296.
/// @param complete [row][column] columns without gaps that help to predict (outcome, weights …), without intercept
/// Returns [column][row]. Issue: regression.imputationFailed names the column and those that separate or are collinear.
/// @pre every column has known values
Result<std::vector<std::vector<double>>> imputeChained(const std::vector<ImputationColumn>& columns,
                                                       const Eigen::MatrixXd& complete,
                                                       const ImputationOptions& options, const std::string& where);

/// Estimates of several completed data sets as one.
struct PooledEstimates {
    Eigen::VectorXd values;
    Eigen::MatrixXd covariance;              ///< within + (1 + 1/m) between
    std::vector<double> degrees;             ///< of Student's t
    std::vector<double> missingInformation;  ///< fraction due to missing data
};

/// Rubin's rules with the degrees of freedom of Barnard & Rubin, Biometrika 1999;86:948-955.
/// @param completeDegrees  residual degrees of freedom without missing data
/// @pre at least two data sets
PooledEstimates poolRubin(const std::vector<Eigen::VectorXd>& values, const std::vector<Eigen::MatrixXd>& covariances,
                          double completeDegrees);

}  // namespace kachi
