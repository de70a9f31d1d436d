// label: gui
#include "ui/charts/figure_view.h"
#include "tests/app/report/sample_figures.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QMimeData>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

class FigureViewTest : public QObject {
    Q_OBJECT

    static QPalette darkPalette() {
        QPalette palette;
        palette.setColor(QPalette::Window, QColor(30, 30, 30));
        palette.setColor(QPalette::WindowText, Qt::white);
        return palette;
    }

private Q_SLOTS:
    void followsPaletteStaleAndLanguage() {
        FigureView view;
        view.resize(640, 400);
        view.setEmptyText(u"遷移確率を入力すると、費用対効果が出ます。"_s);
        QList<QImage> pictures{view.grab().toImage()};
        view.setFigure(sample::acceptability());
        pictures << view.grab().toImage();
        view.setStale(true);
        QVERIFY(view.accessibleName().contains(u"再計算前"_s));
        pictures << view.grab().toImage();
        view.setLanguage(Language::en);
        pictures << view.grab().toImage();
        view.setStale(false);
        pictures << view.grab().toImage();
        view.setPalette(darkPalette());
        pictures << view.grab().toImage();
        const QString folder = qEnvironmentVariable("KACHI_PICTURES");  // set it to look at the widget
        for (qsizetype i = 0; i < pictures.size(); ++i) {
            for (qsizetype j = i + 1; j < pictures.size(); ++j) QVERIFY(pictures[i] != pictures[j]);
            if (!folder.isEmpty()) QVERIFY(pictures[i].save(folder + u"/view-%1.png"_s.arg(i)));
        }
    }

    void paintsAtAnySize() {
        FigureView view;
        for (const Figure& figure : sample::allFigures()) {
            view.setFigure(figure);
            for (const QSize& size : {QSize(1, 1), QSize(40, 25), QSize(1500, 40), QSize(60, 900)}) {
                view.resize(size);
                QCOMPARE(view.grab().size(), view.size());
            }
        }
    }

    void tellsValues() {
        FigureView view;
        view.resize(640, 400);
        view.setFigure(sample::waterfall());
        QVERIFY(!view.grab().isNull());
        QStringList found;
        for (int x = 0; x < view.width(); x += 5) {
            for (int y = 0; y < view.height(); y += 5) {
                const QString value = view.valueAt(QPointF(x, y));
                if (!value.isEmpty() && !found.contains(value)) found << value;
            }
        }
        QCOMPARE(found.size(), 6);
        QVERIFY(found.contains(u"手術\n−31.5分"_s));
        QVERIFY(view.valueAt(QPointF(1, 1)).isEmpty());
    }

    void copiesByKeyboard() {
        FigureView view;
        view.setFigure(sample::forest());
        view.show();
        view.activateWindow();
        view.setFocus();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        QTest::keySequence(&view, QKeySequence::Copy);
        const QMimeData* copied = QApplication::clipboard()->mimeData();
        QVERIFY(copied->hasImage());
        QVERIFY(copied->data(u"image/svg+xml"_s).contains("0.72"));
        QVERIFY(view.actions().size() == 4);
    }

    void saves() {
        const QTemporaryDir folder;
        const Figure figure = sample::plane(2500);
        const auto save = [&](FigureFile kind, const QString& name) {
            return saveFigure(figure, kind, folder.filePath(name), {640, 400}, Language::ja).ok();
        };
        const auto content = [&](const QString& name) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QVERIFY(save(FigureFile::svg, u"a.svg"_s));
        QXmlStreamReader svg(content(u"a.svg"_s));
        while (!svg.atEnd()) svg.readNext();
        QVERIFY(!svg.hasError());
        QVERIFY(content(u"a.svg"_s).contains("増分費用"));
        QVERIFY(save(FigureFile::png, u"a.png"_s));
        QCOMPARE(QImage(folder.filePath(u"a.png"_s)).size(), QSize(1920, 1200));
        QVERIFY(save(FigureFile::csv, u"a.csv"_s));
        QCOMPARE(content(u"a.csv"_s).count("\r\n"), 1 + 1 + 2500 + 1);  // head, mean, every point, threshold
        QVERIFY(!save(FigureFile::svg, u"missing/a.svg"_s));
        QVERIFY(!QFileInfo::exists(folder.filePath(u"missing"_s)));
    }
};

QTEST_MAIN(FigureViewTest)
#include "figure_view_test.moc"
