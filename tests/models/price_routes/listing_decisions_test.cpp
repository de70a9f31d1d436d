// label: golden
// Published decisions of new listings and of repricing by foreign average, recomputed through the routes.
#include "tests/models/price_routes/route_test_data.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

const nlohmann::json& listings() {
    static const auto json =
        nlohmann::json::parse(fileText(QString::fromUtf8(KACHI_TEST_DATA "/pricing/listings.json")));
    return json["decisions"];
}

QString shownValue(const RouteValue& value) {
    return value.number ? shown(*value.number) : QString::fromStdString(value.text.en);
}

QStringList columnOf(const RouteTable& table, const std::string& key) {
    QStringList cells;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        if (table.columns[column].key != key) continue;
        for (const auto& row : table.rows) cells << shownValue(row[column]);
    }
    return cells;
}

}  // namespace

class ListingDecisionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decisions_data() {
        QTest::addColumn<int>("row");
        for (std::size_t row = 0; row < listings().size(); ++row) {
            QTest::newRow(listings()[row]["id"].get<std::string>().c_str()) << static_cast<int>(row);
        }
    }
    void decisions() {
        QFETCH(int, row);
        const nlohmann::json& decision = listings()[static_cast<std::size_t>(row)];
        QVERIFY(!decision["source"].get<std::string>().empty());
        const auto result = priced(decision["route"], decision["pack"], decision["inputs"]);
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        if (decision.contains("price")) {
            QVERIFY(result->price.has_value());
            QCOMPARE(result->price->text(), decision["price"].get<std::string>());
        }
        const auto figures = decision.value("figures", nlohmann::json::object());
        for (const auto& [key, value] : figures.items()) {
            QCOMPARE(shownValue(figureOf(*result, key)), QString::fromStdString(value.get<std::string>()));
        }
        const auto tables = decision.value("tables", nlohmann::json::object());
        for (const auto& [key, columns] : tables.items()) {
            for (const auto& [column, values] : columns.items()) {
                QStringList expected;
                for (const auto& value : values) expected << QString::fromStdString(value.get<std::string>());
                QCOMPARE(columnOf(tableOf(*result, key), column), expected);
            }
        }
    }

    // α of the published cases, six places: S-2016-021 and R-2022-220 of decisions.json.
    void publishedAlpha_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<double>("alpha");
        for (const auto& decision : ::kachi::decisions()["comparison"]) {
            if (!decision["alpha"].is_number()) continue;
            const std::string id = decision["id"];
            QTest::newRow(id.c_str()) << QString::fromStdString(id) << decision["alpha"].get<double>();
        }
    }
    void publishedAlpha() {
        QFETCH(QString, id);
        QFETCH(double, alpha);
        for (const auto& decision : listings()) {
            if (decision["id"] != id.toStdString()) continue;
            const auto result = priced(decision["route"], decision["pack"], decision["inputs"]);
            QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
            const double found = toDouble(*figureOf(*result, "alpha").number);
            // The paper-and-pencil value has six places.
            QVERIFY2(std::abs(found - alpha) <= 5e-7, qPrintable(QString::number(found, 'g', 12)));
            return;
        }
        QFAIL("no such listing");
    }
};

QTEST_APPLESS_MAIN(ListingDecisionsTest)
#include "listing_decisions_test.moc"
