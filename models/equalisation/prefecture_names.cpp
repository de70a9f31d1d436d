#include "models/equalisation/prefecture_names.h"

#include "models/equalisation/area_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace kachi {
namespace {

struct Replacement {
    std::string_view from;
    std::string_view to;
};

/// Spellings of long vowels and of ん before m, reduced to one.
constexpr auto romanisations = std::to_array<Replacement>({
    {"ou", "o"},
    {"oo", "o"},
    {"oh", "o"},
    {"mm", "nm"},
});

template <class Table>
std::string replaced(std::string text, const Table& table) {
    for (const Replacement& replacement : table) {
        for (auto at = text.find(replacement.from); at != std::string::npos;
             at = text.find(replacement.from, at + replacement.to.size())) {
            text.replace(at, replacement.from.size(), replacement.to);
        }
    }
    return text;
}

/// One form of all spellings; spaces, hyphens and points removed.
std::string normalised(std::string_view text) {
    std::string result;
    for (const char c : unifiedName(text)) {
        if (c != ' ' && c != '\t' && c != '-' && c != '.' && c != '\'') result += c;
    }
    return replaced(result, romanisations);
}

std::string withoutSuffix(const std::string& text, std::string_view suffix) {
    return text.size() > suffix.size() && text.ends_with(suffix) ? text.substr(0, text.size() - suffix.size())
                                                                 : std::string();
}

/// ASCII digits of a code without the country in front of it; points and inner spaces stay, so "1.3" is no code.
std::string codeDigits(std::string_view text) {
    std::string digits = unifiedName(text);
    digits.erase(0, digits.find_first_not_of(" \t"));
    digits.erase(digits.find_last_not_of(" \t") + 1);
    for (const std::string_view country : {"jp-", "jp"}) {
        if (digits.starts_with(country)) return digits.substr(country.size());
    }
    return digits;
}

/// Check digit of a local government code "pp000". Source: 全国地方公共団体コード仕様 (総務省): weights 6 and 5,
/// 11 minus the remainder modulo 11, last digit.
char checkDigit(std::string_view code) {
    const int sum = 6 * (code[0] - '0') + 5 * (code[1] - '0');
    return static_cast<char>('0' + (11 - sum % 11) % 10);
}

/// "1", "01", "1000", "01000", "10006" and "010006" all mean code "01".
bool isCode(const std::string& digits, std::string_view code) {
    const std::string whole(code);
    const std::string local = whole + "000";
    for (const std::string& form : {whole, local, local + checkDigit(code)}) {
        if (digits == form || (form.starts_with('0') && digits == form.substr(1))) return true;
    }
    return false;
}

/// Names of a prefecture in the one form of all spellings.
struct NormalisedNames {
    std::string ja;
    std::string shortJa;
    std::string en;
};

std::vector<NormalisedNames> normalisedNames(std::span<const Prefecture> table) {
    std::vector<NormalisedNames> names;
    for (const Prefecture& prefecture : table) {
        names.push_back({normalised(prefecture.ja), normalised(shortName(prefecture).ja), normalised(prefecture.en)});
    }
    return names;
}

const Prefecture* resolve(std::string_view text, std::span<const Prefecture> table,
                          const std::vector<NormalisedNames>& names) {
    const std::string digits = codeDigits(text);
    const std::string wanted = normalised(text);
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (isCode(digits, table[i].code) || wanted == names[i].ja || wanted == names[i].en) return &table[i];
    }
    // Whole names first: 京都 is no short form of 東京都, and Kyoto is not Kyo-to.
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (wanted == names[i].shortJa) return &table[i];
        for (const std::string_view suffix : {"都", "府", "県"}) {  // 大阪県, and 東京府 until 1943
            if (withoutSuffix(wanted, suffix) == names[i].shortJa) return &table[i];
        }
        for (const std::string_view suffix : {"prefecture", "pref", "metropolis", "to", "do", "fu", "ken"}) {
            if (withoutSuffix(wanted, suffix) == names[i].en) return &table[i];
        }
    }
    return nullptr;
}

}  // namespace

const Prefecture* resolvePrefecture(std::string_view text, std::span<const Prefecture> table) {
    static const std::vector<NormalisedNames> shipped = normalisedNames(prefectures);
    if (table.data() == prefectures.data() && table.size() == prefectures.size()) return resolve(text, table, shipped);
    return resolve(text, table, normalisedNames(table));
}

Text shortName(const Prefecture& prefecture) {
    std::string ja(prefecture.ja);
    for (const std::string_view suffix : {"都", "府", "県"}) {
        if (ja.ends_with(suffix)) {
            ja.resize(ja.size() - suffix.size());
            break;
        }
    }
    return {ja, std::string(prefecture.en)};
}

}  // namespace kachi
