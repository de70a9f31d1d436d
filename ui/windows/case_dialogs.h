#pragma once

#include "app/document/session.h"

#include <QString>
#include <QWidget>

namespace kachi {

/// The questions around saving and opening. Each waits for the answer.

enum class UnsavedAnswer { save, keepDraft, cancel };

/// Another case is to be shown, or the window closed, while this one has unsaved changes.
UnsavedAnswer askAboutUnsaved(QWidget* parent, const QString& title);

/// What was changed, in the analyst's words; empty optional: do not save.
std::optional<QString> askForSaveMessage(QWidget* parent, const Session& session);

/// Somebody saved this case meanwhile. @return the branch to save under; empty optional: do not save.
std::optional<std::string> askForBranch(QWidget* parent, const Issues& conflict);

/// The revision of the case to open; empty optional: none.
std::optional<int> askForRevision(QWidget* parent, const CaseLibrary& library, const std::string& caseId);

/// A starting point for a new case: an empty sheet, a template, or a copy of a sample.
std::optional<Case> askForNewCase(QWidget* parent, const Session& session);

enum class RecoveryAnswer { recover, discard, later };

/// Unsaved work of an earlier run: what each draft holds, and what to do with it.
struct RecoveryChoice {
    RecoveryAnswer answer = RecoveryAnswer::later;
    CaseDraft draft;
};
RecoveryChoice askAboutDrafts(QWidget* parent, Session& session, const std::vector<CaseDraft>& drafts);

/// The library is damaged. @return where to write what can be read; empty: leave it
QString askForRecoveryFile(QWidget* parent, const QString& library, const Issues& issues);

/// An ISO time of the library as the reader's clock and calendar say it.
QString localTime(const std::string& utc);

}  // namespace kachi
