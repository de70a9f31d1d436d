#pragma once

#include "models/core/result.h"
#include "models/statistics/reported_level.h"

#include <optional>
#include <vector>

namespace kachi {

/// How much credit a disagreement between categories earns: none, 1 − d/D or 1 − d²/D², d their distance and D the
/// largest.
enum class AgreementWeights { none, linear, quadratic };

/// A coefficient (observed − chance)/(1 − chance). Value and interval are empty where they are not defined: chance
/// agreement of 1, or no variation between subjects.
struct AgreementCoefficient {
    double observed = 0;
    double chance = 0;
    std::optional<double> value;
    std::optional<double> standardError;
    std::optional<double> low;  ///< by Student's t with n − 1 degrees of freedom
    std::optional<double> high;
};

struct CategoricalAgreement {
    double subjects = 0;
    double subjectsRatedTwice = 0;              ///< rated by at least two raters
    AgreementCoefficient percent;               ///< chance 0
    std::optional<AgreementCoefficient> cohen;  ///< two raters
    AgreementCoefficient fleiss;                ///< two raters: Scott's pi
    AgreementCoefficient gwet;                  ///< AC1; with weights AC2
    AgreementCoefficient brennanPrediger;
    AgreementCoefficient krippendorff;
};

// Formulas: Gwet, Handbook of Inter-Rater Reliability, 4th ed., 2014, as the R package irrCAC works them out; Cohen's
// kappa with the standard error of Fleiss, Cohen and Everitt, Psychol Bull 1969;72:323-327.
// Issues: agreement.oneCategory, tooFewSubjects, badCount, notSquare.
// @param scores  places of the categories on their scale for the weights; empty: 1, 2, 3 …

/// Two raters. Standard errors have the divisor n.
/// @param table [category of the first][category of the second] subjects
Result<CategoricalAgreement> agreementOfTable(const std::vector<std::vector<double>>& table,
                                              AgreementWeights weights = AgreementWeights::none,
                                              const std::vector<double>& scores = {});

/// Any number of raters, who may differ from subject to subject. Standard errors have the divisor n − 1.
/// @param counts [subject][category] raters
Result<CategoricalAgreement> agreementOfCounts(const std::vector<std::vector<double>>& counts,
                                               AgreementWeights weights = AgreementWeights::none,
                                               const std::vector<double>& scores = {});

/// An intraclass correlation with its F test of 0. The interval is empty when raters agree completely.
struct IntraclassCorrelation {
    double value = 0;
    std::optional<double> low;
    std::optional<double> high;
    std::optional<double> statistic;  ///< F
    double numeratorDegrees = 0;
    double denominatorDegrees = 0;
    std::optional<double> p;
};

struct IntraclassCorrelations {
    std::size_t subjects = 0;
    std::size_t raters = 0;
    double betweenSubjects = 0;  ///< mean squares
    double withinSubjects = 0;
    double betweenRaters = 0;
    double residual = 0;
    IntraclassCorrelation oneWay;           ///< ICC(1,1)
    IntraclassCorrelation agreement;        ///< ICC(2,1), random raters, absolute agreement
    IntraclassCorrelation consistency;      ///< ICC(3,1), fixed raters
    IntraclassCorrelation oneWayMean;       ///< ICC(1,k), of the mean of k raters
    IntraclassCorrelation agreementMean;    ///< ICC(2,k)
    IntraclassCorrelation consistencyMean;  ///< ICC(3,k)
};

/// Shrout and Fleiss, Psychol Bull 1979;86:420-428; intervals of McGraw and Wong, Psychol Methods 1996;1:30-46.
/// @param ratings [subject][rater], complete
/// Issues: agreement.tooFewSubjects, oneRater, noSpread.
Result<IntraclassCorrelations> intraclassCorrelations(const std::vector<std::vector<double>>& ratings,
                                                      double level = reportedLevel);

/// Differences second − first of paired measurements: mean, and limits mean ± 1.96 SD.
struct BlandAltman {
    std::size_t pairs = 0;
    double bias = 0;
    double standardDeviation = 0;
    double biasLow = 0;
    double biasHigh = 0;
    double lowerLimit = 0;
    double lowerLimitLow = 0;
    double lowerLimitHigh = 0;
    double upperLimit = 0;
    double upperLimitLow = 0;
    double upperLimitHigh = 0;
};

/// Bland and Altman, Stat Methods Med Res 1999;8:135-160; intervals by Student's t.
/// Issue: agreement.tooFewSubjects. @pre lists of equal length
Result<BlandAltman> blandAltman(const std::vector<double>& first, const std::vector<double>& second);

}  // namespace kachi
