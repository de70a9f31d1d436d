#pragma once

#include "models/precedents/precedent.h"

#include <QDialog>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace kachi {

class ResultsPanel;

/// Published decisions: searched by words, route, field, premium item and year, with the rates that were granted.
class PrecedentsDialog : public QDialog {
    Q_OBJECT

public:
    explicit PrecedentsDialog(QWidget* parent = nullptr);

    /// Puts the query into the fields and shows what answers it, beside the analyst's claim it came from.
    void showQuery(const PrecedentQuery& query);
    const std::vector<Precedent>& found() const { return m_found; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void fillChoices();
    void search();
    PrecedentQuery query() const;

    QLineEdit* m_words;
    QComboBox* m_route;
    QComboBox* m_premium;
    QComboBox* m_item;
    QLineEdit* m_field;
    QSpinBox* m_from;
    QSpinBox* m_to;
    QLabel* m_wordsLabel;
    QLabel* m_routeLabel;
    QLabel* m_premiumLabel;
    QLabel* m_itemLabel;
    QLabel* m_fieldLabel;
    QLabel* m_yearsLabel;
    QLabel* m_count;
    QLabel* m_claimText;
    ResultsPanel* m_results;
    PrecedentQuery m_claim;  ///< that the dialog was opened for
    std::vector<Precedent> m_found;
};

}  // namespace kachi
