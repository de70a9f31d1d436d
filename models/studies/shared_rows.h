#pragma once

#include <nlohmann/json.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kachi {

/// Takes a long text piece by piece.
using TextSink = std::function<void(std::string_view)>;

/// Rows of a large table as a value: copies share one place, and an edit of one of them makes anew only the block of
/// rows it touches. What was shared never changes, so that copies may be read and edited on several threads at once.
class SharedRows {
public:
    SharedRows() = default;
    explicit SharedRows(nlohmann::json::array_t rows);

    std::size_t size() const { return m_table ? m_table->ends.back() : 0; }
    bool empty() const { return size() == 0; }
    const nlohmann::json& operator[](std::size_t row) const;

    /// Changes the rows from `first` to the one before `end`, one after the other.
    void edit(std::size_t first, std::size_t end,
              const std::function<void(std::size_t row, nlohmann::json& cells)>& change);
    void append(nlohmann::json::array_t rows);
    /// Takes the rows from `first` to the one before `end` away.
    void erase(std::size_t first, std::size_t end);

    /// Copies in one place are equal without being looked at.
    bool operator==(const SharedRows& other) const;
    bool sharesPlaceWith(const SharedRows& other) const { return m_table == other.m_table; }

    nlohmann::json json() const;

    /// The array as nlohmann::json::dump writes it. @param indent  spaces before its closing bracket, two for every
    /// level; −1: in one line. Texts of blocks are kept with them, so that another writing reads no cell.
    void write(int indent, const TextSink& sink) const;

    /// What was once worked out from these rows, kept with them for all copies until their next edit.
    /// @param question  names it, and holds everything else it depends on
    std::string remembered(const std::string& question, const std::function<std::string()>& answer) const;

private:
    struct Block;
    using Blocks = std::vector<std::shared_ptr<const Block>>;
    struct Answers;

    struct Table {
        Blocks blocks;                  ///< none is empty
        std::vector<std::size_t> ends;  ///< [block] row behind its last
        std::shared_ptr<Answers> answers;
    };

    static void addBlocks(Blocks& blocks, nlohmann::json::array_t rows);
    void set(Blocks blocks);
    std::size_t blockOf(std::size_t row) const;
    std::size_t startOf(std::size_t block) const { return block == 0 ? 0 : m_table->ends[block - 1]; }

    std::shared_ptr<const Table> m_table;  ///< null: no rows
};

}  // namespace kachi
