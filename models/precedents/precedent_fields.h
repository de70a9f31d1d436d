#pragma once

#include "models/case/archive.h"
#include "models/precedents/precedent.h"

namespace kachi {

template <class Archive>
void describe(Archive& archive, Precedent& precedent) {
    archive.field("id", precedent.id);
    archive.field("route", precedent.route);
    archive.field("year", precedent.year);
    archive.optional("date", precedent.date);
    archive.field("product", precedent.product);
    archive.optional("company", precedent.company);
    archive.optional("field", precedent.field);
    archive.optional("category", precedent.category);
    archive.optional("premium", precedent.premium);
    archive.optional("premiumText", precedent.premiumText);
    archive.optional("items", precedent.items);
    archive.optional("rate", precedent.rate);
    archive.optional("points", precedent.points);
    archive.optional("comparatorPrice", precedent.comparatorPrice);
    archive.optional("priceBefore", precedent.priceBefore);
    archive.optional("price", precedent.price);
    archive.optional("temporaryPrice", precedent.temporaryPrice);
    archive.optional("foreignRatio", precedent.foreignRatio);
    archive.field("status", precedent.status);
    archive.field("document", precedent.document);
    archive.optional("url", precedent.url);
}

}  // namespace kachi
