#include "models/studies/number_list.h"

#include "models/fields/field_limits.h"

#include <algorithm>

namespace kachi {

std::vector<std::string> separatedWords(const std::string& text) {
    std::vector<std::string> parts(1);
    for (const char character : text) {
        if (character == ',' || character == ';' || character == ' ' || character == '\n') {
            if (!parts.back().empty()) parts.emplace_back();
        } else {
            parts.back() += character;
        }
    }
    if (parts.back().empty()) parts.pop_back();
    return parts;
}

std::vector<double> numberList(StudyReader& reader, const std::string& key, const std::vector<double>& otherwise,
                               const FieldLimits& limits) {
    if (!reader.has(key)) return otherwise;
    std::vector<double> values;
    for (const std::string& word : separatedWords(reader.text(key))) {
        const Result<Rational> number = fieldNumber(word, Unit::none);
        const bool isValid = number && isWithin(*number, limits);
        if (!isValid || std::ranges::find(values, toDouble(*number)) != values.end()) {
            reader.refuse("studies.badList", key, word, limitText(limits));
        } else {
            values.push_back(toDouble(*number));
        }
    }
    return values;
}

std::string namesInShort(const std::vector<std::string>& names) {
    constexpr std::size_t shown = 10;
    std::string text;
    for (std::size_t i = 0; i < std::min(shown, names.size()); ++i) text += (i == 0 ? "" : ", ") + names[i];
    return names.size() > shown ? text + ", …" : text;
}

}  // namespace kachi
