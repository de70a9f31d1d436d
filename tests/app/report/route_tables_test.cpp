// What screen and print show of the prices of a case.
#include "app/report/route_tables.h"

#include "app/document/price_requests.h"
#include "app/report/report_builder.h"
#include "app/report/route_figures.h"
#include "app/rules/rule_packs.h"
#include "models/evaluation/evaluation.h"

#include <QTest>

#include <algorithm>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

RouteValue number(const char* exact) {
    return {.number = fieldNumber(exact, Unit::none).value()};
}

RouteValue words(const char* text) {
    return {.text = {text, text}};
}

QString shownCell(const Table& table, std::size_t row, std::size_t column) {
    return QString::fromStdString(
        cellText(table.rows[row].cells[column], table.columns[column], columnDecimals(table)[column], Language::en));
}

/// Two staged cuts, as a route gives them.
RouteTable stages(RouteChart chart) {
    RouteTable table;
    table.key = "stages";
    table.title = {"段階引下げ", "Stages"};
    table.columns = {{"month", {"年月", "Month"}},
                     {"price", {"価格", "Price"}, Unit::yen},
                     {"share", {"引下げ率", "Cut"}, Unit::ratio}};
    table.rows = {{words("2026-06"), number("1000"), number("0")},
                  {words("2027-06"), number("812.5"), number("0.1875")}};
    table.chart = chart;
    return table;
}

/// A case with the official illustration of the market-price revision: mean 80 and old price 100, both with tax, give
/// 84 (保険医療材料専門部会133回 材-1 p. 43).
Case revisionCase() {
    Case value;
    value.context.rulePack = "jp-2026";
    value.run.draws = 0;
    const std::string id = addRequest(value, "marketRevision");
    findRequest(value, id)->inputs = {{"oldPrice", "100"}, {"marketPrice", "80"}, {"taxBasis", "included"}};
    return value;
}

Evaluation evaluated(const Case& value) {
    const RulePacks packs;
    PriceSurroundings surroundings;
    surroundings.packs = packs.all();
    RunOptions options;
    options.draws = 0;
    auto result = evaluate(value, *packs.find(value.context.rulePack), options, nullptr, surroundings);
    if (!result) qFatal("%s", result.issues().front().code.c_str());
    return std::move(result).value();
}

bool hasHeading(const ReportDocument& report, const std::string& text) {
    return std::ranges::any_of(report.blocks, [&text](const ReportBlock& block) {
        const auto* heading = std::get_if<Heading>(&block);
        return heading && heading->text.ja == text;
    });
}

}  // namespace

class RouteTablesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void inputsInTheWordsOfTheForm() {
        const Case value = revisionCase();
        const std::vector<Table> tables = routeInputTables(value.routes.front());
        QCOMPARE(tables.size(), std::size_t{1});
        QCOMPARE(shownCell(tables.front(), 0, 0), u"Price before the revision"_s);
        QCOMPARE(shownCell(tables.front(), 0, 1), u"100"_s);
        QCOMPARE(shownCell(tables.front(), 2, 1), u"including tax"_s);
    }

    void exactDecimalsOfResultTables() {
        const Table table = routeResultTable(stages(RouteChart::none));
        QVERIFY(validate(table, "").empty());
        QCOMPARE(shownCell(table, 0, 1), u"1,000.0"_s);  // one number of decimals for the column
        QCOMPARE(shownCell(table, 1, 1), u"812.5"_s);
        QCOMPARE(shownCell(table, 1, 2), u"0.1875"_s);
    }

    void sharesAlsoInPercent() {
        QCOMPARE(QString::fromStdString(routeValueText(number("3/25"), Unit::ratio).en), u"0.12 (12 %)"_s);
        QCOMPARE(QString::fromStdString(routeValueText(number("45600"), Unit::yen).ja), u"45,600 円"_s);
        QCOMPARE(QString::fromStdString(routeValueText(words("C1"), Unit::none).en), u"C1"_s);
    }

    void chartsOfTables_data() {
        QTest::addColumn<int>("chart");
        QTest::addColumn<bool>("lines");
        QTest::newRow("stairs") << static_cast<int>(RouteChart::stairs) << true;
        QTest::newRow("lines") << static_cast<int>(RouteChart::lines) << true;
        QTest::newRow("bars") << static_cast<int>(RouteChart::bars) << false;
    }
    void chartsOfTables() {
        QFETCH(int, chart);
        QFETCH(bool, lines);
        const auto figures = routeFigures("routes.p1", stages(static_cast<RouteChart>(chart)));
        // Yen and shares do not stand on one axis.
        QCOMPARE(figures.size(), std::size_t{2});
        for (const Figure& figure : figures) {
            QVERIFY(validate(figure).empty());
            QCOMPARE(std::holds_alternative<LineFigure>(figure.content), lines);
        }
        if (!lines) return;
        const auto& content = std::get<LineFigure>(figures.front().content);
        QCOMPARE(content.series.front().step, chart == static_cast<int>(RouteChart::stairs));
        QCOMPARE(static_cast<int>(content.x.format), static_cast<int>(NumberFormat::month));
        QVERIFY(content.series.front().points[1].x > 2027.4 && content.series.front().points[1].x < 2027.5);
    }

    void fanHasItsBands() {
        RouteTable table;
        table.key = "path";
        table.title = {"推移", "Path"};
        table.columns = {{"year", {"年", "Year"}}};
        for (const char* key : {"low95", "low50", "median", "high50", "high95"}) {
            table.columns.push_back({key, {key, key}, Unit::yen});
        }
        table.rows = {{number("2026"), number("80"), number("90"), number("100"), number("110"), number("120")},
                      {number("2028"), number("70"), number("85"), number("95"), number("105"), number("125")}};
        table.chart = RouteChart::fan;
        const auto figures = routeFigures("routes.p1", table);
        QCOMPARE(figures.size(), std::size_t{1});
        QVERIFY(validate(figures.front()).empty());
        const auto& fan = std::get<LineFigure>(figures.front().content);
        QCOMPARE(static_cast<int>(fan.x.format), static_cast<int>(NumberFormat::year));
        QCOMPARE(fan.series.front().band[1].low, 70.0);
        QCOMPARE(fan.series.back().band[1].high, 105.0);
    }

    void namesInTheFirstColumnAreBars() {
        RouteTable table = stages(RouteChart::lines);
        table.rows[0][0] = words("United Kingdom");
        const auto figures = routeFigures("routes.p1", table);
        QVERIFY(std::holds_alternative<BarFigure>(figures.front().content));
    }

    void headlineAndOtherPacks() {
        const Case value = revisionCase();
        const Evaluation evaluation = evaluated(value);
        const PricedRoute& priced = evaluation.routes.front();
        QCOMPARE(QString::fromStdString(headlineText(priced).ja), u"84 円"_s);
        const auto packs = otherPacksTable(value.routes.front(), priced);
        QVERIFY(packs && packs->rows.size() > 1);
        QVERIFY(packs->rows.front().emphasis);
        QVERIFY(validate(*packs, "").empty());
    }

    void refusalIsPrintedInWords() {
        Case value = revisionCase();
        value.routes.front().inputs["oldPrice"] = "100 USD";
        const Evaluation evaluation = evaluated(value);
        QCOMPARE(QString::fromStdString(headlineText(evaluation.routes.front()).en), u"cannot be worked out"_s);
        const ReportDocument report = buildReport(value, evaluation, RulePacks(), {.date = "2026-06-01"});
        const bool told = std::ranges::any_of(report.blocks, [](const ReportBlock& block) {
            const auto* list = std::get_if<IssueList>(&block);
            return list && list->issues.front().sentence.en.find("100 USD") != std::string::npos;
        });
        QVERIFY(told);
    }

    void placesReadAsInTheForm_data() {
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("place");
        QTest::newRow("cell") << u"/routes/id=p1/inputs/oldPrice"_s << u"(Price revision by market price)"_s;
        QTest::newRow("rule") << u"/routes/id=p1/rules/tax.rate"_s << u"(tax.rate)"_s;
        QTest::newRow("under another pack") << u"tax.rate"_s << u"(tax.rate)"_s;
        QTest::newRow("of the file") << u"/inputs/oldPrice"_s << u"(Price revision by market price)"_s;
    }
    void placesReadAsInTheForm() {
        QFETCH(QString, where);
        QFETCH(QString, place);
        const Issue issue{"field.notANumber", Severity::error, where.toStdString(), "x", {}, {}};
        const QString sentence = QString::fromStdString(routeIssueText(revisionCase().routes.front(), issue).en);
        QVERIFY2(sentence.contains(place), qPrintable(sentence));
    }

    void sectionCanBeLeftOut() {
        Case value = revisionCase();
        const Evaluation evaluation = evaluated(value);
        const ReportDocument report = buildReport(value, evaluation, RulePacks(), {.date = "2026-06-01"});
        QVERIFY(hasHeading(report, "価格の算定"));
        QVERIFY(validate(report).empty());
        value.report.hidden = {"routes"};
        QVERIFY(!hasHeading(buildReport(value, evaluation, RulePacks(), {.date = "2026-06-01"}), "価格の算定"));
    }

    /// Ids stay unique and permanent whatever is added, copied and taken away.
    void requestsKeepTheirIds() {
        Case value = revisionCase();
        const std::string first = value.routes.front().id;
        const std::string copy = duplicateRequest(value, first);
        QVERIFY(copy != first);
        QCOMPARE(value.routes[1].inputs == value.routes[0].inputs, true);
        moveRequest(value, copy, -1);
        QCOMPARE(QString::fromStdString(value.routes.front().id), QString::fromStdString(copy));
        moveRequest(value, copy, -1);  // nothing above it
        removeRequest(value, first);
        const std::string added = addRequest(value, "marketRevision");
        QVERIFY(added != copy);
        QCOMPARE(value.routes.size(), std::size_t{2});
    }

    void cellsKeepWhatWasTyped() {
        nlohmann::json cells = nlohmann::json::object();
        const Field price = numberField("price", {"価格", "Price"}, Unit::yen, {});
        enterText(cells, price, "１２，３４５");
        QCOMPARE(QString::fromStdString(enteredText(cells, "price")), u"12,345"_s);
        enterText(cells, price, "0.10");
        QCOMPARE(QString::fromStdString(enteredText(cells, "price")), u"0.10"_s);
        enterText(cells, price, "");
        QVERIFY(cells.empty());
        enterText(cells, yesNoField("fast", {"迅速", "Rapid"}), "false");
        QVERIFY(cells["fast"] == nlohmann::json(false));
    }
};

QTEST_GUILESS_MAIN(RouteTablesTest)
#include "route_tables_test.moc"
