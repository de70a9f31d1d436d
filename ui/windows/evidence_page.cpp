#include "ui/windows/evidence_page.h"

#include "models/params/registry.h"
#include "ui/editors/no_wheel.h"
#include "ui/editors/text_field.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/icons.h"

#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTreeWidget>
#include <QUuid>
#include <QVBoxLayout>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

const std::vector<std::pair<EvidenceKind, const char*>>& kinds() {
    static const std::vector<std::pair<EvidenceKind, const char*>> table{
        {EvidenceKind::study, QT_TRANSLATE_NOOP("kachi::EvidencePage", "Study")},
        {EvidenceKind::table, QT_TRANSLATE_NOOP("kachi::EvidencePage", "Table")},
        {EvidenceKind::priceList, QT_TRANSLATE_NOOP("kachi::EvidencePage", "Price list")},
        {EvidenceKind::index, QT_TRANSLATE_NOOP("kachi::EvidencePage", "Index series")},
        {EvidenceKind::decision, QT_TRANSLATE_NOOP("kachi::EvidencePage", "Decision")},
        {EvidenceKind::expert, QT_TRANSLATE_NOOP("kachi::EvidencePage", "Expert opinion")},
    };
    return table;
}

QString kindName(EvidenceKind kind) {
    for (const auto& [known, name] : kinds()) {
        if (known == kind) return EvidencePage::tr(name);
    }
    return {};
}

/// How a source was read, as cases store it.
QString statusName(const std::string& status) {
    static const std::map<std::string, const char*> names{
        {"full text", QT_TRANSLATE_NOOP("kachi::EvidencePage", "read in full")},
        {"table", QT_TRANSLATE_NOOP("kachi::EvidencePage", "table read")},
        {"full parameter table", QT_TRANSLATE_NOOP("kachi::EvidencePage", "all parameters read")},
        {"abstract", QT_TRANSLATE_NOOP("kachi::EvidencePage", "abstract only")},
        {"secondary", QT_TRANSLATE_NOOP("kachi::EvidencePage", "second hand")},
    };
    const auto found = names.find(status);
    return found == names.end() ? QString::fromStdString(status) : EvidencePage::tr(found->second);
}

std::vector<std::string> restingOn(const Case& value, const std::string& evidence) {
    std::vector<std::string> ids;
    for (const auto& [id, parameter] : value.parameters) {
        if (parameter.evidence.evidence == evidence) ids.push_back(id);
    }
    return ids;
}

}  // namespace

EvidencePage::EvidencePage(Session& session, QWidget* parent)
    : SectionPage(session, parent),
      m_lead(styledLabel("muted")),
      m_add(new QPushButton(themedIcon(u"add"_s), QString())),
      m_remove(new QPushButton(themedIcon(u"remove"_s), QString())),
      m_list(new QTreeWidget) {
    m_list->setColumnCount(4);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_lead, 1);
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    auto* left = new QWidget;
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->addLayout(buttons);
    leftColumn->addWidget(m_list, 1);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(left);
    splitter->addWidget(buildDetails());
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    connect(m_add, &QPushButton::clicked, this, &EvidencePage::addEvidence);
    connect(m_remove, &QPushButton::clicked, this, &EvidencePage::removeEvidence);
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem* item) {
        m_chosen = item ? item->data(0, Qt::UserRole).toString().toStdString() : std::string();
        showChosen();
    });
    connect(&session, &Session::caseOpened, this, &EvidencePage::fillList);
    connect(&session, &Session::caseEdited, this, &EvidencePage::fillList);
    retranslate();
}

QWidget* EvidencePage::buildDetails() {
    CaseDocument& document = session().document();
    m_details = new QWidget;
    m_title = new TextField(document, [this](Case& value) {
        Evidence* evidence = find(value);
        return evidence ? &evidence->title : nullptr;
    });
    m_kind = new QComboBox;
    ignoreWheelWithoutFocus(m_kind);
    for (std::string Evidence::*member : {&Evidence::citation, &Evidence::url, &Evidence::date, &Evidence::status}) {
        m_lines.push_back({new QLineEdit, member});
    }
    m_note = new TextArea(
        document,
        [this](Case& value) {
            Evidence* evidence = find(value);
            return evidence ? &evidence->note : nullptr;
        },
        3);

    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    std::vector<QWidget*> fields{m_title, m_kind};
    for (const LineRow& row : m_lines) fields.push_back(row.field);
    fields.push_back(m_note);
    for (QWidget* field : fields) {
        auto* caption = styledLabel("muted");
        caption->setBuddy(field);
        m_captions.push_back(caption);
        form->addRow(caption, field);
    }

    m_linkedTitle = styledLabel("heading");
    m_linked = new QListWidget;
    m_linked->setIconSize({fontMetrics().height(), fontMetrics().height()});
    m_parameter = new QComboBox;
    m_parameter->setEditable(true);
    m_parameter->setInsertPolicy(QComboBox::NoInsert);
    m_parameter->completer()->setFilterMode(Qt::MatchContains);
    m_parameter->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_parameter->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    ignoreWheelWithoutFocus(m_parameter);
    m_bind = new QPushButton(themedIcon(u"link"_s), QString());
    m_release = new QPushButton;
    auto* bindRow = new QHBoxLayout;
    bindRow->addWidget(m_parameter, 1);
    bindRow->addWidget(m_bind);
    auto* links = new QVBoxLayout;
    links->addWidget(m_linkedTitle);
    links->addWidget(m_linked, 1);
    links->addLayout(bindRow);
    links->addWidget(m_release);

    auto* row = new QHBoxLayout(m_details);
    auto* facts = new QVBoxLayout;
    facts->addLayout(form);
    facts->addStretch(1);
    row->addLayout(facts, 3);
    row->addSpacing(fontMetrics().height() / 2);
    row->addLayout(links, 2);

    connect(m_kind, &QComboBox::activated, this, &EvidencePage::chooseKind);
    for (const LineRow& line : m_lines) {
        connect(line.field, &QLineEdit::editingFinished, this,
                [this, line] { setText(line.member, line.field->text(), line.field->accessibleName()); });
    }
    connect(m_bind, &QPushButton::clicked, this, [this] {
        const int position = m_parameter->findText(m_parameter->currentText());
        if (position >= 0) bind(m_parameter->itemData(position).toString().toStdString());
    });
    connect(m_release, &QPushButton::clicked, this, &EvidencePage::release);
    connect(m_linked, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        Q_EMIT goToRequested(item->data(Qt::UserRole).toString().toStdString());
    });
    return m_details;
}

bool EvidencePage::goTo(const std::string& where) {
    std::string id;
    const std::string prefix = "/evidence/id=";
    if (where.starts_with(prefix)) id = where.substr(prefix.size(), where.find('/', prefix.size()) - prefix.size());
    const auto parameter = current().parameters.find(where);
    if (parameter != current().parameters.end()) id = parameter->second.evidence.evidence;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        QTreeWidgetItem* item = m_list->topLevelItem(row);
        if (id.empty() || item->data(0, Qt::UserRole).toString().toStdString() != id) continue;
        m_list->setCurrentItem(item);
        m_list->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return false;
}

void EvidencePage::addEvidence() {
    Case after = current();
    Evidence evidence;
    evidence.id = (u'e' + QUuid::createUuid().toString(QUuid::Id128).left(8)).toStdString();
    const std::string title = tr("New evidence").toStdString();
    evidence.title = {title, title};
    m_chosen = evidence.id;
    after.evidence.push_back(std::move(evidence));
    session().document().replace(std::move(after), tr("Add evidence"));
    m_title->setFocus(Qt::OtherFocusReason);
    m_title->selectAll();
}

void EvidencePage::removeEvidence() {
    if (m_chosen.empty()) return;
    Case after = current();
    std::erase_if(after.evidence, [this](const Evidence& evidence) { return evidence.id == m_chosen; });
    for (auto& [id, parameter] : after.parameters) {
        if (parameter.evidence.evidence == m_chosen) parameter.evidence = {};
    }
    session().document().replace(std::move(after), tr("Remove evidence and its links"));
}

void EvidencePage::bind(const std::string& parameterId) {
    const auto found = current().parameters.find(parameterId);
    if (found == current().parameters.end() || m_chosen.empty()) return;
    Parameter parameter = found->second;
    parameter.evidence = {m_chosen, {}, {}, {}, {}};
    session().document().setParameter(
        parameterId, std::move(parameter),
        tr("Let “%1” rest on evidence").arg(shown(parameterLabel(parameterId, found->second))));
}

void EvidencePage::release() {
    const QListWidgetItem* item = m_linked->currentItem();
    if (!item) return;
    const std::string id = item->data(Qt::UserRole).toString().toStdString();
    Parameter parameter = current().parameters.at(id);
    parameter.evidence = {};
    session().document().setParameter(id, std::move(parameter), tr("Remove a link to evidence"));
}

void EvidencePage::setText(std::string Evidence::*member, const QString& typed, const QString& name) {
    Case after = current();
    Evidence* evidence = find(after);
    if (!evidence || evidence->*member == typed.toStdString()) return;
    evidence->*member = typed.toStdString();
    session().document().replace(std::move(after), tr("Edit %1").arg(name));
}

void EvidencePage::chooseKind() {
    Case after = current();
    Evidence* evidence = find(after);
    if (!evidence) return;
    evidence->kind = static_cast<EvidenceKind>(m_kind->currentData().toInt());
    session().document().replace(std::move(after), tr("Choose kind of evidence"));
}

Evidence* EvidencePage::find(Case& value) const {
    const auto found = std::find_if(value.evidence.begin(), value.evidence.end(),
                                    [this](const Evidence& evidence) { return evidence.id == m_chosen; });
    return found == value.evidence.end() ? nullptr : &*found;
}

void EvidencePage::retranslate() {
    setWrappedText(m_lead,
                   tr("What the numbers of the case rest on. A parameter shows its evidence; the report prints it."));
    m_add->setText(tr("Add"));
    m_add->setToolTip(tr("Add a study, table or list"));
    m_remove->setText(tr("Remove"));
    m_remove->setToolTip(tr("Remove the chosen evidence and its links; undo brings both back"));
    m_list->setHeaderLabels({tr("Evidence"), tr("Kind"), tr("How it was read"), tr("Parameters")});
    m_list->setAccessibleName(tr("Evidence of the case"));
    const QString names[] = {tr("Title"),           tr("Kind"), tr("Citation"), tr("Address (URL)"), tr("Date"),
                             tr("How it was read"), tr("Note")};
    for (std::size_t i = 0; i < m_captions.size(); ++i) {
        m_captions[i]->setText(names[i]);
        m_captions[i]->buddy()->setAccessibleName(names[i]);
    }
    const QSignalBlocker quiet(m_kind);
    m_kind->clear();
    for (const auto& [kind, name] : kinds()) m_kind->addItem(tr(name), static_cast<int>(kind));
    m_linkedTitle->setText(tr("Parameters resting on it"));
    m_linked->setAccessibleName(m_linkedTitle->text());
    m_linked->setToolTip(tr("Double click or Enter goes to the parameter"));
    m_parameter->setAccessibleName(tr("Parameter to bind"));
    m_parameter->lineEdit()->setAccessibleName(m_parameter->accessibleName());
    m_parameter->lineEdit()->setPlaceholderText(tr("Find a parameter"));
    m_bind->setText(tr("Bind"));
    m_bind->setToolTip(tr("Let the parameter rest on this evidence"));
    m_release->setText(tr("Remove the link"));
    m_release->setToolTip(tr("The chosen parameter no longer rests on this evidence"));
    fillList();
}

void EvidencePage::fillList() {
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    QTreeWidgetItem* chosen = nullptr;
    for (const Evidence& evidence : current().evidence) {
        const auto count = restingOn(current(), evidence.id).size();
        auto* item = new QTreeWidgetItem(m_list, {shown(evidence.title), kindName(evidence.kind),
                                                  statusName(evidence.status), QString::number(count)});
        item->setData(0, Qt::UserRole, QString::fromStdString(evidence.id));
        item->setTextAlignment(3, Qt::AlignRight | Qt::AlignVCenter);
        item->setToolTip(0, QString::fromStdString(evidence.citation));
        if (evidence.id == m_chosen) chosen = item;
    }
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    if (!chosen) chosen = m_list->topLevelItem(0);
    m_list->setCurrentItem(chosen);
    m_chosen = chosen ? chosen->data(0, Qt::UserRole).toString().toStdString() : std::string();
    showChosen();
}

void EvidencePage::showChosen() {
    Case copy = current();
    const Evidence* evidence = find(copy);
    m_details->setEnabled(evidence != nullptr);
    m_remove->setEnabled(evidence != nullptr);
    m_title->showText();
    m_note->showText();
    m_kind->setCurrentIndex(evidence ? m_kind->findData(static_cast<int>(evidence->kind)) : -1);
    for (const LineRow& row : m_lines) {
        const QString text = evidence ? QString::fromStdString(evidence->*row.member) : QString();
        if (row.field->text() == text) continue;
        row.field->setText(text);
        row.field->setCursorPosition(0);
    }
    m_linked->clear();
    if (evidence) {
        for (const std::string& id : restingOn(copy, evidence->id)) {
            auto* item =
                new QListWidgetItem(themedIcon(u"link"_s), shown(parameterLabel(id, copy.parameters.at(id))), m_linked);
            item->setData(Qt::UserRole, QString::fromStdString(id));
            item->setToolTip(QString::fromStdString(id));
        }
    }
    fillParameterChoice();
}

void EvidencePage::fillParameterChoice() {
    m_parameter->clear();
    for (const auto& [id, parameter] : current().parameters) {
        if (parameter.evidence.evidence == m_chosen) continue;
        m_parameter->addItem(u"%1  (%2)"_s.arg(shown(parameterLabel(id, parameter)), QString::fromStdString(id)),
                             QString::fromStdString(id));
    }
    m_parameter->setCurrentIndex(-1);
    m_parameter->setEditText(QString());
}

}  // namespace kachi
