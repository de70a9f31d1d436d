// The guide page of the revision routes: its example files, and what they give.
#include "models/case/archive.h"
#include "models/price_routes/price_request_fields.h"
#include "tests/models/price_routes/route_test_data.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

const QString guideFolder = QStringLiteral(KACHI_SOURCE_DIR "/resources/guide/");

QString page(Language language) {
    const QString name =
        language == Language::ja ? u"price-routes-revisions.ja.md"_s : u"price-routes-revisions.en.md"_s;
    return QString::fromStdString(fileText(guideFolder + name));
}

QString exampleText(const QString& route) {
    return QString::fromStdString(fileText(guideFolder + u"examples/price-"_s + route + u".json"_s));
}

QString valueText(const RouteValue& value, Language language) {
    if (!value.number) return QString::fromStdString(value.text.in(language));
    return QString::fromStdString(exactText(*value.number));
}

/// The result as the guide shows it: price, figures and tables by their keys.
QString resultText(const RouteResult& result, Language language) {
    QString text;
    if (result.price) text += u"price  "_s + QString::fromStdString(result.price->text()) + u'\n';
    for (const RouteFigure& figure : result.figures) {
        text += QString::fromStdString(figure.key) + u"  "_s + valueText(figure.value, language) + u'\n';
    }
    for (const RouteTable& table : result.tables) {
        QStringList head;
        for (const RouteColumn& column : table.columns) head << QString::fromStdString(column.key);
        text += u'\n' + QString::fromStdString(table.key) + u":  "_s + head.join(u" | "_s) + u'\n';
        for (const auto& row : table.rows) {
            QStringList cells;
            for (const RouteValue& value : row) cells << valueText(value, language);
            text += u"  "_s + cells.join(u" | "_s) + u'\n';
        }
    }
    return text;
}

}  // namespace

class RevisionGuideTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void examples_data() {
        QTest::addColumn<QString>("route");
        for (const char* route : {"marketRevision", "stagedCut", "stepwiseReduction", "marketExpansion",
                                  "priceProjection", "remanufactured", "dentalMetal", "challengeApplication"}) {
            QTest::newRow(route) << QString::fromUtf8(route);
        }
    }
    void examples() {
        QFETCH(QString, route);
        const QString text = exampleText(route);
        nlohmann::json json = nlohmann::json::parse(text.toStdString());
        QCOMPARE(json.at("format").get<std::string>(), "kachi-price");
        json.erase("format");
        PriceRequest request;
        Issues issues;
        UnknownKeys unknown;
        JsonReader(json, "", issues, unknown).object(request);
        QVERIFY2(issues.empty(), qPrintable(codes(issues)));
        QCOMPARE(QString::fromStdString(request.route), route);
        const auto result = priceByRoute(request, shippedPack(request.pack), {});
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        for (const Language language : {Language::en, Language::ja}) {
            QVERIFY2(page(language).contains(u"```json\n"_s + text + u"```"_s), qPrintable(text));
            const QString gives = resultText(*result, language);
            QVERIFY2(page(language).contains(u"```text\n"_s + gives + u"```"_s), qPrintable(gives));
        }
    }

    // Every field of a route stands on both pages.
    void everyKeyIsExplained() {
        for (const RouteDefinition& route : priceRoutes()) {
            if (!page(Language::en).contains(u"## "_s + QString::fromStdString(route.id) + u":"_s)) continue;
            for (const Field& field : route.fields) {
                for (const Language language : {Language::en, Language::ja}) {
                    const QString key = QString::fromStdString(field.key);
                    QVERIFY2(page(language).contains(u'`' + key + u'`') || page(language).contains(u'"' + key + u'"'),
                             qPrintable(QString::fromStdString(route.id) + u' ' + key));
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(RevisionGuideTest)
#include "revision_guide_test.moc"
