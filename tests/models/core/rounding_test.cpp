#include "models/core/rounding.h"

#include <QtTest>

using namespace kachi;

/// Halfway cases and negatives follow 四捨五入・切捨て・切上げ on magnitudes.
class RoundingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void significant_data() {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("expected");
        // Published prices: new listings and revisions keep three significant digits, half up, whole yen below 1,000.
        QTest::newRow("S-2016-021-single-3") << "13560.46"
                                             << "13600";
        QTest::newRow("S-2016-021-multi-6") << "21365.44"
                                            << "21400";
        QTest::newRow("tax 2019-10: 26,900 x 110/108") << "27398.148"
                                                       << "27400";
        QTest::newRow("737 x 1.06, whole yen") << "781.22"
                                               << "781";
        QTest::newRow("halfway up") << "13550"
                                    << "13600";
        QTest::newRow("negative mirrors") << "-13550"
                                          << "-13600";
        QTest::newRow("crosses a power of ten") << "999.5"
                                                << "1000";
        QTest::newRow("small unit price") << "12.5"
                                          << "13";
        QTest::newRow("zero") << "0"
                              << "0";
    }
    void significant() {
        QFETCH(QString, value);
        QFETCH(QString, expected);
        const Rational exact = parseRational(value.toStdString()).value();
        const Rational rounded = roundSignificant(exact, 3, 1, RoundingMode::halfUp);
        QCOMPARE(QString::fromStdString(rationalText(rounded)), expected);
    }

    void modes_data() {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("halfUp");
        QTest::addColumn<QString>("down");
        QTest::addColumn<QString>("up");
        QTest::newRow("halfway") << "2.5"
                                 << "3"
                                 << "2"
                                 << "3";
        QTest::newRow("negative halfway") << "-2.5"
                                          << "-3"
                                          << "-2"
                                          << "-3";
        QTest::newRow("just below") << "2.4999999999"
                                    << "2"
                                    << "2"
                                    << "3";
        QTest::newRow("whole") << "7"
                               << "7"
                               << "7"
                               << "7";
    }
    void modes() {
        QFETCH(QString, value);
        const Rational exact = parseRational(value.toStdString()).value();
        QTEST(QString::fromStdString(rationalText(roundHalfUp(exact, 1))), "halfUp");
        QTEST(QString::fromStdString(rationalText(truncate(exact, 1))), "down");
        QTEST(QString::fromStdString(rationalText(roundUp(exact, 1))), "up");
    }

    void exactDecimals() {
        QVERIFY(exactDecimal(0.047) == Rational(47, 1000));
        QVERIFY(exactDecimal(1e-7) == Rational(1, 10'000'000));
        QVERIFY(!parseRational("12a").ok());
        QVERIFY(!parseRational("").ok());
        QVERIFY(!parseRational("1e999999").ok());
        QCOMPARE(QString::fromStdString(rationalText(Rational(-1, 8), 2)), QString::fromUtf8("-0.13"));
        QCOMPARE(QString::fromStdString(Yen::fromSen(1250).text()), QString::fromUtf8("12.5"));
    }
};

QTEST_APPLESS_MAIN(RoundingTest)
#include "rounding_test.moc"
