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

    void invalid() {
        for (const char* digits : {"", "1111", "111111", "11116", "01111", "1111a", "1-111"}) {
            QVERIFY2(!eq5dProfile(digits), digits);
        }
    }
};

QTEST_APPLESS_MAIN(Eq5dTest)
#include "eq5d_test.moc"
