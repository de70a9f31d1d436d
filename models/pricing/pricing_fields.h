#pragma once

#include "models/case/archive.h"
#include "models/pricing/pricing_structure.h"

namespace kachi {

inline constexpr ChoiceName<AlphaLimits> alphaLimitNames[] = {
    {AlphaLimits::asPack, "asPack"}, {AlphaLimits::rateAndKind, "rateAndKind"}, {AlphaLimits::kindOnly, "kindOnly"}};

template <class Archive>
void describe(Archive& archive, FieldCategory& category) {
    archive.field("id", category.id);
    archive.field("name", category.name);
}

template <class Archive>
void describe(Archive& archive, PremiumClaim& claim) {
    archive.field("id", claim.id);
    archive.field("kind", claim.kind);
    archive.optional("requirement", claim.requirement);
    archive.optional("note", claim.note);
}

template <class Archive>
void describe(Archive& archive, ForeignPrice& price) {
    archive.field("id", price.id);
    archive.field("country", price.country);
    archive.optional("note", price.note);
}

template <class Archive>
void describe(Archive& archive, PricingStructure& pricing) {
    archive.field("comparatorName", pricing.comparatorName);
    archive.optional("comparatorCategory", pricing.comparatorCategory);
    archive.optional("fieldNumber", pricing.fieldNumber);
    archive.optional("field", pricing.field);
    archive.optional("prorated", pricing.prorated);
    archive.optional("premiums", pricing.premiums);
    archive.choice("alphaLimits", pricing.alphaLimits, alphaLimitNames);
    archive.optional("rapidIntroduction", pricing.rapidIntroduction);
    archive.optional("foreignPrices", pricing.foreignPrices);
    archive.optional("relaxedCeiling", pricing.relaxedCeiling);
}

}  // namespace kachi
