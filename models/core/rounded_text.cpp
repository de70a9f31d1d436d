#include "models/core/rounded_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace kachi {
namespace {

constexpr int readableDigits = 6;
constexpr int mostTypedDigits = 10;
constexpr double smallestPlain = 1e-4;
constexpr double greatestPlain = 1e15;

std::string digitsOf(double value, std::chars_format format, int precision) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format, precision).ptr;
    return {buffer.data(), end};
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isOfWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_' || c == '/';
}

/// False where the digits are part of a name, a version or a date.
bool standsAlone(std::string_view text, std::size_t start, std::size_t end) {
    if (start > 0 && (isOfWord(text[start - 1]) || text[start - 1] == '.')) return false;
    if (end < text.size() && text[end] == '.') ++end;  // of a sentence, unless more follows
    return end == text.size() || !isOfWord(text[end]);
}

/// Digits, a point with digits, an exponent with its sign as programs write it ("7e3" may be a name); as far as they go
/// from `start`, which is at a digit.
std::size_t endOfNumber(std::string_view text, std::size_t start) {
    const auto afterDigits = [text](std::size_t at) {
        while (at < text.size() && isDigit(text[at])) ++at;
        return at;
    };
    std::size_t end = afterDigits(start);
    if (end < text.size() && text[end] == '.' && afterDigits(end + 1) > end + 1) end = afterDigits(end + 1);
    const std::string_view exponent = text.substr(end, 2);
    if ((exponent == "e-" || exponent == "e+") && afterDigits(end + 2) > end + 2) end = afterDigits(end + 2);
    return end;
}

bool needsRounding(std::string_view number) {
    if (number.find('e') != std::string_view::npos) return true;
    if (number.find('.') == std::string_view::npos) return false;
    const std::size_t first = number.find_first_not_of("0.");
    if (first == std::string_view::npos) return false;
    return std::ranges::count_if(number.substr(first), isDigit) > mostTypedDigits;
}

}  // namespace

std::string roundedText(double value) {
    const double magnitude = std::abs(value);
    if (magnitude == 0) return "0";
    if (!(magnitude >= smallestPlain && magnitude < greatestPlain)) {
        return digitsOf(value, std::chars_format::general, readableDigits);
    }
    const int decimals = readableDigits - 1 - static_cast<int>(std::floor(std::log10(magnitude)));
    std::string digits = digitsOf(value, std::chars_format::fixed, std::max(decimals, 0));
    if (digits.find('.') == std::string::npos) return digits;
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
    return digits;
}

std::string withRoundedNumbers(const std::string& text) {
    std::string rounded;
    for (std::size_t at = 0; at < text.size();) {
        if (!isDigit(text[at])) {
            rounded += text[at++];
            continue;
        }
        const std::size_t end = endOfNumber(text, at);
        const std::string_view number = std::string_view(text).substr(at, end - at);
        double value = 0;
        const bool read = std::from_chars(number.data(), number.data() + number.size(), value).ec == std::errc();
        const bool rounds = read && needsRounding(number) && standsAlone(text, at, end);
        rounded += rounds ? roundedText(value) : std::string(number);
        at = end;
    }
    return rounded;
}

}  // namespace kachi
