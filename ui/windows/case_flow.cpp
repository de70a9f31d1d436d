#include "ui/windows/case_flow.h"

#include "app/cli/draws_file.h"
#include "app/document/posterior_draws.h"
#include "app/storage/atomic_file.h"
#include "app/workbook/case_workbook.h"
#include "ui/windows/case_dialogs.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"
#include "ui/windows/settings.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr auto librarySuffix = ".kachi";

QString withSuffix(const QString& path, const QString& suffix) {
    return path.isEmpty() || QFileInfo(path).suffix().size() > 0 ? path : path + suffix;
}

/// A file name made of a title: without the characters no file system takes.
QString fileName(const Text& title) {
    QString name = shown(title);
    for (const QChar forbidden : u"/\\:*?\"<>|"_s) name.replace(forbidden, u'_');
    return name.isEmpty() ? u"case"_s : name;
}

}  // namespace

CaseFlow::CaseFlow(Session& session, QWidget* window) : QObject(window), m_session(session), m_window(window) {
    connect(&m_session, &Session::warned, this,
            [this](const Issues& issues) { Q_EMIT told(Severity::warning, issuesText(issues)); });
}

bool CaseFlow::openLibrary(const QString& path, OpenMode mode) {
    const Done opened = m_session.openLibrary(path, mode);
    if (opened) {
        settings::setLastLibrary(path);
        return true;
    }
    if (hasCode(opened.issues(), "storage.damaged")) {
        recoverLibrary(path, opened.issues());
    } else {
        showIssues(m_window, tr("The library %1 was not opened.").arg(QDir::toNativeSeparators(path)), opened.issues());
    }
    return m_session.library() != nullptr;
}

void CaseFlow::recoverLibrary(const QString& path, const Issues& issues) {
    const QString to = withSuffix(askForRecoveryFile(m_window, path, issues), QLatin1StringView(librarySuffix));
    if (to.isEmpty()) return;
    const auto recovered = CaseLibrary::recover(path, to);
    if (!recovered) {
        showIssues(m_window, tr("The library could not be recovered."), recovered.issues());
        return;
    }
    const QString summary = tr("Recovered %1 cases with %2 revisions.").arg(recovered->cases).arg(recovered->revisions);
    if (recovered->lost.empty()) {
        Q_EMIT told(Severity::info, summary);
    } else {
        showIssues(m_window, summary, recovered->lost);
    }
    openLibrary(to, OpenMode::readWrite);
}

void CaseFlow::chooseLibrary() {
    if (!mayLeave()) return;
    const QString path =
        QFileDialog::getOpenFileName(m_window, tr("Open library"), settings::folder(),
                                     tr("Case libraries (*%1);;All files (*)").arg(QLatin1StringView(librarySuffix)));
    if (path.isEmpty()) return;
    settings::setFolderOf(path);
    if (openLibrary(path, OpenMode::readWrite)) offerRecovery();
}

void CaseFlow::createLibrary() {
    if (!mayLeave()) return;
    const QString path = withSuffix(
        QFileDialog::getSaveFileName(m_window, tr("New library"), settings::folder(),
                                     tr("Case libraries (*%1);;All files (*)").arg(QLatin1StringView(librarySuffix)),
                                     nullptr, QFileDialog::DontConfirmOverwrite),
        QLatin1StringView(librarySuffix));
    if (path.isEmpty()) return;
    settings::setFolderOf(path);
    openLibrary(path, OpenMode::createIfMissing);
}

void CaseFlow::offerRecovery() {
    while (true) {
        const std::vector<CaseDraft> drafts = m_session.recoverableDrafts();
        if (drafts.empty()) return;
        const RecoveryChoice choice = askAboutDrafts(m_window, m_session, drafts);
        if (choice.answer == RecoveryAnswer::later) return;
        const bool recover = choice.answer == RecoveryAnswer::recover;
        const Done result = recover ? m_session.recover(choice.draft) : m_session.discard(choice.draft);
        if (!result) {
            showIssues(m_window, recover ? tr("The draft was not opened.") : tr("The draft was not discarded."),
                       result.issues());
            return;
        }
        if (recover) return;
    }
}

void CaseFlow::openCase(const std::string& caseId) {
    if (!mayLeave()) return;
    const Done opened = m_session.openCase(caseId);
    if (!opened) showIssues(m_window, tr("The case was not opened."), opened.issues());
}

void CaseFlow::showHistory(const std::string& caseId) {
    if (!m_session.library()) return;
    const std::optional<int> revision = askForRevision(m_window, *m_session.library(), caseId);
    if (!revision || !mayLeave()) return;
    const Done opened = m_session.openCase(caseId, revision);
    if (!opened) showIssues(m_window, tr("The revision was not opened."), opened.issues());
}

void CaseFlow::newCase() {
    if (!mayLeave()) return;
    std::optional<Case> value = askForNewCase(m_window, m_session);
    if (value) m_session.newCase(std::move(*value));
}

void CaseFlow::duplicate() {
    if (!m_session.hasCase() || !mayLeave()) return;
    Case copy = m_session.document().current();
    copy.title.ja += "（写し）";
    copy.title.en += " (copy)";
    m_session.newCase(std::move(copy));
}

void CaseFlow::chooseFile() {
    const QString path = QFileDialog::getOpenFileName(m_window, tr("Open a case file"), settings::folder(),
                                                      tr("Cases (*.json);;All files (*)"));
    if (path.isEmpty()) return;
    settings::setFolderOf(path);
    openFile(path);
}

void CaseFlow::openFile(const QString& path) {
    if (!mayLeave()) return;
    // An export with history goes into the library, a plain case becomes a new, unsaved one.
    QFile file(path);
    if (m_session.library() && file.open(QIODevice::ReadOnly)) {
        const auto imported = m_session.library()->importCase(file.readAll().toStdString());
        if (imported) {
            Q_EMIT m_session.libraryChanged();
            openCase(imported->header.id);
            return;
        }
        if (!hasCode(imported.issues(), "storage.notAnExport")) {
            showIssues(m_window, tr("The file was not imported."), imported.issues());
            return;
        }
    }
    const Done opened = m_session.openFile(path);
    if (!opened) showIssues(m_window, tr("The file was not opened."), opened.issues());
}

void CaseFlow::exportJson() {
    const QString name = fileName(m_session.document().current().title) + u".json"_s;
    const QString path = QFileDialog::getSaveFileName(m_window, tr("Export JSON"), settings::folder() + u'/' + name,
                                                      tr("Cases (*.json);;All files (*)"));
    if (path.isEmpty()) return;
    settings::setFolderOf(path);
    const Done written = m_session.exportFile(path);
    if (!written) {
        showIssues(m_window, tr("The case was not exported."), written.issues());
        return;
    }
    Q_EMIT told(Severity::info, tr("Exported to %1.").arg(QDir::toNativeSeparators(path)));
}

void CaseFlow::importPosterior() {
    const QString path = QFileDialog::getOpenFileName(m_window, tr("Joint posterior draws"), settings::folder(),
                                                      tr("Tables of draws (*.csv);;All files (*)"));
    if (path.isEmpty()) return;
    settings::setFolderOf(path);
    const auto columns = readDraws(path);
    auto after =
        columns ? withPosterior(m_session.document().current(), *columns, "posterior") : Result<Case>(columns.issues());
    if (!after) {
        showIssues(m_window, tr("The draws were not taken over."), after.issues());
        return;
    }
    m_session.document().replace(std::move(after).value(), tr("Joint posterior draws"));
    Q_EMIT told(Severity::info, tr("%n parameter(s) are drawn from the rows of the table.", nullptr,
                                   static_cast<int>(columns->size())));
}

void CaseFlow::exportWorkbook() {
    const Case& value = m_session.document().current();
    const auto workbook = caseWorkbook(value, *m_session.evaluation(), *m_session.pack(), uiLanguage());
    if (!workbook) {
        showIssues(m_window, tr("The workbook was not written."), workbook.issues());
        return;
    }
    const QString path = QFileDialog::getSaveFileName(m_window, tr("Excel workbook with formulas"),
                                                      settings::folder() + u'/' + fileName(value.title) + u".xlsx"_s,
                                                      tr("Workbooks (*.xlsx);;All files (*)"));
    if (path.isEmpty()) return;
    settings::setFolderOf(path);
    const Done written = writeFileAtomically(path, *workbook);
    if (!written) {
        showIssues(m_window, tr("The workbook was not written."), written.issues());
        return;
    }
    Q_EMIT told(Severity::info, tr("Exported to %1.").arg(QDir::toNativeSeparators(path)));
}

void CaseFlow::exportWithHistory(const std::string& caseId) {
    if (!m_session.library()) return;
    const auto text = m_session.library()->exportCase(caseId);
    if (!text) {
        showIssues(m_window, tr("The case was not exported."), text.issues());
        return;
    }
    const auto entry = m_session.library()->entry(caseId);
    const QString name = (entry ? fileName(entry->header.title) : u"case"_s) + u"-history.json"_s;
    const QString path = QFileDialog::getSaveFileName(
        m_window, tr("Export with its history"), settings::folder() + u'/' + name, tr("Cases (*.json);;All files (*)"));
    if (path.isEmpty()) return;
    settings::setFolderOf(path);
    const Done written = writeFileAtomically(path, QByteArray::fromStdString(*text));
    if (!written) {
        showIssues(m_window, tr("The case was not exported."), written.issues());
        return;
    }
    Q_EMIT told(Severity::info, tr("Exported to %1.").arg(QDir::toNativeSeparators(path)));
}

bool CaseFlow::save() {
    if (!m_session.hasCase()) return false;
    const std::optional<QString> message = askForSaveMessage(m_window, m_session);
    return message && saveUnder(*message, std::string());
}

bool CaseFlow::saveUnder(const QString& message, const std::string& branch) {
    const Done saved = m_session.save(message, branch);
    if (saved) {
        Q_EMIT told(Severity::info, tr("Saved as revision %1.").arg(m_session.revision().value_or(0)));
        return true;
    }
    if (!hasCode(saved.issues(), "storage.conflict")) {
        showIssues(m_window, tr("The revision was not saved; your changes are still here."), saved.issues());
        return false;
    }
    const std::optional<std::string> other = askForBranch(m_window, saved.issues());
    return other && saveUnder(message, *other);
}

bool CaseFlow::mayLeave() {
    if (!m_session.hasCase() || !m_session.document().isModified()) return true;
    switch (askAboutUnsaved(m_window, shown(m_session.document().current().title))) {
        case UnsavedAnswer::save:
            return save();
        case UnsavedAnswer::keepDraft:
            return true;
        case UnsavedAnswer::cancel:
            break;
    }
    return false;
}

}  // namespace kachi
