#pragma once

#include "models/case/case.h"
#include "models/studies/study_request.h"

#include <QImage>
#include <QPointF>
#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace kachi {

/// Two points of an axis in the picture and the values they stand for. Positions between and beyond follow the line
/// through both, so that a picture may lie askew.
struct AxisReference {
    std::array<std::optional<QPointF>, 2> pixels;
    std::array<std::optional<double>, 2> values;

    bool complete() const { return pixels[0] && pixels[1] && values[0] && values[1]; }
    double valueAt(QPointF pixel) const;  ///< @pre faults of the axis are none
};

/// One curve read from a picture, in pixels.
struct DigitisedCurve {
    QString arm;
    std::vector<QPointF> points;
};

/// A published survival curve read from its picture: axes, and points of each arm.
class CurveDigitiser {
public:
    AxisReference time;
    AxisReference survival;
    std::vector<DigitisedCurve> curves;

    /// Time and survival as the axes say. @pre axisFaults is empty
    QPointF valueAt(QPointF pixel) const { return {time.valueAt(pixel), survival.valueAt(pixel)}; }

    /// Issues: digitiser.axisMissing, digitiser.axisPointsEqual, digitiser.axisValuesEqual.
    Issues axisFaults() const;

    /// The same, and of the curves: digitiser.noPoints, digitiser.rises (a survival curve cannot; pixels of one step
    /// are tolerated), digitiser.outside.
    Issues faults() const;

    /// Whether the axis is in per cent: one of its two values exceeds 1.
    bool inPercent() const;

    /// {"columns": ["arm", "time", "survival"], "rows": …}, each arm in order of time. @pre faults is empty
    nlohmann::json data() const;
};

/// Follows the curve to the right from a pixel on it, by its colour, through gaps of a few pixels (dashes, marks of
/// censoring). A survival curve does not rise, so neither does the trace; of a vertical step its lower end is taken, in
/// the middle of its stroke.
/// Points within a level stretch are left out but its ends. Empty: the pixel is outside or of the background's white.
std::vector<QPointF> tracedCurve(const QImage& picture, QPoint start);

/// The study takes the curves as its data, in one edit, with the picture as evidence by its digest; fields that name
/// no column yet are given those of the curves.
void setDigitisedCurves(Case& value, const std::string& study, const CurveDigitiser& digitiser, const QString& fileName,
                        const QString& digest);

}  // namespace kachi
