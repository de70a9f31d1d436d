#include "app/interchange/number_text.h"

#include "app/interchange/date_text.h"

#include <QtTest>

#include <cstring>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

/// Bits equal: a parsed number is the double nearest to the decimal, so no tolerance is due.
bool sameDouble(double a, double b) {
    return std::memcmp(&a, &b, sizeof a) == 0;
}

}  // namespace

/// Expected values are the numbers the texts denote, worked by hand.
class NumberTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void accepted_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<double>("expected");
        const auto row = [](const QString& text, double expected, Unit unit = Unit::none) {
            QTest::newRow(qPrintable(text + u' ' + QString::fromLatin1(unitName(unit)))) << text << unit << expected;
        };
        row(u"0"_s, 0);
        row(u" 12 "_s, 12);
        row(u"１，２３４"_s, 1234);
        row(u"1,234,567.5"_s, 1234567.5);
        row(u"¥1,200"_s, 1200, Unit::yen);
        row(u"￥１，２００"_s, 1200, Unit::yen);
        row(u"\\1,200"_s, 1200, Unit::yen);
        row(u"1,200円"_s, 1200, Unit::yen);
        row(u"1,200円/年"_s, 1200, Unit::yenPerYear);
        row(u"12点"_s, 12, Unit::points);
        row(u"15分"_s, 15, Unit::minutes);
        row(u"500万"_s, 5'000'000);
        row(u"500万円"_s, 5'000'000, Unit::yen);
        row(u"1.2億"_s, 120'000'000);
        row(u"1億2,000万円"_s, 120'000'000, Unit::yen);
        row(u"1億2千万"_s, 120'000'000);
        row(u"5千"_s, 5000);
        row(u"2兆"_s, 2e12);
        row(u"0.07億"_s, 7'000'000);
        row(u"12%"_s, 0.12);
        row(u"１２．５％"_s, 0.125, Unit::probability);
        row(u"12%"_s, 12, Unit::percent);
        row(u"△5"_s, -5);
        row(u"▲５"_s, -5);
        row(u"−5"_s, -5);
        row(u"-5"_s, -5);
        row(u"+5"_s, 5);
        row(u"(1,234)"_s, -1234);
        row(u"（１，２３４）"_s, -1234);
        row(u"△¥500"_s, -500, Unit::yen);
        row(u"¥-500"_s, -500, Unit::yen);
        row(u"1.5e-3"_s, 0.0015);
        row(u".5"_s, 0.5);
        row(u"1.234"_s, 1.234);
        row(u"0.30000000000000004"_s, 0.30000000000000004);
        row(u"9007199254740993"_s, 9007199254740992.0);  // 2^53 + 1 rounds to even
    }
    void accepted() {
        QFETCH(QString, text);
        QFETCH(Unit, unit);
        QFETCH(double, expected);
        const Result<double> number = parseNumber(text, {.where = u"費用"_s, .unit = unit});
        QVERIFY2(number.ok(), number.ok() ? "" : number.issues().front().code.c_str());
        QVERIFY2(sameDouble(*number, expected), qPrintable(QString::number(*number, 'g', 17)));
    }

    void refused_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<QString>("code");
        const auto row = [](const QString& text, const char* code, Unit unit = Unit::none) {
            QTest::newRow(qPrintable(u"'"_s + text + u"' "_s + QString::fromLatin1(unitName(unit))))
                << text << unit << QString::fromLatin1(code);
        };
        row(u""_s, "interchange.notANumber");
        row(u"abc"_s, "interchange.notANumber");
        row(u"nan"_s, "interchange.notANumber");
        row(u"inf"_s, "interchange.notANumber");
        row(u"-"_s, "interchange.notANumber");
        row(u"--5"_s, "interchange.notANumber");
        row(u"△-5"_s, "interchange.notANumber");
        row(u"(-5)"_s, "interchange.notANumber");
        row(u"1 234"_s, "interchange.notANumber");
        row(u"1,2,3"_s, "interchange.notANumber");
        row(u"1.2.3"_s, "interchange.notANumber");
        row(u"万"_s, "interchange.notANumber");
        row(u"1万2億"_s, "interchange.notANumber");
        row(u"1万20000"_s, "interchange.notANumber");
        row(u"1.5億3万"_s, "interchange.notANumber");
        row(u"1e999"_s, "interchange.notANumber");
        row(u"①"_s, "interchange.notANumber");
        row(u"12①"_s, "interchange.notANumber");
        row(u"10²"_s, "interchange.notANumber");
        row(u"½"_s, "interchange.notANumber");
        row(u"#DIV/0!"_s, "interchange.notANumber");
        row(QString(100, u'9'), "interchange.notANumber");
        row(u"1,23"_s, "interchange.ambiguousNumber");
        row(u"0,123"_s, "interchange.ambiguousNumber");
        row(u"12,3456"_s, "interchange.ambiguousNumber");
        row(u"1.234,5"_s, "interchange.ambiguousNumber");
        row(u"12abc"_s, "interchange.notANumber");
        row(u"12点"_s, "interchange.unitMismatch", Unit::yen);
        row(u"12円"_s, "interchange.unitMismatch", Unit::points);
        row(u"¥12"_s, "interchange.unitMismatch", Unit::minutes);
        row(u"12%"_s, "interchange.unitMismatch", Unit::yen);
        row(u"12時間"_s, "interchange.unitMismatch", Unit::minutes);
    }
    void refused() {
        QFETCH(QString, text);
        QFETCH(Unit, unit);
        QFETCH(QString, code);
        const Result<double> number = parseNumber(text, {.where = u"費用"_s, .unit = unit});
        QVERIFY(!number.ok());
        QCOMPARE(QString::fromStdString(number.issues().front().code), code);
        QCOMPARE(QString::fromStdString(number.issues().front().where), u"費用"_s);
        QCOMPARE(QString::fromStdString(number.issues().front().value), text);
    }

    void bothReadings() {
        const Result<double> number = parseNumber(u"1.234,5"_s, {});
        QVERIFY(!number.ok());
        const Issue issue = number.issues().front();
        QCOMPARE(issue.details.at("first"), std::string("1234.5"));
        QCOMPARE(issue.details.at("second"), std::string("1.2345"));
    }

    void decimalComma() {
        const NumberContext context{.where = u"x"_s, .decimalMark = u','};
        QVERIFY(sameDouble(*parseNumber(u"1,23"_s, context), 1.23));
        QVERIFY(sameDouble(*parseNumber(u"1.234,5"_s, context), 1234.5));
        QVERIFY(sameDouble(*parseNumber(u"1.234.567"_s, context), 1234567));
        QVERIFY(!parseNumber(u"1.5"_s, context).ok());
        QVERIFY(!parseNumber(u"1,23"_s, {.where = u"x"_s, .decimalMark = u'.'}).ok());
    }

    void limits() {
        const NumberContext share{.where = u"割合"_s, .limits = field_limits::share};
        QVERIFY(parseNumber(u"100%"_s, share).ok());
        const Result<double> tooLarge = parseNumber(u"101%"_s, share);
        QVERIFY(!tooLarge.ok());
        QCOMPARE(tooLarge.issues().front().limit, std::string("≥ 0, ≤ 1"));
        QVERIFY(!parseNumber(u"1.5"_s, {.where = u"人数"_s, .limits = {.whole = true}}).ok());
        // 5.1 千人 is 5,100 persons exactly, although 5.1 is no binary fraction.
        QVERIFY(
            sameDouble(*parseNumber(u"5.1"_s, {.where = u"人口"_s, .factor = 1000, .limits = {.whole = true}}), 5100));
    }

    void dates_data() {
        QTest::addColumn<QString>("iso");
        QTest::addColumn<QString>("day");
        QTest::addColumn<QString>("fiscalYear");
        // Era changes: 元号を改める政令 of 1989 and 2019, 詔書 of 1926; FY2019 by the ministries' agreement of
        // 2019-04-01.
        QTest::newRow("revision 2026") << u"2026-06-01"_s << u"令和8年6月1日"_s << u"令和8年度"_s;
        QTest::newRow("March belongs to the year before") << u"2026-03-31"_s << u"令和8年3月31日"_s << u"令和7年度"_s;
        QTest::newRow("last day of 平成") << u"2019-04-30"_s << u"平成31年4月30日"_s << u"令和元年度"_s;
        QTest::newRow("first day of 令和") << u"2019-05-01"_s << u"令和元年5月1日"_s << u"令和元年度"_s;
        QTest::newRow("last day of 昭和") << u"1989-01-07"_s << u"昭和64年1月7日"_s << u"昭和63年度"_s;
        QTest::newRow("first day of 平成") << u"1989-01-08"_s << u"平成元年1月8日"_s << u"昭和63年度"_s;
    }
    void dates() {
        QFETCH(QString, iso);
        QTEST(*dateText(iso, Language::ja), "day");
        QTEST(*fiscalYearText(iso, Language::ja), "fiscalYear");
    }
    void datesInEnglishAndRefused() {
        QCOMPARE(*dateText(u"2026-06-01"_s, Language::en), u"1 June 2026"_s);
        QCOMPARE(*fiscalYearText(u"2026-03-31"_s, Language::en), u"FY2025"_s);
        QVERIFY(!dateText(u"2026-02-30"_s, Language::ja).ok());
        QVERIFY(!dateText(u"1868-01-01"_s, Language::ja).ok());
        QVERIFY(!fiscalYearText(u"1926-12-25"_s, Language::ja).ok());
    }

    void months_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        for (const QString& text : {u"2026-04"_s, u"2026/4"_s, u"202604"_s, u"2026年4月"_s, u"令和8年4月"_s, u"R8.4"_s,
                                    u"２０２６年４月"_s, u"2026-04-01"_s, u"2026/4/30"_s, u"2026年4月1日"_s}) {
            QTest::newRow(qPrintable(text)) << text << u"2026-04"_s;
        }
        for (const QString& text : {u"2026-13"_s, u"2026"_s, u"2026-04-15"_s, u"平成33年4月"_s, u"昭和元年1月"_s,
                                    u"4月"_s, u"1899-12-31"_s}) {
            QTest::newRow(qPrintable(text)) << text << QString();
        }
    }
    void months() {
        QFETCH(QString, text);
        const Result<QString> month = parseMonth(text, u"年月"_s);
        QTEST(month ? *month : QString(), "expected");
    }

    /// First and last days of the eras: 詔書 of 1912-07-30 and 1926-12-25, whose day belongs to both; 元号を改める政令
    /// of 1989-01-07 and 2019-04-01, in force on the day after the last of the era before.
    void days_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");  // an ISO day, or the code of the refusal
        const auto row = [](const QString& text, const char* expected) {
            QTest::newRow(qPrintable(text)) << text << QString::fromUtf8(expected);
        };
        for (const QString& text : {u"令和6年5月1日"_s, u"令6.5.1"_s, u"R6.5.1"_s, u"R.6.5.1"_s, u"r06/05/01"_s,
                                    u"R6-5-1"_s, u"Ｒ６．５．１"_s, u"㋿6年5月1日"_s, u"令和 6年 5月 1日"_s,
                                    u"2024年5月1日"_s, u"2024.5.1"_s, u"20240501"_s, u"２０２４／５／１"_s}) {
            row(text, "2024-05-01");
        }
        row(u"令和元年5月1日"_s, "2019-05-01");
        row(u"平成31年4月30日"_s, "2019-04-30");
        row(u"平成31年5月1日"_s, "interchange.dayOutsideEra");
        row(u"令和元年4月30日"_s, "interchange.dayOutsideEra");
        row(u"平成元年1月8日"_s, "1989-01-08");
        row(u"昭和64年1月7日"_s, "1989-01-07");
        row(u"昭和64年1月8日"_s, "interchange.dayOutsideEra");
        row(u"昭和元年12月25日"_s, "1926-12-25");
        row(u"大正15年12月25日"_s, "1926-12-25");
        row(u"大正15年12月26日"_s, "interchange.dayOutsideEra");
        row(u"明治45年7月30日"_s, "1912-07-30");
        row(u"明治45年7月31日"_s, "interchange.dayOutsideEra");
        row(u"大正元年7月30日"_s, "1912-07-30");
        row(u"大正元年7月29日"_s, "interchange.dayOutsideEra");
        row(u"明治33年1月1日"_s, "1900-01-01");
        row(u"明治32年12月31日"_s, "interchange.dayTooEarly");
        row(u"1899-12-30"_s, "interchange.dayTooEarly");
        row(u"1850-02-30"_s, "interchange.noSuchDay");
        row(u"令和6年2月30日"_s, "interchange.noSuchDay");
        row(u"令和0年5月1日"_s, "interchange.noSuchDay");
        row(u"昭和の日"_s, "interchange.notADay");
        row(u"慶応4年1月1日"_s, "interchange.notADay");
    }
    void days() {
        QFETCH(QString, text);
        const Result<QString> day = parseDay(text, u"日付"_s);
        QTEST(day ? *day : QString::fromStdString(day.issues().front().code), "expected");
    }
};

QTEST_APPLESS_MAIN(NumberTextTest)
#include "number_text_test.moc"
