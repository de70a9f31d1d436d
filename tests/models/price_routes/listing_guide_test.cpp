// The examples of the guide give the figures that the guide prints.
#include "models/case/archive.h"
#include "models/price_routes/price_request_fields.h"
#include "tests/models/price_routes/route_test_data.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

const QString guide = QStringLiteral(KACHI_SOURCE_DIR "/resources/guide/");

std::string cell(const RouteValue& value) {
    return value.number ? exactText(*value.number) : value.text.en;
}

/// The result as the guide prints it: price, figures by key, tables row by row.
std::string printed(const RouteResult& result) {
    std::string text = "price " + (result.price ? result.price->text() : std::string("-")) + "\n";
    for (const RouteFigure& figure : result.figures) text += figure.key + " " + cell(figure.value) + "\n";
    for (const RouteTable& table : result.tables) {
        text += table.key + "\n";
        for (const auto& row : table.rows) {
            std::string line;
            for (const RouteValue& value : row) line += (line.empty() ? "  " : " | ") + cell(value);
            text += line + "\n";
        }
    }
    return text;
}

}  // namespace

class ListingGuideTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void examples_data() {
        QTest::addColumn<QString>("route");
        for (const char* route : {"similarCategory", "costCalculation", "foreignAverage", "foreignRepricing"}) {
            QTest::newRow(route) << QString::fromUtf8(route);
        }
    }
    void examples() {
        QFETCH(QString, route);
        auto json = nlohmann::json::parse(fileText(guide + u"examples/price-"_s + route + u".json"_s));
        QCOMPARE(json["format"].get<std::string>(), std::string("kachi-price"));
        json.erase("format");
        PriceRequest request;
        Issues issues;
        UnknownKeys unknown;
        JsonReader(json, "", issues, unknown).object(request);
        QVERIFY2(issues.empty(), qPrintable(codes(issues)));
        const auto result = priceByRoute(request, shippedPack(request.pack), {});
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        const std::string text = printed(*result);
        for (const QString& page : {u"price-routes-listing.en.md"_s, u"price-routes-listing.ja.md"_s}) {
            const std::string content = fileText(guide + page);
            QVERIFY2(content.find("```\n" + text + "```") != std::string::npos, text.c_str());
            QVERIFY2(content.find("examples/price-" + route.toStdString() + ".json") != std::string::npos,
                     route.toUtf8());
            for (const Field& field : findRoute(route.toStdString())->fields) {
                QVERIFY2(content.find("`" + field.key + "`") != std::string::npos, field.key.c_str());
            }
        }
    }
};

QTEST_APPLESS_MAIN(ListingGuideTest)
#include "listing_guide_test.moc"
