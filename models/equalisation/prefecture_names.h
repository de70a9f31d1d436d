#pragma once

#include "models/core/text.h"
#include "models/equalisation/prefecture_tiles.h"

#include <span>
#include <string_view>

namespace kachi {

/// Finds a prefecture the way tables name it: code "1", "01", "JP-01" (full-width digits too); the municipal codes that
/// stand for the whole prefecture, without or with their check digit (13000, 130001); 東京, 東京都; old and variant
/// characters (廣島, 鹿兒島, 靜岡, 大坂); another ending than its own (大阪県; 東京府, as it was called until 1943);
/// Tokyo, tokyo-to, Osaka Prefecture, Ōsaka, Ohsaka, Hyougo, Gumma. Totals (全国) and municipalities (13101, 千代田区)
/// are no prefectures, "1.3" is not 13, and 北海 is no short form.
/// @return null when the text names none of `table`
const Prefecture* resolvePrefecture(std::string_view text, std::span<const Prefecture> table = prefectures);

/// Name as maps and tables print it, without 都府県: {"東京", "Tokyo"}; 北海道 stays whole.
Text shortName(const Prefecture& prefecture);

}  // namespace kachi
