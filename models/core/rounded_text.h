#pragma once

#include <string>

namespace kachi {

/// A number that was worked out, for running text: six significant digits, whole numbers in full, no exponent where
/// that stays readable: "0.168424", "1.24198e-17", "12346", "100000".
std::string roundedText(double value);

/// A text with every number in it that has an exponent (1e+05) or more digits than anybody types (over ten significant
/// ones) rounded for reading; names, dates and what was typed stay as they are.
std::string withRoundedNumbers(const std::string& text);

}  // namespace kachi
