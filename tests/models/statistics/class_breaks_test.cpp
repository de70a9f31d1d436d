#include "models/statistics/class_breaks.h"

#include <QtTest>

using namespace kachi;

class ClassBreaksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The example of the Python package jenkspy (README): 3 classes, breaks 1.2, 2.3, 5.0, 7.8.
    void naturalBreaksOfAPublishedExample() {
        const std::vector<double> values{1.3, 7.1, 7.3, 2.3, 3.9, 4.1, 7.8, 1.2, 4.3, 7.3, 5.0, 4.3};
        QCOMPARE(naturalBreaks(values, 3), (std::vector<double>{2.3, 5.0, 7.8}));
    }

    /// R's datasets::precip, rain of 70 cities in inches, and the greatest values of the classes of classInt 0.4.9,
    /// classIntervals(precip, n, style = "fisher").
    void naturalBreaksAsClassInt_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<std::vector<double>>("breaks");
        QTest::newRow("3") << 3 << std::vector<double>{24.7, 43.4, 67};
        QTest::newRow("5") << 5 << std::vector<double>{20.7, 33.4, 40.8, 49.2, 67};
        QTest::newRow("7") << 7 << std::vector<double>{11.5, 20.7, 31.7, 37.6, 43.4, 49.2, 67};
    }

    void naturalBreaksAsClassInt() {
        QFETCH(int, count);
        QFETCH(std::vector<double>, breaks);
        const std::vector<double> rain{
            67,   54.7, 7,    48.5, 14,   17.2, 20.7, 13,   43.4, 40.2, 38.9, 54.5, 59.8, 48.3, 22.9, 11.5, 34.4, 35.1,
            38.7, 30.8, 30.6, 43.1, 56.8, 40.8, 41.8, 42.5, 31,   31.7, 30.2, 25.9, 49.2, 37,   35.9, 15,   30.2, 7.2,
            36.2, 45.5, 7.8,  33.4, 36.1, 40.2, 42.7, 42.5, 16.2, 39,   35,   37,   31.4, 37.6, 39.9, 36.2, 42.8, 46.4,
            24.7, 49.1, 46,   35.9, 7.8,  48.2, 15.2, 32.5, 44.7, 42.6, 38.8, 17.4, 40.8, 29.1, 14.6, 59.2};
        QCOMPARE(naturalBreaks(rain, count), breaks);
    }

    /// Closed form: 1 … 8 in four classes of two; equal widths of 1.75; quantiles of type 7.
    void evenValues() {
        const std::vector<double> values{1, 2, 3, 4, 5, 6, 7, 8};
        QCOMPARE(naturalBreaks(values, 4), (std::vector<double>{2, 4, 6, 8}));
        QCOMPARE(equalBreaks(values, 4), (std::vector<double>{2.75, 4.5, 6.25, 8}));
        QCOMPARE(quantileBreaks(values, 4), (std::vector<double>{2.75, 4.5, 6.25, 8}));
    }

    void fewDistinctValues() {
        QCOMPARE(naturalBreaks({5, 5, 5}, 3), (std::vector<double>{5}));
        QCOMPARE(quantileBreaks({5, 5, 5}, 3), (std::vector<double>{5}));
        QCOMPARE(equalBreaks({5, 5, 5}, 3), (std::vector<double>{5}));
        QCOMPARE(naturalBreaks({1, 9}, 5), (std::vector<double>{1, 9}));
        QVERIFY(naturalBreaks({}, 5).empty());
    }

    /// Large values keep their classes: a shift changes nothing.
    void shiftedValues() {
        const std::vector<double> values{1e9 + 1, 1e9 + 2, 1e9 + 50, 1e9 + 51};
        QCOMPARE(naturalBreaks(values, 2), (std::vector<double>{1e9 + 2, 1e9 + 51}));
    }
};

QTEST_APPLESS_MAIN(ClassBreaksTest)
#include "class_breaks_test.moc"
