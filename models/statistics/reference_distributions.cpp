#include "models/statistics/reference_distributions.h"

#include "models/statistics/boost_policy.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/hypergeometric.hpp>
#include <boost/math/distributions/non_central_chi_squared.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

#include <cmath>

namespace kachi {
namespace {

namespace math = boost::math;

using Normal = math::normal_distribution<double, BoostPolicy>;
using StudentT = math::students_t_distribution<double, BoostPolicy>;
using ChiSquared = math::chi_squared_distribution<double, BoostPolicy>;
using FisherF = math::fisher_f_distribution<double, BoostPolicy>;
using Gamma = math::gamma_distribution<double, BoostPolicy>;
using Beta = math::beta_distribution<double, BoostPolicy>;

/// Shapes above this one lose digits in Boost's inverse of the incomplete gamma function, all of them from 1e12.
constexpr double greatShape = 1e9;

/// Quantile of a gamma of scale 1 with a great shape a: Cornish and Fisher's expansion (Abramowitz, Stegun, 26.2.49),
/// whose next term, (3z⁴ + 7z² − 16)/(810a), is below the rounding of a.
double greatShapeQuantile(double probability, double shape) {
    const double z = math::quantile(Normal(), probability);
    const double root = std::sqrt(shape);
    return shape + z * root + (z * z - 1) / 3 + z * (z * z - 7) / (36 * root);
}

}  // namespace

double upperNormal(double z) {
    return math::cdf(math::complement(Normal(), z));
}

double twoSidedNormal(double z) {
    return 2 * upperNormal(std::abs(z));
}

double studentTCdf(double t, double degrees) {
    return math::cdf(StudentT(degrees), t);
}

double twoSidedStudentT(double t, double degrees) {
    return 2 * math::cdf(math::complement(StudentT(degrees), std::abs(t)));
}

double studentTQuantile(double probability, double degrees) {
    return math::quantile(StudentT(degrees), probability);
}

double chiSquaredCdf(double x, double degrees) {
    return math::cdf(ChiSquared(degrees), x);
}

double upperChiSquared(double x, double degrees) {
    return math::cdf(math::complement(ChiSquared(degrees), x));
}

double chiSquaredQuantile(double probability, double degrees) {
    if (degrees > 2 * greatShape) return 2 * greatShapeQuantile(probability, degrees / 2);
    return math::quantile(ChiSquared(degrees), probability);
}

double upperF(double x, double numeratorDegrees, double denominatorDegrees) {
    return math::cdf(math::complement(FisherF(numeratorDegrees, denominatorDegrees), x));
}

double fQuantile(double probability, double numeratorDegrees, double denominatorDegrees) {
    return math::quantile(FisherF(numeratorDegrees, denominatorDegrees), probability);
}

double noncentralTCdf(double t, double degrees, double noncentrality) {
    return math::cdf(math::non_central_t_distribution<double, BoostPolicy>(degrees, noncentrality), t);
}

double noncentralChiSquaredCdf(double x, double degrees, double noncentrality) {
    return math::cdf(math::non_central_chi_squared_distribution<double, BoostPolicy>(degrees, noncentrality), x);
}

double gammaCdf(double x, double shape, double scale) {
    return math::cdf(Gamma(shape, scale), x);
}

double upperGamma(double x, double shape, double scale) {
    return math::cdf(math::complement(Gamma(shape, scale), x));
}

double gammaQuantile(double probability, double shape, double scale) {
    if (shape > greatShape) return scale * greatShapeQuantile(probability, shape);
    return math::quantile(Gamma(shape, scale), probability);
}

double betaCdf(double x, double alpha, double beta) {
    return math::cdf(Beta(alpha, beta), x);
}

double betaQuantile(double probability, double alpha, double beta) {
    return math::quantile(Beta(alpha, beta), probability);
}

double poissonCdf(double count, double mean) {
    return math::cdf(math::poisson_distribution<double, BoostPolicy>(mean), count);
}

double binomialCdf(double count, double trials, double probability) {
    return math::cdf(math::binomial_distribution<double, BoostPolicy>(trials, probability), count);
}

double hypergeometricPdf(unsigned count, unsigned marked, unsigned drawn, unsigned total) {
    return math::pdf(math::hypergeometric_distribution<double, BoostPolicy>(marked, drawn, total), count);
}

double logGamma(double x) {
    return math::lgamma(x, BoostPolicy());
}

double digamma(double x) {
    return math::digamma(x, BoostPolicy());
}

double trigamma(double x) {
    return math::trigamma(x, BoostPolicy());
}

}  // namespace kachi
