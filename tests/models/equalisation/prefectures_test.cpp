#include "models/equalisation/prefecture_names.h"

#include <QtTest>

#include <fstream>
#include <set>
#include <sstream>

using namespace kachi;

/// The tile map, the shipped prefecture table, and names as imports meet them.
class PrefecturesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tiles() {
        std::set<std::pair<int, int>> taken;
        std::set<std::string_view> blocks;
        for (const RegionBlock& block : regionBlocks) blocks.insert(block.id);
        for (std::size_t i = 0; i < prefectures.size(); ++i) {
            const Prefecture& prefecture = prefectures[i];
            QCOMPARE(std::stoul(std::string(prefecture.code)), i + 1);
            QVERIFY(prefecture.row >= 0 && prefecture.row < prefectureTileRows);
            QVERIFY(prefecture.column >= 0 && prefecture.column < prefectureTileColumns);
            QVERIFY2(taken.insert({prefecture.row, prefecture.column}).second, prefecture.en.data());
            QVERIFY(blocks.contains(prefecture.block));
        }
    }

    // North and east as on a map: pairs of neighbours (and the two ends) lie the right way round.
    void looksLikeJapan_data() {
        QTest::addColumn<QString>("north");
        QTest::addColumn<QString>("south");
        QTest::addColumn<QString>("west");
        QTest::addColumn<QString>("east");
        QTest::newRow("ends") << "Hokkaido"
                              << "Okinawa"
                              << "Okinawa"
                              << "Hokkaido";
        QTest::newRow("Tohoku") << "Aomori"
                                << "Miyagi"
                                << "Akita"
                                << "Iwate";
        QTest::newRow("Kanto") << "Tochigi"
                               << "Tokyo"
                               << "Saitama"
                               << "Chiba";
        QTest::newRow("Chubu") << "Niigata"
                               << "Nagano"
                               << "Ishikawa"
                               << "Toyama";
        QTest::newRow("Kinki") << "Kyoto"
                               << "Wakayama"
                               << "Hyogo"
                               << "Shiga";
        QTest::newRow("Chugoku") << "Tottori"
                                 << "Okayama"
                                 << "Yamaguchi"
                                 << "Hiroshima";
        QTest::newRow("Shikoku") << "Kagawa"
                                 << "Kochi"
                                 << "Ehime"
                                 << "Tokushima";
        QTest::newRow("Kyushu") << "Fukuoka"
                                << "Kagoshima"
                                << "Nagasaki"
                                << "Oita";
    }
    void looksLikeJapan() {
        const auto find = [](const QString& name) { return resolvePrefecture(name.toStdString()); };
        QFETCH(QString, north);
        QFETCH(QString, south);
        QFETCH(QString, west);
        QFETCH(QString, east);
        QVERIFY(find(north)->row < find(south)->row);
        QVERIFY(find(west)->column < find(east)->column);
    }

    // 2020 census total 126,146,099; population estimates of October 2023 rounded to thousands.
    void shippedTable() {
        std::ifstream file(std::string(KACHI_SOURCE_DIR) + "/resources/tables/prefectures.csv");
        std::string line;
        QVERIFY(std::getline(file, line));
        QCOMPARE(line, std::string("code,name_ja,name_en,block,block_ja,block_en,population_2020,population_2023"));
        long census = 0;
        long estimate = 0;
        std::size_t row = 0;
        while (std::getline(file, line)) {
            std::istringstream stream(line);
            std::vector<std::string> cells;
            for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
            QCOMPARE(cells.size(), std::size_t{8});
            const Prefecture& prefecture = prefectures.at(row++);
            QCOMPARE(cells[0], std::string(prefecture.code));
            QCOMPARE(cells[1], std::string(prefecture.ja));
            QCOMPARE(cells[2], std::string(prefecture.en));
            QCOMPARE(cells[3], std::string(prefecture.block));
            census += std::stol(cells[6]);
            estimate += std::stol(cells[7]);
        }
        QCOMPARE(row, std::size_t{47});
        QCOMPARE(census, 126'146'099L);
        QCOMPARE(estimate, 124'353'000L);
    }

    void everyName() {
        for (const Prefecture& prefecture : prefectures) {
            const std::string ja(prefecture.ja);
            const std::string en(prefecture.en);
            QCOMPARE(resolvePrefecture(prefecture.code), &prefecture);
            QCOMPARE(resolvePrefecture("JP-" + std::string(prefecture.code)), &prefecture);
            QCOMPARE(resolvePrefecture(ja), &prefecture);
            QCOMPARE(resolvePrefecture(shortName(prefecture).ja), &prefecture);
            QCOMPARE(resolvePrefecture(std::string(prefecture.code) + "000"), &prefecture);
            QCOMPARE(resolvePrefecture(en), &prefecture);
            QCOMPARE(resolvePrefecture(en + " Prefecture"), &prefecture);
        }
    }

    void spellings_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");  // empty: refused
        const auto row = [](const char* text, const char* code) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(code);
        };
        row("1", "01");
        row("０１", "01");
        row("jp-47", "47");
        row("東京", "13");
        row("京都", "26");
        row(" 大阪 府 ", "27");
        row("大坂", "27");
        row("廣島縣", "34");
        row("鹿兒島", "46");
        row("靜岡県", "22");
        row("沖繩", "47");
        row("宮﨑県", "45");
        row("TOKYO", "13");
        row("Tokyo-to", "13");
        row("Tōkyō", "13");
        row("Toukyou", "13");
        row("Kyoto-fu", "26");
        row("Kyōto", "26");
        row("Ohsaka", "27");
        row("Ōsaka", "27");
        row("Oosaka-fu", "27");
        row("Hyougo", "28");
        row("Kouchi", "39");
        row("Ooita ken", "44");
        row("Gumma", "10");
        row("Hokkaidou", "01");
        row("0", "");
        row("48", "");
        row("1000", "01");
        row("10000", "10");
        // Local government codes with check digit as 総務省 lists them.
        row("010006", "01");
        row("10006", "01");
        row("130001", "13");
        row("470007", "47");
        row("130002", "");
        row("13101", "");  // 千代田区 is no prefecture
        row("1.3", "");
        row("1-3", "");
        row("北海", "");
        row("東 京", "13");
        row("001", "");
        row("", "");
        // 東京府 until 東京都制 (昭和18年法律第89号) of 1943; cities never were prefectures.
        row("東京府", "13");
        row("大阪県", "27");
        row("京都県", "26");
        row("靜岡府", "22");
        row("東京市", "");
        row("大坂府", "27");
        row("大阪市", "");
        row("京都市", "");
        row("京都府", "26");
        row("全国", "");
        row("京", "");
        row("県", "");
        row("Osakaken town", "");
    }
    void spellings() {
        QFETCH(QString, text);
        QFETCH(QString, code);
        const Prefecture* found = resolvePrefecture(text.toStdString());
        QCOMPARE(found ? QString::fromUtf8(found->code.data(), qsizetype(found->code.size())) : QString(), code);
    }

    void shortNames() {
        QCOMPARE(shortName(prefectures[0]), (Text{"北海道", "Hokkaido"}));
        QCOMPARE(shortName(prefectures[12]), (Text{"東京", "Tokyo"}));
        QCOMPARE(shortName(prefectures[25]), (Text{"京都", "Kyoto"}));
        QCOMPARE(shortName(prefectures[45]), (Text{"鹿児島", "Kagoshima"}));
    }

    void callersTable() {
        const std::array<Prefecture, 1> only{{{"99", "海外", "Abroad", "none", 0, 0}}};
        QCOMPARE(resolvePrefecture("Abroad", only), only.data());
        QVERIFY(!resolvePrefecture("Tokyo", only));
    }
};

QTEST_APPLESS_MAIN(PrefecturesTest)
#include "prefectures_test.moc"
