// label: gui
#include "ui/diagram/state_diagram.h"
#include "app/document/session.h"
#include "ui/sections/outcome_edits.h"
#include "ui/sections/outcome_templates.h"
#include "ui/windows/language.h"

#include <QApplication>
#include <QLineEdit>
#include <QTest>

#include <memory>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

Case cohortCase() {
    Case value;
    value.outcomes = plainOutcomes();
    addExampleStructure(value, OutcomeModel::cohort);
    return value;
}

/// The example cohort (Stable s1, Disease s2, Dead s3) drawn in a window.
struct Drawing {
    CaseDocument document;
    std::unique_ptr<StateDiagram> diagram;

    Drawing() {
        document.open(cohortCase(), true);
        diagram = std::make_unique<StateDiagram>(document);
        diagram->resize(700, 420);
        diagram->show();
        QVERIFY(QTest::qWaitForWindowExposed(diagram.get()));
        diagram->activateWindow();
    }

    const OutcomesStructure& structure() const { return *document.current().outcomes; }

    template <class Item>
    std::vector<Item*> all() const {
        std::vector<Item*> found;
        for (QGraphicsItem* item : diagram->scene()->items()) {
            if (auto* match = dynamic_cast<Item*>(item)) found.push_back(match);
        }
        return found;
    }

    StateItem* state(const std::string& id) const {
        for (StateItem* item : all<StateItem>()) {
            if (item->id() == id) return item;
        }
        return nullptr;
    }

    TransitionItem* transitionItem(const std::string& from, const std::string& to) const {
        for (TransitionItem* item : all<TransitionItem>()) {
            if (item->from() == from && item->to() == to) return item;
        }
        return nullptr;
    }

    QPoint centre(const std::string& id) const { return diagram->mapFromScene(state(id)->pos()); }
    QPoint handle(const std::string& id) const {
        return diagram->mapFromScene(state(id)->mapToScene(state(id)->handle().center()));
    }

    void drag(const QPoint& from, const QPoint& to) const {
        QWidget* ground = diagram->viewport();
        const auto send = [ground](QEvent::Type type, const QPoint& at, Qt::MouseButton button, Qt::MouseButtons held) {
            QMouseEvent event(type, at, ground->mapToGlobal(at), button, held, {});
            QApplication::sendEvent(ground, &event);
        };
        send(QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
        for (int step = 1; step <= 4; ++step) {
            send(QEvent::MouseMove, from + (to - from) * step / 4, Qt::NoButton, Qt::LeftButton);
        }
        send(QEvent::MouseButtonRelease, to, Qt::LeftButton, Qt::NoButton);
    }

    QLineEdit* editor() const { return diagram->viewport()->findChild<QLineEdit*>(); }
};

}  // namespace

class StateDiagramTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUiLanguage(Language::en); }

    void statesAndTransitionsAreDrawn() {
        const Drawing drawing;
        QCOMPARE(drawing.all<StateItem>().size(), std::size_t{3});
        std::size_t cells = 0;
        for (const auto& [from, row] : drawing.structure().transitions) cells += row.size();
        QCOMPARE(drawing.all<TransitionItem>().size(), cells);
        QCOMPARE(drawing.state("s1")->name(), u"Stable"_s);
    }

    /// Drag from the handle, type, Enter: one transition, one undo step.
    void anArrowDrawnIsATransition() {
        Drawing drawing;
        drawing.drag(drawing.handle("s2"), drawing.centre("s1"));
        QVERIFY(transition(drawing.structure(), "s2", "s1"));
        QLineEdit* editor = drawing.editor();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, u"0.05"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        QCOMPARE(*transition(drawing.structure(), "s2", "s1"), std::string("0.05"));
        QCOMPARE(drawing.transitionItem("s2", "s1")->expression(), u"0.05"_s);
        QCOMPARE(drawing.document.undoStack()->count(), 1);
        drawing.document.undoStack()->undo();
        QVERIFY(!transition(drawing.structure(), "s2", "s1"));
        QVERIFY(!drawing.transitionItem("s2", "s1"));
    }

    void anArrowToNowhereIsNothing() {
        const Drawing drawing;
        drawing.drag(drawing.handle("s2"), QPoint(2, 2));
        QCOMPARE(drawing.document.current().outcomes, cohortCase().outcomes);
    }

    void aStateDraggedKeepsItsPlace() {
        Drawing drawing;
        const QPoint from = drawing.centre("s2");
        drawing.drag(from, from + QPoint(-60, 40));
        const auto place = drawing.structure().states[1].place;
        QVERIFY(place.has_value());
        QCOMPARE(drawing.document.undoStack()->count(), 1);
        const QPointF shown = drawing.state("s2")->pos() / drawing.diagram->fontMetrics().height();
        QVERIFY(std::abs(shown.x() - place->x) < 1e-9 && std::abs(shown.y() - place->y) < 1e-9);
        drawing.document.undoStack()->undo();
        QVERIFY(!drawing.structure().states[1].place.has_value());
    }

    void namesAndExpressionsAreEditedInPlace() {
        Drawing drawing;
        QTest::mouseDClick(drawing.diagram->viewport(), Qt::LeftButton, {}, drawing.centre("s1"));
        QVERIFY(drawing.editor());
        QCOMPARE(drawing.editor()->text(), u"Stable"_s);
        drawing.editor()->setText(u"Healthy"_s);
        QTest::keyClick(drawing.editor(), Qt::Key_Return);
        QCOMPARE(drawing.structure().states[0].name.en, std::string("Healthy"));
        QCOMPARE(drawing.structure().states[0].name.ja, std::string("安定"));

        QTRY_VERIFY(!drawing.editor());
        QVERIFY(drawing.diagram->goTo("/outcomes/transitions/s1/s3"));
        QTest::keyClick(drawing.diagram.get(), Qt::Key_F2);
        QVERIFY(drawing.editor());
        drawing.editor()->setText(u"0.5"_s);
        QTest::keyClick(drawing.editor(), Qt::Key_Escape);
        QCOMPARE(*transition(drawing.structure(), "s1", "s3"), std::string("outcomes.example.death"));
    }

    void deleteRemoves() {
        Drawing drawing;
        QVERIFY(drawing.diagram->goTo("/outcomes/transitions/s1/s2"));
        QTest::keyClick(drawing.diagram.get(), Qt::Key_Delete);
        QVERIFY(!transition(drawing.structure(), "s1", "s2"));
        QVERIFY(drawing.diagram->goTo("/outcomes/states/id=s2/cost"));
        QTest::keyClick(drawing.diagram.get(), Qt::Key_Delete);
        QCOMPARE(drawing.structure().states.size(), std::size_t{2});
        drawing.document.undoStack()->undo();
        drawing.document.undoStack()->undo();
        QCOMPARE(drawing.document.current().outcomes, cohortCase().outcomes);
    }

    /// Everything can be done without a mouse.
    void keysReachEverything() {
        Drawing drawing;
        StateDiagram* diagram = drawing.diagram.get();
        std::string where;
        connect(diagram, &StateDiagram::chosen, this, [&where](const std::string& place) { where = place; });
        QTest::keyClick(diagram, Qt::Key_Right);
        QCOMPARE(where, std::string("/outcomes/states/id=s1"));
        QTest::keyClick(diagram, Qt::Key_Right);
        QCOMPARE(where, std::string("/outcomes/states/id=s2"));
        QTest::keyClick(diagram, Qt::Key_Down, Qt::ControlModifier);
        QVERIFY(drawing.structure().states[1].place.has_value());
        QTest::keyClick(diagram, Qt::Key_Right);
        QTest::keyClick(diagram, Qt::Key_Right);
        QCOMPARE(where, std::string("/outcomes/transitions/s1/s1"));
        QTest::keyClick(diagram, Qt::Key_Insert);
        QCOMPARE(drawing.structure().states.size(), std::size_t{4});
        QVERIFY(drawing.editor());
        QTest::keyClick(drawing.editor(), Qt::Key_Return);
    }

    void faultsAreMarkedWithTheirSentence() {
        const Drawing drawing;
        const Issue sum{"outcomes.rowSum",
                        Severity::error,
                        "/outcomes/transitions/s1",
                        "1.1",
                        "1",
                        {{"state", "s1"}, {"strategy", "device"}, {"subgroup", "–"}, {"cycle", "3"}, {"draw", "0"}}};
        drawing.diagram->setIssues({sum});
        QVERIFY(drawing.state("s1")->toolTip().contains(u"1.1"_s));
        QVERIFY(!drawing.state("s2")->toolTip().contains(u"1.1"_s));
        drawing.diagram->setIssues({});
        QVERIFY(!drawing.state("s1")->toolTip().contains(u"1.1"_s));
    }
};

QTEST_MAIN(StateDiagramTest)
#include "state_diagram_test.moc"
