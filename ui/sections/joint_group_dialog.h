#pragma once

#include "app/document/session.h"
#include "ui/itemmodels/joint_group_model.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QListWidget;
class QMenu;
class QPushButton;

namespace kachi {

class FittedTableView;
class ParameterChooser;

/// Joint distributions of the open case, beside the main window: which parameters are drawn together and by which
/// counts, means, covariances or correlations. What is wrong with a group is said below its numbers at once.
class JointGroupDialog : public QDialog {
    Q_OBJECT

public:
    explicit JointGroupDialog(Session& session, QWidget* parent = nullptr);

    /// Goes to the group of an issue. @return false: there is none of this id
    bool goTo(const std::string& where);
    FittedTableView* view() { return m_view; }
    JointGroupModel* model() { return m_model; }

    void addGroup(JointKind kind);
    void renameGroup(const QString& name);
    void addMember(const std::string& parameterId);

Q_SIGNALS:
    /// Draws of other software are to be read from a file.
    void posteriorRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void retranslate();
    void refresh();
    void showGroup();
    void updateButtons();
    void removeGroup();
    void removeMember();
    void askName();
    void setInOrder();
    QString kindText(JointKind kind) const;
    QString explanation(const JointGroup& group) const;
    const JointGroup* group() const;
    const Case& current() const { return m_session.document().current(); }
    void apply(Result<Case> after, const QString& what, const QString& refusal);

    Session& m_session;
    JointGroupModel* m_model;
    QListWidget* m_list;
    QPushButton* m_add;
    QMenu* m_kinds;
    QPushButton* m_rename;
    QPushButton* m_remove;
    QLabel* m_heading;
    QLabel* m_explanation;
    FittedTableView* m_view;
    QLabel* m_faults;
    QCheckBox* m_inOrder;
    ParameterChooser* m_chooser;
    QPushButton* m_addMember;
    QPushButton* m_removeMember;
};

}  // namespace kachi
