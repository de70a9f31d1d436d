#include "app/interchange/issue_text.h"
#include "app/interchange/number_formats.h"
#include "app/interchange/workbook_reader.h"

#include <QRegularExpression>
#include <QXmlStreamReader>

#include <cmath>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 elementsBetweenReports = 8192;

struct SheetPart {
    QString name;
    QString relation;
};

struct CellFormat {
    FormatKind kind = FormatKind::number;
    int digits = 0;  ///< of a zero-padded format
};

/// "_x000D_" in strings stands for a character XML cannot hold.
QString unescaped(QString text) {
    static const QRegularExpression escape(u"_x([0-9A-Fa-f]{4})_"_s);
    qsizetype from = 0;
    for (auto match = escape.match(text); match.hasMatch(); match = escape.match(text, from)) {
        text.replace(match.capturedStart(), match.capturedLength(), QChar(match.captured(1).toUShort(nullptr, 16)));
        from = match.capturedStart() + 1;
    }
    return text.replace("\r\n"_L1, "\n"_L1);
}

/// Text of <si> or <is>: the runs, without the furigana in <rPh>.
QString stringItem(QXmlStreamReader& xml) {
    QString text;
    while (xml.readNextStartElement()) {
        if (xml.name() == "t"_L1) {
            text += xml.readElementText();
        } else if (xml.name() == "r"_L1) {
            text += stringItem(xml);
        } else {
            xml.skipCurrentElement();
        }
    }
    return text;
}

/// Row and column from 0 of "B12"; false when it is no such name.
bool parseCellName(QStringView name, int& row, int& column) {
    int letters = 0;
    column = 0;
    while (letters < name.size() && letters < 4 && name[letters] >= u'A' && name[letters] <= u'Z') {
        column = column * 26 + (name[letters++].unicode() - u'A' + 1);
    }
    bool isNumber = false;
    row = name.mid(letters).toInt(&isNumber) - 1;
    --column;
    return letters > 0 && isNumber && row >= 0;
}

class XlsxReader {
public:
    XlsxReader(const ZipPackage& package, QString fileName, const ReadProgress& progress)
        : m_package(package), m_fileName(std::move(fileName)), m_progress(progress), m_grid(m_fileName) {}

    Result<SheetContent> read(const QString& wantedSheet, const TableLimits& limits) {
        SheetContent content;
        std::vector<SheetPart> sheets;
        std::map<QString, QString> relations;
        Done read = forEachElement(u"xl/workbook.xml"_s, [&](QXmlStreamReader& xml) {
            if (xml.name() == "sheet"_L1) {
                sheets.push_back({xml.attributes().value("name"_L1).toString(), relationId(xml.attributes())});
            } else if (xml.name() == "workbookPr"_L1) {
                const QStringView since = xml.attributes().value("date1904"_L1);
                m_since1904 = since == "1"_L1 || since == "true"_L1;
            }
        });
        if (!read) return read.issues();
        read = forEachElement(u"xl/_rels/workbook.xml.rels"_s, [&](QXmlStreamReader& xml) {
            if (xml.name() != "Relationship"_L1) return;
            const QString target = xml.attributes().value("Target"_L1).toString();
            const QString path = target.startsWith(u'/') ? target.mid(1) : u"xl/"_s + target;
            relations[xml.attributes().value("Id"_L1).toString()] = path;
            const QStringView type = xml.attributes().value("Type"_L1);
            if (type.endsWith("/sharedStrings"_L1)) m_stringsPath = path;
            if (type.endsWith("/styles"_L1)) m_stylesPath = path;
        });
        if (!read) return read.issues();

        for (const SheetPart& sheet : sheets) content.sheetNames.push_back(sheet.name);
        const Result<int> index = findSheet(content.sheetNames, wantedSheet, m_fileName);
        if (!index) return index.issues();
        content.sheet = content.sheetNames[*index];
        if (!m_stringsPath.isEmpty()) {
            read = forEachElement(m_stringsPath, [&](QXmlStreamReader& xml) {
                if (xml.name() == "si"_L1) m_strings.push_back(unescaped(stringItem(xml)));
            });
            if (!read) return read.issues();
        }
        if (!m_stylesPath.isEmpty()) {
            read = readStyles();
            if (!read) return read.issues();
        }
        read = readCells(relations[sheets[static_cast<std::size_t>(*index)].relation]);
        if (!read) return read.issues();
        content.notes = std::move(m_notes);
        const Done filled = m_grid.fill(content, limits);
        if (!filled) return filled.issues();
        return content;
    }

private:
    static QString relationId(const QXmlStreamAttributes& attributes) {
        for (const QXmlStreamAttribute& attribute : attributes) {
            if (attribute.name() == "id"_L1 && attribute.qualifiedName().contains(u':')) {
                return attribute.value().toString();
            }
        }
        return {};
    }

    /// Calls `visit` at every start element of a part.
    template <class Visit>
    Done forEachElement(const QString& part, Visit visit) {
        const Result<QByteArray> bytes = m_package.read(part);
        if (!bytes) return bytes.issues();
        QXmlStreamReader xml(*bytes);
        qint64 elements = 0;
        while (!xml.atEnd()) {
            if (++elements % elementsBetweenReports == 0) {
                if (m_progress.cancelled()) return readingCancelled(m_fileName);
                m_progress(xml.characterOffset(), bytes->size());
            }
            const auto token = xml.readNext();
            if (token == QXmlStreamReader::DTD) xml.raiseError(u"DOCTYPE"_s);
            if (token == QXmlStreamReader::StartElement) visit(xml);
        }
        if (!xml.hasError()) return done();
        Issue issue = interchangeIssue("interchange.brokenXml", m_fileName, part, QString::number(xml.lineNumber()));
        issue.details["reason"] = xml.errorString().toStdString();
        return issue;
    }

    Done readStyles() {
        std::map<int, CellFormat> declared;
        bool inCellFormats = false;
        return forEachElement(m_stylesPath, [this, declared, inCellFormats](QXmlStreamReader& xml) mutable {
            const QXmlStreamAttributes attributes = xml.attributes();
            const int identifier = attributes.value("numFmtId"_L1).toInt();
            if (xml.name() == "numFmt"_L1) {
                const QString code = attributes.value("formatCode"_L1).toString();
                declared[identifier] = {formatKindOfCode(code), static_cast<int>(code.size())};
            } else if (xml.name() == "cellXfs"_L1) {
                inCellFormats = true;
            } else if (xml.name() == "cellStyles"_L1 || xml.name() == "dxfs"_L1) {
                inCellFormats = false;
            } else if (inCellFormats && xml.name() == "xf"_L1) {
                const auto found = declared.find(identifier);
                m_formats.push_back(found != declared.end() ? found->second
                                                            : CellFormat{formatKindOfBuiltin(identifier), 0});
            }
        });
    }

    Done readCells(const QString& part) {
        int row = -1;
        int column = -1;
        int formulas = 0;
        int merged = 0;
        int hiddenRows = 0;
        const Done read = forEachElement(part, [&](QXmlStreamReader& xml) {
            if (xml.name() == "row"_L1) {
                const QStringView number = xml.attributes().value("r"_L1);
                row = number.isEmpty() ? row + 1 : number.toInt() - 1;
                column = -1;
                if (row < 0) xml.raiseError(number.toString());
                if (xml.attributes().value("hidden"_L1) == "1"_L1) ++hiddenRows;
            } else if (xml.name() == "c"_L1) {
                const QString name = xml.attributes().value("r"_L1).toString();
                if (name.isEmpty()) {
                    ++column;
                } else if (!parseCellName(name, row, column)) {
                    xml.raiseError(name);
                    return;
                }
                readCell(xml, row, column, formulas);
            } else if (xml.name() == "mergeCell"_L1) {
                ++merged;
            }
        });
        if (!read) return read;
        noteCount("interchange.formulaValues", formulas);
        noteCount("interchange.mergedCells", merged);
        noteCount("interchange.hiddenRows", hiddenRows);
        return done();
    }

    void readCell(QXmlStreamReader& xml, int row, int column, int& formulas) {
        const QString type = xml.attributes().value("t"_L1).toString();
        const auto style = static_cast<std::size_t>(xml.attributes().value("s"_L1).toUInt());
        QString value;
        bool isFormula = false;
        while (xml.readNextStartElement()) {
            if (xml.name() == "v"_L1) {
                value = xml.readElementText();
            } else if (xml.name() == "is"_L1) {
                value = unescaped(stringItem(xml));
            } else {
                isFormula = isFormula || xml.name() == "f"_L1;
                xml.skipCurrentElement();
            }
        }
        formulas += isFormula;
        if (isFormula && value.isEmpty() && type != "str"_L1) {
            m_notes.push_back(interchangeIssue("interchange.formulaWithoutValue", m_fileName, cellName(row, column), {},
                                               Severity::warning));
        }
        if (value.isEmpty()) return;
        if (type == "s"_L1) {
            bool isIndex = false;
            const std::size_t index = value.toULongLong(&isIndex);
            if (!isIndex || index >= m_strings.size()) {
                xml.raiseError(cellName(row, column));
                return;
            }
            m_grid.set(row, column, m_strings[index]);
        } else if (type == "b"_L1) {
            m_grid.set(row, column, value == "1"_L1 ? u"TRUE"_s : u"FALSE"_s);
        } else if (type.isEmpty() || type == "n"_L1) {
            setNumber(xml, row, column, value, style < m_formats.size() ? m_formats[style] : CellFormat{});
        } else {
            m_grid.set(row, column, type == "str"_L1 ? unescaped(value) : value);
        }
    }

    void setNumber(QXmlStreamReader& xml, int row, int column, const QString& value, const CellFormat& format) {
        bool isNumber = false;
        const double number = value.toDouble(&isNumber);
        if (!isNumber || !std::isfinite(number)) {
            xml.raiseError(cellName(row, column) + u' ' + value);
            return;
        }
        const QString digits = QString::fromStdString(plainDigits(number));
        if (format.kind == FormatKind::zeroPadded && number >= 0 && number == std::floor(number)) {
            m_grid.set(row, column, digits.rightJustified(format.digits, u'0'));
            return;
        }
        const QString date = format.kind == FormatKind::date ? dateOfSerial(number, m_since1904) : QString();
        m_grid.set(row, column, date.isEmpty() ? digits : date);
        if (format.kind == FormatKind::duration || (format.kind == FormatKind::date && date.isEmpty())) {
            m_notes.push_back(interchangeIssue("interchange.serialLeft", m_fileName, cellName(row, column), digits,
                                               Severity::warning));
        }
    }

    void noteCount(const char* code, int count) {
        if (count == 0) return;
        m_notes.push_back(interchangeIssue(code, m_fileName, QString::number(count), {}, Severity::info));
    }

    const ZipPackage& m_package;
    QString m_fileName;
    const ReadProgress& m_progress;
    SheetGrid m_grid;
    bool m_since1904 = false;
    QString m_stringsPath;
    QString m_stylesPath;
    std::vector<QString> m_strings;
    std::vector<CellFormat> m_formats;
    Issues m_notes;
};

}  // namespace

Result<SheetContent> readXlsxSheet(const ZipPackage& package, const QString& fileName, const QString& wantedSheet,
                                   const TableLimits& limits, const ReadProgress& progress) {
    return XlsxReader(package, fileName, progress).read(wantedSheet, limits);
}

}  // namespace kachi
