#include "ui/charts/axis_scale.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

/// Smallest of 1, 2, 5 × 10^n that is at least `rough`.
double niceStep(double rough) {
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double multiple : {1.0, 2.0, 5.0}) {
        if (multiple * power >= rough * (1.0 - 1e-9)) return multiple * power;
    }
    return 10.0 * power;
}

/// Calendar axes step by whole years or by months that divide or multiply a year.
double calendarStep(double rough, NumberFormat format) {
    if (format == NumberFormat::year) return std::max(1.0, niceStep(std::max(rough, 1.0)));
    for (const double months : {1.0, 2.0, 3.0, 6.0}) {
        if (months / 12.0 >= rough * (1.0 - 1e-9)) return months / 12.0;
    }
    return niceStep(std::max(rough, 1.0));
}

int decimalsOfStep(double step) {
    return std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9)));
}

}  // namespace

double AxisScale::fraction(double value) const {
    if (logarithmic) return std::log(value / low) / std::log(high / low);
    const double rising = (value - low) / (high - low);
    return descending ? 1.0 - rising : rising;
}

AxisScale linearScale(const Axis& axis, const std::vector<double>& values, int wanted) {
    double low = axis.minimum.value_or(values.empty() ? 0.0 : *std::min_element(values.begin(), values.end()));
    double high = axis.maximum.value_or(values.empty() ? 1.0 : *std::max_element(values.begin(), values.end()));
    if (low >= high) {
        const double room = low == 0.0 ? shownUnit(axis.format) : std::abs(low) * 0.1;
        low -= room;
        high += room;
    }
    const bool calendar = axis.format == NumberFormat::year || axis.format == NumberFormat::month;
    const double unit = shownUnit(axis.format);
    const double rough = (high - low) / wanted;
    const double step = calendar ? calendarStep(rough, axis.format) : niceStep(rough / unit) * unit;

    AxisScale scale{.low = low,
                    .high = high,
                    .ticks = {},
                    .decimals = calendar ? 0 : decimalsOfStep(step / unit),
                    .descending = axis.descending};
    const double tolerance = step * 1e-6;
    if (!axis.minimum) scale.low = std::floor((low + tolerance) / step) * step;
    if (!axis.maximum) scale.high = std::ceil((high - tolerance) / step) * step;
    const auto first = static_cast<long long>(std::ceil((scale.low - tolerance) / step));
    const auto last = static_cast<long long>(std::floor((scale.high + tolerance) / step));
    for (long long i = first; i <= last; ++i) scale.ticks.push_back(static_cast<double>(i) * step);
    return scale;
}

AxisScale logarithmicScale(const Axis& axis, const std::vector<double>& values) {
    AxisScale scale{.low = axis.minimum.value_or(*std::min_element(values.begin(), values.end())),
                    .high = axis.maximum.value_or(*std::max_element(values.begin(), values.end())),
                    .ticks = {},
                    .decimals = automaticDecimals,
                    .logarithmic = true};
    std::vector<double> candidates;
    for (int power = static_cast<int>(std::floor(std::log10(scale.low))) - 1;
         candidates.empty() || candidates.back() < scale.high; ++power) {
        for (const double multiple : {1.0, 2.0, 5.0}) candidates.push_back(multiple * std::pow(10.0, power));
    }
    if (!axis.minimum) {
        const auto above = std::upper_bound(candidates.begin(), candidates.end(), scale.low);
        scale.low = *(above - 1);
    }
    if (!axis.maximum) scale.high = *std::lower_bound(candidates.begin(), candidates.end(), scale.high);
    if (scale.low >= scale.high) scale.high = scale.low * 10.0;
    for (const double tick : candidates) {
        if (tick >= scale.low * (1.0 - 1e-9) && tick <= scale.high * (1.0 + 1e-9)) scale.ticks.push_back(tick);
    }
    return scale;
}

std::string tickText(const AxisScale& scale, double tick, const Axis& axis, Language language) {
    return formatNumber(tick, axis.format, scale.decimals, language);
}

}  // namespace kachi
