#include "ui/sections/studies_page.h"

#include "app/document/price_requests.h"
#include "app/document/request_rows.h"
#include "app/interchange/table_evidence.h"
#include "app/report/case_text.h"
#include "app/report/study_tables.h"
#include "app/studies/care_process_import.h"
#include "app/studies/curve_digitiser.h"
#include "app/studies/import_memory.h"
#include "app/studies/study_requests.h"
#include "app/studies/study_results.h"
#include "models/studies/study_name.h"
#include "ui/editors/no_wheel.h"
#include "ui/editors/text_field.h"
#include "ui/forms/field_form.h"
#include "ui/forms/wrapping_row.h"
#include "ui/sections/digitiser_dialog.h"
#include "ui/sections/input_views.h"
#include "ui/sections/study_content.h"
#include "ui/sections/study_menu.h"
#include "ui/sections/study_removal.h"
#include "ui/sections/table_import_dialog.h"
#include "ui/sections/take_over_dialog.h"
#include "ui/sections/unused_section.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/icons.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace kachi {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto editingPause = 400ms;
constexpr const char* digitisedMethod = "survivalReconstruction";
constexpr const char* mappedMethod = "careProcess";

std::string idIn(const std::string& where) {
    const std::string head = "/studies/id=";
    if (!where.starts_with(head)) return {};
    return where.substr(head.size(), where.find('/', head.size()) - head.size());
}

}  // namespace

StudiesPage::StudiesPage(Session& session, QWidget* parent)
    : SectionPage(session, parent),
      m_stack(new QStackedWidget),
      m_unused(new UnusedSection),
      m_menu(new StudyMenu(this)),
      m_list(new RequestList(m_menu)),
      m_sourceCard(new InputCard),
      m_nameLabel(styledLabel("muted")),
      m_name(new TextField(session.document(),
                           [this](Case& value) {
                               StudyRequest* request = findStudyRequest(value, m_chosen);
                               return request ? &request->name : nullptr;
                           })),
      m_evidenceLabel(styledLabel("muted")),
      m_evidence(new QComboBox),
      m_formCard(new InputCard),
      m_form(new FieldForm(session.document())),
      m_digitise(new QPushButton),
      m_processMap(new QPushButton),
      m_results(new RequestResults),
      m_progress(new QProgressBar),
      m_cancel(new QPushButton),
      m_taken(styledLabel("muted")),
      m_takeOver(new QPushButton),
      m_again(new QPushButton),
      m_pause(new QTimer(this)) {
    m_unused->button()->setMenu(m_menu);
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeInputs());
    splitter->addWidget(makeResults());
    splitter->setSizes({1000, 1000});
    m_stack->addWidget(m_unused);
    m_stack->addWidget(splitter);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    m_pause->setSingleShot(true);
    m_pause->setInterval(editingPause);

    connectList();
    connect(m_pause, &QTimer::timeout, this, &StudiesPage::work);
    connect(&session, &Session::caseOpened, this, &StudiesPage::showCase);
    connect(&session, &Session::caseEdited, this, &StudiesPage::showCase);
    connect(&session, &Session::evaluationChanged, this, &StudiesPage::showResult);
    connect(m_results, &RequestResults::goToRequested, this, [this](const std::string& where) {
        if (!goTo(where)) Q_EMIT goToRequested(where);
    });
    connect(&m_runner, &AnalysisRunner::started, this, [this] {
        m_progress->setRange(0, 0);
        m_progress->show();
        m_cancel->show();
        m_results->setStale(true);
    });
    connect(&m_runner, &AnalysisRunner::progress, this, [this](qulonglong done, qulonglong total) {
        m_progress->setRange(0, 1000);
        m_progress->setValue(total == 0 ? 0 : static_cast<int>(1000 * done / total));
    });
    for (auto ended : {&AnalysisRunner::finished, &AnalysisRunner::cancelled}) {
        connect(&m_runner, ended, m_progress, &QWidget::hide);
        connect(&m_runner, ended, m_cancel, &QWidget::hide);
    }
    connect(m_cancel, &QPushButton::clicked, &m_runner, &AnalysisRunner::cancel);
    connect(m_takeOver, &QPushButton::clicked, this, &StudiesPage::openTakeOver);
    connect(m_digitise, &QPushButton::clicked, this, &StudiesPage::openDigitiser);
    connect(m_processMap, &QPushButton::clicked, this, [this] {
        const QString path = TableImportDialog::askForFile(this, tr("Import the whole process map"));
        if (!path.isEmpty()) importProcessMap(path);
    });
    connect(m_again, &QPushButton::clicked, this, &StudiesPage::recompute);
    retranslate();
}

QWidget* StudiesPage::makeInputs() {
    m_formCard->body()->addWidget(m_digitise, 0, Qt::AlignLeft);
    m_formCard->body()->addWidget(m_processMap, 0, Qt::AlignLeft);
    m_formCard->body()->addWidget(m_form);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->addWidget(m_list);
    column->addWidget(makeSourceCard());
    column->addWidget(m_formCard);
    column->addStretch(1);
    m_scroll = new InputScrollArea(content);
    return m_scroll;
}

void StudiesPage::connectList() {
    connect(m_menu, &StudyMenu::chosen, this, &StudiesPage::addMethod);
    connect(m_list, &RequestList::chosen, this, &StudiesPage::choose);
    connect(m_list, &RequestList::duplicateRequested, this, [this] {
        std::string copy;
        edit(tr("Duplicate analysis"), [this, &copy](Case& value) { copy = duplicateStudy(value, m_chosen); });
        choose(copy);
    });
    connect(m_list, &RequestList::removeRequested, this, &StudiesPage::removeChosen);
    connect(m_list, &RequestList::moveRequested, this,
            [this](int by) { edit(tr("Move analysis"), [this, by](Case& value) { moveStudy(value, m_chosen, by); }); });
}

QWidget* StudiesPage::makeSourceCard() {
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_evidence->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    ignoreWheelWithoutFocus(m_evidence);
    m_nameLabel->setBuddy(m_name);
    m_evidenceLabel->setBuddy(m_evidence);
    form->addRow(m_nameLabel, m_name);
    form->addRow(m_evidenceLabel, m_evidence);
    m_sourceCard->body()->addLayout(form);
    connect(m_evidence, &QComboBox::activated, this, [this] {
        edit(tr("Choose evidence"), [this](Case& value) {
            if (StudyRequest* request = findStudyRequest(value, m_chosen)) {
                request->evidence = m_evidence->currentData().toString().toStdString();
            }
        });
    });
    return m_sourceCard;
}

QWidget* StudiesPage::makeResults() {
    auto* side = new QWidget;
    side->setMinimumWidth(textColumns(this, 32));
    auto* running = new QHBoxLayout;
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_cancel->hide();
    running->addWidget(m_progress, 1);
    running->addWidget(m_cancel);
    m_taken->setWordWrap(true);
    auto* buttons = new WrappingRow;
    buttons->addWidget(m_again);
    buttons->addWidget(m_takeOver);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(running);
    column->addWidget(m_results, 1);
    column->addWidget(m_taken);
    column->addLayout(buttons);
    return side;
}

void StudiesPage::edit(const QString& text, const std::function<void(Case&)>& change) {
    m_form->commit();
    Case after = current();
    change(after);
    session().document().replace(std::move(after), text);
}

void StudiesPage::addMethod(const std::string& method) {
    std::string added;
    edit(tr("Add analysis"), [&](Case& value) { added = addStudy(value, method); });
    choose(added);
}

void StudiesPage::removeChosen() {
    m_form->commit();
    const auto kept = askAboutFollowers(session(), m_chosen, this);
    if (kept) edit(tr("Remove analysis"), [&](Case& value) { removeStudy(value, m_chosen, *kept); });
}

void StudiesPage::choose(const std::string& id) {
    if (id == m_chosen) return;
    m_form->commit();
    m_chosen = id;
    m_worked.reset();
    m_result.reset();
    showCase();
}

void StudiesPage::showCase() {
    const std::vector<StudyRequest>& all = current().studies;
    m_stack->setCurrentIndex(all.empty() ? 0 : 1);
    if (const std::string id = m_list->stillChosen(rowIds(all), m_chosen); id != m_chosen) {
        m_chosen = id;
        m_worked.reset();
        m_result.reset();
    }
    showList();
    showChosen();
    showTaken();
    const StudyRequest* request = findStudyRequest(current(), m_chosen);
    if (!request) {
        m_runner.cancel();
        m_results->clear();
    } else if (!m_worked) {
        work();
    } else {
        m_results->setStale(!isWorkedOut(*request));
        m_pause->start();
    }
}

void StudiesPage::showList() {
    std::vector<RequestList::Row> rows;
    const std::set<std::string> outOfDate = staleParameters();
    for (const StudyRequest& request : current().studies) rows.push_back(described(request, outOfDate));
    m_list->showRows(rows, m_chosen);
}

RequestList::Row StudiesPage::described(const StudyRequest& request, const std::set<std::string>& outOfDate) const {
    const StudyDefinition* study = findStudy(request.method);
    int taken = 0;
    int stale = 0;
    for (const auto& [id, parameter] : current().parameters) {
        if (parameter.evidence.study != request.id) continue;
        ++taken;
        if (outOfDate.contains(id)) ++stale;
    }
    RequestList::Cell use{stale > 0   ? tr("%n out of date", nullptr, stale)
                          : taken > 0 ? tr("in %n parameter(s)", nullptr, taken)
                                      : QString(),
                          stale > 0 ? themeColours().warning : themeColours().muted};
    return {request.id,
            shown(studyName(request)),
            study ? shown(study->name) + u'\n' + shown(study->purpose) : QString(),
            {use}};
}

void StudiesPage::showChosen() {
    const StudyRequest* request = findStudyRequest(current(), m_chosen);
    if (!request) {
        m_form->clear();
        return;
    }
    static const std::vector<Field> noFields;
    const StudyDefinition* study = findStudy(request->method);
    m_digitise->setVisible(request->method == digitisedMethod);
    m_processMap->setVisible(request->method == mappedMethod);
    m_formCard->setHeading(study ? shown(study->name) : QString::fromStdString(request->method),
                           study ? shown(study->purpose) : tr("This version does not know the analysis."));
    m_form->showInputs({InputsOwner::study, m_chosen}, study ? study->fields : noFields);
    m_name->showText();
    if (request->name.empty() && study) m_name->setPlaceholderText(shown(study->name));
    const QSignalBlocker blocker(m_evidence);
    m_evidence->clear();
    m_evidence->addItem(tr("not stated"), QString());
    for (const Evidence& evidence : current().evidence) {
        m_evidence->addItem(shown(evidence.title), QString::fromStdString(evidence.id));
    }
    m_evidence->setCurrentIndex(std::max(0, m_evidence->findData(QString::fromStdString(request->evidence))));
}

void StudiesPage::showTaken() {
    const std::set<std::string> outOfDate = staleParameters();
    QStringList names;
    bool stale = false;
    for (const auto& [id, parameter] : current().parameters) {
        if (parameter.evidence.study != m_chosen) continue;
        names << shown(parameterName(current(), id));
        stale = stale || outOfDate.contains(id);
    }
    m_taken->setText(names.isEmpty() ? QString()
                     : stale         ? tr("Out of date in parameters: %1").arg(names.join(u", "_s))
                                     : tr("Used in parameters: %1").arg(names.join(u", "_s)));
    m_again->setVisible(stale);
    const bool offers = m_result && *m_result && !(*m_result)->estimates.empty();
    m_takeOver->setEnabled(offers && !m_runner.isRunning());
}

void StudiesPage::work() {
    m_pause->stop();
    const StudyRequest* request = findStudyRequest(current(), m_chosen);
    const RulePack* pack = session().pack();
    if (!request || !pack) return;
    if (request->inputs.empty()) {
        // Nothing was entered yet: no run, and no list of all that is missing.
        m_worked = std::make_shared<const Case>(current());
        m_result.reset();
        m_runner.cancel();
        m_results->show(studyBeforeEntry(*request), language());
        return;
    }
    RunOptions options;
    options.seed = static_cast<std::uint64_t>(current().run.seed);
    const auto asked = std::make_shared<const Case>(current());
    m_runner.request(
        options,
        [asked, id = m_chosen,
         pack = *pack](const RunOptions& running) -> Result<std::shared_ptr<const Result<StudyResult>>> {
            return StudyResults::shared().get(*asked, *findStudyRequest(*asked, id), pack, running);
        },
        [this, id = m_chosen, asked](std::shared_ptr<const Result<StudyResult>> result) {
            take(std::move(result), id, asked);
        });
}

bool StudiesPage::isWorkedOut(const StudyRequest& request) const {
    const StudyRequest* worked = m_worked ? findStudyRequest(*m_worked, request.id) : nullptr;
    return worked && worked->method == request.method && worked->inputs == request.inputs &&
           worked->rows == request.rows;
}

std::set<std::string> StudiesPage::staleParameters() const {
    std::set<std::string> stale;
    for (const Issue& issue : session().document().issues()) {
        if (issue.code == "case.studyStale") stale.insert(issue.where);
    }
    return stale;
}

void StudiesPage::take(std::shared_ptr<const Result<StudyResult>> result, const std::string& id,
                       std::shared_ptr<const Case> asked) {
    const StudyRequest* request = findStudyRequest(current(), id);
    if (!request || id != m_chosen) return;
    m_result = std::move(result);
    m_worked = std::move(asked);
    if (m_result->ok() && !request->evidence.empty()) {
        // Roles of the columns, for the next file of this shape; one that cannot be kept is no fault of the analysis.
        if (const auto made = templateOf(*request)) static_cast<void>(ImportMemory().rememberRoles(*made).ok());
    }
    QTimer::singleShot(0, this, [this] {
        showResult();
        showTaken();
        Q_EMIT worked();
    });
}

void StudiesPage::showResult() {
    const StudyRequest* request = findStudyRequest(current(), m_chosen);
    if (!request || !m_result) return;
    std::map<std::string, SampleSummary> drawn;
    if (const EvaluationPtr evaluation = session().evaluation()) {
        const auto found = std::ranges::find(evaluation->studies, m_chosen, &CaseStudy::id);
        if (found != evaluation->studies.end()) drawn = found->drawn;
    }
    m_results->show(shownStudy(*request, *m_result, drawn), language());
    m_results->setStale(!isWorkedOut(*request));
    Issues placed;
    for (Issue issue : m_result->issues()) {
        if (!issue.where.starts_with("/studies/")) issue.where = "/studies/id=" + m_chosen + issue.where;
        placed.push_back(std::move(issue));
    }
    m_form->setIssues(placed);
}

void StudiesPage::openTakeOver() {
    const StudyRequest* request = findStudyRequest(current(), m_chosen);
    if (!request || !m_result || !*m_result) return;
    TakeOverDialog(session().document(), *request, **m_result, this).exec();
}

void StudiesPage::openDigitiser() {
    DigitiserDialog dialog(this);
    if (dialog.exec() != QDialog::Accepted) return;
    edit(tr("Read curves: %1").arg(dialog.fileName()), [&](Case& value) {
        setDigitisedCurves(value, m_chosen, dialog.digitiser(), dialog.fileName(), dialog.digest());
    });
}

void StudiesPage::importProcessMap(const QString& path) {
    const StudyRequest* request = findStudyRequest(current(), m_chosen);
    if (!request) return;
    TableImportDialog dialog(careProcessSchema(), this);
    if (!dialog.openFile(path)) return;
    dialog.offerAppending(static_cast<int>(enteredRows(request->inputs, "activities").size()));
    if (dialog.exec() != QDialog::Accepted) return;
    const auto tables = careProcessTables(dialog.mapped());
    if (!tables) {
        showIssues(this, tr("The process map was not imported."), tables.issues());
        return;
    }
    edit(tr("Import: %1").arg(dialog.fileName()), [&](Case& value) {
        const Evidence source = tableEvidence(dialog.mapped(), dialog.fileName().toStdString());
        StudyRequest* changed = findStudyRequest(value, m_chosen);
        takeCareProcess(changed->inputs, *tables, dialog.appends());
        changed->evidence = source.id;
        putEvidence(value, source);
    });
}

void StudiesPage::recompute() {
    const StudyRequest* request = findStudyRequest(current(), m_chosen);
    if (!request || !m_result || !*m_result || !isWorkedOut(*request)) return;
    Case after = current();
    const std::vector<std::string> gone = takeOverAgain(after, *request, **m_result);
    session().document().replace(std::move(after), tr("Take estimates over again"));
    if (gone.empty()) return;
    Issues issues;
    for (const std::string& id : gone) {
        issues.push_back({"studies.estimateGone", Severity::warning, id, m_chosen, {}, {}});
    }
    showIssues(this, tr("Some parameters keep their number."), issues);
}

bool StudiesPage::goTo(const std::string& where) {
    if (where == "studies") return true;
    const std::string id = idIn(where);
    if (!findStudyRequest(current(), id)) return false;
    choose(id);
    if (m_form->goTo(where)) m_scroll->ensureWidgetVisible(focusWidget() ? focusWidget() : m_form);
    return true;
}

void StudiesPage::retranslate() {
    m_unused->setTexts(
        tr("Analyses"),
        tr("What do the data say? Survival, meta-analysis, time studies, regional tables and more: raw or published "
           "data "
           "become estimates with their uncertainty, which parameters of every model take over with a link back."),
        tr("Add an analysis"));
    m_list->setTexts(tr("Analyses of the case"), {{tr("Use")}});
    m_sourceCard->setHeading(tr("Name and source"));
    m_nameLabel->setText(tr("Name"));
    m_name->setName(tr("Name"));
    m_evidenceLabel->setText(tr("Data from"));
    m_evidence->setAccessibleName(tr("Data from"));
    m_cancel->setText(tr("Cancel"));
    m_takeOver->setText(tr("Use in parameters…"));
    m_digitise->setText(tr("Read curves from a picture…"));
    m_processMap->setText(tr("Import the whole map…"));
    m_processMap->setToolTip(
        tr("One sheet with a row per activity: arm, step, occupation, minutes, probability, repetitions; fills "
           "occupations, activities and time equations"));
    m_again->setText(tr("Take over again"));
    m_again->setToolTip(tr("Parameters take their numbers over from the present result"));
    m_form->retranslate();
    m_results->retranslate();
    m_menu->retranslate();
    m_worked.reset();
    showCase();
}

}  // namespace kachi
