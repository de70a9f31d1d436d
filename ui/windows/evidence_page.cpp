#include "ui/windows/evidence_page.h"

#include "app/document/evidence_edits.h"
#include "models/evidence/risk_of_bias.h"
#include "ui/windows/appraisal_form.h"
#include "ui/windows/citation_dialog.h"
#include "ui/windows/claims_page.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/evidence_details.h"
#include "ui/windows/evidence_links.h"
#include "ui/windows/icons.h"
#include "ui/windows/literature_page.h"

#include <QHeaderView>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

enum Page { registerPage, literaturePage, claimsPage };
enum Column { titleColumn, biasColumn, parameterColumn };

}  // namespace

EvidencePage::EvidencePage(Session& session, QWidget* parent)
    : SectionPage(session, parent),
      m_tabs(new QTabWidget),
      m_add(new QPushButton(themedIcon(u"add"_s), QString())),
      m_paste(new QPushButton(themedIcon(u"import"_s), QString())),
      m_remove(new QPushButton(themedIcon(u"remove"_s), QString())),
      m_list(new QTreeWidget),
      m_details(new EvidenceDetails(session)),
      m_literature(new LiteraturePage(session)),
      m_claims(new ClaimsPage(session)) {
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeRegister(), QString());
    m_tabs->addTab(m_literature, QString());
    m_tabs->addTab(m_claims, QString());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);

    connect(m_add, &QPushButton::clicked, this, &EvidencePage::addEvidence);
    connect(m_paste, &QPushButton::clicked, this, &EvidencePage::pasteReferences);
    connect(m_remove, &QPushButton::clicked, this, &EvidencePage::removeEvidence);
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem* item) {
        m_chosen = item ? item->data(titleColumn, Qt::UserRole).toString().toStdString() : std::string();
        showChosen();
    });
    connect(m_details, &EvidenceDetails::goToRequested, this, &EvidencePage::goToRequested);
    connect(m_claims, &ClaimsPage::goToRequested, this, [this](const std::string& where) {
        if (!goTo(where)) Q_EMIT goToRequested(where);
    });
    connect(m_claims, &ClaimsPage::precedentsRequested, this, &EvidencePage::precedentsRequested);
    connect(&session, &Session::caseOpened, this, &EvidencePage::showCase);
    connect(&session, &Session::caseEdited, this, &EvidencePage::showCase);
    retranslate();
}

QWidget* EvidencePage::makeRegister() {
    m_list->setColumnCount(3);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto* left = new QWidget;
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->addWidget(m_paste, 0, Qt::AlignLeft);
    leftColumn->addLayout(buttons);
    leftColumn->addWidget(m_list, 1);
    left->setMinimumWidth(textColumns(this, 30));
    auto* splitter = new QSplitter;
    splitter->addWidget(left);
    splitter->addWidget(m_details);
    splitter->setSizes({800, 1000});
    splitter->setChildrenCollapsible(false);
    return splitter;
}

bool EvidencePage::choose(const std::string& id) {
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        QTreeWidgetItem* item = m_list->topLevelItem(row);
        if (id.empty() || item->data(titleColumn, Qt::UserRole).toString().toStdString() != id) continue;
        m_tabs->setCurrentIndex(registerPage);
        m_list->setCurrentItem(item);
        m_list->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return false;
}

bool EvidencePage::goTo(const std::string& where) {
    if (where == "literature" || where.starts_with("/literature")) {
        m_tabs->setCurrentIndex(literaturePage);
        m_literature->goTo(where);
        return true;
    }
    if (where == "claims" || where.starts_with("/claims")) {
        m_tabs->setCurrentIndex(claimsPage);
        m_claims->goTo(where);
        return true;
    }
    std::string id;
    const std::string prefix = "/evidence/id=";
    if (where.starts_with(prefix)) id = where.substr(prefix.size(), where.find('/', prefix.size()) - prefix.size());
    const auto parameter = current().parameters.find(where);
    if (parameter != current().parameters.end()) id = parameter->second.evidence.evidence;
    return choose(id);
}

void EvidencePage::addEvidence() {
    Case after = current();
    Evidence evidence;
    evidence.id = freeId(after.evidence, 'e');
    const std::string title = tr("New evidence").toStdString();
    evidence.title = {title, title};
    m_chosen = evidence.id;
    after.evidence.push_back(std::move(evidence));
    session().document().replace(std::move(after), tr("Add evidence"));
    m_details->focusTitle();
}

void EvidencePage::removeEvidence() {
    if (m_chosen.empty()) return;
    Case after = current();
    kachi::removeEvidence(after, m_chosen);
    session().document().replace(std::move(after), tr("Remove evidence and its links"));
}

void EvidencePage::bind(const std::string& parameterId) {
    m_details->links()->bind(parameterId);
}

void EvidencePage::pasteReferences() {
    CitationDialog dialog(this);
    if (dialog.exec() == QDialog::Accepted) take(dialog.citations());
}

void EvidencePage::take(const std::vector<Citation>& citations) {
    Case after = current();
    const AddedCitations result = addCitations(after, citations);
    if (!result.added.empty()) {
        m_chosen = result.added.front();
        session().document().replace(std::move(after), tr("Paste references"));
    } else if (!result.present.empty()) {
        choose(result.present.front());
    }
}

void EvidencePage::retranslate() {
    m_tabs->setTabText(registerPage, tr("Register"));
    m_tabs->setTabToolTip(registerPage, tr("What the numbers of the case rest on; the report prints it"));
    m_tabs->setTabText(literaturePage, tr("Literature search"));
    m_tabs->setTabText(claimsPage, tr("Premium claims"));
    m_add->setText(tr("Add"));
    m_add->setToolTip(tr("Add a study, table or list by hand"));
    m_paste->setText(tr("Paste references…"));
    m_paste->setToolTip(tr("RIS, BibTeX or PubMed records, DOI or PMID"));
    m_remove->setText(tr("Remove"));
    m_remove->setToolTip(tr("Remove the chosen evidence and its links; undo brings both back"));
    m_list->setHeaderLabels({tr("Evidence"), tr("Risk of bias"), tr("Parameters")});
    m_list->setAccessibleName(tr("Evidence of the case"));
    m_details->retranslate();
    m_literature->retranslate();
    m_claims->retranslate();
    fillList();
}

void EvidencePage::showCase() {
    fillList();
    m_literature->showCase();
    m_claims->showCase();
}

void EvidencePage::fillList() {
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    QTreeWidgetItem* chosen = nullptr;
    for (const Evidence& evidence : current().evidence) {
        auto* item = new QTreeWidgetItem(m_list);
        item->setText(titleColumn, shown(evidence.title));
        item->setToolTip(titleColumn, shown(evidence.title) + u'\n' + evidenceKindName(evidence.kind) + u" · "_s +
                                          readingName(evidence.status) + u'\n' +
                                          QString::fromStdString(evidence.citation));
        const BiasTool* tool = findBiasTool(evidence.appraisal.tool);
        const BiasJudgement* judgement = tool ? findJudgement(*tool, overallJudgement(evidence.appraisal)) : nullptr;
        if (judgement) {
            item->setIcon(biasColumn, concernIcon(judgement->concern));
            item->setText(biasColumn, shown(judgement->label));
        }
        item->setText(parameterColumn, QString::number(restingOn(current(), evidence.id).size()));
        item->setTextAlignment(parameterColumn, Qt::AlignRight | Qt::AlignVCenter);
        item->setData(titleColumn, Qt::UserRole, QString::fromStdString(evidence.id));
        if (evidence.id == m_chosen) chosen = item;
    }
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(titleColumn, QHeaderView::Stretch);
    if (!chosen) chosen = m_list->topLevelItem(0);
    m_list->setCurrentItem(chosen);
    m_chosen = chosen ? chosen->data(titleColumn, Qt::UserRole).toString().toStdString() : std::string();
    showChosen();
}

void EvidencePage::showChosen() {
    m_remove->setEnabled(!m_chosen.empty());
    m_details->showEvidence(m_chosen);
}

}  // namespace kachi
