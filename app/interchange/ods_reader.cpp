#include "app/interchange/issue_text.h"
#include "app/interchange/workbook_reader.h"

#include <QXmlStreamReader>

#include <cmath>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

const QString contentPart = u"content.xml"_s;
constexpr qint64 rowsBetweenReports = 1024;
constexpr qint64 longestGap = 1'000;  // spaces written as one element; more is no text

class OdsReader {
public:
    OdsReader(const ZipPackage& package, QString fileName, const ReadProgress& progress)
        : m_package(package), m_fileName(std::move(fileName)), m_progress(progress), m_grid(m_fileName) {}

    Result<SheetContent> read(const QString& wantedSheet, const TableLimits& limits) {
        const Result<QByteArray> bytes = m_package.read(contentPart);
        if (!bytes) return bytes.issues();
        SheetContent content;
        const Done named = forEachTable(*bytes, [&](QXmlStreamReader& xml, const QString& name) {
            content.sheetNames.push_back(name);
            xml.skipCurrentElement();
        });
        if (!named) return named.issues();
        const Result<int> index = findSheet(content.sheetNames, wantedSheet, m_fileName);
        if (!index) return index.issues();
        content.sheet = content.sheetNames[*index];

        int position = 0;
        const Done read = forEachTable(*bytes, [&](QXmlStreamReader& xml, const QString&) {
            if (position++ == *index) {
                readTable(xml, limits, bytes->size());
            } else {
                xml.skipCurrentElement();
            }
        });
        if (!read) return read.issues();
        if (!m_refused.empty()) return m_refused;
        if (m_formulas > 0) {
            m_notes.push_back(interchangeIssue("interchange.formulaValues", m_fileName, QString::number(m_formulas), {},
                                               Severity::info));
        }
        content.notes = std::move(m_notes);
        const Done filled = m_grid.fill(content, limits);
        if (!filled) return filled.issues();
        return content;
    }

private:
    template <class Visit>
    Done forEachTable(const QByteArray& bytes, Visit visit) {
        QXmlStreamReader xml(bytes);
        while (!xml.atEnd()) {
            const auto token = xml.readNext();
            if (token == QXmlStreamReader::DTD) xml.raiseError(u"DOCTYPE"_s);
            if (token != QXmlStreamReader::StartElement || xml.qualifiedName() != "table:table"_L1) continue;
            visit(xml, xml.attributes().value("table:name"_L1).toString());
        }
        if (!xml.hasError()) return done();
        Issue issue =
            interchangeIssue("interchange.brokenXml", m_fileName, contentPart, QString::number(xml.lineNumber()));
        issue.details["reason"] = xml.errorString().toStdString();
        return issue;
    }

    static qint64 repeats(QXmlStreamReader& xml, QLatin1StringView attribute) {
        if (!xml.attributes().hasAttribute(attribute)) return 1;
        const qint64 count = xml.attributes().value(attribute).toInt();
        if (count < 1) xml.raiseError(attribute + u"=0"_s);
        return count;
    }

    /// Rows may stand in groups and header sections, so the whole subtree is walked.
    void readTable(QXmlStreamReader& xml, const TableLimits& limits, qint64 bytes) {
        qint64 row = 0;
        qint64 rowsRead = 0;
        for (int depth = 1; depth > 0 && !xml.atEnd();) {
            const auto token = xml.readNext();
            if (token == QXmlStreamReader::EndElement) --depth;
            if (token != QXmlStreamReader::StartElement) continue;
            if (xml.qualifiedName() != "table:table-row"_L1) {
                ++depth;
                continue;
            }
            if (++rowsRead % rowsBetweenReports == 0) {
                m_progress(xml.characterOffset(), bytes);
                if (m_progress.cancelled()) {
                    m_refused = {readingCancelled(m_fileName)};
                    return;
                }
            }
            const qint64 count = repeats(xml, "table:number-rows-repeated"_L1);
            const std::map<int, QString> cells = readRow(xml, row, limits);
            if (!m_refused.empty()) return;
            if (!cells.empty()) {
                m_cellCount += count * static_cast<qint64>(cells.size());
                m_refused = tableSizeIssues(row + count, 1, limits, m_fileName);
                if (m_cellCount > limits.cells) {
                    m_refused.push_back(interchangeIssue("interchange.tooManyCells", m_fileName,
                                                         QString::number(m_cellCount), QString::number(limits.cells)));
                }
                if (!m_refused.empty()) return;
                for (qint64 i = 0; i < count; ++i) {
                    for (const auto& [column, text] : cells) m_grid.set(static_cast<int>(row + i), column, text);
                }
            }
            row += count;
        }
    }

    std::map<int, QString> readRow(QXmlStreamReader& xml, qint64 row, const TableLimits& limits) {
        std::map<int, QString> cells;
        qint64 column = 0;
        while (xml.readNextStartElement()) {
            const qint64 count = repeats(xml, "table:number-columns-repeated"_L1);
            const QString text = readCell(xml, row, column);
            if (!text.isEmpty()) {
                m_refused = tableSizeIssues(1, column + count, limits, m_fileName);
                if (!m_refused.empty()) return {};
                for (qint64 i = 0; i < count; ++i) cells[static_cast<int>(column + i)] = text;
            }
            column += count;
        }
        return cells;
    }

    QString readCell(QXmlStreamReader& xml, qint64 row, qint64 column) {
        const QXmlStreamAttributes attributes = xml.attributes();
        const QString type = attributes.value("office:value-type"_L1).toString();
        const bool isFormula = attributes.hasAttribute("table:formula"_L1);
        m_formulas += isFormula;
        const QString shown = paragraphs(xml);
        if (isFormula && type.isEmpty() && shown.isEmpty()) {
            m_notes.push_back(interchangeIssue("interchange.formulaWithoutValue", m_fileName, cellName(row, column), {},
                                               Severity::warning));
        }
        if (type == "float"_L1 || type == "percentage"_L1 || type == "currency"_L1) {
            bool isNumber = false;
            const double value = attributes.value("office:value"_L1).toDouble(&isNumber);
            if (!isNumber || !std::isfinite(value)) {
                xml.raiseError(cellName(row, column));
                return {};
            }
            return QString::fromStdString(plainDigits(value));
        }
        if (type == "date"_L1) {
            const QString date = attributes.value("office:date-value"_L1).toString();
            return date.endsWith("T00:00:00"_L1) ? date.chopped(9) : date;
        }
        if (type == "boolean"_L1) {
            return attributes.value("office:boolean-value"_L1) == "true"_L1 ? u"TRUE"_s : u"FALSE"_s;
        }
        if (type == "string"_L1 && attributes.hasAttribute("office:string-value"_L1)) {
            return attributes.value("office:string-value"_L1).toString();
        }
        return shown;  // text, times and errors as the sheet shows them
    }

    /// Text of the paragraphs of a cell; comments and furigana (text:ruby-text) are not part of it.
    static QString paragraphs(QXmlStreamReader& xml) {
        QStringList lines;
        while (xml.readNextStartElement()) {
            if (xml.qualifiedName() == "text:p"_L1) {
                lines.push_back(inlineText(xml));
            } else {
                xml.skipCurrentElement();
            }
        }
        return lines.join(u'\n');
    }

    static QString inlineText(QXmlStreamReader& xml) {
        QString text;
        while (!xml.atEnd()) {
            const auto token = xml.readNext();
            if (token == QXmlStreamReader::EndElement) break;
            if (token == QXmlStreamReader::Characters) text += xml.text();
            if (token != QXmlStreamReader::StartElement) continue;
            if (xml.qualifiedName() == "text:s"_L1) {
                const qint64 spaces = repeats(xml, "text:c"_L1);
                if (spaces > longestGap) xml.raiseError(u"text:c="_s + QString::number(spaces));
                text += QString(std::min(spaces, longestGap), u' ');
                xml.skipCurrentElement();
            } else if (xml.qualifiedName() == "text:line-break"_L1) {
                text += u'\n';
                xml.skipCurrentElement();
            } else if (xml.qualifiedName() == "text:ruby-text"_L1 || xml.qualifiedName() == "office:annotation"_L1) {
                xml.skipCurrentElement();
            } else {
                text += inlineText(xml);
            }
        }
        return text;
    }

    const ZipPackage& m_package;
    QString m_fileName;
    const ReadProgress& m_progress;
    SheetGrid m_grid;
    int m_formulas = 0;
    qint64 m_cellCount = 0;
    Issues m_refused;
    Issues m_notes;
};

}  // namespace

Result<SheetContent> readOdsSheet(const ZipPackage& package, const QString& fileName, const QString& wantedSheet,
                                  const TableLimits& limits, const ReadProgress& progress) {
    return OdsReader(package, fileName, progress).read(wantedSheet, limits);
}

}  // namespace kachi
