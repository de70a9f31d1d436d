#pragma once

#include "models/statistics/meta_analysis.h"
#include "models/statistics/reported_level.h"

#include <Eigen/Core>

#include <optional>
#include <utility>
#include <vector>

namespace kachi {

/// Diagnostic accuracy of one test over several studies: bivariate normal model of logit sensitivity and logit false
/// positive rate, in the conventions of the R package mada.
/// Source: Reitsma JB et al. J Clin Epidemiol 2005;58:982; Doebler P, Holling H, mada: Meta-analysis of diagnostic
/// accuracy.

/// A 2×2 table of one study. @pre counts are not negative, diseased and healthy are there
struct DiagnosticTable {
    double truePositive = 0;
    double falseNegative = 0;
    double falsePositive = 0;
    double trueNegative = 0;
};

/// Who gets the addend in every cell: all studies when any has a zero (mada's default "all"), only those with a zero
/// ("single"), nobody.
enum class DiagnosticCorrection { all, single, none };

enum class DiagnosticFit { reml, ml };

struct DiagnosticSettings {
    DiagnosticFit fit = DiagnosticFit::reml;
    DiagnosticCorrection correction = DiagnosticCorrection::all;
    double addend = 0.5;
    bool univariate = false;  ///< two separate models without a correlation
    double level = reportedLevel;
};

/// Why a model has no estimated correlation.
enum class DiagnosticShape {
    bivariate,
    boundary,    ///< the likelihood is highest at a correlation of ±1 or a variance of 0
    univariate,  ///< asked for, or fewer than three studies
    oneStudy,    ///< the study itself, no variance between studies
};

/// Order of vectors and matrices: logit sensitivity, logit false positive rate.
struct DiagnosticModel {
    DiagnosticShape shape = DiagnosticShape::bivariate;
    Eigen::Vector2d mean = Eigen::Vector2d::Zero();
    Eigen::Matrix2d covariance = Eigen::Matrix2d::Zero();  ///< of the mean
    Eigen::Matrix2d between = Eigen::Matrix2d::Zero();     ///< between studies
    double logLikelihood = 0;                              ///< of the logits, restricted for REML
    std::size_t studies = 0;
    std::size_t correctedStudies = 0;
    std::vector<Eigen::Vector2d> logits;             ///< [study]
    std::vector<Eigen::Vector2d> logitVariances;     ///< [study]
    std::pair<double, double> falsePositiveRange{};  ///< observed, from the counts as they are

    /// None when a variance is 0.
    std::optional<double> correlation() const;
};

/// Issues: synthesis.noStudies, synthesis.zeroCell (no correction and a zero), synthesis.notConverged.
Result<DiagnosticModel> fitDiagnosticModel(const std::vector<DiagnosticTable>& tables,
                                           const DiagnosticSettings& settings);

/// Log-likelihood of the between-study covariance and its gradient by the matrix entries (for tests and the fit).
struct DiagnosticLikelihood {
    double value = 0;
    Eigen::Matrix2d gradient = Eigen::Matrix2d::Zero();
    Eigen::Vector2d mean = Eigen::Vector2d::Zero();
    Eigen::Matrix2d covariance = Eigen::Matrix2d::Zero();
};
DiagnosticLikelihood diagnosticLikelihood(const std::vector<Eigen::Vector2d>& logits,
                                          const std::vector<Eigen::Vector2d>& variances, const Eigen::Matrix2d& between,
                                          DiagnosticFit fit);

enum class SrocCurve {
    rutterGatsonis,  ///< HSROC curve through the equivalence of Harbord et al., Biostatistics 2007;8:239
    regression,      ///< expected logit sensitivity given the false positive rate (mada's "naive")
};

/// Sensitivity of the curve at a false positive rate in (0, 1); none when the variances do not define it.
std::optional<double> srocSensitivity(const DiagnosticModel& model, SrocCurve curve, double falsePositiveRate);

/// Area over false positive rates 0.01, 0.02 … 0.99 as mada sums it (99 values, halves at the ends, divided by 99).
std::optional<double> srocArea(const DiagnosticModel& model, SrocCurve curve);

/// The same over 99 values of the observed range (within 0.01 – 0.99): mean height, mada's partial area.
std::optional<double> srocPartialArea(const DiagnosticModel& model, SrocCurve curve);

/// Integral of the curve from 0 to 1.
std::optional<double> srocExactArea(const DiagnosticModel& model, SrocCurve curve);

/// HSROC parameters of Rutter and Gatsonis. None when a variance is 0.
struct HsrocParameters {
    double threshold = 0;  ///< Θ
    double accuracy = 0;   ///< Λ
    double shape = 0;      ///< β
    double thresholdVariance = 0;
    double accuracyVariance = 0;
};
std::optional<HsrocParameters> hsrocParameters(const DiagnosticModel& model);

/// Outline of the region that holds the pooled point (or, `predictive`, a new study) with this probability: a normal
/// ellipse at the χ² quantile with 2 degrees on the logit scale. Points {false positive rate, sensitivity}, closed.
std::vector<std::pair<double, double>> diagnosticRegion(const DiagnosticModel& model, bool predictive, double level,
                                                        int points = 121);

/// A ratio at the pooled point with its interval by the delta method on the logarithm, and the mean and quantiles of
/// draws of the pooled point (mada's SummaryPts).
struct DiagnosticRatio {
    double estimate = 0;
    double low = 0;
    double high = 0;
    double drawnMean = 0;
    double drawnLow = 0;
    double drawnHigh = 0;
};
struct DiagnosticRatios {
    DiagnosticRatio positive;  ///< LR+
    DiagnosticRatio negative;  ///< LR−
    DiagnosticRatio odds;      ///< DOR
};
DiagnosticRatios diagnosticRatios(const DiagnosticModel& model, double level, std::uint64_t seed,
                                  std::size_t draws = 20'000);

double inverseLogit(double x);

}  // namespace kachi
