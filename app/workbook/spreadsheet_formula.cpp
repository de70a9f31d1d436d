#include "app/workbook/spreadsheet_formula.h"

#include "models/core/units.h"

#include <algorithm>

namespace kachi {
namespace {

class Writer {
public:
    Writer(const std::string& where, const FormulaPlaces& places) : m_where(where), m_places(places) {}

    std::string write(const SyntaxNode& node) {
        if (node.kind == SyntaxNode::Kind::number) return numberText(node.number);
        if (node.kind == SyntaxNode::Kind::name) return name(node);
        if (node.operation == Operation::lookup) return lookup(node);
        std::vector<std::string> parts;
        for (const SyntaxNode& operand : node.operands) parts.push_back(write(operand));
        return operation(node.operation, parts);
    }

    Issues issues;

private:
    std::string name(const SyntaxNode& node) {
        const std::string reference = m_places.reference(node.name);
        if (reference.empty()) {
            issues.push_back({"workbook.noPlace", Severity::error, m_where, node.name, {}, {}});
        }
        return reference;
    }

    static std::string joined(const char* function, const std::vector<std::string>& parts) {
        std::string text = function;
        text += "(";
        for (std::size_t i = 0; i < parts.size(); ++i) text += (i == 0 ? "" : ",") + parts[i];
        return text + ")";
    }

    static std::string between(const std::vector<std::string>& parts, const char* sign) {
        return "(" + parts[0] + sign + parts[1] + ")";
    }

    static std::string condition(const std::string& test) { return "IF(" + test + ",1,0)"; }

    static std::string operation(Operation operation, const std::vector<std::string>& parts) {
        switch (operation) {
            using enum Operation;
            case add:
                return between(parts, "+");
            case subtract:
                return between(parts, "-");
            case multiply:
                return between(parts, "*");
            case divide:
                return between(parts, "/");
            case power:
                return joined("POWER", parts);
            case negate:
                return "(0-" + parts[0] + ")";
            case less:
                return condition(between(parts, "<"));
            case lessOrEqual:
                return condition(between(parts, "<="));
            case greater:
                return condition(between(parts, ">"));
            case greaterOrEqual:
                return condition(between(parts, ">="));
            case equal:
                return condition(between(parts, "="));
            case notEqual:
                return condition(between(parts, "<>"));
            case logicalAnd:
                return condition("AND(" + parts[0] + "<>0," + parts[1] + "<>0)");
            case logicalOr:
                return condition("OR(" + parts[0] + "<>0," + parts[1] + "<>0)");
            case logicalNot:
                return condition(parts[0] + "=0");
            case minimum:
                return joined("MIN", parts);
            case maximum:
                return joined("MAX", parts);
            case absolute:
                return joined("ABS", parts);
            case exponential:
                return joined("EXP", parts);
            case naturalLog:
                return joined("LN", parts);
            case decimalLog:
                return joined("LOG10", parts);
            case squareRoot:
                return joined("SQRT", parts);
            case choose:
                return "IF(" + parts[0] + "<>0," + parts[1] + "," + parts[2] + ")";
            case roundDown:
                return joined("INT", parts);
            case roundNearest:
                return "ROUND(" + parts[0] + ",0)";
            case rateToProb:
                return "(1-EXP(0-" + parts[0] + "*" + parts[1] + "))";
            case probToRate:
                return "(0-LN(1-" + parts[0] + ")/" + parts[1] + ")";
            case rescaleProb:
                return "(1-POWER(1-" + parts[0] + "," + parts[2] + "/" + parts[1] + "))";
            case competing:
                return "IF(" + parts[1] + "=0,0," + parts[0] + "/" + parts[1] + "*(1-EXP(0-" + parts[1] + "*" +
                       parts[2] + ")))";
            case oddsToProb:
                return "(" + parts[0] + "/(1+" + parts[0] + "))";
            case probToOdds:
                return "(" + parts[0] + "/(1-" + parts[0] + "))";
            case hrToProb:
                return "(1-POWER(1-" + parts[0] + "," + parts[1] + "))";
            case normalCdf:
                return joined("NORMSDIST", parts);
            case constant:
            case context:
            case parameter:
            case lookup:
                break;
        }
        return {};
    }

    /// step: the row with the greatest key ≤ the value; linear: between it and the next one.
    std::string lookup(const SyntaxNode& node) {
        const std::size_t dot = node.name.rfind('.');
        const std::string tableId = node.name.substr(0, dot);
        const auto table = std::ranges::find(*m_places.tables, tableId, &LookupTable::id);
        if (table == m_places.tables->end()) {
            issues.push_back({"workbook.noPlace", Severity::error, m_where, node.name, {}, {}});
            return {};
        }
        const std::string key = write(node.operands.front());
        const std::string& keys = m_places.keyRanges.at(tableId);
        const std::string& values = m_places.columnRanges.at(tableId).at(node.name.substr(dot + 1));
        if (table->interpolation == Interpolation::step) return "LOOKUP(" + key + "," + keys + "," + values + ")";
        const std::string below = "MATCH(" + key + "," + keys + ",1)";
        const std::string above = "MIN(" + below + "+1," + std::to_string(table->keys.size()) + ")";
        const auto at = [](const std::string& range, const std::string& row) {
            return "INDEX(" + range + "," + row + ")";
        };
        const std::string span = "MAX(1E-300," + at(keys, above) + "-" + at(keys, below) + ")";
        return "(" + at(values, below) + "+(" + at(values, above) + "-" + at(values, below) + ")*(" + key + "-" +
               at(keys, below) + ")/" + span + ")";
    }

    const std::string& m_where;
    const FormulaPlaces& m_places;
};

}  // namespace

Result<std::string> spreadsheetFormula(const std::string& expression, const std::string& where,
                                       const FormulaPlaces& places) {
    const auto tree = parseExpression(expression, where);
    if (!tree) return tree.issues();
    Writer writer(where, places);
    std::string formula = writer.write(*tree);
    if (!writer.issues.empty()) return writer.issues;
    return formula;
}

}  // namespace kachi
