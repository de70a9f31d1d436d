#include "ui/forms/own_rules.h"

#include "app/document/price_requests.h"
#include "models/pricing/own_rules.h"
#include "ui/itemmodels/cell_issues.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStringListModel>
#include <QStyledItemDelegate>
#include <QTreeWidget>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

enum Column { ruleColumn, packColumn, ownColumn };

/// What the pack says of a key; empty texts when it does not hold it.
struct PackRule {
    QString label;
    std::string value;
};

PackRule ruleOf(const std::optional<RulePack>& pack, const std::string& key) {
    if (!pack) return {};
    if (const auto number = pack->numbers.find(key); number != pack->numbers.end()) {
        return {shown(number->second.label), ruleNumberText(number->second.value)};
    }
    if (const auto flag = pack->switches.find(key); flag != pack->switches.end()) {
        return {shown(flag->second.label), flag->second.value ? "true" : "false"};
    }
    return {};
}

/// Only the own value of a row is edited.
class OwnValueDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override {
        return index.column() == ownColumn ? QStyledItemDelegate::createEditor(parent, option, index) : nullptr;
    }
};

}  // namespace

OwnRules::OwnRules(CaseDocument& document, const RulePacks& packs, RuleScope scope, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_packs(packs),
      m_scope(scope),
      m_explanation(styledLabel("muted")),
      m_search(new QLineEdit),
      m_add(new QPushButton),
      m_remove(new QPushButton),
      m_list(new QTreeWidget) {
    m_explanation->setWordWrap(true);
    auto* completer = new QCompleter(this);
    completer->setModel(new QStringListModel(completer));
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_search->setCompleter(completer);
    m_search->setClearButtonEnabled(true);
    m_list->setColumnCount(3);
    m_list->setRootIsDecorated(false);
    m_list->setItemDelegate(new OwnValueDelegate(m_list));
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                            QAbstractItemView::AnyKeyPressed);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(ruleColumn, QHeaderView::Stretch);

    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_explanation, 0, 0, 1, 2);
    layout->addWidget(m_search, 1, 0);
    layout->addWidget(m_add, 1, 1);
    layout->addWidget(m_list, 2, 0, 1, 2);
    layout->addWidget(m_remove, 3, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, &OwnRules::addTyped);
    connect(m_search, &QLineEdit::returnPressed, this, &OwnRules::addTyped);
    connect(m_remove, &QPushButton::clicked, this, &OwnRules::removeChosen);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this,
            [this] { m_remove->setEnabled(!m_list->selectedItems().isEmpty()); });
    connect(m_list, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem* item, int column) {
        if (column != ownColumn) return;
        const std::string key = item->data(ruleColumn, Qt::UserRole).toString().toStdString();
        write(key, item->text(ownColumn).normalized(QString::NormalizationForm_KC).trimmed().toStdString(),
              tr("Set rule %1").arg(QString::fromStdString(key)));
    });
    // Queued: the list is filled anew, and the change may come from one of its editors.
    connect(&document, &CaseDocument::changed, this, &OwnRules::refresh, Qt::QueuedConnection);
    connect(&document, &CaseDocument::opened, this, &OwnRules::refresh, Qt::QueuedConnection);
    retranslate();
}

std::map<std::string, std::string>* OwnRules::rulesIn(Case& value) const {
    if (m_scope == RuleScope::wholeCase) return &value.context.rules;
    PriceRequest* request = findRequest(value, m_requestId);
    return request ? &request->rules : nullptr;
}

const std::map<std::string, std::string>& OwnRules::rules() const {
    static const std::map<std::string, std::string> none;
    const Case& value = m_document.current();
    if (m_scope == RuleScope::wholeCase) return value.context.rules;
    const PriceRequest* request = findRequest(value, m_requestId);
    return request ? request->rules : none;
}

std::string OwnRules::place() const {
    return m_scope == RuleScope::wholeCase ? "/context/rules/" : "/routes/id=" + m_requestId + "/rules/";
}

/// What holds where nothing is set here: a price under the rules of the case starts from the case's own values.
std::optional<RulePack> OwnRules::pack() const {
    const Case& value = m_document.current();
    const PriceRequest* request = m_scope == RuleScope::onePrice ? findRequest(value, m_requestId) : nullptr;
    const bool ofCase = !request || request->pack.empty() || request->pack == value.context.rulePack;
    const RulePack* found = m_packs.find(ofCase ? value.context.rulePack : request->pack);
    if (!found) return {};
    if (!ofCase || !request) return *found;
    Issues faults;  // told beside the values themselves
    return withOwnRules(*found, value.context.rules, {}, faults);
}

void OwnRules::showRequest(const std::string& requestId) {
    m_requestId = requestId;
    refresh();
}

void OwnRules::fillSearch() {
    const std::optional<RulePack> rules = pack();
    const std::string wanted = rules ? rules->id : std::string();
    if (wanted == m_searchedPack) return;
    m_searchedPack = wanted;
    QStringList offers;
    const auto offer = [&offers](const std::string& key, const Text& label) {
        offers << QString::fromStdString(key) + u"  "_s + shown(label);
    };
    if (rules) {
        for (const auto& [key, number] : rules->numbers) offer(key, number.label);
        for (const auto& [key, flag] : rules->switches) offer(key, flag.label);
    }
    static_cast<QStringListModel*>(m_search->completer()->model())->setStringList(offers);
}

void OwnRules::refresh() {
    fillSearch();
    const QSignalBlocker blocker(m_list);
    const std::string chosen =
        m_list->currentItem() ? m_list->currentItem()->data(ruleColumn, Qt::UserRole).toString().toStdString() : "";
    m_list->clear();
    CellIssues faults;
    faults.set(m_issues);
    const std::optional<RulePack> given = pack();
    for (const auto& [key, value] : rules()) {
        const PackRule rule = ruleOf(given, key);
        auto* item = new QTreeWidgetItem(m_list);
        item->setData(ruleColumn, Qt::UserRole, QString::fromStdString(key));
        item->setText(ruleColumn, rule.label.isEmpty() ? QString::fromStdString(key) : rule.label);
        item->setToolTip(ruleColumn, QString::fromStdString(key));
        item->setText(packColumn, rule.value.empty() ? u"—"_s : QString::fromStdString(rule.value));
        item->setText(ownColumn, QString::fromStdString(value));
        for (const int column : {packColumn, ownColumn})
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        item->setForeground(ownColumn, themeColours().warning);  // set by the user, not by the rules
        for (const int role : {int(Qt::ForegroundRole), int(Qt::ToolTipRole)}) {
            const QVariant mark = faults.mark(place() + key, role);
            if (mark.isValid()) item->setData(ownColumn, role, mark);
        }
        if (key == chosen) m_list->setCurrentItem(item);
    }
    const int rows = m_list->topLevelItemCount();
    m_list->setVisible(rows > 0);
    m_remove->setVisible(rows > 0);
    m_remove->setEnabled(!m_list->selectedItems().isEmpty());
    const int height = m_list->header()->sizeHint().height() + 2 * m_list->frameWidth() +
                       std::min(rows, 8) * std::max(1, m_list->sizeHintForRow(0));
    m_list->setFixedHeight(height);
    m_list->resizeColumnToContents(packColumn);
    m_list->setColumnWidth(ownColumn, textColumns(this, 12));
}

void OwnRules::setIssues(const Issues& issues) {
    m_issues = issues;
    if (!m_list->findChild<QLineEdit*>()) refresh();  // an open editor is not taken away
}

void OwnRules::add(const std::string& key) {
    if (key.empty()) return;
    if (!rules().contains(key)) {
        write(key, ruleOf(pack(), key).value, tr("Set rule %1").arg(QString::fromStdString(key)));
    }
    refresh();
    for (QTreeWidgetItem* item : m_list->findItems(u"*"_s, Qt::MatchWildcard)) {
        if (item->data(ruleColumn, Qt::UserRole).toString().toStdString() != key) continue;
        m_list->setCurrentItem(item);
        m_list->editItem(item, ownColumn);
    }
}

void OwnRules::addTyped() {
    const QString key = m_search->text().trimmed().section(u' ', 0, 0);
    m_search->clear();
    add(key.toStdString());
}

void OwnRules::removeChosen() {
    if (!m_list->currentItem()) return;
    const std::string key = m_list->currentItem()->data(ruleColumn, Qt::UserRole).toString().toStdString();
    write(key, {}, tr("Rule %1 as in the pack").arg(QString::fromStdString(key)));
}

void OwnRules::write(const std::string& key, const std::optional<std::string>& value, const QString& text) {
    Case after = m_document.current();
    std::map<std::string, std::string>* rules = rulesIn(after);
    if (!rules) return;
    if (value) {
        (*rules)[key] = *value;
    } else {
        rules->erase(key);
    }
    m_document.replace(std::move(after), text);
}

bool OwnRules::goTo(const std::string& where) {
    const std::string head = place();
    if (!where.starts_with(head)) return false;
    const std::string key = where.substr(head.size());
    for (QTreeWidgetItem* item : m_list->findItems(u"*"_s, Qt::MatchWildcard)) {
        if (item->data(ruleColumn, Qt::UserRole).toString().toStdString() == key) m_list->setCurrentItem(item);
    }
    m_search->setText(QString::fromStdString(key));
    m_search->setFocus(Qt::OtherFocusReason);
    return true;
}

void OwnRules::retranslate() {
    m_explanation->setText(
        m_scope == RuleScope::onePrice
            ? tr("Set a number or switch of the rules for this price alone. Results that use it say so.")
            : tr("Set a number or switch of the rules for this case: price, recalculation and the price routes under "
                 "the rules of the case follow it. Results that use it say so."));
    m_search->setPlaceholderText(tr("Search rules by name or key"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_add->setText(tr("Set"));
    m_remove->setText(tr("As in the pack"));
    m_list->setHeaderLabels({tr("Rule"), tr("Pack"), tr("Own value")});
    m_list->setAccessibleName(tr("Rules set by the user"));
    m_searchedPack = "?";
    refresh();
}

}  // namespace kachi
