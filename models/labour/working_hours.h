#pragma once

#include "models/statistics/grouped_fit.h"

#include <optional>
#include <utility>
#include <variant>

namespace kachi {

/// How weekly hours become overtime of a year: (weekly − normalHours) × weeks, never below 0.
struct OvertimeYear {
    double normalHours = 0;  ///< a week
    double weeks = 0;

    double overtime(double weekly) const { return weekly > normalHours ? (weekly - normalHours) * weeks : 0; }
    double weekly(double overtime) const { return normalHours + overtime / weeks; }
};

/// Step of the slopes in the parameters of a fitted family, as a share of the parameter: wide enough that shares of
/// fifteen digits leave slopes of eleven.
inline constexpr double slopeStep = 1e-3;

/// Yearly overtime of doctors as a distribution: the classes of a survey with an even spread inside each, a family
/// fitted to weekly hours, or the hours of every doctor.
class OvertimeDistribution {
public:
    /// @pre classes of weekly hours, ascending and adjoining; only the last may be open
    static OvertimeDistribution ofClasses(const std::vector<FrequencyClass>& weekly, const OvertimeYear& year);
    static OvertimeDistribution ofFamily(const GroupedFit& weekly, const OvertimeYear& year);
    /// @param overtime  of a year, [doctor]
    static OvertimeDistribution ofDoctors(std::vector<double> overtime);

    /// Share of doctors with more than these hours of overtime ≥ 0; nothing inside an open class.
    std::optional<double> shareAbove(double overtime) const;

    /// Standard error of Σ weight · shareAbove(overtime), as the doctors asked are a sample of all: exact for classes
    /// and for doctors, by the covariance of the fit for a family. @param respondents  of the survey; those of a family
    /// are the weights it was fitted to. Nothing inside an open class.
    std::optional<double> standardError(const std::vector<std::pair<double, double>>& weights,
                                        double respondents) const;

    /// Mean of min(overtime, hours): what a reduction by `hours` takes off, as nobody falls below 0. Nothing when it
    /// reaches into an open class. @pre hours ≥ 0
    std::optional<double> meanTakenOff(double hours) const;

private:
    using Classes = std::vector<FrequencyClass>;

    std::variant<Classes, GroupedFit, std::vector<double>> m_source;
    OvertimeYear m_year;
};

/// What a reduction does to the share of doctors above a cap.
struct CapEffect {
    double cap = 0;          ///< hours of overtime a year
    double shareBefore = 0;  ///< above the cap
    double shareAfter = 0;

    double shareMoved() const { return shareBefore - shareAfter; }
};

/// Every participating doctor works `hoursSaved` fewer overtime hours a year, none below 0; who takes part does not
/// depend on the hours. @param participation  share of the doctors
/// Nothing when the cap or the cap + hoursSaved falls into an open class.
std::optional<CapEffect> capEffect(const OvertimeDistribution& overtime, double cap, double hoursSaved,
                                   double participation);

}  // namespace kachi
