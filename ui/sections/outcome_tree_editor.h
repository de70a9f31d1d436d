#pragma once

#include "app/document/session.h"
#include "models/outcomes/decision_tree.h"
#include "ui/diagram/tree_view.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;

namespace kachi {

class ExpressionField;
class TextField;

/// The decision tree with buttons, and a form for the chosen node beneath it.
class OutcomeTreeEditor : public QWidget {
    Q_OBJECT

public:
    explicit OutcomeTreeEditor(Session& session, QWidget* parent = nullptr);

    /// Chooses the node of an issue and focuses the field it is about.
    bool goTo(const std::string& where);
    void retranslate();
    TreeView* view() { return m_view; }

private:
    struct Field {
        const char* caption;
        const char* key;  ///< of the node, as in the JSON pointer of an issue
        std::string TreeNode::*member;
        QLabel* label = nullptr;
        ExpressionField* field = nullptr;
    };

    void addFields(QFormLayout* form);
    void showNode();
    void showResults();
    void fillChoices();
    const TreeNode* node() const;
    /// Changes the chosen node as one undo step.
    void change(const QString& text, const std::function<void(TreeNode&)>& edit);

    Session& m_session;
    TreeView* m_view;
    QPushButton* m_add;
    QPushButton* m_beside;
    QPushButton* m_remove;
    QPushButton* m_up;
    QPushButton* m_down;
    QLabel* m_strategyShownLabel;
    QComboBox* m_strategyShown;
    QWidget* m_inspector;
    QLabel* m_hint;
    QLabel* m_nameLabel;
    TextField* m_name;
    QLabel* m_kindLabel;
    QComboBox* m_kind;
    QLabel* m_strategyLabel;
    QComboBox* m_strategy;
    QLabel* m_stateLabel;
    QComboBox* m_state;
    std::vector<Field> m_fields;
};

/// Probability of reaching each node and its values from there on under one strategy, over the subgroups; branches that
/// only other strategies take have the values of the first of those.
std::map<std::string, TreeNodeValue> treeNodeValues(const OutcomesResults& results, std::size_t strategy);

}  // namespace kachi
