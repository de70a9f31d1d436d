#include "app/storage/case_library.h"

#include "app/storage/library_connection.h"
#include "app/storage/search_text.h"

namespace kachi {

namespace {

/// The trigram tokenizer finds nothing for shorter words; those are looked up as substrings.
constexpr int trigramCharacters = 3;

std::string quoted(const std::string& word) {
    std::string result(1, '"');
    for (const char character : word) {
        if (character == '"') result += '"';
        result += character;
    }
    return result + '"';
}

std::string joined(const std::vector<std::string>& parts, const char* separator) {
    std::string result;
    for (const std::string& part : parts) {
        if (!result.empty()) result += separator;
        result += part;
    }
    return result;
}

struct SearchQuery {
    std::string sql;
    std::string match;                    ///< bound to ?1
    std::vector<std::string> shortWords;  ///< bound to ?3, ?4, …
};

/// Long words go through the index (most relevant by BM25, the title weighing most); short ones are substrings of
/// the folded text, ordered by the field they are found in when no long word gives a better order.
SearchQuery compileQuery(const std::vector<std::string>& words) {
    std::vector<std::string> phrases;
    std::vector<std::string> shortWords;
    std::vector<std::string> conditions;
    std::vector<std::string> order;
    for (const std::string& word : words) {
        if (characterCount(word) >= trigramCharacters) {
            phrases.push_back(quoted(word));
            continue;
        }
        shortWords.push_back(word);
        const std::string argument = '?' + std::to_string(shortWords.size() + 2);
        const auto holds = [&](const char* field) {
            return std::string("instr(s.").append(field) + ", " + argument + ')';
        };
        conditions.push_back('(' + joined({holds("title"), holds("product"), holds("body")}, " OR ") + ')');
        order.push_back("2 * (" + holds("title") + " = 0)");
        order.push_back('(' + holds("product") + " = 0)");
    }
    conditions.push_back(phrases.empty() ? "?1 = ''" : "search MATCH ?1");
    const std::string relevance = phrases.empty() ? joined(order, " + ") : "bm25(search, 10.0, 5.0, 1.0)";
    return {"SELECT s.rowid FROM search s WHERE " + joined(conditions, " AND ") + " ORDER BY " + relevance +
                ", s.rowid LIMIT ?2",
            joined(phrases, " AND "), std::move(shortWords)};
}

Snippet chooseSnippet(SQLite::Statement& row, const std::vector<std::string>& words) {
    for (int column : {10, 9, 8}) {  // body, product, title
        const std::string text = row.getColumn(column).getString();
        for (const std::string& word : words) {
            Snippet snippet = snippetAround(text, word);
            if (!snippet.match.empty()) return snippet;
        }
    }
    return snippetAround(row.getColumn(8).getString(), {});
}

}  // namespace

void indexCase(SQLite::Database& database, const CaseHeader& header, const std::string& searchText) {
    const std::string title = normalisedText(header.title.ja + "\n" + header.title.en);
    const std::string product = normalisedText(header.product);
    const std::string body = normalisedText(searchText);
    SQLite::Statement document(database,
                               "INSERT INTO search_documents (case_id, title, product, body) VALUES (?1, ?2, ?3, ?4) "
                               "ON CONFLICT (case_id) DO UPDATE SET title = ?2, product = ?3, body = ?4 RETURNING id");
    document.bind(1, header.id);
    document.bind(2, title);
    document.bind(3, product);
    document.bind(4, body);
    document.executeStep();
    const std::int64_t id = document.getColumn(0).getInt64();
    document.reset();

    SQLite::Statement remove(database, "DELETE FROM search WHERE rowid = ?");
    remove.bind(1, id);
    remove.exec();
    SQLite::Statement insert(database, "INSERT INTO search (rowid, title, product, body) VALUES (?, ?, ?, ?)");
    insert.bind(1, id);
    insert.bind(2, foldedText(title));
    insert.bind(3, foldedText(product));
    insert.bind(4, foldedText(body));
    insert.exec();
}

Result<std::vector<SearchHit>> CaseLibrary::search(const std::string& query, int limit) const {
    return guarded(m_connection->path, [&]() -> Result<std::vector<SearchHit>> {
        std::vector<SearchHit> hits;
        const std::vector<std::string> words = queryWords(query);
        if (words.empty()) return hits;
        const SearchQuery compiled = compileQuery(words);
        SQLite::Statement found(m_connection->database, compiled.sql);
        found.bind(1, compiled.match);
        found.bind(2, limit);
        for (std::size_t i = 0; i < compiled.shortWords.size(); ++i) {
            found.bind(static_cast<int>(i) + 3, compiled.shortWords[i]);
        }
        SQLite::Statement row(
            m_connection->database,
            std::string("SELECT ") + entryColumns +
                ", d.title, d.product, d.body FROM search_documents d JOIN cases c ON c.id = d.case_id "
                "JOIN heads h ON h.case_id = c.id AND h.branch = 'main' WHERE d.id = ?");
        while (found.executeStep()) {
            row.reset();
            row.bind(1, found.getColumn(0).getInt64());
            if (row.executeStep()) hits.push_back({readEntry(row), chooseSnippet(row, words)});
        }
        return hits;
    });
}

}  // namespace kachi
