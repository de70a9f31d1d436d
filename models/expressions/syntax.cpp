#include "models/expressions/syntax.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

namespace kachi {
namespace {

/// Brackets and signs within brackets and signs; far beyond what a person types, far below the stack.
constexpr int deepestNesting = 200;
constexpr std::size_t longestText = 10'000;

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isWordWithin(char c) {
    return isLetter(c) || isDigit(c) || c == '.';
}
bool isOperatorWord(std::string_view word) {
    return word == "and" || word == "or" || word == "not";
}

/// Recursive descent; the first fault ends the parse.
class Parser {
public:
    Parser(const std::string& text, const std::string& where) : m_text(text), m_where(where) {}

    Result<SyntaxNode> parse() {
        if (m_text.size() > longestText) {
            return issue("expressions.tooDeep", longestText, std::to_string(longestText));
        }
        SyntaxNode tree = alternatives();
        skipSpace();
        if (!m_issue && m_at < m_text.size()) fail("expressions.syntax", m_at);
        if (m_issue) return *m_issue;
        return tree;
    }

private:
    struct Sign {
        std::string_view text;
        Operation operation;
    };

    SyntaxNode alternatives() {
        SyntaxNode left = conjunction();
        while (!m_issue && (takeSign("||") || takeWord("or"))) {
            left = join(Operation::logicalOr, std::move(left), conjunction());
        }
        return left;
    }

    SyntaxNode conjunction() {
        SyntaxNode left = negation();
        while (!m_issue && (takeSign("&&") || takeWord("and"))) {
            left = join(Operation::logicalAnd, std::move(left), negation());
        }
        return left;
    }

    SyntaxNode negation() {
        const std::size_t start = nextPosition();
        if (!takeWord("not")) return comparison();
        return nested([&] { return wrap(Operation::logicalNot, negation(), start); });
    }

    SyntaxNode comparison() {
        static constexpr Sign signs[] = {{"<=", Operation::lessOrEqual}, {">=", Operation::greaterOrEqual},
                                         {"==", Operation::equal},       {"!=", Operation::notEqual},
                                         {"<", Operation::less},         {">", Operation::greater}};
        SyntaxNode left = sum();
        for (const Sign& sign : signs) {
            if (!m_issue && takeSign(sign.text)) return join(sign.operation, std::move(left), sum());
        }
        return left;
    }

    SyntaxNode sum() {
        SyntaxNode left = product();
        while (!m_issue) {
            if (takeSign("+")) {
                left = join(Operation::add, std::move(left), product());
            } else if (takeSign("-")) {
                left = join(Operation::subtract, std::move(left), product());
            } else {
                break;
            }
        }
        return left;
    }

    SyntaxNode product() {
        SyntaxNode left = unary();
        while (!m_issue) {
            if (takeSign("*")) {
                left = join(Operation::multiply, std::move(left), unary());
            } else if (takeSign("/")) {
                left = join(Operation::divide, std::move(left), unary());
            } else {
                break;
            }
        }
        return left;
    }

    SyntaxNode unary() {
        const std::size_t start = nextPosition();
        if (takeSign("-")) return nested([&] { return wrap(Operation::negate, unary(), start); });
        if (takeSign("!")) return nested([&] { return wrap(Operation::logicalNot, unary(), start); });
        SyntaxNode base = primary();
        if (m_issue || !takeSign("^")) return base;
        return nested([&] { return join(Operation::power, std::move(base), unary()); });
    }

    SyntaxNode primary() {
        skipSpace();
        const char c = m_at < m_text.size() ? m_text[m_at] : '\0';
        if (isDigit(c) || c == '.') return number();
        if (isLetter(c)) return nameOrCall();
        if (takeSign("(")) {
            return nested([&] {
                SyntaxNode inner = alternatives();
                expect(")");
                return inner;
            });
        }
        fail("expressions.syntax", m_at);
        return {};
    }

    SyntaxNode number() {
        SyntaxNode node;
        node.position = m_at + 1;
        const char* begin = m_text.data() + m_at;
        const char* end = m_text.data() + m_text.size();
        const auto read = std::from_chars(begin, end, node.number);
        const bool goesOn = read.ptr != end && isWordWithin(*read.ptr);
        if (read.ec != std::errc() || goesOn) fail("expressions.badNumber", m_at);
        m_at += static_cast<std::size_t>(read.ptr - begin);
        return node;
    }

    std::string word() {
        const std::size_t start = m_at;
        while (m_at < m_text.size() && isWordWithin(m_text[m_at])) ++m_at;
        return m_text.substr(start, m_at - start);
    }

    SyntaxNode nameOrCall() {
        const std::size_t start = m_at;
        const std::string name = word();
        if (takeSign("(")) return nested([&] { return call(name, start); });
        if (!isExpressionName(name)) fail("expressions.syntax", start);
        SyntaxNode node;
        node.kind = SyntaxNode::Kind::name;
        node.name = name;
        node.position = start + 1;
        return node;
    }

    SyntaxNode call(const std::string& name, std::size_t start) {
        const FunctionName* function = functionNamed(name);
        if (!function) {
            failWith("expressions.unknownFunction", start, name, {});
            return {};
        }
        SyntaxNode node;
        node.kind = SyntaxNode::Kind::operation;
        node.operation = function->operation;
        node.position = start + 1;
        if (!takeSign(")")) {
            do {
                node.operands.push_back(alternatives());
            } while (!m_issue && takeSign(","));
            expect(")");
        }
        if (m_issue) return {};
        const int given = static_cast<int>(node.operands.size());
        if (given < function->arguments || (given > function->arguments && !function->more)) {
            const std::string wanted = std::to_string(function->arguments) + (function->more ? "+" : "");
            failWith("expressions.argumentCount", start, name, wanted);
            m_issue->details["given"] = std::to_string(given);
            return {};
        }
        if (function->operation == Operation::lookup) return lookup(std::move(node));
        return function->more ? pairwise(std::move(node)) : node;
    }

    SyntaxNode lookup(SyntaxNode node) {
        const SyntaxNode& column = node.operands.front();
        if (column.kind != SyntaxNode::Kind::name || column.name.find('.') == std::string::npos) {
            fail("expressions.syntax", column.position - 1);
            return {};
        }
        node.name = column.name;
        node.operands.erase(node.operands.begin());
        return node;
    }

    /// min(a, b, c) is min(min(a, b), c).
    static SyntaxNode pairwise(SyntaxNode node) {
        if (node.operands.size() <= 2) return node;
        SyntaxNode left = std::move(node.operands[0]);
        for (std::size_t i = 1; i < node.operands.size(); ++i) {
            left = join(node.operation, std::move(left), std::move(node.operands[i]));
        }
        return left;
    }

    static SyntaxNode join(Operation operation, SyntaxNode left, SyntaxNode right) {
        SyntaxNode node = wrap(operation, std::move(left), 0);
        node.position = node.operands.front().position;
        node.operands.push_back(std::move(right));
        return node;
    }

    static SyntaxNode wrap(Operation operation, SyntaxNode operand, std::size_t start) {
        SyntaxNode node;
        node.kind = SyntaxNode::Kind::operation;
        node.operation = operation;
        node.position = start + 1;
        node.operands.push_back(std::move(operand));
        return node;
    }

    template <class Inner>
    SyntaxNode nested(Inner inner) {
        if (m_depth == deepestNesting) failWith("expressions.tooDeep", m_at, {}, std::to_string(deepestNesting));
        if (m_issue) return {};
        ++m_depth;
        SyntaxNode node = inner();
        --m_depth;
        return node;
    }

    void skipSpace() {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\t' || m_text[m_at] == '\n')) ++m_at;
    }

    std::size_t nextPosition() {
        skipSpace();
        return m_at;
    }

    bool takeSign(std::string_view sign) {
        skipSpace();
        const std::string_view rest = std::string_view(m_text).substr(m_at);
        if (!rest.starts_with(sign)) return false;
        if (sign == "!" && rest.starts_with("!=")) return false;
        m_at += sign.size();
        return true;
    }

    bool takeWord(std::string_view wanted) {
        skipSpace();
        const std::string_view rest = std::string_view(m_text).substr(m_at);
        if (!rest.starts_with(wanted)) return false;
        if (rest.size() > wanted.size() && isWordWithin(rest[wanted.size()])) return false;
        m_at += wanted.size();
        return true;
    }

    void expect(std::string_view sign) {
        if (!m_issue && !takeSign(sign)) fail("expressions.syntax", m_at);
    }

    Issue issue(const char* code, std::size_t at, const std::string& limit) const {
        return {code, Severity::error, m_where, m_text.substr(0, 200), limit, {{"position", std::to_string(at + 1)}}};
    }

    void fail(const char* code, std::size_t at) { failWith(code, at, m_text, {}); }

    void failWith(const char* code, std::size_t at, const std::string& value, const std::string& limit) {
        if (m_issue) return;
        m_issue = issue(code, at, limit);
        m_issue->value = value;
    }

    const std::string& m_text;
    const std::string& m_where;
    std::size_t m_at = 0;
    int m_depth = 0;
    std::optional<Issue> m_issue;
};

void collectNames(const SyntaxNode& tree, std::vector<std::string>& names) {
    if (tree.kind == SyntaxNode::Kind::name && std::ranges::find(names, tree.name) == names.end()) {
        names.push_back(tree.name);
    }
    for (const SyntaxNode& operand : tree.operands) collectNames(operand, names);
}

}  // namespace

Result<SyntaxNode> parseExpression(const std::string& text, const std::string& where) {
    return Parser(text, where).parse();
}

bool isExpressionName(const std::string& name) {
    if (name.empty() || !isLetter(name.front()) || name.back() == '.' || isOperatorWord(name)) return false;
    if (functionNamed(name) || name.find("..") != std::string::npos) return false;
    return std::ranges::all_of(name, isWordWithin);
}

std::vector<std::string> namesIn(const SyntaxNode& tree) {
    std::vector<std::string> names;
    collectNames(tree, names);
    return names;
}

}  // namespace kachi
