#pragma once

#include "app/report/figure.h"

#include <utility>

namespace kachi {

inline Axis makeAxis(Text label, Text unit = {}, NumberFormat format = NumberFormat::number) {
    Axis axis;
    axis.label = std::move(label);
    axis.unit = std::move(unit);
    axis.format = format;
    return axis;
}

/// A share, shown from 0 to 100 %.
inline Axis shareAxis(Text label) {
    Axis axis = makeAxis(std::move(label), {}, NumberFormat::percent);
    axis.minimum = 0.0;
    axis.maximum = 1.0;
    return axis;
}

}  // namespace kachi
