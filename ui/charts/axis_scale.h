#pragma once

#include "app/report/figure.h"

namespace kachi {

/// Range and ticks of one axis. Ticks are round in the shown unit and printed with all the decimals they need.
struct AxisScale {
    double low = 0.0;
    double high = 1.0;
    std::vector<double> ticks{};
    int decimals = 0;
    bool logarithmic = false;
    bool descending = false;

    /// Place of a value: 0 at the left or bottom end of the axis, 1 at the other.
    double fraction(double value) const;
};

/// Scale that shows all `values`, with about `wanted` ticks. Ends set by the axis are kept, open ends go to a tick.
AxisScale linearScale(const Axis& axis, const std::vector<double>& values, int wanted = 6);

/// Scale for ratios with ticks at 1, 2 and 5 times powers of ten. @pre all values > 0
AxisScale logarithmicScale(const Axis& axis, const std::vector<double>& values);

std::string tickText(const AxisScale& scale, double tick, const Axis& axis, Language language);

}  // namespace kachi
