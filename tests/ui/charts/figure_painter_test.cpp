// label: gui
#include "ui/charts/figure_painter.h"
#include "tests/app/report/sample_figures.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

/// Every kind of figure paints in every theme and both languages.
class FigurePainterTest : public QObject {
    Q_OBJECT

    static QImage paint(const Figure& figure, const ChartTheme& theme, Language language, double zoom = 2.0) {
        QImage image(QSizeF(640 * zoom, 400 * zoom).toSize(), QImage::Format_RGB32);
        image.fill(Qt::magenta);
        QPainter painter(&image);
        painter.scale(zoom, zoom);
        paintFigure(painter, QRectF(0, 0, 640, 400), figure, theme, language);
        return image;
    }

    /// Pixels of the picture's middle that differ from its most common colour.
    static int inkedPixels(const QImage& image) {
        QHash<QRgb, int> counts;
        for (int y = image.height() / 5; y < image.height() * 4 / 5; ++y) {
            for (int x = 0; x < image.width(); ++x) ++counts[image.pixel(x, y)];
        }
        int total = 0;
        int commonest = 0;
        for (const int count : counts) {
            total += count;
            commonest = std::max(commonest, count);
        }
        return total - commonest;
    }

private Q_SLOTS:
    void paints_data() {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const Figure& figure : sample::allFigures()) QTest::newRow(figure.id.c_str()) << index++;
    }
    void paints() {
        QFETCH(int, index);
        const Figure figure = sample::allFigures()[static_cast<std::size_t>(index)];
        const struct {
            const char* name;
            ChartTheme theme;
        } themes[] = {{"light", ChartTheme::light()}, {"dark", ChartTheme::dark()}, {"paper", ChartTheme::paper()}};
        QList<QImage> pictures;
        for (const auto& [name, theme] : themes) {
            for (const Language language : {Language::ja, Language::en}) {
                pictures << paint(figure, theme, language);
                QVERIFY2(inkedPixels(pictures.back()) > 1000, name);
                const QString folder = qEnvironmentVariable("KACHI_PICTURES");  // set it to look at the figures
                if (folder.isEmpty()) continue;
                const QString suffix = language == Language::ja ? u"ja"_s : u"en"_s;
                QVERIFY(pictures.back().save(folder + u'/' + QString::fromStdString(figure.id) + u'-' +
                                             QString::fromLatin1(name) + u'-' + suffix + u".png"_s));
            }
        }
        for (qsizetype i = 0; i < pictures.size(); ++i) {
            for (qsizetype j = i + 1; j < pictures.size(); ++j) QVERIFY(pictures[i] != pictures[j]);
        }
    }

    /// A figure that does not validate shows its faults instead of a picture.
    void refusesFalseNumbers() {
        Figure figure = sample::waterfall();
        std::get<WaterfallFigure>(figure.content).steps[1].value = std::nan("");
        const QImage faulty = paint(figure, ChartTheme::light(), Language::ja);
        QVERIFY(faulty != paint(sample::waterfall(), ChartTheme::light(), Language::ja));
        QVERIFY(inkedPixels(faulty) > 100);
    }

    void valuesUnderThePointer() {
        QImage image(640, 400, QImage::Format_RGB32);
        QPainter painter(&image);
        const auto spots =
            paintFigure(painter, QRectF(0, 0, 640, 400), sample::waterfall(), ChartTheme::light(), Language::ja);
        QCOMPARE(spots.size(), std::size_t{6});
        QCOMPARE(spots[1].text, u"準備\n−12分"_s);
        QVERIFY(QRectF(0, 0, 640, 400).contains(spots[1].area));
    }

    /// The counts of the series stand below the plot, under the ticks: the plot gives room for one row each and their
    /// heading, and what is below its axis is drawn. Twenty rows would be more than a third of the figure.
    void countsBelowThePlot() {
        LineFigure curves{.x = {.label = {"時間", "Time"}, .minimum = 0.0}, .y = {.minimum = 0.0, .maximum = 1.0}};
        curves.countsLabel = {"リスク集合", "Number at risk"};
        const auto addArm = [&](const std::string& name) {
            curves.series.push_back({.name = {name, name}, .points = {{0, 1}, {10, 0.5}, {20, 0.25}}, .step = true});
        };
        addArm("A");
        addArm("B");
        const auto paintedPlotEnd = [&] {
            QImage image(640, 400, QImage::Format_RGB32);
            QPainter painter(&image);
            const auto spots = paintFigure(painter, QRectF(0, 0, 640, 400), {.id = "curves", .content = curves},
                                           ChartTheme::paper(), Language::en);
            return spots.at(2).area.center().y();
        };
        const double without = paintedPlotEnd();
        for (LineSeries& series : curves.series) series.counts = {{10, 42}, {20, 7}};
        const double with = paintedPlotEnd();
        QVERIFY(with < without - 2 * ChartTheme::paper().fontPixels);
        const QImage picture = paint({.id = "curves", .content = curves}, ChartTheme::paper(), Language::ja);
        QVERIFY(inkedPixels(picture.copy(0, picture.height() - 60, picture.width(), 60)) > 100);
        QCOMPARE(countAt(curves.series[0], 0.0), 42.0);
        QCOMPARE(countAt(curves.series[0], 10.0), 42.0);
        QCOMPARE(countAt(curves.series[0], 10.1), 7.0);
        QCOMPARE(countAt(curves.series[0], 20.5), 0.0);
        const Table table = figureTable({.id = "curves", .content = curves});
        QCOMPARE(table.columns.back().header.en, std::string("Number at risk"));
        QCOMPARE(std::get<double>(table.rows[2].cells.back()), 7.0);
        for (int more = 0; more < 18; ++more) addArm("C" + std::to_string(more));
        for (LineSeries& series : curves.series) series.counts = {{20, 7}};
        QVERIFY(paintedPlotEnd() > with);
    }

    /// Precise studies stand on top of a funnel plot: a standard error of 0.1 above one of 0.8, drawn where the pointer
    /// finds them.
    void descendingAxis() {
        LineFigure funnel{.x = {.label = {"効果", "Effect"}, .minimum = 0.0, .maximum = 4.0},
                          .y = {.label = {"標準誤差", "Standard error"}, .minimum = 0.0, .descending = true}};
        funnel.series = {{.name = {"研究", "Studies"}, .points = {{1.0, 0.1}, {3.0, 0.8}}, .joined = false}};
        QImage image(640, 400, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        const auto spots = paintFigure(painter, QRectF(0, 0, 640, 400), {.id = "funnel", .content = funnel},
                                       ChartTheme::paper(), Language::en);
        painter.end();
        QCOMPARE(spots.size(), std::size_t{2});
        const QPoint precise = spots[0].area.center().toPoint();
        const QPoint vague = spots[1].area.center().toPoint();
        QVERIFY(precise.y() < vague.y());
        QVERIFY(image.pixelColor(precise) != QColor(Qt::white));
        QVERIFY(image.pixelColor(vague) != QColor(Qt::white));
    }
};

QTEST_MAIN(FigurePainterTest)
#include "figure_painter_test.moc"
