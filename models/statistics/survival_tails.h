#pragma once

namespace kachi {

/// Tails of the normal and the gamma distribution as logarithms, so that they keep their digits where the probability
/// itself is 0 or 1 in double precision. The gamma distribution has scale 1 and is read at ln x, which reaches
/// further than x. Boost.Math between the tails; beyond, the continued fractions and the power series of Abramowitz
/// and Stegun, 26.2.14, 6.5.31 and 6.5.29.

/// ln P(Z > z).
double normalLogUpper(double z);
/// −d/dz of normalLogUpper: the hazard φ(z)/P(Z > z).
double normalHazard(double z);
/// z with normalLogUpper(z) = −cumulativeHazard. @pre cumulativeHazard > 0
double normalAtCumulativeHazard(double cumulativeHazard);

/// ln P(X > x) and ln P(X ≤ x), x = exp(logX).
double gammaLogUpper(double shape, double logX);
double gammaLogLower(double shape, double logX);
/// Their slopes over ln x without sign: x·f(x)/P(X > x) and x·f(x)/P(X ≤ x).
double gammaUpperSlope(double shape, double logX);
double gammaLowerSlope(double shape, double logX);
/// ln x with gammaLogUpper or gammaLogLower = −cumulativeHazard. @pre cumulativeHazard > 0
double gammaLogAtUpper(double shape, double cumulativeHazard);
double gammaLogAtLower(double shape, double cumulativeHazard);

/// ln P(T > t) of the generalised gamma of Prentice at w = (ln t − mu)/sigma for a q near 0, where it is close to the
/// lognormal: Temme's uniform expansion of the incomplete gamma function. Error below 1e-15 for |q| ≤ 1e-3.
/// Source: Temme, Math. Comp. 29 (1975) 1109–1114.
double nearLognormalLogUpper(double q, double w);
/// −d/dw of it.
double nearLognormalHazard(double q, double w);

}  // namespace kachi
