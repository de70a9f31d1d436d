#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kachi {

/// Text of a name with one form for what tables write in several: full-width letters, digits and signs become
/// half-width, half-width kana full-width, old and variant characters those of today (廣 → 広, 濱 → 浜, 澤 → 沢, 﨑 →
/// 崎), ヶ, ケ and が become ヶ, ノ, 之 and の become の, Latin letters small ones.
std::string unifiedName(std::string_view name);

/// Key by which two spellings of an area are the same: unifiedName without spaces, points and hyphens and without the
/// words 二次医療圏, 保健医療圏, 医療圏, 圏域, 圏 and 地域 at the end.
std::string areaKey(std::string_view name);

/// True for rows that are no area but a sum: 全国, 総数, 総計, 合計, 計, Total, Japan, Nationwide.
bool meansTotal(std::string_view name);

/// A secondary medical area (二次医療圏) as resources/tables/medical-areas.csv holds it. Empty: not published.
struct MedicalArea {
    std::string prefectureCode;  ///< JIS X 0401, "01" … "47"
    std::string name;            ///< unique within the prefecture, not within the country (中部, 県北, …)
    std::optional<double> population;
    std::optional<double> population65Plus;
    std::optional<double> births;
    std::optional<double> deaths;
    std::optional<double> hospitals;
    std::optional<double> wards;
    std::optional<double> beds;
};

/// The area of that name in the prefecture (any spelling resolvePrefecture knows; empty: the whole country).
/// @return null when there is none, or several without a prefecture that tells them apart
const MedicalArea* resolveMedicalArea(std::string_view name, std::string_view prefecture,
                                      std::span<const MedicalArea> table);

}  // namespace kachi
