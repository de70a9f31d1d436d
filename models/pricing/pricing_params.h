#pragma once

#include "models/params/param_def.h"

#include <array>
#include <span>
#include <string>

namespace kachi {

namespace pricing_ids {

inline constexpr auto comparatorPrice = "pricing.comparator.price";
inline constexpr auto prorationFactor = "pricing.prorationFactor";
inline std::string fieldPrice(const std::string& row) {
    return "pricing.field." + row + ".price";
}
inline std::string premiumRate(const std::string& row) {
    return "pricing.premium." + row + ".rate";
}
inline std::string premiumPoints(const std::string& row) {
    return "pricing.premium." + row + ".points";
}
inline std::string localPrice(const std::string& row) {
    return "pricing.foreign." + row + ".localPrice";
}
inline std::string exchangeRate(const std::string& row) {
    return "pricing.foreign." + row + ".exchangeRate";
}

}  // namespace pricing_ids

inline constexpr auto pricingParamTable = std::to_array<ParamDef>({
    {.id = pricing_ids::comparatorPrice,
     .ja = "類似機能区分の価格",
     .en = "Price of the comparator category",
     .unit = Unit::yen,
     .family = Family::fixed},
    {.id = pricing_ids::prorationFactor,
     .ja = "按分の比",
     .en = "Proration factor",
     .unit = Unit::ratio,
     .family = Family::fixed},
    {.id = "pricing.field.*.price",
     .ja = "分野の機能区分の価格",
     .en = "Price of a category of the field",
     .unit = Unit::yen,
     .family = Family::fixed},
    {.id = "pricing.premium.*.rate",
     .ja = "加算率 A",
     .en = "Premium rate A",
     .unit = Unit::percent,
     .family = Family::fixed},
    {.id = "pricing.premium.*.points",
     .ja = "加算のポイント",
     .en = "Premium points",
     .unit = Unit::points,
     .family = Family::fixed},
    {.id = "pricing.foreign.*.localPrice",
     .ja = "外国価格（現地通貨）",
     .en = "Foreign price, local currency",
     .unit = Unit::foreignCurrency,
     .family = Family::gamma},
    {.id = "pricing.foreign.*.exchangeRate",
     .ja = "為替レート",
     .en = "Exchange rate",
     .unit = Unit::yenPerForeign,
     .family = Family::lognormal},
});
static_assert(wellFormed(pricingParamTable));

constexpr std::span<const ParamDef> pricingParams() {
    return pricingParamTable;
}

}  // namespace kachi
