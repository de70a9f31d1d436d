#pragma once

#include "models/core/result.h"

#include <optional>
#include <vector>

namespace kachi {

/// Time t of case number n:
///   plateau   t = c + a n^(−b) + ε
///   power     t = a n^(−b) + ε
///   logPower  ln t = ln a − b ln n + ε
enum class LearningCurveForm { plateau, power, logPower };

struct LearningCurveParameter {
    double value = 0;
    double standardError = 0;
    double low = 0;
    double high = 0;
};

struct LearningCurve {
    LearningCurveForm form = LearningCurveForm::plateau;
    std::size_t observations = 0;
    std::optional<LearningCurveParameter> plateau;  ///< c
    LearningCurveParameter gain;                    ///< a: at the first case, above the plateau
    LearningCurveParameter exponent;                ///< b
    LearningCurveParameter learningRate;            ///< 2^(−b): factor of a (above the plateau) when cases double
    std::vector<std::vector<double>> covariance;    ///< of (c, a, b) or (a, b); logPower: (ln a, b)
    double residualStandardDeviation = 0;           ///< of t, or of ln t
    double degrees = 0;

    double at(double number) const;

    /// Cases until the time above the plateau is no more than `share` of the plateau; 1 when it is from the start.
    /// Empty without a plateau above 0, or when times do not fall.
    std::optional<double> casesToPlateau(double share) const;
};

/// Least squares (Gauss-Newton with halved steps, from a search over b in which the other parameters are linear);
/// covariance from the slopes at the solution, intervals by Student's t with n − p degrees of freedom, as R's nls.
/// Wright, J Aeronaut Sci 1936;3:122-128 (power law of learning).
/// Issues: learningCurve.badNumber (case number below 1, `value`), badTime (logPower: time not above 0), tooFewNumbers
/// (distinct case numbers), notIdentified (b runs to the edge of the search or times do not vary with n).
/// @pre finite values, lists of equal length
Result<LearningCurve> fitLearningCurve(const std::vector<double>& numbers, const std::vector<double>& times,
                                       LearningCurveForm form);

}  // namespace kachi
