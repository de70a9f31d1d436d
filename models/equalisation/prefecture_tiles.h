#pragma once

#include <array>
#include <string_view>

namespace kachi {

/// One of the eight region blocks (地方), Kinki including Mie.
struct RegionBlock {
    std::string_view id;
    std::string_view ja;
    std::string_view en;
};

/// A prefecture with its tile in a grid that looks like Japan: 14 rows from the north, 13 columns from the west.
struct Prefecture {
    std::string_view code;  ///< JIS X 0401, "01" … "47"
    std::string_view ja;
    std::string_view en;
    std::string_view block;  ///< id of a RegionBlock
    int row;
    int column;
};

inline constexpr int prefectureTileRows = 14;
inline constexpr int prefectureTileColumns = 13;

inline constexpr auto regionBlocks = std::to_array<RegionBlock>({
    {"hokkaido", "北海道", "Hokkaido"},
    {"tohoku", "東北", "Tohoku"},
    {"kanto", "関東", "Kanto"},
    {"chubu", "中部", "Chubu"},
    {"kinki", "近畿", "Kinki"},
    {"chugoku", "中国", "Chugoku"},
    {"shikoku", "四国", "Shikoku"},
    {"kyushuOkinawa", "九州・沖縄", "Kyushu-Okinawa"},
});

/// In code order. Source of codes and names: JIS X 0401; English in Hepburn without macrons.
inline constexpr auto prefectures = std::to_array<Prefecture>({
    {"01", "北海道", "Hokkaido", "hokkaido", 0, 11},
    {"02", "青森県", "Aomori", "tohoku", 2, 11},
    {"03", "岩手県", "Iwate", "tohoku", 3, 11},
    {"04", "宮城県", "Miyagi", "tohoku", 4, 11},
    {"05", "秋田県", "Akita", "tohoku", 3, 10},
    {"06", "山形県", "Yamagata", "tohoku", 4, 10},
    {"07", "福島県", "Fukushima", "tohoku", 5, 11},
    {"08", "茨城県", "Ibaraki", "kanto", 6, 12},
    {"09", "栃木県", "Tochigi", "kanto", 6, 11},
    {"10", "群馬県", "Gunma", "kanto", 6, 10},
    {"11", "埼玉県", "Saitama", "kanto", 7, 10},
    {"12", "千葉県", "Chiba", "kanto", 7, 12},
    {"13", "東京都", "Tokyo", "kanto", 7, 11},
    {"14", "神奈川県", "Kanagawa", "kanto", 8, 11},
    {"15", "新潟県", "Niigata", "chubu", 5, 10},
    {"16", "富山県", "Toyama", "chubu", 5, 9},
    {"17", "石川県", "Ishikawa", "chubu", 5, 8},
    {"18", "福井県", "Fukui", "chubu", 6, 8},
    {"19", "山梨県", "Yamanashi", "chubu", 7, 9},
    {"20", "長野県", "Nagano", "chubu", 6, 9},
    {"21", "岐阜県", "Gifu", "chubu", 7, 8},
    {"22", "静岡県", "Shizuoka", "chubu", 8, 10},
    {"23", "愛知県", "Aichi", "chubu", 8, 9},
    {"24", "三重県", "Mie", "kinki", 8, 8},
    {"25", "滋賀県", "Shiga", "kinki", 7, 7},
    {"26", "京都府", "Kyoto", "kinki", 7, 6},
    {"27", "大阪府", "Osaka", "kinki", 8, 6},
    {"28", "兵庫県", "Hyogo", "kinki", 7, 5},
    {"29", "奈良県", "Nara", "kinki", 8, 7},
    {"30", "和歌山県", "Wakayama", "kinki", 9, 7},
    {"31", "鳥取県", "Tottori", "chugoku", 7, 4},
    {"32", "島根県", "Shimane", "chugoku", 7, 3},
    {"33", "岡山県", "Okayama", "chugoku", 8, 4},
    {"34", "広島県", "Hiroshima", "chugoku", 8, 3},
    {"35", "山口県", "Yamaguchi", "chugoku", 8, 2},
    {"36", "徳島県", "Tokushima", "shikoku", 11, 5},
    {"37", "香川県", "Kagawa", "shikoku", 10, 5},
    {"38", "愛媛県", "Ehime", "shikoku", 10, 4},
    {"39", "高知県", "Kochi", "shikoku", 11, 4},
    {"40", "福岡県", "Fukuoka", "kyushuOkinawa", 9, 1},
    {"41", "佐賀県", "Saga", "kyushuOkinawa", 9, 0},
    {"42", "長崎県", "Nagasaki", "kyushuOkinawa", 10, 0},
    {"43", "熊本県", "Kumamoto", "kyushuOkinawa", 10, 1},
    {"44", "大分県", "Oita", "kyushuOkinawa", 9, 2},
    {"45", "宮崎県", "Miyazaki", "kyushuOkinawa", 10, 2},
    {"46", "鹿児島県", "Kagoshima", "kyushuOkinawa", 11, 1},
    {"47", "沖縄県", "Okinawa", "kyushuOkinawa", 13, 0},
});
static_assert(prefectures.size() == 47);

}  // namespace kachi
