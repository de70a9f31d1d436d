#include "ui/windows/claims_page.h"

#include "app/document/evidence_edits.h"
#include "app/report/evidence_tables.h"
#include "app/rules/published_decisions.h"
#include "ui/editors/no_wheel.h"
#include "ui/editors/text_field.h"
#include "ui/sections/input_views.h"
#include "ui/windows/appraisal_form.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/icons.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

enum Column { requirementColumn, strengthColumn, supportColumn, precedentColumn, missingColumn };

constexpr int shownChecks = 5;

QString requirementName(const ClaimRow& row) {
    return row.requirement ? shown(row.requirement->name) : QString::fromStdString(row.claim.requirement);
}

/// A list whose rows are ticked; as high as a few rows.
QListWidget* checkList(const QWidget* page) {
    auto* list = new QListWidget;
    list->setFixedHeight(page->fontMetrics().height() * 8 / 5 * shownChecks);
    list->setIconSize({page->fontMetrics().height(), page->fontMetrics().height()});
    list->setTextElideMode(Qt::ElideRight);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return list;
}

QListWidgetItem* addCheck(QListWidget* list, const QString& text, const std::string& id, bool checked) {
    auto* item = new QListWidgetItem(text, list);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(checked ? Qt::Checked : Qt::Unchecked);
    item->setData(Qt::UserRole, QString::fromStdString(id));
    item->setToolTip(text);
    return item;
}

void addHeading(QListWidget* list, const QString& text) {
    auto* item = new QListWidgetItem(text, list);
    item->setFlags(Qt::NoItemFlags);
    QFont font = list->font();
    font.setBold(true);
    item->setFont(font);
}

void put(std::vector<std::string>& ids, const std::string& id, bool wanted) {
    std::erase(ids, id);
    if (wanted) ids.push_back(id);
}

}  // namespace

ClaimsPage::ClaimsPage(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_lead(styledLabel("muted")),
      m_menu(new QMenu(this)),
      m_add(new QPushButton(themedIcon(u"add"_s), QString())),
      m_remove(new QPushButton(themedIcon(u"remove"_s), QString())),
      m_list(new QTreeWidget),
      m_claimCard(new InputCard),
      m_evidenceCard(new InputCard),
      m_resultsCard(new InputCard),
      m_missingCard(new InputCard),
      m_wording(styledLabel("muted")),
      m_strengthLabel(styledLabel("muted")),
      m_strength(new QComboBox),
      m_statement(new TextArea(
          session.document(),
          [this](Case& value) {
              RequirementClaim* claim = findClaim(value, m_chosen);
              return claim ? &claim->statement : nullptr;
          },
          2)),
      m_evidence(checkList(this)),
      m_filter(new QLineEdit),
      m_results(checkList(this)),
      m_precedents(new QLabel),
      m_showPrecedents(new QPushButton(themedIcon(u"precedent"_s), QString())),
      m_missing(new TextArea(
          session.document(),
          [this](Case& value) {
              RequirementClaim* claim = findClaim(value, m_chosen);
              return claim ? &claim->missing : nullptr;
          },
          2)),
      m_findings(new QVBoxLayout) {
    m_menu->setToolTipsVisible(true);
    m_add->setMenu(m_menu);
    auto* head = new QHBoxLayout;
    head->addWidget(m_lead, 1);
    head->addWidget(m_add);
    head->addWidget(m_remove);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(makeList());
    splitter->addWidget(makeDetails());
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 3);
    splitter->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->addLayout(head);
    column->addWidget(splitter, 1);
    connect(m_remove, &QPushButton::clicked, this, &ClaimsPage::removeChosen);
    connect(&session, &Session::evaluationChanged, this, &ClaimsPage::showCase);
}

QWidget* ClaimsPage::makeList() {
    m_list->setColumnCount(5);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setMinimumHeight(fontMetrics().height() * 6);
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem* item) {
        m_chosen = item ? item->data(requirementColumn, Qt::UserRole).toString().toStdString() : std::string();
        showChosen();
    });
    return m_list;
}

QWidget* ClaimsPage::makeDetails() {
    ignoreWheelWithoutFocus(m_strength);
    m_claimCard->body()->addWidget(m_wording);
    m_claimCard->body()->addWidget(m_statement);
    auto* strength = new QHBoxLayout;
    strength->addWidget(m_strengthLabel);
    strength->addWidget(m_strength);
    strength->addStretch(1);
    strength->addWidget(m_precedents);
    strength->addWidget(m_showPrecedents);
    m_claimCard->body()->addLayout(strength);
    m_evidenceCard->body()->addWidget(m_evidence);
    m_filter->setClearButtonEnabled(true);
    m_resultsCard->body()->addWidget(m_filter);
    m_resultsCard->body()->addWidget(m_results);
    m_missingCard->body()->addWidget(m_missing);
    m_missingCard->body()->addLayout(m_findings);

    m_details = new QWidget;
    m_details->setObjectName(u"scrolled"_s);
    auto* column = new QVBoxLayout(m_details);
    column->setContentsMargins(0, 0, 0, 0);
    for (InputCard* card : {m_claimCard, m_evidenceCard, m_resultsCard, m_missingCard}) column->addWidget(card);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_details);

    connect(m_strength, &QComboBox::activated, this,
            [this] { judge(static_cast<ClaimStrength>(m_strength->currentData().toInt())); });
    connect(m_evidence, &QListWidget::itemChanged, this, [this](const QListWidgetItem* item) {
        if (!m_filling) support(item->data(Qt::UserRole).toString().toStdString(), item->checkState() == Qt::Checked);
    });
    connect(m_evidence, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        Q_EMIT goToRequested("/evidence/id=" + item->data(Qt::UserRole).toString().toStdString());
    });
    connect(m_results, &QListWidget::itemChanged, this, [this](const QListWidgetItem* item) {
        if (!m_filling) offer(item->data(Qt::UserRole).toString().toStdString(), item->checkState() == Qt::Checked);
    });
    connect(m_filter, &QLineEdit::textChanged, this, &ClaimsPage::filterResults);
    connect(m_showPrecedents, &QPushButton::clicked, this, [this] {
        const ClaimRow* row = chosenRow();
        if (!row || !row->requirement) return;
        PrecedentQuery query;
        query.premium = row->requirement->premium;
        query.item = itemLetter(printedItem(row->requirement->item));
        Q_EMIT precedentsRequested(query);
    });
    return scroll;
}

void ClaimsPage::edit(const QString& text, const std::function<void(RequirementClaim&)>& change) {
    Case after = m_session.document().current();
    RequirementClaim* claim = findClaim(after, m_chosen);
    if (!claim) return;
    change(*claim);
    if (after == m_session.document().current()) return;
    m_session.document().replace(std::move(after), text);
}

void ClaimsPage::addRequirement(const std::string& key) {
    Case after = m_session.document().current();
    m_chosen = addClaim(after, key);
    m_session.document().replace(std::move(after), tr("Add premium claim"));
}

void ClaimsPage::removeChosen() {
    Case after = m_session.document().current();
    std::erase_if(after.claims, [this](const RequirementClaim& claim) { return claim.id == m_chosen; });
    if (after == m_session.document().current()) return;
    m_session.document().replace(std::move(after), tr("Remove premium claim"));
}

void ClaimsPage::support(const std::string& evidence, bool supports) {
    edit(tr("Choose evidence of a claim"), [&](RequirementClaim& claim) { put(claim.evidence, evidence, supports); });
}

void ClaimsPage::offer(const std::string& result, bool offered) {
    edit(tr("Choose results of a claim"), [&](RequirementClaim& claim) { put(claim.results, result, offered); });
}

void ClaimsPage::judge(ClaimStrength strength) {
    edit(tr("Judge the strength of a claim"), [strength](RequirementClaim& claim) { claim.strength = strength; });
}

const ClaimRow* ClaimsPage::chosenRow() const {
    const auto found = std::ranges::find_if(m_rows, [this](const ClaimRow& row) { return row.claim.id == m_chosen; });
    return found == m_rows.end() ? nullptr : &*found;
}

void ClaimsPage::showCase() {
    const Case& value = m_session.document().current();
    const RulePack* pack = m_session.pack();
    m_add->setEnabled(pack != nullptr);
    m_rows.clear();
    m_offered.clear();
    if (pack) {
        const EvaluationPtr evaluation = m_session.evaluation();
        if (evaluation) m_offered = offeredResults(value, *evaluation, *pack);
        m_rows = claimSheet(value, *pack, publishedDecisions(), m_offered);
    }
    fillMenu();
    fillList();
}

void ClaimsPage::fillMenu() {
    m_menu->clear();
    const RulePack* pack = m_session.pack();
    if (!pack) return;
    const std::vector<Requirement> requirements = requirementsOf(*pack);
    if (requirements.empty()) {
        m_menu
            ->addAction(tr("The rules \"%1\" hold no requirements of premiums. Choose later rules to claim one.")
                            .arg(shown(pack->name)))
            ->setEnabled(false);
    }
    std::map<std::string, QMenu*> menus;
    for (const Requirement& requirement : requirements) {
        QMenu*& menu = menus[requirement.premium];
        if (!menu) {
            const auto kind = pack->premium(requirement.premium);
            menu = m_menu->addMenu(kind ? shown(kind->label) : QString::fromStdString(requirement.premium));
            menu->setToolTipsVisible(true);
        }
        QString text = QString::fromStdString(printedItem(requirement.item));
        if (!requirement.wording.empty()) text += u"  "_s + shown(requirement.wording);
        QAction* action = menu->addAction(menu->fontMetrics().elidedText(text, Qt::ElideRight, textColumns(this, 60)));
        action->setToolTip(text);
        connect(action, &QAction::triggered, this, [this, key = requirement.key] { addRequirement(key); });
    }
}

void ClaimsPage::describe(QTreeWidgetItem* item, const ClaimRow& row) const {
    item->setText(requirementColumn, requirementName(row));
    item->setText(strengthColumn, shown(claimStrengthText(row.claim.strength)));
    item->setText(supportColumn, tr("%1 evidence, %2 results").arg(row.evidence.size()).arg(row.results.size()));
    item->setText(precedentColumn, row.requirement ? tr("%1 same item, %2 same letter")
                                                         .arg(row.precedents.sameItem.size())
                                                         .arg(row.precedents.sameLetter.size())
                                                   : QString());
    const std::size_t open = missingOf(row).size();
    item->setText(missingColumn, open == 0 ? tr("nothing") : QString::number(open));
    item->setIcon(missingColumn, open == 0 ? themedIcon(u"good"_s, themeColours().good)
                                           : themedIcon(u"warning"_s, themeColours().warning));
    item->setToolTip(precedentColumn, shown(precedentsText(row)));
    item->setToolTip(requirementColumn, row.requirement ? shown(row.requirement->wording) : QString());
    item->setData(requirementColumn, Qt::UserRole, QString::fromStdString(row.claim.id));
}

void ClaimsPage::fillList() {
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    QTreeWidgetItem* chosen = nullptr;
    for (const ClaimRow& row : m_rows) {
        auto* item = new QTreeWidgetItem(m_list);
        describe(item, row);
        if (row.claim.id == m_chosen) chosen = item;
    }
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(requirementColumn, QHeaderView::Stretch);
    if (!chosen) chosen = m_list->topLevelItem(0);
    m_list->setCurrentItem(chosen);
    m_chosen = chosen ? chosen->data(requirementColumn, Qt::UserRole).toString().toStdString() : std::string();
    showChosen();
}

void ClaimsPage::showChosen() {
    const ClaimRow* row = chosenRow();
    m_remove->setEnabled(row != nullptr);
    m_details->setVisible(row != nullptr);
    if (!row) return;
    m_claimCard->setHeading(requirementName(*row));
    QStringList about;
    if (row->requirement) {
        const Requirement& requirement = *row->requirement;
        if (!requirement.wording.empty()) about.push_back(shown(requirement.wording));
        if (requirement.points) {
            about.push_back(tr("%1 point(s)").arg(QString::fromStdString(ruleNumberText(*requirement.points))));
        }
        about.push_back(shown(requirement.source.clause));
        about.push_back(tr("rule: %1").arg(shown(ruleStatusText(requirement.source.status))));
    }
    setWrappedText(m_wording, about.join(u" · "_s));
    m_statement->showText();
    m_missing->showText();
    m_strength->setCurrentIndex(m_strength->findData(static_cast<int>(row->claim.strength)));
    m_precedents->setText(tr("Precedents: %1").arg(shown(precedentsText(*row)).replace(u'\n', u", "_s)));
    m_showPrecedents->setEnabled(row->requirement.has_value());
    m_filling = true;
    fillEvidence(row->claim);
    fillResults(row->claim);
    m_filling = false;
    fillFindings(*row);
}

void ClaimsPage::fillEvidence(const RequirementClaim& claim) {
    m_evidence->clear();
    for (const Evidence& evidence : m_session.document().current().evidence) {
        const bool supports = std::ranges::find(claim.evidence, evidence.id) != claim.evidence.end();
        const std::string overall = overallJudgement(evidence.appraisal);
        QString text = shown(evidence.title);
        if (evidence.design != StudyDesign::notStated) text += u" – "_s + shown(studyDesignText(evidence.design));
        QListWidgetItem* item = addCheck(m_evidence, text, evidence.id, supports);
        const BiasTool* tool = findBiasTool(evidence.appraisal.tool);
        const BiasJudgement* judgement = tool ? findJudgement(*tool, overall) : nullptr;
        if (!judgement) continue;
        item->setIcon(concernIcon(judgement->concern));
        item->setText(text + tr(" – risk of bias: %1").arg(shown(judgement->label)));
        item->setToolTip(item->text());
    }
}

void ClaimsPage::fillResults(const RequirementClaim& claim) {
    m_results->clear();
    const auto add = [this](const OfferedResult& result, bool chosen) {
        const QString value = shown(result.value);
        addCheck(m_results, value.isEmpty() ? shown(result.label) : u"%1: %2"_s.arg(shown(result.label), value),
                 result.id, chosen);
    };
    // What was chosen stands first, so that it is seen without searching.
    const auto isChosen = [&claim](const std::string& id) {
        return std::ranges::find(claim.results, id) != claim.results.end();
    };
    for (const OfferedResult& result : m_offered) {
        if (isChosen(result.id)) add(result, true);
    }
    for (const std::string& id : claim.results) {
        if (std::ranges::find(m_offered, id, &OfferedResult::id) == m_offered.end()) add({id, {id, id}, {}}, true);
    }
    const auto row = std::ranges::find(m_rows, claim.id, [](const ClaimRow& each) { return each.claim.id; });
    const auto isProposed = [&](const OfferedResult& result) {
        return row != m_rows.end() && row->requirement && couldSupport(result, *row->requirement);
    };
    const auto addOthers = [&](bool proposed, const QString& heading) {
        bool any = false;
        for (const OfferedResult& result : m_offered) {
            if (isChosen(result.id) || isProposed(result) != proposed) continue;
            if (!std::exchange(any, true)) addHeading(m_results, heading);
            add(result, false);
        }
    };
    addOthers(true, tr("Could support this item"));
    addOthers(false, tr("Other results"));
    filterResults();
}

void ClaimsPage::filterResults() {
    const QString words = m_filter->text().trimmed();
    for (int row = 0; row < m_results->count(); ++row) {
        QListWidgetItem* item = m_results->item(row);
        const bool fits = item->text().contains(words, Qt::CaseInsensitive) ||
                          item->data(Qt::UserRole).toString().contains(words, Qt::CaseInsensitive);
        const bool heading = item->flags() == Qt::NoItemFlags;
        item->setHidden(heading ? !words.isEmpty() : !fits && item->checkState() != Qt::Checked);
    }
}

void ClaimsPage::fillFindings(const ClaimRow& row) {
    while (QLayoutItem* item = m_findings->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    ClaimRow found = row;
    found.claim.missing = {};  // stands in its own field
    for (const Text& sentence : missingOf(found)) {
        auto* line = new QLabel(shown(sentence));
        line->setWordWrap(true);
        m_findings->addWidget(line);
    }
}

bool ClaimsPage::goTo(const std::string& where) {
    const std::string head = "/claims/id=";
    if (!where.starts_with(head)) return false;
    const std::string id = where.substr(head.size(), where.find('/', head.size()) - head.size());
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        QTreeWidgetItem* item = m_list->topLevelItem(row);
        if (item->data(requirementColumn, Qt::UserRole).toString().toStdString() != id) continue;
        m_list->setCurrentItem(item);
        m_list->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return false;
}

void ClaimsPage::retranslate() {
    setWrappedText(m_lead,
                   tr("Which requirement of a premium the product meets, and what supports it. The report prints "
                      "the sheet."));
    m_add->setText(tr("Add a requirement"));
    m_remove->setText(tr("Remove"));
    m_list->setHeaderLabels({tr("Requirement"), tr("Strength"), tr("Support"), tr("Precedents"), tr("Missing")});
    m_list->headerItem()->setToolTip(precedentColumn, tr("Published decisions on the item + on its letter"));
    m_list->setAccessibleName(tr("Premium claims of the case"));
    m_evidenceCard->setHeading(tr("Evidence"), tr("Tick what supports the claim."));
    m_resultsCard->setHeading(tr("Results"), tr("Figures of the models and analyses offered as evidence."));
    m_missingCard->setHeading(tr("What is missing"), tr("What a council would still ask for."));
    m_statement->setName(tr("What is claimed"));
    m_missing->setName(tr("What is missing"));
    m_evidence->setAccessibleName(tr("Evidence of the claim"));
    m_results->setAccessibleName(tr("Results of the claim"));
    m_filter->setPlaceholderText(tr("Find a result"));
    m_filter->setAccessibleName(tr("Find a result"));
    m_strengthLabel->setText(tr("Strength of the evidence"));
    m_strength->setAccessibleName(tr("Strength of the evidence"));
    m_showPrecedents->setText(tr("Precedents…"));
    m_strength->clear();
    for (const auto& strength : claimStrengthNames) {
        m_strength->addItem(shown(claimStrengthText(strength.value)), static_cast<int>(strength.value));
    }
    showCase();
}

}  // namespace kachi
