// Counts of the PRISMA 2020 flow diagram (Page MJ et al. BMJ 2021;372:n71, figure 1): each box is the one before less
// what leaves beside it.
#include "models/evidence/literature_search.h"

#include <QtTest>

#include <limits>

using namespace kachi;

class LiteratureSearchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void boxes() {
        LiteratureSearch search;
        search.identified = 1340;
        search.duplicates = 310;
        search.otherRemoved = 12;
        search.excludedOnTitle = 931;
        search.notRetrieved = 4;
        search.excludedReports = {{{"対照なし", "No comparator"}, 40}, {{"成績なし", "No outcome"}, 21}};
        search.includedFromElsewhere = 3;
        const auto flow = literatureFlow(search);
        QVERIFY(flow.ok());
        QCOMPARE(flow->screened, 1018);  // 1340 − 310 − 12
        QCOMPARE(flow->sought, 87);      // 1018 − 931
        QCOMPARE(flow->assessed, 83);    // 87 − 4
        QCOMPARE(flow->excludedReports, 61);
        QCOMPARE(flow->included, 22);  // 83 − 61
        QCOMPARE(flow->includedInAll, 25);
    }

    void refusals_data() {
        QTest::addColumn<int>("duplicates");
        QTest::addColumn<int>("excludedOnTitle");
        QTest::addColumn<int>("notRetrieved");
        QTest::addColumn<int>("excludedReports");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("limit");
        QTest::newRow("more duplicates than records") << 11 << 0 << 0 << 0 << "evidence.moreThanLeft"
                                                      << "/literature/duplicates"
                                                      << "10";
        QTest::newRow("more excluded than screened") << 4 << 7 << 0 << 0 << "evidence.moreThanLeft"
                                                     << "/literature/excludedOnTitle"
                                                     << "6";
        QTest::newRow("more lost than sought") << 4 << 5 << 2 << 0 << "evidence.moreThanLeft"
                                               << "/literature/notRetrieved"
                                               << "1";
        QTest::newRow("more full texts excluded than assessed") << 4 << 2 << 1 << 4 << "evidence.moreThanLeft"
                                                                << "/literature/excludedReports"
                                                                << "3";
        QTest::newRow("negative") << -1 << 0 << 0 << 0 << "evidence.negativeCount"
                                  << "/literature/duplicates"
                                  << "0";
        QTest::newRow("as large as can be") << 4 << std::numeric_limits<int>::max() << 0 << 0 << "evidence.moreThanLeft"
                                            << "/literature/excludedOnTitle"
                                            << "6";
    }
    void refusals() {
        QFETCH(int, duplicates);
        QFETCH(int, excludedOnTitle);
        QFETCH(int, notRetrieved);
        QFETCH(int, excludedReports);
        QFETCH(QString, code);
        QFETCH(QString, where);
        QFETCH(QString, limit);
        LiteratureSearch search;
        search.identified = 10;
        search.duplicates = duplicates;
        search.excludedOnTitle = excludedOnTitle;
        search.notRetrieved = notRetrieved;
        search.excludedReports = {{{"理由", "Reason"}, excludedReports}};
        const auto flow = literatureFlow(search);
        QVERIFY(!flow.ok());
        QCOMPARE(flow.issues().size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(flow.issues()[0].code), code);
        QCOMPARE(QString::fromStdString(flow.issues()[0].where), where);
        QCOMPARE(QString::fromStdString(flow.issues()[0].limit), limit);
    }
};

QTEST_APPLESS_MAIN(LiteratureSearchTest)
#include "literature_search_test.moc"
