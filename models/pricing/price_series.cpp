#include "models/pricing/price_series.h"

namespace kachi {

std::optional<int> monthNumber(const std::string& text) {
    if (text.size() != 7 || text[4] != '-') return std::nullopt;
    for (const std::size_t at : {0U, 1U, 2U, 3U, 5U, 6U}) {
        if (text[at] < '0' || text[at] > '9') return std::nullopt;
    }
    const int month = std::stoi(text.substr(5, 2));
    if (month < 1 || month > 12) return std::nullopt;
    return std::stoi(text.substr(0, 4)) * 12 + month - 1;
}

std::string monthText(int number) {
    std::string year = std::to_string(number / 12);
    year.insert(0, 4 - std::min<std::size_t>(year.size(), 4), '0');
    const int month = number % 12 + 1;
    return year + (month < 10 ? "-0" : "-") + std::to_string(month);
}

}  // namespace kachi
