#include "ui/sections/outcome_tree_editor.h"

#include "ui/diagram/tree_edits.h"
#include "ui/editors/no_wheel.h"
#include "ui/editors/text_field.h"
#include "ui/sections/outcome_choices.h"
#include "ui/sections/outcome_expression_field.h"
#include "ui/sections/outcome_state_tables.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/language.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace kachi {
namespace {

TreeNode* nodeOf(Case& value, const std::string& id) {
    return value.outcomes && value.outcomes->tree ? treeNode(*value.outcomes->tree, id) : nullptr;
}

QComboBox* choiceBox() {
    auto* box = new QComboBox;
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(10);
    ignoreWheelWithoutFocus(box);
    return box;
}

void addTo(std::map<std::string, TreeNodeValue>& values, const SubgroupOutcome& outcome) {
    for (const TreeNodeValue& node : outcome.nodes) {
        TreeNodeValue& sum = values[node.node];
        sum.node = node.node;
        // Values from a node on are those of the patients who reach it.
        const double share = outcome.weight * node.probability;
        sum.probability += share;
        sum.cost += share * node.cost;
        sum.qaly += share * node.qaly;
        sum.lifeYears += share * node.lifeYears;
    }
}

}  // namespace

std::map<std::string, TreeNodeValue> treeNodeValues(const OutcomesResults& results, std::size_t strategy) {
    std::map<std::string, TreeNodeValue> shown;
    for (std::size_t i = 0; i < results.strategies.size(); ++i) {
        // The strategy asked for comes first; what it does not reach is filled in by the others.
        const std::size_t each = i == 0 ? strategy : i <= strategy ? i - 1 : i;
        std::map<std::string, TreeNodeValue> values;
        double weight = 0;
        for (const SubgroupOutcome& outcome : results.subgroupBase) {
            if (outcome.strategy != each) continue;
            addTo(values, outcome);
            weight += outcome.weight;
        }
        for (auto& [id, value] : values) {
            if (value.probability > 0) {
                value.cost /= value.probability;
                value.qaly /= value.probability;
                value.lifeYears /= value.probability;
            }
            value.probability /= weight;
            shown.try_emplace(id, value);
        }
    }
    return shown;
}

OutcomeTreeEditor::OutcomeTreeEditor(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_view(new TreeView(session.document())),
      m_add(new QPushButton),
      m_beside(new QPushButton),
      m_remove(new QPushButton),
      m_up(new QPushButton),
      m_down(new QPushButton),
      m_strategyShownLabel(styledLabel("muted")),
      m_strategyShown(choiceBox()),
      m_inspector(new QWidget),
      m_hint(styledLabel("muted")),
      m_nameLabel(styledLabel("muted")),
      m_name(new TextField(session.document(),
                           [this](Case& value) {
                               TreeNode* found = nodeOf(value, m_view->current());
                               return found ? &found->name : nullptr;
                           })),
      m_kindLabel(styledLabel("muted")),
      m_kind(choiceBox()),
      m_strategyLabel(styledLabel("muted")),
      m_strategy(choiceBox()),
      m_stateLabel(styledLabel("muted")),
      m_state(choiceBox()),
      m_fields{{QT_TR_NOOP("Probability"), "probability", &TreeNode::probability},
               {QT_TR_NOOP("Cost"), "cost", &TreeNode::cost},
               {QT_TR_NOOP("QALYs"), "qaly", &TreeNode::qaly},
               {QT_TR_NOOP("Life-years"), "lifeYears", &TreeNode::lifeYears},
               {QT_TR_NOOP("Time (years)"), "time", &TreeNode::time}} {
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {m_add, m_beside, m_remove, m_up, m_down}) buttons->addWidget(button);
    buttons->addStretch(1);
    auto* shownRow = new QHBoxLayout;
    shownRow->addWidget(m_strategyShownLabel);
    shownRow->addWidget(m_strategyShown, 1);
    auto* form = new QFormLayout(m_inspector);
    form->setContentsMargins(0, 0, 0, 0);
    form->setLabelAlignment(Qt::AlignLeft);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addFields(form);
    m_hint->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    layout->addLayout(buttons);
    layout->addLayout(shownRow);
    layout->addWidget(m_hint);
    layout->addWidget(m_inspector);

    connect(m_add, &QPushButton::clicked, m_view, &TreeView::addBranch);
    connect(m_beside, &QPushButton::clicked, m_view, &TreeView::addBeside);
    connect(m_remove, &QPushButton::clicked, m_view, &TreeView::removeCurrent);
    connect(m_up, &QPushButton::clicked, m_view, [this] { m_view->moveCurrent(-1); });
    connect(m_down, &QPushButton::clicked, m_view, [this] { m_view->moveCurrent(1); });
    connect(m_strategyShown, &QComboBox::activated, this, &OutcomeTreeEditor::showResults);
    connect(m_kind, &QComboBox::activated, this, [this] {
        const auto kind = static_cast<TreeNodeKind>(m_kind->currentData().toInt());
        change(tr("Kind of node"), [kind](TreeNode& edited) {
            edited.kind = kind;
            if (kind != TreeNodeKind::terminal) edited.state.clear();
        });
    });
    connect(m_strategy, &QComboBox::activated, this, [this] {
        change(tr("Strategy of branch"),
               [this](TreeNode& edited) { edited.strategy = m_strategy->currentData().toString().toStdString(); });
    });
    connect(m_state, &QComboBox::activated, this, [this] {
        change(tr("State entered"),
               [this](TreeNode& edited) { edited.state = m_state->currentData().toString().toStdString(); });
    });
    connect(m_view, &TreeView::chosen, this, &OutcomeTreeEditor::showNode);
    connect(&session.document(), &CaseDocument::changed, this, &OutcomeTreeEditor::showNode);
    connect(&session.document(), &CaseDocument::opened, this, &OutcomeTreeEditor::showNode);
    connect(&session, &Session::evaluationChanged, this, &OutcomeTreeEditor::showResults);
    const auto showIssues = [this] { m_view->setIssues(m_session.issues()); };
    connect(&session, &Session::issuesChanged, this, showIssues);
    showIssues();
    retranslate();
}

void OutcomeTreeEditor::addFields(QFormLayout* form) {
    m_nameLabel->setBuddy(m_name);
    form->addRow(m_nameLabel, m_name);
    form->addRow(m_kindLabel, m_kind);
    form->addRow(m_strategyLabel, m_strategy);
    for (Field& each : m_fields) {
        each.label = styledLabel("muted");
        const auto member = each.member;
        each.field = new ExpressionField(m_session.document(), [this, member](Case& value) {
            TreeNode* found = nodeOf(value, m_view->current());
            return found ? &(found->*member) : nullptr;
        });
        each.label->setBuddy(each.field);
        form->addRow(each.label, each.field);
    }
    form->addRow(m_stateLabel, m_state);
}

const TreeNode* OutcomeTreeEditor::node() const {
    const auto& outcomes = m_session.document().current().outcomes;
    return outcomes && outcomes->tree ? treeNode(*outcomes->tree, m_view->current()) : nullptr;
}

void OutcomeTreeEditor::change(const QString& text, const std::function<void(TreeNode&)>& edit) {
    Case after = m_session.document().current();
    TreeNode* edited = nodeOf(after, m_view->current());
    if (!edited) return;
    edit(*edited);
    if (after != m_session.document().current()) m_session.document().replace(std::move(after), text);
}

void OutcomeTreeEditor::retranslate() {
    m_view->retranslate();
    m_add->setText(tr("Add branch"));
    m_beside->setText(tr("Beside"));
    m_remove->setText(tr("Remove"));
    m_beside->setToolTip(tr("Add a branch beside this one"));
    // Arrows in place of words: five buttons with words would be wider than a narrow window.
    m_up->setText(QStringLiteral("↑"));
    m_up->setToolTip(tr("Move up"));
    m_down->setText(QStringLiteral("↓"));
    m_down->setToolTip(tr("Move down"));
    for (QPushButton* button : {m_up, m_down}) button->setAccessibleName(button->toolTip());
    m_strategyShownLabel->setText(tr("Probabilities under"));
    m_strategyShown->setAccessibleName(m_strategyShownLabel->text());
    m_hint->setText(
        tr("Choose a node to edit it. A double click edits name or probability in place; the menu of the "
           "right button copies and pastes whole branches."));
    m_nameLabel->setText(tr("Name"));
    m_name->setName(m_nameLabel->text());
    m_kindLabel->setText(tr("Kind"));
    m_kind->setAccessibleName(m_kindLabel->text());
    m_strategyLabel->setText(tr("Strategy"));
    m_strategy->setAccessibleName(m_strategyLabel->text());
    m_stateLabel->setText(tr("Then enters state"));
    m_state->setAccessibleName(m_stateLabel->text());
    for (const Field& each : m_fields) {
        each.label->setText(tr(each.caption));
        each.field->setAccessibleName(each.label->text());
    }
    showNode();
    showResults();
}

void OutcomeTreeEditor::fillChoices() {
    const Case& value = m_session.document().current();
    m_kind->clear();
    for (const TreeNodeKind kind : {TreeNodeKind::decision, TreeNodeKind::chance, TreeNodeKind::terminal}) {
        m_kind->addItem(shown(choiceText(kind)), static_cast<int>(kind));
    }
    const auto fill = [](QComboBox* box, const QString& none, const Heads& heads) {
        box->clear();
        box->addItem(none, QString());
        for (const auto& [id, name] : heads) box->addItem(shown(name), QString::fromStdString(id));
    };
    fill(m_strategy, tr("none"), strategyHeads(value));
    fill(m_state, tr("none, it ends here"), stateHeads(value));
    const int kept = std::max(0, m_strategyShown->currentIndex());
    m_strategyShown->clear();
    for (const auto& [id, name] : strategyHeads(value)) m_strategyShown->addItem(shown(name));
    m_strategyShown->setCurrentIndex(std::min(kept, m_strategyShown->count() - 1));
}

void OutcomeTreeEditor::showNode() {
    fillChoices();
    const TreeNode* chosen = node();
    m_inspector->setVisible(chosen);
    m_hint->setVisible(!chosen);
    for (QPushButton* button : {m_beside, m_remove, m_up, m_down})
        button->setEnabled(chosen && !chosen->parent.empty());
    m_remove->setEnabled(chosen);
    const auto& outcomes = m_session.document().current().outcomes;
    const bool empty = !outcomes || !outcomes->tree || outcomes->tree->nodes.empty();
    m_add->setEnabled(chosen || empty);
    if (!chosen) return;
    const TreeNode* parent = treeNode(*outcomes->tree, chosen->parent);
    const bool underChance = parent && parent->kind == TreeNodeKind::chance;
    const bool underRoot = parent && parent->kind == TreeNodeKind::decision && parent->parent.empty();
    auto* form = static_cast<QFormLayout*>(m_inspector->layout());
    form->setRowVisible(m_strategy, underRoot);
    form->setRowVisible(m_fields.front().field, underChance);
    form->setRowVisible(m_state, chosen->kind == TreeNodeKind::terminal);
    m_name->showText();
    for (const Field& each : m_fields) each.field->showText();
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(chosen->kind)));
    m_strategy->setCurrentIndex(std::max(0, m_strategy->findData(QString::fromStdString(chosen->strategy))));
    m_state->setCurrentIndex(std::max(0, m_state->findData(QString::fromStdString(chosen->state))));
}

void OutcomeTreeEditor::showResults() {
    const EvaluationPtr evaluation = m_session.evaluation();
    const bool has = evaluation && evaluation->outcomes && evaluation->outcomes->model == OutcomeModel::decisionTree;
    const auto strategy = static_cast<std::size_t>(std::max(0, m_strategyShown->currentIndex()));
    const bool known = has && strategy < evaluation->outcomes->strategies.size();
    m_view->setResults(known ? treeNodeValues(*evaluation->outcomes, strategy)
                             : std::map<std::string, TreeNodeValue>{});
    m_strategyShown->setVisible(has);
    m_strategyShownLabel->setVisible(has);
}

bool OutcomeTreeEditor::goTo(const std::string& where) {
    if (!m_view->goTo(where)) return false;
    const std::string key = where.substr(where.rfind('/') + 1);
    for (const Field& each : m_fields) {
        if (key != each.key || !each.field->isVisibleTo(this)) continue;
        each.field->setFocus(Qt::OtherFocusReason);
        return true;
    }
    m_view->setFocus(Qt::OtherFocusReason);
    return true;
}

}  // namespace kachi
