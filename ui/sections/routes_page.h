#pragma once

#include "models/precedents/precedent.h"
#include "ui/sections/request_list.h"
#include "ui/windows/section_page.h"

class QAction;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QStackedWidget;

namespace kachi {

class InputScrollArea;
class OwnRules;
class FieldForm;
class RequestResults;
class TextField;
class UnusedSection;

/// Prices of the case by the routes of the rules: the list, the form of the chosen one, its result. Everything on it is
/// made from the declaration of the route.
class RoutesPage : public SectionPage {
    Q_OBJECT

public:
    explicit RoutesPage(Session& session, QWidget* parent = nullptr);

    bool goTo(const std::string& where) override;

    /// Adds a price of that route and shows it.
    void addPrice(const std::string& route);
    const std::string& chosenId() const { return m_chosen; }
    FieldForm* form() { return m_form; }
    RequestResults* results() { return m_results; }

Q_SIGNALS:
    /// Published decisions that claimed what the chosen premium claims.
    void precedentsRequested(const kachi::PrecedentQuery& query);

protected:
    void retranslate() override;

private:
    QWidget* makeInputs();
    QWidget* makeRulesCard();
    void connectList();
    void fillMenu();
    void fillPacks();

    void choose(const std::string& id);
    void showCase();
    void showList();
    void showChosen();
    void showState();
    void showResults();
    void showIssues();
    RequestList::Row described(const PriceRequest& request) const;
    void edit(const QString& text, const std::function<void(Case&)>& change);
    void writeDate();
    PrecedentQuery claimedPremium(const std::string& table, int row) const;
    const PricedRoute* pricedOf(const std::string& id) const;

    std::string m_chosen;  ///< id of the price shown
    QStackedWidget* m_stack;
    UnusedSection* m_unused;
    QMenu* m_menu;
    RequestList* m_list;
    InputCard* m_rulesCard;
    QLabel* m_nameLabel;
    TextField* m_name;
    QLabel* m_packLabel;
    QComboBox* m_pack;
    QLabel* m_dateLabel;
    QLineEdit* m_date;
    InputCard* m_formCard;
    FieldForm* m_form;
    InputCard* m_ownCard;
    OwnRules* m_own;
    InputScrollArea* m_scroll = nullptr;
    RequestResults* m_results;
};

}  // namespace kachi
