#pragma once

#include "models/core/exponential.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <string_view>

namespace kachi {

/// What one node of an expression does with its operands.
enum class Operation {
    constant,
    context,    ///< a name the model clock provides, such as cycle
    parameter,  ///< a parameter drawn per draw
    lookup,     ///< a table column at the key in the first operand
    add,
    subtract,
    multiply,
    divide,
    power,
    negate,
    less,
    lessOrEqual,
    greater,
    greaterOrEqual,
    equal,
    notEqual,
    logicalAnd,
    logicalOr,
    logicalNot,
    minimum,
    maximum,
    absolute,
    exponential,
    naturalLog,
    decimalLog,
    squareRoot,
    choose,  ///< if(condition, then, else)
    roundDown,
    roundNearest,  ///< half away from zero
    rateToProb,    ///< 1 − exp(−rate·years)
    probToRate,    ///< −ln(1 − p)/years
    rescaleProb,   ///< 1 − (1 − p)^(to/from): a probability over `from` years as one over `to` years
    competing,     ///< rate/total·(1 − exp(−total·years)): one of several competing risks; 0 where total is 0
    oddsToProb,    ///< odds/(1 + odds)
    probToOdds,    ///< p/(1 − p)
    hrToProb,      ///< 1 − (1 − p)^hr: a probability under a hazard ratio
    normalCdf,     ///< standard normal distribution function
};

/// A function as the analyst writes it.
struct FunctionName {
    std::string_view name;
    Operation operation;
    int arguments;
    bool more;  ///< takes further arguments of the same kind
};

/// Function of that name, or null.
const FunctionName* functionNamed(std::string_view name);

/// Name or sign of an operation, for messages.
std::string_view operationName(Operation operation);

inline bool isFinite(double value) {
    return std::abs(value) <= std::numeric_limits<double>::max();
}

/// Value of one operation. A failure (1/0, ln(−1), overflow) comes out as a non-finite number and every operation that
/// would hide one (1/∞ = 0, ∞ > 1) answers NaN instead, so a failure always reaches the root that used it and is
/// refused there; only the branch that if() does not take is left out of account.
template <Operation operation>
inline double apply(double a, double b, double c) {
    constexpr double failed = std::numeric_limits<double>::quiet_NaN();
    using enum Operation;
    if constexpr (operation == add) return a + b;
    if constexpr (operation == subtract) return a - b;
    if constexpr (operation == multiply) return a * b;
    if constexpr (operation == divide) {
        const double quotient = a / b;
        const double defined = b != 0 ? quotient : failed;
        return isFinite(b) ? defined : failed;
    }
    if constexpr (operation == power) return isFinite(a) && isFinite(b) ? std::pow(a, b) : failed;
    if constexpr (operation == negate) return -a;
    if constexpr (operation == less) return isFinite(a) && isFinite(b) ? double(a < b) : failed;
    if constexpr (operation == lessOrEqual) return isFinite(a) && isFinite(b) ? double(a <= b) : failed;
    if constexpr (operation == greater) return isFinite(a) && isFinite(b) ? double(a > b) : failed;
    if constexpr (operation == greaterOrEqual) return isFinite(a) && isFinite(b) ? double(a >= b) : failed;
    if constexpr (operation == equal) return isFinite(a) && isFinite(b) ? double(a == b) : failed;
    if constexpr (operation == notEqual) return isFinite(a) && isFinite(b) ? double(a != b) : failed;
    if constexpr (operation == logicalAnd) {
        if (!isFinite(a)) return failed;
        if (a == 0) return 0;
        return isFinite(b) ? double(b != 0) : failed;
    }
    if constexpr (operation == logicalOr) {
        if (!isFinite(a)) return failed;
        if (a != 0) return 1;
        return isFinite(b) ? double(b != 0) : failed;
    }
    if constexpr (operation == logicalNot) return isFinite(a) ? double(a == 0) : failed;
    if constexpr (operation == minimum) return isFinite(a) && isFinite(b) ? (b < a ? b : a) : failed;
    if constexpr (operation == maximum) return isFinite(a) && isFinite(b) ? (a < b ? b : a) : failed;
    if constexpr (operation == absolute) return std::abs(a);
    if constexpr (operation == exponential) return isFinite(a) ? std::exp(a) : failed;
    if constexpr (operation == naturalLog) return std::log(a);
    if constexpr (operation == decimalLog) return std::log10(a);
    if constexpr (operation == squareRoot) return std::sqrt(a);
    if constexpr (operation == choose) return isFinite(a) ? (a != 0 ? b : c) : failed;
    if constexpr (operation == roundDown) return std::floor(a);
    if constexpr (operation == roundNearest) return std::round(a);
    if constexpr (operation == rateToProb) {
        constexpr double highest = std::numeric_limits<double>::max();
        constexpr double certain = 50;  // 1 − exp(−50) is 1
        const double events = a * b;
        double result = 0 - exponentialMinusOne(events < certain ? -events : -certain);
        result = a >= 0 ? result : failed;  // one condition at a time, so that loops use vector instructions
        result = b >= 0 ? result : failed;
        result = a <= highest ? result : failed;
        return b <= highest ? result : failed;
    }
    if constexpr (operation == probToRate) {
        return a >= 0 && a < 1 && b > 0 && isFinite(b) ? -std::log1p(-a) / b : failed;
    }
    if constexpr (operation == rescaleProb) {
        if (!(a >= 0 && a <= 1 && b > 0 && c >= 0 && isFinite(b) && isFinite(c))) return failed;
        return c == 0 ? 0 : -std::expm1(std::log1p(-a) * (c / b));
    }
    if constexpr (operation == competing) {
        if (!(a >= 0 && b >= 0 && c >= 0 && a <= b * (1 + 1e-12) && isFinite(b) && isFinite(c))) return failed;
        return b == 0 ? 0 : a / b * -std::expm1(-b * c);
    }
    if constexpr (operation == oddsToProb) return a >= 0 && isFinite(a) ? a / (1 + a) : failed;
    if constexpr (operation == probToOdds) return a >= 0 && a < 1 ? a / (1 - a) : failed;
    if constexpr (operation == hrToProb) {
        if (!(a >= 0 && a <= 1 && b >= 0 && isFinite(b))) return failed;
        return b == 0 ? 0 : -std::expm1(b * std::log1p(-a));
    }
    if constexpr (operation == normalCdf) {
        return isFinite(a) ? std::erfc(-a / std::numbers::sqrt2) / 2 : failed;
    }
}

/// Calls `use.operator()<operation>()` for a computing operation; leaves (constant to lookup) are the caller's.
template <class Use>
void withOperation(Operation operation, Use use) {
    switch (operation) {
        using enum Operation;
        case constant:
        case context:
        case parameter:
        case lookup:
            return;
        case add:
            return use.template operator()<add>();
        case subtract:
            return use.template operator()<subtract>();
        case multiply:
            return use.template operator()<multiply>();
        case divide:
            return use.template operator()<divide>();
        case power:
            return use.template operator()<power>();
        case negate:
            return use.template operator()<negate>();
        case less:
            return use.template operator()<less>();
        case lessOrEqual:
            return use.template operator()<lessOrEqual>();
        case greater:
            return use.template operator()<greater>();
        case greaterOrEqual:
            return use.template operator()<greaterOrEqual>();
        case equal:
            return use.template operator()<equal>();
        case notEqual:
            return use.template operator()<notEqual>();
        case logicalAnd:
            return use.template operator()<logicalAnd>();
        case logicalOr:
            return use.template operator()<logicalOr>();
        case logicalNot:
            return use.template operator()<logicalNot>();
        case minimum:
            return use.template operator()<minimum>();
        case maximum:
            return use.template operator()<maximum>();
        case absolute:
            return use.template operator()<absolute>();
        case exponential:
            return use.template operator()<exponential>();
        case naturalLog:
            return use.template operator()<naturalLog>();
        case decimalLog:
            return use.template operator()<decimalLog>();
        case squareRoot:
            return use.template operator()<squareRoot>();
        case choose:
            return use.template operator()<choose>();
        case roundDown:
            return use.template operator()<roundDown>();
        case roundNearest:
            return use.template operator()<roundNearest>();
        case rateToProb:
            return use.template operator()<rateToProb>();
        case probToRate:
            return use.template operator()<probToRate>();
        case rescaleProb:
            return use.template operator()<rescaleProb>();
        case competing:
            return use.template operator()<competing>();
        case oddsToProb:
            return use.template operator()<oddsToProb>();
        case probToOdds:
            return use.template operator()<probToOdds>();
        case hrToProb:
            return use.template operator()<hrToProb>();
        case normalCdf:
            return use.template operator()<normalCdf>();
    }
}

}  // namespace kachi
