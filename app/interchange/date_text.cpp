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
    const char16_t* name;
    char16_t letter;
    int firstYear;
};

const std::array<Era, 5>& eras() {
    static const std::array<Era, 5> all{{{QDate(2019, 5, 1), u"令和", u'R', 2019},
                                         {QDate(1989, 1, 8), u"平成", u'H', 1989},
                                         {QDate(1926, 12, 25), u"昭和", u'S', 1926},
                                         {QDate(1912, 7, 30), u"大正", u'T', 1912},
                                         {QDate(1873, 1, 1), u"明治", u'M', 1868}}};
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

/// By its name or letter. @pre there is one
const Era* eraNamed(const QString& name) {
    return &*std::ranges::find_if(eras(), [&name](const Era& era) {
        return name == QString::fromUtf16(era.name) || name == QString(QChar(era.letter));
    });
}

/// First day after the era; no day comes after the present one.
QDate endOf(const Era& era) {
    const auto next = &era - eras().data() - 1;
    return next < 0 ? QDate(10000, 1, 1) : eras()[static_cast<std::size_t>(next)].from;
}

/// Calendar year of "令和", "8"; 0, which has no dates, for a year before the first.
int yearOfEra(const QString& name, const QString& year) {
    const int number = year == u"元" ? 1 : year.toInt();
    return number < 1 ? 0 : eraNamed(name)->firstYear + number - 1;
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
    static const QRegularExpression japanese(
        u"^(明治|大正|昭和|平成|令和|[MTSHR])\\.?(元|\\d{1,2})[年.](\\d{1,2})月?$"_s);
    const QString plain = text.normalized(QString::NormalizationForm_KC).remove(u' ');
    QDate first;
    if (const auto match = western.match(plain); match.hasMatch()) {
        const QString month = match.captured(2).isEmpty() ? match.captured(3) : match.captured(2);
        first = QDate(match.captured(1).toInt(), month.toInt(), 1);
    } else if (const auto dayMatch = day.match(plain); dayMatch.hasMatch()) {
        const QDate date(dayMatch.captured(1).toInt(), dayMatch.captured(2).toInt(), dayMatch.captured(3).toInt());
        const bool wholeMonth = date.isValid() && (date.day() == 1 || date.day() == date.daysInMonth());
        if (wholeMonth) first = QDate(date.year(), date.month(), 1);
    } else if (const auto eraMatch = japanese.match(plain); eraMatch.hasMatch()) {
        const QDate month(yearOfEra(eraMatch.captured(1), eraMatch.captured(2)), eraMatch.captured(3).toInt(), 1);
        const Era* era = eraNamed(eraMatch.captured(1));
        if (month.isValid() && month.addMonths(1) > era->from && month < endOf(*era)) first = month;
    }
    if (first.isValid()) return first.toString(u"yyyy-MM"_s);
    return interchangeIssue("interchange.notAMonth", where, text);
}

Result<QString> parseDay(const QString& text, const QString& where) {
    static const QRegularExpression western(u"^(\\d{4})(?:[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?|(\\d{2})(\\d{2}))$"_s);
    static const QRegularExpression japanese(
        u"^(明治|大正|昭和|平成|令和|[MTSHR])\\.?(元|\\d{1,2})[年.](\\d{1,2})[月.](\\d{1,2})日?$"_s);
    const QString plain = text.normalized(QString::NormalizationForm_KC).remove(u' ');
    QDate day;
    if (const auto match = western.match(plain); match.hasMatch()) {
        const int part = match.captured(2).isEmpty() ? 4 : 2;
        day = QDate(match.captured(1).toInt(), match.captured(part).toInt(), match.captured(part + 1).toInt());
    } else if (const auto eraMatch = japanese.match(plain); eraMatch.hasMatch()) {
        const QDate named(yearOfEra(eraMatch.captured(1), eraMatch.captured(2)), eraMatch.captured(3).toInt(),
                          eraMatch.captured(4).toInt());
        const Era* era = eraNamed(eraMatch.captured(1));
        if (named.isValid() && named >= era->from && named < endOf(*era)) day = named;
    }
    if (day.isValid()) return day.toString(Qt::ISODate);
    return interchangeIssue("interchange.notADay", where, text);
}

}  // namespace kachi
