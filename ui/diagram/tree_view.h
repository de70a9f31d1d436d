#pragma once

#include "models/outcomes/outcomes.h"
#include "ui/diagram/diagram_view.h"
#include "ui/diagram/tree_items.h"
#include "ui/itemmodels/cell_issues.h"

#include <map>

class QMenu;

namespace kachi {

/// The decision tree, drawn from left to right. A click chooses a node, a double click edits its name or probability in
/// place. Every edit is one undo step.
///
/// Keyboard: arrow keys go to the parent, the first branch and the neighbours; F2 edits the name; Insert adds a branch,
/// Shift + Insert one beside the node; Ctrl + ↑ ↓ move it; Delete removes the subtree; copy and paste work on subtrees.
class TreeView : public DiagramView {
    Q_OBJECT

public:
    explicit TreeView(CaseDocument& document, QWidget* parent = nullptr);

    /// Id of the chosen node; empty: none.
    std::string current() const;
    /// Chooses the node at the JSON pointer of an issue. @return false when it is not of the tree
    bool goTo(const std::string& where);
    void choose(const std::string& id);
    void setIssues(const Issues& issues);
    /// Values of the nodes by id, as the evaluation folded the tree back; empty: none.
    void setResults(std::map<std::string, TreeNodeValue> values);
    void retranslate();

    // What mouse, keyboard and buttons do with the chosen node.
    void addBranch();
    void addBeside();
    void removeCurrent();
    void moveCurrent(int by);
    void copyCurrent();
    void paste();
    bool canPaste() const { return !m_copied.empty(); }
    void addActions(QMenu& menu);

protected:
    void rebuild() override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void showMarks();
    void edit(const QString& text, const std::function<std::string(DecisionTree&)>& change);
    void editName(const TreeNodeItem& item);
    void editProbability(const TreeNodeItem& item);
    void step(int key);
    TreeNodeItem* itemOf(const std::string& id) const;

    std::map<std::string, TreeNodeItem*> m_items;
    std::map<std::string, TreeNodeValue> m_values;
    std::vector<TreeNode> m_copied;
    CellIssues m_issues;
};

}  // namespace kachi
