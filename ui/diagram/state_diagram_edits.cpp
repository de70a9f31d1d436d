#include "ui/diagram/state_diagram.h"
#include "ui/sections/expression_edit.h"
#include "ui/sections/outcome_edits.h"
#include "ui/windows/language.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>
#include <cmath>

// What the state diagram does to the case.
namespace kachi {

using namespace Qt::StringLiterals;

namespace {

OutcomeState* stateOf(Case& value, const std::string& id) {
    if (!value.outcomes) return nullptr;
    for (OutcomeState& state : value.outcomes->states) {
        if (state.id == id) return &state;
    }
    return nullptr;
}

/// Drawing an arrow and typing its expression are one step for the hand, and one to undo.
QString transitionKey(const std::string& from, const std::string& to) {
    return u"diagram:%1>%2"_s.arg(QString::fromStdString(from), QString::fromStdString(to));
}

}  // namespace

void StateDiagram::addStateAt(const QPointF& scenePoint) {
    Case after = document().current();
    if (!after.outcomes) return;
    const DiagramPlace place{std::round(scenePoint.x() / line()), std::round(scenePoint.y() / line())};
    const std::string id = addState(*after.outcomes, {"新しい状態", "New state"}, place);
    document().replace(std::move(after), tr("Add state"), u"diagram:%1"_s.arg(QString::fromStdString(id)));
    chooseQuietly(m_states.at(id));
    editCurrent();
}

void StateDiagram::addTransition(const std::string& from, const std::string& to) {
    if (!transitionItem(from, to)) {
        Case after = document().current();
        setTransition(*after.outcomes, from, to, "0");
        document().replace(std::move(after), tr("Add transition"), transitionKey(from, to));
    }
    chooseQuietly(transitionItem(from, to));
    editCurrent();
}

void StateDiagram::editCurrent() {
    if (const StateItem* state = currentState()) {
        editState(*state);
    } else if (const TransitionItem* transition = currentTransition()) {
        editTransition(*transition);
    }
}

void StateDiagram::editState(const StateItem& state) {
    const std::string id = state.id();
    Case copy = document().current();
    OutcomeState* stored = stateOf(copy, id);
    if (!stored) return;
    openEditor(new QLineEdit, state.sceneBoundingRect(), QString::fromStdString(editedPart(stored->name)),
               [this, id](const QString& typed) {
                   Case after = document().current();
                   OutcomeState* edited = stateOf(after, id);
                   if (!edited || typed.isEmpty() || editedPart(edited->name) == typed.toStdString()) return;
                   editedPart(edited->name) = typed.toStdString();
                   document().replace(std::move(after), tr("Rename state"),
                                      u"diagram:%1"_s.arg(QString::fromStdString(id)));
               });
}

void StateDiagram::editTransition(const TransitionItem& transition) {
    const std::string from = transition.from();
    const std::string to = transition.to();
    openEditor(new ExpressionEdit(document()), transition.labelRect(), transition.expression(),
               [this, from, to](const QString& typed) {
                   Case after = document().current();
                   setTransition(*after.outcomes, from, to, typed.toStdString());
                   if (after == document().current()) return;
                   document().replace(std::move(after), tr("Edit transition"), transitionKey(from, to));
               });
}

void StateDiagram::removeCurrent() {
    Case after = document().current();
    if (const StateItem* state = currentState()) {
        removeState(*after.outcomes, state->id());
        document().replace(std::move(after), tr("Remove state %1").arg(state->name()));
    } else if (const TransitionItem* transition = currentTransition()) {
        setTransition(*after.outcomes, transition->from(), transition->to(), {});
        document().replace(std::move(after), tr("Remove transition"));
    }
}

void StateDiagram::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    QPoint at = event->globalPos();
    const bool keyboard = event->reason() == QContextMenuEvent::Keyboard;
    const QGraphicsItem* item = keyboard ? nullptr : itemAt(event->pos());
    if (keyboard && chosenItem()) {
        item = chosenItem();
        at = viewport()->mapToGlobal(mapFromScene(item->sceneBoundingRect().center()));
    }
    if (const auto* state = dynamic_cast<const StateItem*>(item)) {
        addStateActions(menu, *state);
    } else if (item) {
        menu.addAction(tr("Edit formula…"), this, &StateDiagram::editCurrent);
        menu.addAction(tr("Remove transition"), this, &StateDiagram::removeCurrent);
    }
    menu.addSeparator();
    const QPointF place = keyboard ? scene()->sceneRect().center() : mapToScene(event->pos());
    menu.addAction(tr("Add state"), this, [this, place] { addStateAt(place); });
    menu.addAction(tr("Arrange in a circle"), this, [this] {
        Case after = document().current();
        if (!after.outcomes) return;
        for (OutcomeState& state : after.outcomes->states) state.place.reset();
        document().replace(std::move(after), tr("Arrange in a circle"));
    });
    menu.exec(at);
}

void StateDiagram::addStateActions(QMenu& menu, const StateItem& state) {
    const std::string id = state.id();
    menu.addAction(tr("Rename state…"), this, &StateDiagram::editCurrent);
    QMenu* targets = menu.addMenu(tr("Transition to"));
    for (const auto& [to, item] : m_states) {
        targets->addAction(item->name(), this, [this, id, target = to] { addTransition(id, target); });
    }
    Case copy = document().current();
    const OutcomeState* stored = stateOf(copy, id);
    menu.addAction(stored && stored->alive ? tr("Counts as dead") : tr("Counts as alive"), this, [this, id] {
        Case after = document().current();
        if (OutcomeState* edited = stateOf(after, id)) edited->alive = !edited->alive;
        document().replace(std::move(after), tr("Edit state"));
    });
    menu.addAction(tr("Remove state"), this, &StateDiagram::removeCurrent);
}

}  // namespace kachi
