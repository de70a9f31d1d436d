#pragma once

#include "models/params/param_def.h"

#include <array>
#include <span>
#include <string>

namespace kachi {

namespace recalculation_ids {

inline constexpr auto currentPrice = "recalculation.currentPrice";
inline constexpr auto marketPrice = "recalculation.marketPrice";
inline constexpr auto requesterShare = "recalculation.share.requester";
inline constexpr auto topTwoShare = "recalculation.share.topTwo";
inline constexpr auto largeShare = "recalculation.threshold.largeShare";
inline constexpr auto divergence = "recalculation.threshold.divergence";
inline constexpr auto profitRate = "recalculation.profitRate";
inline constexpr auto distributionRate = "recalculation.distributionRate";
inline constexpr auto distributionAmount = "recalculation.distributionAmount";
inline constexpr auto taxRate = "recalculation.taxRate";
inline std::string amount(const std::string& row) {
    return "recalculation.line." + row + ".amount";
}
inline std::string indexWeight(const std::string& row) {
    return "recalculation.line." + row + ".indexWeight";
}
inline std::string drift(const std::string& series) {
    return "recalculation.drift." + series;
}

}  // namespace recalculation_ids

inline constexpr auto recalculationParamTable = std::to_array<ParamDef>({
    {.id = recalculation_ids::currentPrice,
     .ja = "現在の償還価格（税込）",
     .en = "Current reimbursement price, tax included",
     .unit = Unit::yen,
     .family = Family::fixed},
    {.id = recalculation_ids::marketPrice,
     .ja = "市場実勢価格の加重平均（税込）",
     .en = "Weighted mean market price, tax included",
     .unit = Unit::yen,
     .family = Family::gamma},
    {.id = recalculation_ids::requesterShare,
     .ja = "要望企業のシェア",
     .en = "Share of the requester",
     .unit = Unit::percent,
     .high = 100,
     .family = Family::fixed},
    {.id = recalculation_ids::topTwoShare,
     .ja = "上位2社のシェア",
     .en = "Share of the top two requesters",
     .unit = Unit::percent,
     .high = 100,
     .family = Family::fixed},
    {.id = recalculation_ids::largeShare,
     .ja = "「大きい」とみなすシェア（利用者の設定）",
     .en = "Share that counts as large (set by the user)",
     .unit = Unit::percent,
     .high = 100,
     .family = Family::fixed},
    {.id = recalculation_ids::divergence,
     .ja = "「大きい」とみなす乖離率（利用者の設定）",
     .en = "Divergence that counts as large (set by the user)",
     .unit = Unit::percent,
     .high = 100,
     .family = Family::fixed},
    {.id = recalculation_ids::profitRate,
     .ja = "営業利益率",
     .en = "Operating profit rate",
     .unit = Unit::percent,
     .high = 100,
     .family = Family::beta},
    {.id = recalculation_ids::distributionRate,
     .ja = "流通経費率",
     .en = "Distribution rate",
     .unit = Unit::percent,
     .high = 100,
     .family = Family::beta},
    {.id = recalculation_ids::distributionAmount,
     .ja = "流通経費（額）",
     .en = "Distribution, amount",
     .unit = Unit::yen,
     .family = Family::gamma},
    {.id = recalculation_ids::taxRate,
     .ja = "消費税率",
     .en = "Consumption tax",
     .unit = Unit::percent,
     .high = 100,
     .family = Family::fixed},
    {.id = "recalculation.line.*.amount",
     .ja = "費目の金額（1個当たり）",
     .en = "Cost line, per unit",
     .unit = Unit::yen,
     .family = Family::gamma},
    {.id = "recalculation.line.*.indexWeight",
     .ja = "指数に連動する割合",
     .en = "Part that follows the series",
     .unit = Unit::ratio,
     .high = 1,
     .family = Family::beta},
    {.id = "recalculation.drift.*",
     .ja = "系列の将来の年変化率（利用者の仮定）",
     .en = "Future yearly change of the series (user's assumption)",
     .unit = Unit::percent,
     .low = -100,
     .family = Family::normal},
});
static_assert(wellFormed(recalculationParamTable));

constexpr std::span<const ParamDef> recalculationParams() {
    return recalculationParamTable;
}

}  // namespace kachi
