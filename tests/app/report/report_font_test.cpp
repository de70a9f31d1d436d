// The typeface of screen and print draws the signs that limits are written with as what they are.
#include "app/report/report_font.h"

#include <QFont>
#include <QFontMetrics>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

/// Where the ink of a sign lies around the point of its wedge: 0 at the left end of the sign, 1 at the right.
double wedgePoint(QChar sign, bool bold) {
    QFont font(reportFontFamilies());
    font.setPixelSize(200);
    font.setBold(bold);
    QImage image(300, 300, QImage::Format_Grayscale8);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setFont(font);
    painter.drawText(image.rect(), Qt::AlignCenter, QString(sign));
    painter.end();
    QRect inked;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qGray(image.pixel(x, y)) < 128) inked |= QRect(x, y, 1, 1);
        }
    }
    double sum = 0;
    int count = 0;
    for (int y = inked.top() + inked.height() * 28 / 100; y < inked.top() + inked.height() * 42 / 100; ++y) {
        for (int x = inked.left(); x <= inked.right(); ++x) {
            if (qGray(image.pixel(x, y)) >= 128) continue;
            sum += x - inked.left();
            ++count;
        }
    }
    return count == 0 ? -1 : sum / count / inked.width();
}

}  // namespace

class ReportFontTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signsOfLimits_data() {
        QTest::addColumn<bool>("bold");
        QTest::newRow("regular") << false;
        QTest::newRow("bold") << true;
    }
    /// The wedge of "less" points to the left, that of "greater" to the right.
    void signsOfLimits() {
        QFETCH(bool, bold);
        QVERIFY(reportFontInstalled());
        const double less = wedgePoint(u'≤', bold);
        const double greater = wedgePoint(u'≥', bold);
        QVERIFY2(less > 0 && less < 0.4, qPrintable(QString::number(less)));
        QVERIFY2(greater > 0.6, qPrintable(QString::number(greater)));
    }

    /// Lines are as high as those of the typeface itself, and all other letters are its own.
    void measuresOfTheTypeface() {
        QFont own(reportFontFamilies());
        QFont typeface(reportFontFamily());
        for (QFont* font : {&own, &typeface}) font->setPixelSize(20);
        const QFontMetricsF measured(own);
        const QFontMetricsF expected(typeface);
        QCOMPARE(measured.ascent(), expected.ascent());
        QCOMPARE(measured.lineSpacing(), expected.lineSpacing());
        for (const QString& words : {u"価格 1,234円"_s, u"Incremental cost"_s, u"a ≤ b"_s}) {
            QCOMPARE(measured.horizontalAdvance(words), expected.horizontalAdvance(words));
        }
    }
};

QTEST_MAIN(ReportFontTest)
#include "report_font_test.moc"
