#include "app/interchange/citation_text.h"

#include "app/interchange/date_text.h"
#include "app/interchange/issue_text.h"
#include "models/evidence/evidence_check.h"

#include <QRegularExpression>
#include <QStringList>

#include <map>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

const QRegularExpression& doiShape() {
    static const QRegularExpression shape(u"10\\.\\d{4,9}(?:\\.\\d+)*/[^\\s\"<>{}]+"_s);
    return shape;
}

/// The DOI in a text such as "https://doi.org/10.1136/bmj.l4898" or "doi: 10.1136/bmj.l4898."; empty: none.
std::string doiIn(const QString& text) {
    QString doi = doiShape().match(text).captured();
    static const QRegularExpression end(u"[.,;)\\]]+$"_s);
    const bool ownBracket = doi.contains(u'(');
    if (!ownBracket || doi.endsWith(u'.') || doi.endsWith(u',')) doi.remove(end);
    return doi.toStdString();
}

std::string yearIn(const QString& text) {
    static const QRegularExpression shape(u"\\b(1[89]|20)\\d{2}\\b"_s);
    return shape.match(text).captured().toStdString();
}

void setPages(Citation& citation, const QString& first, const QString& last) {
    if (first.isEmpty()) return;
    citation.pages = (last.isEmpty() || last == first ? first : first + u'-' + last).toStdString();
}

/// Reads line by line, so that every refusal names one.
class CitationReader {
public:
    explicit CitationReader(const QString& text) : m_lines(QString(text).remove(QChar(0xfeff)).split(u'\n')) {}

    Result<std::vector<Citation>> read() {
        while (m_at < m_lines.size()) {
            const QString line = m_lines[m_at].trimmed();
            if (line.isEmpty()) {
                ++m_at;
            } else if (line.startsWith(u"TY  -"_s) || line == u"TY  -"_s) {
                readRis();
            } else if (line.startsWith(u"PMID-"_s)) {
                readMedline();
            } else if (line.startsWith(u'@')) {
                readBibtex();
            } else {
                readIdentifier(line);
            }
        }
        if (m_citations.empty() && m_issues.empty()) fail("citation.nothing", 0, {});
        if (!m_issues.empty()) return m_issues;
        return m_citations;
    }

private:
    void fail(const char* code, qsizetype line, const QString& value) {
        m_issues.push_back(interchangeIssue(code, QString::number(line + 1), value.left(60)));
    }

    void take(Citation citation, qsizetype start) {
        if (citation.title.empty() && citation.doi.empty() && citation.pmid.empty()) {
            fail("citation.noContent", start, m_lines[start].trimmed());
            return;
        }
        if (!citation.pmid.empty() && !isPmid(citation.pmid)) {
            fail("citation.notAPmid", start, QString::fromStdString(citation.pmid));
            return;
        }
        m_citations.push_back(std::move(citation));
    }

    void readRis() {
        static const QRegularExpression tag(u"^([A-Z][A-Z0-9])  - ?(.*)$"_s);
        const qsizetype start = m_at;
        std::map<QString, QStringList> fields;
        QString last;
        for (; m_at < m_lines.size(); ++m_at) {
            const QString line = m_lines[m_at].trimmed();
            const QRegularExpressionMatch found = tag.match(line.endsWith(u'-') ? line + u' ' : line);
            if (m_at > start && found.hasMatch() && found.captured(1) == u"TY"_s) break;
            if (found.hasMatch() && found.captured(1) == u"ER"_s) {
                ++m_at;
                take(fromRis(fields), start);
                return;
            }
            if (found.hasMatch()) {
                last = found.captured(1);
                fields[last].push_back(found.captured(2).trimmed());
            } else if (!line.isEmpty()) {
                if (last.isEmpty()) {
                    fail("citation.notARecord", m_at, line);
                } else {
                    fields[last].back() += u' ' + line;
                }
            }
        }
        fail("citation.unfinished", start, u"ER  -"_s);
    }

    static Citation fromRis(const std::map<QString, QStringList>& fields) {
        const auto first = [&fields](std::initializer_list<const char16_t*> tags) {
            for (const char16_t* tag : tags) {
                const auto found = fields.find(QString::fromUtf16(tag));
                if (found != fields.end() && !found->second.front().isEmpty()) return found->second.front();
            }
            return QString();
        };
        Citation citation;
        citation.title = first({u"TI", u"T1", u"CT"}).toStdString();
        for (const char16_t* tag : {u"AU", u"A1"}) {
            const auto found = fields.find(QString::fromUtf16(tag));
            if (found == fields.end()) continue;
            for (const QString& author : found->second) citation.authors.push_back(author.toStdString());
        }
        citation.journal = first({u"JO", u"JA", u"J2", u"JF", u"T2"}).toStdString();
        citation.year = yearIn(first({u"PY", u"Y1", u"DA"}));
        citation.volume = first({u"VL"}).toStdString();
        citation.issue = first({u"IS"}).toStdString();
        setPages(citation, first({u"SP"}), first({u"EP"}));
        citation.url = first({u"UR", u"L2"}).toStdString();
        citation.doi = doiIn(first({u"DO", u"M3"}));
        if (citation.doi.empty()) citation.doi = doiIn(QString::fromStdString(citation.url));
        // PubMed exports keep the PMID as accession number; other databases keep numbers of their own there.
        const QString accession = first({u"AN"});
        const QString database = first({u"DB", u"DP"});
        if (isPmid(accession.toStdString()) &&
            (database.isEmpty() || database.contains(u"PubMed"_s, Qt::CaseInsensitive) ||
             database.contains(u"MEDLINE"_s, Qt::CaseInsensitive) || database.contains(u"NLM"_s))) {
            citation.pmid = accession.toStdString();
        }
        if (citation.pmid.empty()) citation.pmid = pmidIn(QString::fromStdString(citation.url));
        return citation;
    }

    void readMedline() {
        static const QRegularExpression tag(u"^([A-Z]{2,4}) *- (.*)$"_s);
        const qsizetype start = m_at;
        std::map<QString, QStringList> fields;
        QString last;
        for (; m_at < m_lines.size() && !m_lines[m_at].trimmed().isEmpty(); ++m_at) {
            const QString& line = m_lines[m_at];
            const QRegularExpressionMatch found = tag.match(line.trimmed());
            if (m_at > start && found.hasMatch() && found.captured(1) == u"PMID"_s) break;
            if (found.hasMatch() && !line.startsWith(u' ')) {
                last = found.captured(1);
                fields[last].push_back(found.captured(2).trimmed());
            } else if (last.isEmpty()) {
                fail("citation.notARecord", m_at, line.trimmed());
            } else {
                fields[last].back() += u' ' + line.trimmed();
            }
        }
        const auto first = [&fields](const QString& name) {
            const auto found = fields.find(name);
            return found == fields.end() ? QString() : found->second.front();
        };
        Citation citation;
        citation.pmid = first(u"PMID"_s).toStdString();
        citation.title = first(u"TI"_s).toStdString();
        for (const QString& author : fields[u"AU"_s]) citation.authors.push_back(author.toStdString());
        citation.journal = first(u"TA"_s).toStdString();
        citation.year = yearIn(first(u"DP"_s));
        citation.volume = first(u"VI"_s).toStdString();
        citation.issue = first(u"IP"_s).toStdString();
        citation.pages = first(u"PG"_s).toStdString();
        for (const QString& name : {u"LID"_s, u"AID"_s}) {
            for (const QString& identifier : fields[name]) {
                if (citation.doi.empty() && identifier.contains(u"[doi]"_s)) citation.doi = doiIn(identifier);
            }
        }
        take(std::move(citation), start);
    }

    void readBibtex() {
        static const QRegularExpression opening(u"^@\\s*(\\w+)\\s*[{(]\\s*([^,]*),"_s);
        const qsizetype start = m_at;
        int depth = 0;
        bool opened = false;
        QString body;
        while (m_at < m_lines.size() && (!opened || depth > 0)) {
            const QString& line = m_lines[m_at];
            for (const QChar letter : line) {
                if (letter == u'{') ++depth;
                if (letter == u'}') --depth;
                opened = opened || letter == u'{';
            }
            body += line + u'\n';
            ++m_at;
        }
        if (!opened || depth > 0) {
            fail("citation.unfinished", start, u"}"_s);
            return;
        }
        const QRegularExpressionMatch head = opening.match(body);
        if (!head.hasMatch()) {
            fail("citation.notARecord", start, m_lines[start].trimmed());
            return;
        }
        take(fromBibtex(bibtexFields(body.mid(head.capturedEnd()))), start);
    }

    /// name = {value}, name = "value" or name = 2019, commas between.
    static std::map<QString, QString> bibtexFields(const QString& body) {
        static const QRegularExpression name(u"\\s*([A-Za-z][\\w-]*)\\s*=\\s*"_s);
        std::map<QString, QString> fields;
        qsizetype at = 0;
        for (QRegularExpressionMatch found = name.match(body, at); found.hasMatch(); found = name.match(body, at)) {
            at = found.capturedEnd();
            const bool quoted = at < body.size() && body[at] == u'"';
            int depth = 0;
            qsizetype end = at;
            for (bool inside = false; end < body.size(); ++end) {
                const QChar letter = body[end];
                if (letter == u'{') ++depth;
                if (letter == u'}' && --depth < 0) break;
                if (quoted && letter == u'"' && depth == 0) inside = !inside;
                if (letter == u',' && depth == 0 && !inside) break;
            }
            fields[found.captured(1).toLower()] = plainBibtex(body.mid(at, end - at));
            at = end;
        }
        return fields;
    }

    /// Without braces and quotes, accents of TeX as letters.
    static QString plainBibtex(QString value) {
        static const std::map<QChar, QChar> marks{{u'\'', QChar(0x0301)}, {u'`', QChar(0x0300)}, {u'^', QChar(0x0302)},
                                                  {u'"', QChar(0x0308)},  {u'~', QChar(0x0303)}, {u'=', QChar(0x0304)},
                                                  {u'c', QChar(0x0327)},  {u'v', QChar(0x030c)}};
        value = value.trimmed();
        if (value.startsWith(u'"') && value.endsWith(u'"') && value.size() > 1) value = value.mid(1, value.size() - 2);
        static const QRegularExpression accent(u"\\{?\\\\(['`^\"~=]|[cv](?=[{ ]))\\s*\\{?\\\\?([A-Za-z])\\}?\\}?"_s);
        for (auto found = accent.match(value); found.hasMatch(); found = accent.match(value)) {
            const QString letter = found.captured(2) + marks.at(found.captured(1).front());
            value.replace(found.capturedStart(), found.capturedLength(),
                          letter.normalized(QString::NormalizationForm_C));
        }
        for (const auto& [from, to] : {std::pair(u"\\&"_s, u"&"_s), std::pair(u"\\%"_s, u"%"_s),
                                       std::pair(u"\\_"_s, u"_"_s), std::pair(u"--"_s, u"-"_s)}) {
            value.replace(from, to);
        }
        return value.remove(u'{').remove(u'}').simplified();
    }

    static Citation fromBibtex(const std::map<QString, QString>& fields) {
        const auto field = [&fields](const QString& name) {
            const auto found = fields.find(name);
            return found == fields.end() ? QString() : found->second;
        };
        const auto text = [&field](const QString& name) { return field(name).toStdString(); };
        Citation citation;
        citation.title = text(u"title"_s);
        for (const QString& author : field(u"author"_s).split(u" and "_s, Qt::SkipEmptyParts)) {
            citation.authors.push_back(author.trimmed().toStdString());
        }
        citation.journal = text(u"journal"_s).empty() ? text(u"booktitle"_s) : text(u"journal"_s);
        citation.year = yearIn(field(u"year"_s).isEmpty() ? field(u"date"_s) : field(u"year"_s));
        citation.volume = text(u"volume"_s);
        citation.issue = text(u"number"_s);
        citation.pages = text(u"pages"_s);
        citation.url = text(u"url"_s);
        citation.doi = doiIn(field(u"doi"_s));
        if (citation.doi.empty()) citation.doi = doiIn(field(u"url"_s));
        citation.pmid = text(u"pmid"_s).empty() ? pmidIn(field(u"url"_s)) : text(u"pmid"_s);
        return citation;
    }

    /// The PMID in "PMID: 31462531" or an address of PubMed; empty: none.
    static std::string pmidIn(const QString& text) {
        static const QRegularExpression shape(
            u"(?:pubmed\\.ncbi\\.nlm\\.nih\\.gov/|ncbi\\.nlm\\.nih\\.gov/pubmed/|\\bPMID:?\\s*)(\\d{1,8})\\b"_s,
            QRegularExpression::CaseInsensitiveOption);
        return shape.match(text).captured(1).toStdString();
    }

    void readIdentifier(const QString& line) {
        static const QRegularExpression digits(u"^\\d{4,8}$"_s);
        Citation citation;
        citation.doi = doiIn(line);
        citation.pmid = digits.match(line).hasMatch() ? line.toStdString() : pmidIn(line);
        if (line.startsWith(u"http"_s) && !line.contains(u' ')) citation.url = line.toStdString();
        if (citation.doi.empty() && citation.pmid.empty()) {
            fail("citation.notARecord", m_at, line);
        } else {
            m_citations.push_back(std::move(citation));
        }
        ++m_at;
    }

    QStringList m_lines;
    qsizetype m_at = 0;
    std::vector<Citation> m_citations;
    Issues m_issues;
};

}  // namespace

std::string citationLine(const Citation& citation) {
    constexpr std::size_t mostAuthors = 6;
    constexpr std::size_t namedAuthors = 3;
    std::string line;
    const auto sentence = [&line](std::string words) {
        if (words.empty()) return;
        if (words.back() != '.' && words.back() != '?' && words.back() != '!') words += '.';
        line += (line.empty() ? "" : " ") + words;
    };
    std::string authors;
    const bool cut = citation.authors.size() > mostAuthors;
    for (std::size_t i = 0; i < citation.authors.size() && (!cut || i < namedAuthors); ++i) {
        const bool inverted = citation.authors[i].find(',') != std::string::npos;
        std::string author = citation.authors[i];
        if (inverted) author.erase(author.find(','), 1);
        authors += (authors.empty() ? "" : ", ") + author;
    }
    if (cut) authors += ", et al";
    sentence(authors);
    sentence(citation.title);
    sentence(citation.journal);
    std::string place = citation.year;
    if (!citation.volume.empty()) place += (place.empty() ? "" : ";") + citation.volume;
    if (!citation.issue.empty()) place += "(" + citation.issue + ")";
    if (!citation.pages.empty()) place += (place.empty() ? "" : ":") + citation.pages;
    sentence(place);
    if (line.empty() && !citation.doi.empty()) return "doi:" + citation.doi;
    if (line.empty() && !citation.pmid.empty()) return "PMID " + citation.pmid;
    return line;
}

Result<std::vector<Citation>> parseCitations(const QString& text) {
    return CitationReader(text).read();
}

Result<std::string> typedDoi(const QString& typed, const QString& where) {
    static const QRegularExpression head(u"^(?:(?:https?://)?(?:dx\\.)?doi\\.org/|doi:\\s*)"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const std::string doi = typed.trimmed().remove(head).toStdString();
    if (doi.empty() || isDoi(doi)) return doi;
    return interchangeIssue("evidence.notADoi", where, typed.trimmed());
}

Result<std::string> typedPmid(const QString& typed, const QString& where) {
    static const QRegularExpression around(
        u"^(?:(?:https?://)?(?:pubmed\\.ncbi\\.nlm\\.nih\\.gov/|(?:www\\.)?ncbi\\.nlm\\.nih\\.gov/pubmed/)|PMID:?\\s*)|/$"_s,
        QRegularExpression::CaseInsensitiveOption);
    const QString text = typed.normalized(QString::NormalizationForm_KC).trimmed();
    const std::string pmid = QString(text).remove(around).toStdString();
    if (pmid.empty() || isPmid(pmid)) return pmid;
    return interchangeIssue("evidence.notAPmid", where, typed.trimmed());
}

Result<std::string> typedEvidenceDate(const QString& typed, const QString& where) {
    const QString text = typed.normalized(QString::NormalizationForm_KC).trimmed();
    if (text.isEmpty() || isEvidenceDate(text.toStdString())) return text.toStdString();
    if (const auto day = parseDay(text, where)) return day->toStdString();
    if (const auto month = parseMonth(text, where)) return month->toStdString();
    return interchangeIssue("evidence.notADate", where, typed.trimmed());
}

}  // namespace kachi
