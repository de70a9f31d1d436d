#include "app/document/session.h"

#include "app/rules/price_surroundings.h"
#include "app/storage/atomic_file.h"
#include "models/case/case_json.h"
#include "models/core/sha256.h"

#include <QFile>
#include <QSysInfo>

#include <algorithm>
#include <chrono>

namespace kachi {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Typing pauses longer than this are kept in a draft: a power cut loses seconds. A case with large tables is written
/// less often, so that drafts take a tenth of the time at most.
constexpr auto draftDelay = 1500ms;
constexpr int pausePerDraft = 10;

Issue cannotRead(const QString& path, const QString& reason) {
    return {"session.cannotRead", Severity::error, path.toStdString(), reason.toStdString(), {}, {}};
}

}  // namespace

Session::Session(QObject* parent) : QObject(parent), m_packs(userRuleFolder()), m_prices(priceSurroundings(m_packs)) {
    connect(&m_document, &CaseDocument::changed, this, [this](bool structureChanged) {
        m_draftTimer.start(draftDelay + pausePerDraft * m_drafts.lastDuration());
        Q_EMIT caseEdited(structureChanged);
        Q_EMIT issuesChanged();
        recalculate();
    });
    connect(&m_document, &CaseDocument::modifiedChanged, this, &Session::modifiedChanged);
    connect(&m_runner, &EvaluationRunner::ready, this, [this](EvaluationPtr evaluation, bool complete) {
        m_evaluation = std::move(evaluation);
        m_runIssues = m_evaluation->issues;
        setState(complete ? ResultState::current : ResultState::partial);
        Q_EMIT evaluationChanged();
        Q_EMIT issuesChanged();
    });
    connect(&m_runner, &EvaluationRunner::failed, this, [this](const Issues& issues) {
        m_runIssues = issues;
        setState(ResultState::refused);
        Q_EMIT issuesChanged();
    });
    connect(&m_runner, &EvaluationRunner::progress, this, &Session::progressChanged);
    connect(&m_runner, &EvaluationRunner::cancelled, this, [this] { setState(ResultState::stale); });
    m_draftTimer.setSingleShot(true);
    connect(&m_draftTimer, &QTimer::timeout, this, &Session::writeDraft);
    connect(&m_drafts, &DraftWriter::failed, this, &Session::warned);
}

Session::~Session() {
    if (m_draftTimer.isActive()) writeDraft();
}

Done Session::openLibrary(const QString& path, OpenMode mode) {
    auto opened = CaseLibrary::open(path, mode);
    if (!opened) return opened.issues();
    m_library.emplace(std::move(opened).value());
    Q_EMIT libraryChanged();
    if (!m_library->notices().empty()) Q_EMIT warned(m_library->notices());
    return done();
}

Done Session::openCase(const std::string& caseId, std::optional<int> revision) {
    if (!m_library) return Issue{"session.noLibrary", Severity::error, {}, caseId, {}, {}};
    auto stored = revision ? m_library->loadRevision(caseId, *revision) : m_library->loadHead(caseId);
    if (!stored) return stored.issues();
    auto read = caseFromJson(stored->json);
    if (!read) return read.issues();
    const Done noted = m_library->writable() ? m_library->markOpened(caseId) : done();
    show(std::move(read->value), stored->info.number, stored->info.branch, true);
    m_readIssues = std::move(read->warnings);
    append(m_readIssues, noted.issues());
    Q_EMIT issuesChanged();
    return done();
}

void Session::newCase(Case value) {
    value.id = CaseLibrary::newCaseId();
    show(std::move(value), {}, mainBranch, false);
}

Done Session::openFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return cannotRead(path, file.errorString());
    auto read = caseFromJson(file.readAll().toStdString());
    if (!read) {
        Issues issues = read.issues();
        for (Issue& issue : issues) issue.details["file"] = path.toStdString();
        return issues;
    }
    newCase(std::move(read->value));
    m_readIssues = std::move(read->warnings);
    Q_EMIT issuesChanged();
    return done();
}

Done Session::exportFile(const QString& path) const {
    return writeFileAtomically(path, QByteArray::fromStdString(caseToJson(m_document.current())));
}

Done Session::save(const QString& message, const std::string& branch) {
    if (!m_library) return Issue{"session.noLibrary", Severity::error, {}, m_document.current().id, {}, {}};
    const Case& value = m_document.current();
    NewRevision revision;
    revision.header = headerOf(value);
    revision.expectedParent = m_revision;
    revision.branch = branch.empty() ? m_branch : branch;
    revision.json = caseToJson(value);
    revision.digest = sha256Hex(revision.json);
    revision.author = sessionOwner();
    revision.message = message.toStdString();
    revision.searchText = searchText(value);
    const auto saved = m_library->saveRevision(revision);
    if (!saved) return saved.issues();

    m_revision = saved->number;
    m_branch = revision.branch;
    if (m_state == ResultState::current && m_evaluation->caseDigest == revision.digest) {
        const Done kept = m_library->saveResults(value.id, saved->number, resultRows(*m_evaluation));
        if (!kept) Q_EMIT warned(kept.issues());
    }
    m_document.markSaved();
    clearDraft();
    Q_EMIT libraryChanged();
    return done();
}

std::vector<CaseDraft> Session::recoverableDrafts() {
    if (!m_library) return {};
    m_drafts.finish();
    auto drafts = m_library->drafts(sessionOwner());
    return drafts ? std::move(drafts).value() : std::vector<CaseDraft>{};
}

Done Session::recover(const CaseDraft& draft) {
    auto read = caseFromJson(draft.json);
    if (!read) return read.issues();
    show(std::move(read->value), draft.baseRevision, mainBranch, false);
    m_readIssues = std::move(read->warnings);
    Q_EMIT issuesChanged();
    return done();
}

Done Session::discard(const CaseDraft& draft) {
    return m_library ? m_library->clearDraft(draft.caseId, draft.owner) : done();
}

Done Session::savePack(const RulePack& pack) {
    Done saved = m_packs.save(pack);
    if (saved) takePacks();
    return saved;
}

Done Session::removePack(const std::string& id) {
    Done removed = m_packs.remove(id);
    if (removed) takePacks();
    return removed;
}

void Session::takePacks() {
    m_prices = priceSurroundings(m_packs);
    Q_EMIT packsChanged();
    Q_EMIT issuesChanged();
    recalculate();  // the corridor shows the price under every pack
}

void Session::recalculate() {
    if (!m_hasCase) return;
    const RulePack* rules = pack();
    if (!rules) {
        m_runner.cancel();
        m_runIssues = m_packs.get(m_document.current().context.rulePack).issues();
        setState(ResultState::refused);
        Q_EMIT issuesChanged();
        return;
    }
    const Case& value = m_document.current();
    m_runner.request(value, *rules, m_prices, static_cast<std::size_t>(std::max(0, value.run.draws)),
                     static_cast<std::uint64_t>(value.run.seed));
    setState(ResultState::running);
}

void Session::cancelCalculation() {
    m_runner.cancel();
}

Issues Session::issues() const {
    Issues all = m_readIssues;
    append(all, m_document.issues());
    for (const Issue& issue : m_runIssues) {
        if (std::find(all.begin(), all.end(), issue) == all.end()) all.push_back(issue);
    }
    append(all, m_packs.issues());
    std::stable_sort(all.begin(), all.end(),
                     [](const Issue& left, const Issue& right) { return left.severity > right.severity; });
    return all;
}

void Session::show(Case value, std::optional<int> revision, const std::string& branch, bool saved) {
    if (m_hasCase && m_draftTimer.isActive()) writeDraft();
    m_runner.cancel();
    m_evaluation.reset();
    m_runIssues.clear();
    m_readIssues.clear();
    m_hasCase = true;
    m_revision = revision;
    m_branch = branch;
    m_document.open(std::move(value), saved);
    Q_EMIT caseOpened();
    Q_EMIT evaluationChanged();
    Q_EMIT issuesChanged();
    recalculate();
}

void Session::setState(ResultState state) {
    if (m_state == state) return;
    m_state = state;
    Q_EMIT stateChanged();
}

void Session::writeDraft() {
    m_draftTimer.stop();
    if (!m_library || !m_library->writable() || !m_hasCase) return;
    if (!m_document.isModified()) {
        clearDraft();
        return;
    }
    m_drafts.write(m_library->path(), m_document.current(), m_revision);
}

void Session::clearDraft() {
    m_draftTimer.stop();
    if (m_library && m_library->writable()) m_drafts.clear(m_library->path(), m_document.current().id);
}

std::string searchText(const Case& value) {
    std::string text;
    const auto add = [&text](const std::string& words) {
        if (!words.empty()) text += words + '\n';
    };
    const auto addText = [&add](const Text& words) {
        add(words.ja);
        if (words.en != words.ja) add(words.en);
    };
    addText(value.title);
    for (const Text& words :
         {value.product.name, value.product.genericName, value.product.maker, value.product.indication,
          value.product.comparator, value.product.description, value.context.functionalCategory}) {
        addText(words);
    }
    add(value.context.applicationClass);
    for (const Evidence& evidence : value.evidence) {
        addText(evidence.title);
        add(evidence.citation);
    }
    for (const auto& [id, parameter] : value.parameters) addText(parameter.label);
    return text;
}

std::vector<ResultRow> resultRows(const Evaluation& evaluation) {
    std::vector<ResultRow> rows;
    for (const Metric& metric : evaluation.metrics) {
        if (!metric.base) continue;
        ResultRow row{metric.model, metric.id, metric.key, unitName(metric.unit), *metric.base, {}, {}, {}};
        if (metric.drawn) {
            row.mean = metric.drawn->mean;
            row.low = metric.drawn->low95;
            row.high = metric.drawn->high95;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string sessionOwner() {
    const QString user = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME", u"user"_s));
    return (user + u'@' + QSysInfo::machineHostName()).toStdString();
}

CaseHeader headerOf(const Case& value, CaseKind kind) {
    return {value.id, kind, value.title, value.product.name.ja};
}

}  // namespace kachi
