#include "ui/diagram/tree_view.h"

#include "app/report/case_text.h"
#include "ui/diagram/diagram_layout.h"
#include "ui/diagram/tree_edits.h"
#include "ui/sections/expression_edit.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QSignalBlocker>

#include <cmath>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr int heightInLines = 22;

const DecisionTree& treeOf(const CaseDocument& document) {
    static const DecisionTree none;
    const auto& outcomes = document.current().outcomes;
    return outcomes && outcomes->tree ? *outcomes->tree : none;
}

std::string nodePlace(const std::string& id) {
    return "/outcomes/tree/nodes/id=" + id;
}

QString nameOf(const TreeNode& node) {
    return node.name.empty() ? QString::fromStdString(node.id) : shown(node.name);
}

/// What stands under the branch of a node: its probability, or the strategy it stands for.
QString underOf(const Case& value, const TreeNode& node) {
    if (!node.probability.empty()) return u"p = "_s + shortExpression(node.probability);
    for (const OutcomeStrategy& strategy : value.outcomes->strategies) {
        if (strategy.id == node.strategy && shown(strategy.name) != nameOf(node)) return shown(strategy.name);
    }
    return {};
}

QString number(double value) {
    return QString::fromStdString(readableNumber(value, uiLanguage()));
}

}  // namespace

TreeView::TreeView(CaseDocument& document, QWidget* parent) : DiagramView(document, heightInLines, parent) {
    connect(scene(), &QGraphicsScene::selectionChanged, this, [this] { Q_EMIT chosen(nodePlace(current())); });
    retranslate();
}

void TreeView::retranslate() {
    setAccessibleName(tr("Decision tree"));
    rebuild();
}

std::string TreeView::current() const {
    const auto* item = dynamic_cast<const TreeNodeItem*>(chosenItem());
    return item ? item->id() : std::string();
}

TreeNodeItem* TreeView::itemOf(const std::string& id) const {
    const auto found = m_items.find(id);
    return found == m_items.end() ? nullptr : found->second;
}

void TreeView::rebuild() {
    const std::string selected = current();
    {
        const QSignalBlocker blocker(scene());
        scene()->clear();
        m_items.clear();
        scene()->setBackgroundBrush(themeColours().window);
        const DecisionTree& tree = treeOf(document());
        const auto places = treePlaces(tree);
        for (const TreeNode& node : tree.nodes) {
            const auto place = places.find(node.id);
            if (place == places.end()) continue;
            auto* item = new TreeNodeItem(node, nameOf(node), underOf(document().current(), node), font());
            scene()->addItem(item);
            item->setPos(place->second.column * treeColumnWidth * line(), place->second.row * treeRowHeight * line());
            m_items[node.id] = item;
        }
        for (const TreeNode& node : tree.nodes) {
            TreeNodeItem* item = itemOf(node.id);
            const TreeNodeItem* parent = itemOf(node.parent);
            if (item && parent) item->setParentPoint(item->mapFromItem(parent, QPointF(0.6 * line(), 0)));
        }
        showMarks();
        fit();
        if (TreeNodeItem* item = itemOf(selected)) chooseQuietly(item);
    }
    if (!selected.empty() && !itemOf(selected)) Q_EMIT chosen(nodePlace({}));
}

void TreeView::setIssues(const Issues& issues) {
    m_issues.set(issues);
    showMarks();
}

void TreeView::setResults(std::map<std::string, TreeNodeValue> values) {
    m_values = std::move(values);
    showMarks();
}

void TreeView::showMarks() {
    for (const auto& [id, item] : m_items) {
        const Issue* issue = m_issues.within(nodePlace(id));
        item->setFault(issue ? issueText(*issue) : QString());
        const auto value = m_values.find(id);
        if (value == m_values.end()) {
            item->setResult({}, {});
            continue;
        }
        const QString probability = number(value->second.probability);
        item->setResult(item->kind() == TreeNodeKind::terminal ? u"P "_s + probability : QString(),
                        tr("Reached with probability %1; from here on: cost %2, QALYs %3, life-years %4")
                            .arg(probability, number(value->second.cost), number(value->second.qaly),
                                 number(value->second.lifeYears)));
    }
}

bool TreeView::goTo(const std::string& where) {
    for (const auto& [id, item] : m_items) {
        if (!isWithin(where, nodePlace(id))) continue;
        choose(id);
        return true;
    }
    return false;
}

void TreeView::choose(const std::string& id) {
    TreeNodeItem* item = itemOf(id);
    if (!item) return;
    chooseQuietly(item);
    Q_EMIT chosen(nodePlace(id));
}

void TreeView::edit(const QString& text, const std::function<std::string(DecisionTree&)>& change) {
    Case after = document().current();
    if (!after.outcomes) return;
    if (!after.outcomes->tree) after.outcomes->tree.emplace();
    const std::string next = change(*after.outcomes->tree);
    if (after == document().current()) return;
    document().replace(std::move(after), text);
    choose(next);
}

void TreeView::addBranch() {
    // Without a chosen node only the root can be added.
    if (current().empty() && !m_items.empty()) return;
    edit(tr("Add branch"), [this](DecisionTree& tree) { return addChild(tree, current()); });
}

void TreeView::addBeside() {
    edit(tr("Add branch"), [this](DecisionTree& tree) { return addSibling(tree, current()); });
}

void TreeView::removeCurrent() {
    if (current().empty()) return;
    edit(tr("Remove branch"), [this](DecisionTree& tree) {
        const TreeNode* node = treeNode(tree, current());
        const std::string parent = node ? node->parent : std::string();
        removeSubtree(tree, current());
        return parent;
    });
}

void TreeView::moveCurrent(int by) {
    edit(tr("Move branch"), [this, by](DecisionTree& tree) {
        moveBranch(tree, current(), by);
        return current();
    });
}

void TreeView::copyCurrent() {
    m_copied = subtreeOf(treeOf(document()), current());
}

void TreeView::paste() {
    if (current().empty() && !m_items.empty()) return;
    edit(tr("Paste branch"), [this](DecisionTree& tree) { return pasteSubtree(tree, m_copied, current()); });
}

void TreeView::editName(const TreeNodeItem& item) {
    const std::string id = item.id();
    DecisionTree copy = treeOf(document());
    openEditor(new QLineEdit, item.mapRectToScene(item.nameRect()),
               QString::fromStdString(editedPart(treeNode(copy, id)->name)), [this, id](const QString& typed) {
                   edit(tr("Rename branch"), [&](DecisionTree& tree) {
                       if (TreeNode* node = treeNode(tree, id)) editedPart(node->name) = typed.toStdString();
                       return id;
                   });
               });
}

void TreeView::editProbability(const TreeNodeItem& item) {
    const std::string id = item.id();
    const QString text = QString::fromStdString(treeNode(treeOf(document()), id)->probability);
    openEditor(new ExpressionEdit(document()), item.mapRectToScene(item.underRect()), text,
               [this, id](const QString& typed) {
                   edit(tr("Edit probability"), [&](DecisionTree& tree) {
                       if (TreeNode* node = treeNode(tree, id)) node->probability = typed.toStdString();
                       return id;
                   });
               });
}

void TreeView::mouseDoubleClickEvent(QMouseEvent* event) {
    const auto* item = dynamic_cast<const TreeNodeItem*>(itemAt(event->pos()));
    if (!item) return;
    choose(item->id());
    const TreeNode* node = treeNode(treeOf(document()), item->id());
    const TreeNode* parent = treeNode(treeOf(document()), node->parent);
    const bool below = item->mapFromScene(mapToScene(event->pos())).y() > 0;
    if (below && parent && parent->kind == TreeNodeKind::chance) {
        editProbability(*item);
    } else {
        editName(*item);
    }
}

void TreeView::step(int key) {
    const DecisionTree& tree = treeOf(document());
    const TreeNode* node = treeNode(tree, current());
    if (!node) {
        const std::vector<std::string> roots = branchesOf(tree, {});
        if (!roots.empty()) choose(roots.front());
        return;
    }
    if (key == Qt::Key_Left) {
        choose(node->parent);
        return;
    }
    const std::vector<std::string> branches = branchesOf(tree, node->id);
    if (key == Qt::Key_Right) {
        if (!branches.empty()) choose(branches.front());
        return;
    }
    // The nearest node of the same column above or below.
    const QPointF here = m_items.at(node->id)->pos();
    const TreeNodeItem* nearest = nullptr;
    for (const auto& [id, item] : m_items) {
        const double down = item->pos().y() - here.y();
        if (item->pos().x() != here.x() || (key == Qt::Key_Down ? down <= 0 : down >= 0)) continue;
        if (!nearest || std::abs(down) < std::abs(nearest->pos().y() - here.y())) nearest = item;
    }
    if (nearest) choose(nearest->id());
}

void TreeView::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    if (event->matches(QKeySequence::Copy)) {
        copyCurrent();
    } else if (event->matches(QKeySequence::Paste)) {
        paste();
    } else if (control && (key == Qt::Key_Up || key == Qt::Key_Down)) {
        moveCurrent(key == Qt::Key_Up ? -1 : 1);
    } else if (key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down) {
        step(key);
    } else if (key == Qt::Key_Insert) {
        event->modifiers().testFlag(Qt::ShiftModifier) ? addBeside() : addBranch();
    } else if (key == Qt::Key_Delete || key == Qt::Key_Backspace) {
        removeCurrent();
    } else if (const TreeNodeItem* item = itemOf(current());
               item && (key == Qt::Key_F2 || key == Qt::Key_Return || key == Qt::Key_Enter)) {
        editName(*item);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void TreeView::addActions(QMenu& menu) {
    menu.addAction(tr("Add branch"), this, &TreeView::addBranch);
    if (!current().empty()) {
        menu.addAction(tr("Add branch beside"), this, &TreeView::addBeside);
        menu.addAction(tr("Move up"), this, [this] { moveCurrent(-1); });
        menu.addAction(tr("Move down"), this, [this] { moveCurrent(1); });
        menu.addAction(tr("Copy branch"), this, &TreeView::copyCurrent);
    }
    menu.addAction(tr("Paste branch here"), this, &TreeView::paste)->setEnabled(canPaste());
    if (!current().empty()) menu.addAction(tr("Remove branch"), this, &TreeView::removeCurrent);
}

void TreeView::contextMenuEvent(QContextMenuEvent* event) {
    QPoint at = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        if (const TreeNodeItem* item = itemOf(current())) at = viewport()->mapToGlobal(mapFromScene(item->pos()));
    } else if (const auto* item = dynamic_cast<const TreeNodeItem*>(itemAt(event->pos()))) {
        choose(item->id());
    }
    QMenu menu(this);
    addActions(menu);
    menu.exec(at);
}

}  // namespace kachi
