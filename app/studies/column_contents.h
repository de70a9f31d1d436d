#pragma once

#include "app/interchange/raw_table.h"
#include "app/interchange/read_progress.h"

#include <map>
#include <optional>
#include <vector>

namespace kachi {

/// What a column of an imported table becomes. Dates become ISO text ("2024-02-01").
enum class ColumnKind { numbers, words, dates, leftOut };

/// What "01/02/2024" means: 1 February, 2 January, or nothing but its text.
enum class DateOrder { dayFirst, monthFirst, keepText };

/// What the analyst says of one column of a file. Unset: as the file shows it.
struct ColumnChoice {
    std::optional<ColumnKind> kind = {};
    QString unit = {};  ///< of the numbers as they are taken, kept with the data; empty: not stated
    double factor = 1;  ///< multiplies the numbers of the file: 1000 for a column in thousands

    bool operator==(const ColumnChoice&) const = default;
};

/// Texts that mean "no value" unless the analyst says otherwise.
QStringList usualMissingCodes();

/// How the cells of a file become data, as far as it is not a matter of reading the file.
struct ImportChoices {
    QStringList missingCodes = usualMissingCodes();  ///< empty cells are missing whatever it holds
    std::optional<DateOrder> dateOrder = {};
    std::map<QString, ColumnChoice> columns = {};  ///< by header; absent: as the file shows it

    ColumnChoice of(const QString& header) const;

    bool operator==(const ImportChoices&) const = default;
};

/// What a column holds below its header. Every cell is one of number, date, word or missing.
struct ColumnContent {
    std::size_t numbers = 0;
    std::size_t words = 0;
    std::size_t dates = 0;
    std::size_t missing = 0;
    std::size_t codes = 0;            ///< numbers like "007", whose zeros only text keeps
    std::size_t ambiguous = 0;        ///< numbers like "1,234" of which only the decimal mark says what they mean
    QString example;                  ///< the first of these
    std::size_t ambiguousWords = 0;   ///< of these, "1,5": no number unless the comma is the mark
    QString wordExample;              ///< the first of these
    std::size_t dayFirstDates = 0;    ///< "31/01/2024"
    std::size_t monthFirstDates = 0;  ///< "01/31/2024"
    std::size_t openDates = 0;        ///< "01/02/2024"
    QString dateExample;              ///< the first of these
    std::size_t refusedDates = 0;     ///< of the dates: no day of the calendar or of its era, or before 1900
    QString refusedExample;           ///< the first of these
    QString codeExample;

    /// What the column becomes when nobody says otherwise. Codes make it words.
    ColumnKind kind() const;
    /// It would become numbers, and some have two readings.
    bool asksForDecimalMark(const ColumnChoice& choice) const;
    /// It becomes dates of two readings, and neither the column nor the choice tells which.
    bool asksForDateOrder(const ColumnChoice& choice, std::optional<DateOrder> order) const;
    /// What the column itself shows of the order of its dates.
    std::optional<DateOrder> shownDateOrder() const;
};

/// "007", "0123": zeros that only text keeps.
bool isCode(QStringView text);

/// The text as numbers, dates and missing codes are read, without spaces around it: "１２．５" → "12.5". Circled and
/// raised digits stay what they are. @param narrow  holds the result where it differs from the text
QStringView halfWidth(QStringView text, QString& narrow);

/// Missing codes as cells are compared with them, both in half width.
class MissingCodes {
public:
    explicit MissingCodes(const QStringList& codes);
    bool operator()(QStringView text) const {
        return text.empty() || (m_beginnings.contains(text.front()) && m_codes.contains(text));
    }

private:
    QStringList m_codes;
    QString m_beginnings;  ///< first characters: most cells need no more
};

/// Number a cell in half width stands for: plain digits, or what parseNumber accepts; empty for anything else.
std::optional<double> studyNumber(QStringView text, std::optional<QChar> decimalMark);

/// ISO text of the day a cell in half width stands for: "2024/2/1", what parseDay accepts, and, where the order is
/// known, "1/2/2024". Issues: those of parseDay.
Result<QString> studyDate(QStringView text, std::optional<DateOrder> order);

/// One per column. Numbers are ambiguous as long as the decimal mark is neither known nor shown by the file: by a cell
/// like "12.5" or "1,234,567" in any column. Where commas separate cells, a point is the decimal mark.
/// Issue: core.cancelled.
Result<std::vector<ColumnContent>> columnContents(const RawTable& table, const ImportChoices& choices = {},
                                                  const ReadProgress& progress = {});

}  // namespace kachi
