#pragma once

#include "app/document/case_document.h"
#include "app/rules/rule_packs.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace kachi {

/// Whose rules are set.
enum class RuleScope {
    wholeCase,  ///< Context::rules: sections Price and Recalculation, and price routes under the rules of the case
    onePrice,   ///< PriceRequest::rules
};

/// Numbers and switches of the rules that the analyst sets beside those of the pack. Search over the keys and names of
/// the pack adds one; a key the pack lacks may be typed.
class OwnRules : public QWidget {
    Q_OBJECT

public:
    OwnRules(CaseDocument& document, const RulePacks& packs, RuleScope scope, QWidget* parent = nullptr);

    void showRequest(const std::string& requestId);  ///< of one price
    void setIssues(const Issues& issues);            ///< places as in the case
    bool goTo(const std::string& where);
    void retranslate();

    /// Adds the rule with the value of the pack, ready to be changed.
    void add(const std::string& key);
    QLineEdit* search() { return m_search; }
    QTreeWidget* list() { return m_list; }

private:
    void refresh();
    void fillSearch();
    void addTyped();
    void removeChosen();
    void write(const std::string& key, const std::optional<std::string>& value, const QString& text);
    std::map<std::string, std::string>* rulesIn(Case& value) const;
    const std::map<std::string, std::string>& rules() const;
    std::string place() const;  ///< of the rules in the case, with a slash at the end
    std::optional<RulePack> pack() const;

    CaseDocument& m_document;
    const RulePacks& m_packs;
    RuleScope m_scope;
    std::string m_requestId;
    std::string m_searchedPack;  ///< whose keys the search offers
    Issues m_issues;
    QLabel* m_explanation;
    QLineEdit* m_search;
    QPushButton* m_add;
    QPushButton* m_remove;
    QTreeWidget* m_list;
};

}  // namespace kachi
