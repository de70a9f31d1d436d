#pragma once

#include "app/interchange/citation_text.h"
#include "models/precedents/precedent.h"
#include "ui/windows/section_page.h"

class QPushButton;
class QTabWidget;
class QTreeWidget;

namespace kachi {

class ClaimsPage;
class EvidenceDetails;
class LiteraturePage;

/// The evidence of the case on three pages: the register of studies, tables and lists with what rests on each; the
/// literature search; the claims of premiums. Every change is an undo step.
class EvidencePage : public SectionPage {
    Q_OBJECT

public:
    explicit EvidencePage(Session& session, QWidget* parent = nullptr);

    /// "/evidence/id=…" shows that piece, any parameter id the piece it rests on, "/literature/…" and "/claims/…" their
    /// pages.
    bool goTo(const std::string& where) override;

    void addEvidence();
    void removeEvidence();
    /// Lets the parameter rest on the chosen evidence.
    void bind(const std::string& parameterId);
    /// Opens the dialog that reads pasted references.
    void pasteReferences();
    /// Adds what was read; entries that are there already by DOI or PMID are shown instead.
    void take(const std::vector<Citation>& citations);

    const std::string& chosenId() const { return m_chosen; }
    EvidenceDetails* details() { return m_details; }
    LiteraturePage* literature() { return m_literature; }
    ClaimsPage* claims() { return m_claims; }

Q_SIGNALS:
    void precedentsRequested(const kachi::PrecedentQuery& query);

protected:
    void retranslate() override;

private:
    QWidget* makeRegister();
    void showCase();
    void fillList();
    void showChosen();
    bool choose(const std::string& id);

    std::string m_chosen;  ///< id of the evidence shown
    QTabWidget* m_tabs;
    QPushButton* m_add;
    QPushButton* m_paste;
    QPushButton* m_remove;
    QTreeWidget* m_list;
    EvidenceDetails* m_details;
    LiteraturePage* m_literature;
    ClaimsPage* m_claims;
};

}  // namespace kachi
