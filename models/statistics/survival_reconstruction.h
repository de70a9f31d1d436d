#pragma once

#include "models/statistics/survival_data.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

struct CurvePoint {
    double time = 0;
    double survival = 0;  ///< 0 to 1
};

/// What a publication shows of one arm.
struct PublishedCurve {
    std::string arm;
    std::vector<CurvePoint> points;  ///< digitised, in any order
    std::vector<double> riskTimes;   ///< ascending from 0
    std::vector<double> atRisk;      ///< [riskTime] whole numbers
    std::optional<double> events;    ///< total, where reported
};

/// A number at risk that the records do not give.
struct RiskDeviation {
    double time = 0;
    double reported = 0;
    double reconstructed = 0;
};

struct ReconstructedArm {
    std::vector<SurvivalRecord> records;  ///< by ascending time
    std::vector<CurvePoint> curve;        ///< as used: from (0, 1), times ascending, survival never rising
    double rootMeanSquareError = 0;       ///< of the records' Kaplan–Meier estimate at the points of `curve`
    double greatestError = 0;
    std::vector<RiskDeviation> deviations;  ///< reported numbers at risk that are not met
};

/// Points made into a survival curve: those before time 0 are left out, rises are levelled by what was read before, the
/// curve starts at (0, 1), and holds every time at which the number at risk is known.
std::vector<CurvePoint> cleanCurve(const PublishedCurve& published);

/// Individual records whose Kaplan–Meier estimate and numbers at risk are those of a published figure. Between two
/// reported numbers at risk censorings are spread evenly and their count is searched until the next number is met;
/// after the last one they go on at the average rate, or as the reported total of events asks. Source: Guyot et al.,
/// BMC Med Res Methodol 2012;12:9, steps 1–7 of the algorithm and its published R code. Issues: reconstruction.noCurve
/// (fewer than 2 points), reconstruction.noRisk, reconstruction.risk (times not ascending, or numbers rising or not
/// whole), reconstruction.events.
Result<ReconstructedArm> reconstructArm(const PublishedCurve& published, const std::string& where);

}  // namespace kachi
