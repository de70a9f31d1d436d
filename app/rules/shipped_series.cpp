#include "app/rules/shipped_series.h"

#include "app/rules/shipped_table.h"
#include "models/pricing/price_series_fields.h"

namespace kachi {

using namespace Qt::StringLiterals;

const std::vector<PriceSeries>& shippedSeries() {
    static const std::vector<PriceSeries> series = shippedTable<PriceSeries>(u":/tables/price-series.json"_s, "series");
    return series;
}

}  // namespace kachi
