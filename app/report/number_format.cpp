#include "app/report/number_format.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace kachi {
namespace {

/// "-0.00" after rounding is zero, and zero has no sign.
std::string fixedDigits(double value, int decimals) {
    std::string buffer(400, '\0');
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
    buffer.resize(static_cast<std::size_t>(end - buffer.data()));
    if (buffer.find_first_not_of("-0.") == std::string::npos && buffer.starts_with('-')) buffer.erase(0, 1);
    return buffer;
}

std::string monthText(double value, Language language) {
    const long long months = std::llround(value * 12.0);
    const long long year = months / 12;
    const long long month = months % 12 + 1;
    if (language == Language::ja) return std::to_string(year) + "年" + std::to_string(month) + "月";
    return std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month);
}

}  // namespace

double shownUnit(NumberFormat format) {
    switch (format) {
        case NumberFormat::percent:
            return 0.01;
        case NumberFormat::manYen:
            return 1e4;
        case NumberFormat::oku:
            return 1e8;
        default:
            return 1.0;
    }
}

Text storedUnitText(const Text& unit, NumberFormat format) {
    const bool money = format == NumberFormat::yen || format == NumberFormat::manYen || format == NumberFormat::oku;
    return unit.empty() && money ? Text{"円", "yen"} : unit;
}

Text shownUnitText(const Text& unit, NumberFormat format) {
    const Text stored = storedUnitText(unit, format);
    switch (format) {
        case NumberFormat::percent:
            return {"%" + stored.ja, "%" + stored.en};
        case NumberFormat::manYen:
            return {"万" + stored.ja, "10,000 " + stored.en};
        case NumberFormat::oku:
            return {"億" + stored.ja, "100 million " + stored.en};
        default:
            return stored;
    }
}

std::string labelWithUnit(const Text& label, const Text& unit, NumberFormat format, Language language) {
    const Text shown = shownUnitText(unit, format);
    if (shown.empty()) return label.in(language);
    if (label.empty()) return shown.in(language);
    if (language == Language::ja) return label.ja + "(" + shown.ja + ")";
    return label.en + " (" + shown.en + ")";
}

std::string formatNumber(double value, NumberFormat format, int decimals, Language language) {
    if (format == NumberFormat::month) return monthText(value, language);
    if (decimals == automaticDecimals) decimals = decimalsFor({value}, format);
    const std::string digits = fixedDigits(value / shownUnit(format), decimals);
    return format == NumberFormat::year ? digits : groupDigits(digits);
}

std::string groupDigits(const std::string& digits) {
    const bool negative = digits.starts_with('-');
    const std::size_t start = negative ? 1 : 0;
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const std::string_view whole = std::string_view(digits).substr(start, point - start);
    const std::string_view fraction = std::string_view(digits).substr(std::min(point + 1, digits.size()));
    const auto plain = [](std::string_view text) {
        return text.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (whole.empty() || !plain(whole) || !plain(fraction)) return digits;

    std::string grouped = negative ? "−" : "";
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (i > 0 && (whole.size() - i) % 3 == 0) grouped += ',';
        grouped += whole[i];
    }
    return grouped + digits.substr(point);
}

int decimalsFor(const std::vector<double>& values, NumberFormat format) {
    if (format == NumberFormat::yen || format == NumberFormat::year || format == NumberFormat::month) return 0;
    double largest = 0.0;
    for (const double value : values) largest = std::max(largest, std::abs(value) / shownUnit(format));
    if (largest == 0.0) return 0;
    int decimals = std::clamp(3 - static_cast<int>(std::floor(std::log10(largest))), 0, 6);
    const auto lastDigitIsZero = [&](double value) {
        return fixedDigits(value / shownUnit(format), decimals).back() == '0';
    };
    while (decimals > 0 && std::all_of(values.begin(), values.end(), lastDigitIsZero)) --decimals;
    return decimals;
}

}  // namespace kachi
