#pragma once

#include "models/case/archive.h"
#include "models/pricing/price_series.h"

namespace kachi {

template <class Archive>
void describe(Archive& archive, PriceSeries& series) {
    archive.field("id", series.id);
    archive.field("name", series.name);
    archive.optionalUnit("unit", series.unit);
    archive.field("months", series.months);
    archive.field("values", series.values);
    archive.optional("source", series.source);
}

}  // namespace kachi
