#pragma once

#include "app/document/case_document.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace kachi {

/// Name in formulas, label in both languages and unit of a parameter the analyst declares; adds it or edits it later.
/// One undo step. The name of a parameter that exists stays.
class OutcomeParameterDialog : public QDialog {
    Q_OBJECT

public:
    /// @param parameterId  empty: a new parameter
    OutcomeParameterDialog(CaseDocument& document, const std::string& parameterId, QWidget* parent = nullptr);

    void accept() override;

private:
    void checkName();

    CaseDocument& m_document;
    std::string m_id;
    QLineEdit* m_name;
    QLineEdit* m_japanese;
    QLineEdit* m_english;
    QComboBox* m_unit;
    QLabel* m_message;
    QDialogButtonBox* m_buttons;
};

}  // namespace kachi
