// label: golden
// Published revisions of listed prices, recomputed through the price routes.
#include "tests/models/price_routes/route_test_data.h"

#include <QtTest>

using namespace kachi;

namespace {

const nlohmann::json& revisions() {
    static const auto json =
        nlohmann::json::parse(fileText(QString::fromUtf8(KACHI_TEST_DATA "/pricing/revisions.json")));
    return json;
}

QString cell(const RouteTable& table, std::size_t row, const std::string& key) {
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        if (table.columns[column].key != key) continue;
        const RouteValue& value = table.rows[row][column];
        return value.number ? shown(*value.number) : QString::fromStdString(value.text.en);
    }
    qFatal("no column %s", key.c_str());
}

}  // namespace

class RevisionDecisionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decisions_data() {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(revisions().size()); ++row) {
            QTest::addRow("%s", revisions()[row].at("id").get<std::string>().c_str()) << row;
        }
    }
    void decisions() {
        QFETCH(int, row);
        const nlohmann::json& decision = revisions()[row];
        const auto result = priced(decision.at("route"), decision.at("pack"), decision.at("inputs"));
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        const nlohmann::json& expected = decision.at("expected");
        if (expected.contains("price")) {
            QVERIFY(result->price.has_value());
            QCOMPARE(shown(result->price->exact()), QString::fromStdString(expected.at("price")));
        }
        if (expected.contains("schedule")) {
            const RouteTable& table = tableOf(*result, "schedule");
            QStringList stages;
            QStringList published;
            for (std::size_t stage = 0; stage < table.rows.size(); ++stage) {
                stages << cell(table, stage, "month") << cell(table, stage, "price");
            }
            for (const auto& stage : expected.at("schedule")) {
                published << QString::fromStdString(stage.at(0)) << QString::fromStdString(stage.at(1));
            }
            QCOMPARE(stages, published);
        }
        if (expected.contains("alloys")) {
            const RouteTable& table = tableOf(*result, "alloys");
            QCOMPARE(table.rows.size(), expected.at("alloys").size());
            for (std::size_t alloy = 0; alloy < table.rows.size(); ++alloy) {
                const std::string name = cell(table, alloy, "name").toStdString();
                QCOMPARE(cell(table, alloy, "price"), QString::fromStdString(expected.at("alloys").at(name)));
            }
        }
    }
};

QTEST_APPLESS_MAIN(RevisionDecisionsTest)
#include "revision_decisions_test.moc"
