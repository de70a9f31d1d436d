#pragma once

#include "models/core/result.h"
#include "models/expressions/operation.h"

#include <string>
#include <vector>

namespace kachi {

/// Tree of one expression as typed.
struct SyntaxNode {
    enum class Kind { number, name, operation };
    Kind kind = Kind::number;
    double number = 0;
    std::string name;  ///< of a name; for lookup the "table.column"
    Operation operation = Operation::constant;
    std::size_t position = 1;  ///< character it starts at, from 1
    std::vector<SyntaxNode> operands;
};

/// Grammar, loosest binding first; comparisons do not chain:
///   a or b (||) · a and b (&&) · not a · < <= > >= == != · + - · * / · -a !a · a ^ b (from the right, -2^2 = -4) ·
///   numbers · names (dotted ASCII identifiers) · functions of operation.h · lookup(table.column, key)
/// @param where what the messages point at: the parameter id or the path of the cell
/// Errors: expressions.syntax, expressions.badNumber, expressions.unknownFunction, expressions.argumentCount,
/// expressions.tooDeep; details hold position (from 1) and the text.
Result<SyntaxNode> parseExpression(const std::string& text, const std::string& where);

/// Whether `name` is a dotted ASCII identifier that is not a word of the grammar.
bool isExpressionName(const std::string& name);

/// Names the tree refers to (tables excluded), in order of appearance, each once.
std::vector<std::string> namesIn(const SyntaxNode& tree);

}  // namespace kachi
