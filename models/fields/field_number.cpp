// Numbers as analysts type them: exact, with or without a unit.
#include "models/fields/field_cells.h"

#include <algorithm>

namespace kachi {
namespace {

struct UnitWord {
    const char* word;
    Unit unit;
    Rational scale;  ///< of the field's unit
};

const std::vector<UnitWord>& unitWords() {
    static const std::vector<UnitWord> words{
        {"円", Unit::yen, 1},
        {"千円", Unit::yen, 1'000},
        {"万円", Unit::yen, 10'000},
        {"百万円", Unit::yen, 1'000'000},
        {"億円", Unit::yen, 100'000'000},
        {"yen", Unit::yen, 1},
        {"JPY", Unit::yen, 1},
        {"円/年", Unit::yenPerYear, 1},
        {"千円/年", Unit::yenPerYear, 1'000},
        {"万円/年", Unit::yenPerYear, 10'000},
        {"百万円/年", Unit::yenPerYear, 1'000'000},
        {"億円/年", Unit::yenPerYear, 100'000'000},
        {"yen/year", Unit::yenPerYear, 1},
        {"円", Unit::yenPerYear, 1},
        {"百万円", Unit::yenPerYear, 1'000'000},
        {"億円", Unit::yenPerYear, 100'000'000},
        {"yen", Unit::yenPerYear, 1},
        {"円/QALY", Unit::yenPerQaly, 1},
        {"万円/QALY", Unit::yenPerQaly, 10'000},
        {"yen/QALY", Unit::yenPerQaly, 1},
        {"%", Unit::percent, 1},
        {"％", Unit::percent, 1},
        {"%", Unit::ratio, Rational(1, 100)},
        {"％", Unit::ratio, Rational(1, 100)},
        {"%", Unit::probability, Rational(1, 100)},
        {"％", Unit::probability, Rational(1, 100)},
        {"件", Unit::count, 1},
        {"個", Unit::count, 1},
        {"人", Unit::persons, 1},
        {"月", Unit::months, 1},
        {"か月", Unit::months, 1},
        {"年", Unit::years, 1},
        {"点", Unit::points, 1},
    };
    return words;
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// "45,600" with every comma before a group of three digits; other commas stay and make it no number.
std::string withoutGrouping(const std::string& digits) {
    std::string plain;
    const std::size_t point = std::min(digits.find('.'), digits.size());
    for (std::size_t at = 0; at < digits.size(); ++at) {
        const bool groups = digits[at] == ',' && at > 0 && at < point && (point - at) % 4 == 0;
        if (!groups) plain += digits[at];
    }
    return plain;
}

Result<Rational> plainNumber(const std::string& text) {
    const std::size_t bar = text.find('/');
    if (bar == std::string::npos) return parseRational(withoutGrouping(text));
    const auto over = parseRational(trimmed(text.substr(0, bar)));
    const auto under = parseRational(trimmed(text.substr(bar + 1)));
    if (!over || !under || *under == 0) return Issue{"field.notANumber", Severity::error, {}, text, {}, {}};
    return Rational(*over / *under);
}

}  // namespace

Result<Rational> fieldNumber(const std::string& text, Unit unit) {
    const std::string typed = trimmed(text);
    const std::size_t end = typed.find_first_not_of("0123456789+-.,eE");
    const std::size_t afterBar =
        end != std::string::npos && typed[end] == '/' ? typed.find_first_not_of("0123456789.", end + 1) : end;
    const std::string number = trimmed(typed.substr(0, afterBar));
    const auto value = plainNumber(number);
    if (!value) return Issue{"field.notANumber", Severity::error, {}, text, {}, {}};
    if (afterBar == std::string::npos) return value;

    const std::string word = trimmed(typed.substr(afterBar));
    for (const UnitWord& known : unitWords()) {
        if (known.unit == unit && word == known.word) return Rational(*value * known.scale);
    }
    const Text wanted = unitText(unit);
    return Issue{"field.wrongUnit", Severity::error, {}, text, {}, {{"unit.ja", wanted.ja}, {"unit.en", wanted.en}}};
}

}  // namespace kachi
