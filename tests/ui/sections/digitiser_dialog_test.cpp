// label: gui
// Curves read from a picture painted here: the values are known by construction.
#include "ui/sections/digitiser_dialog.h"

#include "app/studies/study_requests.h"
#include "ui/sections/digitiser_picture.h"
#include "ui/windows/language.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

/// Time 0 to 10 from x = 50 to 450, survival 0 to 1 from y = 260 to 60: 40 pixels a year, 200 pixels the whole.
constexpr QPoint origin(50, 260);
QPoint at(double time, double survival) {
    return {qRound(50 + 40 * time), qRound(260 - 200 * survival)};
}

/// Steps of the red curve: it falls to these values at these times.
const std::vector<QPointF> steps{{0, 1}, {2, 0.8}, {5, 0.5}, {8, 0.25}};

QImage painted() {
    QImage picture(500, 300, QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    painter.setPen(QPen(Qt::black, 1));
    painter.drawLine(origin, at(10, 0));
    painter.drawLine(origin, at(0, 1));
    painter.setPen(QPen(Qt::red, 3, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const double end = i + 1 < steps.size() ? steps[i + 1].x() : 10;
        painter.drawLine(at(steps[i].x(), steps[i].y()), at(end, steps[i].y()));
        if (i + 1 < steps.size()) painter.drawLine(at(end, steps[i].y()), at(end, steps[i + 1].y()));
    }
    return picture;
}

struct Opened {
    QTemporaryDir folder;
    DigitiserDialog dialog;

    Opened() {
        setUiLanguage(Language::en);
        const QString path = folder.filePath(u"figure.png"_s);
        if (!painted().save(path)) qFatal("cannot save the picture");
        if (!dialog.openPicture(path)) qFatal("cannot open the picture");
        dialog.show();
    }

    void click(QPoint pixel) {
        QTest::mouseClick(dialog.picture(), Qt::LeftButton, {}, dialog.picture()->onWidget(pixel));
    }
    void drag(QPoint from, QPoint to) {
        DigitiserPicture* picture = dialog.picture();
        QTest::mousePress(picture, Qt::LeftButton, {}, picture->onWidget(from));
        for (int i = 1; i <= 10; ++i) {
            const QPointF position = picture->onWidget(from + (to - from) * i / 10);
            QMouseEvent moved(QEvent::MouseMove, position, picture->mapToGlobal(position), Qt::NoButton, Qt::LeftButton,
                              {});
            QApplication::sendEvent(picture, &moved);
        }
        QTest::mouseRelease(picture, Qt::LeftButton, {}, picture->onWidget(to));
    }
    void setAxes() {
        for (const QPoint& pixel : {at(0, 0), at(10, 0), at(0, 0), at(0, 1)}) click(pixel);
        dialog.setAxisValues(0, 10, 0, 1);
    }
    QPushButton* take() const { return dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok); }
};

}  // namespace

class DigitiserDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void clicksBecomePoints() {
        Opened opened;
        QVERIFY(!opened.take()->isEnabled());
        opened.setAxes();
        QCOMPARE(opened.dialog.tool(), DigitiserDialog::Tool::points);
        for (const QPointF& step : steps) opened.click(at(step.x(), step.y()));
        QVERIFY(opened.take()->isEnabled());
        const nlohmann::json rows = opened.dialog.digitiser().data()["rows"];
        QCOMPARE(rows.size(), steps.size());
        for (std::size_t i = 0; i < steps.size(); ++i) {
            QVERIFY(std::abs(rows[i][1].get<double>() - steps[i].x()) < 0.03);    // one pixel of 40 a year
            QVERIFY(std::abs(rows[i][2].get<double>() - steps[i].y()) < 0.0051);  // one pixel of 200
        }
    }

    void pointsMoveAndGo() {
        Opened opened;
        opened.setAxes();
        opened.click(at(1, 0.9));
        opened.click(at(3, 0.7));
        opened.drag(at(3, 0.7), at(4, 0.6));
        const auto& points = opened.dialog.digitiser().curves.front().points;
        QCOMPARE(points.size(), std::size_t(2));
        QVERIFY(std::abs(opened.dialog.digitiser().valueAt(points[1]).x() - 4) < 0.03);
        opened.dialog.findChild<QTableWidget*>()->selectRow(0);
        QTest::keyClick(opened.dialog.picture(), Qt::Key_Delete);
        QCOMPARE(opened.dialog.digitiser().curves.front().points.size(), std::size_t(1));
    }

    void draggingTraces() {
        Opened opened;
        opened.setAxes();
        opened.drag(at(0, 1), at(5, 0.5));
        QVERIFY(opened.dialog.digitiser().curves.front().points.size() >= 8);
        QVERIFY(opened.take()->isEnabled());
    }

    void risingCurveIsRefused() {
        Opened opened;
        opened.setAxes();
        opened.click(at(1, 0.5));
        opened.click(at(4, 0.7));
        QVERIFY(!opened.take()->isEnabled());
        QCOMPARE(opened.dialog.digitiser().faults().front().code, std::string("digitiser.rises"));
    }

    void colourIsFollowed() {
        Opened opened;
        opened.setAxes();
        opened.dialog.choose(DigitiserDialog::Tool::colour);
        opened.click(at(0.2, 1));
        QVERIFY(opened.take()->isEnabled());
        const nlohmann::json rows = opened.dialog.digitiser().data()["rows"];
        QVERIFY(rows.size() >= 2 * steps.size() - 1);
        for (const auto& row : rows) {
            double expected = 1;
            double distance = 1;  // from the nearest step, where either level is right
            for (const QPointF& step : steps) {
                if (row[1].get<double>() >= step.x()) expected = step.y();
                if (step.x() > 0) distance = std::min(distance, std::abs(row[1].get<double>() - step.x()));
            }
            if (distance > 0.06) QVERIFY(std::abs(row[2].get<double>() - expected) < 0.006);
        }
        QVERIFY(std::abs(rows.back()[1].get<double>() - 10) < 0.06);
        for (std::size_t i = 1; i < steps.size(); ++i) {  // in the middle of its stroke, to half a pixel of 40 a year
            QVERIFY(std::ranges::any_of(rows, [&](const nlohmann::json& row) {
                return std::abs(row[1].get<double>() - steps[i].x()) < 0.0126 &&
                       std::abs(row[2].get<double>() - steps[i].y()) < 0.006;
            }));
        }
    }

    void becomesTheDataOfTheStudy() {
        Opened opened;
        opened.setAxes();
        opened.dialog.setAxisValues(0, 10, 0, 100);
        opened.click(at(1, 0.9));
        opened.dialog.setArm(u"control"_s);
        opened.click(at(1, 0.8));
        opened.click(at(3, 0.6));
        Case value;
        const std::string id = addStudy(value, "survivalReconstruction");
        setDigitisedCurves(value, id, opened.dialog.digitiser(), opened.dialog.fileName(), opened.dialog.digest());
        const StudyRequest& study = value.studies.front();
        QVERIFY(study.inputs["data"]["columns"] == nlohmann::json({"arm", "time", "survival"}));
        QCOMPARE(study.rows.at("data").size(), std::size_t(3));
        QCOMPARE(study.rows.at("data")[2][0].get<std::string>(), std::string("control"));
        QCOMPARE(study.inputs["scale"].get<std::string>(), std::string("percent"));
        QCOMPARE(value.evidence.front().digest.size(), std::size_t(64));
    }

    void notAPicture() {
        Opened opened;
        const Done done = opened.dialog.openPicture(QStringLiteral(KACHI_SOURCE_DIR "/LICENSE"));
        QCOMPARE(done.issues().front().code, std::string("digitiser.notAPicture"));
    }
};

QTEST_MAIN(DigitiserDialogTest)
#include "digitiser_dialog_test.moc"
