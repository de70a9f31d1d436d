#pragma once

#include "app/document/case_document.h"
#include "app/document/draft_writer.h"
#include "app/jobs/evaluation_runner.h"
#include "app/rules/rule_packs.h"
#include "app/storage/case_library.h"

#include <QTimer>

namespace kachi {

/// State of the results beside the inputs.
enum class ResultState { none, running, partial, current, stale, refused };

/// What a window works with: one library, the open case, its rule pack and its results.
/// Keeps results in step with edits, keeps a draft for recovery, and saves revisions.
class Session : public QObject {
    Q_OBJECT

public:
    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    CaseDocument& document() { return m_document; }
    const CaseDocument& document() const { return m_document; }
    const RulePacks& packs() const { return m_packs; }
    /// The pack the open case is pinned to, or nullptr when it is unknown (then issues() says so).
    const RulePack* pack() const { return m_packs.find(m_document.current().context.rulePack); }

    /// Writes one of the analyst's own packs; the open case is calculated again. See RulePacks.
    Done savePack(const RulePack& pack);
    Done removePack(const std::string& id);

    // Library
    Done openLibrary(const QString& path, OpenMode mode);
    CaseLibrary* library() { return m_library ? &*m_library : nullptr; }

    // Cases
    Done openCase(const std::string& caseId, std::optional<int> revision = {});
    void newCase(Case value);
    Done openFile(const QString& path);  ///< a case JSON; becomes a new, unsaved case
    Done exportFile(const QString& path) const;
    bool hasCase() const { return m_hasCase; }
    std::optional<int> revision() const { return m_revision; }

    /// Appends a revision. storage.conflict when somebody else saved meanwhile: then save under another branch name.
    /// @param branch  empty: the branch the case was opened from or last saved to
    Done save(const QString& message, const std::string& branch = {});

    // Recovery
    std::vector<CaseDraft> recoverableDrafts();
    Done recover(const CaseDraft& draft);
    Done discard(const CaseDraft& draft);

    // Results
    EvaluationPtr evaluation() const { return m_evaluation; }
    ResultState resultState() const { return m_state; }
    void recalculate();
    void cancelCalculation();

    /// Faults of the inputs and of the last run, errors first.
    Issues issues() const;

Q_SIGNALS:
    void caseOpened();
    void caseEdited(bool structureChanged);
    void evaluationChanged();
    void stateChanged();
    void progressChanged(qulonglong done, qulonglong total);
    void issuesChanged();
    void libraryChanged();
    void packsChanged();
    void modifiedChanged(bool modified);
    /// A background action failed (autosave); the reader should know, nothing is lost in the window.
    void warned(const kachi::Issues& issues);

private:
    void show(Case value, std::optional<int> revision, const std::string& branch, bool saved);
    void setState(ResultState state);
    void takePacks();
    void writeDraft();
    void clearDraft();

    RulePacks m_packs;
    std::shared_ptr<const PriceSurroundings> m_prices;
    CaseDocument m_document;
    EvaluationRunner m_runner;
    std::optional<CaseLibrary> m_library;
    EvaluationPtr m_evaluation;
    Issues m_runIssues;
    Issues m_readIssues;
    ResultState m_state = ResultState::none;
    bool m_hasCase = false;
    std::optional<int> m_revision;
    std::string m_branch = mainBranch;
    QTimer m_draftTimer;
    DraftWriter m_drafts;
};

/// Words of a case that full-text search finds: titles, product, evidence, parameter labels.
std::string searchText(const Case& value);

/// Figures of an evaluation as the library keeps them. Figures that are not defined are left out.
std::vector<ResultRow> resultRows(const Evaluation& evaluation);

/// Name under which drafts and revisions are kept: the person at this machine.
std::string sessionOwner();

/// The header that lists show of a case.
CaseHeader headerOf(const Case& value, CaseKind kind = CaseKind::userCase);

}  // namespace kachi
