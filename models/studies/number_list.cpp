#include "models/studies/number_list.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace kachi {

std::vector<double> numberList(StudyReader& reader, const std::string& key, const std::vector<double>& otherwise,
                               double atLeast, double atMost) {
    if (!reader.has(key)) return otherwise;
    const std::string text = reader.text(key);
    std::vector<double> values;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t comma = std::min(text.find(',', begin), text.size());
        std::size_t first = begin;
        std::size_t last = comma;
        while (first < last && text[first] == ' ') ++first;
        while (last > first && text[last - 1] == ' ') --last;
        double value = 0;
        const auto [end, error] = std::from_chars(text.data() + first, text.data() + last, value);
        const bool isNumber = error == std::errc() && end == text.data() + last && std::isfinite(value);
        if (!isNumber || value < atLeast || value > atMost ||
            std::find(values.begin(), values.end(), value) != values.end()) {
            reader.refuse("access.badList", key, text, plainDigits(atLeast) + " … " + plainDigits(atMost));
            return otherwise;
        }
        values.push_back(value);
        begin = comma + 1;
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
