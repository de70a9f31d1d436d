#include "ui/diagram/state_diagram.h"

#include "ui/diagram/diagram_layout.h"
#include "ui/sections/outcome_edits.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QGraphicsPathItem>
#include <QGraphicsScene>
#include <QMouseEvent>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr int heightInLines = 23;
constexpr double handleReach = 0.6;  ///< lines around the handle that still take hold of it

const OutcomesStructure& structureOf(const CaseDocument& document) {
    static const OutcomesStructure none;
    return document.current().outcomes ? *document.current().outcomes : none;
}

QString nameOf(const OutcomeState& state) {
    return state.name.empty() ? QString::fromStdString(state.id) : shown(state.name);
}

std::string statePlace(const std::string& id) {
    return "/outcomes/states/id=" + id;
}

std::string transitionPlace(const std::string& from, const std::string& to) {
    return "/outcomes/transitions/" + from + "/" + to;
}

}  // namespace

StateDiagram::StateDiagram(CaseDocument& document, QWidget* parent) : DiagramView(document, heightInLines, parent) {
    connect(scene(), &QGraphicsScene::selectionChanged, this, [this] {
        if (const QGraphicsItem* item = chosenItem()) Q_EMIT chosen(placeOf(item));
    });
    retranslate();
}

void StateDiagram::retranslate() {
    setAccessibleName(tr("State diagram"));
    rebuild();
}

void StateDiagram::rebuild() {
    const OutcomesStructure& structure = structureOf(document());
    const std::string selected = placeOf(chosenItem());
    const QSignalBlocker blocker(scene());
    scene()->clear();
    m_states.clear();
    m_transitions.clear();
    m_arrow = nullptr;
    m_arrowFrom = nullptr;
    scene()->setBackgroundBrush(themeColours().window);
    const auto centres = stateCentres(structure.states);
    for (const OutcomeState& state : structure.states) {
        auto* item = new StateItem(state.id, nameOf(state), state.alive, font());
        scene()->addItem(item);
        item->setPos(centres.at(state.id) * line());
        m_states[state.id] = item;
        connect(item, &StateItem::moved, this, &StateDiagram::followStates);
    }
    for (const auto& [from, cells] : structure.transitions) {
        for (const auto& [to, text] : cells) {
            if (!m_states.contains(from) || !m_states.contains(to)) continue;
            auto* item = new TransitionItem(*m_states.at(from), *m_states.at(to), QString::fromStdString(text), font());
            scene()->addItem(item);
            m_transitions.push_back(item);
        }
    }
    followStates();
    showFaults();
    fit();
    if (!selected.empty()) goTo(selected);
}

void StateDiagram::followStates() {
    QPointF sum;
    for (const auto& [id, item] : m_states) sum += item->pos();
    const QPointF centre = m_states.empty() ? sum : sum / static_cast<double>(m_states.size());
    for (TransitionItem* item : m_transitions) item->follow(centre);
}

void StateDiagram::setIssues(const Issues& issues) {
    m_issues.set(issues);
    showFaults();
}

void StateDiagram::showFaults() {
    const auto sentence = [this](const std::string& place) {
        const Issue* issue = m_issues.at(place);
        return issue ? issueText(*issue) : QString();
    };
    for (const auto& [id, item] : m_states) {
        const QString row = sentence("/outcomes/transitions/" + id);
        item->setFault(row.isEmpty() ? sentence(statePlace(id)) : row);
    }
    for (TransitionItem* item : m_transitions) item->setFault(sentence(transitionPlace(item->from(), item->to())));
}

bool StateDiagram::goTo(const std::string& where) {
    for (TransitionItem* item : m_transitions) {
        if (transitionPlace(item->from(), item->to()) != where) continue;
        chooseQuietly(item);
        return true;
    }
    for (const auto& [id, item] : m_states) {
        if (!isWithin(where, statePlace(id)) && where != "/outcomes/transitions/" + id) continue;
        chooseQuietly(item);
        return true;
    }
    return false;
}

std::string StateDiagram::placeOf(const QGraphicsItem* item) const {
    if (const auto* state = dynamic_cast<const StateItem*>(item)) return statePlace(state->id());
    const auto* transition = dynamic_cast<const TransitionItem*>(item);
    return transition ? transitionPlace(transition->from(), transition->to()) : std::string();
}

StateItem* StateDiagram::currentState() const {
    return dynamic_cast<StateItem*>(chosenItem());
}

TransitionItem* StateDiagram::currentTransition() const {
    return dynamic_cast<TransitionItem*>(chosenItem());
}

TransitionItem* StateDiagram::transitionItem(const std::string& from, const std::string& to) const {
    const auto found = std::ranges::find_if(
        m_transitions, [&](const TransitionItem* item) { return item->from() == from && item->to() == to; });
    return found == m_transitions.end() ? nullptr : *found;
}

StateItem* StateDiagram::stateAt(const QPoint& at) const {
    for (QGraphicsItem* item : items(at)) {
        if (auto* state = dynamic_cast<StateItem*>(item)) return state;
    }
    return nullptr;
}

void StateDiagram::mousePressEvent(QMouseEvent* event) {
    setFocus(Qt::MouseFocusReason);
    StateItem* state = event->button() == Qt::LeftButton ? stateAt(event->pos()) : nullptr;
    const double reach = handleReach * line();
    const QPointF point = mapToScene(event->pos());
    if (state && state->handle().adjusted(-reach, -reach, reach, reach).contains(state->mapFromScene(point))) {
        m_arrowFrom = state;
        m_arrow = scene()->addPath(QPainterPath(point), QPen(themeColours().accent, line() / 8.0));
        return;
    }
    m_pressedPlaces.clear();
    for (const auto& [id, item] : m_states) m_pressedPlaces[id] = item->pos();
    if (event->button() == Qt::RightButton) {
        if (QGraphicsItem* item = itemAt(event->pos())) chooseQuietly(item);
        return;
    }
    DiagramView::mousePressEvent(event);
}

void StateDiagram::mouseMoveEvent(QMouseEvent* event) {
    if (!m_arrowFrom) {
        DiagramView::mouseMoveEvent(event);
        return;
    }
    const QPointF point = mapToScene(event->pos());
    QPainterPath path(m_arrowFrom->mapToScene(m_arrowFrom->handle().center()));
    path.lineTo(point);
    path.addPolygon(arrowTip(path.pointAtPercent(0), point, line() * 0.7));
    m_arrow->setPath(path);
    const StateItem* target = stateAt(event->pos());
    for (const auto& [id, item] : m_states) item->setTarget(item == target);
}

void StateDiagram::mouseReleaseEvent(QMouseEvent* event) {
    if (m_arrowFrom) {
        finishArrow(event->pos());
        return;
    }
    DiagramView::mouseReleaseEvent(event);
    const bool moved = std::ranges::any_of(m_pressedPlaces, [this](const auto& place) {
        const auto item = m_states.find(place.first);
        return item != m_states.end() && item->second->pos() != place.second;
    });
    m_pressedPlaces.clear();
    if (moved) storePlaces(tr("Move state"));
}

void StateDiagram::finishArrow(const QPoint& at) {
    const std::string from = m_arrowFrom->id();
    const StateItem* target = stateAt(at);
    const std::string to = target ? target->id() : std::string();
    m_arrowFrom = nullptr;
    scene()->removeItem(m_arrow);
    delete m_arrow;
    m_arrow = nullptr;
    for (const auto& [id, item] : m_states) item->setTarget(false);
    if (!to.empty()) addTransition(from, to);
}

void StateDiagram::mouseDoubleClickEvent(QMouseEvent* event) {
    QGraphicsItem* item = itemAt(event->pos());
    if (!item) {
        addStateAt(mapToScene(event->pos()));
        return;
    }
    chooseQuietly(item);
    editCurrent();
}

void StateDiagram::step(int by) {
    std::vector<QGraphicsItem*> order;
    for (const OutcomeState& state : structureOf(document()).states) order.push_back(m_states.at(state.id));
    for (TransitionItem* item : m_transitions) order.push_back(item);
    if (order.empty()) return;
    const auto current = std::ranges::find(order, chosenItem());
    const auto count = static_cast<int>(order.size());
    const int at = current == order.end() ? (by > 0 ? -1 : 0) : static_cast<int>(current - order.begin());
    QGraphicsItem* next = order[static_cast<std::size_t>((at + by + count) % count)];
    chooseQuietly(next);
    Q_EMIT chosen(placeOf(next));
}

void StateDiagram::keyPressEvent(QKeyEvent* event) {
    const bool move = event->modifiers().testFlag(Qt::ControlModifier);
    const int key = event->key();
    const double right = key == Qt::Key_Right ? 1 : key == Qt::Key_Left ? -1 : 0;
    const double down = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
    if (right != 0 || down != 0) {
        if (move) {
            moveCurrent(right, down);
        } else {
            step(right + down > 0 ? 1 : -1);
        }
    } else if (key == Qt::Key_F2 || key == Qt::Key_Return || key == Qt::Key_Enter) {
        editCurrent();
    } else if (key == Qt::Key_Delete || key == Qt::Key_Backspace) {
        removeCurrent();
    } else if (key == Qt::Key_Insert) {
        addStateAt(scene()->sceneRect().center());
    } else {
        QWidget::keyPressEvent(event);
    }
}

void StateDiagram::moveCurrent(double right, double down) {
    StateItem* state = currentState();
    if (!state) return;
    state->setPos(state->pos() + QPointF(right, down) * line());
    storePlaces(tr("Move state"));
}

void StateDiagram::storePlaces(const QString& text) {
    Case after = document().current();
    if (!after.outcomes) return;
    const auto rounded = [](double lines) { return std::round(lines * 10) / 10; };
    for (OutcomeState& state : after.outcomes->states) {
        const QPointF at = m_states.at(state.id)->pos() / line();
        state.place = DiagramPlace{rounded(at.x()), rounded(at.y())};
    }
    document().replace(std::move(after), text, u"diagram:places"_s);
}

}  // namespace kachi
