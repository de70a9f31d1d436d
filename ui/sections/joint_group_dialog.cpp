#include "ui/sections/joint_group_dialog.h"

#include "app/document/joint_group_edits.h"
#include "app/report/case_text.h"
#include "models/params/registry.h"
#include "ui/sections/analysis_inputs.h"
#include "ui/sections/input_views.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownMembers = 12;
constexpr int labelCharacters = 22;
constexpr JointKind offeredKinds[] = {JointKind::dirichlet, JointKind::multivariateNormal, JointKind::rankCorrelation};

QString grouped(std::size_t number) {
    return QString::fromStdString(groupDigits(std::to_string(number)));
}

}  // namespace

JointGroupDialog::JointGroupDialog(Session& session, QWidget* parent)
    : QDialog(parent),
      m_session(session),
      m_model(new JointGroupModel(session.document(), this)),
      m_list(new QListWidget),
      m_add(new QPushButton),
      m_kinds(new QMenu(this)),
      m_rename(new QPushButton),
      m_remove(new QPushButton),
      m_heading(styledLabel("heading")),
      m_explanation(styledLabel("muted")),
      m_view(new FittedTableView(shownMembers)),
      m_faults(styledLabel("error")),
      m_inOrder(new QCheckBox),
      m_chooser(new ParameterChooser),
      m_addMember(new QPushButton),
      m_removeMember(new QPushButton) {
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    for (QPushButton* button : {m_add, m_rename, m_remove, m_addMember, m_removeMember}) button->setAutoDefault(false);
    prepareInputTable(m_view, session.document());
    m_view->verticalHeader()->show();
    m_view->setNarrowestStretch(labelCharacters);
    m_view->setModel(m_model);
    layOut();

    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        const auto& groups = current().jointGroups;
        const bool known = row >= 0 && row < static_cast<int>(groups.size());
        m_model->setGroup(known ? groups[static_cast<std::size_t>(row)].id : std::string());
        showGroup();
    });
    connect(m_rename, &QPushButton::clicked, this, &JointGroupDialog::askName);
    connect(m_remove, &QPushButton::clicked, this, &JointGroupDialog::removeGroup);
    connect(m_inOrder, &QCheckBox::clicked, this, &JointGroupDialog::setInOrder);
    connect(m_addMember, &QPushButton::clicked, this, [this] { addMember(m_chooser->parameterId()); });
    connect(m_removeMember, &QPushButton::clicked, this, &JointGroupDialog::removeMember);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &JointGroupDialog::updateButtons);
    // After the model, whose findings are shown.
    connect(&session.document(), &CaseDocument::opened, this, &JointGroupDialog::refresh);
    connect(&session.document(), &CaseDocument::changed, this, &JointGroupDialog::refresh);
    retranslate();
}

void JointGroupDialog::layOut() {
    m_add->setMenu(m_kinds);
    m_list->setFixedWidth(textColumns(this, 27));
    m_explanation->setWordWrap(true);
    m_faults->setWordWrap(true);
    m_faults->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* groupButtons = new QHBoxLayout;
    groupButtons->addWidget(m_add);
    groupButtons->addWidget(m_rename);
    groupButtons->addWidget(m_remove);
    groupButtons->addStretch(1);
    auto* left = new QVBoxLayout;
    left->addWidget(m_list, 1);
    left->addLayout(groupButtons);
    auto* memberRow = new QHBoxLayout;
    memberRow->addWidget(m_chooser, 1);
    memberRow->addWidget(m_addMember);
    memberRow->addWidget(m_removeMember);
    auto* right = new QVBoxLayout;
    right->addWidget(m_heading);
    right->addWidget(m_explanation);
    right->addWidget(m_view);
    right->addWidget(m_inOrder);
    right->addLayout(memberRow);
    right->addWidget(m_faults);
    right->addStretch(1);
    auto* layout = new QHBoxLayout(this);
    layout->addLayout(left);
    layout->addLayout(right, 1);
    resizeForText(this, 120, 32);
}

void JointGroupDialog::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QDialog::changeEvent(event);
}

QString JointGroupDialog::kindText(JointKind kind) const {
    switch (kind) {
        case JointKind::dirichlet:
            return tr("Dirichlet");
        case JointKind::multivariateNormal:
            return tr("Multivariate normal");
        case JointKind::rankCorrelation:
            return tr("Rank correlation");
        case JointKind::posterior:
            break;
    }
    return tr("Posterior draws");
}

QString JointGroupDialog::explanation(const JointGroup& shown) const {
    switch (shown.kind) {
        case JointKind::dirichlet:
            return tr("Shares that sum to 1, drawn from counts of what was observed.");
        case JointKind::multivariateNormal:
            return tr(
                "Means are the base values of the parameters; the other columns are covariances, the variance of "
                "each on the diagonal. An entry sets its mirror.");
        case JointKind::rankCorrelation:
            return tr("Spearman's correlations; every parameter keeps its own distribution. An entry sets its mirror.");
        case JointKind::posterior:
            break;
    }
    return tr("%1 joint draws of %2 parameters from “%3”; every draw takes a whole row.")
        .arg(grouped(shown.rows.size()))
        .arg(shown.members.size())
        .arg(QString::fromStdString(shown.id));
}

void JointGroupDialog::retranslate() {
    setWindowTitle(tr("Joint distributions"));
    m_list->setAccessibleName(tr("Joint distributions"));
    m_add->setText(tr("Add"));
    m_kinds->clear();
    for (const JointKind kind : offeredKinds) {
        m_kinds->addAction(kindText(kind), this, [this, kind] { addGroup(kind); });
    }
    m_kinds->addSeparator();
    m_kinds->addAction(tr("Posterior draws from a file…"), this, &JointGroupDialog::posteriorRequested);
    m_rename->setText(tr("Rename…"));
    m_remove->setText(tr("Remove"));
    m_view->setAccessibleName(tr("Members and their numbers"));
    m_inOrder->setText(tr("Take the rows in order"));
    m_inOrder->setToolTip(tr("Draw 1 takes row 1 and so on; otherwise the rows are drawn at random."));
    m_chooser->setAccessibleName(tr("Parameter to add"));
    m_addMember->setText(tr("Add parameter"));
    m_removeMember->setText(tr("Remove parameter"));
    m_model->retranslate();
    refresh();
}

const JointGroup* JointGroupDialog::group() const {
    return findGroup(current(), m_model->groupId());
}

void JointGroupDialog::refresh() {
    const auto& groups = current().jointGroups;
    {
        const QSignalBlocker blocker(m_list);
        m_list->clear();
        for (const JointGroup& each : groups) {
            const QString content = tr("%1; parameters: %2").arg(kindText(each.kind)).arg(each.members.size());
            m_list->addItem(QString::fromStdString(each.id) + u'\n' + content);
        }
        if (!group()) m_model->setGroup(groups.empty() ? std::string() : groups.front().id);
        const auto shownAt = std::ranges::find(groups, m_model->groupId(), &JointGroup::id);
        m_list->setCurrentRow(shownAt == groups.end() ? -1 : static_cast<int>(shownAt - groups.begin()));
    }
    m_chooser->fill(current(), ownValueIds(current()));
    showGroup();
}

void JointGroupDialog::showGroup() {
    const JointGroup* chosen = group();
    const bool editable = chosen && chosen->kind != JointKind::posterior;
    m_heading->setText(chosen ? u"%1 (%2)"_s.arg(QString::fromStdString(chosen->id), kindText(chosen->kind))
                              : tr("No joint distributions yet"));
    m_explanation->setText(
        chosen ? explanation(*chosen)
               : tr("Parameters that were estimated together are drawn together: shares of a whole (Dirichlet), "
                    "coefficients of a regression (multivariate normal), rank correlations, or posterior draws."));
    m_view->setVisible(chosen && !chosen->members.empty());
    m_inOrder->setVisible(chosen && !editable);
    m_inOrder->setChecked(chosen && chosen->inOrder);
    for (QWidget* part : {static_cast<QWidget*>(m_chooser), static_cast<QWidget*>(m_addMember)}) {
        part->setVisible(editable);
    }
    m_removeMember->setVisible(chosen);
    m_faults->setText(issuesText(m_model->issues()));
    m_faults->setVisible(!m_model->issues().empty());
    m_view->fitColumns();
    updateButtons();
}

void JointGroupDialog::updateButtons() {
    const JointGroup* chosen = group();
    m_rename->setEnabled(chosen);
    m_remove->setEnabled(chosen);
    m_addMember->setEnabled(m_chooser->count() > 0);
    m_removeMember->setEnabled(m_view->currentIndex().isValid());
}

bool JointGroupDialog::goTo(const std::string& where) {
    const auto& groups = current().jointGroups;
    const auto found = std::ranges::find(groups, where, &JointGroup::id);
    if (found == groups.end()) return false;
    m_list->setCurrentRow(static_cast<int>(found - groups.begin()));
    m_view->setFocus(Qt::OtherFocusReason);
    return true;
}

void JointGroupDialog::apply(Result<Case> after, const QString& what, const QString& refusal) {
    if (after) {
        m_session.document().replace(std::move(after).value(), what);
    } else {
        showIssues(this, refusal, after.issues());
    }
}

void JointGroupDialog::addGroup(JointKind kind) {
    Case after = current();
    const std::string id = kachi::addGroup(after, kind);
    m_session.document().replace(std::move(after), tr("Add joint distribution"));
    goTo(id);
    m_chooser->setFocus(Qt::OtherFocusReason);
}

void JointGroupDialog::removeGroup() {
    Case after = current();
    kachi::removeGroup(after, m_model->groupId());
    m_session.document().replace(std::move(after), tr("Remove joint distribution"));
}

void JointGroupDialog::renameGroup(const QString& name) {
    const std::string from = m_model->groupId();
    const std::string to = name.trimmed().toStdString();
    Result<Case> after = withGroupRenamed(current(), from, to);
    if (after) m_model->setGroup(to);  // so that the same group stays in sight
    apply(std::move(after), tr("Rename joint distribution"), tr("The joint distribution was not renamed."));
}

void JointGroupDialog::askName() {
    bool accepted = false;
    const QString name =
        QInputDialog::getText(this, windowTitle(), tr("Name of the joint distribution"), QLineEdit::Normal,
                              QString::fromStdString(m_model->groupId()), &accepted);
    if (accepted) renameGroup(name);
}

void JointGroupDialog::addMember(const std::string& parameterId) {
    if (parameterId.empty() || !group()) return;
    apply(withMember(current(), m_model->groupId(), parameterId), tr("Add to joint distribution"),
          tr("The parameter was not added."));
}

void JointGroupDialog::removeMember() {
    const int row = m_view->currentIndex().row();
    if (row < 0) return;
    Case after = current();
    kachi::removeMember(*findGroup(after, m_model->groupId()), static_cast<std::size_t>(row));
    m_session.document().replace(std::move(after), tr("Remove from joint distribution"));
}

void JointGroupDialog::setInOrder() {
    Case after = current();
    findGroup(after, m_model->groupId())->inOrder = m_inOrder->isChecked();
    m_session.document().replace(std::move(after), tr("Order of the rows"));
}

}  // namespace kachi
