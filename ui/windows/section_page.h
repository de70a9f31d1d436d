#pragma once

#include "app/document/session.h"
#include "ui/windows/language.h"

#include <QWidget>

namespace kachi {

/// One section of the open case: overview, evidence, outcomes, …  Created when it is first shown, lives as long as the
/// window, and follows the session's signals by itself.
class SectionPage : public QWidget {
    Q_OBJECT

public:
    explicit SectionPage(Session& session, QWidget* parent = nullptr);

    /// Shows and focuses the input `where` (parameter id or JSON pointer of an issue).
    /// @return false when the page has no such input; it then stays as it is
    virtual bool goTo(const std::string& where);

Q_SIGNALS:
    /// The page asks the window to show another place, e.g. the evidence of a parameter.
    void goToRequested(const std::string& where);

protected:
    Session& session() { return m_session; }
    const Session& session() const { return m_session; }
    const Case& current() const { return m_session.document().current(); }
    Language language() const { return uiLanguage(); }

    /// Sets every text of the page anew; called after a change of language.
    virtual void retranslate() = 0;

    void changeEvent(QEvent* event) override;

private:
    Session& m_session;
};

}  // namespace kachi
