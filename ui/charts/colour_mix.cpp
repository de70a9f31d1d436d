#include "ui/charts/colour_mix.h"

#include <cmath>

namespace kachi {
namespace {

/// Relative luminance of WCAG 2.1; from 0.18 up black letters stand out more than white ones.
double luminance(const QColor& colour) {
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

}  // namespace

QColor mix(const QColor& from, const QColor& to, double share) {
    const auto blend = [&](float a, float b) { return static_cast<float>(a + (b - a) * share); };
    return QColor::fromRgbF(blend(from.redF(), to.redF()), blend(from.greenF(), to.greenF()),
                            blend(from.blueF(), to.blueF()));
}

QColor inkOn(const QColor& fill) {
    return luminance(fill) > 0.18 ? Qt::black : Qt::white;
}

}  // namespace kachi
