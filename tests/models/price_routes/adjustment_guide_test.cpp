// The pages on adjustment and guides never lie: every figure they print is that of the example file beside it.
#include "models/price_routes/price_request_fields.h"
#include "tests/models/price_routes/route_test_data.h"

#include <QRegularExpression>
#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;
using Json = nlohmann::json;

namespace {

const QString guideFolder = QStringLiteral(KACHI_SOURCE_DIR "/resources/guide/");

std::vector<PriceSeries> shippedSeries() {
    const Json file = Json::parse(fileText(QStringLiteral(KACHI_SOURCE_DIR "/resources/tables/price-series.json")));
    std::vector<PriceSeries> series;
    for (const Json& entry : file["series"]) {
        PriceSeries& one = series.emplace_back();
        one.id = entry["id"];
        one.months = entry["months"].get<std::vector<std::string>>();
        one.values = entry["values"].get<std::vector<double>>();
    }
    return series;
}

Result<RouteResult> resultOf(const QString& example) {
    const Json file = Json::parse(fileText(guideFolder + u"examples/"_s + example));
    PriceRequest request;
    request.route = file["route"];
    request.date = file.value("date", "");
    request.inputs = file["inputs"];
    const std::vector<PriceSeries> series = shippedSeries();
    RouteSurroundings surroundings;
    surroundings.series = &series;
    return priceByRoute(request, shippedPack(file["pack"]), surroundings);
}

/// What a page prints: example file, key of the figure, value.
struct PrintedFigure {
    QString example;
    QString key;
    QString value;
};

/// The rows of the table after each link to an example.
std::vector<PrintedFigure> printedFigures(const QString& page) {
    static const QRegularExpression link(u"\\(examples/(.+?\\.json)\\)"_s);
    static const QRegularExpression row(u"^\\| `(\\w+)` \\| (.+?) \\|$"_s);
    std::vector<PrintedFigure> printed;
    QString example;
    for (const QString& line : QString::fromStdString(fileText(guideFolder + page)).split(u'\n')) {
        if (line.startsWith(u"## "_s)) example.clear();
        if (const auto found = link.match(line); found.hasMatch()) example = found.captured(1);
        const auto found = row.match(line);
        const bool head = found.captured(1) == u"key"_s;
        if (!example.isEmpty() && found.hasMatch() && !head) {
            printed.push_back({example, found.captured(1), found.captured(2)});
        }
    }
    return printed;
}

}  // namespace

class AdjustmentGuideTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void figures_data() {
        QTest::addColumn<QString>("example");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("japanese");
        for (const bool japanese : {false, true}) {
            const auto printed =
                printedFigures(japanese ? u"price-routes-adjustment.ja.md"_s : u"price-routes-adjustment.en.md"_s);
            for (const PrintedFigure& figure : printed) {
                QTest::addRow("%s %s %s", qPrintable(figure.example), qPrintable(figure.key), japanese ? "ja" : "en")
                    << figure.example << figure.key << figure.value << japanese;
            }
        }
    }
    void figures() {
        QFETCH(QString, example);
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(bool, japanese);
        const auto result = resultOf(example);
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        if (key == u"price"_s) {
            QCOMPARE(QString::fromStdString(result->price->text()), value);
            return;
        }
        const RouteValue found = figureOf(*result, key.toStdString());
        const std::string text =
            found.number ? exactText(*found.number) : found.text.in(japanese ? Language::ja : Language::en);
        QCOMPARE(QString::fromStdString(text), value);
    }

    void everyExampleIsPrinted() {
        for (const QString& page : {u"price-routes-adjustment.en.md"_s, u"price-routes-adjustment.ja.md"_s}) {
            QSet<QString> examples;
            for (const PrintedFigure& figure : printedFigures(page)) examples.insert(figure.example);
            QCOMPARE(examples.size(), 4);
        }
    }

    // The whole file is read as `kachi price` reads it: no key is unknown.
    void filesAreRequests() {
        for (const char* route : {"costEffectivenessAdjustment", "classGuide", "bundledMaterials", "optionalCare"}) {
            const std::string name = std::string("price-") + route + ".json";
            Json file = Json::parse(fileText(guideFolder + u"examples/"_s + QString::fromStdString(name)));
            QCOMPARE(file["route"].get<std::string>(), route);
            file.erase("format");
            PriceRequest request;
            Issues issues;
            UnknownKeys unknown;
            JsonReader(file, "", issues, unknown).object(request);
            QVERIFY2(issues.empty(), qPrintable(codes(issues)));
        }
    }
};

QTEST_APPLESS_MAIN(AdjustmentGuideTest)
#include "adjustment_guide_test.moc"
