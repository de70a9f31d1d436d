#pragma once

#include "app/document/session.h"

class QWidget;

namespace kachi {

/// Opening, saving, importing and recovering, with the questions they need: nothing unsaved is lost without being
/// asked about, every failure is told in the user's language.
class CaseFlow : public QObject {
    Q_OBJECT

public:
    CaseFlow(Session& session, QWidget* window);

    /// Opens a library; a damaged one can be recovered to a new file. @return false when none was opened
    bool openLibrary(const QString& path, OpenMode mode);
    void chooseLibrary();
    void createLibrary();

    /// Offers unsaved work of earlier runs.
    void offerRecovery();

    void openCase(const std::string& caseId);
    void showHistory(const std::string& caseId);
    void newCase();
    void duplicate();
    void chooseFile();
    void openFile(const QString& path);
    void exportJson();
    void importPosterior();  ///< a table of joint draws becomes a joint group, in one undo step
    void exportWorkbook();   ///< @pre a complete evaluation with hasWorkbook
    void exportWithHistory(const std::string& caseId);

    /// @return true when a revision was saved
    bool save();

    /// Asks about unsaved changes before another case is shown or the window closes.
    /// @return false when the user wants to stay
    bool mayLeave();

Q_SIGNALS:
    void told(kachi::Severity severity, const QString& text);

private:
    bool saveUnder(const QString& message, const std::string& branch);
    void recoverLibrary(const QString& path, const Issues& issues);

    Session& m_session;
    QWidget* m_window;
};

}  // namespace kachi
