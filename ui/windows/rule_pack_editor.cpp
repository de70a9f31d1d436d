#include "ui/windows/rule_pack_editor.h"

#include "app/storage/atomic_file.h"
#include "models/pricing/rule_edit.h"
#include "ui/editors/no_wheel.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/icons.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"
#include "ui/windows/rule_dialogs.h"
#include "ui/windows/settings.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr RuleStatus statuses[] = {RuleStatus::verified, RuleStatus::secondary, RuleStatus::partial,
                                   RuleStatus::derived,  RuleStatus::recalled,  RuleStatus::user};

QString text(const std::string& bytes) {
    return QString::fromStdString(bytes);
}

/// "Annex 2; 中医協総会511回 …, 2022-01-19 (read in the source)"
template <class Source>
QString citation(const Source& source) {
    return u"%1; %2, %3 (%4)"_s.arg(shown(source.clause), text(source.document), text(source.date),
                                    shown(ruleStatusText(source.status)));
}

/// An id no pack has yet: "jp-2026-copy", "jp-2026-copy2" …
std::string freeId(const RulePacks& packs, const std::string& id) {
    std::string proposed = id + "-copy";
    for (int number = 2; packs.find(proposed); ++number) proposed = id + "-copy" + std::to_string(number);
    return proposed;
}

}  // namespace

RulePackEditor::RulePackEditor(Session& session, QWidget* parent)
    : QDialog(parent),
      m_session(session),
      m_packs(new QListWidget),
      m_search(new QLineEdit),
      m_statusLabel(styledLabel("muted")),
      m_status(new QComboBox),
      m_comparedLabel(styledLabel("muted")),
      m_compared(new QComboBox),
      m_onlyDifferences(new QCheckBox),
      m_model(new RuleTableModel(this)),
      m_filter(new RuleFilter(this)),
      m_table(new QTableView),
      m_details(new QTextBrowser),
      m_notice(styledLabel("warning")),
      m_edit(new QPushButton),
      m_restore(new QPushButton),
      m_copy(new QPushButton),
      m_import(new QPushButton),
      m_export(new QPushButton),
      m_delete(new QPushButton) {
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    m_packs->setWordWrap(true);
    m_packs->setMinimumWidth(textColumns(this, 24));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon(u"search"_s), QLineEdit::LeadingPosition);
    m_statusLabel->setBuddy(m_status);
    m_comparedLabel->setBuddy(m_compared);
    m_compared->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_compared->setMinimumContentsLength(16);
    ignoreWheelWithoutFocus(m_status);
    ignoreWheelWithoutFocus(m_compared);
    m_filter->setSourceModel(m_model);
    m_table->setModel(m_filter);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_details->setMaximumHeight(fontMetrics().height() * 10);
    m_notice->setWordWrap(true);
    for (QPushButton* button : {m_edit, m_restore, m_copy, m_import, m_export, m_delete}) {
        button->setAutoDefault(false);
    }

    auto* left = new QWidget;
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->addWidget(m_packs, 1);
    for (QPushButton* button : {m_copy, m_import, m_export, m_delete}) leftColumn->addWidget(button);

    auto* filters = new QHBoxLayout;
    filters->addWidget(m_search, 1);
    filters->addWidget(m_statusLabel);
    filters->addWidget(m_status);
    filters->addWidget(m_comparedLabel);
    filters->addWidget(m_compared);
    filters->addWidget(m_onlyDifferences);
    auto* below = new QHBoxLayout;
    auto* changes = new QVBoxLayout;
    changes->addWidget(m_edit);
    changes->addWidget(m_restore);
    changes->addStretch(1);
    below->addWidget(m_details, 1);
    below->addLayout(changes);
    auto* right = new QWidget;
    auto* rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(0, 0, 0, 0);
    rightColumn->addLayout(filters);
    rightColumn->addWidget(m_table, 1);
    rightColumn->addLayout(below);

    auto* splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_notice);
    resizeForText(this, 160, 44);

    connect(m_packs, &QListWidget::currentItemChanged, this, [this] {
        m_notice->hide();
        fillCompared();
        fillRules();
    });
    connect(m_search, &QLineEdit::textChanged, m_filter, &RuleFilter::setWords);
    connect(m_status, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_filter->setStatus(index > 0 ? std::optional(statuses[index - 1]) : std::nullopt); });
    connect(m_compared, &QComboBox::activated, this, &RulePackEditor::fillRules);
    connect(m_onlyDifferences, &QCheckBox::toggled, m_filter, &RuleFilter::setOnlyDifferences);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RulePackEditor::showRule);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &RulePackEditor::showRule);
    connect(m_table, &QTableView::activated, this, &RulePackEditor::editRule);
    connect(m_edit, &QPushButton::clicked, this, &RulePackEditor::editRule);
    connect(m_restore, &QPushButton::clicked, this, &RulePackEditor::restoreRule);
    connect(m_copy, &QPushButton::clicked, this, &RulePackEditor::askForCopy);
    connect(m_import, &QPushButton::clicked, this, &RulePackEditor::askForImport);
    connect(m_export, &QPushButton::clicked, this, &RulePackEditor::askForExport);
    connect(m_delete, &QPushButton::clicked, this, &RulePackEditor::askForDelete);
    connect(&m_session, &Session::packsChanged, this, &RulePackEditor::fillPacks);
    retranslate();
    showPack(m_session.document().current().context.rulePack);
}

void RulePackEditor::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QDialog::changeEvent(event);
}

void RulePackEditor::retranslate() {
    setWindowTitle(tr("Rule packs"));
    m_packs->setAccessibleName(tr("Rule packs"));
    m_search->setPlaceholderText(tr("Search rules"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setToolTip(tr("Finds words in keys, names, values, clauses and documents"));
    m_statusLabel->setText(tr("Status"));
    const int status = std::max(0, m_status->currentIndex());
    m_status->clear();
    m_status->addItem(tr("all"));
    for (const RuleStatus known : statuses) m_status->addItem(shown(ruleStatusText(known)));
    m_status->setCurrentIndex(status);
    m_comparedLabel->setText(tr("Compare with"));
    m_onlyDifferences->setText(tr("Differences only"));
    m_table->setAccessibleName(tr("Rules of the pack"));
    m_details->setAccessibleName(tr("Source of the rule"));
    m_edit->setText(tr("&Edit rule…"));
    m_restore->setText(tr("Put &back"));
    m_restore->setToolTip(tr("Give the rule the value and source it had before you changed it"));
    m_copy->setText(tr("&Copy pack…"));
    m_import->setText(tr("&Import…"));
    m_export->setText(tr("E&xport…"));
    m_delete->setText(tr("&Delete…"));
    fillPacks();
}

void RulePackEditor::fillPacks() {
    const RulePack* before = pack();
    const std::string chosen = before ? before->id : std::string();
    m_packs->clear();
    for (const RulePack& one : m_session.packs().all()) {
        const bool shipped = m_session.packs().isShipped(one.id);
        auto* item = new QListWidgetItem(shipped ? shown(one.name) : tr("%1 (your own)").arg(shown(one.name)), m_packs);
        item->setData(Qt::UserRole, text(one.id));
        item->setToolTip(tr("%1: in force from %2").arg(text(one.id), text(one.effectiveFrom)));
        if (!shipped) item->setIcon(themedIcon(u"case"_s));
    }
    showPack(chosen);
}

void RulePackEditor::showPack(const std::string& id, const std::string& key) {
    int row = 0;
    for (int i = 0; i < m_packs->count(); ++i) {
        if (m_packs->item(i)->data(Qt::UserRole).toString().toStdString() == id) row = i;
    }
    m_packs->setCurrentRow(row);
    for (int i = 0; i < m_filter->rowCount() && !key.empty(); ++i) {
        const QModelIndex index = m_filter->index(i, RuleTableModel::keyColumn);
        if (m_model->line(m_filter->mapToSource(index).row()).row().key == key) m_table->setCurrentIndex(index);
    }
}

void RulePackEditor::fillCompared() {
    const QString before = m_compared->currentData().toString();
    m_compared->clear();
    m_compared->addItem(tr("nothing"), QString());
    const RulePack* own = pack();
    for (const RulePack& one : m_session.packs().all()) {
        if (!own || one.id != own->id) m_compared->addItem(shown(one.name), text(one.id));
    }
    m_compared->setCurrentIndex(std::max(0, m_compared->findData(before)));
}

void RulePackEditor::fillRules() {
    const RulePack* own = pack();
    if (!own) return;
    const auto chosen = chosenLine();
    const RulePack* other = compared();
    m_model->setPacks(*own, other, uiLanguage());
    m_table->setColumnHidden(RuleTableModel::otherColumn, !other);
    m_onlyDifferences->setEnabled(other != nullptr);
    if (!other) m_onlyDifferences->setChecked(false);
    const int widths[] = {21, 26, 14, 14, 6, 13, 30, 34, 11};
    for (int column = 0; column < RuleTableModel::columns; ++column) {
        m_table->setColumnWidth(column, textColumns(m_table, widths[column]));
    }
    if (chosen) showPack(own->id, chosen->row().key);
    showRule();
}

void RulePackEditor::showRule() {
    const auto line = chosenLine();
    QString html;
    if (line) {
        const RuleRow& row = line->row();
        const QString value = ruleValueWords(row, uiLanguage());
        html = u"<b>%1</b>"_s.arg(shown(row.label).toHtmlEscaped());
        if (!value.isEmpty()) {
            html += u"<br>%1 %2"_s.arg(value.toHtmlEscaped(), shown(unitText(row.unit)).toHtmlEscaped());
        }
        if (row.source) html += u"<br>"_s + citation(*row.source).toHtmlEscaped();
        if (!line->own) html += u"<br>"_s + tr("Only the compared pack holds this rule.").toHtmlEscaped();
        if (row.source && row.source->replaces) {
            QStringList values;
            for (const auto& [member, before] : row.source->replaces->values) {
                values << (before.empty() ? tr("none") : text(before));
            }
            html += u"<br>"_s +
                    tr("Before: %1 — %2").arg(values.join(u", "_s), citation(*row.source->replaces)).toHtmlEscaped();
        }
    }
    m_details->setHtml(u"<div style=\"line-height: 130%\">%1</div>"_s.arg(html));
    showEnabled();
}

void RulePackEditor::showEnabled() {
    const auto line = chosenLine();
    const bool own = ownPack();
    const bool editable = line && line->row().source;
    m_edit->setEnabled(own && editable);
    m_edit->setToolTip(own ? QString() : tr("Shipped packs stay as they are; copy the pack and change the copy"));
    m_edit->setText(line && !line->own ? tr("T&ake over…") : tr("&Edit rule…"));
    m_restore->setEnabled(own && editable && line->own && line->own->source->replaces);
    m_delete->setEnabled(own);
}

void RulePackEditor::tell(const Issues& issues) {
    m_notice->setVisible(!issues.empty());
    setLabelRole(m_notice, hasErrors(issues) ? "error" : "warning");
    m_notice->setText(issuesText(issues));
}

Issues RulePackEditor::copyPack(const std::string& id, const QString& name) {
    const RulePack* original = pack();
    if (!original) return {};
    if (m_session.packs().find(id)) return {{"rules.idTaken", Severity::error, "id", id, {}, {}}};
    RulePack copy = *original;
    copy.id = id;
    copy.name = {name.toStdString(), name.toStdString()};
    const auto valid = parseRulePack(rulePackToJson(copy));
    if (!valid) return valid.issues();
    const Done saved = m_session.savePack(*valid);
    if (saved) showPack(id);
    return saved.issues();
}

Issues RulePackEditor::importPack(const QString& path) {
    const auto read = readRulePack(path);
    if (!read) return read.issues();
    if (m_session.packs().find(read->id)) return {{"rules.idTaken", Severity::error, "id", read->id, {}, {}}};
    const Done saved = m_session.savePack(*read);
    if (!saved) return saved.issues();
    showPack(read->id);
    return m_session.packs().findings(*read);
}

Issues RulePackEditor::exportPack(const QString& path) const {
    const RulePack* own = pack();
    if (!own) return {};
    return writeFileAtomically(path, QByteArray::fromStdString(rulePackToJson(*own))).issues();
}

void RulePackEditor::askForCopy() {
    const RulePack* original = pack();
    if (!original) return;
    RuleForm form(
        tr("Copy pack"),
        tr("The copy of “%1” is yours to change. Cases can be calculated under it, and every result names it.")
            .arg(shown(original->name)),
        this);
    form.addLine("id", tr("Id (letters, digits, hyphens)"), text(freeId(m_session.packs(), original->id)));
    form.addLine("name", tr("Name"), tr("%1, copy").arg(shown(original->name)));
    form.apply = [this](const RuleValues& typed) { return copyPack(typed.at("id"), text(typed.at("name"))); };
    form.exec();
}

void RulePackEditor::askForImport() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Import rule pack"), settings::folder(),
                                                      tr("Rule packs (*.json);;All files (*)"));
    if (!path.isEmpty()) tell(importPack(path));
}

void RulePackEditor::askForExport() {
    const RulePack* own = pack();
    if (!own) return;
    const QString path = QFileDialog::getSaveFileName(this, tr("Export rule pack"),
                                                      settings::folder() + u'/' + text(own->id) + u".json"_s,
                                                      tr("Rule packs (*.json);;All files (*)"));
    if (!path.isEmpty()) tell(exportPack(path));
}

void RulePackEditor::askForDelete() {
    const RulePack* own = pack();
    if (!own || !ownPack()) return;
    QMessageBox box(QMessageBox::Question, tr("Delete rule pack"),
                    tr("Delete the rule pack “%1”?").arg(shown(own->name)), QMessageBox::NoButton, this);
    box.setInformativeText(
        tr("Cases that use it are refused until another pack is chosen. Export it first if you may need it again."));
    const QPushButton* remove = box.addButton(tr("Delete"), QMessageBox::DestructiveRole);
    box.addButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() == remove) tell(m_session.removePack(own->id).issues());
}

void RulePackEditor::editRule() {
    const auto line = chosenLine();
    const RulePack* own = pack();
    if (!line || !own || !m_edit->isEnabled()) return;
    const std::string key = line->row().key;
    const RulePack* other = compared();
    // A rule the pack lacks is taken over from the compared one and can be changed on the way.
    const auto start = line->own ? Result<RulePack>(*own) : withRuleFrom(*own, *other, key);
    if (!start) {
        tell(start.issues());
        return;
    }
    RuleForm form(tr("Edit rule"), shown(line->row().label) + u'\n' + citation(*line->row().source), this);
    for (const RuleField& field : ruleFields(*start, key)) {
        QString label = shown(field.label);
        if (field.kind == RuleFieldKind::exact && line->row().unit != Unit::none) {
            label = u"%1 (%2)"_s.arg(label, shown(unitText(line->row().unit)));
        }
        form.addField(field.member, label, field.kind, text(field.value));
    }
    form.apply = [&](const RuleValues& typed) {
        const auto changed = withRuleChanged(*start, key, typed);
        return changed ? m_session.savePack(*changed).issues() : changed.issues();
    };
    if (form.exec() != QDialog::Accepted) return;
    showPack(start->id, key);
    if (const RulePack* saved = pack()) tell(m_session.packs().findings(*saved));
}

void RulePackEditor::restoreRule() {
    const auto line = chosenLine();
    const RulePack* own = pack();
    if (!line || !own || !m_restore->isEnabled()) return;
    const std::string key = line->row().key;
    const std::string id = own->id;
    const auto restored = withRuleRestored(*own, key);
    tell(restored ? m_session.savePack(*restored).issues() : restored.issues());
    showPack(id, key);
}

const RulePack* RulePackEditor::pack() const {
    const QListWidgetItem* item = m_packs->currentItem();
    return item ? m_session.packs().find(item->data(Qt::UserRole).toString().toStdString()) : nullptr;
}

const RulePack* RulePackEditor::compared() const {
    return m_session.packs().find(m_compared->currentData().toString().toStdString());
}

std::optional<RuleLine> RulePackEditor::chosenLine() const {
    const QModelIndex index = m_table->currentIndex();
    if (!index.isValid()) return {};
    return m_model->line(m_filter->mapToSource(index).row());
}

bool RulePackEditor::ownPack() const {
    const RulePack* own = pack();
    return own && !m_session.packs().isShipped(own->id);
}

}  // namespace kachi
