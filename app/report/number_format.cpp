#include "app/report/number_format.h"

#include "models/core/rounding.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

/// Rounds half up on the decimal number the double was typed as, so 2.675 gives 2.68.
/// "-0.00" after rounding is zero, and zero has no sign. @pre value is finite
std::string fixedDigits(double value, NumberFormat format, int decimals) {
    const Rational shown = exactDecimal(value) / exactDecimal(shownUnit(format));
    const Rational power = parseRational("1e" + std::to_string(decimals)).value();
    const Rational whole = roundHalfUp(shown * power, 1);
    std::string digits = rationalText(whole < 0 ? Rational(-whole) : whole, 0);
    const auto places = static_cast<std::size_t>(decimals);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    if (places > 0) digits.insert(digits.size() - places, 1, '.');
    return whole < 0 ? "-" + digits : digits;
}

char toLower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

/// "Utility" and "utility": a unit that only says the label again.
bool sameWord(const std::string& label, const std::string& unit) {
    return std::ranges::equal(label, unit, {}, toLower, toLower);
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
    if (sameWord(label.in(language), shown.in(language))) return label.in(language);
    if (language == Language::ja) return label.ja + "(" + shown.ja + ")";
    return label.en + " (" + shown.en + ")";
}

std::string formatNumber(double value, NumberFormat format, int decimals, Language language) {
    if (!std::isfinite(value)) return language == Language::ja ? "計算不能" : "not available";
    if (format == NumberFormat::month) return monthText(value, language);
    if (decimals == automaticDecimals) decimals = decimalsFor({value}, format);
    const std::string digits = fixedDigits(value, format, decimals);
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
    for (const double value : values) {
        if (std::isfinite(value)) largest = std::max(largest, std::abs(value) / shownUnit(format));
    }
    if (largest == 0.0) return 0;
    int decimals = std::clamp(3 - static_cast<int>(std::floor(std::log10(largest))), 0, 6);
    const auto lastDigitIsZero = [&](double value) {
        return !std::isfinite(value) || fixedDigits(value, format, decimals).back() == '0';
    };
    while (decimals > 0 && std::all_of(values.begin(), values.end(), lastDigitIsZero)) --decimals;
    return decimals;
}

}  // namespace kachi
