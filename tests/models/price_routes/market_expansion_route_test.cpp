// Market-expansion repricing: triggers, floors, base sales, and what happens at the edges.
#include "tests/models/price_routes/route_test_data.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

nlohmann::json sales(const char* yearly, const char* base, const char* method) {
    return {{"oldPrice", "100000"},
            {"yearlySales", yearly},
            {"baseSales", base},
            {"baseRule", "forecast"},
            {"method", method}};
}

}  // namespace

class MarketExpansionRouteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Annex 5 by hand: P = 100,000; 0.9^(log X/log 2) is 0.9, 0.81, 0.729 at X = 2, 4, 8.
    void prices_data() {
        QTest::addColumn<QString>("yearly");
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("rate");
        QTest::addColumn<QString>("price");
        QTest::addColumn<QString>("factor");
        const auto row = [](const char* name, const char* yearly, const char* base, const char* method,
                            const char* rate, const char* price, const char* factor) {
            QTest::newRow(name) << QString::fromUtf8(yearly) << QString::fromUtf8(base) << QString::fromUtf8(method)
                                << QString::fromUtf8(rate) << QString::fromUtf8(price) << QString::fromUtf8(factor);
        };
        row("twice", "160億円/年", "80億円/年", "comparison", "", "90000", "0.9");
        row("four times, at the floor of 85 %", "320億円/年", "80億円/年", "comparison", "", "85000", "0.81");
        row("four times, cost method", "320億円/年", "80億円/年", "cost", "", "81000", "0.81");
        row("eight times, at the floor of 75 %", "640億円/年", "80億円/年", "cost", "", "75000", "0.729");
        row("proven usefulness of 5 %", "160億円/年", "80億円/年", "comparison", "5 %", "95000", "0.9");
        row("usefulness above the cut: held at the old price", "160億円/年", "80億円/年", "comparison", "0.15",
            "100000", "0.9");
        // 10 < sales ≤ 15 billion and ≥ 10 times: 0.9^(log X/log 10)
        row("ten times, cost method", "120億円/年", "12億円/年", "cost", "", "90000", "0.9");
        row("ten times, other method", "120億円/年", "12億円/年", "comparison", "", "100000", "1");
        row("just under twice", "159億円/年", "80億円/年", "comparison", "", "100000", "1");
        row("exactly 15 billion is not above it", "150億円/年", "50億円/年", "comparison", "", "100000", "1");
        row("exactly 15 billion, ten times, cost method", "150億円/年", "15億円/年", "cost", "", "90000", "0.9");
        row("exactly 10 billion, cost method", "100億円/年", "10億円/年", "cost", "", "100000", "1");
        // 0.9^(log 3/log 2) = 0.846205…, independently from exp(ln 0.9 × 1.584962500721156)
        row("three times, cost method", "240億円/年", "80億円/年", "cost", "", "84600", "");
    }
    void prices() {
        QFETCH(QString, yearly);
        QFETCH(QString, base);
        QFETCH(QString, method);
        QFETCH(QString, rate);
        QFETCH(QString, price);
        QFETCH(QString, factor);
        nlohmann::json inputs = sales(qPrintable(yearly), qPrintable(base), qPrintable(method));
        if (!rate.isEmpty()) inputs["usefulnessRate"] = rate.toStdString();
        for (const char* pack : {"jp-2024", "jp-2026"}) {
            const auto result = priced("marketExpansion", pack, inputs);
            QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
            QCOMPARE(shown(result->price->exact()), price);
            if (!factor.isEmpty()) QCOMPARE(shown(*figureOf(*result, "factor").number), factor);
        }
    }

    // The rule jumps at its edges: nothing at X just under 2, 10 % at X = 2; cost-method categories fall from 0.9 P at
    // 15 billion yen (second trigger) to the floor just above it (first trigger, X = 10).
    void edgesAreSteps() {
        const auto priceOf = [](const char* yearly, const char* base, const char* method) {
            return shown(priced("marketExpansion", "jp-2024", sales(yearly, base, method))->price->exact());
        };
        QCOMPARE(priceOf("15999999999", "8000000000", "comparison"), u"100000"_s);
        QCOMPARE(priceOf("16000000000", "8000000000", "comparison"), u"90000"_s);
        QCOMPARE(priceOf("15000000000", "1500000000", "cost"), u"90000"_s);
        QCOMPARE(priceOf("15000000010", "1500000000", "cost"), u"75000"_s);
    }

    // Never above the old price, never under the floor, and lower the more the sales have grown.
    void properties() {
        for (const char* method : {"comparison", "cost"}) {
            const Rational floor = std::string(method) == "cost" ? 75'000 : 85'000;
            Rational before = 100'000;
            for (int multiple = 20; multiple <= 200; multiple += 7) {
                const std::string yearly = std::to_string(8'000'000'000LL * multiple / 10);
                const auto result = priced("marketExpansion", "jp-2026", sales(yearly.c_str(), "8000000000", method));
                QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
                const Rational price = result->price->exact();
                QVERIFY(price <= before && price >= floor);
                before = price;
            }
        }
    }

    // Sales at the repricing become the base sales: the same sales do not trigger a second cut.
    void repricedOnceOnly() {
        nlohmann::json inputs = sales("16000000000", "16000000000", "comparison");
        inputs["oldPrice"] = "90000";
        inputs["baseRule"] = "latestRepricing";
        const auto result = priced("marketExpansion", "jp-2026", inputs);
        QCOMPARE(shown(result->price->exact()), u"90000"_s);
        QCOMPARE(codes(result->notes), u"route.expansionNotMet@/inputs=\n"_s);
        const RouteTable& tests = tableOf(*result, "tests");
        QCOMPARE(QString::fromStdString(tests.rows[0].back().text.en), u"yes"_s);
        QCOMPARE(QString::fromStdString(tests.rows[1].back().text.en), u"no"_s);
    }

    void refusals() {
        const auto absent = priced("marketExpansion", "jp-2022", sales("16000000000", "8000000000", "comparison"));
        QVERIFY(codes(absent.issues()).contains(u"pricing.ruleAbsent@expansion.salesFrom="_s));
        nlohmann::json inputs = sales("16000000000", "0", "comparison");
        inputs.erase("baseRule");
        QCOMPARE(codes(priced("marketExpansion", "jp-2024", inputs).issues()),
                 u"field.missing@/inputs/baseRule=\nfield.outside@/inputs/baseSales=0\n"_s);
        inputs = sales("16000000000", "8000000000", "comparison");
        inputs["baseRule"] = "latestRepricing";
        QCOMPARE(codes(priced("marketExpansion", "jp-2024", inputs).issues()),
                 u"pricing.ruleAbsent@expansion.baseAtLatestRepricing=\n"_s);
    }
};

QTEST_APPLESS_MAIN(MarketExpansionRouteTest)
#include "market_expansion_route_test.moc"
