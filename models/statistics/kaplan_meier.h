#pragma once

#include "models/core/choice_name.h"
#include "models/statistics/reported_level.h"
#include "models/statistics/survival_data.h"

#include <optional>
#include <vector>

namespace kachi {

/// Scale on which the interval of a survival probability is symmetric.
enum class SurvivalInterval { log, logLog, plain };

inline constexpr ChoiceName<SurvivalInterval> survivalIntervalNames[] = {
    {SurvivalInterval::log, "log"}, {SurvivalInterval::logLog, "logLog"}, {SurvivalInterval::plain, "plain"}};

/// The estimate from one distinct time of the data until the next.
struct KaplanMeierPoint {
    double time = 0;
    double atRisk = 0;
    double events = 0;
    double censored = 0;
    double survival = 1;
    std::optional<double> standardError;  ///< Greenwood's; empty where survival is 0
    std::optional<double> low;            ///< empty where the scale of the interval does not hold the survival
    std::optional<double> high;
    double cumulativeHazard = 0;  ///< Nelson–Aalen
    double cumulativeHazardStandardError = 0;
};

/// Kaplan–Meier estimate of one group.
struct KaplanMeier {
    double subjects = 0;  ///< weighted
    double events = 0;
    std::vector<KaplanMeierPoint> points;  ///< by ascending time

    /// The point in force at a time; null before the first.
    const KaplanMeierPoint* at(double time) const;
    double survivalAt(double time) const;
};

/// Product-limit estimate with Greenwood's variance. Intervals as R's survfit: "log" is exp(ln S ± z·se/S), at most 1;
/// "log-log" exp(−exp(ln(−ln S) ± z·se/(S ln S))); "plain" S ± z·se within 0 and 1.
/// Source: Kaplan & Meier, J Am Stat Assoc 1958;53:457-481; Therneau, R package survival, survfit.
/// @pre validate(records) finds nothing
KaplanMeier kaplanMeier(const std::vector<SurvivalRecord>& records, SurvivalInterval interval = SurvivalInterval::log,
                        double level = reportedLevel);

/// A time read off a curve and its interval; what the curve does not reach is empty.
struct SurvivalQuantile {
    std::optional<double> time;
    std::optional<double> low;
    std::optional<double> high;
};

/// Time by which the share `probability` has had the event: where the curve crosses 1 − probability, halfway along a
/// step that lies on it. The ends of the interval are where the curves of the interval cross (Brookmeyer & Crowley,
/// Biometrics 1982;38:29-41).
SurvivalQuantile survivalQuantile(const KaplanMeier& curve, double probability);

struct MeanWithError {
    double value = 0;
    double standardError = 0;
};

/// Mean time lived up to `horizon`: the area under the curve, variance Σ (area from tᵢ to the horizon)²·dᵢ/(nᵢ(nᵢ−dᵢ)).
/// Empty when the curve ends before the horizon above 0.
/// Source: Klein & Moeschberger, Survival Analysis, 2nd ed., 4.5.1–4.5.3; Royston & Parmar, BMC Med Res Methodol
/// 2013;13:152.
std::optional<MeanWithError> restrictedMean(const KaplanMeier& curve, double horizon);

}  // namespace kachi
