#pragma once

namespace kachi {

// Distributions that test statistics and intervals are referred to, over Boost.Math, and its incomplete gamma and beta
// functions. Arguments outside the domain give NaN, which callers refuse.
// upper… is the probability of exceeding x and keeps its digits in the tail.

double upperNormal(double z);
double twoSidedNormal(double z);  ///< 2 P(Z > |z|)

double studentTCdf(double t, double degrees);
double twoSidedStudentT(double t, double degrees);  ///< 2 P(T > |t|)
double studentTQuantile(double probability, double degrees);

double chiSquaredCdf(double x, double degrees);
double upperChiSquared(double x, double degrees);
double chiSquaredQuantile(double probability, double degrees);

double upperF(double x, double numeratorDegrees, double denominatorDegrees);
double fQuantile(double probability, double numeratorDegrees, double denominatorDegrees);

double noncentralTCdf(double t, double degrees, double noncentrality);
double noncentralChiSquaredCdf(double x, double degrees, double noncentrality);

double gammaCdf(double x, double shape, double scale);
double upperGamma(double x, double shape, double scale);
double gammaQuantile(double probability, double shape, double scale);
double betaCdf(double x, double alpha, double beta);
double betaQuantile(double probability, double alpha, double beta);

double poissonCdf(double count, double mean);
double binomialCdf(double count, double trials, double probability);
double hypergeometricPdf(unsigned count, unsigned marked, unsigned drawn, unsigned total);

double logGamma(double x);
double digamma(double x);
double trigamma(double x);

}  // namespace kachi
