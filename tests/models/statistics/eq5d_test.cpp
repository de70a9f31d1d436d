#include "models/statistics/eq5d.h"

#include "tests/models/statistics/comparison_data.h"

using namespace kachi;
using namespace kachi::comparison_data;

class Eq5dTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Utilities worked out from the published four-decimal coefficients of Shiroiwa et al. 2016.
    void japan_data() {
        QTest::addColumn<QString>("digits");
        QTest::addColumn<double>("utility");
        QTest::newRow("best") << "11111" << 1.0;
        QTest::newRow("anxiety") << "11112" << 0.8673;
        QTest::newRow("pain") << "11121" << 0.8946;
        QTest::newRow("mobility") << "21111" << 0.8752;
        QTest::newRow("mixed") << "21232" << 0.6848;
        QTest::newRow("moderate") << "33333" << 0.4800;
        QTest::newRow("severe") << "44444" << 0.1883;
        QTest::newRow("worst") << "55555" << -0.0255;
    }

    void japan() {
        QFETCH(QString, digits);
        QFETCH(double, utility);
        const auto profile = eq5dProfile(digits.toStdString());
        QVERIFY(profile.has_value());
        QVERIFY(std::abs(eq5dUtility(eq5dValueSets[0], *profile) - utility) < 1e-9);
    }

    // Three decimals. Discrete choice: tests of the R package eq5d (github.com/fragla/eq5d,
    // tests/testthat/test-eq5d5l.R, commit 005dc554, whose "Japan" was this set). Time trade-off: decrements of
    // mobility printed by Miyake N, Weekly Jpn Med J 2020;5044:64 (0.0639, 0.1126, 0.1790, 0.2429), the others at
    // level 1.
    void japanElsewhere_data() {
        QTest::addColumn<int>("set");
        QTest::addColumn<QString>("digits");
        QTest::addColumn<double>("utility");
        QTest::newRow("discrete choice, best") << 1 << "11111" << 1.0;
        QTest::newRow("discrete choice, mixed") << 1 << "35341" << 0.450;
        QTest::newRow("discrete choice, self-care") << 1 << "12111" << 0.900;
        QTest::newRow("discrete choice, worst") << 1 << "55555" << -0.025;
        QTest::newRow("trade-off, mobility 2") << 0 << "21111" << 1 - 0.0609 - 0.0639;
        QTest::newRow("trade-off, mobility 3") << 0 << "31111" << 1 - 0.0609 - 0.1126;
        QTest::newRow("trade-off, mobility 4") << 0 << "41111" << 1 - 0.0609 - 0.1790;
        QTest::newRow("trade-off, mobility 5") << 0 << "51111" << 1 - 0.0609 - 0.2429;
    }

    void japanElsewhere() {
        QFETCH(int, set);
        QFETCH(QString, digits);
        QFETCH(double, utility);
        const auto profile = eq5dProfile(digits.toStdString());
        QVERIFY(profile.has_value());
        QVERIFY(std::abs(eq5dUtility(eq5dValueSets[set], *profile) - utility) <= 0.0005 + 1e-12);
    }

    void invalid() {
        for (const char* digits : {"", "1111", "111111", "11116", "01111", "1111a", "1-111"}) {
            QVERIFY2(!eq5dProfile(digits), digits);
        }
    }
};

QTEST_APPLESS_MAIN(Eq5dTest)
#include "eq5d_test.moc"
