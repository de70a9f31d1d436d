#pragma once

#include "models/core/issue.h"
#include "models/pricing/price_series.h"

namespace kachi {

/// Issue pricing.seriesInvalid when months do not follow one another or a value is not positive.
Issues seriesFaults(const PriceSeries& series);

}  // namespace kachi
