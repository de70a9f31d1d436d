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
