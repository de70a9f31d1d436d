#pragma once

#include "models/equalisation/prefecture_tiles.h"

#include <span>
#include <string_view>

namespace kachi {

/// Finds a prefecture the way tables name it: code "1", "01", "JP-01" (full-width digits too); 東京, 東京都; old and
/// variant characters (廣島, 鹿兒島, 靜岡, 大坂); Tokyo, tokyo-to, Osaka Prefecture, Ōsaka, Ohsaka, Hyougo, Gumma.
/// @return null when the text names none of `table`
const Prefecture* resolvePrefecture(std::string_view text, std::span<const Prefecture> table = prefectures);

}  // namespace kachi
