#include "app/interchange/delimited_text.h"

#include "app/interchange/issue_text.h"

#include <array>
#include <map>

namespace kachi {
namespace {

constexpr int sampledLines = 50;

class DelimitedParser {
public:
    DelimitedParser(const QString& text, QChar separator, const QString& fileName)
        : m_text(text), m_separator(separator), m_fileName(fileName) {}

    Result<DelimitedRecords> parse() {
        while (m_position < m_text.size()) {
            const Done read = readRecord();
            if (!read) return read.issues();
        }
        return std::move(m_records);
    }

private:
    bool atEnd() const { return m_position >= m_text.size(); }
    bool atLineEnd() const { return m_text[m_position] == u'\n' || m_text[m_position] == u'\r'; }

    void skipLineEnd() {
        const bool pair =
            m_text[m_position] == u'\r' && m_position + 1 < m_text.size() && m_text[m_position + 1] == u'\n';
        m_position += pair ? 2 : 1;
        ++m_line;
    }

    Done readRecord() {
        if (atLineEnd()) {
            ++m_records.blankLines;
            skipLineEnd();
            return done();
        }
        const int firstLine = m_line;
        QStringList row;
        for (bool more = true; more;) {
            QString cell;
            const bool quoted = !atEnd() && m_text[m_position] == u'"';
            if (quoted) {
                const Done read = readQuoted(cell);
                if (!read) return read;
            } else {
                readPlain(cell);
            }
            row.push_back(cell);
            more = !atEnd() && m_text[m_position] == m_separator;
            if (more) ++m_position;
        }
        if (!atEnd()) skipLineEnd();
        m_records.rows.push_back(std::move(row));
        m_records.lines.push_back(firstLine);
        return done();
    }

    void readPlain(QString& cell) {
        const qsizetype from = m_position;
        while (!atEnd() && m_text[m_position] != m_separator && !atLineEnd()) ++m_position;
        cell = m_text.mid(from, m_position - from);
    }

    Done readQuoted(QString& cell) {
        const int openedAt = m_line;
        ++m_position;
        while (true) {
            if (atEnd()) {
                return interchangeIssue("interchange.unbalancedQuote", m_fileName, QString::number(openedAt));
            }
            if (m_text[m_position] == u'"') {
                const bool doubled = m_position + 1 < m_text.size() && m_text[m_position + 1] == u'"';
                m_position += doubled ? 2 : 1;
                if (!doubled) break;
                cell += u'"';
            } else if (atLineEnd()) {
                cell += u'\n';
                skipLineEnd();
            } else {
                cell += m_text[m_position++];
            }
        }
        if (!atEnd() && !atLineEnd() && m_text[m_position] != m_separator) {
            return interchangeIssue("interchange.textAfterQuote", m_fileName, QString::number(m_line));
        }
        return done();
    }

    const QString& m_text;
    const QChar m_separator;
    const QString& m_fileName;
    qsizetype m_position = 0;
    int m_line = 1;
    DelimitedRecords m_records;
};

/// How many times `separator` stands outside quotes in each of the first lines that are not blank.
std::vector<int> countsPerLine(const QString& text, QChar separator) {
    std::vector<int> counts;
    int count = 0;
    bool quoted = false;
    bool blank = true;
    for (const QChar character : text) {
        if (character == u'"') quoted = !quoted;
        if ((character == u'\n' || character == u'\r') && !quoted) {
            if (!blank) counts.push_back(count);
            if (counts.size() == sampledLines) return counts;
            count = 0;
            blank = true;
            continue;
        }
        blank = false;
        if (character == separator && !quoted) ++count;
    }
    if (!blank) counts.push_back(count);
    return counts;
}

}  // namespace

Result<DelimitedRecords> parseDelimited(const QString& text, QChar separator, const QString& fileName) {
    return DelimitedParser(text, separator, fileName).parse();
}

QChar detectSeparator(const QString& text) {
    QChar best = u',';
    int bestAgreeing = 0;
    for (const QChar candidate : std::to_array<QChar>({u',', u'\t', u';'})) {
        std::map<int, int> linesWithCount;
        for (const int count : countsPerLine(text, candidate)) ++linesWithCount[count];
        for (const auto& [count, lines] : linesWithCount) {
            if (count > 0 && lines > bestAgreeing) {
                best = candidate;
                bestAgreeing = lines;
            }
        }
    }
    return best;
}

}  // namespace kachi
