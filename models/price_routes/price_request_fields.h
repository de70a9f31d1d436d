#pragma once

#include "models/case/archive.h"
#include "models/price_routes/price_request.h"

namespace kachi {

template <class Archive>
void describe(Archive& archive, PriceRequest& request) {
    archive.optional("id", request.id);
    archive.field("route", request.route);
    archive.optional("name", request.name);
    archive.optional("pack", request.pack);
    archive.optional("date", request.date);
    archive.field("inputs", request.inputs);
    archive.optional("rules", request.rules);
}

}  // namespace kachi
