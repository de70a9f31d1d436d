// Worked-out numbers in running text.
#include "models/core/rounded_text.h"

#include <QtTest>

using namespace kachi;

class RoundedTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// As signif(x, 6) of R prints them.
    void numbers_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("expected");
        QTest::newRow("long fraction") << 0.16842445471456144 << "0.168424";
        QTest::newRow("above one") << 2.764832650601554 << "2.76483";
        QTest::newRow("negative") << -2.273030282830976 << "-2.27303";
        QTest::newRow("nothing lost of whole numbers") << 1234567.4 << "1234567";
        QTest::newRow("round thousands") << 1e5 << "100000";
        QTest::newRow("short fraction") << 0.05 << "0.05";
        QTest::newRow("typed share times 100") << 0.57 * 100 << "57";
        QTest::newRow("very small") << 1.2419775915754601e-17 << "1.24198e-17";
        QTest::newRow("very large") << 1e60 << "1e+60";
        QTest::newRow("zero") << 0.0 << "0";
    }
    void numbers() {
        QFETCH(double, value);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(roundedText(value)), expected);
    }

    void texts_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("parameters") << "shape 2.764832650601554, scale 0.1304480748661416"
                                    << "shape 2.76483, scale 0.130448";
        QTest::newRow("tiny mode") << "mode 1.2419775915754601e-17"
                                   << "mode 1.24198e-17";
        QTest::newRow("range with minus signs") << "-0.16842445471456144 – 1e+05"
                                                << "-0.168424 – 100000";
        QTest::newRow("typed numbers stay") << "35.6812361, 0.0500 and 11161.0"
                                            << "35.6812361, 0.0500 and 11161.0";
        QTest::newRow("whole numbers stay") << "12345678901234567"
                                            << "12345678901234567";
        QTest::newRow("names stay") << "run2.7648326506015541.csv, 1.2.3456789012345, 7e3 and x12e+3"
                                    << "run2.7648326506015541.csv, 1.2.3456789012345, 7e3 and x12e+3";
        QTest::newRow("a sentence ends") << "It is 0.16842445471456144."
                                         << "It is 0.168424.";
        QTest::newRow("Japanese") << "差は0.16842445471456144、以上"
                                  << "差は0.168424、以上";
        QTest::newRow("no number") << "none"
                                   << "none";
    }
    void texts() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(withRoundedNumbers(text.toStdString())), expected);
    }
};

QTEST_APPLESS_MAIN(RoundedTextTest)
#include "rounded_text_test.moc"
