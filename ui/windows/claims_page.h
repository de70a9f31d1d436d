#pragma once

#include "app/document/session.h"
#include "models/evidence/claim_sheet.h"

#include <QWidget>

#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QMenu;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;
class QVBoxLayout;

namespace kachi {

class InputCard;
class TextArea;

/// The premium-claim sheet: requirements of the rule pack that the product is claimed to meet, and for each what is
/// claimed, the evidence, the results, its strength, the precedents and what is missing. Every change is an undo step.
class ClaimsPage : public QWidget {
    Q_OBJECT

public:
    explicit ClaimsPage(Session& session, QWidget* parent = nullptr);

    void showCase();
    void retranslate();
    /// "/claims/id=c1/…"
    bool goTo(const std::string& where);

    void addRequirement(const std::string& key);
    void removeChosen();
    const std::string& chosenId() const { return m_chosen; }
    /// Offers a result, or an entry of the register, as evidence of the chosen claim; or takes it back.
    void offer(const std::string& result, bool offered);
    void support(const std::string& evidence, bool supports);
    void judge(ClaimStrength strength);

Q_SIGNALS:
    void precedentsRequested(const kachi::PrecedentQuery& query);
    void goToRequested(const std::string& where);

private:
    QWidget* makeList();
    QWidget* makeDetails();
    void fillMenu();
    void fillList();
    void showChosen();
    void fillEvidence(const RequirementClaim& claim);
    void fillResults(const RequirementClaim& claim);
    void fillFindings(const ClaimRow& row);
    void filterResults();
    void describe(QTreeWidgetItem* item, const ClaimRow& row) const;
    const ClaimRow* chosenRow() const;
    void edit(const QString& text, const std::function<void(RequirementClaim&)>& change);

    Session& m_session;
    std::string m_chosen;
    std::vector<OfferedResult> m_offered;
    std::vector<ClaimRow> m_rows;
    bool m_filling = false;  ///< check boxes are being set, not clicked
    QLabel* m_lead;
    QMenu* m_menu;
    QPushButton* m_add;
    QPushButton* m_remove;
    QTreeWidget* m_list;
    InputCard* m_claimCard;
    InputCard* m_evidenceCard;
    InputCard* m_resultsCard;
    InputCard* m_missingCard;
    QLabel* m_wording;
    QLabel* m_strengthLabel;
    QComboBox* m_strength;
    TextArea* m_statement;
    QListWidget* m_evidence;
    QLineEdit* m_filter;
    QListWidget* m_results;
    QLabel* m_precedents;
    QPushButton* m_showPrecedents;
    TextArea* m_missing;
    QVBoxLayout* m_findings;
    QWidget* m_details;
};

}  // namespace kachi
