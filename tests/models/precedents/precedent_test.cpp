// The published decisions: their shape and what a search finds.
#include "models/precedents/precedent_fields.h"
#include "tests/models/pricing/pricing_test_data.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

class PrecedentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        const auto json =
            nlohmann::json::parse(fileText(QStringLiteral(KACHI_SOURCE_DIR "/resources/tables/precedents.json")));
        Issues issues;
        UnknownKeys unknown;
        for (const auto& row : json.at("precedents")) {
            JsonReader(row, "", issues, unknown).object(m_all.emplace_back());
        }
        QVERIFY2(issues.empty(), qPrintable(codes(issues)));
    }

    void everyDecisionNamesItsSource() {
        std::set<std::string> ids;
        for (const Precedent& row : m_all) {
            QVERIFY2(ids.insert(row.id).second, row.id.c_str());
            QVERIFY2(!row.document.empty() && !row.product.empty(), row.id.c_str());
            RuleStatus status = RuleStatus::user;
            QVERIFY2(ruleStatusFromName(row.status, status), row.id.c_str());
            QVERIFY2(row.year >= 2000 && row.year <= 2026, row.id.c_str());
        }
    }

    // 中医協総会 2016-08-24 総-4: 13,200 yen with 改良加算 ハ 3 % gives 13,600; 20,500 with 6 % gives 21,400.
    void claimedItem() {
        PrecedentQuery query;
        query.premium = "improvement";
        query.item = "ハ";
        query.field = "021";
        const auto found = findPrecedents(m_all, query);
        QCOMPARE(found.size(), std::size_t{2});
        QCOMPARE(grantedRates(found), (std::vector<std::pair<double, int>>{{3, 1}, {6, 1}}));
        std::vector<double> prices;
        for (const Precedent& row : found) prices.push_back(*row.price);
        QCOMPARE(prices, (std::vector<double>{13600, 21400}));
    }

    void searches_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("route");
        QTest::addColumn<int>("fromYear");
        QTest::addColumn<int>("toYear");
        QTest::addColumn<int>("count");  // counted in the council papers and lists named in PROVENANCE.md
        QTest::newRow("Osia, meeting 636") << u"Osia"_s << u""_s << 0 << 9999 << 1;
        QTest::newRow("every word must stand") << u"Osia メドトロニック"_s << u""_s << 0 << 9999 << 0;
        QTest::newRow("raised in FY2022, half of 8") << u""_s << u"unprofitableRecalculation"_s << 2022 << 2022 << 4;
        QTest::newRow("no such route") << u""_s << u"auction"_s << 0 << 9999 << 0;
    }
    void searches() {
        QFETCH(QString, words);
        QFETCH(QString, route);
        QFETCH(int, fromYear);
        QFETCH(int, toYear);
        QFETCH(int, count);
        PrecedentQuery query;
        query.words = words.toStdString();
        query.route = route.toStdString();
        query.fromYear = fromYear;
        query.toYear = toYear;
        QCOMPARE(static_cast<int>(findPrecedents(m_all, query).size()), count);
    }

    void newestFirst() {
        const auto found = findPrecedents(m_all, {});
        QCOMPARE(found.size(), m_all.size());
        QVERIFY(std::ranges::is_sorted(found, std::greater<>(), &Precedent::year));
    }

    void letters() {
        QCOMPARE(itemLetter("ハ-c"), std::string("ハ"));
        QCOMPARE(itemLetter("イ"), std::string("イ"));
    }

private:
    std::vector<Precedent> m_all;
};

QTEST_APPLESS_MAIN(PrecedentTest)
#include "precedent_test.moc"
