#include "models/expressions/operation.h"

#include <array>

namespace kachi {
namespace {

constexpr auto functions = std::to_array<FunctionName>({
    {"min", Operation::minimum, 2, true},
    {"max", Operation::maximum, 2, true},
    {"abs", Operation::absolute, 1, false},
    {"exp", Operation::exponential, 1, false},
    {"ln", Operation::naturalLog, 1, false},
    {"log10", Operation::decimalLog, 1, false},
    {"sqrt", Operation::squareRoot, 1, false},
    {"pow", Operation::power, 2, false},
    {"if", Operation::choose, 3, false},
    {"floor", Operation::roundDown, 1, false},
    {"round", Operation::roundNearest, 1, false},
    {"rateToProb", Operation::rateToProb, 2, false},
    {"probToRate", Operation::probToRate, 2, false},
    {"rescaleProb", Operation::rescaleProb, 3, false},
    {"competing", Operation::competing, 3, false},
    {"oddsToProb", Operation::oddsToProb, 1, false},
    {"probToOdds", Operation::probToOdds, 1, false},
    {"hrToProb", Operation::hrToProb, 2, false},
    {"normalCdf", Operation::normalCdf, 1, false},
    {"lookup", Operation::lookup, 2, false},
});

}  // namespace

const FunctionName* functionNamed(std::string_view name) {
    for (const FunctionName& function : functions) {
        if (function.name == name) return &function;
    }
    return nullptr;
}

std::string_view operationName(Operation operation) {
    switch (operation) {
        using enum Operation;
        case add:
            return "+";
        case subtract:
        case negate:
            return "-";
        case multiply:
            return "*";
        case divide:
            return "/";
        case power:
            return "^";
        default:
            break;
    }
    for (const FunctionName& function : functions) {
        if (function.operation == operation) return function.name;
    }
    return "=";
}

}  // namespace kachi
