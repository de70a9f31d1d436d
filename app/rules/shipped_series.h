#pragma once

#include "models/pricing/price_series.h"

namespace kachi {

/// The monthly series shipped with the program: domestic producer prices and USD/JPY. Other series are imported.
/// Source: resources/tables/PROVENANCE.md.
const std::vector<PriceSeries>& shippedSeries();

}  // namespace kachi
