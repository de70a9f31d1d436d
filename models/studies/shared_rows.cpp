#include "models/studies/shared_rows.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>

namespace kachi {
namespace {

using Rows = nlohmann::json::array_t;

constexpr std::size_t blockRows = 1024;
constexpr std::size_t mostAnswers = 100;

/// Rows in one line, with commas between them and no brackets around them.
std::string textOf(const Rows& rows) {
    std::string text;
    for (const nlohmann::json& row : rows) {
        if (!text.empty()) text += ',';
        text += row.dump();
    }
    return text;
}

/// Adds JSON of one line as dump(2) sets it, from a place `indent` spaces deep.
void addIndented(std::string_view line, int indent, std::string& text) {
    bool inString = false;
    const auto newLine = [&] { text.append(1, '\n').append(static_cast<std::size_t>(indent), ' '); };
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char sign = line[at];
        if (inString) {
            text += sign;
            if (sign == '\\') text += line[++at];
            if (sign == '"') inString = false;
        } else if (sign == '[' || sign == '{') {
            text += sign;
            if (line[at + 1] == ']' || line[at + 1] == '}') {
                text += line[++at];
            } else {
                indent += 2;
                newLine();
            }
        } else if (sign == ']' || sign == '}') {
            indent -= 2;
            newLine();
            text += sign;
        } else {
            text += sign;
            if (sign == ',') newLine();
            if (sign == ':') text += ' ';
            inString = sign == '"';
        }
    }
}

}  // namespace

struct SharedRows::Block {
    explicit Block(Rows made) : rows(std::move(made)) {}

    const std::string& text() const {
        std::call_once(written, [this] { line = textOf(rows); });
        return line;
    }

    const Rows rows;
    mutable std::once_flag written;
    mutable std::string line;
};

struct SharedRows::Answers {
    std::mutex mutex;
    std::map<std::string, std::string> known;
};

SharedRows::SharedRows(Rows rows) {
    append(std::move(rows));
}

void SharedRows::addBlocks(Blocks& blocks, Rows rows) {
    for (std::size_t first = 0; first < rows.size(); first += blockRows) {
        const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end = rows.begin() + static_cast<std::ptrdiff_t>(std::min(first + blockRows, rows.size()));
        blocks.push_back(
            std::make_shared<const Block>(Rows(std::make_move_iterator(begin), std::make_move_iterator(end))));
    }
}

void SharedRows::set(Blocks blocks) {
    if (blocks.empty()) {
        m_table.reset();
        return;
    }
    Table table{std::move(blocks), {}, std::make_shared<Answers>()};
    std::size_t end = 0;
    for (const auto& block : table.blocks) table.ends.push_back(end += block->rows.size());
    m_table = std::make_shared<const Table>(std::move(table));
}

std::size_t SharedRows::blockOf(std::size_t row) const {
    const std::size_t likely = row / blockRows;  // right until rows were taken away
    if (likely < m_table->ends.size() && startOf(likely) <= row && row < m_table->ends[likely]) return likely;
    const auto found = std::ranges::upper_bound(m_table->ends, row);
    return static_cast<std::size_t>(found - m_table->ends.begin());
}

const nlohmann::json& SharedRows::operator[](std::size_t row) const {
    const std::size_t block = blockOf(row);
    return m_table->blocks[block]->rows[row - startOf(block)];
}

void SharedRows::edit(std::size_t first, std::size_t end,
                      const std::function<void(std::size_t row, nlohmann::json& cells)>& change) {
    if (first >= end) return;
    Blocks blocks = m_table->blocks;
    for (std::size_t at = blockOf(first); at < blocks.size() && startOf(at) < end; ++at) {
        const std::size_t start = startOf(at);
        Rows rows = blocks[at]->rows;
        for (std::size_t row = std::max(first, start); row < std::min(end, start + rows.size()); ++row) {
            change(row, rows[row - start]);
        }
        blocks[at] = std::make_shared<const Block>(std::move(rows));
    }
    set(std::move(blocks));
}

void SharedRows::append(Rows rows) {
    if (rows.empty()) return;
    Blocks blocks = m_table ? m_table->blocks : Blocks();
    if (!blocks.empty() && blocks.back()->rows.size() + rows.size() <= blockRows) {
        Rows last = blocks.back()->rows;
        std::ranges::move(rows, std::back_inserter(last));
        blocks.back() = std::make_shared<const Block>(std::move(last));
    } else {
        addBlocks(blocks, std::move(rows));
    }
    set(std::move(blocks));
}

void SharedRows::erase(std::size_t first, std::size_t end) {
    if (first >= end) return;
    Blocks blocks;
    for (std::size_t at = 0; at < m_table->blocks.size(); ++at) {
        const std::size_t start = startOf(at);
        const std::size_t behind = m_table->ends[at];
        if (end <= start || behind <= first) {
            blocks.push_back(m_table->blocks[at]);
            continue;
        }
        const Rows& rows = m_table->blocks[at]->rows;
        Rows kept;
        for (std::size_t row = start; row < behind; ++row) {
            if (row < first || row >= end) kept.push_back(rows[row - start]);
        }
        addBlocks(blocks, std::move(kept));
    }
    set(std::move(blocks));
}

bool SharedRows::operator==(const SharedRows& other) const {
    if (m_table == other.m_table) return true;
    if (size() != other.size()) return false;
    if (m_table->ends == other.m_table->ends) {
        return std::ranges::equal(m_table->blocks, other.m_table->blocks, [](const auto& left, const auto& right) {
            return left == right || left->rows == right->rows;
        });
    }
    for (std::size_t row = 0; row < size(); ++row) {
        if ((*this)[row] != other[row]) return false;
    }
    return true;
}

nlohmann::json SharedRows::json() const {
    nlohmann::json all = nlohmann::json::array();
    for (std::size_t row = 0; row < size(); ++row) all.push_back((*this)[row]);
    return all;
}

void SharedRows::write(int indent, const TextSink& sink) const {
    if (empty()) {
        sink("[]");
        return;
    }
    const std::string closing = indent < 0 ? std::string() : "\n" + std::string(static_cast<std::size_t>(indent), ' ');
    const std::string opening = indent < 0 ? std::string() : closing + "  ";
    std::string piece = "[" + opening;
    for (const auto& block : m_table->blocks) {
        if (indent < 0) {
            piece += block->text();
        } else {
            addIndented(block->text(), indent + 2, piece);
        }
        sink(piece);
        piece = "," + opening;
    }
    sink(closing + "]");
}

std::string SharedRows::remembered(const std::string& question, const std::function<std::string()>& answer) const {
    if (!m_table) return answer();
    Answers& answers = *m_table->answers;
    {
        const std::lock_guard lock(answers.mutex);
        const auto known = answers.known.find(question);
        if (known != answers.known.end()) return known->second;
    }
    std::string made = answer();
    const std::lock_guard lock(answers.mutex);
    if (answers.known.size() >= mostAnswers) answers.known.clear();
    answers.known[question] = made;
    return made;
}

}  // namespace kachi
