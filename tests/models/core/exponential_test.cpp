#include "models/core/exponential.h"

#include <QtTest>

#include <cmath>

using namespace kachi;

/// Against the long double functions of the C library, whose error is far below one unit in the last place of a double.
class ExponentialTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withinTwoUnitsInTheLastPlace() {
        for (int i = -70'000; i <= 70'000; ++i) {
            const double x = 1e-2 * i + 1e-3 * std::sin(i);
            if (std::abs(x) > 700) continue;
            compare(exponential(x), std::exp(static_cast<long double>(x)), x);
            compare(exponentialMinusOne(x), std::expm1(static_cast<long double>(x)), x);
            const double small = std::ldexp(x, -40);
            compare(exponential(small), std::exp(static_cast<long double>(small)), small);
            compare(exponentialMinusOne(small), std::expm1(static_cast<long double>(small)), small);
        }
        QVERIFY(exponential(0) == 1 && exponentialMinusOne(0) == 0);
    }

private:
    static void compare(double actual, long double expected, double x) {
        const double magnitude = std::abs(static_cast<double>(expected));
        const double unit = std::nextafter(magnitude, HUGE_VAL) - magnitude;
        const auto error = static_cast<double>(std::abs(actual - expected));
        QVERIFY2(error <= 2 * unit, qPrintable(QString::number(x, 'g', 17)));
    }
};

QTEST_APPLESS_MAIN(ExponentialTest)
#include "exponential_test.moc"
