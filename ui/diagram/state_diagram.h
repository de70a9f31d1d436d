#pragma once

#include "ui/diagram/diagram_view.h"
#include "ui/diagram/state_items.h"
#include "ui/itemmodels/cell_issues.h"

#include <map>

class QMenu;

namespace kachi {

/// The states and transitions of a cohort model as a drawing: the transition grid once more. Boxes are dragged about,
/// an arrow is drawn from the handle of a box to another box or back to itself, a double click or F2 edits a name or
/// an expression in place, Delete removes. Every edit is one undo step.
///
/// Keyboard: arrow keys go through states and transitions, Ctrl + arrow keys move a state, Insert adds one, the menu
/// key opens what can be done with the chosen one.
class StateDiagram : public DiagramView {
    Q_OBJECT

public:
    explicit StateDiagram(CaseDocument& document, QWidget* parent = nullptr);

    void setIssues(const Issues& issues);
    /// Chooses the state or transition at the JSON pointer of an issue. @return false when it is not of the diagram
    bool goTo(const std::string& where);
    void retranslate();

    // What mouse and keyboard do.
    void addStateAt(const QPointF& scenePoint);
    void addTransition(const std::string& from, const std::string& to);
    void editCurrent();
    void removeCurrent();

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void rebuild() override;

private:
    void followStates();
    void showFaults();
    void storePlaces(const QString& text);
    void step(int by);
    void moveCurrent(double right, double down);
    void finishArrow(const QPoint& at);
    void editState(const StateItem& state);
    void editTransition(const TransitionItem& transition);
    void addStateActions(QMenu& menu, const StateItem& state);
    StateItem* stateAt(const QPoint& at) const;
    StateItem* currentState() const;
    TransitionItem* currentTransition() const;
    TransitionItem* transitionItem(const std::string& from, const std::string& to) const;
    std::string placeOf(const QGraphicsItem* item) const;

    std::map<std::string, StateItem*> m_states;
    std::vector<TransitionItem*> m_transitions;
    CellIssues m_issues;
    StateItem* m_arrowFrom = nullptr;  ///< while an arrow is being drawn
    QGraphicsPathItem* m_arrow = nullptr;
    std::map<std::string, QPointF> m_pressedPlaces;
};

}  // namespace kachi
