#include "tests/app/report/sample_report.h"

#include "app/report/trace_table.h"

#include <QtTest>

#include <algorithm>
#include <limits>
#include <set>

using namespace kachi;
using namespace Qt::StringLiterals;

/// Figures and tables as data: nothing is lost, nothing false is shown.
class FigureTest : public QObject {
    Q_OBJECT

    static std::string firstCode(const FigureContent& content) {
        Figure figure;
        figure.id = "test";
        figure.content = content;
        const Issues issues = validate(figure);
        return issues.empty() ? std::string() : issues.front().code;
    }

private Q_SLOTS:
    void numbers_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("decimals");
        QTest::addColumn<QString>("ja");
        QTest::addColumn<QString>("en");
        const auto row = [](const char* name, double value, NumberFormat format, int decimals, const char* ja,
                            const char* en) {
            QTest::newRow(name) << value << static_cast<int>(format) << decimals << QString::fromUtf8(ja)
                                << QString::fromUtf8(en);
        };
        // Expected: written out by hand from the definition of each unit.
        row("yen", 1234567.0, NumberFormat::yen, 0, "1,234,567", "1,234,567");
        row("manYen", 1234567.0, NumberFormat::manYen, 1, "123.5", "123.5");
        row("oku", -1.25e9, NumberFormat::oku, 2, "−12.50", "−12.50");
        row("percent", 0.0725, NumberFormat::percent, 2, "7.25", "7.25");
        row("year is not grouped", 2026.0, NumberFormat::year, 0, "2026", "2026");
        row("month", 2027.25, NumberFormat::month, 0, "2027年4月", "2027-04");
        row("december", 2026.0 + 11.0 / 12.0, NumberFormat::month, 0, "2026年12月", "2026-12");
        row("no negative zero", -0.004, NumberFormat::number, 2, "0.00", "0.00");
        row("thousand", 1000.0, NumberFormat::number, 0, "1,000", "1,000");
        row("half up on the decimal", 2.675, NumberFormat::number, 2, "2.68", "2.68");
        row("half away from zero", -1234.5, NumberFormat::number, 0, "−1,235", "−1,235");
        row("half up on the shown decimal", 0.1275, NumberFormat::percent, 1, "12.8", "12.8");
        row("half up in 億", 123'450'000'000.0, NumberFormat::oku, 0, "1,235", "1,235");
        row("fixed", 3.0, NumberFormat::number, 2, "3.00", "3.00");
        row("below one", 0.004, NumberFormat::number, 2, "0.00", "0.00");
        row("no number", std::numeric_limits<double>::quiet_NaN(), NumberFormat::yen, automaticDecimals, "計算不能",
            "not available");
        row("infinite", -std::numeric_limits<double>::infinity(), NumberFormat::month, 0, "計算不能", "not available");
        row("four digits by itself", 0.123456, NumberFormat::number, automaticDecimals, "0.1235", "0.1235");
    }
    void numbers() {
        QFETCH(double, value);
        QFETCH(int, format);
        QFETCH(int, decimals);
        const auto shown = [&](Language language) {
            return QString::fromStdString(formatNumber(value, static_cast<NumberFormat>(format), decimals, language));
        };
        QTEST(shown(Language::ja), "ja");
        QTEST(shown(Language::en), "en");
    }

    /// Heads of shown and of raw numbers name what stands below them.
    void unitsFollowTheFormat() {
        const Text label{"費用", "Cost"};
        const Text perQaly{"円/QALY", "yen/QALY"};
        QCOMPARE(labelWithUnit(label, perQaly, NumberFormat::manYen, Language::ja), std::string("費用(万円/QALY)"));
        QCOMPARE(labelWithUnit(label, perQaly, NumberFormat::manYen, Language::en),
                 std::string("Cost (10,000 yen/QALY)"));
        QCOMPARE(labelWithUnit(label, {}, NumberFormat::oku, Language::ja), std::string("費用(億円)"));
        QCOMPARE(labelWithUnit(label, {}, NumberFormat::percent, Language::en), std::string("Cost (%)"));
        QCOMPARE(labelWithUnit(label, {}, NumberFormat::number, Language::ja), std::string("費用"));
        const Text utility{"効用値", "Utility"};
        const Text unit{"効用値", "utility"};
        QCOMPARE(labelWithUnit(utility, unit, NumberFormat::number, Language::ja), std::string("効用値"));
        QCOMPARE(labelWithUnit(utility, unit, NumberFormat::number, Language::en), std::string("Utility"));
    }

    void exactDigitsKeepEveryDigit() {
        QCOMPARE(groupDigits("12345678901234567890.125"), std::string("12,345,678,901,234,567,890.125"));
        QCOMPARE(groupDigits("-12"), std::string("−12"));
        QCOMPARE(groupDigits("2/3"), std::string("2/3"));
        QCOMPARE(groupDigits(""), std::string(""));
    }

    void sampleFiguresAreValid() {
        for (const Figure& figure : sample::allFigures()) {
            QVERIFY2(validate(figure).empty(), figure.id.c_str());
            QVERIFY(!isEmpty(figure));
        }
    }

    void falseFiguresAreNamed() {
        const double nan = std::nan("");
        QCOMPARE(firstCode(LineFigure{.series = {{.points = {{0.0, nan}}}}}), std::string("report.notFinite"));
        QCOMPARE(firstCode(LineFigure{.series = {{.points = {{0, 1}, {1, 1}}, .band = {{0, 1}}}}}),
                 std::string("report.unequalLength"));
        QCOMPARE(firstCode(LineFigure{.series = {{.points = {{0, 1}}, .band = {{2, 1}}}}}),
                 std::string("report.interval"));
        QCOMPARE(firstCode(BarFigure{.categories = {{"甲", "a"}}, .series = {{.values = {1, 2}}}}),
                 std::string("report.unequalLength"));
        MapFigure unknown;
        unknown.values = {{"48", 1.0, 1.0}};
        QCOMPARE(firstCode(unknown), std::string("report.prefecture"));
        MapFigure repeated;
        repeated.values = {{"13", 1.0, 1.0}, {"13", 1.0, 1.0}};
        QCOMPARE(firstCode(repeated), std::string("report.prefecture"));
        ForestFigure ratios;
        ratios.noEffect = 1.0;
        ratios.logarithmic = true;
        ratios.rows = {{{}, 0.5, 0.0, 1.0}};
        QCOMPARE(firstCode(ratios), std::string("report.notPositive"));
    }

    void tablesHoldEveryPoint_data() {
        QTest::addColumn<int>("index");
        QTest::addColumn<int>("rows");
        // Counted from the samples: points, bars × series, steps, prefectures, entries.
        const int rows[] = {41 * 2 + 1, 21 * 3, 10'000 + 2, 5 + 1, 9, 6, 6, 48 * 2, 47, 47, 47, 6, 4};
        const auto figures = sample::allFigures();
        for (int i = 0; i < static_cast<int>(figures.size()); ++i) {
            QTest::newRow(figures[static_cast<std::size_t>(i)].id.c_str()) << i << rows[i];
        }
    }
    void tablesHoldEveryPoint() {
        QFETCH(int, index);
        QFETCH(int, rows);
        const Figure figure = sample::allFigures()[static_cast<std::size_t>(index)];
        const Table table = figureTable(figure);
        QCOMPARE(static_cast<int>(table.rows.size()), rows);
        QVERIFY(validate(table, figure.id).empty());
        for (const TableColumn& column : table.columns) QVERIFY(!column.header.ja.empty() && !column.header.en.empty());
    }

    void waterfallLevels() {
        const Table table = figureTable(sample::waterfall());
        const double levels[] = {182.5, 170.5, 139.0, 147.0, 141.0, 141.0};  // running sums by hand; all are exact
        for (std::size_t i = 0; i < table.rows.size(); ++i)
            QVERIFY(std::get<double>(table.rows[i].cells[2]) == levels[i]);
    }

    void csvQuotesAndPlainDigits() {
        Table table;
        table.columns = {{.header = {"品目", "Item"}}, numberColumn({"価格, 円", "Price, yen"})};
        table.rows = {{{Text{"髙「\"A\"」", "\"A\""}, 100'000.0}}, {{Text{" b ", " b "}, 0.1}}};
        const std::string csv = csvText(table, Language::ja);
        QCOMPARE(csv, std::string("\xEF\xBB\xBF品目,\"価格, 円\"\r\n\"髙「\"\"A\"\"」\",100000\r\n\" b \",0.1\r\n"));
    }

    void csvRunsNothing_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("written");
        QTest::newRow("command") << u"=cmd|' /C calc'!A0"_s << u"'=cmd|' /C calc'!A0"_s;
        QTest::newRow("function") << u"@SUM(A1)"_s << u"'@SUM(A1)"_s;
        QTest::newRow("signed call") << u"-HYPERLINK(A1)"_s << u"'-HYPERLINK(A1)"_s;
        QTest::newRow("signed number") << u"-5.2"_s << u"-5.2"_s;
        QTest::newRow("dash") << u"-"_s << u"-"_s;
    }
    void csvRunsNothing() {
        QFETCH(QString, words);
        QFETCH(QString, written);
        Table table;
        table.columns = {{.header = {"a", "a"}}};
        table.rows = {{{Text{words.toStdString(), words.toStdString()}}}};
        // Reading it drops the byte order mark.
        QCOMPARE(QString::fromStdString(csvText(table, Language::en)), u"a\r\n"_s + written + u"\r\n"_s);
    }

    void csvIsRaw() {
        const std::string bytes = csvText(figureTable(sample::tornado()), Language::ja);
        QVERIFY(bytes.starts_with("\xEF\xBB\xBF"));  // byte order mark, so that Excel reads UTF-8
        const QString csv = QString::fromStdString(bytes.substr(3));
        const QStringList lines = csv.split(u"\r\n"_s);
        QCOMPARE(lines[0], u"項目,入力の下限,入力の上限,下限での結果(円/QALY),上限での結果(円/QALY)"_s);
        QCOMPARE(lines[1], u"基本分析,,,2310000,2310000"_s);
        QCOMPARE(lines[3], u"製品価格,\"400,000\",\"600,000\",1200000,3600000"_s);
    }

    /// 95 % region of a bivariate normal: Mahalanobis distance² 5.991 (χ² table, 2 degrees of freedom) all round.
    void ellipseIsTheRegion() {
        const Ellipse ellipse{.mean = {3.0, -2.0}, .varianceX = 4.0, .varianceY = 1.0, .covariance = -1.2};
        const double determinant = 4.0 * 1.0 - 1.2 * 1.2;
        double widest = 0.0;
        for (const Point& point : ellipseOutline(ellipse)) {
            const double x = point.x - 3.0;
            const double y = point.y + 2.0;
            const double distance = (1.0 * x * x + 2.0 * 1.2 * x * y + 4.0 * y * y) / determinant;
            QVERIFY(std::abs(distance - 5.991) < 0.001);  // the table's rounding
            widest = std::max(widest, x);
        }
        QVERIFY(std::abs(widest - std::sqrt(5.991 * 4.0)) < 0.01);  // outline has 90 corners
    }

    void cloudsAreThinnedAndSaySo() {
        const Figure figure = sample::plane(10'000);
        const auto& points = std::get<ScatterFigure>(figure.content).series[0].points;
        QCOMPARE(drawnPoints(points).size(), maximumDrawnPoints);
        QVERIFY(drawnPoints(points)[1].x == points[5].x);
        QVERIFY(captionText(figure, Language::ja).ends_with("描画は10,000点のうち等間隔に抜き出した2,000点。"));
        QVERIFY(thinningNote(sample::plane(2000)).empty());
    }

    void traceDigitsAreReadable_data() {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("modelled");
        QTest::addColumn<QString>("tariff");
        QTest::newRow("modelled cost") << u"487.0591041190309"_s << u"487.059"_s << u"487.059"_s;
        QTest::newRow("small") << u"0.0323654591852"_s << u"0.0323655"_s << u"0.0323655"_s;
        QTest::newRow("large mean") << u"126485.714285714"_s << u"126,486"_s << u"126,485.71"_s;
        QTest::newRow("whole yen") << u"275000"_s << u"275,000"_s << u"275,000"_s;
        QTest::newRow("yen and sen") << u"27313169.68"_s << u"27,313,169.68"_s << u"27,313,169.68"_s;
        QTest::newRow("whole in spite of noise") << u"0.30000000000000004"_s << u"0.3"_s << u"0.3"_s;
        QTest::newRow("words") << u"dominant"_s << u"dominant"_s << u"dominant"_s;
    }
    void traceDigitsAreReadable() {
        QFETCH(QString, value);
        QFETCH(QString, modelled);
        QFETCH(QString, tariff);
        Trace trace;
        trace.value = value.toStdString();
        const auto shown = [&](TraceDigits digits) {
            return QString::fromStdString(std::get<Text>(traceTable(trace, digits).rows[0].cells[2]).ja);
        };
        QCOMPARE(shown(TraceDigits::modelled), modelled);
        QCOMPARE(shown(TraceDigits::tariff), tariff);
    }

    /// Steps stand above the figure they make, deeper ones further right.
    void traceReadsLikeACalculationSheet() {
        const Table table = traceTable(sample::priceTrace());
        QCOMPARE(table.rows.size(), std::size_t{2});
        QCOMPARE(table.rows[0].indent, 1);
        QCOMPARE(table.rows[1].indent, 0);
        QVERIFY(table.rows[1].emphasis);
        QCOMPARE(std::get<Text>(table.rows[1].cells[1]).ja,
                 std::string("X × (1 + α)\nX = 480,000(類似機能区分の基準材料価格)、α = 0.15(補正加算率)"));
        QCOMPARE(std::get<Text>(table.rows[1].cells[2]).ja, std::string("552,000 円"));
        QCOMPARE(std::get<Text>(table.rows[0].cells[3]).en, std::string("Pricing rules, Annex 2\n[secondary source]"));
    }
};

QTEST_APPLESS_MAIN(FigureTest)
#include "figure_test.moc"
