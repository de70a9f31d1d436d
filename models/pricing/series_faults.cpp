#include "models/pricing/series_faults.h"

#include <cmath>

namespace kachi {

Issues seriesFaults(const PriceSeries& series) {
    const auto fault = [&](const std::string& value) {
        return Issues{{"pricing.seriesInvalid", Severity::error, series.id, value, {}, {}}};
    };
    if (series.months.empty() || series.months.size() != series.values.size()) {
        return fault(std::to_string(series.months.size()) + " / " + std::to_string(series.values.size()));
    }
    for (std::size_t at = 0; at < series.months.size(); ++at) {
        const auto month = monthNumber(series.months[at]);
        const auto before = at == 0 ? std::nullopt : monthNumber(series.months[at - 1]);
        const bool follows = at == 0 || (month && before && *month == *before + 1);
        if (!month || !follows) return fault(series.months[at]);
        if (!(std::isfinite(series.values[at]) && series.values[at] > 0)) {
            return fault(series.months[at] + " " + numberText(series.values[at]));
        }
    }
    return {};
}

}  // namespace kachi
