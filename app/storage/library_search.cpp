#include "app/storage/case_library.h"

#include "app/storage/library_connection.h"
#include "app/storage/search_text.h"

namespace kachi {

namespace {

/// The trigram tokenizer finds nothing for shorter words; those are looked up as substrings.
constexpr int trigramCharacters = 3;

std::string quoted(const std::string& word) {
    std::string result = "\"";
    for (const char character : word) {
        if (character == '"') result += '"';
        result += character;
    }
    return result + '"';
}

struct SearchQuery {
    std::string sql;
    std::vector<std::string> arguments;
};

/// Long words go through the index (most relevant by BM25, the title weighing most); short ones are substrings of
/// the folded text, ordered by the field they are found in when no long word gives a better order.
SearchQuery compileQuery(const std::vector<std::string>& words) {
    std::string match;
    std::string substrings;
    std::string fieldOrder;
    std::vector<std::string> shortWords;
    for (const std::string& word : words) {
        if (characterCount(word) >= trigramCharacters) {
            match += (match.empty() ? "" : " AND ") + quoted(word);
            continue;
        }
        shortWords.push_back(word);
        const std::string argument = "?" + std::to_string(shortWords.size() + 2);
        substrings += " AND (instr(s.title, " + argument + ") OR instr(s.product, " + argument + ") OR instr(s.body, " +
                      argument + "))";
        fieldOrder += (fieldOrder.empty() ? "" : " + ") +
                      ("(instr(s.title, " + argument + ") = 0) * 2 + (instr(s.product, ") + argument + ") = 0)";
    }
    std::vector<std::string> arguments{match};
    arguments.insert(arguments.end(), shortWords.begin(), shortWords.end());
    const std::string condition = match.empty() ? "?1 = ''" : "search MATCH ?1";
    const std::string order = match.empty() ? fieldOrder : "bm25(search, 10.0, 5.0, 1.0)";
    return {
        "SELECT s.rowid FROM search s WHERE " + condition + substrings + " ORDER BY " + order + ", s.rowid LIMIT ?2",
        std::move(arguments)};
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
        found.bind(1, compiled.arguments.front());
        found.bind(2, limit);
        for (std::size_t i = 1; i < compiled.arguments.size(); ++i) {
            found.bind(static_cast<int>(i) + 2, compiled.arguments[i]);
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
