#pragma once

#include <QtTest>

#include <cmath>

namespace kachi {

inline void near(double actual, double expected, double tolerance, const char* what = "value") {
    QVERIFY2(std::abs(actual - expected) <= tolerance, qPrintable(QStringLiteral("%1: expected %2 ± %3, got %4")
                                                                      .arg(QString::fromUtf8(what))
                                                                      .arg(expected, 0, 'g', 17)
                                                                      .arg(tolerance)
                                                                      .arg(actual, 0, 'g', 17)));
}

}  // namespace kachi
