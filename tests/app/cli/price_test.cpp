// label: golden
// `kachi price`: the examples of the guide, what is refused, rules of one's own, many products from a table.
#include "app/cli/command_line.h"
#include "tests/app/cli/cli_fixture.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;
using cli::Json;

namespace {

const QString exampleFolder = QStringLiteral(KACHI_SOURCE_DIR "/resources/guide/examples/");

}  // namespace

class PriceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void examples_data() {
        QTest::addColumn<QString>("file");
        QStringList files = QDir(exampleFolder).entryList({u"price-*.json"_s}, QDir::Files, QDir::Name);
        QVERIFY(files.size() >= 18);
        files.removeOne(u"price-recalculationScreening.json"_s);  // settings of a screening, see manyProducts
        for (const QString& file : files) QTest::newRow(qPrintable(file)) << file;
    }
    void examples() {
        QFETCH(QString, file);
        const cli::Run run =
            kachi({u"price"_s, exampleFolder + file, u"--json"_s, u"out.json"_s, u"--lang"_s, u"en"_s});
        QVERIFY2(run.code == exitDone, qPrintable(run.error));
        const Json asked = cli::jsonOf(exampleFolder + file);
        const Json result = cli::jsonOf(path(u"out.json"_s));
        QCOMPARE(result["format"], Json("kachi-price-result"));
        QCOMPARE(result["route"], asked["route"]);
        QVERIFY(result["price"].is_number() || !result["figures"].empty());
        QVERIFY(!run.out.isEmpty());
    }

    // 中医協総会 2016-08-24 総-4: comparator 20,500 yen, field mean 11,240, improvement 6 % → 21,400 yen.
    void publishedListing() {
        const Json request = {{"route", "similarCategory"},
                              {"date", "2016-08-24"},
                              {"inputs",
                               {{"comparatorPrice", 20500},
                                {"fieldMean", 11240},
                                {"premiums", {{{"kind", "improvement"}, {"rate", 6}}}}}}};
        cli::writeJson(path(u"in.json"_s), request);
        const cli::Run run = kachi({u"price"_s, u"in.json"_s, u"--rules"_s, u"jp-2016"_s, u"--json"_s, u"out.json"_s});
        QVERIFY2(run.code == exitDone, qPrintable(run.error));
        QCOMPARE(cli::jsonOf(path(u"out.json"_s))["price"], Json(21400));
    }

    void refusals_data() {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QString>("pack");
        QTest::addColumn<int>("code");
        QTest::addColumn<QStringList>("words");
        const int refused = exitRefused;
        const QByteArray revision = R"({"route": "marketRevision", "inputs": {"oldPrice": 100, "marketPrice": "80")";
        QTest::newRow("no json") << QByteArray("price: 100") << u"jp-2026"_s << refused << QStringList{u"in.json"_s};
        QTest::newRow("no route") << QByteArray(R"({"inputs": {}})") << u"jp-2026"_s << refused
                                  << QStringList{u"/route"_s};
        QTest::newRow("unknown key of the file")
            << QByteArray(R"({"route": "marketRevision", "inputs": {}, "datum": "2026-06-01"})") << u"jp-2026"_s
            << refused << QStringList{u"datum"_s};
        QTest::newRow("no pack") << revision + R"(, "taxBasis": "included"}})" << QString() << int(exitUsage)
                                 << QStringList{u"--rules"_s};
        QTest::newRow("unknown pack") << revision + R"(, "taxBasis": "included"}})" << u"jp-1999"_s << refused
                                      << QStringList{u"jp-1999"_s, u"jp-2026"_s};
        QTest::newRow("wrong unit") << QByteArray(revision).replace("\"80\"", "\"80 USD\"") +
                                           R"(, "taxBasis": "included"}})"
                                    << u"jp-2026"_s << refused << QStringList{u"80 USD"_s, u"yen"_s};
        QTest::newRow("missing tax basis") << revision + "}}" << u"jp-2026"_s << refused
                                           << QStringList{u"/inputs/taxBasis"_s, u"excluded, included"_s};
        QTest::newRow("outside the pack") << revision + R"(, "taxBasis": "included"}, "date": "2022-05-01"})"
                                          << u"jp-2026"_s << refused << QStringList{u"2022-05-01"_s, u"2026-06-01"_s};
        QTest::newRow("exchange rate of 0") << QByteArray(R"({"route": "foreignAverage", "inputs": {"foreignPrices":
                          [{"country": "us", "localPrice": 1, "exchangeRate": 0}]}})")
                                            << u"jp-2026"_s << refused << QStringList{u"Exchange rate"_s, u"> 0"_s};
        QTest::newRow("shares over 100 %")
            << QByteArray(R"({"route": "unprofitableRecalculation", "inputs": {"currentPrice": 1000, "productCost": 900,
                          "profitRate": "5 %", "distributionRate": "5 %",
                          "suppliers": [{"share": "80 %", "requester": true}, {"share": "30 %"}]}})")
            << u"jp-2026"_s << refused << QStringList{u"110"_s, u"100"_s};
        QTest::newRow("absent rate")
            << QByteArray(R"({"route": "costCalculation", "inputs": {"productCost": 1000, "rateYear": 2026}})")
            << u"jp-2026"_s << refused << QStringList{u"cost.profitRate.2026"_s, u"jp-2026"_s};
    }
    void refusals() {
        QFETCH(QByteArray, input);
        QFETCH(QString, pack);
        QFETCH(int, code);
        QFETCH(QStringList, words);
        cli::writeFile(path(u"in.json"_s), input);
        QFile::remove(path(u"refused.json"_s));
        QStringList arguments{u"price"_s, u"in.json"_s, u"--json"_s, u"refused.json"_s, u"--lang"_s, u"en"_s};
        if (!pack.isEmpty()) arguments << u"--rules"_s << pack;
        const cli::Run run = kachi(arguments);
        QCOMPARE(run.code, code);
        for (const QString& word : words) QVERIFY2(run.error.contains(word), qPrintable(run.error));
        QVERIFY(!QFile::exists(path(u"refused.json"_s)));
        arguments.replace(arguments.indexOf(u"en"_s), u"ja"_s);
        const cli::Run japanese = kachi(arguments);
        QCOMPARE(japanese.code, code);
        QVERIFY(japanese.error != run.error);
    }

    // Rules of one's own take the place of absent ones: C = 1,000, p = 7 %, d = 5 %, tax 10 %, by the algebra of form
    // 5: profit 75.27 → 75, distribution 56.58 → 57, tax 113.2 → 113; 1,245 yen to three digits 1,250.
    void ownRules() {
        const Json request = {{"route", "costCalculation"},
                              {"inputs", {{"productCost", 1000}, {"rateYear", 2026}}},
                              {"rules", {{"cost.profitRate.2026", "7 %"}, {"cost.distributionRate.2026", "5 %"}}}};
        cli::writeJson(path(u"in.json"_s), request);
        const cli::Run run = kachi({u"price"_s, u"in.json"_s, u"--rules"_s, u"jp-2026"_s, u"--json"_s, u"out.json"_s});
        QVERIFY2(run.code == exitDone, qPrintable(run.error));
        const Json result = cli::jsonOf(path(u"out.json"_s));
        QCOMPARE(result["price"], Json(1250));
        QCOMPARE(result["trace"]["status"], Json("user"));
    }

    void routesAreListed() {
        const cli::Run run = kachi({u"price"_s, u"--lang"_s, u"en"_s});
        QCOMPARE(run.code, int(exitDone));
        for (const char* route : {"similarCategory", "priceProjection", "unprofitableRecalculation", "classGuide"}) {
            QVERIFY2(run.out.contains(QLatin1StringView(route)), route);
        }
    }

    void manyProducts() {
        const cli::Run run = kachi({u"price"_s, exampleFolder + u"price-recalculationScreening.json"_s, u"--batch"_s,
                                    exampleFolder + u"screening-products.csv"_s, u"--rules"_s, u"jp-2026"_s,
                                    u"--json"_s, u"out.json"_s, u"--csv"_s, u"out.csv"_s});
        QVERIFY2(run.code == exitDone, qPrintable(run.error));
        const auto products = cli::contentOf(exampleFolder + u"screening-products.csv"_s).trimmed().count('\n');
        QCOMPARE(cli::contentOf(path(u"out.csv"_s)).trimmed().count('\n'), products);
    }

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }
    cli::Run kachi(const QStringList& arguments) const { return cli::run(m_folder.path(), arguments); }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(PriceTest)
#include "price_test.moc"
