#include "ui/windows/evidence_details.h"

#include "app/document/evidence_edits.h"
#include "app/interchange/citation_text.h"
#include "app/report/case_text.h"
#include "app/report/evidence_tables.h"
#include "ui/editors/checked_edit.h"
#include "ui/editors/no_wheel.h"
#include "ui/editors/text_field.h"
#include "ui/sections/input_views.h"
#include "ui/windows/appraisal_form.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/evidence_links.h"
#include "ui/windows/icons.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"
#include "ui/windows/settings.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownFiles = 3;

const std::vector<std::pair<EvidenceKind, const char*>>& kinds() {
    static const std::vector<std::pair<EvidenceKind, const char*>> table{
        {EvidenceKind::study, QT_TRANSLATE_NOOP("kachi::EvidenceDetails", "Study")},
        {EvidenceKind::table, QT_TRANSLATE_NOOP("kachi::EvidenceDetails", "Table")},
        {EvidenceKind::priceList, QT_TRANSLATE_NOOP("kachi::EvidenceDetails", "Price list")},
        {EvidenceKind::index, QT_TRANSLATE_NOOP("kachi::EvidenceDetails", "Index series")},
        {EvidenceKind::decision, QT_TRANSLATE_NOOP("kachi::EvidenceDetails", "Decision")},
        {EvidenceKind::expert, QT_TRANSLATE_NOOP("kachi::EvidenceDetails", "Expert opinion")},
    };
    return table;
}

/// Arms of the evidence that `chosen` names at the time of asking.
RowTable armRows(std::function<Evidence*(Case&)> chosen) {
    RowTable table;
    table.name = {"群", "Arms"};
    bindRows<EvidenceArm>(table, [chosen](Case& value) {
        Evidence* evidence = chosen(value);
        return evidence ? &evidence->arms : nullptr;
    });
    const auto arm = [chosen](Case& value, int row) -> EvidenceArm& {
        return chosen(value)->arms[static_cast<std::size_t>(row)];
    };
    RowTable::Column name;
    name.header = {"群", "Arm"};
    name.text = [arm](Case& value, int row) { return &arm(value, row).name; };
    RowTable::Column patients;
    patients.header = {"患者数", "Patients"};
    patients.count = [arm](const Case& value, int row) { return arm(const_cast<Case&>(value), row).patients; };
    patients.setCount = [arm](Case& value, int row, std::optional<int> number) { arm(value, row).patients = number; };
    patients.mayBeEmpty = true;
    RowTable::Column result;
    result.header = {"結果", "Result"};
    result.text = [arm](Case& value, int row) { return &arm(value, row).result; };
    table.columns.push_back(std::move(name));
    table.columns.push_back(std::move(patients));
    table.columns.push_back(std::move(result));
    return table;
}

}  // namespace

QString evidenceKindName(EvidenceKind kind) {
    for (const auto& [known, name] : kinds()) {
        if (known == kind) return EvidenceDetails::tr(name);
    }
    return {};
}

QString readingName(const std::string& status) {
    static const std::map<std::string, const char*> names{
        {"full text", QT_TRANSLATE_NOOP("kachi::EvidenceDetails", "read in full")},
        {"table", QT_TRANSLATE_NOOP("kachi::EvidenceDetails", "table read")},
        {"full parameter table", QT_TRANSLATE_NOOP("kachi::EvidenceDetails", "all parameters read")},
        {"abstract", QT_TRANSLATE_NOOP("kachi::EvidenceDetails", "abstract only")},
        {"secondary", QT_TRANSLATE_NOOP("kachi::EvidenceDetails", "second hand")},
    };
    const auto found = names.find(status);
    return found == names.end() ? QString::fromStdString(status) : EvidenceDetails::tr(found->second);
}

EvidenceDetails::EvidenceDetails(Session& session, QWidget* parent)
    : QScrollArea(parent),
      m_session(session),
      m_factsCard(new InputCard),
      m_armsCard(new InputCard),
      m_appraisalCard(new InputCard),
      m_filesCard(new InputCard),
      m_linksCard(new InputCard),
      m_arms(new RowTableEditor(session, armRows([this](Case& value) { return find(value); }), 8)),
      m_appraisal(new AppraisalForm(session)),
      m_files(new QListWidget),
      m_digest(new QLineEdit),
      m_attach(new QPushButton(themedIcon(u"add"_s), QString())),
      m_detach(new QPushButton(themedIcon(u"remove"_s), QString())),
      m_links(new EvidenceLinks(session)) {
    m_factsCard->body()->addWidget(makeFacts());
    m_armsCard->body()->addWidget(m_arms);
    m_arms->view()->setStretchColumn(2);
    m_appraisalCard->body()->addWidget(m_appraisal);
    makeFiles();
    m_linksCard->body()->addWidget(m_links);
    auto* content = new QWidget;
    content->setObjectName(u"scrolled"_s);
    auto* column = new QVBoxLayout(content);
    for (InputCard* card : {m_factsCard, m_appraisalCard, m_armsCard, m_linksCard, m_filesCard}) {
        column->addWidget(card);
    }
    column->addStretch(1);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(content);
    setMinimumWidth(textColumns(this, 40));
    connect(m_links, &EvidenceLinks::goToRequested, this, &EvidenceDetails::goToRequested);
}

QWidget* EvidenceDetails::makeFacts() {
    CaseDocument& document = m_session.document();
    const auto place = [this](Text Evidence::*member) {
        return [this, member](Case& value) {
            Evidence* evidence = find(value);
            return evidence ? &(evidence->*member) : nullptr;
        };
    };
    m_title = new TextField(document, place(&Evidence::title));
    m_population = new TextField(document, place(&Evidence::population));
    m_note = new TextArea(document, place(&Evidence::note), 2);
    m_kind = new QComboBox;
    m_design = new QComboBox;
    for (QComboBox* choice : {m_kind, m_design}) {
        ignoreWheelWithoutFocus(choice);
        choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    }
    const Reader words = [](const QString& typed, const QString&) { return typed.trimmed().toStdString(); };
    addLine(&Evidence::citation, words);
    addLine(&Evidence::doi, typedDoi);
    addLine(&Evidence::pmid, typedPmid);
    addLine(&Evidence::url, words);
    addLine(&Evidence::date, typedEvidenceDate);
    addLine(&Evidence::status, words);
    auto* facts = new QWidget;
    auto* form = new QFormLayout(facts);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    std::vector<QWidget*> fields{m_title, m_kind, m_design, m_population};
    for (const LineRow& row : m_lines) fields.push_back(row.field);
    fields.push_back(m_note);
    for (QWidget* field : fields) addField(form, field);

    connect(m_kind, &QComboBox::activated, this, [this] {
        edit(tr("Choose kind of evidence"),
             [this](Evidence& evidence) { evidence.kind = static_cast<EvidenceKind>(m_kind->currentData().toInt()); });
    });
    connect(m_design, &QComboBox::activated, this, [this] {
        edit(tr("Choose the study design"), [this](Evidence& evidence) {
            evidence.design = static_cast<StudyDesign>(m_design->currentData().toInt());
        });
    });
    return facts;
}

void EvidenceDetails::addLine(std::string Evidence::*member, const Reader& read) {
    const std::size_t at = m_lines.size();
    auto* field = new CheckedEdit([this, at](const QString& text) {
        const LineRow& line = m_lines[at];
        return line.read(text, line.field->accessibleName()).issues();
    });
    m_lines.push_back({field, member, read});
    connect(field, &QLineEdit::editingFinished, this, [this, at] { takeLine(m_lines[at]); });
}

void EvidenceDetails::takeLine(const LineRow& line) {
    if (!line.field->accepts()) return;
    const std::string taken = *line.read(line.field->text(), line.field->accessibleName());
    line.field->showStored(QString::fromStdString(taken));
    edit(tr("Edit %1").arg(line.field->accessibleName()), [&](Evidence& evidence) { evidence.*line.member = taken; });
}

void EvidenceDetails::addField(QFormLayout* form, QWidget* field) {
    auto* caption = styledLabel("muted");
    caption->setBuddy(field);
    m_captions.push_back(caption);
    form->addRow(caption, field);
}

void EvidenceDetails::makeFiles() {
    m_files->setFixedHeight(fontMetrics().height() * 8 / 5 * shownFiles);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_attach);
    buttons->addWidget(m_detach);
    buttons->addStretch(1);
    m_digest->setReadOnly(true);
    m_filesCard->body()->addWidget(m_files);
    m_filesCard->body()->addWidget(m_digest);
    m_filesCard->body()->addLayout(buttons);
    connect(m_attach, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Attach a file"), settings::folder());
        if (!path.isEmpty()) attachFile(path);
    });
    connect(m_detach, &QPushButton::clicked, this, &EvidenceDetails::removeFile);
    connect(m_files, &QListWidget::currentRowChanged, this, [this](int row) {
        m_detach->setEnabled(row >= 0);
        showDigest();
    });
}

void EvidenceDetails::attachFile(const QString& path) {
    const auto file = evidenceFile(path);
    if (!file) return showIssues(this, tr("The file was not attached."), file.issues());
    edit(tr("Attach file"), [&file](Evidence& evidence) { evidence.files.push_back(*file); });
}

void EvidenceDetails::removeFile() {
    const int row = m_files->currentRow();
    if (row < 0) return;
    edit(tr("Remove file"), [row](Evidence& evidence) { evidence.files.erase(evidence.files.begin() + row); });
}

void EvidenceDetails::edit(const QString& text, const std::function<void(Evidence&)>& change) {
    Case after = m_session.document().current();
    Evidence* evidence = find(after);
    if (!evidence) return;
    change(*evidence);
    if (after == m_session.document().current()) return;
    m_session.document().replace(std::move(after), text);
}

Evidence* EvidenceDetails::find(Case& value) const {
    return findEvidence(value, m_evidence);
}

void EvidenceDetails::focusTitle() {
    m_title->setFocus(Qt::OtherFocusReason);
    m_title->selectAll();
}

void EvidenceDetails::showEvidence(const std::string& id) {
    const bool another = id != m_evidence;
    m_evidence = id;
    const Evidence* evidence = findEvidence(m_session.document().current(), id);
    widget()->setEnabled(evidence != nullptr);
    for (TextField* field : {m_title, m_population}) field->showText();
    m_note->showText();
    m_kind->setCurrentIndex(evidence ? m_kind->findData(static_cast<int>(evidence->kind)) : -1);
    m_design->setCurrentIndex(evidence ? m_design->findData(static_cast<int>(evidence->design)) : -1);
    for (const LineRow& row : m_lines) {
        if (another) row.field->clearProblem();
        row.field->showStored(evidence ? QString::fromStdString(evidence->*row.member) : QString());
    }
    m_appraisalCard->setVisible(evidence && (evidence->kind == EvidenceKind::study || !evidence->arms.empty() ||
                                             evidence->appraisal.tool != AppraisalTool::none));
    m_armsCard->setVisible(evidence && (evidence->kind == EvidenceKind::study || !evidence->arms.empty()));
    m_arms->retranslate();
    m_appraisal->showEvidence(id);
    m_links->showEvidence(id);
    fillFiles();
    if (another) ensureVisible(0, 0);
}

void EvidenceDetails::fillFiles() {
    const int chosen = std::max(0, m_files->currentRow());
    m_files->clear();
    const Evidence* evidence = findEvidence(m_session.document().current(), m_evidence);
    if (evidence) {
        for (const EvidenceFile& file : evidence->files) {
            auto* item = new QListWidgetItem(QString::fromStdString(file.name), m_files);
            item->setToolTip(QString::fromStdString(file.digest));
        }
    }
    m_files->setCurrentRow(std::min(chosen, m_files->count() - 1));
    m_detach->setEnabled(m_files->currentRow() >= 0);
    showDigest();
}

void EvidenceDetails::showDigest() {
    const QListWidgetItem* file = m_files->currentItem();
    m_digest->setVisible(file != nullptr);
    m_digest->setText(file ? u"SHA-256  "_s + file->toolTip() : QString());
    m_digest->setCursorPosition(0);
}

void EvidenceDetails::retranslate() {
    m_factsCard->setHeading(tr("Facts"));
    m_armsCard->setHeading(tr("Arms and results"), tr("What each group had and gave, as published."));
    m_appraisalCard->setHeading(tr("Risk of bias"));
    m_filesCard->setHeading(tr("Files"), tr("Name and digest are kept, so that anyone can tell the same file."));
    m_linksCard->setHeading(tr("What rests on it"));
    const QString names[] = {tr("Title"), tr("Kind"), tr("Design"),        tr("Population"), tr("Citation"),
                             tr("DOI"),   tr("PMID"), tr("Address (URL)"), tr("Date"),       tr("How it was read"),
                             tr("Note")};
    for (std::size_t i = 0; i < m_captions.size(); ++i) {
        m_captions[i]->setText(names[i]);
        m_captions[i]->buddy()->setAccessibleName(names[i]);
    }
    m_kind->clear();
    for (const auto& [kind, name] : kinds()) m_kind->addItem(tr(name), static_cast<int>(kind));
    m_design->clear();
    for (const auto& design : studyDesignNames) {
        m_design->addItem(shown(studyDesignText(design.value)), static_cast<int>(design.value));
    }
    m_files->setAccessibleName(tr("Attached files"));
    m_digest->setAccessibleName(tr("SHA-256 of the file"));
    m_attach->setText(tr("Attach a file…"));
    m_detach->setText(tr("Remove"));
    m_arms->retranslate();
    m_appraisal->retranslate();
    m_links->retranslate();
    showEvidence(m_evidence);
}

}  // namespace kachi
