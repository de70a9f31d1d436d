// label: gui
// Experts' chips laid on the board become rows of the table and a distribution.
#include "ui/sections/roulette_dialog.h"

#include "app/document/session.h"
#include "app/studies/study_requests.h"
#include "ui/forms/field_form.h"
#include "ui/forms/field_grid.h"
#include "ui/sections/chip_board.h"
#include "ui/sections/studies_page.h"
#include "ui/windows/language.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <QTimer>

#include <cmath>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

nlohmann::json exampleRows() {
    QFile file(QStringLiteral(KACHI_SOURCE_DIR "/resources/guide/examples/study-distributionFit.json"));
    if (!file.open(QIODevice::ReadOnly)) qFatal("the example cannot be read");
    return nlohmann::json::parse(file.readAll().toStdString())["inputs"]["chips"];
}

/// Lays chips by clicks at the height of the uppermost one.
void lay(RouletteDialog& dialog, int column, int chips) {
    QTest::mouseClick(dialog.board(), Qt::LeftButton, {}, dialog.board()->chipPlace(column, chips).center().toPoint());
}

QPushButton* take(const RouletteDialog& dialog) {
    return dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
}

QLineEdit* lineWith(const RouletteDialog& dialog, const QString& text) {
    for (QLineEdit* line : dialog.findChildren<QLineEdit*>()) {
        if (line->text() == text && !qobject_cast<QSpinBox*>(line->parent())) return line;
    }
    qFatal("no line with %s", qPrintable(text));
}

bool says(const RouletteDialog& dialog, const QString& words) {
    return std::ranges::any_of(dialog.findChildren<QLabel*>(),
                               [&](const QLabel* label) { return label->text().contains(words); });
}

}  // namespace

class RouletteDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUiLanguage(Language::en); }

    void clicksAndKeys() {
        RouletteDialog dialog({}, {0, 10});
        dialog.show();
        QVERIFY(!take(dialog)->isEnabled());
        QCOMPARE(dialog.board()->bins().size(), std::size_t{10});
        lay(dialog, 3, 4);
        QCOMPARE(dialog.board()->bins()[3].chips, 4.0);
        lay(dialog, 3, 4);  // the uppermost chip goes
        QCOMPARE(dialog.board()->bins()[3].chips, 3.0);
        QTest::keyClick(dialog.board(), Qt::Key_Right);
        QTest::keyClick(dialog.board(), Qt::Key_Up);
        QTest::keyClick(dialog.board(), Qt::Key_Up);
        QTest::keyClick(dialog.board(), Qt::Key_Down);
        QCOMPARE(dialog.board()->bins()[4].chips, 1.0);
        QVERIFY(take(dialog)->isEnabled());
        QVERIFY(says(dialog, u"Chips: 4, each 25 %"_s));
        QCOMPARE(dialog.experts().size(), std::size_t{1});
    }

    /// 2, 10, 10, 2 chips on four bins about 2: the median of every symmetric fit is 2.
    void saysWhatTheChipsSay() {
        RouletteDialog dialog({}, {});
        dialog.show();
        dialog.setRange(0, 4, 4);
        lay(dialog, 0, 2);
        lay(dialog, 1, 10);
        lay(dialog, 2, 10);
        lay(dialog, 3, 2);
        QVERIFY(says(dialog, u"Chips: 24"_s));
        QVERIFY(says(dialog, u"median 2,"_s));
    }

    /// Closed form: a uniform distribution puts the same share of 8 chips on each of four equal bins.
    void expectedOfAUniform() {
        const Distribution uniform = makeDistribution({Family::uniform, {{"low", 0}, {"high", 4}}}, {}).value();
        std::vector<ChipBin> bins = equalBins(0, 4, 4);
        bins[1].chips = 8;
        for (const double chips : expectedChips(uniform, bins)) QVERIFY(std::abs(chips - 2) < 1e-14);
    }

    /// Chips that a range leaves come back with their bins; Enter ends what is typed and leaves the dialog open.
    void rangeAndBack() {
        RouletteDialog dialog({}, {0, 10});
        dialog.show();
        lay(dialog, 4, 5);
        auto* columns = dialog.findChild<QSpinBox*>();
        columns->setValue(3);
        QCOMPARE(chipsOf(dialog.board()->bins()), 0.0);
        columns->setValue(10);
        QCOMPARE(dialog.board()->bins()[4].chips, 5.0);
        QTest::keyClick(columns, Qt::Key_Return);
        QVERIFY(dialog.isVisible());
        QTest::keyClick(lineWith(dialog, u"10"_s), Qt::Key_Return);
        QVERIFY(dialog.isVisible());
        QCOMPARE(dialog.board()->bins()[4].chips, 5.0);
    }

    /// A table of more bins, and of parts of chips, is shown as it is.
    void tableAsItIs() {
        std::vector<ChipBin> bins = equalBins(0, 45, 45);
        bins[7].chips = 2.5;
        bins[8].chips = 1e9;
        RouletteDialog dialog({{"A", bins}}, {});
        dialog.show();
        QCOMPARE(dialog.findChild<QSpinBox*>()->value(), 45);
        QTest::keyClick(lineWith(dialog, u"45"_s), Qt::Key_Return);
        QCOMPARE(dialog.board()->bins().size(), std::size_t{45});
        QCOMPARE(dialog.board()->bins()[7].chips, 2.5);
        QVERIFY(!dialog.grab().isNull());
        QCOMPARE(QString::fromStdString(rouletteRows(dialog.experts())[8]["chips"].get<std::string>()),
                 u"1000000000"_s);
    }

    void limitsAreRound() {
        const auto bins = equalBins(0.1, 0.6, 5);
        QCOMPARE(bins[2].low, 0.3);
        QCOMPARE(bins[4].high, 0.6);
        QCOMPARE(QString::fromStdString(rouletteRows({{{}, equalBins(0, 1e6, 10)}})[0]["high"].get<std::string>()),
                 u"100000"_s);
    }

    /// Each expert has a board; a new name begins one on the same range; who laid nothing is not taken over.
    void severalExperts() {
        RouletteDialog dialog({}, {0, 1});
        dialog.show();
        dialog.setExpert(u"A"_s);
        lay(dialog, 2, 3);
        dialog.setExpert(u"B"_s);
        QCOMPARE(chipsOf(dialog.board()->bins()), 0.0);
        lay(dialog, 5, 6);
        dialog.setExpert(u"C"_s);
        dialog.setExpert(u"A"_s);
        QCOMPARE(dialog.board()->bins()[2].chips, 3.0);
        dialog.setExpert(u" "_s);  // without a name the one shown stays
        QCOMPARE(dialog.board()->bins()[2].chips, 3.0);
        const auto experts = dialog.experts();
        QCOMPARE(experts.size(), std::size_t{2});
        QCOMPARE(experts[1].name, std::string("B"));
        QCOMPARE(chipsOf(experts[1].bins), 6.0);
    }

    void rangeThatIsNoneIsRefused() {
        RouletteDialog dialog({}, {0, 1});
        dialog.show();
        lay(dialog, 0, 3);
        QLineEdit* to = lineWith(dialog, u"1"_s);
        to->setText(u"-1"_s);
        Q_EMIT to->editingFinished();
        QVERIFY(!take(dialog)->isEnabled());
        QVERIFY(says(dialog, u"“To” is -1"_s));
        lay(dialog, 0, 2);
        QVERIFY(says(dialog, u"“To” is -1"_s));  // the fault stays until the range is mended
        QVERIFY(!take(dialog)->isEnabled());
        to->setText(u"２"_s);
        Q_EMIT to->editingFinished();
        QVERIFY(says(dialog, u"No chips yet"_s));  // no bin kept its limits
        QCOMPARE(dialog.board()->bins().back().high, 2.0);
    }

    /// The table of the guide's example goes through the board unchanged; one chip more is one undo step.
    void fromTheForm() {
        Session session;
        Case value;
        value.context.rulePack = "jp-2026";
        value.run.draws = 0;
        session.newCase(value);
        StudiesPage page(session);
        page.resize(1000, 720);
        page.show();
        page.addMethod("distributionFit");
        Case with = session.document().current();
        with.studies.front().inputs["known"] = "chips";
        with.studies.front().inputs["chips"] = exampleRows();
        session.document().replace(with, u"chips"_s);
        auto* grid = qobject_cast<FieldGrid*>(page.form()->editorOf("chips"));
        QPushButton* place = nullptr;
        for (QPushButton* button : grid->findChildren<QPushButton*>()) {
            if (button->text() == u"Place chips…"_s) place = button;
        }
        QVERIFY(place && place->isVisibleTo(&page));
        const auto before = rouletteOf(exampleRows());
        QVERIFY(before.ok());
        QTimer::singleShot(0, &page, [&before] {
            auto* dialog = qobject_cast<RouletteDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            QCOMPARE(dialog->experts().size(), before->size());
            QTest::keyClick(dialog->board(), Qt::Key_Up);
            take(*dialog)->click();
        });
        place->click();
        const auto after = rouletteOf(session.document().current().studies.front().inputs["chips"]);
        QVERIFY(after.ok());
        QCOMPARE(after->size(), before->size());
        for (std::size_t expert = 0; expert < after->size(); ++expert) {
            QCOMPARE((*after)[expert].name, (*before)[expert].name);
            QCOMPARE((*after)[expert].bins.size(), (*before)[expert].bins.size());
            for (std::size_t bin = 0; bin < (*after)[expert].bins.size(); ++bin) {
                const double more = expert == 0 && bin == 0 ? 1 : 0;
                QCOMPARE((*after)[expert].bins[bin].chips, (*before)[expert].bins[bin].chips + more);
                QCOMPARE((*after)[expert].bins[bin].low, (*before)[expert].bins[bin].low);
            }
        }
        session.document().undoStack()->undo();
        QVERIFY(session.document().current().studies.front().inputs["chips"] == exampleRows());
    }

    void cellThatIsNoNumberIsTold() {
        nlohmann::json rows = exampleRows();
        rows[0]["low"] = "about two";
        const auto refused = rouletteOf(rows);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.issues().size(), std::size_t{1});
        QCOMPARE(refused.issues().front().code, std::string("field.notANumber"));
        QCOMPARE(refused.issues().front().value, std::string("about two"));
        rows[0]["low"] = 9;
        QCOMPARE(rouletteOf(rows).issues().front().code, std::string("distributionFit.binReversed"));
        QVERIFY(rouletteOf(nlohmann::json::array())->empty());
    }
};

QTEST_MAIN(RouletteDialogTest)
#include "roulette_dialog_test.moc"
