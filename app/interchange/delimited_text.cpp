#include "app/interchange/delimited_text.h"

#include "app/interchange/issue_text.h"

#include <algorithm>
#include <array>
#include <map>

namespace kachi {
namespace {

constexpr int sampledLines = 50;
constexpr qsizetype sampledCharacters = 1 << 20;
constexpr std::size_t recordsBetweenReports = 4096;

class DelimitedParser {
public:
    DelimitedParser(const QString& text, QChar separator, const QString& fileName, const TableLimits& limits,
                    const ReadProgress& progress)
        : m_text(text), m_separator(separator), m_fileName(fileName), m_limits(limits), m_progress(progress) {}

    Result<DelimitedRecords> parse() {
        while (m_position < m_text.size()) {
            const Done read = readRecord();
            if (!read) return read.issues();
            if (m_records.rows.size() % recordsBetweenReports == 0) {
                if (m_progress.cancelled()) return readingCancelled(m_fileName);
                m_progress(m_position, m_text.size());
            }
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
        row.reserve(m_width);
        for (bool more = true; more;) {
            QString cell;
            const bool quoted = !atEnd() && m_text[m_position] == u'"';
            if (quoted) {
                const Done read = readQuoted(cell);
                if (!read) return read;
            } else {
                readPlain(cell);
            }
            if (cell.size() > m_limits.cellCharacters) return tooLong(firstLine, cell.size());
            row.push_back(std::move(cell));
            if (row.size() > m_limits.columns) break;
            more = !atEnd() && m_text[m_position] == m_separator;
            if (more) ++m_position;
        }
        // The whole count of the columns is told although the record is not read to its end.
        const qint64 columns = row.size() > m_limits.columns ? row.size() + remainingSeparators() : row.size();
        m_width = std::max<qsizetype>(m_width, row.size());
        const Issues tooLarge =
            tableSizeIssues(static_cast<qint64>(m_records.rows.size()) + 1, columns, m_limits, m_fileName);
        if (!tooLarge.empty()) return tooLarge;
        if (!atEnd()) skipLineEnd();
        m_records.rows.push_back(std::move(row));
        m_records.lines.push_back(firstLine);
        return done();
    }

    qint64 remainingSeparators() const {
        qint64 count = 0;
        for (qsizetype i = m_position; i < m_text.size() && m_text[i] != u'\n' && m_text[i] != u'\r'; ++i) {
            if (m_text[i] == m_separator) ++count;
        }
        return count;
    }

    Issue tooLong(int line, qsizetype characters) const {
        Issue issue = interchangeIssue("interchange.cellTooLong", m_fileName, QString::number(characters),
                                       QString::number(m_limits.cellCharacters));
        issue.details["line"] = std::to_string(line);
        return issue;
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
    const TableLimits& m_limits;
    const ReadProgress& m_progress;
    qsizetype m_width = 0;
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
    for (const QChar character : QStringView(text).left(sampledCharacters)) {
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

Result<DelimitedRecords> parseDelimited(const QString& text, QChar separator, const QString& fileName,
                                        const TableLimits& limits, const ReadProgress& progress) {
    return DelimitedParser(text, separator, fileName, limits, progress).parse();
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
