#include "app/interchange/date_text.h"

#include "app/interchange/issue_text.h"

#include <QDate>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

struct Era {
    QDate from;
    QDate last;
    const char16_t* name;
    char16_t letter;
    int firstYear;
};

/// The day on which the Meiji or the Taisho emperor died bears both names (詔書 of 1912-07-30 and 1926-12-25: the new
/// era begins with that very day); later eras began on the day after (元号を改める政令 of 1989 and 2019).
const std::array<Era, 5>& eras() {
    static const std::array<Era, 5> all{{{QDate(2019, 5, 1), QDate(9999, 12, 31), u"令和", u'R', 2019},
                                         {QDate(1989, 1, 8), QDate(2019, 4, 30), u"平成", u'H', 1989},
                                         {QDate(1926, 12, 25), QDate(1989, 1, 7), u"昭和", u'S', 1926},
                                         {QDate(1912, 7, 30), QDate(1926, 12, 25), u"大正", u'T', 1912},
                                         {QDate(1873, 1, 1), QDate(1912, 7, 30), u"明治", u'M', 1868}}};
    return all;
}

/// 令和8年, 令和元年. @pre date is not before the first era
QString eraYear(QDate date) {
    for (const Era& era : eras()) {
        if (date < era.from) continue;
        const int year = date.year() - era.firstYear + 1;
        return QString::fromUtf16(era.name) + (year == 1 ? u"元"_s : QString::number(year)) + u'年';
    }
    return {};
}

/// By its name, the first character of its name, or its letter. @pre there is one
const Era& eraNamed(const QString& name) {
    return *std::ranges::find_if(eras(), [&name](const Era& era) {
        const QString whole = QString::fromUtf16(era.name);
        return name == whole || name == whole.front() || name.toUpper() == QChar(era.letter);
    });
}

/// How tables write the era: 令和, 令, R, r.
QString eraPattern() {
    return u"(明治|大正|昭和|平成|令和|[明大昭平令MTSHRmtshr])\\.?(元|\\d{1,2})"_s;
}

/// Calendar year of "8" or "元" in an era; 0, which has no dates, for a year before the first.
int yearOfEra(const Era& era, const QString& year) {
    const int number = year == u"元" ? 1 : year.toInt();
    return number < 1 ? 0 : era.firstYear + number - 1;
}

Issue outsideEra(const Era& era, const QString& text, const QString& where) {
    QString days = era.from.toString(Qt::ISODate) + u" –"_s;
    if (&era != &eras().front()) days += u' ' + era.last.toString(Qt::ISODate);  // the present one goes on
    return interchangeIssue("interchange.dayOutsideEra", where, text, QString::fromUtf16(era.name) + u' ' + days);
}

Issue tooEarly(const QString& text, const QString& where) {
    return interchangeIssue("interchange.dayTooEarly", where, text, QString::number(earliestYear));
}

QString plainText(const QString& text) {
    return text.normalized(QString::NormalizationForm_KC).remove(u' ');
}

Result<QDate> parseDate(const QString& isoDate, QDate earliest) {
    const QDate date = QDate::fromString(isoDate, u"yyyy-MM-dd"_s);
    if (date.isValid() && date >= earliest) return date;
    return interchangeIssue("interchange.notADate", {}, isoDate, earliest.toString(Qt::ISODate) + u" – 9999-12-31"_s);
}

}  // namespace

Result<QString> dateText(const QString& isoDate, Language language) {
    const Result<QDate> date = parseDate(isoDate, eras().back().from);
    if (!date) return date.issues();
    if (language == Language::en) return QLocale::c().toString(*date, u"d MMMM yyyy"_s);
    return eraYear(*date) + u"%1月%2日"_s.arg(date->month()).arg(date->day());
}

Result<QString> fiscalYearText(const QString& isoDate, Language language) {
    const Result<QDate> date = parseDate(isoDate, QDate(1927, 4, 1));
    if (!date) return date.issues();
    const int year = date->month() >= 4 ? date->year() : date->year() - 1;
    if (language == Language::en) return u"FY"_s + QString::number(year);
    return eraYear(QDate(year, 12, 31)) + u"度"_s;
}

Result<QString> parseMonth(const QString& text, const QString& where) {
    static const QRegularExpression western(u"^(\\d{4})(?:[-/.年](\\d{1,2})月?|(\\d{2}))$"_s);
    static const QRegularExpression day(u"^(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?$"_s);
    static const QRegularExpression japanese(u'^' + eraPattern() + u"[-/.年](\\d{1,2})月?$"_s);
    const QString plain = plainText(text);
    QDate first;
    if (const auto match = western.match(plain); match.hasMatch()) {
        const QString month = match.captured(2).isEmpty() ? match.captured(3) : match.captured(2);
        first = QDate(match.captured(1).toInt(), month.toInt(), 1);
    } else if (const auto dayMatch = day.match(plain); dayMatch.hasMatch()) {
        const QDate date(dayMatch.captured(1).toInt(), dayMatch.captured(2).toInt(), dayMatch.captured(3).toInt());
        const bool wholeMonth = date.isValid() && (date.day() == 1 || date.day() == date.daysInMonth());
        if (wholeMonth) first = QDate(date.year(), date.month(), 1);
    } else if (const auto eraMatch = japanese.match(plain); eraMatch.hasMatch()) {
        const Era& era = eraNamed(eraMatch.captured(1));
        first = QDate(yearOfEra(era, eraMatch.captured(2)), eraMatch.captured(3).toInt(), 1);
        const bool within = first.addMonths(1) > era.from && first <= era.last;
        if (first.year() >= earliestYear && !within) return outsideEra(era, text, where);
    }
    if (!first.isValid()) return interchangeIssue("interchange.notAMonth", where, text);
    if (first.year() < earliestYear) return tooEarly(text, where);
    return first.toString(u"yyyy-MM"_s);
}

Result<QString> calendarDay(int year, int month, int day, const QString& text, const QString& where) {
    const QDate date(year, month, day);
    if (!date.isValid()) return interchangeIssue("interchange.noSuchDay", where, text);
    if (date.year() < earliestYear) return tooEarly(text, where);
    return date.toString(Qt::ISODate);
}

Result<QString> parseDay(const QString& text, const QString& where) {
    static const QRegularExpression western(u"^(\\d{4})(?:[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?|(\\d{2})(\\d{2}))$"_s);
    static const QRegularExpression japanese(u'^' + eraPattern() + u"[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?$"_s);
    const QString plain = plainText(text);
    if (const auto match = western.match(plain); match.hasMatch()) {
        const int part = match.captured(2).isEmpty() ? 4 : 2;
        return calendarDay(match.captured(1).toInt(), match.captured(part).toInt(), match.captured(part + 1).toInt(),
                           text, where);
    }
    const auto match = japanese.match(plain);
    if (!match.hasMatch()) return interchangeIssue("interchange.notADay", where, text);
    const Era& era = eraNamed(match.captured(1));
    const int year = yearOfEra(era, match.captured(2));
    const Result<QString> day = calendarDay(year, match.captured(3).toInt(), match.captured(4).toInt(), text, where);
    if (!day) return day;
    const QDate date = QDate::fromString(*day, Qt::ISODate);
    if (date < era.from || date > era.last) return outsideEra(era, text, where);
    return day;
}

}  // namespace kachi
