#include "app/studies/column_contents.h"

#include "app/interchange/column_mapper.h"
#include "app/interchange/date_text.h"
#include "app/interchange/issue_text.h"
#include "app/interchange/number_text.h"

#include <QDate>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t rowsBetweenReports = 4096;
constexpr char16_t firstWide = u'\uFF01';  ///< !, and so on: full-width forms of ASCII, in the same order
constexpr char16_t lastWide = u'\uFF5E';
constexpr char16_t wideSpace = u'\u3000';

bool isDigit(QChar character) {
    return character >= u'0' && character <= u'9';
}

/// A plain number without the care of parseNumber: most cells of large files are. A decimal comma is read as a point
/// where it is the mark.
std::optional<double> plainNumber(QStringView text, bool decimalComma) {
    std::array<char, 40> digits{};
    if (text.empty() || text.size() > static_cast<qsizetype>(digits.size())) return {};
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t character = text[i].unicode();
        if (character > 0x7F || (decimalComma && character == u'.')) return {};
        digits[static_cast<std::size_t>(i)] = decimalComma && character == u',' ? '.' : static_cast<char>(character);
    }
    double value = 0;
    const char* last = digits.data() + text.size();
    const auto [end, error] = std::from_chars(digits.data(), last, value);
    if (error != std::errc() || end != last || !std::isfinite(value)) return {};
    return value;
}

bool beginsAsWord(QStringView text) {
    const char16_t first = text.front().unicode();
    return (first >= u'A' && first <= u'Z') || (first >= u'a' && first <= u'z');
}

/// Three numbers between two equal marks: "2024-02-01", "1/2/2024".
struct DateParts {
    std::array<int, 3> numbers{};
    std::array<int, 3> digits{};
};

std::optional<DateParts> dateParts(QStringView text) {
    constexpr qsizetype longest = 10;
    if (text.size() < 6 || text.size() > longest) return {};
    DateParts parts;
    std::size_t part = 0;
    QChar mark;
    for (const QChar character : text) {
        if (isDigit(character)) {
            parts.numbers[part] = 10 * parts.numbers[part] + (character.unicode() - u'0');
            ++parts.digits[part];
        } else if (part < 2 && parts.digits[part] > 0 && (mark.isNull() || mark == character) &&
                   (character == u'/' || character == u'-' || character == u'.')) {
            mark = character;
            ++part;
        } else {
            return {};
        }
    }
    if (part != 2 || parts.digits[1] > 2) return {};
    const bool yearFirst = parts.digits[0] == 4 && (parts.digits[2] == 1 || parts.digits[2] == 2);
    const bool yearLast = parts.digits[2] == 4 && parts.digits[0] <= 2;
    if (!yearFirst && !yearLast) return {};  // "1.234.567" is a number
    return parts;
}

bool isDay(int year, int month, int day) {
    return QDate(year, month, day).isValid();
}

bool yearComesFirst(const DateParts& parts) {
    return parts.digits[0] == 4;
}

/// What "a/b/year" can mean; nothing when the year comes first.
struct Readings {
    bool dayFirst = false;
    bool monthFirst = false;
};

Readings readings(const DateParts& parts) {
    const auto [first, second, year] = parts.numbers;
    if (yearComesFirst(parts)) return {};
    return {isDay(year, second, first), isDay(year, first, second)};
}

/// 2024年5月1日, 令和6年5月1日, R6.5.1: worth the care of parseDay.
bool mayBeJapaneseDate(QStringView text) {
    if (text.size() < 6) return false;
    const auto divides = [](QChar character) { return QStringView(u"./-").contains(character); };
    return text.contains(u'年') ||
           (QStringView(u"MTSHRmtshr明大昭平令").contains(text.front()) && std::ranges::count_if(text, divides) > 1);
}

/// "1,234", "1.234": grouped by three, or with three decimals.
bool groupsOnce(QStringView text, QChar mark) {
    if (text.front() == u'-') text = text.mid(1);
    const qsizetype at = text.indexOf(mark);
    if (at < 1 || at > 3 || text.size() != at + 4 || text.front() == u'0') return false;
    return std::ranges::all_of(text, [mark](QChar character) { return character == mark || isDigit(character); });
}

/// The file itself shows that the point is its decimal mark.
bool showsPoint(QStringView text) {
    const qsizetype point = text.indexOf(u'.');
    const bool decimals = point > 0 && !groupsOnce(text, u'.') && !text.contains(u',') && plainNumber(text, false);
    return decimals || (text.count(u',') > 1 && studyNumber(text, {}));
}

/// @param pointGroups  whether a point may group digits in this file
bool hasTwoReadings(QStringView text, bool pointGroups) {
    if (groupsOnce(text, u',') || (pointGroups && groupsOnce(text, u'.'))) return true;
    if (!text.contains(u',')) return false;
    const QString cell = text.toString();
    const auto read = parseNumber(cell, NumberContext{});
    return !read && read.issues().front().code == "interchange.ambiguousNumber";
}

/// Counts the cells of one column after the other.
class Counter {
public:
    Counter(const RawTable& table, const ImportChoices& choices)
        : m_table(table), m_missing(choices.missingCodes), m_pointGroups(table.separator != u',') {}

    void count(ColumnContent& content, QStringView cell) {
        QString narrow;
        const QStringView text = halfWidth(cell, narrow);
        if (m_missing(text)) {
            ++content.missing;
        } else if (const auto parts = dateParts(text)) {
            countDate(content, cell, *parts);
        } else if (studyNumber(text, m_table.decimalMark)) {
            ++content.numbers;
            if (isCode(text) && content.codes++ == 0) content.codeExample = cell.toString();
            countReadings(content, cell, text, true);
        } else if (const auto taken = japaneseDay(text)) {
            countDay(content, cell, *taken);
        } else {
            ++content.words;
            countReadings(content, cell, text, false);
        }
    }

    bool pointShown() const { return m_pointShown; }

private:
    /// Whether it is a day of the calendar; empty: it has not the form of one.
    static std::optional<bool> japaneseDay(QStringView text) {
        if (!mayBeJapaneseDate(text)) return {};
        const auto day = studyDate(text, {});
        if (!day && day.issues().front().code == "interchange.notADay") return {};
        return day.ok();
    }

    static void countDay(ColumnContent& content, QStringView cell, bool canBeTaken) {
        ++content.dates;
        if (!canBeTaken && content.refusedDates++ == 0) content.refusedExample = cell.toString();
    }

    static void countDate(ColumnContent& content, QStringView cell, const DateParts& parts) {
        const auto [dayFirst, monthFirst] = readings(parts);
        const int year = parts.numbers[yearComesFirst(parts) ? 0 : 2];
        const bool isDate =
            dayFirst || monthFirst || (yearComesFirst(parts) && isDay(year, parts.numbers[1], parts.numbers[2]));
        countDay(content, cell, isDate && year >= earliestYear);
        if (!isDate || yearComesFirst(parts) || parts.numbers[0] == parts.numbers[1]) return;
        if (!monthFirst) {
            ++content.dayFirstDates;
        } else if (!dayFirst) {
            ++content.monthFirstDates;
        } else if (content.openDates++ == 0) {
            content.dateExample = cell.toString();
        }
    }

    void countReadings(ColumnContent& content, QStringView cell, QStringView text, bool isNumber) {
        const bool hasMark = text.contains(u',') || text.contains(u'.');
        if (m_table.decimalMark || !hasMark) return;
        m_pointShown = m_pointShown || (isNumber && showsPoint(text));
        if (!hasTwoReadings(text, m_pointGroups)) return;
        if (content.ambiguous++ == 0) content.example = cell.toString();
        if (!isNumber && content.ambiguousWords++ == 0) content.wordExample = cell.toString();
    }

    const RawTable& m_table;
    MissingCodes m_missing;
    bool m_pointGroups;
    bool m_pointShown = false;
};

}  // namespace

bool isCode(QStringView text) {
    return text.size() > 1 && text.front() == u'0' && std::ranges::all_of(text, isDigit);
}

QStringView halfWidth(QStringView text, QString& narrow) {
    const auto isWide = [](QChar character) {
        return (character >= firstWide && character <= lastWide) || character == wideSpace;
    };
    if (std::ranges::none_of(text, isWide)) return text.trimmed();
    narrow = text.toString();
    for (QChar& character : narrow) {
        if (character == wideSpace) {
            character = u' ';
        } else if (isWide(character)) {
            character = QChar(character.unicode() - firstWide + u'!');
        }
    }
    return QStringView(narrow).trimmed();
}

MissingCodes::MissingCodes(const QStringList& codes) {
    for (const QString& code : codes) {
        QString narrow;
        m_codes << halfWidth(code, narrow).toString();
        m_beginnings += m_codes.back().left(1);
    }
}

ColumnChoice ImportChoices::of(const QString& header) const {
    const auto found = columns.find(header);
    return found == columns.end() ? ColumnChoice{} : found->second;
}

QStringList usualMissingCodes() {
    QStringList codes = defaultMissingCodes();
    codes.removeAll(QString());
    return codes << u"."_s << u"－"_s << u"NaN"_s;
}

ColumnKind ColumnContent::kind() const {
    if (words > 0) return ColumnKind::words;
    if (numbers > 0) return dates > 0 || codes > 0 ? ColumnKind::words : ColumnKind::numbers;
    return dates > 0 && (dayFirstDates == 0 || monthFirstDates == 0) ? ColumnKind::dates : ColumnKind::words;
}

bool ColumnContent::asksForDecimalMark(const ColumnChoice& choice) const {
    const bool mayBeNumbers = choice.kind.value_or(kind()) == ColumnKind::numbers || (!choice.kind && words > 0);
    return mayBeNumbers && ambiguous > 0;
}

bool ColumnContent::asksForDateOrder(const ColumnChoice& choice, std::optional<DateOrder> order) const {
    return choice.kind.value_or(kind()) == ColumnKind::dates && openDates > 0 && !shownDateOrder() && !order;
}

std::optional<DateOrder> ColumnContent::shownDateOrder() const {
    if (dayFirstDates > 0) return DateOrder::dayFirst;
    if (monthFirstDates > 0) return DateOrder::monthFirst;
    return {};
}

std::optional<double> studyNumber(QStringView text, std::optional<QChar> decimalMark) {
    if (text.empty()) return {};
    if (const auto plain = plainNumber(text, decimalMark == u',')) return plain;
    if (beginsAsWord(text)) return {};
    NumberContext context;
    context.decimalMark = decimalMark;
    const QString cell = text.toString();
    const auto value = parseNumber(cell, context);
    return value ? std::optional(*value) : std::nullopt;
}

Result<QString> studyDate(QStringView text, std::optional<DateOrder> order) {
    const auto parts = dateParts(text);
    if (!parts) return parseDay(text.toString(), {});
    const auto day = [text](int year, int month, int dayOfMonth) {
        return calendarDay(year, month, dayOfMonth, text.toString(), {});
    };
    const auto [first, second, third] = parts->numbers;
    if (yearComesFirst(*parts)) return day(first, second, third);
    const auto [dayFirst, monthFirst] = readings(*parts);
    if (!dayFirst && !monthFirst) return interchangeIssue("interchange.noSuchDay", {}, text.toString());
    if (dayFirst && (order == DateOrder::dayFirst || first == second)) return day(third, second, first);
    if (monthFirst && order == DateOrder::monthFirst) return day(third, first, second);
    return interchangeIssue("interchange.notADay", {}, text.toString());
}

Result<std::vector<ColumnContent>> columnContents(const RawTable& table, const ImportChoices& choices,
                                                  const ReadProgress& progress) {
    std::vector<ColumnContent> contents(table.columnCount());
    Counter counter(table, choices);
    for (std::size_t row = table.headerRow + 1; row < table.rows.size(); ++row) {
        if (row % rowsBetweenReports == 0) {
            if (progress.cancelled()) return readingCancelled(table.fileName);
            progress(static_cast<qint64>(row), static_cast<qint64>(table.rows.size()));
        }
        const QStringList& cells = table.rows[row];
        for (std::size_t column = 0; column < contents.size(); ++column) {
            counter.count(contents[column], QStringView(cells[static_cast<qsizetype>(column)]).trimmed());
        }
    }
    if (!counter.pointShown()) return contents;
    for (ColumnContent& content : contents) {
        // "1,5" stays a question beside "1.5".
        content.ambiguous = content.ambiguousWords;
        content.example = content.wordExample;
    }
    return contents;
}

}  // namespace kachi
