#include "models/equalisation/area_names.h"

#include "models/equalisation/prefecture_names.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace kachi {
namespace {

struct Replacement {
    std::string_view from;
    std::string_view to;
};

/// Old and variant characters of place names, and their form in names of today.
constexpr auto oldCharacters = std::to_array<Replacement>({
    {"廣", "広"}, {"德", "徳"}, {"靜", "静"}, {"兒", "児"}, {"繩", "縄"}, {"靑", "青"}, {"嶋", "島"}, {"嶌", "島"},
    {"﨑", "崎"}, {"碕", "崎"}, {"冨", "富"}, {"羣", "群"}, {"瀉", "潟"}, {"縣", "県"}, {"濱", "浜"}, {"卷", "巻"},
    {"氣", "気"}, {"濵", "浜"}, {"澤", "沢"}, {"邊", "辺"}, {"邉", "辺"}, {"齋", "斎"}, {"國", "国"}, {"學", "学"},
    {"嶽", "岳"}, {"惠", "恵"}, {"穗", "穂"}, {"會", "会"}, {"櫻", "桜"}, {"鹽", "塩"}, {"瀧", "滝"}, {"瀨", "瀬"},
    {"礪", "砺"}, {"圓", "円"}, {"壹", "壱"}, {"彌", "弥"}, {"條", "条"}, {"實", "実"}, {"榮", "栄"}, {"萬", "万"},
    {"豐", "豊"}, {"龍", "竜"}, {"藏", "蔵"}, {"覺", "覚"}, {"關", "関"}, {"鐵", "鉄"}, {"舊", "旧"}, {"黑", "黒"},
    {"髙", "高"}, {"吳", "呉"}, {"眞", "真"}, {"與", "与"}, {"臺", "台"}, {"增", "増"}, {"莊", "荘"}, {"稻", "稲"},
    {"驛", "駅"}, {"寳", "宝"}, {"寶", "宝"}, {"峯", "峰"}, {"區", "区"}, {"廳", "庁"}, {"應", "応"}, {"靱", "靭"},
    {"渕", "淵"}, {"蘆", "芦"}, {"隱", "隠"}, {"薗", "園"}, {"埜", "野"}, {"壽", "寿"}, {"戶", "戸"}, {"當", "当"},
    {"佛", "仏"}, {"姬", "姫"}, {"橫", "横"}, {"步", "歩"}, {"每", "毎"}, {"淸", "清"}, {"狹", "狭"}, {"綠", "緑"},
    {"緖", "緒"}, {"藥", "薬"}, {"讚", "讃"}, {"輕", "軽"}, {"郞", "郎"}, {"鄕", "郷"}, {"雜", "雑"}, {"大坂", "大阪"},
});

/// A voicing mark of its own belongs to the character before it.
constexpr auto halfWidthKana = std::to_array<Replacement>({
    {"ｱ", "ア"},  {"ｲ", "イ"},  {"ｳ", "ウ"},  {"ｴ", "エ"},  {"ｵ", "オ"},  {"ｶ", "カ"},  {"ｷ", "キ"},  {"ｸ", "ク"},
    {"ｹ", "ケ"},  {"ｺ", "コ"},  {"ｻ", "サ"},  {"ｼ", "シ"},  {"ｽ", "ス"},  {"ｾ", "セ"},  {"ｿ", "ソ"},  {"ﾀ", "タ"},
    {"ﾁ", "チ"},  {"ﾂ", "ツ"},  {"ﾃ", "テ"},  {"ﾄ", "ト"},  {"ﾅ", "ナ"},  {"ﾆ", "ニ"},  {"ﾇ", "ヌ"},  {"ﾈ", "ネ"},
    {"ﾉ", "ノ"},  {"ﾊ", "ハ"},  {"ﾋ", "ヒ"},  {"ﾌ", "フ"},  {"ﾍ", "ヘ"},  {"ﾎ", "ホ"},  {"ﾏ", "マ"},  {"ﾐ", "ミ"},
    {"ﾑ", "ム"},  {"ﾒ", "メ"},  {"ﾓ", "モ"},  {"ﾔ", "ヤ"},  {"ﾕ", "ユ"},  {"ﾖ", "ヨ"},  {"ﾗ", "ラ"},  {"ﾘ", "リ"},
    {"ﾙ", "ル"},  {"ﾚ", "レ"},  {"ﾛ", "ロ"},  {"ﾜ", "ワ"},  {"ｦ", "ヲ"},  {"ﾝ", "ン"},  {"ｧ", "ァ"},  {"ｨ", "ィ"},
    {"ｩ", "ゥ"},  {"ｪ", "ェ"},  {"ｫ", "ォ"},  {"ｬ", "ャ"},  {"ｭ", "ュ"},  {"ｮ", "ョ"},  {"ｯ", "ッ"},  {"ｰ", "ー"},
    {"･", "・"},  {"ｶﾞ", "ガ"}, {"ｷﾞ", "ギ"}, {"ｸﾞ", "グ"}, {"ｹﾞ", "ゲ"}, {"ｺﾞ", "ゴ"}, {"ｻﾞ", "ザ"}, {"ｼﾞ", "ジ"},
    {"ｽﾞ", "ズ"}, {"ｾﾞ", "ゼ"}, {"ｿﾞ", "ゾ"}, {"ﾀﾞ", "ダ"}, {"ﾁﾞ", "ヂ"}, {"ﾂﾞ", "ヅ"}, {"ﾃﾞ", "デ"}, {"ﾄﾞ", "ド"},
    {"ﾊﾞ", "バ"}, {"ﾋﾞ", "ビ"}, {"ﾌﾞ", "ブ"}, {"ﾍﾞ", "ベ"}, {"ﾎﾞ", "ボ"}, {"ｳﾞ", "ヴ"}, {"ﾊﾟ", "パ"}, {"ﾋﾟ", "ピ"},
    {"ﾌﾟ", "プ"}, {"ﾍﾟ", "ペ"}, {"ﾎﾟ", "ポ"},
});

/// Characters written either way in the same name, and signs.
constexpr auto alternatives = std::to_array<Replacement>({
    {"ケ", "ヶ"}, {"ガ", "ヶ"}, {"が", "ヶ"}, {"ヵ", "ヶ"}, {"ノ", "の"}, {"之", "の"}, {"乃", "の"},
    {"ツ", "ッ"}, {"つ", "ッ"}, {"っ", "ッ"}, {"　", " "},  {"‐", "-"},   {"–", "-"},   {"−", "-"},
    {"Ō", "o"},   {"ō", "o"},   {"Ô", "o"},   {"ô", "o"},   {"Ū", "u"},   {"ū", "u"},
});

using Characters = std::unordered_map<std::string_view, std::string_view>;

template <class... Tables>
Characters charactersOf(const Tables&... tables) {
    Characters characters;
    const auto add = [&](const auto& table) {
        for (const Replacement& replacement : table) characters.emplace(replacement.from, replacement.to);
    };
    (add(tables), ...);
    return characters;
}

/// Bytes of the UTF-8 character that starts there; 0 at the end of the text.
std::size_t characterBytes(std::string_view text, std::size_t at) {
    if (at >= text.size()) return 0;
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t bytes = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    return std::min(bytes, text.size() - at);
}

/// The text with its characters replaced, pairs of them before single ones.
std::string replaced(std::string_view text, const Characters& characters) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t one = characterBytes(text, at);
        const std::size_t two = one + characterBytes(text, at + one);
        auto found = characters.find(text.substr(at, two));
        const std::size_t taken = found == characters.end() ? one : two;
        if (found == characters.end()) found = characters.find(text.substr(at, one));
        result += found == characters.end() ? text.substr(at, taken) : found->second;
        at += taken;
    }
    return result;
}

/// Full-width forms of ASCII, U+FF01 … U+FF5E (UTF-8 EF BC 81 … EF BD 9E), as ASCII.
std::string withHalfWidthAscii(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[i + k]); };
        if (i + 2 < text.size() && byte(0) == 0xEF && (byte(1) == 0xBC || byte(1) == 0xBD)) {
            const int offset = (byte(1) - 0xBC) * 0x40 + (byte(2) - 0x80);  // from U+FF00
            if (offset >= 1 && offset <= 0x5E) {
                result += static_cast<char>(0x20 + offset);
                i += 2;
                continue;
            }
        }
        result += text[i];
    }
    return result;
}

std::string withoutEnding(std::string name, std::string_view ending) {
    if (name.size() > ending.size() && name.ends_with(ending)) name.resize(name.size() - ending.size());
    return name;
}

}  // namespace

std::string unifiedName(std::string_view name) {
    static const Characters widths = charactersOf(halfWidthKana);
    static const Characters characters = charactersOf(oldCharacters, alternatives);
    std::string unified = replaced(replaced(withHalfWidthAscii(name), widths), characters);
    for (char& c : unified) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return unified;
}

std::string areaKey(std::string_view name) {
    static const Characters signs{{"・", ""}, {".", ""}, {",", ""}, {"、", ""}, {"-", ""}, {" ", ""}, {"\t", ""}};
    std::string key = replaced(unifiedName(name), signs);
    for (const std::string_view ending : {"二次医療圏", "保健医療圏", "医療圏", "圏域", "圏", "地域"}) {
        key = withoutEnding(std::move(key), ending);
    }
    return key;
}

bool meansTotal(std::string_view name) {
    const std::string key = areaKey(name);
    for (const std::string_view total :
         {"全国", "総数", "総計", "合計", "計", "全体", "total", "japan", "nationwide"}) {
        if (key == total) return true;
    }
    return false;
}

const MedicalArea* resolveMedicalArea(std::string_view name, std::string_view prefecture,
                                      std::span<const MedicalArea> table) {
    const Prefecture* inside = prefecture.empty() ? nullptr : resolvePrefecture(prefecture);
    if (!prefecture.empty() && !inside) return nullptr;
    const std::string key = areaKey(name);
    const MedicalArea* found = nullptr;
    for (const MedicalArea& area : table) {
        if (areaKey(area.name) != key || (inside && area.prefectureCode != inside->code)) continue;
        if (found) return nullptr;
        found = &area;
    }
    return found;
}

}  // namespace kachi
