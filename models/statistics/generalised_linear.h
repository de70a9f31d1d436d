#pragma once

#include "models/core/choice_name.h"
#include "models/core/result.h"

#include <Eigen/Core>

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// linear: identity link; logistic: logit; Poisson and negative binomial (variance μ + μ²/θ): log.
enum class RegressionFamily { linear, logistic, poisson, negativeBinomial };

inline constexpr ChoiceName<RegressionFamily> regressionFamilyNames[] = {
    {RegressionFamily::linear, "linear"},
    {RegressionFamily::logistic, "logistic"},
    {RegressionFamily::poisson, "poisson"},
    {RegressionFamily::negativeBinomial, "negativeBinomial"}};

struct RegressionData {
    std::vector<std::string> names;  ///< [column]
    Eigen::MatrixXd design;          ///< [row][column]; the intercept, if wanted, is a column of ones
    Eigen::VectorXd response;        ///< [row] logistic: 0 or 1; counts: whole, not negative
    Eigen::VectorXd weights = {};    ///< [row] > 0; empty: 1
    Eigen::VectorXd offset = {};     ///< [row] added to the linear predictor, e.g. log of exposure; empty: 0
};

struct RegressionFit {
    RegressionFamily family = RegressionFamily::linear;
    Eigen::VectorXd coefficients;  ///< [column]
    Eigen::MatrixXd covariance;    ///< [column][column] model-based
    Eigen::VectorXd predictor;     ///< [row] linear predictor, offset included
    Eigen::VectorXd mean;          ///< [row] fitted mean
    double dispersion = 1;         ///< linear: residual variance, divisor residualDegrees; 1 for the others
    double residualDegrees = 0;    ///< rows − columns
    double logLikelihood = 0;
    double deviance = 0;
    std::optional<double> theta = {};  ///< negative binomial
    double thetaStandardError = 0;
    double aic = 0;  ///< counts the residual variance and theta as parameters
    double bic = 0;
};

/// Columns that are linear combinations of those before them: the residual of the projection is below 1e-7 of the
/// column, as in R's lm. Each is an issue regression.collinear that names the column and those it follows from.
Issues collinearColumns(const Eigen::MatrixXd& design, const std::vector<std::string>& names, const std::string& where);

/// Maximum likelihood by iteratively reweighted least squares, each step by Householder QR, until the linear predictor
/// of no row changes by more than 1e-9 of itself. Negative binomial: θ and the coefficients by turns; the
/// covariance takes θ as known (as MASS::glm.nb).
/// Issues: regression.tooFewRows, collinear, separated (an estimate is infinite: names the columns), perfectFit,
/// noOverdispersion, notConverged.
/// Sources: McCullagh & Nelder, Generalized Linear Models, 2nd ed., 1989, 2.5; Venables & Ripley, Modern Applied
/// Statistics with S, 4th ed., 2002, 7.4; Albert & Anderson, Biometrika 1984;71:1-10 (separation).
Result<RegressionFit> fitGeneralisedLinear(RegressionFamily family, const RegressionData& data,
                                           const std::string& where);

/// Sandwich covariance without small-sample factor (HC0; with clusters CR0, which is the robust covariance of
/// generalised estimating equations under working independence, geepack::geeglm).
/// @param clusters [row] number of the row's cluster; empty: every row is its own
/// Sources: White, Econometrica 1980;48:817-838; Liang & Zeger, Biometrika 1986;73:13-22.
Eigen::MatrixXd robustCovariance(const RegressionData& data, const RegressionFit& fit,
                                 const std::vector<std::size_t>& clusters = {});

/// Sum of outer products of the rows' contributions, summed within clusters first: the middle of every sandwich here.
Eigen::MatrixXd clusteredProducts(const Eigen::MatrixXd& contributions, const std::vector<std::size_t>& clusters);

}  // namespace kachi
