#include "app/interchange/table_reader.h"

#include "app/interchange/delimited_text.h"
#include "app/interchange/issue_text.h"
#include "app/interchange/text_decoding.h"
#include "app/interchange/workbook_reader.h"
#include "models/core/sha256.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t raggedRowsListed = 20;
constexpr QByteArrayView zipStart("PK\x03\x04");
constexpr QByteArrayView compoundFileStart("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");

std::size_t filledCells(const QStringList& row) {
    return static_cast<std::size_t>(
        std::count_if(row.begin(), row.end(), [](const QString& cell) { return !cell.trimmed().isEmpty(); }));
}

Done chooseHeader(RawTable& table, const ReadOptions& options) {
    if (options.headerRow) {
        if (*options.headerRow >= table.rows.size()) {
            return interchangeIssue("interchange.headerRow", table.fileName, QString::number(*options.headerRow + 1),
                                    QString::number(table.rows.size()));
        }
        table.headerRow = *options.headerRow;
        return done();
    }
    const std::size_t wanted = std::min<std::size_t>(2, table.columnCount());
    const auto found = std::find_if(table.rows.begin(), table.rows.end(),
                                    [&](const QStringList& row) { return filledCells(row) >= wanted; });
    table.headerRow = found == table.rows.end() ? 0 : static_cast<std::size_t>(found - table.rows.begin());
    return done();
}

/// Decimal commas are evident where semicolons separate, cells like "12,5" exist and no cell has a decimal point.
std::optional<QChar> evidentDecimalMark(const RawTable& table) {
    if (table.separator != u';') return std::nullopt;
    static const QRegularExpression withComma(u"^\\s*-?\\d+,\\d+\\s*$"_s);
    static const QRegularExpression withPoint(u"^\\s*-?\\d+\\.\\d+\\s*$"_s);
    bool comma = false;
    for (const QStringList& row : table.rows) {
        for (const QString& cell : row) {
            if (withPoint.match(cell).hasMatch()) return std::nullopt;
            comma = comma || withComma.match(cell).hasMatch();
        }
    }
    return comma ? std::optional<QChar>(u',') : std::nullopt;
}

Issues makeRectangular(RawTable& table, bool pad) {
    qsizetype width = 0;
    for (const QStringList& row : table.rows) width = std::max(width, row.size());
    Issues issues;
    int ragged = 0;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const qsizetype size = table.rows[i].size();
        if (size == width) continue;
        ++ragged;
        table.rows[i].resize(width);
        if (pad || issues.size() == raggedRowsListed) continue;
        Issue issue =
            interchangeIssue("interchange.raggedRow", table.fileName, QString::number(size), QString::number(width));
        issue.details["line"] = std::to_string(table.rowNumbers[i]);
        issues.push_back(std::move(issue));
    }
    if (pad && ragged > 0) {
        table.notes.push_back(interchangeIssue("interchange.paddedRows", table.fileName, QString::number(ragged),
                                               QString::number(width), Severity::warning));
    } else if (ragged > static_cast<int>(issues.size())) {
        issues.push_back(interchangeIssue("interchange.moreRaggedRows", table.fileName, QString::number(ragged)));
    }
    return issues;
}

/// Fills `table` from text whose separator is known.
Done fillFromText(RawTable& table, const QString& text, const ReadOptions& options, bool pad) {
    Result<DelimitedRecords> records =
        parseDelimited(text, table.separator, table.fileName, options.table, options.progress);
    if (!records) return records.issues();
    if (records->rows.empty()) return interchangeIssue("interchange.emptyFile", table.fileName);
    qint64 width = 0;
    for (const QStringList& row : records->rows) width = std::max<qint64>(width, row.size());
    Issues issues = tableSizeIssues(static_cast<qint64>(records->rows.size()), width, options.table, table.fileName);
    if (!issues.empty()) return issues;
    if (records->blankLines > 0) {
        table.notes.push_back(interchangeIssue("interchange.blankLines", table.fileName,
                                               QString::number(records->blankLines), {}, Severity::info));
    }
    table.rows = std::move(records->rows);
    table.rowNumbers = std::move(records->lines);
    issues = makeRectangular(table, pad);
    if (!issues.empty()) return issues;
    table.decimalMark = options.decimalMark ? options.decimalMark : evidentDecimalMark(table);
    return chooseHeader(table, options);
}

Done fillFromWorkbook(RawTable& table, const QByteArray& bytes, const ReadOptions& options) {
    const Result<ZipPackage> package = ZipPackage::open(bytes, table.fileName, options.archive);
    if (!package) return package.issues();
    const bool isXlsx = package->contains(u"xl/workbook.xml"_s);
    if (!isXlsx && !package->contains(u"content.xml"_s)) {
        return interchangeIssue("interchange.unknownArchive", table.fileName);
    }
    Result<SheetContent> content =
        isXlsx ? readXlsxSheet(*package, table.fileName, options.sheet, options.table, options.progress)
               : readOdsSheet(*package, table.fileName, options.sheet, options.table, options.progress);
    if (!content) return content.issues();
    table.encoding = TextEncoding::spreadsheet;
    table.decimalMark = options.decimalMark ? options.decimalMark : std::optional<QChar>(u'.');
    table.sheetNames = std::move(content->sheetNames);
    table.sheet = std::move(content->sheet);
    table.rows = std::move(content->rows);
    table.rowNumbers = std::move(content->rowNumbers);
    table.notes = std::move(content->notes);
    return chooseHeader(table, options);
}

QString sha256(const QByteArray& bytes) {
    return QString::fromStdString(sha256Hex({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
}

}  // namespace

Result<RawTable> readTable(const QString& path, const ReadOptions& options) {
    RawTable table;
    table.fileName = QFileInfo(path).fileName();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return interchangeIssue("interchange.cannotOpen", path, file.errorString());
    if (file.size() > options.fileBytes) {
        return interchangeIssue("interchange.fileTooLarge", table.fileName, QString::number(file.size()),
                                QString::number(options.fileBytes));
    }
    const QByteArray bytes = file.readAll();
    if (file.error() != QFile::NoError) return interchangeIssue("interchange.cannotOpen", path, file.errorString());
    if (bytes.isEmpty()) return interchangeIssue("interchange.emptyFile", table.fileName);
    table.digest = sha256(bytes);
    if (options.progress.cancelled()) return readingCancelled(table.fileName);

    if (bytes.startsWith(compoundFileStart)) return interchangeIssue("interchange.oldWorkbook", table.fileName);
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (bytes.startsWith(zipStart) || suffix == "xlsx"_L1 || suffix == "ods"_L1) {
        const Done filled = fillFromWorkbook(table, bytes, options);
        if (!filled) return filled.issues();
        return table;
    }
    const Result<DecodedText> decoded = decodeText(bytes, table.fileName, options.encoding);
    if (!decoded) return decoded.issues();
    table.encoding = decoded->encoding;
    table.notes = decoded->notes;
    table.separator = options.separator.value_or(detectSeparator(decoded->text));
    const Done filled = fillFromText(table, decoded->text, options, options.padRaggedRows);
    if (!filled) return filled.issues();
    return table;
}

Result<RawTable> pasteTable(const QString& tsv, const ReadOptions& options) {
    RawTable table;
    table.fileName = u"clipboard"_s;
    table.encoding = TextEncoding::clipboard;
    table.separator = options.separator.value_or(u'\t');
    table.digest = sha256(tsv.toUtf8());
    if (tsv.size() > options.fileBytes) {
        return interchangeIssue("interchange.fileTooLarge", table.fileName, QString::number(tsv.size()),
                                QString::number(options.fileBytes));
    }
    const Done filled = fillFromText(table, tsv, options, true);
    if (!filled) return filled.issues();
    return table;
}

}  // namespace kachi
