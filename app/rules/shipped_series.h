#pragma once

#include "models/core/result.h"
#include "models/pricing/price_series.h"

namespace kachi {

/// The monthly series shipped with the program: domestic producer prices and USD/JPY. Other series are imported.
/// Source: resources/tables/PROVENANCE.md.
Result<std::vector<PriceSeries>> shippedSeries();

}  // namespace kachi
